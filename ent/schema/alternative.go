package schema

import (
	"entgo.io/contrib/entgql"
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"

	"kommungraf/internal/vocab"
)

// Alternative is something one can do.
type Alternative struct{ ent.Schema }

// Mixin of Alternative.
func (Alternative) Mixin() []ent.Mixin { return framework(vocab.PrefixAlternative) }

// Fields of Alternative.
func (Alternative) Fields() []ent.Field {
	return []ent.Field{
		field.JSON("description", vocab.Text{}),
		field.JSON("pros", vocab.Text{}),
		field.JSON("cons", vocab.Text{}),
		field.JSON("steps", []vocab.Text{}).Annotations(entgql.Skip(entgql.SkipType)), // in order, our own reasoning
		reasoned("prerequisites"),
		field.JSON("size_bands", []vocab.SizeBand{}), // empty means all
		field.Int("min_parties"),                     // the municipality itself counts
	}
}

// Edges of Alternative.
func (Alternative) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("situations", Situation.Type),
		edge.To("needs", Need.Type),
		edge.To("forms", CollaborationForm.Type),
		edge.To("obstacles", Obstacle.Type),
	}
}

// Annotations of Alternative.
func (Alternative) Annotations() []schema.Annotation { return connection() }
