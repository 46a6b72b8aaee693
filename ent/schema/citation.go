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

// Citation says that a statement rests on a source. Its subject is whatever the id names: one column, without a foreign
// key, serves every entity that has sources, since an id tells its own type (docs/decisions/0004).
type Citation struct{ ent.Schema }

// Mixin of Citation.
func (Citation) Mixin() []ent.Mixin {
	return []ent.Mixin{identified{prefixes: []vocab.Prefix{vocab.PrefixCitation}}}
}

// Fields of Citation.
func (Citation) Fields() []ent.Field {
	return []ent.Field{
		field.String("subject_id").GoType(vocab.ID("")).Optional(),
		field.String("source_id").GoType(vocab.ID("")),
		field.Int("position"), // 0 is the source named first
		field.String("remark").Optional().Nillable(),
	}
}

// Edges of Citation: the same subject seen as each entity that has sources.
func (Citation) Edges() []ent.Edge {
	subject := func(name string, t any) ent.Edge {
		return edge.From(name, t).Ref("sources").Field("subject_id").Unique()
	}
	return []ent.Edge{
		edge.To("source", Source.Type).Field("source_id").Unique().Required(),
		subject("actor", Actor.Type),
		subject("solution", Solution.Type),
		subject("relationship", Relationship.Type),
		subject("involvement", Involvement.Type),
		subject("solution_link", SolutionLink.Type),
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
		subject("study", Study.Type),
		subject("proposal", Proposal.Type),
		subject("feedback", Feedback.Type),
		subject("dissemination", Dissemination.Type),
		subject("form_use", FormUse.Type),
		subject("role_taken", RoleTaken.Type),
		subject("obstacle_met", ObstacleMet.Type),
		subject("agreement", Agreement.Type),
		subject("agreement_party", AgreementParty.Type),
	}
}

// Indexes of Citation, each with the query it serves.
func (Citation) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("subject_id", "position").Unique(), // relationship { sources }
		index.Fields("source_id"),                       // relationships(where: {source})
	}
}

// Annotations of Citation.
func (Citation) Annotations() []schema.Annotation {
	return []schema.Annotation{entgql.Skip(entgql.SkipWhereInput | entgql.SkipOrderField)}
}
