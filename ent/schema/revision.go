package schema

import (
	"entgo.io/contrib/entgql"
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"

	"kommungraf/internal/vocab"
)

// Revision is one finished write. Its id is the revision number: 1, 2, 3 … without gaps, in the order of commits.
type Revision struct{ ent.Schema }

// Fields of Revision.
func (Revision) Fields() []ent.Field {
	return []ent.Field{
		field.Int("id").Immutable(),
		field.Time("recorded_at").Immutable(),
		field.Enum("origin").GoType(vocab.Origin("")).Immutable(),
		// Of reference data: the fingerprint of what was loaded, by which the next start sees that nothing is new.
		field.String("fingerprint").Optional().Nillable().Immutable(),
	}
}

// Edges of Revision.
func (Revision) Edges() []ent.Edge { return []ent.Edge{edge.To("changes", Change.Type)} }

// Annotations of Revision.
func (Revision) Annotations() []schema.Annotation {
	return []schema.Annotation{entgql.Skip(entgql.SkipAll)}
}
