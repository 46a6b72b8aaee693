package graph_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kommungraf/internal/kbtest"
	"kommungraf/internal/store"
)

type reasoning struct{ Text, Confidence string }

// TestOwnReasoningIsNeverSure asks for all prose that is our own reasoning: whatever the row says of itself, it is of
// MEDIUM confidence at most. What is said of procurement is more than that for the forms where an authority, a bill or a
// court is among the evidence, and for those only.
func TestOwnReasoningIsNeverSure(t *testing.T) {
	type row struct {
		Slug, Confidence                                    string
		Responsibility, Procurement, Entry, Exit, SuitsWhen reasoning // of a form
		Consequences                                        reasoning // of a pattern
		Prerequisites                                       reasoning // of an alternative
		Steps                                               []reasoning
	}
	type list struct{ Edges []struct{ Node row } }
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		answer := data[struct{ Forms, Patterns, Alternatives list }](t, api(t, s, anyone), `{
			forms: collaborationForms(first: 100) { edges { node { slug confidence
				responsibility { text confidence } procurement { text confidence } entry { text confidence } exit { text confidence } suitsWhen { text confidence } } } }
			patterns(first: 100) { edges { node { slug confidence consequences { text confidence } } } }
			alternatives(first: 100) { edges { node { slug confidence steps { text confidence } prerequisites { text confidence } } } }
		}`, nil)
		looked, sure := 0, 0
		check := func(r row, all ...reasoning) {
			for _, x := range all {
				looked++
				if x.Text == "" || x.Confidence != "MEDIUM" && x.Confidence != "LOW" {
					t.Errorf("%s: %q is of confidence %s", r.Slug, x.Text, x.Confidence)
				}
			}
			if r.Confidence == "HIGH" {
				sure++
			}
		}
		var official []string
		for _, e := range answer.Forms.Edges {
			r := e.Node
			check(r, r.Responsibility, r.Entry, r.Exit, r.SuitsWhen)
			if r.Procurement.Confidence == "HIGH" {
				official = append(official, r.Slug)
			}
		}
		for _, e := range answer.Patterns.Edges {
			check(e.Node, e.Node.Consequences)
		}
		for _, e := range answer.Alternatives.Edges {
			check(e.Node, append(e.Node.Steps, e.Node.Prerequisites)...)
		}
		if looked < 15*4+14+24*2 || sure < 10 {
			t.Errorf("%d pieces of reasoning were looked at, in %d rows of high confidence", looked, sure)
		}
		slices.Sort(official)
		want := []string{"framework-agreement", "host-agreement", "joint-board", "joint-company", "outsourcing"}
		if diff := cmp.Diff(want, official); diff != "" {
			t.Errorf("forms whose procurement is not our own reasoning (-want +got):\n%s", diff)
		}
	})
}
