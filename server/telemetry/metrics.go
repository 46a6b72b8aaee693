package telemetry

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promauto"

	"kommungraf/graph"
	"kommungraf/internal/problem"
)

// other stands in a label for all values that are not told apart. Each distinct value costs memory here and in
// Prometheus for as long as the server runs, so none may come from a client.
const other = "other"

// The values of labels.
var (
	kinds      = []string{"query", "mutation", "subscription"}
	transports = []string{"post", "get", "sse", "websocket"}
	// outcomes are the codes that an operation can end with. The gravest come first: of several codes one is counted.
	outcomes = []problem.Code{
		problem.Internal, problem.Unavailable, problem.RateLimited, problem.TooComplex, problem.Conflict,
		problem.NotFound, problem.PersistedAbsent, problem.BadUserInput,
	}
)

// How many limits and caches are told apart: more than there are.
const (
	maxLimits = 64
	maxCaches = 16
)

// Bounds of the histograms, in seconds: up to what an operation and a statement may take.
var (
	operationBuckets = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}
	statementBuckets = []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5}
)

// revisionTime bounds how long a scrape waits for the database.
const revisionTime = time.Second

// PoolStats is how a pool of database connections is used.
type PoolStats struct {
	InUse, Idle int           // the open connections
	Max         int           // the most there may be; 0 when there is no bound
	Waits       int64         // how often a connection had to be waited for
	Waited      time.Duration // and how long, in all
}

// metrics is what is counted, in a registry of its own, so that two servers in one process do not meet.
type metrics struct {
	registry          *prometheus.Registry
	seconds           *prometheus.HistogramVec
	ended             *prometheus.CounterVec
	inFlight          *prometheus.GaugeVec
	refused           *prometheus.CounterVec
	limits            *prometheus.CounterVec
	lookups           *prometheus.CounterVec
	planned           *prometheus.CounterVec
	statements        *prometheus.CounterVec
	statementsSeconds *prometheus.HistogramVec
	responses         *prometheus.CounterVec

	limitNames, cacheNames *names
}

func newMetrics(o Options) *metrics {
	r := prometheus.NewRegistry()
	f := promauto.With(r)
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return f.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	}
	histogram := func(name, help string, buckets []float64, labels ...string) *prometheus.HistogramVec {
		return f.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets}, labels)
	}
	m := &metrics{
		registry: r,
		seconds: histogram("kommungraf_operations_seconds",
			"Time of the operations that have ended; a subscription lasts as long as its client listens.",
			operationBuckets, "kind", "transport"),
		ended: counter("kommungraf_operations_total",
			"Operations that have ended, by the gravest of their codes; ok when they have none.", "outcome"),
		inFlight: f.NewGaugeVec(prometheus.GaugeOpts{
			Name: "kommungraf_operations_in_flight", Help: "Operations under way.",
		}, []string{"kind"}),
		refused: counter("kommungraf_refused_total", "Errors that kept a request from being executed, or of a limit that it met while it was.", "code"),
		limits:  counter("kommungraf_limits_total", "How often a limit was met, by its setting.", "limit"),
		planned: counter("kommungraf_plain_reads_total", "Root fields of queries, by whether they were plain and read by a compiled statement.", "plain"),
		lookups: counter("kommungraf_cache_lookups_total", "Lookups in bounded caches: hit or miss.", "cache", "result"),
		statements: counter("kommungraf_sql_statements_total",
			"Statements of the database: ok or error.", "outcome"),
		statementsSeconds: histogram("kommungraf_sql_statements_seconds",
			"Time of the statements of the database.", statementBuckets, "outcome"),
		responses: counter("kommungraf_http_responses_total",
			"HTTP responses, by route and class of status.", "route", "class"),
		limitNames: newNames(maxLimits), cacheNames: newNames(maxCaches),
	}
	f.NewGaugeVec(prometheus.GaugeOpts{Name: "kommungraf_build_info", Help: "The version that runs; always 1."},
		[]string{"version"}).WithLabelValues(o.Version).Set(1)
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if o.Pool != nil {
		r.MustRegister(pool(o.Pool))
	}
	if o.Revision != nil {
		r.MustRegister(revision(o.Revision))
	}
	return m
}

// operation counts an operation as under way, and as ended when the function is called.
func (m *metrics) operation(o graph.Operation) func(took time.Duration, outcome string) {
	kind := closed(o.Kind, kinds)
	inFlight := m.inFlight.WithLabelValues(kind)
	inFlight.Inc()
	return func(took time.Duration, outcome string) {
		inFlight.Dec()
		m.seconds.WithLabelValues(kind, closed(o.Transport, transports)).Observe(took.Seconds())
		m.ended.WithLabelValues(outcome).Inc()
	}
}

func (m *metrics) statement(took time.Duration, err error) {
	outcome := "ok"
	if err != nil {
		outcome = "error"
	}
	m.statements.WithLabelValues(outcome).Inc()
	m.statementsSeconds.WithLabelValues(outcome).Observe(took.Seconds())
}

// outcomeOf is what an operation is counted as: the gravest of its codes.
func outcomeOf(found []problem.Code) string {
	if len(found) == 0 {
		return "ok"
	}
	for _, code := range outcomes {
		if slices.Contains(found, code) {
			return string(code)
		}
	}
	return other
}

// closed is a value of a closed list.
func closed(value string, list []string) string {
	if slices.Contains(list, value) {
		return value
	}
	return other
}

// names is the values of a label whose list is not known here, because other rooms add to it. It lets in so many
// distinct ones that look like a name of ours.
type names struct {
	most int
	mu   sync.RWMutex
	seen map[string]bool
}

func newNames(most int) *names { return &names{most: most, seen: map[string]bool{}} }

// bound is the name, or other when there is no room for it.
func (n *names) bound(name string) string {
	n.mu.RLock()
	known := n.seen[name]
	n.mu.RUnlock()
	if known {
		return name
	}
	if name == "" || len(name) > maxName || strings.ContainsFunc(name, func(r rune) bool { return !inName(r) }) {
		return other
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.seen) >= n.most && !n.seen[name] {
		return other
	}
	n.seen[name] = true
	return name
}

// inName tells whether names of settings and caches are written with it.
func inName(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '_' || r == '.'
}

// sampled is numbers that are asked for when somebody scrapes. It describes nothing in advance, so that it may leave
// out what it cannot tell.
type sampled func(chan<- prometheus.Metric)

// Describe is part of prometheus.Collector.
func (sampled) Describe(chan<- *prometheus.Desc) {}

// Collect is part of prometheus.Collector.
func (s sampled) Collect(to chan<- prometheus.Metric) { s(to) }

// pool tells of the database's connections. All numbers come from one moment.
func pool(stats func() PoolStats) sampled {
	var (
		connections = prometheus.NewDesc("kommungraf_database_connections", "Open connections to the database.", []string{"state"}, nil)
		most        = prometheus.NewDesc("kommungraf_database_connections_max", "The most connections there may be; 0 for no bound.", nil, nil)
		waits       = prometheus.NewDesc("kommungraf_database_waits_total", "How often a connection had to be waited for.", nil, nil)
		waited      = prometheus.NewDesc("kommungraf_database_waited_seconds_total", "How long connections were waited for.", nil, nil)
	)
	return func(to chan<- prometheus.Metric) {
		s := stats()
		to <- prometheus.MustNewConstMetric(connections, prometheus.GaugeValue, float64(s.InUse), "in_use")
		to <- prometheus.MustNewConstMetric(connections, prometheus.GaugeValue, float64(s.Idle), "idle")
		to <- prometheus.MustNewConstMetric(most, prometheus.GaugeValue, float64(s.Max))
		to <- prometheus.MustNewConstMetric(waits, prometheus.CounterValue, float64(s.Waits))
		to <- prometheus.MustNewConstMetric(waited, prometheus.CounterValue, s.Waited.Seconds())
	}
}

// revision tells the revision of the knowledge base, and nothing while the database does not.
func revision(ask func(context.Context) (int, error)) sampled {
	desc := prometheus.NewDesc("kommungraf_knowledge_base_revision", "Revision of the knowledge base: it grows with each write.", nil, nil)
	return func(to chan<- prometheus.Metric) {
		ctx, cancel := context.WithTimeout(context.Background(), revisionTime)
		defer cancel()
		if n, err := ask(ctx); err == nil {
			to <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, float64(n))
		}
	}
}
