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

// Evidence is one thing that was seen, heard or read, and that speaks for or against what the framework says.
type Evidence struct{ ent.Schema }

// Mixin of Evidence.
func (Evidence) Mixin() []ent.Mixin {
	return []ent.Mixin{identified{prefixes: []vocab.Prefix{vocab.PrefixEvidence}}, recorded{}}
}

// Fields of Evidence. Participants are kinds of people, never names.
func (Evidence) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("kind").GoType(vocab.EvidenceKind("")).Annotations(entgql.OrderField("KIND")),
		field.String("slug").NotEmpty().Unique(),
		field.String("title").NotEmpty(),
		field.String("title_fold"),
		field.String("title_sort").Annotations(entgql.OrderField("TITLE")),
		field.String("publisher").Optional().Nillable(),
		field.String("date").GoType(vocab.PartialDate("")).Optional().Nillable(),
		field.JSON("participants", []string{}),
		field.String("url").GoType(vocab.URL("")).Optional().Nillable(),
		field.JSON("note", &vocab.Text{}).Optional(),
		field.Enum("confidence").GoType(vocab.Confidence("")),
		field.String("study_id").GoType(vocab.ID("")).Optional().Nillable(),
	}
}

// Edges of Evidence.
func (Evidence) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("links", EvidenceLink.Type).Annotations(entgql.RelayConnection()),
		edge.From("study", Study.Type).Ref("evidence").Field("study_id").Unique(),
	}
}

// Indexes of Evidence, each with the query it serves.
func (Evidence) Indexes() []ent.Index {
	return []ent.Index{index.Fields("title_sort", "id")} // evidence(orderBy: TITLE)
}

// Annotations of Evidence.
func (Evidence) Annotations() []schema.Annotation { return connection() }

// EvidenceLink says that evidence speaks for or against a statement. Its subject is whatever the id names, as for
// Citation.
type EvidenceLink struct{ ent.Schema }

// Mixin of EvidenceLink.
func (EvidenceLink) Mixin() []ent.Mixin {
	return []ent.Mixin{identified{prefixes: []vocab.Prefix{vocab.PrefixEvidenceLink}}, recorded{}}
}

// Fields of EvidenceLink.
func (EvidenceLink) Fields() []ent.Field {
	return []ent.Field{
		field.String("evidence_id").GoType(vocab.ID("")).Immutable(),
		field.String("subject_id").GoType(vocab.ID("")).Optional().Immutable(),
		field.Enum("stance").GoType(vocab.Stance("")),
		field.JSON("note", &vocab.Text{}).Optional(),
		field.String("evidence_sort").Annotations(entgql.OrderField("EVIDENCE_TITLE")), // the title_sort of the evidence
	}
}

// Edges of EvidenceLink: the same subject seen as each entity that evidence can speak of.
func (EvidenceLink) Edges() []ent.Edge {
	subject := func(name string, t any) ent.Edge {
		return edge.From(name, t).Ref("evidence").Field("subject_id").Unique().Immutable()
	}
	return []ent.Edge{
		edge.From("evidence", Evidence.Type).Ref("links").Field("evidence_id").Unique().Required().Immutable(),
		subject("role", Role.Type),
		subject("requirement", Requirement.Type),
		subject("form", CollaborationForm.Type),
		subject("principle", Principle.Type),
		subject("obstacle", Obstacle.Type),
		subject("handling", Handling.Type),
		subject("pattern", Pattern.Type),
		subject("situation", Situation.Type),
		subject("need", Need.Type),
		subject("alternative", Alternative.Type),
		subject("proposal", Proposal.Type),
		subject("relationship", Relationship.Type),
		subject("involvement", Involvement.Type),
		subject("solution_link", SolutionLink.Type),
		subject("form_use", FormUse.Type),
		subject("role_taken", RoleTaken.Type),
		subject("obstacle_met", ObstacleMet.Type),
	}
}

// Indexes of EvidenceLink, each with the query it serves.
func (EvidenceLink) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("subject_id", "evidence_id", "stance").Unique(), // form { evidence }
		index.Fields("evidence_id", "id"),                            // evidence { links }
	}
}

// Annotations of EvidenceLink.
func (EvidenceLink) Annotations() []schema.Annotation { return connection() }
