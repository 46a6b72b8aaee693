package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"

	"kommungraf/internal/vocab"
)

// Situation is one in which someone looks for a way forward.
type Situation struct{ ent.Schema }

// Mixin of Situation.
func (Situation) Mixin() []ent.Mixin { return framework(vocab.PrefixSituation) }

// Fields of Situation.
func (Situation) Fields() []ent.Field {
	return []ent.Field{
		field.JSON("description", vocab.Text{}),
	}
}

// Edges of Situation.
func (Situation) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("alternatives", Alternative.Type).Ref("situations"),
	}
}

// Annotations of Situation.
func (Situation) Annotations() []schema.Annotation { return connection() }
