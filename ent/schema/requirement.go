package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"

	"kommungraf/internal/vocab"
)

// Requirement is what a role demands of the IT function.
type Requirement struct{ ent.Schema }

// Mixin of Requirement.
func (Requirement) Mixin() []ent.Mixin { return framework(vocab.PrefixRequirement) }

// Fields of Requirement.
func (Requirement) Fields() []ent.Field {
	return []ent.Field{
		field.String("role_id").GoType(vocab.ID("")),
	}
}

// Edges of Requirement.
func (Requirement) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("role", Role.Type).Ref("requirements").Field("role_id").Unique().Required(),
	}
}

// Annotations of Requirement.
func (Requirement) Annotations() []schema.Annotation { return connection() }
