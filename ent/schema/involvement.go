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

// Involvement is a dated, sourced claim that an actor has a part in a solution.
type Involvement struct{ ent.Schema }

// Mixin of Involvement.
func (Involvement) Mixin() []ent.Mixin {
	return []ent.Mixin{identified{prefixes: []vocab.Prefix{vocab.PrefixInvolvement}}, recorded{}, sourced{}, evidenced{}, claim{}}
}

// Fields of Involvement. The two sort keys repeat the name_sort of the ends, so that a list is ordered without a join;
// used_id and supplied_id repeat solution_id where the type's facet says so (vocab), so that a solution's users and
// suppliers are lists of their own.
func (Involvement) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("type").GoType(vocab.InvolvementType("")).Immutable().
			Annotations(entgql.MapsTo("type", "label", "inverseLabel"), entgql.OrderField("TYPE")),
		field.String("actor_id").GoType(vocab.ID("")).Immutable(),
		field.String("solution_id").GoType(vocab.ID("")).Immutable(),
		field.String("supplier_id").GoType(vocab.ID("")).Optional().Nillable(),
		field.String("used_id").GoType(vocab.ID("")).Optional().Nillable(),
		field.String("supplied_id").GoType(vocab.ID("")).Optional().Nillable(),
		field.String("agreement_id").GoType(vocab.ID("")).Optional().Nillable(),
		field.String("actor_sort").Annotations(entgql.OrderField("ACTOR_NAME")),
		field.String("solution_sort").Annotations(entgql.OrderField("SOLUTION_NAME")),
	}
}

// Edges of Involvement.
func (Involvement) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("actor", Actor.Type).Ref("involvements").Field("actor_id").Unique().Required().Immutable(),
		edge.From("solution", Solution.Type).Ref("involvements").Field("solution_id").Unique().Required().Immutable(),
		edge.To("supplier", Actor.Type).Field("supplier_id").Unique(),
		edge.From("used", Solution.Type).Ref("users").Field("used_id").Unique(),
		edge.From("supplied", Solution.Type).Ref("suppliers").Field("supplied_id").Unique(),
		edge.From("agreement", Agreement.Type).Ref("involvements").Field("agreement_id").Unique(),
	}
}

// Indexes of Involvement, each with the query it serves.
func (Involvement) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("actor_id", "solution_sort", "id"),  // actor { involvements }
		index.Fields("solution_id", "actor_sort", "id"),  // solution { involvements }
		index.Fields("used_id", "actor_sort", "id"),      // solution { users }
		index.Fields("supplied_id", "actor_sort", "id"),  // solution { suppliers }
		index.Fields("supplier_id"),                      // involvements(where: {supplier})
		index.Fields("type", "id"),                       // involvements(where: {type})
		index.Fields("agreement_id", "actor_sort", "id"), // agreement { involvements }
	}
}

// Annotations of Involvement.
func (Involvement) Annotations() []schema.Annotation {
	return append(connection(), entgql.Implements("Relation"))
}
