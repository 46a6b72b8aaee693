package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kommungraf/ent/db"
	"kommungraf/ent/db/actor"
	"kommungraf/ent/db/involvement"
	"kommungraf/ent/db/relationship"
	"kommungraf/ent/db/solution"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/policy"
	"kommungraf/internal/reuse"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// reuseDay is the day that the reference data is asked about.
const reuseDay vocab.Date = "2026-11-23"

func as(t testing.TB, class policy.Class) context.Context {
	return store.WithView(t.Context(), store.View{Class: class, AsOf: reuseDay})
}

func sample[T any](t testing.TB, rows []T, err error) []T {
	t.Helper()
	if err != nil || len(rows) == 0 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	return rows
}

// reuseAnswers are answers to questions of every sort, on the graph in memory and on rows.
type reuseAnswers struct {
	similar func(vocab.ID) (reuse.SimilarAnswer, error)
	suggest func(vocab.ID) (reuse.SuggestAnswer, error)
	routes  func(actor, solution vocab.ID) (reuse.RoutesAnswer, error)
	gaps    func(vocab.ID) (reuse.GapsAnswer, error)
}

func inMemory(ctx context.Context, s *store.Store) reuseAnswers {
	return reuseAnswers{
		func(m vocab.ID) (reuse.SimilarAnswer, error) { return s.Similar(ctx, m, 20) },
		func(m vocab.ID) (reuse.SuggestAnswer, error) { return s.Suggest(ctx, m, "", 20) },
		func(a, thing vocab.ID) (reuse.RoutesAnswer, error) {
			found, err := s.Routes(ctx, a, thing)
			return withoutAgreements(found), err
		},
		func(body vocab.ID) (reuse.GapsAnswer, error) {
			return s.Gaps(ctx, body, reuse.BySolution, 0.3, 20)
		},
	}
}

// withoutAgreements leaves call-offs out: rows know no agreements, which have a test of their own.
func withoutAgreements(a reuse.RoutesAnswer) reuse.RoutesAnswer {
	a.Routes = slices.DeleteFunc(a.Routes, func(r reuse.Route) bool { return r.Kind == reuse.RouteCallOff })
	return a
}

func onRows(ctx context.Context, t *testing.T, s *store.Store) reuseAnswers {
	w := newRowWorld(ctx, t, s)
	law, err := s.Law(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return reuseAnswers{
		func(m vocab.ID) (reuse.SimilarAnswer, error) { return reuse.Similar(w, w.at[m], 20) },
		func(m vocab.ID) (reuse.SuggestAnswer, error) { return reuse.Suggest(w, w.at[m], "", 20) },
		func(a, thing vocab.ID) (reuse.RoutesAnswer, error) {
			found, err := reuse.Routes(w, law, w.at[a], w.at[thing])
			return withoutAgreements(found), err
		},
		func(body vocab.ID) (reuse.GapsAnswer, error) {
			return reuse.Gaps(w, reuse.MunicipalitiesIn(w, w.at[body]), reuse.BySolution, 0.3, 20)
		},
	}
}

// page asks everything of every tenth municipality, and gives the answers by what was asked.
func (r reuseAnswers) page(t *testing.T, s *store.Store) map[string]any {
	t.Helper()
	ctx := as(t, policy.Anonymous)
	municipalities, err := s.Client.Actor.Query().Where(actor.KindEQ(vocab.Municipality)).Order(db.Asc(actor.FieldCode)).IDs(ctx)
	municipalities = sample(t, municipalities, err)
	solutions, err := s.Client.Solution.Query().Where(solution.KindNEQ(vocab.SolutionStandard)).Order(db.Asc(solution.FieldSlug)).IDs(ctx)
	solutions = sample(t, solutions, err)
	bodies, err := s.Client.Actor.Query().Where(actor.KindEQ(vocab.Association)).Order(db.Asc(actor.FieldSlug)).IDs(ctx)
	bodies = sample(t, bodies, err)
	answers := map[string]any{}
	put := func(name string, answer any, err error) {
		if err != nil {
			answer = err.Error()
		}
		answers[name] = answer
	}
	for i := 0; i < len(municipalities); i += 10 {
		m := municipalities[i]
		similar, err := r.similar(m)
		put("similar "+string(m), similar, err)
		suggest, err := r.suggest(m)
		put("suggest "+string(m), suggest, err)
		thing := solutions[i/10%len(solutions)]
		routes, err := r.routes(m, thing)
		put(fmt.Sprintf("routes %s %s", m, thing), routes, err)
	}
	for _, body := range bodies {
		gaps, err := r.gaps(body)
		put("gaps "+string(body), gaps, err)
	}
	return answers
}

// TestReuseOnGraphAsOnRows holds the graph in memory to what the rows say, as the guard shows them.
func TestReuseOnGraphAsOnRows(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		hide(t, s)
		for _, class := range []policy.Class{policy.Anonymous, policy.Member} {
			ctx := as(t, class)
			if diff := cmp.Diff(onRows(ctx, t, s).page(t, s), inMemory(ctx, s).page(t, s)); diff != "" {
				t.Errorf("%s (-rows +graph):\n%s", class, diff)
			}
		}
	})
}

// TestReuseHides writes relations that anyone must not see, between all sorts of things: no answer may change.
func TestReuseHides(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		anyone, sector := as(t, policy.Anonymous), as(t, policy.Member)
		before, beforeInside := inMemory(anyone, s).page(t, s), inMemory(sector, s).page(t, s)
		hide(t, s)
		if diff := cmp.Diff(before, inMemory(anyone, s).page(t, s)); diff != "" {
			t.Errorf("what is hidden changed an answer:\n%s", diff)
		}
		if cmp.Equal(beforeInside, inMemory(sector, s).page(t, s)) {
			t.Error("what the sector may see changed nothing for it, so that the test shows nothing")
		}
	})
}

// hide writes relations that only the sector sees, and such that nobody but the parties does.
func hide(t *testing.T, s *store.Store) {
	t.Helper()
	ctx := as(t, policy.System)
	towns, err := s.Client.Actor.Query().Where(actor.KindEQ(vocab.Municipality)).Order(db.Asc(actor.FieldCode)).All(ctx)
	towns = sample(t, towns, err)
	clubs, err := s.Client.Actor.Query().Where(actor.FormEQ(vocab.FormMunicipalAssociation)).Order(db.Asc(actor.FieldSlug)).All(ctx)
	clubs = sample(t, clubs, err)
	firms, err := s.Client.Actor.Query().Where(actor.KindEQ(vocab.Supplier)).Order(db.Asc(actor.FieldSlug)).All(ctx)
	firms = sample(t, firms, err)
	things, err := s.Client.Solution.Query().Where(solution.KindEQ(vocab.SolutionOpenSource)).Order(db.Asc(solution.FieldSlug)).All(ctx)
	things = sample(t, things, err)
	var b batch
	for i := 0; i < len(towns); i += 2 {
		visibility := vocab.Sector
		if i%4 == 0 {
			visibility = vocab.Parties
		}
		key := fmt.Sprintf("hidden %d", i)
		use := newInvolvement(key, towns[i], vocab.InvolvementUses, things[i/2%len(things)])
		use.Visibility, use.SupplierID, use.ValidFrom = visibility, &firms[i%len(firms)].ID, new(vocab.PartialDate("2019-05"))
		b.involvements = append(b.involvements, use)
		member := newRelationship(key, towns[i], vocab.RelationshipMemberOf, clubs[i/2%len(clubs)])
		member.Visibility, member.ValidFrom = visibility, new(vocab.PartialDate("2020"))
		b.relationships = append(b.relationships, member)
	}
	err = s.Write(ctx, vocab.FromContribution, b.save)
	if err != nil {
		t.Fatal(err)
	}
}

// TestReuseStatements: the first question reads the agreements, the next one only when uses began.
func TestReuseStatements(t *testing.T) {
	for name, location := range map[string]string{"sqlite": kbtest.SQLite(t, "loaded"), "postgres": kbtest.Postgres(t, "loaded")} {
		t.Run(name, func(t *testing.T) {
			var sent []string
			s := kbtest.MustOpen(t, location, counting(func(statement string) {
				if !strings.Contains(statement, "revisions") { // asked for at most once in a while, not once a question
					sent = append(sent, statement)
				}
			}), store.Keep(0, true))
			ctx := as(t, policy.Anonymous)
			code := vocab.MunicipalityCode("1438")
			ed, err := s.FindActor(ctx, store.FindBy{Code: &code})
			if err != nil {
				t.Fatal(err)
			}
			for i, want := range []int{3 + 1, 1} { // agreements, their parties and what they carry
				sent = nil
				answer, err := s.Suggest(ctx, ed, "", 5)
				if err != nil || len(answer.Suggestions) == 0 {
					t.Fatalf("%d suggestions, %v", len(answer.Suggestions), err)
				}
				if len(sent) != want {
					t.Errorf("question %d: %d statements, want %d:\n%s", i+1, len(sent), want, strings.Join(sent, "\n"))
				}
			}
		})
	}
}

// BenchmarkReuse asks the reference data.
func BenchmarkReuse(b *testing.B) {
	s := kbtest.MustOpen(b, kbtest.SQLite(b, "loaded"))
	ctx := as(b, policy.Anonymous)
	code := vocab.MunicipalityCode("1438")
	m, err := s.FindActor(ctx, store.FindBy{Code: &code})
	slug := "open-eplatform"
	thing, again := s.FindThing(ctx, store.ThingBy{Solution: &slug})
	if err := errors.Join(err, again); err != nil {
		b.Fatal(err)
	}
	for name, ask := range map[string]func() error{
		"Suggest": func() error { _, err := s.Suggest(ctx, m, "", 10); return err },
		"Similar": func() error { _, err := s.Similar(ctx, m, 10); return err },
		"Routes":  func() error { _, err := s.Routes(ctx, m, thing); return err },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := ask(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// rowWorld is a reuse.World made of rows, as the guard gives them to the reader.
type rowWorld struct {
	at           map[vocab.ID]int32
	actors       map[int32]reuse.Actor
	solutions    map[int32]reuse.Solution
	involvements []reuse.Involvement
	memberships  []reuse.Membership
}

func newRowWorld(ctx context.Context, t *testing.T, s *store.Store) *rowWorld {
	t.Helper()
	w := &rowWorld{at: map[vocab.ID]int32{}, actors: map[int32]reuse.Actor{}, solutions: map[int32]reuse.Solution{}}
	place := func(id vocab.ID) int32 {
		if _, known := w.at[id]; !known {
			w.at[id] = int32(len(w.at))
		}
		return w.at[id]
	}
	actors, err := s.Client.Actor.Query().All(ctx)
	for _, a := range sample(t, actors, err) {
		w.actors[place(a.ID)] = reuse.Actor{
			ID: a.ID, Kind: a.Kind, Form: value(a.Form), County: string(value(a.CountyCode)), SkrGroup: value(a.SkrGroup),
			Population: value(a.Population), Latitude: value(a.Latitude), Longitude: value(a.Longitude),
			Ended: a.Status == vocab.ActorEnded, Name: a.Name, Sort: a.NameSort,
		}
	}
	things, err := s.Client.Solution.Query().All(ctx)
	for _, x := range sample(t, things, err) {
		w.solutions[place(x.ID)] = reuse.Solution{ID: x.ID, Kind: x.Kind, Area: x.Area, Licence: value(x.Licence), Name: x.Name, Sort: x.NameSort}
	}
	uses, err := s.Client.Involvement.Query().Where(store.Current(ctx)).Order(db.Desc(involvement.FieldID)).All(ctx)
	for _, v := range sample(t, uses, err) {
		supplier := reuse.None
		if v.SupplierID != nil {
			supplier = place(*v.SupplierID)
		}
		w.involvements = append(w.involvements, reuse.Involvement{
			Relation: v.ID, Type: v.Type, Actor: place(v.ActorID), Solution: place(v.SolutionID), Supplier: supplier, Since: value(v.ValidFrom),
		})
	}
	types := []vocab.RelationshipType{
		vocab.RelationshipMemberOf, vocab.RelationshipOwns, vocab.RelationshipHosts, vocab.RelationshipParticipatesIn,
		vocab.RelationshipCoOptedTo, vocab.RelationshipSharesITOperationIn,
	}
	members, err := s.Client.Relationship.Query().Where(store.Current(ctx), relationship.TypeIn(types...)).All(ctx)
	for _, m := range sample(t, members, err) {
		w.memberships = append(w.memberships, reuse.Membership{Relation: m.ID, Type: m.Type, Actor: place(m.FromID), Body: place(m.ToID)})
	}
	return w
}

func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
