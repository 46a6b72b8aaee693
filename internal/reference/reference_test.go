package reference_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kommungraf/ent/db"
	"kommungraf/ent/db/relationship"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/policy"
	"kommungraf/internal/reference"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// everything is a context that sees all rows whenever they held.
func everything(t *testing.T) context.Context {
	return store.WithView(t.Context(), store.View{Class: policy.System})
}

// The counts are those of the files, so that a row that is lost or doubled on its way shows. Who changes the files
// changes them here.
func TestEverythingIsLoaded(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		ctx := everything(t)
		got := map[string]int{
			"solutions":      s.Client.Solution.Query().CountX(ctx),
			"relationships":  s.Client.Relationship.Query().CountX(ctx),
			"involvements":   s.Client.Involvement.Query().CountX(ctx),
			"solution links": s.Client.SolutionLink.Query().CountX(ctx),
			"agreements":     s.Client.Agreement.Query().CountX(ctx),
			"parties":        s.Client.AgreementParty.Query().CountX(ctx),
			// Each relation has two ends, and a membership two more.
			"ends":      s.Client.RelationshipEnd.Query().CountX(ctx),
			"link ends": s.Client.SolutionLinkEnd.Query().CountX(ctx),
			"revision":  s.Client.Revision.Query().CountX(ctx),
		}
		memberships := s.Client.Relationship.Query().Where(relationship.TypeEQ(vocab.RelationshipMemberOf)).CountX(ctx)
		counts, err := s.CountActors(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range counts {
			got[string(c.Kind)] = c.Count
		}
		want := map[string]int{
			"MUNICIPALITY": 290, "REGION": 21, "ASSOCIATION": 45, "AGENCY": 15, "RESEARCH_ORGANISATION": 9, "SUPPLIER": 52,
			// 725 rows, and the 311 memberships of SKR that are written as one *.
			"solutions": 64, "relationships": 679, "involvements": 332, "solution links": 25,
			"agreements": 4, "parties": 23,
			"ends": 2*679 + 2*memberships, "link ends": 2 * 25, "revision": 1,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		for _, table := range []string{"agreements", "agreement_parties"} {
			if rows := tableLines(t, table); rows != got[strings.TrimPrefix(table, "agreement_")] {
				t.Errorf("%d rows of %s.csv", rows, table)
			}
		}
		if rows := tableLines(t, "relationships"); rows+311 != 679+332+25 {
			t.Errorf("%d rows of relationships.csv", rows)
		}
	})
}

func tableLines(t *testing.T, table string) int {
	t.Helper()
	return strings.Count(string(edited(t, nil)["data/"+table+".csv"].Data), "\n") - 1
}

// A statement that nobody can check is not in the reference data.
func TestEveryRowHasASourceAndAConfidence(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		ctx := everything(t)
		check := func(id vocab.ID, sources []*db.Citation, confidence vocab.Confidence) {
			if len(sources) == 0 || !slices.Contains(confidence.Values(), string(confidence)) {
				t.Errorf("%s has %d sources and the confidence %q", id, len(sources), confidence)
			}
		}
		for _, r := range s.Client.Actor.Query().WithSources().AllX(ctx) {
			check(r.ID, r.Edges.Sources, r.Confidence)
		}
		for _, r := range s.Client.Solution.Query().WithSources().AllX(ctx) {
			check(r.ID, r.Edges.Sources, r.Confidence)
		}
		for _, r := range s.Client.Relationship.Query().WithSources().AllX(ctx) {
			check(r.ID, r.Edges.Sources, r.Confidence)
		}
		for _, r := range s.Client.Involvement.Query().WithSources().AllX(ctx) {
			check(r.ID, r.Edges.Sources, r.Confidence)
		}
		for _, r := range s.Client.SolutionLink.Query().WithSources().AllX(ctx) {
			check(r.ID, r.Edges.Sources, r.Confidence)
		}
		for _, r := range s.Client.Agreement.Query().WithSources().AllX(ctx) {
			check(r.ID, r.Edges.Sources, r.Confidence)
		}
		for _, r := range s.Client.AgreementParty.Query().WithSources().AllX(ctx) {
			check(r.ID, r.Edges.Sources, r.Confidence)
		}
	})
}

func TestBothDatabasesHoldTheSame(t *testing.T) {
	sqlite := rowsOf(t, kbtest.MustOpen(t, kbtest.SQLite(t, "loaded")))
	postgres := rowsOf(t, kbtest.MustOpen(t, kbtest.Postgres(t, "loaded")))
	if diff := cmp.Diff(sqlite, postgres); diff != "" {
		t.Errorf("(-SQLite +PostgreSQL):\n%s", diff)
	}
	if len(sqlite) < 1_000 {
		t.Errorf("%d rows were compared", len(sqlite))
	}
}

// rowsOf is every row that reference data makes as JSON by its id, less the time of loading.
func rowsOf(t *testing.T, s *store.Store) map[vocab.ID]string {
	t.Helper()
	ctx := everything(t)
	rows := map[vocab.ID]string{}
	keep := func(id vocab.ID, row any) {
		t.Helper()
		text, err := json.Marshal(row)
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(text, &fields); err != nil {
			t.Fatal(err)
		}
		maps.DeleteFunc(fields, func(name string, _ any) bool { return name == "recorded_at" || name == "updated_at" })
		if text, err = json.Marshal(fields); err != nil {
			t.Fatal(err)
		}
		rows[id] = string(text)
	}
	for _, r := range s.Client.Source.Query().AllX(ctx) {
		keep(r.ID, r)
	}
	for _, r := range s.Client.Actor.Query().AllX(ctx) {
		keep(r.ID, r)
	}
	for _, r := range s.Client.Identifier.Query().AllX(ctx) {
		keep(r.ID, r)
	}
	for _, r := range s.Client.Solution.Query().AllX(ctx) {
		keep(r.ID, r)
	}
	for _, r := range s.Client.Relationship.Query().AllX(ctx) {
		keep(r.ID, r)
	}
	for _, r := range s.Client.Involvement.Query().AllX(ctx) {
		keep(r.ID, r)
	}
	for _, r := range s.Client.SolutionLink.Query().AllX(ctx) {
		keep(r.ID, r)
	}
	for _, r := range s.Client.Agreement.Query().AllX(ctx) {
		keep(r.ID, r)
	}
	for _, r := range s.Client.AgreementParty.Query().AllX(ctx) {
		keep(r.ID, r)
	}
	frameworkRows(ctx, t, s.Client, keep)
	for _, r := range s.Client.Citation.Query().AllX(ctx) {
		keep(r.ID, r)
	}
	for _, r := range s.Client.SearchDocument.Query().AllX(ctx) {
		keep("search "+r.ID, r)
	}
	for _, r := range s.Client.SearchTerm.Query().AllX(ctx) {
		rows[vocab.ID("term "+r.Stem+" "+string(r.DocumentID))] = fmt.Sprint(r.Weight)
	}
	return rows
}

func TestLoadingTwiceChangesNothing(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		before := rowsOf(t, s)
		loaded, err := reference.Load(t.Context(), s, func(step reference.Step) { t.Errorf("a step was taken: %+v", step) })
		if err != nil || loaded {
			t.Errorf("loaded = %v, %v; want false", loaded, err)
		}
		wantRevision(t, s, 1)

		// The same rows from files that are not the same to the byte: a new revision says what was loaded, and no row
		// has changed.
		files := edited(t, nil)
		files["data/suppliers.csv"].Data = append(files["data/suppliers.csv"].Data, '\n')
		loaded, err = reference.LoadFiles(t.Context(), s, files, func(step reference.Step) {
			if step.Created+step.Updated+step.Kept > 0 {
				t.Errorf("the same rows were not the same: %+v", step)
			}
		})
		if err != nil || !loaded {
			t.Errorf("loaded = %v, %v; want true", loaded, err)
		}
		wantRevision(t, s, 2)
		if diff := cmp.Diff(before, rowsOf(t, s)); diff != "" {
			t.Errorf("(-before +after):\n%s", diff)
		}
	})
}

func wantRevision(t *testing.T, s *store.Store, want int) {
	t.Helper()
	if got, err := s.Revision(t.Context()); got != want || err != nil {
		t.Errorf("revision %d, %v; want %d", got, err, want)
	}
}
