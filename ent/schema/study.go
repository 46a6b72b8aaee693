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

// Study is a research project.
type Study struct{ ent.Schema }

// Mixin of Study.
func (Study) Mixin() []ent.Mixin {
	return []ent.Mixin{identified{prefixes: []vocab.Prefix{vocab.PrefixStudy}}, recorded{}, sourced{}, knowledge{}}
}

// Fields of Study.
func (Study) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("status").GoType(vocab.StudyStatus("")),
		field.String("begins").GoType(vocab.PartialDate("")).Optional().Nillable(),
		field.String("ends").GoType(vocab.PartialDate("")).Optional().Nillable(),
		field.String("call").Optional().Nillable(),    // the funder's number of the application
		field.String("venture").Optional().Nillable(), // the funder's programme
		field.Int("grant_sek").Optional().Nillable(),
		field.JSON("grant_note", &vocab.Text{}).Optional(),
		field.JSON("purpose", vocab.Text{}),
		field.JSON("approach", &vocab.Text{}).Optional(),
		field.JSON("expected_effects", &vocab.Text{}).Optional(),
		field.String("coordinator_id").GoType(vocab.ID("")).Optional().Nillable(),
		field.String("funder_id").GoType(vocab.ID("")).Optional().Nillable(),
		field.String("project_id").GoType(vocab.ID("")).Optional().Nillable(), // the actor that the study is
	}
}

// Edges of Study.
func (Study) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("coordinator", Actor.Type).Field("coordinator_id").Unique(),
		edge.To("funder", Actor.Type).Field("funder_id").Unique(),
		edge.To("project", Actor.Type).Field("project_id").Unique(),
		edge.To("evidence", Evidence.Type).Annotations(entgql.RelayConnection()),
		edge.To("proposals", Proposal.Type),
		edge.To("disseminations", Dissemination.Type),
	}
}

// Annotations of Study.
func (Study) Annotations() []schema.Annotation { return connection() }

// Proposal is an idea that was put forward, to be tested and given feedback on.
type Proposal struct{ ent.Schema }

// Mixin of Proposal.
func (Proposal) Mixin() []ent.Mixin { return framework(vocab.PrefixProposal) }

// Fields of Proposal.
func (Proposal) Fields() []ent.Field {
	return []ent.Field{
		field.JSON("description", vocab.Text{}),
		field.String("put_forward").GoType(vocab.PartialDate("")).Optional().Nillable(),
		field.String("study_id").GoType(vocab.ID("")).Optional().Nillable(),
	}
}

// Edges of Proposal.
func (Proposal) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("study", Study.Type).Ref("proposals").Field("study_id").Unique(),
		edge.To("feedback", Feedback.Type),
	}
}

// Annotations of Proposal.
func (Proposal) Annotations() []schema.Annotation { return connection() }

// Feedback is what someone said of a proposal, or what came of testing it. Givers are kinds of people, never names.
type Feedback struct{ ent.Schema }

// Mixin of Feedback.
func (Feedback) Mixin() []ent.Mixin {
	return []ent.Mixin{identified{prefixes: []vocab.Prefix{vocab.PrefixFeedback}}, recorded{}, sourced{}}
}

// Fields of Feedback.
func (Feedback) Fields() []ent.Field {
	return []ent.Field{
		field.String("proposal_id").GoType(vocab.ID("")),
		field.Int("round"), // 1 is the first
		field.Enum("stance").GoType(vocab.FeedbackStance("")),
		field.String("giver").Optional().Nillable(),
		field.JSON("text", vocab.Text{}),
		field.Enum("outcome").GoType(vocab.Outcome("")).Optional().Nillable(), // when it was tested
		field.JSON("change", &vocab.Text{}).Optional(),                        // what was changed after it
		field.String("date").GoType(vocab.PartialDate("")).Optional().Nillable(),
	}
}

// Edges of Feedback.
func (Feedback) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("proposal", Proposal.Type).Ref("feedback").Field("proposal_id").Unique().Required(),
	}
}

// Indexes of Feedback, each with the query it serves.
func (Feedback) Indexes() []ent.Index {
	return []ent.Index{index.Fields("proposal_id", "round", "id")} // proposal { feedback }
}

// Annotations of Feedback.
func (Feedback) Annotations() []schema.Annotation {
	return []schema.Annotation{entgql.Skip(entgql.SkipWhereInput | entgql.SkipOrderField)}
}

// Dissemination is how the results of a study were or were to be spread.
type Dissemination struct{ ent.Schema }

// Mixin of Dissemination.
func (Dissemination) Mixin() []ent.Mixin {
	return []ent.Mixin{identified{prefixes: []vocab.Prefix{vocab.PrefixDissemination}}, recorded{}, sourced{}}
}

// Fields of Dissemination.
func (Dissemination) Fields() []ent.Field {
	return []ent.Field{
		field.String("slug").NotEmpty().Unique(),
		field.String("study_id").GoType(vocab.ID("")),
		field.Enum("kind").GoType(vocab.DisseminationKind("")),
		field.Enum("status").GoType(vocab.DisseminationStatus("")),
		field.String("planned_for").GoType(vocab.PartialDate("")).Optional().Nillable(),
		field.JSON("channel", &vocab.Text{}).Optional(),
		field.JSON("audience", &vocab.Text{}).Optional(),
		field.JSON("note", &vocab.Text{}).Optional(),
	}
}

// Edges of Dissemination.
func (Dissemination) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("study", Study.Type).Ref("disseminations").Field("study_id").Unique().Required(),
	}
}

// Indexes of Dissemination, each with the query it serves.
func (Dissemination) Indexes() []ent.Index {
	return []ent.Index{index.Fields("study_id", "slug")} // study { disseminations }
}

// Annotations of Dissemination.
func (Dissemination) Annotations() []schema.Annotation {
	return []schema.Annotation{entgql.Skip(entgql.SkipWhereInput | entgql.SkipOrderField)}
}
