package graph_test

import (
	"strings"
	"testing"

	"kommungraf/internal/store"
)

// TestReuseStatements: the second question at a revision sends nothing but the lookup of who is asked about, one statement
// for each place whose things are shown, and one for when the uses shown began.
func TestReuseStatements(t *testing.T) {
	const query = `{ reuse(for: {code: "1438"}) {
		municipality { name }
		suggestions { solution { name } peers { since municipality { name } supplier { name } relation { id type } } }
	} }`
	eachObserved(t, func(t *testing.T, s *store.Store, seen *statements) {
		h := executor(t, s, "reference")
		for i, want := range []int{1 + 3 + 1 + 4, 1 + 1 + 4} { // agreements take three; no supplier is known, so that none is loaded
			var sent []string
			for _, statement := range seen.of(func() { data[any](t, h, query, nil) }) {
				if !strings.Contains(statement, "revisions") { // asked for at most once in a while, not once a question
					sent = append(sent, statement)
				}
			}
			if len(sent) != want {
				t.Errorf("question %d: %d statements, want %d:\n%s", i+1, len(sent), want, strings.Join(sent, "\n"))
			}
		}
	}, store.Keep(0, true))
}
