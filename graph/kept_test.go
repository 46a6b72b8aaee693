package graph_test

import (
	"context"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"kommungraf/graph"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/problem"
	"kommungraf/internal/store"
)

// keeping are questions whose answers are kept whole, in pieces and as counts.
var keeping = []string{
	`{ relationships(first: 50) { totalCount edges { node { from { name note } to { name } validTo } } } }`,
	`{ actors(first: 50) { totalCount edges { node { name relationships { totalCount edges { node { label other { name aliases } } } } } } } }`,
	`{ involvements(first: 50) { edges { node { solution { name licence } actor { name } } } } }`,
	`{ knowledgeBase { revision counts { actors { kind count } relationships { type count } involvements { type count } solutions { kind count } } } }`,
	`{ forms: collaborationForms { edges { node { name slug } } } }`,
	`{ search(query: "bolag") { totalCount edges { node { ... on Actor { name } } } } }`,
}

// writes are what is written one after the other, whole each time; each changes something that was answered before.
var writes = func() []string {
	const (
		ale    = `{"slug": "a", "kind": "MUNICIPALITY", "name": "Ale", "code": "1440", "county_code": "14", "county": "Västra Götalands län"}`
		first  = `{"slug": "b", "kind": "ASSOCIATION", "form": "JOINT_BOARD", "name": "Bolag"}`
		second = `{"slug": "b", "kind": "ASSOCIATION", "form": "JOINT_BOARD", "name": "Bolaget", "aliases": ["B"]}`
		member = `{"type": "MEMBER_OF", "from": "a", "to": "b", "valid_from": "2001"}`
		left   = `{"type": "MEMBER_OF", "from": "a", "to": "b", "valid_from": "2001", "valid_to": "2010", "ending": "ENDED"}`
		closed = `{"slug": "s", "kind": "OPEN_SOURCE", "area": "archive", "name": "System"}`
		open   = `{"slug": "s", "kind": "OPEN_SOURCE", "area": "archive", "name": "System", "licence": "EUPL-1.2"}`
		uses   = `{"type": "USES", "actor": "a", "solution": "s"}`
		form   = `{"slug": "avtal", "name": {"sv": "Avtal"}, "basis": "CONTRACT", "legal_person": "NONE", "setup_effort": "LOW", "participant_kinds": [], "min_parties": 2, "description": {"sv": "Avtal."}}`
	)
	return []string{
		`{"actors": [` + ale + `, ` + first + `]}`,
		`{"actors": [` + ale + `, ` + first + `], "relationships": [` + member + `]}`,
		`{"actors": [` + ale + `, ` + second + `]}`,
		`{"actors": [` + ale + `], "solutions": [` + closed + `], "involvements": [` + uses + `]}`,
		`{"solutions": [` + open + `]}`,
		`{"actors": [` + ale + `, ` + second + `], "relationships": [` + left + `]}`,
		`{"framework": {"forms": [` + form + `]}}`,
	}
}()

// hits counts what was found in caches.
type hits struct{ answers atomic.Int64 }

func (*hits) Operation(ctx context.Context, _ graph.Operation) (context.Context, func([]problem.Code)) {
	return ctx, func([]problem.Code) {}
}
func (*hits) Refused(context.Context, *problem.Error) {}
func (*hits) Planned(bool)                            {}
func (h *hits) Lookup(cache string, found bool) {
	if cache == "answer" && found {
		h.answers.Add(1)
	}
}

// TestNothingKeptOutlivesAWrite asks, writes, and asks again: a server that keeps all it can answers as one that keeps
// nothing, at once after its own write, and on PostgreSQL soon after that of another server.
func TestNothingKeptOutlivesAWrite(t *testing.T) {
	each := func(t *testing.T, location string) {
		keep := store.Keep(1<<20, true)
		plain, s, other := kbtest.MustOpen(t, location), kbtest.MustOpen(t, location, keep), kbtest.MustOpen(t, location, keep)
		s.Now, other.Now, plain.Now = clock, clock, clock
		server := func(s *store.Store, speed graph.Speed) (http.Handler, *hits) {
			o, h := options(t, anyone), &hits{}
			o.Speed, o.Watch = speed, h
			return graph.Handler(s, o), h
		}
		all := graph.Speed{FastReads: true, KeptAnswers: 1 << 20}
		reference, _ := server(plain, graph.Speed{})
		kept, found := server(s, all)
		elsewhere, _ := server(other, all)
		for _, w := range writes {
			for _, q := range keeping { // so that all is kept
				ask(t, kept, q, nil)
				ask(t, elsewhere, q, nil)
			}
			before := found.answers.Load()
			for _, q := range keeping {
				ask(t, kept, q, nil)
			}
			if n := found.answers.Load() - before; n != int64(len(keeping)) {
				t.Errorf("%d of %d answers are kept", n, len(keeping))
			}
			save(t, s, []byte(w))
			for _, q := range keeping {
				want := string(ask(t, reference, q, nil))
				if got := string(ask(t, kept, q, nil)); got != want {
					t.Errorf("after %s\n%s\n%s\nwant %s", w, q, got, want)
				}
				for deadline := time.Now().Add(10 * time.Second); string(ask(t, elsewhere, q, nil)) != want; time.Sleep(10 * time.Millisecond) {
					if time.Now().After(deadline) {
						t.Fatalf("after %s the other server still says\n%s\nwant %s", w, ask(t, elsewhere, q, nil), want)
					}
				}
			}
		}
	}
	t.Run("sqlite", func(t *testing.T) { each(t, kbtest.SQLite(t, "empty")) })
	t.Run("postgres", func(t *testing.T) { each(t, kbtest.Postgres(t, "empty")) })
}
