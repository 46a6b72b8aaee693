package store_test

import (
	"context"
	"testing"

	"kommungraf/ent/db"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// What the framework says rests on sources like any other statement, and ties things that there are.
func TestTheFrameworkIsRefusedWithoutSourcesAndEnds(t *testing.T) {
	proposal := func() *db.Proposal {
		return &db.Proposal{ID: vocab.DerivedID(vocab.PrefixProposal, "test", "p"), Slug: "p", Name: vocab.Text{SV: "P"}, Confidence: vocab.High}
	}
	feedback := &db.Feedback{
		ID: vocab.DerivedID(vocab.PrefixFeedback, "test", "f"), ProposalID: proposal().ID, Round: 1, Stance: vocab.FeedbackStance("FOR"),
		Text: vocab.Text{SV: "Ja."}, Confidence: vocab.High,
	}
	taken := &db.RoleTaken{
		ID: vocab.DerivedID(vocab.PrefixRoleTaken, "test", "t"), RoleID: vocab.DerivedID(vocab.PrefixRole, "test", "r"),
		ActorID: vocab.DerivedID(vocab.PrefixMunicipality, "test", "a"), Ending: vocab.EndUnknown, Status: vocab.Asserted,
		Visibility: vocab.Public, Confidence: vocab.High,
	}
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		for name, save := range map[string]func(context.Context, *store.Writer) error{
			"a proposal without sources": func(ctx context.Context, w *store.Writer) error {
				_, err := w.SaveProposals(ctx, []store.Cited[db.Proposal]{{Row: proposal()}})
				return err
			},
			"a proposal without a name": func(ctx context.Context, w *store.Writer) error {
				nameless := proposal()
				nameless.Name = vocab.Text{}
				_, err := w.SaveProposals(ctx, []store.Cited[db.Proposal]{{Row: nameless, Sources: []store.Citation{{Source: "src"}}}})
				return err
			},
			"feedback without sources": func(ctx context.Context, w *store.Writer) error {
				_, err := w.SaveFeedback(ctx, []store.Cited[db.Feedback]{{Row: feedback}})
				return err
			},
			"a role that there is not": func(ctx context.Context, w *store.Writer) error {
				_, err := w.SaveRolesTaken(ctx, []store.Cited[db.RoleTaken]{{Row: taken, Sources: []store.Citation{{Source: "src"}}}})
				return err
			},
		} {
			if err := s.Write(t.Context(), vocab.FromContribution, save); err == nil {
				t.Errorf("%s was saved", name)
			}
		}
		if n, err := s.Revision(t.Context()); n != 0 || err != nil {
			t.Errorf("revision %d, %v; want 0", n, err)
		}
	})
}
