package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kommungraf/ent/db"
	"kommungraf/ent/db/change"
	"kommungraf/ent/db/revision"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/policy"
	"kommungraf/internal/problem"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

var errChangedMind = errors.New("changed my mind")

// Several writers at once, some of which fail after they have written: revisions follow each other without gaps, and
// each holds what one writer wrote.
func TestRevisionsHaveNoGaps(t *testing.T) {
	const writers, writes = 6, 5
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		var wg sync.WaitGroup
		for i := range writers {
			wg.Go(func() {
				for j := range writes {
					slug := fmt.Sprintf("actor-%d-%d", i, j)
					fails := (i+j)%3 == 0
					err := s.Write(t.Context(), vocab.FromContribution, func(ctx context.Context, w *store.Writer) error {
						if err := (batch{actors: []*db.Actor{newActor(vocab.Supplier, slug, slug)}}).save(ctx, w); err != nil {
							return err
						}
						if fails {
							return errChangedMind
						}
						return nil
					})
					if want := map[bool]error{true: errChangedMind}[fails]; !errors.Is(err, want) {
						t.Errorf("%s: got %v, want %v", slug, err, want)
					}
				}
			})
		}
		wg.Wait()
		ctx := t.Context()
		ids, err := s.Client.Revision.Query().Order(revision.ByID()).IDs(ctx)
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		for i := range writers {
			for j := range writes {
				if (i+j)%3 != 0 {
					want++
				}
			}
		}
		for i, id := range ids {
			if id != i+1 {
				t.Fatalf("revisions %v have a gap", ids)
			}
		}
		if len(ids) != want {
			t.Errorf("%d revisions, want one for each of %d writes", len(ids), want)
		}
		actors, err := s.Client.Actor.Query().All(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range actors {
			changed, err := s.Client.Change.Query().Where(change.SubjectID(a.ID)).All(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if len(changed) != 1 || changed[0].RevisionID != a.Revision || changed[0].Operation != vocab.Created {
				t.Errorf("%s is of revision %d, its changes are %v", a.Slug, a.Revision, changed)
			}
		}
		if len(actors) != want {
			t.Errorf("%d actors, want %d", len(actors), want)
		}
	})
}

func TestAFailedWriteLeavesNothing(t *testing.T) {
	a, b := newMunicipality("9901", "en", "En"), newMunicipality("9902", "tva", "Två")
	failures := map[string]struct {
		fn    func(ctx context.Context, w *store.Writer) error
		code  problem.Code
		field string
	}{
		"at the end": {fn: func(context.Context, *store.Writer) error { return errChangedMind }},
		"two of one slug": {fn: batch{actors: []*db.Actor{newActor(vocab.Supplier, "x", "X"), func() *db.Actor {
			other := newActor(vocab.Supplier, "y", "Y")
			other.Slug = "x"
			return other
		}()}}.save, code: problem.Conflict},
		"an end that is not there": {
			fn:   batch{relationships: []*db.Relationship{newRelationship("r", a, vocab.RelationshipCooperatesWith, newActor(vocab.Supplier, "z", "Z"))}}.save,
			code: problem.NotFound, field: "to",
		},
		"a source that is not there": {fn: func(ctx context.Context, w *store.Writer) error {
			_, err := w.SaveActors(ctx, []store.Cited[db.Actor]{{Row: newActor(vocab.Supplier, "x", "X"), Sources: []store.Citation{
				{Source: vocab.DerivedID(vocab.PrefixSource, "test", "missing")},
			}}})
			return err
		}, code: problem.NotFound},
		"no source": {fn: func(ctx context.Context, w *store.Writer) error {
			_, err := w.SaveSolutions(ctx, []store.Cited[db.Solution]{{Row: newSolution("s", "S")}})
			return err
		}, code: problem.BadUserInput, field: "sources"},
		"no name":               {fn: batch{actors: []*db.Actor{newActor(vocab.Supplier, "x", "")}}.save, code: problem.BadUserInput, field: "name"},
		"a region without code": {fn: batch{actors: []*db.Actor{newActor(vocab.Region, "r", "R")}}.save, code: problem.BadUserInput, field: "code"},
		"no form":               {fn: batch{actors: []*db.Actor{newActor(vocab.Association, "r", "R")}}.save, code: problem.BadUserInput, field: "form"},
		"an agency of no form":  {fn: batch{actors: []*db.Actor{newActor(vocab.Agency, "r", "R")}}.save, code: problem.BadUserInput, field: "form"},
		"a form of another kind": {fn: batch{actors: []*db.Actor{func() *db.Actor {
			s := newActor(vocab.Supplier, "x", "X")
			s.Form = new(vocab.FormUniversity)
			return s
		}()}}.save, code: problem.BadUserInput, field: "form"},
		"an id of another kind": {fn: batch{actors: []*db.Actor{func() *db.Actor {
			s := newActor(vocab.Supplier, "x", "X")
			s.ID = newActor(vocab.Agency, "x", "X").ID
			return s
		}()}}.save, code: problem.BadUserInput, field: "id"},
	}
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		mustSave(t, s, batch{actors: []*db.Actor{newActor(vocab.Supplier, "first", "First")}})
		before := countRows(t, s.DB(), mustTables(t))
		for name, failure := range failures {
			t.Run(name, func(t *testing.T) {
				err := s.Write(t.Context(), vocab.FromContribution, func(ctx context.Context, w *store.Writer) error {
					if err := (batch{actors: []*db.Actor{a, b}}).save(ctx, w); err != nil { // something is written first
						return err
					}
					return failure.fn(ctx, w)
				})
				if failure.code == "" {
					if !errors.Is(err, errChangedMind) {
						t.Errorf("got %v, want %v", err, errChangedMind)
					}
				} else {
					wantProblem(t, err, failure.code, failure.field)
				}
				if diff := cmp.Diff(before, countRows(t, s.DB(), mustTables(t))); diff != "" {
					t.Errorf("rows before and after (-before +after):\n%s", diff)
				}
			})
		}
		mustSave(t, s, batch{actors: []*db.Actor{newActor(vocab.Supplier, "next", "Next")}})
		if n, err := s.Revision(t.Context()); n != 2 || err != nil {
			t.Errorf("revision %d, %v; want 2: a failed write takes no number", n, err)
		}
	})
}

func TestSavingTheSameAgainIsNoRevision(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		day := time.Date(2024, 5, 5, 12, 0, 0, 123456789, time.UTC)
		s.Now = func() time.Time { return day }
		a, b := newMunicipality("9901", "en", "En"), newSolution("s", "S")
		all := func() batch {
			i := newInvolvement("i", a, vocab.InvolvementUses, b)
			i.Ending = vocab.Ended // that it had ended is said of the day it was first recorded
			return batch{
				actors: []*db.Actor{newMunicipality("9901", "en", "En")}, solutions: []*db.Solution{newSolution("s", "S")},
				involvements: []*db.Involvement{i},
			}
		}
		mustSave(t, s, all())
		s.Now = func() time.Time { return day.AddDate(0, 0, 7) }
		mustSave(t, s, all())
		if n, err := s.Revision(t.Context()); n != 1 || err != nil {
			t.Errorf("revision %d, %v; want 1", n, err)
		}
		changed := all()
		changed.actors[0].Website = new(vocab.URL("https://example.org"))
		mustSave(t, s, changed)
		row, err := s.Client.Actor.Get(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		got := []any{row.Version, row.Revision, row.RecordedAt.UTC(), row.UpdatedAt.UTC()}
		recorded := day.Truncate(time.Microsecond) // what both databases keep
		if diff := cmp.Diff([]any{2, 2, recorded, recorded.AddDate(0, 0, 7)}, got); diff != "" {
			t.Errorf("version, revision, recorded, updated (-want +got):\n%s", diff)
		}
	})
}

// Relations repeat the sort keys of their ends, whoever renames them.
func TestRenamingReachesTheSortKeysOfRelations(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := newMunicipality("9901", "en", "En"), newMunicipality("9902", "tva", "Två")
		x, y := newSolution("x", "X"), newSolution("y", "Y")
		mustSave(t, s, batch{
			actors: []*db.Actor{a, b}, solutions: []*db.Solution{x, y},
			relationships: []*db.Relationship{
				newRelationship("out", a, vocab.RelationshipSupports, b), newRelationship("in", b, vocab.RelationshipSupports, a),
			},
			involvements: []*db.Involvement{newInvolvement("i", a, vocab.InvolvementUses, x)},
			links: []*db.SolutionLink{
				newLink("out", x, vocab.SolutionLinkBasedOn, y), newLink("in", y, vocab.SolutionLinkBasedOn, x),
			},
		})
		mustSave(t, s, batch{actors: []*db.Actor{newMunicipality("9901", "en", "Åre")}, solutions: []*db.Solution{newSolution("x", "Öppen plattform")}})
		ctx := t.Context()
		actor, solution := store.SortName("Åre"), store.SortName("Öppen plattform")
		two, other := store.SortName("Två"), store.SortName("Y")
		type keys struct{ From, To string }
		got := map[vocab.ID]keys{}
		for _, r := range s.Client.Relationship.Query().AllX(ctx) {
			got[r.ID] = keys{r.FromSort, r.ToSort}
		}
		for _, r := range s.Client.Involvement.Query().AllX(ctx) {
			got[r.ID] = keys{r.ActorSort, r.SolutionSort}
		}
		for _, r := range s.Client.SolutionLink.Query().AllX(ctx) {
			got[r.ID] = keys{r.FromSort, r.ToSort}
		}
		for _, e := range s.Client.RelationshipEnd.Query().AllX(ctx) {
			got[e.ID] = keys{To: e.OtherSort}
		}
		out, in := newRelationship("out", a, "", b).ID, newRelationship("in", b, "", a).ID
		want := map[vocab.ID]keys{
			out: {actor, two}, in: {two, actor},
			out + "o": {To: two}, out + "i": {To: actor}, in + "o": {To: actor}, in + "i": {To: two},
			newInvolvement("i", a, "", x).ID: {actor, solution},
			newLink("out", x, "", y).ID:      {solution, other}, newLink("in", y, "", x).ID: {other, solution},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestAJointBoardHasOneHostAtATime(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := newMunicipality("9901", "en", "En"), newMunicipality("9902", "tva", "Två")
		board := newAssociation(vocab.FormJointBoard, "namnd", "Gemensam nämnd")
		hosts := func(key string, m *db.Actor, from, to vocab.PartialDate) *db.Relationship {
			r := newRelationship(key, m, vocab.RelationshipHosts, board)
			if from != "" {
				r.ValidFrom = &from
			}
			if to != "" {
				r.ValidTo, r.Ending = &to, vocab.Ended
			}
			return r
		}
		mustSave(t, s, batch{actors: []*db.Actor{a, b, board}, relationships: []*db.Relationship{hosts("first", a, "2010", "2014-06")}})
		ctx := t.Context()
		for name, rows := range map[string][]*db.Relationship{
			"beside the stored one":  {hosts("second", b, "2014", "")},
			"in the same month":      {hosts("second", b, "2014-06-15", "")},
			"at an unknown time":     {hosts("second", b, "", "")},
			"two in one write":       {hosts("second", b, "2015", "2018"), hosts("third", a, "2018", "")},
			"the stored one changed": {hosts("first", a, "2010", "2016"), hosts("second", b, "2015", "")},
		} {
			t.Run(name, func(t *testing.T) {
				err := s.Write(ctx, vocab.FromContribution, batch{relationships: rows}.save)
				wantProblem(t, err, problem.Conflict, "from")
				if !strings.Contains(err.Error(), "joint board") {
					t.Errorf("%v does not say the rule", err)
				}
			})
		}
		mustSave(t, s, batch{relationships: []*db.Relationship{hosts("second", b, "2014-07", "")}})
		withdrawn := hosts("second", b, "2014-07", "")
		withdrawn.Status = vocab.Withdrawn
		mustSave(t, s, batch{relationships: []*db.Relationship{withdrawn, hosts("third", a, "2014-07", "")}})
	})
}

func TestRelationsThatTheTableRefuses(t *testing.T) {
	a, b := newMunicipality("9901", "en", "En"), newMunicipality("9902", "tva", "Två")
	supplier, board := newActor(vocab.Supplier, "bolag", "Bolag"), newAssociation(vocab.FormJointBoard, "namnd", "Nämnd")
	x := newSolution("x", "X")
	low, high := a, b
	if low.ID > high.ID {
		low, high = high, low
	}
	period := func(from, to vocab.PartialDate, ending vocab.Ending) *db.Relationship {
		r := newRelationship("r", a, vocab.RelationshipMemberOf, board)
		r.ValidFrom, r.ValidTo, r.Ending = &from, &to, ending
		return r
	}
	tests := map[string]struct {
		batch
		field, rule string
	}{
		"a supplier in a joint board": {batch{relationships: []*db.Relationship{newRelationship("r", supplier, vocab.RelationshipMemberOf, board)}}, "from", "only municipalities and regions"},
		"an unknown type":             {batch{relationships: []*db.Relationship{newRelationship("r", a, "LIKES", b)}}, "type", "no such type"},
		"related to itself":           {batch{relationships: []*db.Relationship{newRelationship("r", a, vocab.RelationshipSupports, a)}}, "to", "itself"},
		"the wrong way round":         {batch{relationships: []*db.Relationship{newRelationship("r", high, vocab.RelationshipCooperatesWith, low)}}, "from", "lower id"},
		"ends before it begins":       {batch{relationships: []*db.Relationship{period("2015", "2014-12", vocab.Ended)}}, "validTo", "before it begins"},
		"an end that is unknown":      {batch{relationships: []*db.Relationship{period("2014", "2015", vocab.EndUnknown)}}, "validTo", "not unknown"},
		"a solution as an actor":      {batch{involvements: []*db.Involvement{{ID: newInvolvement("i", a, "", x).ID, Type: vocab.InvolvementUses, ActorID: x.ID, SolutionID: x.ID}}}, "from", "must be"},
	}
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		mustSave(t, s, batch{actors: []*db.Actor{a, b, supplier, board}, solutions: []*db.Solution{x}})
		for name, test := range tests {
			t.Run(name, func(t *testing.T) {
				err := s.Write(t.Context(), vocab.FromContribution, test.save)
				wantProblem(t, err, problem.BadUserInput, test.field)
				if !strings.Contains(err.Error(), test.rule) {
					t.Errorf("%v does not say %q", err, test.rule)
				}
			})
		}
	})
}

// Reference data never takes back what someone has entered, nor what hangs on it.
func TestReferenceDataKeepsWhatPeopleChanged(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		a, b, x := newMunicipality("9901", "en", "En"), newMunicipality("9902", "tva", "Två"), newSolution("x", "X")
		release := func(population int) batch {
			one, two := newMunicipality("9901", "en", "En"), newMunicipality("9902", "tva", "Två")
			two.Population = &population
			sol, other := newSolution("x", "X"), newSolution("y", "Y")
			other.Area = fmt.Sprint(population)
			return batch{
				actors: []*db.Actor{one, two}, solutions: []*db.Solution{sol, other},
				relationships: []*db.Relationship{newRelationship("r", a, vocab.RelationshipSupports, b)},
				involvements:  []*db.Involvement{newInvolvement("i", a, vocab.InvolvementUses, x)},
			}
		}
		load := func(population int) {
			t.Helper()
			if err := s.Write(t.Context(), vocab.FromReference, release(population).save); err != nil {
				t.Fatal(err)
			}
		}
		load(1_000)
		mustSave(t, s, batch{actors: []*db.Actor{newMunicipality("9901", "en", "Åre")}, solutions: []*db.Solution{newSolution("x", "Öppen")}})
		load(2_000)
		ctx := store.WithView(t.Context(), store.View{Class: policy.System})
		kept, updated := s.Client.Actor.GetX(ctx, a.ID), s.Client.Actor.GetX(ctx, b.ID)
		if kept.Name != "Åre" || kept.Origin != vocab.FromContribution {
			t.Errorf("%s of %s, want Åre as it was entered", kept.Name, kept.Origin)
		}
		if *updated.Population != 2_000 || updated.Version != 2 {
			t.Errorf("population %d of version %d, want 2000 of version 2", *updated.Population, updated.Version)
		}
		r, i := s.Client.Relationship.Query().OnlyX(ctx), s.Client.Involvement.Query().OnlyX(ctx)
		got := []string{r.FromSort, i.ActorSort, i.SolutionSort}
		if want := []string{store.SortName("Åre"), store.SortName("Åre"), store.SortName("Öppen")}; !slices.Equal(got, want) {
			t.Errorf("sort keys %v, want those of the names that stand: %v", got, want)
		}
	})
}

func TestCitationsKeepTheirOrder(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		titles := []string{"Zeta", "Alfa", "Beta"}
		save := func(order ...int) {
			t.Helper()
			err := s.Write(t.Context(), vocab.FromContribution, func(ctx context.Context, w *store.Writer) error {
				var sources []*db.Source
				a := store.Cited[db.Actor]{Row: newActor(vocab.Supplier, "x", "X")}
				for _, i := range order {
					src := &db.Source{ID: vocab.DerivedID(vocab.PrefixSource, "test", titles[i]), Kind: vocab.SourceDocument, Title: titles[i]}
					sources = append(sources, src)
					a.Sources = append(a.Sources, store.Citation{Source: src.ID, Remark: fmt.Sprint(i)})
				}
				if _, err := w.SaveSources(ctx, sources); err != nil {
					return err
				}
				_, err := w.SaveActors(ctx, []store.Cited[db.Actor]{a})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, order := range [][]int{{0, 1, 2}, {2, 0, 1}, {1}} { // a change of sources alone is a change
			save(order...)
			var got, want []string
			for _, c := range s.Client.Citation.Query().WithSource().AllX(t.Context()) {
				got = append(got, c.Edges.Source.Title+*c.Remark)
			}
			for _, i := range order {
				want = append(want, titles[i]+fmt.Sprint(i))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		}
		if n, err := s.Revision(t.Context()); n != 3 || err != nil {
			t.Errorf("revision %d, %v; want 3", n, err)
		}
	})
}
