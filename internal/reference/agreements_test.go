package reference_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kommungraf/ent/db"
	"kommungraf/ent/db/agreement"
	"kommungraf/ent/db/agreementparty"
	"kommungraf/ent/db/relationship"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/reference"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// Every relation that says that there is a framework agreement rests on one, whose parties are its two ends.
func TestFrameworkAgreementsHaveTheirParties(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		ctx, c := everything(t), s.Client
		relations := c.Relationship.Query().Where(relationship.TypeEQ(vocab.RelationshipHasFrameworkAgreementWith)).WithAgreement().AllX(ctx)
		if len(relations) != 14 {
			t.Errorf("%d relations, want 14", len(relations))
		}
		for _, r := range relations {
			a := r.Edges.Agreement
			if a == nil || a.Kind != vocab.FrameworkAgreement {
				t.Errorf("%s rests on no framework agreement", r.ID)
				continue
			}
			for role, actor := range map[vocab.AgreementRole]vocab.ID{vocab.ProcuringBody: r.FromID, vocab.AgreedSupplier: r.ToID} {
				if !a.QueryParties().Where(agreementparty.RoleEQ(role), agreementparty.ActorID(actor)).ExistX(ctx) {
					t.Errorf("%s is not %s of %s", actor, role, a.Slug)
				}
			}
		}
		// And the other way: no supplier is in an agreement without the relation.
		suppliers := c.AgreementParty.Query().Where(agreementparty.RoleEQ(vocab.AgreedSupplier),
			agreementparty.HasAgreementWith(agreement.KindEQ(vocab.FrameworkAgreement))).CountX(ctx)
		if suppliers != len(relations) {
			t.Errorf("%d suppliers and %d relations", suppliers, len(relations))
		}
		for slug, want := range map[string]int{"it-konsulttjanster-2021": 13, "kammarkollegiet-23-3-2940-20": 1, "jarfalla-tieto-2017": 1, "samverkan-mora-orsa-alvdalen-2010": 7} {
			if got := mustAgreement(t, s, slug).QueryRelationships().CountX(ctx); got != want {
				t.Errorf("%d relations rest on %s, want %d", got, slug, want)
			}
		}
	})
}

// What no source states outright is said to be uncertain, and on which condition.
func TestWhoMayUseAnAgreementIsUncertain(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		for _, p := range s.Client.AgreementParty.Query().Where(agreementparty.RoleEQ(vocab.Eligible)).AllX(everything(t)) {
			if p.Kind == nil || p.Confidence != vocab.Medium || p.Condition == nil || p.Condition.IsZero() {
				t.Errorf("%+v", p)
			}
		}
	})
}

func mustAgreement(t *testing.T, s *store.Store, slug string) *db.Agreement {
	t.Helper()
	a, err := s.Client.Agreement.Query().Where(agreement.Slug(slug)).Only(everything(t))
	if err != nil {
		t.Fatalf("%s: %v", slug, err)
	}
	return a
}

func TestAVanishedPartyIsWithdrawn(t *testing.T) {
	const twoday = "it-konsulttjanster-2021,supplier,supplier,twoday,,,D,"
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		text := string(edited(t, nil)["data/agreement_parties.csv"].Data)
		_, rest, _ := strings.Cut(text, twoday)
		line, _, _ := strings.Cut(rest, "\n")
		before := rowsOf(t, s)
		steps := mustLoad(t, s, edit{"agreement_parties", twoday + line + "\n", ""})
		if diff := cmp.Diff(store.Tally{Updated: 1}, steps["relations withdrawn"]); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		gone := mustAgreement(t, s, "it-konsulttjanster-2021").QueryParties().Where(agreementparty.StatusEQ(vocab.Withdrawn)).OnlyX(everything(t))
		if diff := cmp.Diff([]vocab.ID{gone.ID}, changed(before, rowsOf(t, s))); diff != "" {
			t.Errorf("changed rows (-want +got):\n%s", diff)
		}
		if gone.Version != 2 || gone.Revision != 2 {
			t.Errorf("version %d, revision %d", gone.Version, gone.Revision)
		}
	})
}

func TestFaultsOfAgreementsAreNamed(t *testing.T) {
	for want, e := range map[string]edit{
		`agreements.csv line 2: kind: "frame" is not one of framework_agreement, contract, cooperation_agreement`: {
			"agreements", "2021,framework_agreement", "2021,frame",
		},
		`agreement_parties.csv line 2: agreement_key: there is no agreement other`: {
			"agreement_parties", "it-konsulttjanster-2021,procuring_body", "other,procuring_body",
		},
		`agreement_parties.csv line 2: members_of: "ja" is neither yes nor empty`: {
			"agreement_parties", "adda-inkopscentral,,,", "adda-inkopscentral,,ja,",
		},
		`agreement_relations.csv line 2: type: relationships.csv has no such row`: {
			"agreement_relations", "framework_agreement,supplier,atea", "framework_agreement,supplier,tietoevry",
		},
		`PROCURING_BODY: a single actor must be named, not a whole kind (got AGENCY) (agreement_parties.csv line 2)`: {
			"agreement_parties", "procuring_body,association,adda-inkopscentral,", "procuring_body,,,agency",
		},
	} {
		s := kbtest.MustOpen(t, kbtest.SQLite(t, "empty"))
		_, err := reference.LoadFiles(t.Context(), s, edited(t, []edit{e}), nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v; want %s", err, want)
		}
	}
}
