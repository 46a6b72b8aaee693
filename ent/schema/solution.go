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

// Solution is a digital solution that can be shared: software, a service, a joint purchase or a standard.
type Solution struct{ ent.Schema }

// Mixin of Solution.
func (Solution) Mixin() []ent.Mixin {
	return []ent.Mixin{identified{prefixes: []vocab.Prefix{vocab.PrefixSolution}}, recorded{}, sourced{}}
}

// Fields of Solution.
func (Solution) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("kind").GoType(vocab.SolutionKind("")).Annotations(entgql.OrderField("KIND")),
		field.String("slug").NotEmpty().Unique(),
		field.String("name").NotEmpty(),
		field.String("name_fold"),
		field.String("name_sort").Annotations(entgql.OrderField("NAME")),
		field.String("area").NotEmpty(),
		field.String("licence").Optional().Nillable(),
		field.String("url").GoType(vocab.URL("")).Optional().Nillable(),
		field.JSON("description", vocab.Text{}),
		field.String("owner_id").GoType(vocab.ID("")).Optional().Nillable(),
	}
}

// Edges of Solution.
func (Solution) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("owner", Actor.Type).Field("owner_id").Unique(),
		edge.To("involvements", Involvement.Type).Annotations(entgql.RelayConnection()),
		edge.To("users", Involvement.Type).Annotations(entgql.RelayConnection()),
		edge.To("suppliers", Involvement.Type).Annotations(entgql.RelayConnection()),
		edge.To("links", SolutionLinkEnd.Type).Annotations(entgql.RelayConnection()),
	}
}

// Indexes of Solution, each with the query it serves.
func (Solution) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("name_sort", "id"), // solutions(orderBy: NAME)
		index.Fields("owner_id"),        // solutions(where: {owner})
	}
}

// Annotations of Solution.
func (Solution) Annotations() []schema.Annotation {
	return append(connection(), entgql.Implements("SearchResult"))
}
