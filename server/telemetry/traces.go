package telemetry

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"sync"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

const (
	// maxSpans bounds the spans that wait to be sent. One more is dropped, and no request waits.
	maxSpans = 4096
	// exportTime bounds how long a batch of spans is sent, with all tries.
	exportTime = 10 * time.Second
	// complaintInterval is the least time between two lines of the log about a collector that does not answer.
	complaintInterval = time.Minute
)

// tracing is where spans go.
type tracing struct {
	provider trace.TracerProvider
	headers  propagation.TextMapPropagator
	shutdown func(context.Context) error
}

func newTracing(ctx context.Context, o Options) (tracing, error) {
	if o.Traces == "" {
		return tracing{
			provider: noop.NewTracerProvider(),
			headers:  propagation.NewCompositeTextMapPropagator(), // reads nothing
			shutdown: func(context.Context) error { return nil },
		}, nil
	}
	if !(o.Sample >= 0 && o.Sample <= 1) { // written so that it refuses NaN too
		return tracing{}, fmt.Errorf("the share of operations that are traced must be from 0 to 1, not %v", o.Sample)
	}
	endpoint, err := Collector(o.Traces)
	if err != nil {
		return tracing{}, err
	}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(endpoint))
	if err != nil {
		return tracing{}, fmt.Errorf("traces: %w", err)
	}
	provider := sdk.NewTracerProvider(
		sdk.WithSampler(sdk.ParentBased(sdk.TraceIDRatioBased(o.Sample))),
		sdk.WithResource(source(o)),
		sdk.WithBatcher(&patient{SpanExporter: exporter, log: o.Log, now: time.Now},
			sdk.WithMaxQueueSize(maxSpans), sdk.WithExportTimeout(exportTime)),
	)
	return tracing{provider, propagation.TraceContext{}, provider.Shutdown}, nil
}

// Collector is the address that spans are posted to. No error quotes the URL, which may hold a password.
func Collector(address string) (string, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return "", errors.New("traces go to a URL such as http://localhost:4318")
	case u.User != nil || u.RawQuery != "":
		// The exporter would pass them by in silence.
		return "", errors.New("the URL that traces go to takes no user and no query: OTEL_EXPORTER_OTLP_HEADERS holds what lets one in")
	case u.Path == "" || u.Path == "/":
		u.Path = "/v1/traces"
	}
	return u.String(), nil
}

// source says where the spans come from.
func source(o Options) *resource.Resource {
	about := []attribute.KeyValue{attribute.String("service.name", o.Service), attribute.String("service.version", o.Version)}
	if o.Environment != "" {
		about = append(about, attribute.String("deployment.environment.name", o.Environment))
	}
	return resource.NewSchemaless(about...)
}

// patient is an exporter that says, but not each time, that spans could not be sent. It keeps the errors from
// OpenTelemetry's own handler, which is one for the whole process and writes past our log.
type patient struct {
	sdk.SpanExporter
	log *slog.Logger
	now func() time.Time

	mu   sync.Mutex
	last time.Time // when it was said
	lost int       // spans since then
}

// ExportSpans is part of sdk.SpanExporter.
func (p *patient) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	err := p.SpanExporter.ExportSpans(ctx, spans)
	if err == nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lost += len(spans)
	if now := p.now(); now.Sub(p.last) >= complaintInterval {
		p.log.WarnContext(ctx, "traces could not be sent", "error", err, "lost", p.lost)
		p.last, p.lost = now, 0
	}
	return nil
}
