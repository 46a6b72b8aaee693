package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"

	"kommungraf/internal/vocab"
)

// Principle lies behind forms and relations, stated or not.
type Principle struct{ ent.Schema }

// Mixin of Principle.
func (Principle) Mixin() []ent.Mixin { return framework(vocab.PrefixPrinciple) }

// Fields of Principle.
func (Principle) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("explicitness").GoType(vocab.Explicitness("")),
		field.JSON("description", vocab.Text{}),
		field.JSON("relationship_types", []string{}), // codes of all three tables of types
	}
}

// Edges of Principle.
func (Principle) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("forms", CollaborationForm.Type),
		edge.To("tensions", Principle.Type), // both ways
	}
}

// Annotations of Principle.
func (Principle) Annotations() []schema.Annotation { return connection() }
