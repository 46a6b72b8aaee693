package model

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kommungraf/ent/db"
	"kommungraf/internal/vocab"
)

// FormComparison is forms of collaboration side by side.
type FormComparison struct {
	Traits []*FormTrait

	things []Thing
}

// Forms are the forms that are compared.
func (c *FormComparison) Forms(ctx context.Context) ([]*db.CollaborationForm, error) {
	return thingsAs[db.CollaborationForm](ctx, c.things)
}

// FormTrait is one trait of several forms.
type FormTrait struct {
	Field    string
	Reasoned bool

	label vocab.Text
	said  []vocab.Text
}

// Label is what the trait is called.
func (t *FormTrait) Label(lang vocab.Language) string { return t.label.In(lang) }

// Values are what the forms say.
func (t *FormTrait) Values(lang vocab.Language) []string {
	all := []string{}
	for _, s := range t.said {
		all = append(all, s.In(lang))
	}
	return all
}

// Differs tells whether they say different things.
func (t *FormTrait) Differs() bool {
	return slices.ContainsFunc(t.said, func(s vocab.Text) bool { return s != t.said[0] })
}

// traits are what forms are compared by, the facts before the prose.
var traits = []struct {
	field    string
	label    vocab.Text
	reasoned bool
	of       func(*db.CollaborationForm) vocab.Text
}{
	{"basis", vocab.Text{SV: "Grund", EN: "Basis"}, false, func(f *db.CollaborationForm) vocab.Text { return word(f.Basis) }},
	{"legalPerson", vocab.Text{SV: "Juridisk person", EN: "Legal person"}, false, func(f *db.CollaborationForm) vocab.Text { return word(f.LegalPerson) }},
	{"legalBasis", vocab.Text{SV: "Lagstöd", EN: "Legal basis"}, false, func(f *db.CollaborationForm) vocab.Text { return orNothing(f.LegalBasis) }},
	{"participantKinds", vocab.Text{SV: "Vilka som får delta", EN: "Who may take part"}, false, func(f *db.CollaborationForm) vocab.Text {
		var kinds []string
		for _, k := range f.ParticipantKinds {
			kinds = append(kinds, string(k))
		}
		return word(strings.Join(kinds, ", "))
	}},
	{"minParties", vocab.Text{SV: "Minsta antal parter", EN: "Parties at least"}, false, func(f *db.CollaborationForm) vocab.Text { return word(strconv.Itoa(f.MinParties)) }},
	{"setupEffort", vocab.Text{SV: "Insats för att komma i gång", EN: "Effort to set up"}, true, func(f *db.CollaborationForm) vocab.Text { return word(f.SetupEffort) }},
	{"description", vocab.Text{SV: "Så fungerar den", EN: "How it works"}, false, func(f *db.CollaborationForm) vocab.Text { return f.Description }},
	{"responsibility", vocab.Text{SV: "Ansvar", EN: "Responsibility"}, true, func(f *db.CollaborationForm) vocab.Text { return f.Responsibility }},
	{"procurement", vocab.Text{SV: "Upphandling", EN: "Procurement"}, false, func(f *db.CollaborationForm) vocab.Text { return f.Procurement }},
	{"entry", vocab.Text{SV: "Inträde", EN: "Entry"}, true, func(f *db.CollaborationForm) vocab.Text { return f.Entry }},
	{"exit", vocab.Text{SV: "Utträde", EN: "Exit"}, true, func(f *db.CollaborationForm) vocab.Text { return f.Exit }},
	{"opportunities", vocab.Text{SV: "Möjligheter", EN: "Opportunities"}, false, func(f *db.CollaborationForm) vocab.Text { return f.Opportunities }},
	{"limitations", vocab.Text{SV: "Begränsningar", EN: "Limitations"}, false, func(f *db.CollaborationForm) vocab.Text { return f.Limitations }},
	{"suitsWhen", vocab.Text{SV: "Passar när", EN: "Suits when"}, true, func(f *db.CollaborationForm) vocab.Text { return f.SuitsWhen }},
}

// word is a word of an enumeration, or a number, the same in both languages.
func word[T ~string](w T) vocab.Text { return vocab.Text{SV: string(w), EN: string(w)} }

func orNothing(t *vocab.Text) vocab.Text {
	if t == nil {
		return vocab.Text{}
	}
	return *t
}

// Compare puts forms side by side.
func Compare(forms []*db.CollaborationForm, load Load) *FormComparison {
	place := NewThings(load)
	c := &FormComparison{}
	for _, f := range forms {
		c.things = append(c.things, place.One(f.ID))
	}
	for _, t := range traits {
		trait := &FormTrait{Field: t.field, Reasoned: t.reasoned, label: t.label}
		for _, f := range forms {
			trait.said = append(trait.said, t.of(f))
		}
		c.Traits = append(c.Traits, trait)
	}
	return c
}
