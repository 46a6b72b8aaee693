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

// Actor is an organisation of the municipal sector. One table holds all kinds; the API shows each as a type of its own.
type Actor struct{ ent.Schema }

// Mixin of Actor.
func (Actor) Mixin() []ent.Mixin {
	return []ent.Mixin{
		identified{prefixes: []vocab.Prefix{
			vocab.PrefixMunicipality, vocab.PrefixRegion, vocab.PrefixAssociation,
			vocab.PrefixSupplier, vocab.PrefixAgency, vocab.PrefixResearchOrganisation,
		}},
		recorded{},
		sourced{},
	}
}

// Fields of Actor: first what all have, then what some kinds have.
func (Actor) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("kind").GoType(vocab.ActorKind("")).Immutable().Annotations(entgql.OrderField("KIND")),
		field.String("slug").NotEmpty().Unique(),
		field.String("name").NotEmpty(),
		field.String("name_en").Optional().Nillable(),
		// Made from the name by package store: neither database folds or sorts Swedish.
		field.String("name_fold"),
		field.String("name_sort").Annotations(entgql.OrderField("NAME")),
		field.JSON("aliases", []string{}),
		field.JSON("identifiers", []vocab.Identifier{}),
		field.String("organisation_number").GoType(vocab.OrganisationNumber("")).Optional().Nillable(),
		field.String("website").GoType(vocab.URL("")).Optional().Nillable(),
		field.Enum("status").GoType(vocab.ActorStatus("")),
		field.JSON("note", &vocab.Text{}).Optional(),

		// Municipalities and regions.
		field.String("code").Optional().Nillable().Unique(),
		field.String("county_code").GoType(vocab.CountyCode("")).Optional().Nillable(),
		field.String("county").Optional().Nillable(),
		field.String("seat").Optional().Nillable(),
		field.Int("population").Optional().Nillable(),
		field.Int("population_year").Optional().Nillable(),
		// The population, 0 where it is not known: what lists are ordered by, since a nullable column loses rows there.
		field.Int("population_sort").Annotations(entgql.OrderField("POPULATION")),
		field.String("region_id").GoType(vocab.ID("")).Optional().Nillable(),
		// Municipalities alone.
		field.Enum("skr_group").GoType(vocab.SkrGroup("")).Optional().Nillable(),
		field.Int("skr_group_year").Optional().Nillable(),
		field.Float("latitude").Optional().Nillable(),
		field.Float("longitude").Optional().Nillable(),
		// Regions alone.
		field.String("letter").Optional().Nillable(),

		// Associations, agencies and research organisations.
		field.Enum("form").GoType(vocab.OrganisationForm("")).Optional().Nillable(),
		field.JSON("purpose", &vocab.Text{}).Optional(),
		field.String("founded").GoType(vocab.PartialDate("")).Optional().Nillable(),
		field.String("ended").GoType(vocab.PartialDate("")).Optional().Nillable(),

		// Suppliers.
		field.JSON("products", []string{}),
		field.JSON("categories", []string{}),
		field.String("country").Optional().Nillable(),
	}
}

// Edges of Actor.
func (Actor) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("relationships", RelationshipEnd.Type).Annotations(entgql.RelayConnection()),
		edge.To("members", RelationshipEnd.Type).Annotations(entgql.RelayConnection()),
		edge.To("member_of", RelationshipEnd.Type).Annotations(entgql.RelayConnection()),
		edge.To("involvements", Involvement.Type).Annotations(entgql.RelayConnection()),
		edge.To("form_uses", FormUse.Type).Annotations(entgql.RelayConnection()),
		edge.To("roles_taken", RoleTaken.Type).Annotations(entgql.RelayConnection()),
		edge.To("obstacles_met", ObstacleMet.Type).Annotations(entgql.RelayConnection()),
		edge.To("agreement_parties", AgreementParty.Type).Annotations(entgql.RelayConnection()),
		edge.From("patterns", Pattern.Type).Ref("observed_in"),
		edge.To("municipalities", Actor.Type).Annotations(entgql.RelayConnection()).
			From("region").Field("region_id").Unique(),
	}
}

// Indexes of Actor, each with the query it serves.
func (Actor) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("kind", "name_sort", "id"),       // municipalities(orderBy: NAME)
		index.Fields("kind", "population_sort", "id"), // municipalities(orderBy: POPULATION)
		index.Fields("name_sort", "id"),               // actors(orderBy: NAME)
		index.Fields("region_id", "id"),               // region { municipalities }
		index.Fields("organisation_number"),           // actor(identifier:)
	}
}

// Annotations of Actor.
func (Actor) Annotations() []schema.Annotation {
	return append(connection(),
		// Without the concrete types here, the columns of fragments on them are not selected.
		entgql.Implements("Actor", "Node", "SearchResult", "Municipality", "Region", "Association", "Supplier", "Agency", "ResearchOrganisation"))
}
