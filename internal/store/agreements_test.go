package store_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kommungraf/ent/db"
	"kommungraf/ent/db/change"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/policy"
	"kommungraf/internal/problem"
	"kommungraf/internal/reuse"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

func newAgreement(slug, name string) *db.Agreement {
	return &db.Agreement{
		ID: vocab.DerivedID(vocab.PrefixAgreement, "test", slug), Kind: vocab.FrameworkAgreement, Slug: slug, Name: name,
		Ending: vocab.EndUnknown, Status: vocab.Asserted, Visibility: vocab.Public, Confidence: vocab.High,
	}
}

func newParty(key string, a *db.Agreement, role vocab.AgreementRole, actor *db.Actor) *db.AgreementParty {
	p := &db.AgreementParty{
		ID: vocab.DerivedID(vocab.PrefixAgreementParty, "test", key), AgreementID: a.ID, Role: role, Lots: []string{},
		Status: vocab.Asserted, Confidence: vocab.High,
	}
	if actor != nil {
		p.ActorID = &actor.ID
	}
	return p
}

// saveAgreement saves an agreement and parties to it.
func saveAgreement(t *testing.T, s *store.Store, origin vocab.Origin, a *db.Agreement, parties ...*db.AgreementParty) (tally store.Tally, err error) {
	t.Helper()
	err = s.Write(t.Context(), origin, func(ctx context.Context, w *store.Writer) error {
		if _, err := w.SaveSources(ctx, []*db.Source{theSource()}); err != nil {
			return err
		}
		tally, err = w.SaveAgreements(ctx, []store.Cited[db.Agreement]{cited(a)}, citedAll(parties))
		return err
	})
	return tally, err
}

func mustSaveAgreement(t *testing.T, s *store.Store, a *db.Agreement, parties ...*db.AgreementParty) store.Tally {
	t.Helper()
	tally, err := saveAgreement(t, s, vocab.FromContribution, a, parties...)
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

// The bodies that agree in these tests.
func buyer() *db.Actor {
	return newAssociation(vocab.FormCentralPurchasingBody, "inkop", "Inköpet")
}
func seller() *db.Actor { return newActor(vocab.Supplier, "bolaget", "Bolaget AB") }
func town() *db.Actor   { return newMunicipality("1440", "ale", "Ale") }

func TestAgreementsThatAreRefused(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		mustSave(t, s, batch{actors: []*db.Actor{buyer(), seller(), town()}})
		for name, c := range map[string]struct {
			agreement func(*db.Agreement)
			party     func(*db.AgreementParty) // of the supplier
			code      problem.Code
			field     string
			says      string
		}{
			"ends before it begins": {agreement: func(a *db.Agreement) {
				a.ValidFrom, a.ValidTo, a.Ending = new(vocab.PartialDate("2022")), new(vocab.PartialDate("2021")), vocab.Ended
			}, code: problem.BadUserInput, field: "validTo", says: "ends (2021) before it begins (2022)"},
			"extended to before its end": {agreement: func(a *db.Agreement) {
				a.ValidTo, a.ExtendableTo, a.Ending = new(vocab.PartialDate("2024")), new(vocab.PartialDate("2023-05")), vocab.Ended
			}, code: problem.BadUserInput, field: "extendableTo", says: "extended to 2023-05, which is before it ends (2024)"},
			"a supplier that cannot supply": {
				party: func(p *db.AgreementParty) { p.ActorID = &town().ID },
				code:  problem.BadUserInput, field: "actor", says: "SUPPLIER: a supplier is a company or a jointly owned one (got MUNICIPALITY)",
			},
			"a kind that supplies": {
				party: func(p *db.AgreementParty) { p.ActorID, p.Kind = nil, new(vocab.Supplier) },
				code:  problem.BadUserInput, field: "kind", says: "got SUPPLIER",
			},
			"nobody":                 {party: func(p *db.AgreementParty) { p.ActorID = nil }, code: problem.BadUserInput, field: "actor"},
			"members of a company":   {party: func(p *db.AgreementParty) { p.Role, p.MembersOf = vocab.Eligible, true }, code: problem.BadUserInput, field: "membersOf"},
			"an actor there is not":  {party: func(p *db.AgreementParty) { p.ActorID = &newMunicipality("1441", "lerum", "Lerum").ID }, code: problem.NotFound, field: "actor"},
			"an agreement elsewhere": {party: func(p *db.AgreementParty) { p.AgreementID = newAgreement("finns-ej", "").ID }, code: problem.NotFound, field: "agreement"},
			"a party before the agreement": {
				agreement: func(a *db.Agreement) { a.ValidFrom = new(vocab.PartialDate("2022")) },
				party:     func(p *db.AgreementParty) { p.ValidTo = new(vocab.PartialDate("2021-06")) },
				code:      problem.BadUserInput, field: "validTo", says: "2021-06",
			},
		} {
			a := newAgreement("licenser", "Licenser")
			p := newParty("1", a, vocab.AgreedSupplier, seller())
			if c.agreement != nil {
				c.agreement(a)
			}
			if c.party != nil {
				c.party(p)
			}
			_, err := saveAgreement(t, s, vocab.FromContribution, a, p)
			if found := mustProblem(t, err, c.code, c.field); !strings.Contains(found.Message, c.says) {
				t.Errorf("%s: %q does not say %q", name, found.Message, c.says)
			}
		}
		_, err := saveAgreement(t, s, vocab.FromContribution, newAgreement("ensamt", "Ensamt"))
		wantProblem(t, err, problem.BadUserInput, "parties")
		err = s.Write(t.Context(), vocab.FromContribution, func(ctx context.Context, w *store.Writer) error {
			_, err := w.SaveAgreements(ctx, []store.Cited[db.Agreement]{{Row: newAgreement("utan-kalla", "Utan källa")}}, nil)
			return err
		})
		wantProblem(t, err, problem.BadUserInput, "sources")
		if n := s.Client.Agreement.Query().CountX(store.WithView(t.Context(), store.View{Class: policy.System})); n != 0 {
			t.Errorf("%d agreements were left behind", n)
		}
		r := newRelationship("1", seller(), vocab.RelationshipSupplies, town())
		r.AgreementID = &newAgreement("finns-ej", "").ID
		err = s.Write(t.Context(), vocab.FromContribution, batch{relationships: []*db.Relationship{r}}.save)
		wantProblem(t, err, problem.NotFound, "agreement")
		r.AgreementID = &town().ID
		err = s.Write(t.Context(), vocab.FromContribution, batch{relationships: []*db.Relationship{r}}.save)
		wantProblem(t, err, problem.BadUserInput, "agreement")
	})
}

// A party is seen by whoever may see its agreement, has its days, and is withdrawn with it: also one that does not come
// along when the agreement changes.
func TestPartiesFollowTheirAgreement(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		mustSave(t, s, batch{actors: []*db.Actor{buyer(), seller(), town()}})
		a := newAgreement("licenser", "Licenser")
		procures, supplies := newParty("1", a, vocab.ProcuringBody, buyer()), newParty("2", a, vocab.AgreedSupplier, seller())
		supplies.Visibility = vocab.Parties // of no meaning
		supplies.ValidFrom = new(vocab.PartialDate("2023-05"))
		if diff := cmp.Diff(store.Tally{Created: 3}, mustSaveAgreement(t, s, a, procures, supplies)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		type state struct {
			Visibility  vocab.Visibility
			Status      vocab.ClaimStatus
			First, Last vocab.Date
			Sort        string
			Version     int
		}
		system := store.WithView(t.Context(), store.View{Class: policy.System})
		of := func(p *db.AgreementParty) state {
			t.Helper()
			r := s.Client.AgreementParty.GetX(system, p.ID)
			return state{r.Visibility, r.Status, r.ValidFirst, r.ValidLast, r.AgreementSort, r.Version}
		}
		want := func(step string, p *db.AgreementParty, w state) {
			t.Helper()
			if diff := cmp.Diff(w, of(p)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", step, diff)
			}
		}
		sort := store.SortName("Licenser")
		want("saved", procures, state{vocab.Public, vocab.Asserted, vocab.FirstDay, vocab.LastDay, sort, 1})
		want("saved", supplies, state{vocab.Public, vocab.Asserted, "2023-05-01", vocab.LastDay, sort, 1})

		changed := newAgreement("licenser", "Nya licenser")
		changed.Visibility, changed.ValidFrom, changed.ValidTo, changed.Ending = vocab.Sector, new(vocab.PartialDate("2022")), new(vocab.PartialDate("2025-12")), vocab.Ended
		mustSaveAgreement(t, s, changed)
		sort = store.SortName("Nya licenser")
		want("changed", procures, state{vocab.Sector, vocab.Asserted, "2022-01-01", "2025-12-31", sort, 1})
		want("changed", supplies, state{vocab.Sector, vocab.Asserted, "2023-05-01", "2025-12-31", sort, 1})

		withdrawn := newAgreement("licenser", "Nya licenser")
		withdrawn.Status = vocab.Withdrawn
		mustSaveAgreement(t, s, withdrawn)
		want("withdrawn", procures, state{vocab.Public, vocab.Withdrawn, vocab.FirstDay, vocab.LastDay, sort, 2})
		if n := s.Client.Change.Query().Where(change.SubjectID(supplies.ID)).CountX(system); n != 2 {
			t.Errorf("%d changes of the party, want that it was created and withdrawn", n)
		}

		// A new name of an actor reaches the parties that it is.
		renamed := seller()
		renamed.Name = "Nya Bolaget AB"
		mustSave(t, s, batch{actors: []*db.Actor{renamed}})
		if got := s.Client.AgreementParty.GetX(system, supplies.ID).ActorSort; got != store.SortName("Nya Bolaget AB") {
			t.Errorf("the party sorts by %s", got)
		}
	})
}

func TestSavingTheSameAgreementAgainIsNoRevision(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		mustSave(t, s, batch{actors: []*db.Actor{buyer(), seller()}})
		for i, want := range []store.Tally{{Created: 2}, {Unchanged: 2}} {
			a := newAgreement("licenser", "Licenser")
			if diff := cmp.Diff(want, mustSaveAgreement(t, s, a, newParty("1", a, vocab.AgreedSupplier, seller()))); diff != "" {
				t.Errorf("time %d (-want +got):\n%s", i+1, diff)
			}
		}
		if n, err := s.Revision(t.Context()); n != 2 || err != nil {
			t.Errorf("revision %d, %v", n, err)
		}
	})
}

// What someone has changed is kept, and parties that reference data brings to it follow it as it is.
func TestReferenceDataFollowsAnAgreementThatSomeoneChanged(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		mustSave(t, s, batch{actors: []*db.Actor{buyer(), seller()}})
		a := newAgreement("licenser", "Licenser")
		if _, err := saveAgreement(t, s, vocab.FromReference, a, newParty("1", a, vocab.AgreedSupplier, seller())); err != nil {
			t.Fatal(err)
		}
		hidden := newAgreement("licenser", "Licenser")
		hidden.Visibility = vocab.Sector
		mustSaveAgreement(t, s, hidden)

		again := newAgreement("licenser", "Licenser")
		tally, err := saveAgreement(t, s, vocab.FromReference, again,
			newParty("1", again, vocab.AgreedSupplier, seller()), newParty("2", again, vocab.ProcuringBody, buyer()))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(store.Tally{Created: 1, Unchanged: 1, Kept: 1}, tally); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if n := s.Client.AgreementParty.Query().CountX(t.Context()); n != 0 {
			t.Errorf("anyone sees %d parties of a hidden agreement", n)
		}
	})
}

// TestAgreementsCanBeTakenOver has agreements answer what one could call off from, and who could buy together.
func TestAgreementsCanBeTakenOver(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		ale, lund, tool := town(), newMunicipality("1281", "lund", "Lund"), newSolution("tool", "Verktyg")
		mustSave(t, s, batch{actors: []*db.Actor{buyer(), seller(), ale, lund}, solutions: []*db.Solution{tool}})
		mustSave(t, s, batch{involvements: []*db.Involvement{newInvolvement("provides", seller(), vocab.InvolvementProvides, tool)}})
		frame := newAgreement("ram", "Ramavtalet")
		frame.Area, frame.ValidFrom, frame.ValidTo = &tool.Area, new(vocab.PartialDate("2024")), new(vocab.PartialDate("2027-06-30"))
		frame.Ending = vocab.Ended
		eligible := newParty("all", frame, vocab.Eligible, nil)
		eligible.Kind = new(vocab.Municipality)
		mustSaveAgreement(t, s, frame, newParty("buys", frame, vocab.ProcuringBody, buyer()), newParty("sells", frame, vocab.AgreedSupplier, seller()), eligible)

		ctx := store.WithView(t.Context(), store.View{AsOf: "2026-11-23"})
		callOff := func(ctx context.Context) reuse.Route {
			found, err := s.Routes(ctx, ale.ID, tool.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range found.Routes {
				if r.Kind == reuse.RouteCallOff {
					return r
				}
			}
			t.Fatalf("no call-off among %+v", found.Routes)
			return reuse.Route{}
		}
		if r := callOff(ctx); r.Status != reuse.Open || r.Agreement != frame.ID || r.Until != "2027-06-30" {
			t.Errorf("while it runs: %+v", r)
		}
		if r := callOff(store.WithView(t.Context(), store.View{AsOf: "2028-01-01"})); r.Status == reuse.Open {
			t.Errorf("when it has ended: %+v", r)
		}

		other := newAgreement("eget", "Eget avtal")
		other.Kind, other.Area, other.ValidTo = vocab.Contract, &tool.Area, new(vocab.PartialDate("2027-09"))
		other.Ending = vocab.Ended
		mustSaveAgreement(t, s, other, newParty("buys too", other, vocab.ProcuringBody, lund), newParty("sells too", other, vocab.AgreedSupplier, seller()))
		windows := func() reuse.WindowsAnswer {
			found, err := s.Windows(ctx, tool.Area, [2]vocab.Date{"2027-01-01", "2027-12-31"}, 6, 10)
			if err != nil {
				t.Fatal(err)
			}
			return found
		}
		if w := windows(); len(w.Windows) != 1 || w.Windows[0].AgreementCount != 2 || w.Windows[0].BuyerCount != 2 {
			t.Errorf("two that end near each other: %+v", w)
		}
		hidden := newAgreement("eget", "Eget avtal")
		hidden.Kind, hidden.Area, hidden.ValidTo, hidden.Visibility = vocab.Contract, &tool.Area, new(vocab.PartialDate("2027-09")), vocab.Sector
		hidden.Ending = vocab.Ended
		mustSaveAgreement(t, s, hidden)
		if w := windows(); len(w.Windows) != 0 || w.Alone != 1 {
			t.Errorf("once one is hidden: %+v", w)
		}
	})
}
