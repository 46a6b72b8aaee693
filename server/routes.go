package main

import (
	"bytes"
	"context"
	"crypto/rand"
	_ "embed"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"github.com/rs/cors"

	"kommungraf/graph"
	"kommungraf/graph/wire"
	"kommungraf/internal/problem"
	"kommungraf/internal/quota"
	"kommungraf/internal/store"
	"kommungraf/server/graphiql"
	"kommungraf/server/telemetry"
)

const (
	uiAssets   = "/graphiql/"
	apiAddress = "/graphql"
)

// routePatterns are the routes, as responses are counted by.
var routePatterns = []string{"/{$}", "/schema.graphql", "/livez", "/readyz", apiAddress, guidelineAddress, uiAssets}

// routing is what the routes lead to.
type routing struct {
	api      http.Handler
	state    *readiness
	database *store.Store
	settings Settings
	watch    *telemetry.Watcher
	log      *slog.Logger
}

// routes is the whole address space of the server. A request goes through: its id, its metrics, who may ask from where,
// compression, and for what costs something, how much its client has asked already.
func routes(r routing) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", home)
	mux.HandleFunc("GET /schema.graphql", schema)
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, health{Status: "live"}) })
	mux.HandleFunc("GET /readyz", r.ready)
	rated := r.rated()
	mux.Handle(apiAddress, r.graphql(rated(r.api)))
	mux.Handle("GET "+guidelineAddress, rated(guidelineReport(r.database, r.log)))
	if r.settings.GraphiQL {
		_, files := graphiql.New(apiAddress, uiAssets)
		mux.Handle(uiAssets, files)
	}
	// Anyone may read from any origin; nothing here depends on who asks, so no credentials are taken.
	open := cors.New(cors.Options{
		AllowedOrigins: []string{"*"},
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{"Accept", "Content-Type", "If-None-Match", "Traceparent", "Tracestate", "X-Request-Id"},
		ExposedHeaders: []string{"ETag", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id"},
		MaxAge:         24 * 60 * 60,
	})
	return requestIDs(r.watch.HTTP(open.Handler(compressed(r.state.parting(mux)))))
}

// compressed compresses answers for who takes it (zstd, gzip), but for event streams and what is compressed already.
var compressed = sync.OnceValue(func() func(http.Handler) http.HandlerFunc {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1_400), gzhttp.SuffixETag("-gzip"), gzhttp.ContentTypeFilter(func(media string) bool {
		return !strings.HasPrefix(media, "text/event-stream") && gzhttp.DefaultContentTypeFilter(media)
	}))
	if err != nil {
		panic(err) // the options are ours
	}
	return wrap
})()

// rated gives what serves something that costs, as much of it as a client may ask for: all such things share one account.
func (r routing) rated() func(http.Handler) http.Handler {
	s := r.settings
	clients := quota.New(quota.Limits{Requests: s.RateRequests, Cost: s.RateCost}, s.RateClients, time.Now)
	refused := func(p *problem.Error) { r.watch.Refused(context.Background(), p) }
	return func(next http.Handler) http.Handler {
		return r.whenReady(rateLimited(clients, s.TrustedProxies, refused, next))
	}
}

// graphql serves the API, and GraphiQL to a browser that comes without a query.
func (r routing) graphql(api http.Handler) http.Handler {
	page, _ := graphiql.New(apiAddress, uiAssets)
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		switch reading := q.Method == http.MethodGet || q.Method == http.MethodHead; {
		case r.settings.GraphiQL && reading && q.Header.Get("Upgrade") == "" && !asks(q.URL.Query()) && prefersHTML(q.Header.Get("Accept")):
			page.ServeHTTP(w, q)
		default:
			api.ServeHTTP(w, q)
		}
	})
}

// asks tells whether the parameters of an address hold a request, rather than nothing.
func asks(parameters url.Values) bool { return parameters.Has("query") || parameters.Has("extensions") }

// whenReady answers that the server is starting as long as it is.
func (r routing) whenReady(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if missing := r.state.missing(); missing != "" {
			w.Header().Set("Retry-After", "1")
			answer(w, http.StatusServiceUnavailable, health{Status: "starting", Missing: missing})
			return
		}
		next.ServeHTTP(w, q)
	})
}

// prefersHTML tells a browser from a client: it ranks HTML above JSON.
func prefersHTML(accept string) bool {
	return wire.Quality(accept, "text/html") > max(wire.Quality(accept, "application/json"), wire.Quality(accept, "application/graphql-response+json"))
}

// health is what the probes answer.
type health struct {
	Status  string `json:"status"`
	Missing string `json:"missing,omitempty"` // what the server waits for
}

// ready answers whether the server is to be sent requests: its data is there, its database responds, and it is not about
// to stop. While it is, it still answers what comes.
func (r routing) ready(w http.ResponseWriter, q *http.Request) {
	if r.state.stopping.Load() {
		answer(w, http.StatusServiceUnavailable, health{Status: "stopping"})
		return
	}
	if missing := r.state.missing(); missing != "" {
		answer(w, http.StatusServiceUnavailable, health{Status: "starting", Missing: missing})
		return
	}
	if err := r.database.Ping(q.Context()); err != nil {
		r.log.ErrorContext(q.Context(), "the database does not answer", "error", err)
		answer(w, http.StatusServiceUnavailable, health{Status: "unavailable", Missing: "the database"})
		return
	}
	answer(w, http.StatusOK, health{Status: "ready"})
}

// readiness is what the server still waits for, and whether it stops.
type readiness struct {
	waiting  atomic.Value
	stopping atomic.Bool
}

func (s *readiness) wait(what string) { s.waiting.Store(what) }

func (s *readiness) stop() { s.stopping.Store(true) }

func (s *readiness) missing() string {
	what, _ := s.waiting.Load().(string)
	return what
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the client has gone when this fails
}

//go:embed home.html
var homePage []byte

const homeText = `Kommungraf: the Swedish municipal sector as a graph.

  POST %[1]s          the API (GraphQL), with a JSON object {"query": …, "variables": …}
  GET  %[1]s          GraphiQL in a browser; the API with ?query=…
  GET  /schema.graphql   the schema
  GET  /guideline        the guideline as a report: ?lang=sv|en, format=html|md, code=2326
  GET  /livez, /readyz   whether the server runs, and whether it can answer
`

// home explains where to go: a page to a browser, text to anyone else.
func home(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Vary", "Accept")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if prefersHTML(r.Header.Get("Accept")) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		_, _ = w.Write(homePage)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = fmt.Fprintf(w, homeText, apiAddress)
}

// schema gives the contract of the API.
func schema(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/graphql; charset=utf-8")
	_, _ = bytes.NewReader(graph.Schema()).WriteTo(w)
}

// maxRequestID bounds the id that a client may give its request, which goes into the log.
const maxRequestID = 64

// requestIDs gives each request an id, its own or a new one, to find it by in the log.
func requestIDs(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get("X-Request-Id")
		if id == "" || len(id) > maxRequestID || strings.ContainsFunc(id, func(c rune) bool { return c <= ' ' || c > '~' }) {
			id = rand.Text()
		}
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(graph.WithRequestID(r.Context(), id)))
	})
}

// parting ends each connection with its next answer once the server is about to stop. A request that came just as an
// idle connection is closed would be lost, and clients have to find another server anyway.
func (s *readiness) parting(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(lastAnswer{w, s}, r) })
}

// lastAnswer looks whether the server stops when the answer begins: the request may have come long before.
type lastAnswer struct {
	http.ResponseWriter
	state *readiness
}

// WriteHeader implements http.ResponseWriter.
func (w lastAnswer) WriteHeader(status int) {
	if status >= http.StatusOK && w.state.stopping.Load() {
		w.Header().Set("Connection", "close")
	}
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController find what else the writer beneath can do.
func (w lastAnswer) Unwrap() http.ResponseWriter { return w.ResponseWriter }
