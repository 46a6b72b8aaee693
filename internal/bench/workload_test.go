package main

import (
	"database/sql"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"kommungraf/graph"
	"kommungraf/internal/store"
)

// answersAlike asks the API and the hand-written statements every workload: no errors, the same data, and enough of it.
func answersAlike(t *testing.T, s *store.Store, location string) {
	api := graph.Handler(s, graph.Options{Log: slog.New(slog.DiscardHandler)})
	driver, pool, err := openAsStore(location)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	w := newWorld(tiny)
	for _, l := range workloads {
		if l.missing != "" {
			continue
		}
		byHand := handler(t, l, driver, pool)
		for _, v := range first(3, l.requests(w)) {
			body, err := l.body(v)
			if err != nil {
				t.Fatal(err)
			}
			right := answer(t, api, http.MethodPost, "/graphql", string(body))
			if limit := answer(t, byHand, http.MethodGet, l.address(v), ""); limit != right {
				t.Errorf("%s with %v:\n%.1500s\nby hand\n%.1500s", l.name, v, right, limit)
			}
			if rows := strings.Count(right, `"node":`); l.name != "W1" && rows < 5 {
				t.Errorf("%s with %v has %d rows: %s", l.name, v, rows, right)
			}
		}
	}
}

func first[T any](n int, list []T) []T { return list[:min(n, len(list))] }

func handler(t *testing.T, l workload, driver string, pool *sql.DB) http.Handler {
	t.Helper()
	s, err := l.statement(driver)
	if err != nil {
		t.Fatal(err)
	}
	prepared, err := pool.PrepareContext(t.Context(), s.text)
	if err != nil {
		t.Fatal(err)
	}
	return answerer{prepared, s.parameters}
}

func answer(t *testing.T, h http.Handler, method, address, body string) string {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if text := w.Body.String(); w.Code != http.StatusOK || !strings.HasPrefix(text, answerBegins) {
		t.Fatalf("%s answers %d: %.1000s", address, w.Code, text)
	}
	return w.Body.String()
}

// TestRequestsDiffer holds that a workload is asked many different things, the same ones each time.
func TestRequestsDiffer(t *testing.T) {
	w := newWorld(sizes[0])
	for _, l := range workloads {
		if l.missing != "" {
			continue
		}
		seen := map[string]bool{}
		for _, v := range l.requests(w) {
			seen[l.address(v)] = true
		}
		if len(seen) < 5 {
			t.Errorf("%s is asked %d different things", l.name, len(seen))
		}
		if fmt.Sprint(l.requests(w)) != fmt.Sprint(l.requests(newWorld(sizes[0]))) {
			t.Errorf("%s is asked other things the second time", l.name)
		}
	}
}

func TestSayTheSame(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{`{"data":{"x":[1,2]}}`, `{"data":{"x":[1,2]}}`, true},
		{`{"data":{"x":[1,2]},"extensions":{"cost":1}}`, `{"data": {"x" : [1, 2]}}`, true},
		{`{"data":{"x":[1,2]}}`, `{"data":{"x":[2,1]}}`, false},
		{`{"data":{"x":1}}`, `{"data":{"x":"1"}}`, false},
		{`{"data":{"x":1}}`, `{"data":{"x":1}`, false},
		{`{"data":null}`, `{"data": null}`, false},
	} {
		if got := sayTheSame([]byte(c.a), []byte(c.b)); got != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}

// TestAddress holds that an address takes the variables along.
func TestAddress(t *testing.T) {
	l := workloads[2]
	v := l.requests(newWorld(tiny))[0]
	u, err := url.Parse(l.address(v))
	if err != nil || u.Path != "/W3" || len(u.Query()["ids"]) != 20 {
		t.Errorf("%v, %v", u, err)
	}
}
