package main

import (
	"bytes"
	"crypto/rand"
	_ "embed"
	"encoding/json"
	"fmt"
	"log/slog"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/rs/cors"

	"kommungraf/graph"
	"kommungraf/internal/store"
	"kommungraf/server/graphiql"
)

const (
	maxBody    = 1 << 20 // bytes of a request's body
	uiAssets   = "/graphiql/"
	apiAddress = "/graphql"
)

// routing is what the routes lead to.
type routing struct {
	api      http.Handler
	state    *readiness
	database *store.Store
	graphiql bool
	log      *slog.Logger
}

// routes is the whole address space of the server.
func routes(r routing) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", home)
	mux.HandleFunc("GET /schema.graphql", schema)
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, health{Status: "live"}) })
	mux.HandleFunc("GET /readyz", r.ready)
	mux.Handle(apiAddress, r.graphql())
	mux.Handle("GET "+guidelineAddress, r.whenReady(guidelineReport(r.database, r.log)))
	if r.graphiql {
		_, files := graphiql.New(apiAddress, uiAssets)
		mux.Handle(uiAssets, files)
	}
	// Anyone may read from any origin; nothing here depends on who asks, so no credentials are taken.
	open := cors.New(cors.Options{
		AllowedOrigins: []string{"*"},
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{"Accept", "Content-Type", "X-Request-Id"},
		ExposedHeaders: []string{"X-Request-Id"},
		MaxAge:         24 * 60 * 60,
	})
	return requestIDs(open.Handler(http.MaxBytesHandler(mux, maxBody)))
}

// graphql serves the API, and GraphiQL to a browser that comes without a query.
func (r routing) graphql() http.Handler {
	page, _ := graphiql.New(apiAddress, uiAssets)
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		switch reading := q.Method == http.MethodGet || q.Method == http.MethodHead; {
		case r.graphiql && reading && !q.URL.Query().Has("query") && prefersHTML(q.Header.Get("Accept")):
			page.ServeHTTP(w, q)
		default:
			r.whenReady(r.api).ServeHTTP(w, q)
		}
	})
}

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
	rank := map[string]float64{}
	for part := range strings.SplitSeq(accept, ",") {
		media, parameters, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		quality := 1.0
		if q, err := strconv.ParseFloat(parameters["q"], 64); err == nil {
			quality = q
		}
		rank[media] = max(rank[media], quality)
	}
	return rank["text/html"] > max(rank["application/json"], rank["application/graphql-response+json"])
}

// health is what the probes answer.
type health struct {
	Status  string `json:"status"`
	Missing string `json:"missing,omitempty"` // what the server waits for
}

// ready answers whether the server can answer: its data is there and its database responds.
func (r routing) ready(w http.ResponseWriter, q *http.Request) {
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

// readiness is what the server still waits for.
type readiness struct{ waiting atomic.Value }

func (s *readiness) wait(what string) { s.waiting.Store(what) }

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
