package schema

import (
	"entgo.io/contrib/entgql"
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"

	"kommungraf/internal/vocab"
)

// CollaborationForm is a form in which municipalities work with others, and what comes with it.
type CollaborationForm struct{ ent.Schema }

// Mixin of CollaborationForm.
func (CollaborationForm) Mixin() []ent.Mixin { return framework(vocab.PrefixCollaborationForm) }

// Fields of CollaborationForm.
func (CollaborationForm) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("basis").GoType(vocab.FormBasis("")),
		field.Enum("legal_person").GoType(vocab.LegalPerson("")),
		field.JSON("participant_kinds", []vocab.ActorKind{}),
		field.Int("min_parties"), // the municipality itself counts
		field.Enum("setup_effort").GoType(vocab.SetupEffort("")),
		field.JSON("description", vocab.Text{}),
		field.JSON("opportunities", vocab.Text{}),
		field.JSON("limitations", vocab.Text{}),
		field.JSON("legal_basis", &vocab.Text{}).Optional(),
		reasoned("responsibility"),
		reasoned("procurement"),
		reasoned("entry"),
		reasoned("exit"),
		reasoned("suits_when"),
		// Whether what is said of procurement is our own reasoning: no authority, bill or court is among its sources.
		field.Bool("procurement_reasoned"),
	}
}

// Edges of CollaborationForm.
func (CollaborationForm) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("principles", Principle.Type).Ref("forms"),
		edge.From("obstacles", Obstacle.Type).Ref("forms"),
		edge.From("patterns", Pattern.Type).Ref("forms"),
		edge.From("alternatives", Alternative.Type).Ref("forms"),
		edge.To("uses", FormUse.Type).Annotations(entgql.RelayConnection()),
	}
}

// Annotations of CollaborationForm.
func (CollaborationForm) Annotations() []schema.Annotation { return connection() }
