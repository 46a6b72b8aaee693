package schema

import (
	"entgo.io/contrib/entgql"
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"kommungraf/internal/vocab"
)

// Change is what one revision did to one row.
type Change struct{ ent.Schema }

// Fields of Change.
func (Change) Fields() []ent.Field {
	return []ent.Field{
		field.Int("id").Immutable(),
		field.Int("revision_id").Immutable(),
		field.Int("position").Immutable(), // within the revision, from 0
		field.String("subject_id").GoType(vocab.ID("")).Immutable(),
		field.Enum("operation").GoType(vocab.Operation("")).Immutable(),
	}
}

// Edges of Change.
func (Change) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("revision", Revision.Type).Ref("changes").Field("revision_id").Unique().Required().Immutable(),
	}
}

// Indexes of Change, each with the query it serves.
func (Change) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("revision_id", "position").Unique(), // everything since a revision
		index.Fields("subject_id"),                       // the history of one thing
	}
}

// Annotations of Change.
func (Change) Annotations() []schema.Annotation {
	return []schema.Annotation{entgql.Skip(entgql.SkipAll)}
}
