package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"

	"kommungraf/internal/vocab"
)

// Need is what someone who looks for a way forward wants.
type Need struct{ ent.Schema }

// Mixin of Need.
func (Need) Mixin() []ent.Mixin { return framework(vocab.PrefixNeed) }

// Fields of Need.
func (Need) Fields() []ent.Field {
	return []ent.Field{
		field.JSON("description", vocab.Text{}),
	}
}

// Edges of Need.
func (Need) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("alternatives", Alternative.Type).Ref("needs"),
	}
}

// Annotations of Need.
func (Need) Annotations() []schema.Annotation { return connection() }
