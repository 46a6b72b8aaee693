package main

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"kommungraf/internal/kbtest"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// tiny is a world that loads in no time.
var tiny = size{"tiny", 3, 30, 12, 20, 3, 2, 60, 1_500, 2_300}

func TestWorldIsTheSameEachTime(t *testing.T) {
	one, other := newWorld(tiny), newWorld(tiny)
	if !reflect.DeepEqual(one, other) {
		t.Error("things differ")
	}
	if !reflect.DeepEqual(slices.Collect(one.allRelationships()), slices.Collect(other.allRelationships())) {
		t.Error("relationships differ")
	}
	if !reflect.DeepEqual(slices.Collect(one.allInvolvements()), slices.Collect(other.allInvolvements())) {
		t.Error("involvements differ")
	}
}

// TestTiny makes the tiny world in both databases and looks at what came of it.
func TestTiny(t *testing.T) {
	for name, location := range map[string]func(testing.TB, string) string{"sqlite": kbtest.SQLite, "postgres": kbtest.Postgres} {
		t.Run(name, func(t *testing.T) {
			location := location(t, "new")
			open := func() (bulk, error) { return newSQLiteBulk(location) }
			if name == "postgres" {
				open = func() (bulk, error) { return newPostgresBulk(location) }
			}
			if err := migrateAndLoad(t.Context(), location, open, newWorld(tiny)); err != nil {
				t.Fatal(err)
			}
			s := kbtest.MustOpen(t, location)
			t.Run("answers", func(t *testing.T) { answersAlike(t, s, location) })
			t.Run("relations", func(t *testing.T) { relationsAreTheStoresOwn(t, s) })
		})
	}
}

// relationsAreTheStoresOwn saves every relation once more, through package store, which checks it against the table of
// types and derives what is derived: it must find nothing to change.
func relationsAreTheStoresOwn(t *testing.T, s *store.Store) {
	before, err := s.Revision(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(tiny)
	var relationships, involvements store.Tally
	err = s.Write(t.Context(), vocab.FromContribution, func(ctx context.Context, t *store.Writer) (err error) {
		if relationships, err = t.SaveRelationships(ctx, slices.Collect(w.allRelationships())); err != nil {
			return err
		}
		involvements, err = t.SaveInvolvements(ctx, slices.Collect(w.allInvolvements()))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := (store.Tally{Unchanged: tiny.relationships}); relationships != want {
		t.Errorf("relationships %+v, want %+v", relationships, want)
	}
	if want := (store.Tally{Unchanged: tiny.involvements}); involvements != want {
		t.Errorf("involvements %+v, want %+v", involvements, want)
	}
	if after, err := s.Revision(t.Context()); err != nil || after != before {
		t.Errorf("revision %d, was %d (%v)", after, before, err)
	}
	changes, err := s.Client.Change.Query().Count(t.Context())
	if want := len(w.sources) + len(w.actors) + len(w.solutions) + tiny.relationships + tiny.involvements; err != nil || changes != want {
		t.Errorf("%d changes, want one for each row, %d (%v)", changes, want, err)
	}
}

// TestHubs holds the shape of the data: few actors have many relations.
func TestHubs(t *testing.T) {
	s := sizes[0]
	degrees := map[vocab.ID]int{}
	for r := range newWorld(s).allRelationships() {
		degrees[r.Row.FromID]++
		degrees[r.Row.ToID]++
	}
	var sorted []int
	for _, n := range degrees {
		sorted = append(sorted, n)
	}
	slices.SortFunc(sorted, func(a, b int) int { return b - a })
	if top, middle := sorted[0], sorted[len(sorted)/2]; top < 20*middle {
		t.Errorf("the most connected actor has %d relations, one in the middle %d", top, middle)
	}
}
