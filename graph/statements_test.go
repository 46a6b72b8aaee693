package graph_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"

	"kommungraf/graph"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/store"
)

// statements collects the text of every statement that reads send.
type statements struct {
	mu   sync.Mutex
	sent []string
}

func (s *statements) observe(ctx context.Context, statement string) (context.Context, func(error)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent = append(s.sent, statement)
	return ctx, func(error) {}
}

// of gives what a query sends.
func (s *statements) of(ask func()) []string {
	s.mu.Lock()
	s.sent = nil
	s.mu.Unlock()
	ask()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sent
}

// eachObserved runs a test on a loaded knowledge base whose statements are watched, on both databases.
func eachObserved(t *testing.T, test func(t *testing.T, s *store.Store, seen *statements), options ...store.Option) {
	t.Helper()
	for name, location := range map[string]func(testing.TB, string) string{"sqlite": kbtest.SQLite, "postgres": kbtest.Postgres} {
		t.Run(name, func(t *testing.T) {
			var seen statements
			test(t, kbtest.MustOpen(t, location(t, "loaded"), append(options, store.Observe(seen.observe))...), &seen)
		})
	}
}

// TestStatements counts what each dashboard costs. The number depends on the levels of the query, never on its rows.
func TestStatements(t *testing.T) {
	eachObserved(t, func(t *testing.T, s *store.Store, seen *statements) {
		for _, d := range dashboards {
			for name, want := range map[string]int{"reference": d.statements, "compiled": d.compiled} {
				h := executor(t, s, name)
				t.Run(d.name+"/"+name, func(t *testing.T) {
					for _, size := range pages {
						sent := seen.of(func() { data[any](t, h, d.query, size) })
						if len(sent) != want {
							t.Errorf("pages %v: %d statements, want %d:\n%s", size, len(sent), want, strings.Join(sent, "\n"))
						}
					}
				})
			}
		}
	})
}

// executor is the API with compiled reads or without.
func executor(t *testing.T, s *store.Store, name string) http.Handler {
	o := options(t, anyone)
	o.Speed = graph.Speed{FastReads: name == "compiled"}
	return graph.Handler(s, o)
}

// TestWhatIsNotAskedCostsNothing takes parts of a query away: each count, and each level, is a statement less, but that compiled
// pages of several parents are counted as they are read; page info and plain fields are none.
func TestWhatIsNotAskedCostsNothing(t *testing.T) {
	cases := []struct {
		name, query string
		statements  int
		compiled    int
	}{
		{"rows, counts and page info on two levels", `{ regions { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { name municipalities { totalCount pageInfo { hasNextPage } edges { node { name population } } } } } } }`, 4, 3},
		{"no page info", `{ regions { totalCount edges { node { name municipalities { totalCount edges { node { name population } } } } } } }`, 4, 3},
		{"no nested count", `{ regions { totalCount edges { node { name municipalities { edges { node { name } } } } } } }`, 3, 3},
		{"no count", `{ regions { edges { node { name municipalities { edges { node { name } } } } } } }`, 2, 2},
		{"page info on two levels", `{ regions { pageInfo { hasNextPage } edges { node { municipalities { pageInfo { hasNextPage } edges { node { name } } } } } } }`, 2, 2},
		{"no nested rows", `{ regions { edges { node { municipalities { totalCount } } } } }`, 2, 2},
		{"no rows", `{ regions { totalCount } }`, 1, 1},
		{"page info alone", `{ regions(first: 2) { pageInfo { hasNextPage endCursor } } }`, 1, 1},
		{"two counts", `{ actors { totalCount } solutions { totalCount } }`, 2, 2},
		{"nothing but the type", `{ __typename }`, 0, 0},
		{"the vocabulary", `{ relationshipTypes { code label } }`, 0, 0},
		{"search for counts alone", `{ search(query: "kommun") { totalCount edges { score } } }`, 1, 1},
		{"an id of no type", `{ node(id: "xyz_00000000000000000000000000") { id } }`, 0, 0},
		{"a list that is refused", `{ actors(first: 0) { totalCount } }`, 0, 0},
	}
	eachObserved(t, func(t *testing.T, s *store.Store, seen *statements) {
		for _, c := range cases {
			for name, want := range map[string]int{"reference": c.statements, "compiled": c.compiled} {
				h := executor(t, s, name)
				sent := seen.of(func() { ask(t, h, c.query, nil) })
				if len(sent) != want {
					t.Errorf("%s, %s: %d statements, want %d:\n%s", c.name, name, len(sent), want, strings.Join(sent, "\n"))
				}
			}
		}
	})
}

// TestOnlyAskedColumns looks at the text of the statements: a plain field that is not selected is not read.
func TestOnlyAskedColumns(t *testing.T) {
	columns := []string{"website", "aliases", "identifiers", "seat", "latitude", "products", "note", "recorded_at", "organisation_number", "letter", "purpose"}
	eachObserved(t, func(t *testing.T, s *store.Store, seen *statements) {
		h := api(t, s, anyone)
		for _, c := range []struct {
			name, query string
			read        []string // of the columns
		}{
			{"root list", `{ actors { edges { node { name } } } }`, nil},
			{"lookup", `{ municipality(code: "2281") { name seat } }`, []string{"seat"}},
			{"nested list", `{ regions { edges { node { letter municipalities { edges { node { latitude } } } } } } }`, []string{"letter", "latitude"}},
			{"other end", `{ municipality(code: "2281") { relationships { edges { node { label other { website } } } } } }`, []string{"website"}},
			{"fragment on a kind", `{ actors { edges { node { ... on Supplier { products } } } } }`, []string{"products"}},
			{"relation", `{ relationships { edges { node { note from { name } } } } }`, []string{"note"}},
			{"node", `{ node(id: "mun_YTYCZ4G76K7WE7AK11GMFJ1NPR") { ... on Municipality { seat } } }`, []string{"seat"}},
			{"search", `{ search(query: "sundsvall") { edges { node { ... on Municipality { aliases } } } } }`, []string{"aliases"}},
		} {
			sent := strings.Join(seen.of(func() { data[any](t, h, c.query, nil) }), "\n")
			for _, column := range columns {
				read := strings.Contains(sent, `"`+column+`"`) || strings.Contains(sent, "`"+column+"`")
				wanted := strings.Contains(" "+strings.Join(c.read, " ")+" ", " "+column+" ")
				if read != wanted {
					t.Errorf("%s: column %s read %v, want %v:\n%s", c.name, column, read, wanted, sent)
				}
			}
		}
	})
}
