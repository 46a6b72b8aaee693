package telemetry

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	collectorpb "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	commonpb "go.opentelemetry.io/proto/otlp/common/v1"
	tracepb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"kommungraf/graph"
	"kommungraf/internal/problem"
)

// inbox is an OTLP collector.
type inbox struct {
	url string

	mu    sync.Mutex
	spans []*tracepb.Span
	about map[string]string // of the process that sent them
}

func newInbox(t *testing.T) *inbox {
	t.Helper()
	c := &inbox{}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/traces", func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var sent collectorpb.ExportTraceServiceRequest
		if err = errors.Join(err, proto.Unmarshal(body, &sent)); err != nil {
			t.Error(err)
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		for _, r := range sent.ResourceSpans {
			c.about = texts(r.Resource.Attributes)
			for _, s := range r.ScopeSpans {
				c.spans = append(c.spans, s.Spans...)
			}
		}
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	c.url = server.URL
	return c
}

func texts(attributes []*commonpb.KeyValue) map[string]string {
	all := map[string]string{}
	for _, a := range attributes {
		all[a.Key] = a.Value.GetStringValue()
	}
	return all
}

// traced runs something with a watcher that traces, and gives the spans that a collector got.
func traced(t *testing.T, o Options, run func(*Watcher)) *inbox {
	t.Helper()
	c := newInbox(t)
	o.Traces, o.Log = c.url, slog.New(slog.DiscardHandler)
	w, shutdown, err := New(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	run(w)
	if err := shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSpans(t *testing.T) {
	long := "SELECT " + strings.Repeat("å", maxStatement)
	c := traced(t, Options{Service: "kommungraf", Version: "1.2.3", Environment: "test", Database: "sqlite", Sample: 1}, func(w *Watcher) {
		ctx := graph.WithRequestID(t.Context(), "r1")
		ctx, end := w.Operation(ctx, graph.Operation{Kind: "query", Transport: "post", Name: "Overview"})
		beneath, first := w.Statement(ctx, "SELECT ?")
		if beneath == ctx {
			t.Error("what runs beneath the statement has the operation's context")
		}
		first(nil)
		_, second := w.Statement(ctx, long)
		second(errors.New("UNIQUE constraint failed: 190001019802"))
		end([]problem.Code{problem.Internal})
	})
	if len(c.spans) != 3 {
		t.Fatalf("%d spans, want 3: %v", len(c.spans), c.spans)
	}
	first, second, operation := c.spans[0], c.spans[1], c.spans[2] // as they ended
	if len(operation.ParentSpanId) != 0 {
		t.Error("the operation has a parent")
	}
	for _, s := range []*tracepb.Span{first, second} {
		if !bytes.Equal(s.ParentSpanId, operation.SpanId) || !bytes.Equal(s.TraceId, operation.TraceId) {
			t.Errorf("a statement is not beneath the operation: %v", s)
		}
		if s.Name != "sqlite" || s.Kind != tracepb.Span_SPAN_KIND_CLIENT {
			t.Errorf("a statement is %q, %v", s.Name, s.Kind)
		}
	}
	if operation.Name != "GraphQL query" || operation.Kind != tracepb.Span_SPAN_KIND_SERVER {
		t.Errorf("the operation is %q, %v", operation.Name, operation.Kind)
	}
	for what, c := range map[string]struct{ got, want any }{
		"process": {c.about, map[string]string{"service.name": "kommungraf", "service.version": "1.2.3", "deployment.environment.name": "test"}},
		"operation": {texts(operation.Attributes), map[string]string{
			"graphql.operation.type": "query", "graphql.operation.name": "Overview", "kommungraf.transport": "post",
			"kommungraf.cost": "", "kommungraf.codes": "", "kommungraf.request": "r1", // numbers and lists are no texts
		}},
		"first":     {texts(first.Attributes), map[string]string{"db.system.name": "sqlite", "db.query.text": "SELECT ?"}},
		"second":    {texts(second.Attributes)["db.query.text"], "SELECT " + strings.Repeat("å", maxStatement-7)},
		"statuses":  {[]tracepb.Status_StatusCode{first.GetStatus().GetCode(), second.GetStatus().GetCode(), operation.GetStatus().GetCode()}, []tracepb.Status_StatusCode{0, tracepb.Status_STATUS_CODE_ERROR, tracepb.Status_STATUS_CODE_ERROR}},
		"of errors": {second.GetStatus().GetMessage() + operation.GetStatus().GetMessage(), "INTERNAL"},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s: -want +got %s", what, diff)
		}
	}
}

// What a client did wrong is no error of the server, and a statement outside of an operation makes no trace.
func TestSpansOfNoError(t *testing.T) {
	c := traced(t, Options{Sample: 1}, func(w *Watcher) {
		_, done := w.Statement(t.Context(), "SELECT 1")
		done(nil)
		_, end := w.Operation(t.Context(), graph.Operation{Kind: "mutation"})
		end([]problem.Code{problem.BadUserInput})
	})
	if len(c.spans) != 1 || c.spans[0].GetStatus().GetCode() != tracepb.Status_STATUS_CODE_UNSET {
		t.Errorf("spans %v, want the operation without an error", c.spans)
	}
}

// A client that traces decides; of the others the share is taken.
func TestSampling(t *testing.T) {
	const trace, parent = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
	for _, c := range []struct {
		name, header string
		sample       float64
		spans        int
		parent       string
	}{
		{"no header, all", "", 1, 1, ""},
		{"no header, none", "", 0, 0, ""},
		{"traced by the client", "00-" + trace + "-" + parent + "-01", 0, 1, parent},
		{"not traced by the client", "00-" + trace + "-" + parent + "-00", 1, 0, ""},
		{"a broken header", "00-" + trace + "-zzzz-01", 1, 1, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := traced(t, Options{Sample: c.sample}, func(w *Watcher) {
				handler := w.HTTP(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
					ctx, end := w.Operation(r.Context(), graph.Operation{})
					_, done := w.Statement(ctx, "SELECT 1")
					done(nil)
					end(nil)
				}))
				r := httptest.NewRequest(http.MethodPost, "/graphql", nil)
				if c.header != "" {
					r.Header.Set("traceparent", c.header)
				}
				handler.ServeHTTP(httptest.NewRecorder(), r)
			})
			if len(got.spans) != 2*c.spans {
				t.Fatalf("%d spans, want %d", len(got.spans), 2*c.spans)
			}
			if c.spans == 0 {
				return
			}
			if operation := got.spans[1]; hex.EncodeToString(operation.ParentSpanId) != c.parent || (hex.EncodeToString(operation.TraceId) == trace) != (c.parent != "") {
				t.Errorf("trace %x, parent %x", operation.TraceId, operation.ParentSpanId)
			}
		})
	}
}

// A line of the log leads to its trace.
func TestTraceInLog(t *testing.T) {
	c := newInbox(t)
	w, log := start(t, Options{Traces: c.url, Sample: 1})
	ctx, end := w.Operation(t.Context(), graph.Operation{})
	end(nil)
	_ = ctx
	if !strings.Contains(log.String(), `"trace":"`) {
		t.Error(log)
	}
}

// A collector that does not answer costs operations nothing, and its queue is bounded.
func TestCollectorHangs(t *testing.T) {
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer server.Close()
	defer close(release)
	w, shutdown, err := New(t.Context(), Options{Traces: server.URL, Sample: 1, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	for range 3 * maxSpans {
		_, end := w.Operation(t.Context(), graph.Operation{Kind: "query"})
		end(nil)
	}
	if took := time.Since(began); took > exportTime/2 {
		t.Errorf("operations waited for the collector: %s", took)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("shutdown gave %v, want that its time is over", err)
	}
}

type broken struct{ sdk.SpanExporter }

func (broken) ExportSpans(context.Context, []sdk.ReadOnlySpan) error {
	return errors.New("connection refused")
}

func TestComplaints(t *testing.T) {
	var log bytes.Buffer
	now := time.Unix(1e9, 0)
	p := &patient{SpanExporter: broken{}, log: Logger(&log, "text", slog.LevelInfo), now: func() time.Time { return now }}
	for range 25 { // two minutes, from the first to the last
		if err := p.ExportSpans(t.Context(), make([]sdk.ReadOnlySpan, 2)); err != nil {
			t.Fatalf("%v went on to OpenTelemetry's handler", err)
		}
		now = now.Add(5 * time.Second)
	}
	var lost []string
	for line := range strings.Lines(log.String()) {
		_, count, _ := strings.Cut(line, `error="connection refused" lost=`)
		lost = append(lost, strings.TrimSpace(count))
	}
	if diff := cmp.Diff([]string{"2", "24", "24"}, lost); diff != "" {
		t.Error("lost spans by line: -want +got", diff)
	}
}

func TestTracesRefused(t *testing.T) {
	for _, o := range []Options{
		{Traces: "localhost:4318"},
		{Traces: "ftp://localhost"},
		{Traces: "http://"},
		{Traces: "http://user:hemligt@localhost:4318"},
		{Traces: "http://localhost:4318?key=hemligt"},
		{Traces: "http://localhost:hemligt"},
		{Traces: "http://localhost:4318", Sample: -1},
		{Traces: "http://localhost:4318", Sample: 1.1},
		{Traces: "http://localhost:4318", Sample: math.NaN()},
	} {
		if _, _, err := New(t.Context(), o); err == nil || strings.Contains(err.Error(), "hemligt") {
			t.Errorf("%q, %v: %v", o.Traces, o.Sample, err)
		}
	}
	for address, want := range map[string]string{
		"http://c:4318": "http://c:4318/v1/traces", "https://c/": "https://c/v1/traces", "https://c/otlp/v1/traces": "https://c/otlp/v1/traces",
	} {
		if got, err := Collector(address); got != want || err != nil {
			t.Errorf("%s became %s, %v", address, got, err)
		}
	}
}
