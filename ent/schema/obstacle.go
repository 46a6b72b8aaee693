package schema

import (
	"entgo.io/contrib/entgql"
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"

	"kommungraf/internal/vocab"
)

// Obstacle is what stands in the way of working together.
type Obstacle struct{ ent.Schema }

// Mixin of Obstacle.
func (Obstacle) Mixin() []ent.Mixin { return framework(vocab.PrefixObstacle) }

// Fields of Obstacle.
func (Obstacle) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("category").GoType(vocab.ObstacleCategory("")),
		field.JSON("description", vocab.Text{}),
	}
}

// Edges of Obstacle.
func (Obstacle) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("forms", CollaborationForm.Type),
		edge.To("roles", Role.Type),
		edge.From("handlings", Handling.Type).Ref("obstacles"),
		edge.From("patterns", Pattern.Type).Ref("obstacles"),
		edge.From("alternatives", Alternative.Type).Ref("obstacles"),
		edge.To("met", ObstacleMet.Type).Annotations(entgql.RelayConnection()),
	}
}

// Annotations of Obstacle.
func (Obstacle) Annotations() []schema.Annotation { return connection() }
