package telemetry

import (
	"bufio"
	"log/slog"
	"net"
	"net/http"

	"go.opentelemetry.io/otel/propagation"

	"kommungraf/graph"
)

// HTTP counts the responses of a handler, logs its requests other than the API's at debug level, and takes up the
// trace of a request that comes with one. It belongs inside of what gives a request its id.
func (w *Watcher) HTTP(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		began := w.now()
		route := w.routes.of(r)
		ctx := w.headers.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
		answer := &response{ResponseWriter: rw, class: "5xx"} // for a handler that panics before it answers
		// Deferred, since the handler of a client that has gone away may end with a panic.
		defer func() {
			w.metrics.responses.WithLabelValues(route, answer.class).Inc()
			if route != w.api {
				w.log.LogAttrs(ctx, slog.LevelDebug, "request", slog.String("method", printable(r.Method)),
					slog.String("path", printable(r.URL.Path)), slog.String("route", route), slog.Int("status", answer.status),
					milliseconds(w.now().Sub(began)), slog.String("request", graph.RequestID(ctx)))
			}
		}()
		next.ServeHTTP(answer, r.WithContext(ctx))
		answer.begin(http.StatusOK) // what net/http sends for a handler that wrote nothing
	})
}

// routes tells which of a closed list of routes a request takes.
type routes struct {
	mux   *http.ServeMux
	known []string
}

func newRoutes(patterns []string) routes {
	mux := http.NewServeMux()
	for _, p := range patterns {
		mux.Handle(p, http.NotFoundHandler()) // it is only asked, and never serves
	}
	return routes{mux, patterns}
}

func (s routes) of(r *http.Request) string {
	_, pattern := s.mux.Handler(r)
	// For a path that it would redirect, the mux gives the new path, which is the client's.
	return closed(pattern, s.known)
}

// response remembers the status that was sent.
type response struct {
	http.ResponseWriter
	status int
	class  string
}

// begin notes the status, the first time.
func (r *response) begin(status int) {
	// 1xx come before the answer, but for 101, after which the connection is no longer HTTP.
	if r.status != 0 || status < 200 && status != http.StatusSwitchingProtocols {
		return
	}
	r.status, r.class = status, classOf(status)
}

// classOf is the class of a status. Handlers may send up to 999.
func classOf(status int) string {
	if status >= 600 {
		return other
	}
	return string(rune('0'+status/100)) + "xx"
}

// WriteHeader is part of http.ResponseWriter.
func (r *response) WriteHeader(status int) {
	r.begin(status)
	r.ResponseWriter.WriteHeader(status)
}

// Write is part of http.ResponseWriter.
func (r *response) Write(b []byte) (int, error) {
	r.begin(http.StatusOK)
	return r.ResponseWriter.Write(b)
}

// Flush makes it an http.Flusher: gqlgen asks for one, and does not unwrap, before it streams.
func (r *response) Flush() {
	r.begin(http.StatusOK)
	_ = http.NewResponseController(r.ResponseWriter).Flush() // the client has gone when this fails
}

// Hijack makes it an http.Hijacker: gzhttp asks for one, and does not unwrap, when a WebSocket takes the connection over.
func (r *response) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return http.NewResponseController(r.ResponseWriter).Hijack()
}

// Unwrap lets http.ResponseController reach the rest: hijacking and deadlines.
func (r *response) Unwrap() http.ResponseWriter { return r.ResponseWriter }
