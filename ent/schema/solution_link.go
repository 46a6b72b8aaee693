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

// SolutionLink is a dated, sourced claim that one solution stands in a relation to another.
type SolutionLink struct{ ent.Schema }

// Mixin of SolutionLink.
func (SolutionLink) Mixin() []ent.Mixin {
	return []ent.Mixin{identified{prefixes: []vocab.Prefix{vocab.PrefixSolutionLink}}, recorded{}, sourced{}, evidenced{}, claim{}}
}

// Fields of SolutionLink. The two sort keys repeat the name_sort of the ends, so that a list is ordered without a join.
func (SolutionLink) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("type").GoType(vocab.SolutionLinkType("")).Immutable().
			Annotations(entgql.MapsTo("type", "label", "inverseLabel"), entgql.OrderField("TYPE")),
		field.String("from_id").GoType(vocab.ID("")).Immutable(),
		field.String("to_id").GoType(vocab.ID("")).Immutable(),
		field.String("from_sort").Annotations(entgql.OrderField("FROM_NAME")),
		field.String("to_sort").Annotations(entgql.OrderField("TO_NAME")),
	}
}

// Edges of SolutionLink.
func (SolutionLink) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("from", Solution.Type).Field("from_id").Unique().Required().Immutable(),
		edge.To("to", Solution.Type).Field("to_id").Unique().Required().Immutable(),
	}
}

// Indexes of SolutionLink, each with the query it serves.
func (SolutionLink) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("from_id", "type"), // solution { links(where: {direction: OUT}) }
		index.Fields("to_id", "type"),   // solution { links(where: {direction: IN}) }
		index.Fields("type", "id"),      // solutionLinks(where: {type})
	}
}

// Annotations of SolutionLink.
func (SolutionLink) Annotations() []schema.Annotation {
	return append(connection(), entgql.Implements("Relation"))
}
