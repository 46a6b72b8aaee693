// Package telemetry tells the people who run the server what it does: metrics for Prometheus, traces over OTLP, and a
// log without secrets. It tells how much is asked and how it goes, never by whom or about what: no address of a
// client, no variable and no text of a query is kept.
package telemetry

import (
	"context"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"kommungraf/graph"
	"kommungraf/internal/problem"
)

// How much is kept of a text that comes from elsewhere, in characters.
const (
	maxName      = 64
	maxStatement = 2000
)

// Options is what is watched and where it is told.
type Options struct {
	Log         *slog.Logger
	Service     string // what runs, as the traces call it
	Version     string
	Environment string // "production", "test" and the like; may be empty
	Database    string // as OpenTelemetry calls it: "sqlite" or "postgresql"

	// Routes are the patterns, as http.ServeMux has them, that responses are counted by. New panics when they conflict.
	Routes []string
	// API is the one of the routes whose requests are logged as operations, and not once more as requests.
	API string

	// Traces is the URL of an OTLP collector (HTTP, protobuf), as in http://localhost:4318; the path /v1/traces is
	// added when it has none. Empty: no traces. What else a collector needs, such as headers that let one in, comes
	// from OpenTelemetry's own environment variables (OTEL_EXPORTER_OTLP_HEADERS).
	Traces string
	// Sample is the share, from 0 to 1, of the operations that are traced, among those whose client does not say by a
	// traceparent header whether it traces.
	Sample float64

	Pool     func() PoolStats                   // the database's connections; may be nil
	Revision func(context.Context) (int, error) // that of the knowledge base; may be nil
}

// Watcher is a graph.Watcher that keeps metrics, logs operations and traces them.
type Watcher struct {
	metrics *metrics
	log     *slog.Logger
	tracer  trace.Tracer
	headers propagation.TextMapPropagator // where a request's trace is read from
	system  string
	routes  routes
	api     string
	now     func() time.Time
}

var _ graph.Watcher = (*Watcher)(nil)

// New makes a watcher. The function sends the spans that are still kept, until its context ends, and is to be called
// when the server has stopped.
func New(ctx context.Context, o Options) (*Watcher, func(context.Context) error, error) {
	traces, err := newTracing(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	return &Watcher{
		metrics: newMetrics(o),
		log:     o.Log,
		tracer:  traces.provider.Tracer("kommungraf/server/telemetry"),
		headers: traces.headers,
		system:  o.Database,
		routes:  newRoutes(o.Routes),
		api:     o.API,
		now:     time.Now,
	}, traces.shutdown, nil
}

// Operation counts, times and traces an operation, and logs it when it has ended.
func (w *Watcher) Operation(ctx context.Context, o graph.Operation) (context.Context, func([]problem.Code)) {
	began := w.now()
	ended := w.metrics.operation(o)
	// The name is the client's, and a span's name is to be one of a few.
	ctx, span := w.tracer.Start(ctx, "GraphQL "+closed(o.Kind, kinds), trace.WithSpanKind(trace.SpanKindServer))
	return ctx, func(found []problem.Code) {
		took, outcome := w.now().Sub(began), outcomeOf(found)
		ended(took, outcome)
		found = distinct(found)
		describe(ctx, span, o, found, outcome)
		span.End()
		w.log.LogAttrs(ctx, slog.LevelInfo, "operation", append(traceID(span),
			slog.String("kind", o.Kind), slog.String("name", printable(o.Name)), slog.String("transport", o.Transport),
			slog.Int("cost", o.Cost), slog.Any("codes", found), milliseconds(took),
			slog.String("request", graph.RequestID(ctx)))...)
	}
}

// Refused counts an error that keeps a request from being executed, or that a limit made, and the limit when it was one.
func (w *Watcher) Refused(ctx context.Context, e *problem.Error) {
	w.metrics.refused.WithLabelValues(outcomeOf([]problem.Code{e.Code})).Inc()
	if e.Limit != "" {
		w.Limit(e.Limit)
	}
	// The sentence is left out: it may quote the request.
	w.log.LogAttrs(ctx, slog.LevelDebug, "refused", slog.String("code", string(e.Code)), slog.String("limit", e.Limit),
		slog.String("request", graph.RequestID(ctx)))
}

// Limit counts that a limit was met, by the name that the server's setting has: one that acts before the API is asked.
func (w *Watcher) Limit(name string) {
	w.metrics.limits.WithLabelValues(w.metrics.limitNames.bound(name)).Inc()
}

// Planned counts whether the root field of a query was a plain one.
func (w *Watcher) Planned(plain bool) {
	w.metrics.planned.WithLabelValues(strconv.FormatBool(plain)).Inc()
}

// Lookup counts whether something was found in a cache.
func (w *Watcher) Lookup(cache string, found bool) {
	result := "miss"
	if found {
		result = "hit"
	}
	w.metrics.lookups.WithLabelValues(w.metrics.cacheNames.bound(cache), result).Inc()
}

// Statement counts and times a statement of the database, and traces it beneath an operation that is traced. The
// statement holds placeholders in place of values. The function is called once, when the statement has ended.
func (w *Watcher) Statement(ctx context.Context, statement string) (context.Context, func(error)) {
	began := w.now()
	// When the operation is not traced this is a span that keeps nothing.
	span := trace.SpanFromContext(ctx)
	if span.IsRecording() {
		ctx, span = w.tracer.Start(ctx, w.system, trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(
			attribute.String("db.system.name", w.system), attribute.String("db.query.text", clip(statement, maxStatement))))
	} else {
		span = trace.SpanFromContext(context.Background())
	}
	return ctx, func(err error) {
		w.metrics.statement(w.now().Sub(began), err)
		if err != nil {
			span.SetStatus(codes.Error, "") // the text of a database's error may quote values
		}
		span.End()
	}
}

// describe says of an operation's span what is known at its end. What the client did wrong is no error of the server.
func describe(ctx context.Context, span trace.Span, o graph.Operation, found []problem.Code, outcome string) {
	if !span.IsRecording() {
		return
	}
	text := make([]string, len(found))
	for i, c := range found {
		text[i] = string(c)
	}
	span.SetAttributes(attribute.String("graphql.operation.type", o.Kind),
		attribute.String("graphql.operation.name", printable(o.Name)), attribute.String("kommungraf.transport", o.Transport),
		attribute.Int("kommungraf.cost", o.Cost), attribute.StringSlice("kommungraf.codes", text),
		attribute.String("kommungraf.request", graph.RequestID(ctx)))
	if outcome == string(problem.Internal) || outcome == string(problem.Unavailable) {
		span.SetStatus(codes.Error, outcome)
	}
}

// traceID is what finds the trace of a line of the log, when there is one.
func traceID(span trace.Span) []slog.Attr {
	if c := span.SpanContext(); c.IsSampled() {
		return []slog.Attr{slog.String("trace", c.TraceID().String())}
	}
	return nil
}

// distinct is the codes without repetition: a list of a hundred items may have failed a hundred times.
func distinct(found []problem.Code) []problem.Code {
	return slices.Compact(slices.Sorted(slices.Values(found)))
}

func milliseconds(d time.Duration) slog.Attr {
	return slog.Float64("ms", float64(d.Microseconds())/1000)
}

// printable is the beginning of a text of the client's, without what could break a line or turn it around.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, clip(s, maxName))
}

// clip is the first characters of a text.
func clip(s string, most int) string {
	for i := range s {
		if most == 0 {
			return s[:i]
		}
		most--
	}
	return s
}
