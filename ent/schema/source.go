package schema

import (
	"entgo.io/contrib/entgql"
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"kommungraf/internal/vocab"
)

// Source is a publication, a register or a decision in which a statement can be checked.
type Source struct{ ent.Schema }

// Mixin of Source.
func (Source) Mixin() []ent.Mixin {
	return []ent.Mixin{identified{prefixes: []vocab.Prefix{vocab.PrefixSource}}, recorded{}}
}

// Fields of Source.
func (Source) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("kind").GoType(vocab.SourceKind("")),
		field.String("title").NotEmpty(),
		field.String("title_fold"),
		field.String("title_sort").Annotations(entgql.OrderField("TITLE")),
		field.String("publisher").Optional().Nillable(),
		field.Int("year").Optional().Nillable(),
		field.String("url").GoType(vocab.URL("")).Optional().Nillable(),
		field.String("licence").Optional().Nillable(),
	}
}

// Indexes of Source, each with the query it serves.
func (Source) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("title_sort", "id"),         // sources(orderBy: TITLE)
		index.Fields("kind", "title_sort", "id"), // knowledgeBase { dataSources }
	}
}

// Annotations of Source.
func (Source) Annotations() []schema.Annotation { return connection() }
