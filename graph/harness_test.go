package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"kommungraf/graph"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/policy"
	"kommungraf/internal/reference"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// The day on which all cases are asked, and the time at which their knowledge base was written: an answer that holds
// today must hold in ten years.
const today vocab.Date = "2026-11-23"

func clock() time.Time { return time.Date(2026, time.November, 23, 8, 30, 0, 123456000, time.UTC) }

// viewer is who asks, and on which day.
type viewer struct {
	Class policy.Class
	Today vocab.Date
}

// api serves the API as its users meet it, with the limits that it has by default, to the viewer and on the day of a case.
func api(t testing.TB, s *store.Store, v viewer) http.Handler {
	return graph.Handler(s, options(t, v))
}

func options(t testing.TB, v viewer) graph.Options {
	t.Helper()
	o := graph.Options{
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Introspection: true, Speed: graph.Speed{FastReads: os.Getenv("SLOW") == ""},
		View: func(context.Context) store.View { return store.View{Class: v.Class, AsOf: v.Today} },
	}
	var settings struct {
		Limits graph.Limits     `embed:""`
		Wire   graph.WireLimits `embed:""`
	}
	parser, err := kong.New(&settings)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(nil); err != nil {
		t.Fatal(err)
	}
	o.Limits, o.Wire = settings.Limits, settings.Wire
	return o
}

// long marks a test that asks thousands of questions, which the race detector does not need.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("it is long")
	}
}

// anyone asks on the day of the cases.
var anyone = viewer{policy.Anonymous, today}

// ask sends a query and gives the whole answer.
func ask(t testing.TB, h http.Handler, query string, variables map[string]any) []byte {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	answer, _ := send(h, http.MethodPost, "/graphql", string(body))
	return answer
}

// send sends a request and gives the body and the status of the answer.
func send(h http.Handler, method, target, body string) (answer []byte, status int) {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Body.Bytes(), w.Code
}

// data asks, refuses errors and decodes the data of the answer.
func data[T any](t testing.TB, h http.Handler, query string, variables map[string]any) T {
	t.Helper()
	var answer struct {
		Data   T
		Errors json.RawMessage
	}
	text := ask(t, h, query, variables)
	if err := json.Unmarshal(text, &answer); err != nil {
		t.Fatalf("%v in %.300s", err, text)
	}
	if answer.Errors != nil {
		t.Fatalf("%s\nvariables %v\n%s", query, variables, answer.Errors)
	}
	return answer.Data
}

// pretty lays JSON out for reading. It keeps the order of keys.
func pretty(t testing.TB, text []byte) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, bytes.TrimSpace(text), "", "  "); err != nil {
		t.Fatalf("%v in %.300s", err, text)
	}
	return b.String() + "\n"
}

// open opens another database of the same kind as s.
func open(t testing.TB, s *store.Store, content string, options ...store.Option) *store.Store {
	t.Helper()
	location := kbtest.SQLite
	if s.Database() == "PostgreSQL" {
		location = kbtest.Postgres
	}
	other := kbtest.MustOpen(t, location(t, content), options...)
	other.Now = clock
	return other
}

// load brings the reference data in at the time of the clock.
func load(t testing.TB, s *store.Store) {
	t.Helper()
	s.Now = clock
	if _, err := reference.Load(t.Context(), s, nil); err != nil {
		t.Fatal(err)
	}
}
