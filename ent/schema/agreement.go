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

// Agreement is a dated, sourced claim that an agreement was made. Its time is that in which it runs.
type Agreement struct{ ent.Schema }

// Mixin of Agreement.
func (Agreement) Mixin() []ent.Mixin {
	return []ent.Mixin{identified{prefixes: []vocab.Prefix{vocab.PrefixAgreement}}, recorded{}, sourced{}, claim{}}
}

// Fields of Agreement. Its name is the official one, as those of actors and solutions are.
func (Agreement) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("kind").GoType(vocab.AgreementKind("")),
		field.String("slug").NotEmpty().Unique(),
		field.String("name").NotEmpty(),
		field.String("name_fold"),
		field.String("name_sort").Annotations(entgql.OrderField("NAME")),
		field.String("number").Optional().Nillable(),
		field.String("area").Optional().Nillable(),
		field.String("extendable_to").GoType(vocab.PartialDate("")).Optional().Nillable(),
		field.String("url").GoType(vocab.URL("")).Optional().Nillable(),
	}
}

// Edges of Agreement.
func (Agreement) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("parties", AgreementParty.Type).Annotations(entgql.RelayConnection()),
		edge.To("relationships", Relationship.Type).Annotations(entgql.RelayConnection()),
		edge.To("involvements", Involvement.Type).Annotations(entgql.RelayConnection()),
	}
}

// Indexes of Agreement, each with the query it serves.
func (Agreement) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("name_sort", "id"),  // agreements(orderBy: NAME)
		index.Fields("valid_last", "id"), // agreements(orderBy: VALID_TO), agreements(where: {endsBefore})
	}
}

// Annotations of Agreement.
func (Agreement) Annotations() []schema.Annotation { return connection() }

// AgreementParty says who has which part in an agreement: an actor, the members of an association, or all actors of a kind.
type AgreementParty struct{ ent.Schema }

// Mixin of AgreementParty.
func (AgreementParty) Mixin() []ent.Mixin {
	return []ent.Mixin{identified{prefixes: []vocab.Prefix{vocab.PrefixAgreementParty}}, recorded{}, sourced{}}
}

// Fields of AgreementParty. It is no claim that stands by itself: visibility repeats that of the agreement, and so do the
// days, at the end of which nothing of its own is given, so that the guard of package store looks at one row alone. The
// sort keys repeat the names of the ends; that of a whole kind is empty.
func (AgreementParty) Fields() []ent.Field {
	return []ent.Field{
		field.String("agreement_id").GoType(vocab.ID("")).Immutable(),
		field.Enum("role").GoType(vocab.AgreementRole("")).Annotations(entgql.OrderField("ROLE")),
		field.String("actor_id").GoType(vocab.ID("")).Optional().Nillable().Immutable(),
		field.Enum("kind").GoType(vocab.ActorKind("")).Optional().Nillable(), // of all actors, where none is named
		field.Bool("members_of"), // the members of the actor are meant
		field.JSON("lots", []string{}),
		field.JSON("condition", &vocab.Text{}).Optional(),
		field.String("valid_from").GoType(vocab.PartialDate("")).Optional().Nillable(),
		field.String("valid_to").GoType(vocab.PartialDate("")).Optional().Nillable(),
		field.String("valid_first").GoType(vocab.Date("")).Annotations(entgql.OrderField("VALID_FROM")),
		field.String("valid_last").GoType(vocab.Date("")).Annotations(entgql.OrderField("VALID_TO")),
		field.Enum("status").GoType(vocab.ClaimStatus("")),
		field.Enum("visibility").GoType(vocab.Visibility("")),
		field.String("actor_sort").Annotations(entgql.OrderField("ACTOR_NAME")),
		field.String("agreement_sort").Annotations(entgql.OrderField("AGREEMENT_NAME")),
	}
}

// Edges of AgreementParty.
func (AgreementParty) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("agreement", Agreement.Type).Ref("parties").Field("agreement_id").Unique().Required().Immutable(),
		edge.From("actor", Actor.Type).Ref("agreement_parties").Field("actor_id").Unique().Immutable(),
	}
}

// Indexes of AgreementParty, each with the query it serves.
func (AgreementParty) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("agreement_id", "actor_sort", "id"), // agreement { parties }
		index.Fields("actor_id", "agreement_sort", "id"), // actor { agreementParties }
	}
}

// Annotations of AgreementParty.
func (AgreementParty) Annotations() []schema.Annotation { return connection() }
