package schema

import (
	"entgo.io/contrib/entgql"
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"

	"kommungraf/internal/vocab"
)

// SolutionLinkEnd is a link as one of its two solutions sees it: a database view with two rows for each link.
type SolutionLinkEnd struct{ ent.Schema }

// Mixin of SolutionLinkEnd.
func (SolutionLinkEnd) Mixin() []ent.Mixin { return []ent.Mixin{claim{}} }

// Fields of SolutionLinkEnd.
func (SolutionLinkEnd) Fields() []ent.Field {
	return []ent.Field{
		field.String("id").GoType(vocab.ID("")), // the link's id and a letter for the direction
		field.Enum("direction").GoType(vocab.Direction("")).Annotations(entgql.OrderField("DIRECTION")),
		field.Enum("type").GoType(vocab.SolutionLinkType("")).Annotations(entgql.OrderField("TYPE")),
		field.String("label").GoType(vocab.SolutionLinkLabel("")), // the type and the direction in one
		field.String("solution_id").GoType(vocab.ID("")),
		field.String("other_id").GoType(vocab.ID("")),
		field.String("other_sort").Annotations(entgql.OrderField("OTHER_NAME")),
		field.String("link_id").GoType(vocab.ID("")),
		field.Enum("confidence").GoType(vocab.Confidence("")),
	}
}

// Edges of SolutionLinkEnd.
func (SolutionLinkEnd) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("solution", Solution.Type).Ref("links").Field("solution_id").Unique().Required(),
		edge.To("other", Solution.Type).Field("other_id").Unique().Required(),
		edge.To("link", SolutionLink.Type).Field("link_id").Unique().Required(),
	}
}

// Annotations of SolutionLinkEnd.
func (SolutionLinkEnd) Annotations() []schema.Annotation {
	return append(append(connection(), view("solution_link_ends")...), entgql.Implements("LinkedSolution")) // as the API calls it, for fragments
}
