package store_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kommungraf/ent/db"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/network"
	"kommungraf/internal/policy"
	"kommungraf/internal/problem"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// lines lists all relations that a reader sees in the graph, by id.
func lines(t *testing.T, s *store.Store, class policy.Class, day vocab.Date) []vocab.ID {
	t.Helper()
	g, lens, err := s.Network(store.WithView(t.Context(), store.View{Class: class, AsOf: day}))
	if err != nil {
		t.Fatal(err)
	}
	ids := []vocab.ID{}
	for e := range g.All(lens) {
		ids = append(ids, g.Relation(e.Line).ID)
	}
	slices.Sort(ids)
	return ids
}

// rows lists the same by asking the database.
func rows(t *testing.T, s *store.Store, class policy.Class, day vocab.Date) []vocab.ID {
	t.Helper()
	ctx := store.WithView(t.Context(), store.View{Class: class, AsOf: day})
	ids := []vocab.ID{}
	relationships, err := s.Client.Relationship.Query().Where(store.Current(ctx)).IDs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	involvements, err := s.Client.Involvement.Query().IDs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	links, err := s.Client.SolutionLink.Query().Where(store.Current(ctx)).IDs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	ids = append(append(append(ids, relationships...), involvements...), links...)
	slices.Sort(ids)
	return ids
}

func wantSameNetwork(t *testing.T, s *store.Store) {
	t.Helper()
	for _, class := range []policy.Class{policy.Anonymous, policy.Member} {
		for _, day := range []vocab.Date{"2000-01-01", "2016-06-30", "2026-11-23"} {
			if diff := cmp.Diff(rows(t, s, class, day), lines(t, s, class, day)); diff != "" {
				t.Errorf("%s on %s (-database +graph):\n%s", class, day, diff)
			}
		}
	}
}

func TestNetworkIsTheDatabase(t *testing.T) {
	kbtest.EachLoaded(t, wantSameNetwork)
}

// TestNetworkFollowsWrites changes what the graph has read: it is there at once, as if all had been read anew, also where
// so much is written that all of it is.
func TestNetworkFollowsWrites(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		wantSameNetwork(t, s)
		a, b := newMunicipality("9999", "a", "A"), newAssociation(vocab.FormNetwork, "b", "B")
		tool := newSolution("tool", "Verktyg")
		member := newRelationship("member", a, vocab.RelationshipParticipatesIn, b)
		uses := newInvolvement("uses", a, vocab.InvolvementUses, tool)
		mustSave(t, s, batch{
			actors: []*db.Actor{a, b}, solutions: []*db.Solution{tool},
			relationships: []*db.Relationship{member}, involvements: []*db.Involvement{uses},
		})
		wantSameNetwork(t, s)
		around := func() int {
			g, lens, err := s.Network(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			found, err := g.Neighbourhood(t.Context(), network.Question{Of: []vocab.ID{a.ID}}, lens)
			if err != nil {
				t.Fatal(err)
			}
			return len(found.Links)
		}
		if n := around(); n != 2 {
			t.Errorf("%d relations around a new actor, want 2", n)
		}
		hidden := newRelationship("member", a, vocab.RelationshipParticipatesIn, b)
		hidden.Visibility = vocab.Sector
		withdrawn := newInvolvement("uses", a, vocab.InvolvementUses, tool)
		withdrawn.Status = vocab.Withdrawn
		mustSave(t, s, batch{relationships: []*db.Relationship{hidden}, involvements: []*db.Involvement{withdrawn}})
		wantSameNetwork(t, s)
		if n := around(); n != 0 {
			t.Errorf("%d relations around the actor once one is hidden and one withdrawn, want 0", n)
		}
		var many batch
		for i := range 1_100 {
			key := fmt.Sprint("m", i)
			other := newActor(vocab.Supplier, key, key)
			many.actors = append(many.actors, other)
			many.relationships = append(many.relationships, newRelationship(key, other, vocab.RelationshipParticipatesIn, b))
		}
		mustSave(t, s, many)
		wantSameNetwork(t, s)
	})
}

func TestThingsAreFound(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		berg, err := s.FindThing(t.Context(), store.ThingBy{Code: new(vocab.MunicipalityCode("2326"))})
		if err != nil {
			t.Fatal(err)
		}
		if again, err := s.FindThing(t.Context(), store.ThingBy{ID: &berg}); err != nil || again != berg {
			t.Errorf("by its id %s: %s, %v", berg, again, err)
		}
		if id, err := s.FindThing(t.Context(), store.ThingBy{Solution: new("open-eplatform")}); err != nil || id.Prefix() != vocab.PrefixSolution {
			t.Errorf("a solution by its slug: %s, %v", id, err)
		}
		for name, by := range map[string]store.ThingBy{
			"nothing": {}, "two": {Code: new(vocab.MunicipalityCode("2326")), ID: &berg}, "unknown": {ID: new(vocab.ID("mun_00000000000000000000000000"))},
			"no solution": {Solution: new("berg")}, "no actor": {Actor: new("open-eplatform")},
		} {
			if id, err := s.FindThing(t.Context(), by); problem.CodeOf(err) != problem.BadUserInput {
				t.Errorf("%s: %q, %v", name, id, err)
			}
		}
	})
}

func BenchmarkNetwork(b *testing.B) {
	for name, location := range map[string]func(testing.TB, string) string{"sqlite": kbtest.SQLite, "postgres": kbtest.Postgres} {
		b.Run(name+"/load", func(b *testing.B) {
			at := location(b, "loaded")
			for b.Loop() {
				s := kbtest.MustOpen(b, at)
				if _, _, err := s.Network(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
