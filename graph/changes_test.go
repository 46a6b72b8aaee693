package graph_test

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"kommungraf/internal/kbtest"
	"kommungraf/internal/store"
)

const followChanges = `subscription { knowledgeBaseChanged { revision recordedAt changes } }`

// TestChangesAreTold follows the knowledge base over server-sent events: the present revision comes at once, and each
// write after it, also one by another server on the same database.
func TestChangesAreTold(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		s.Now = clock
		server := httptest.NewServer(api(t, s, anyone))
		t.Cleanup(server.Close)
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		next := follow(ctx, t, server.URL)
		if got, want := next(), `{"data":{"knowledgeBaseChanged":{"revision":0,"recordedAt":null,"changes":0}}`; !strings.HasPrefix(got, want) {
			t.Errorf("first %s, want %s", got, want)
		}
		load(t, s)
		got := next()
		if want := `{"data":{"knowledgeBaseChanged":{"revision":1,"recordedAt":"2026-11-23T08:30:00.123456Z","changes":`; !strings.HasPrefix(got, want) {
			t.Errorf("after a write %s, want %s", got, want)
		}
	})
}

// follow opens a stream and gives the data of its next event, each time it is called.
func follow(ctx context.Context, t *testing.T, address string) func() string {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"?query="+url.QueryEscape(followChanges), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	if got := answer.Header.Get("Content-Type"); got != "text/event-stream; charset=utf-8" {
		t.Fatalf("%s, %s", answer.Status, got)
	}
	lines := bufio.NewScanner(answer.Body)
	return func() string {
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok && data != "" {
				return data
			}
		}
		t.Fatalf("the stream ended: %v", lines.Err())
		return ""
	}
}
