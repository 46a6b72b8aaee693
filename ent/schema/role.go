package schema

import (
	"entgo.io/contrib/entgql"
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"

	"kommungraf/internal/vocab"
)

// Role is a part that the IT function of a municipality can take.
type Role struct{ ent.Schema }

// Mixin of Role.
func (Role) Mixin() []ent.Mixin { return framework(vocab.PrefixRole) }

// Fields of Role.
func (Role) Fields() []ent.Field {
	return []ent.Field{
		field.JSON("description", vocab.Text{}),
	}
}

// Edges of Role.
func (Role) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("requirements", Requirement.Type),
		edge.From("obstacles", Obstacle.Type).Ref("roles"),
		edge.To("taken", RoleTaken.Type).Annotations(entgql.RelayConnection()),
	}
}

// Annotations of Role.
func (Role) Annotations() []schema.Annotation { return connection() }
