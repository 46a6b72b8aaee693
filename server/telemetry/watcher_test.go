package telemetry

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kommungraf/graph"
	"kommungraf/internal/problem"
)

// start makes a watcher that logs to the buffer, and whose clock moves a millisecond each time it is read.
func start(t *testing.T, o Options) (*Watcher, *bytes.Buffer) {
	t.Helper()
	log := &bytes.Buffer{}
	o.Log = Logger(log, "json", slog.LevelDebug)
	w, shutdown, err := New(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := shutdown(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	clock := time.Unix(0, 0)
	w.now = func() time.Time { clock = clock.Add(time.Millisecond); return clock }
	return w, log
}

// ours is our own series as Prometheus gets them, without the buckets of histograms.
func ours(t *testing.T, w *Watcher) map[string]float64 {
	t.Helper()
	answer := httptest.NewRecorder()
	w.Private().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if answer.Code != http.StatusOK {
		t.Fatalf("%d: %s", answer.Code, answer.Body)
	}
	series := map[string]float64{}
	for line := range strings.Lines(answer.Body.String()) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		if at := strings.LastIndex(line, "} "); at > 0 { // labels may hold spaces
			name, value = line[:at+1], strings.TrimSpace(line[at+2:])
		}
		if !strings.HasPrefix(name, "kommungraf_") || strings.Contains(name, "_bucket{") {
			continue
		}
		n, err := strconv.ParseFloat(value, 64)
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		series[name] = n
	}
	return series
}

func TestMetrics(t *testing.T) {
	w, _ := start(t, Options{
		Version: "1.2.3",
		Pool: func() PoolStats {
			return PoolStats{InUse: 3, Idle: 2, Max: 10, Waits: 7, Waited: 1500 * time.Millisecond}
		},
		Revision: func(context.Context) (int, error) { return 42, nil },
	})
	ctx, end := w.Operation(t.Context(), graph.Operation{Kind: "query", Transport: "post"})
	for _, err := range []error{nil, nil, errors.New("no such table")} {
		_, done := w.Statement(ctx, "SELECT 1")
		done(err)
	}
	end([]problem.Code{problem.NotFound, problem.Internal, problem.NotFound})
	w.Operation(t.Context(), graph.Operation{Kind: "subscription", Transport: "sse"}) // goes on
	w.Refused(t.Context(), &problem.Error{Code: problem.TooComplex, Limit: "max-depth"})
	w.Limit("rate")
	w.Lookup("document", true)
	w.Lookup("document", false)
	w.Lookup("document", true)

	want := map[string]float64{
		`kommungraf_build_info{version="1.2.3"}`:                             1,
		`kommungraf_operations_seconds_sum{kind="query",transport="post"}`:   0.007,
		`kommungraf_operations_seconds_count{kind="query",transport="post"}`: 1,
		`kommungraf_operations_total{outcome="INTERNAL"}`:                    1,
		`kommungraf_operations_in_flight{kind="query"}`:                      0,
		`kommungraf_operations_in_flight{kind="subscription"}`:               1,
		`kommungraf_refused_total{code="QUERY_TOO_COMPLEX"}`:                 1,
		`kommungraf_limits_total{limit="max-depth"}`:                         1,
		`kommungraf_limits_total{limit="rate"}`:                              1,
		`kommungraf_cache_lookups_total{cache="document",result="hit"}`:      2,
		`kommungraf_cache_lookups_total{cache="document",result="miss"}`:     1,
		`kommungraf_sql_statements_total{outcome="ok"}`:                      2,
		`kommungraf_sql_statements_total{outcome="error"}`:                   1,
		`kommungraf_sql_statements_seconds_sum{outcome="ok"}`:                0.002,
		`kommungraf_sql_statements_seconds_count{outcome="ok"}`:              2,
		`kommungraf_sql_statements_seconds_sum{outcome="error"}`:             0.001,
		`kommungraf_sql_statements_seconds_count{outcome="error"}`:           1,
		`kommungraf_database_connections{state="in_use"}`:                    3,
		`kommungraf_database_connections{state="idle"}`:                      2,
		`kommungraf_database_connections_max`:                                10,
		`kommungraf_database_waits_total`:                                    7,
		`kommungraf_database_waited_seconds_total`:                           1.5,
		`kommungraf_knowledge_base_revision`:                                 42,
	}
	if diff := cmp.Diff(want, ours(t, w)); diff != "" {
		t.Error("-want +got", diff)
	}
}

// A database that does not answer takes the revision away, and nothing else.
func TestRevisionUnknown(t *testing.T) {
	w, _ := start(t, Options{Revision: func(context.Context) (int, error) { return 0, errors.New("gone") }})
	got := ours(t, w)
	if _, told := got["kommungraf_knowledge_base_revision"]; told || len(got) == 0 {
		t.Errorf("got %v, want all but the revision", got)
	}
}

// Whatever is sent, series stay few and hold nothing of it.
func TestLabelsAreBounded(t *testing.T) {
	w, _ := start(t, Options{Routes: []string{"/graphql", "/files/", "GET /{$}"}, API: "/graphql"})
	handler := w.HTTP(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		status, _ := strconv.Atoi(r.Header.Get("Status"))
		rw.WriteHeader(status)
	}))
	const rounds = 1000
	for i := range rounds {
		hostile := fmt.Sprintf("hostile%d\"} x{\n", i)
		clean := fmt.Sprintf("hostile%d", i)
		_, end := w.Operation(t.Context(), graph.Operation{Kind: hostile, Transport: hostile, Name: clean})
		end([]problem.Code{problem.Code(hostile)})
		_, end = w.Operation(t.Context(), graph.Operation{Kind: "query", Transport: "post", Name: clean})
		end(nil)
		_, done := w.Statement(t.Context(), clean)
		done(errors.New(clean))
		w.Refused(t.Context(), &problem.Error{Code: problem.Code(clean), Message: clean, Field: clean, Limit: hostile})
		w.Lookup(hostile, true)
		w.Limit(strings.Repeat("a", i))
		for _, path := range []string{"/" + clean, "/graphql/" + clean, "/files/" + clean, "/files/../" + clean, "//files//" + clean, "/graphql?" + clean} {
			q := httptest.NewRequest(http.MethodGet, path, nil)
			q.Method, q.Host = clean, clean
			q.Header.Set("Status", strconv.Itoa(200+i%800))
			handler.ServeHTTP(httptest.NewRecorder(), q)
		}
	}
	got := ours(t, w)
	for name := range got {
		if strings.Contains(name, "hostile") {
			t.Errorf("a client's word in %s", name)
		}
	}
	// Of the limits, names of 1 to 64 letters were let in; the routes are two and other, in classes 2xx to 5xx and other.
	count := map[string]int{}
	for name := range got {
		metric, _, _ := strings.Cut(name, "{")
		count[metric]++
	}
	want := map[string]int{
		"kommungraf_build_info": 1, "kommungraf_operations_seconds_sum": 2, "kommungraf_operations_seconds_count": 2,
		"kommungraf_operations_total": 2, "kommungraf_operations_in_flight": 2, "kommungraf_refused_total": 1,
		"kommungraf_limits_total": maxLimits + 1, "kommungraf_cache_lookups_total": 1, "kommungraf_sql_statements_total": 1,
		"kommungraf_sql_statements_seconds_sum": 1, "kommungraf_sql_statements_seconds_count": 1,
		"kommungraf_http_responses_total": 3 * 5,
	}
	if diff := cmp.Diff(want, count); diff != "" {
		t.Error("series by metric: -want +got", diff)
	}
}

func TestNames(t *testing.T) {
	n := newNames(2)
	for _, c := range []struct{ name, want string }{
		{"max-depth", "max-depth"},
		{"", other},
		{"två", other},
		{"a b", other},
		{strings.Repeat("x", 65), other},
		{"list_arguments", "list_arguments"},
		{"third", other},
		{"max-depth", "max-depth"},
	} {
		if got := n.bound(c.name); got != c.want {
			t.Errorf("%q became %q, want %q", c.name, got, c.want)
		}
	}
}

// A code that problem gets is an outcome too.
func TestOutcomesAreAllCodes(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../../internal/problem/problem.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []problem.Code
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok {
			if kind, ok := v.Type.(*ast.Ident); ok && kind.Name == "Code" {
				code, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Error(err)
				}
				all = append(all, problem.Code(code))
			}
		}
		return true
	})
	if len(all) == 0 {
		t.Fatal("found no codes")
	}
	for _, code := range all {
		if !slices.Contains(outcomes, code) {
			t.Errorf("%s is counted as other: give it its place in outcomes", code)
		}
	}
}

func TestOperationLog(t *testing.T) {
	w, log := start(t, Options{})
	ctx := graph.WithRequestID(t.Context(), "r1")
	_, end := w.Operation(ctx, graph.Operation{Kind: "query", Transport: "get", Name: "A\x00\n\u202eB" + strings.Repeat("c", 100), Cost: 12})
	end([]problem.Code{problem.NotFound, problem.BadUserInput, problem.NotFound})

	var got map[string]any
	if err := json.Unmarshal(log.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	delete(got, "time")
	want := map[string]any{
		"level": "INFO", "msg": "operation", "kind": "query", "name": "AB" + strings.Repeat("c", maxName-5),
		"transport": "get", "cost": 12., "codes": []any{"BAD_USER_INPUT", "NOT_FOUND"}, "ms": 1., "request": "r1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error("-want +got", diff)
	}
}

// The sentence of a refusal may quote the request.
func TestRefusedLog(t *testing.T) {
	w, log := start(t, Options{})
	w.Refused(graph.WithRequestID(t.Context(), "r1"), &problem.Error{Code: problem.BadUserInput, Message: "no field personnummer", Field: "personnummer"})
	if line := log.String(); strings.Contains(line, "personnummer") || !strings.Contains(line, `"code":"BAD_USER_INPUT"`) || !strings.Contains(line, `"request":"r1"`) {
		t.Error(line)
	}
}

func BenchmarkOperation(b *testing.B) {
	w, _, err := New(b.Context(), Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		ctx, end := w.Operation(b.Context(), graph.Operation{Kind: "query", Transport: "post", Name: "Overview"})
		_, done := w.Statement(ctx, "SELECT 1")
		done(nil)
		end(nil)
	}
}
