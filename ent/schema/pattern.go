package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"

	"kommungraf/internal/vocab"
)

// Pattern is a way of working together that recurs.
type Pattern struct{ ent.Schema }

// Mixin of Pattern.
func (Pattern) Mixin() []ent.Mixin { return framework(vocab.PrefixPattern) }

// Fields of Pattern.
func (Pattern) Fields() []ent.Field {
	return []ent.Field{
		field.JSON("context", vocab.Text{}),
		field.JSON("description", vocab.Text{}),
		reasoned("consequences"),
	}
}

// Edges of Pattern.
func (Pattern) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("forms", CollaborationForm.Type),
		edge.To("obstacles", Obstacle.Type),
		edge.To("observed_in", Actor.Type),
	}
}

// Annotations of Pattern.
func (Pattern) Annotations() []schema.Annotation { return connection() }
