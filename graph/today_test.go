package graph_test

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"kommungraf/graph"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/store"
)

// TestTodayIsTheDefault asks the handler as it is, with the wall clock: what ended yesterday is over, what begins
// tomorrow is not there yet.
func TestTodayIsTheDefault(t *testing.T) {
	day := func(offset int) string { return time.Now().UTC().AddDate(0, 0, offset).Format(time.DateOnly) }
	rows := fmt.Sprintf(`{
		"actors": [{"slug": "s", "kind": "SUPPLIER", "name": "S"}, {"slug": "n", "kind": "ASSOCIATION", "name": "N", "form": "NETWORK"}],
		"relationships": [
			{"id": "rel_00000000000000000000000001", "from": "s", "type": "PARTICIPATES_IN", "to": "n", "valid_to": %q, "ending": "ENDED"},
			{"id": "rel_00000000000000000000000002", "from": "s", "type": "PARTICIPATES_IN", "to": "n", "valid_from": %q, "valid_to": %q, "ending": "ENDED"},
			{"id": "rel_00000000000000000000000003", "from": "s", "type": "PARTICIPATES_IN", "to": "n", "valid_from": %q}
		]}`, day(-2), day(-2), day(2), day(2)) // two days, so that midnight does not matter
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		save(t, s, []byte(rows))
		h := graph.Handler(s, graph.Options{Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
		answer := string(ask(t, h, `{ relationships { edges { node { id } } } actor(slug: "s") { relationships { totalCount } } }`, nil))
		want := `{"data":{"relationships":{"edges":[{"node":{"id":"rel_00000000000000000000000002"}}]},"actor":{"relationships":{"totalCount":1}}}}`
		if answer != want {
			t.Errorf("got  %s\nwant %s", answer, want)
		}
	})
}
