package schema

import (
	"entgo.io/contrib/entgql"
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"

	"kommungraf/internal/vocab"
)

// Handling is what was done about obstacles, and what came of it.
type Handling struct{ ent.Schema }

// Mixin of Handling.
func (Handling) Mixin() []ent.Mixin { return framework(vocab.PrefixHandling) }

// Fields of Handling.
func (Handling) Fields() []ent.Field {
	return []ent.Field{
		field.JSON("description", vocab.Text{}),
		field.Enum("outcome").GoType(vocab.Outcome("")),
		field.JSON("outcome_note", &vocab.Text{}).Optional(),
		field.String("example_id").GoType(vocab.ID("")).Optional().Nillable(),
	}
}

// Edges of Handling.
func (Handling) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("obstacles", Obstacle.Type),
		edge.To("example", Actor.Type).Field("example_id").Unique(),
		edge.To("met", ObstacleMet.Type).Annotations(entgql.RelayConnection()),
	}
}

// Annotations of Handling.
func (Handling) Annotations() []schema.Annotation { return connection() }
