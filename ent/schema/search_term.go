package schema

import (
	"entgo.io/contrib/entgql"
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"kommungraf/internal/vocab"
)

// SearchDocument is a thing that search can find. It is derived from the thing by package store, in the same write.
type SearchDocument struct{ ent.Schema }

// Fields of SearchDocument.
func (SearchDocument) Fields() []ent.Field {
	return []ent.Field{
		field.String("id").GoType(vocab.ID("")).Immutable(), // the id of the thing
		field.Enum("kind").GoType(vocab.SearchKind("")),
		field.String("name_fold"),
		field.String("name_plain"), // name_fold without marks: "orebro"
		field.String("name_sort"),
	}
}

// Edges of SearchDocument.
func (SearchDocument) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("terms", SearchTerm.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Annotations of SearchDocument.
func (SearchDocument) Annotations() []schema.Annotation {
	return []schema.Annotation{entgql.Skip(entgql.SkipAll)}
}

// SearchTerm is a stem that occurs in a document: an inverted index that is the same on both databases.
type SearchTerm struct{ ent.Schema }

// Fields of SearchTerm.
func (SearchTerm) Fields() []ent.Field {
	return []ent.Field{
		field.Int("id").Immutable(),
		field.String("stem"),
		field.String("document_id").GoType(vocab.ID("")),
		field.Int("weight"), // that of the best place where the stem occurs
	}
}

// Edges of SearchTerm.
func (SearchTerm) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("document", SearchDocument.Type).Ref("terms").Field("document_id").Unique().Required(),
	}
}

// Indexes of SearchTerm, each with the query it serves.
func (SearchTerm) Indexes() []ent.Index {
	return []ent.Index{
		// search(query:). The operator class lets PostgreSQL use it for prefixes under any collation.
		index.Fields("stem", "document_id").Unique().Annotations(entsql.OpClassColumn("stem", "text_pattern_ops")),
		index.Fields("document_id"), // rewriting a document
	}
}

// Annotations of SearchTerm.
func (SearchTerm) Annotations() []schema.Annotation {
	return []schema.Annotation{entgql.Skip(entgql.SkipAll)}
}
