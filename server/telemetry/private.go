package telemetry

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/pprof"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

const privateText = `Kommungraf, for those who run it:

  GET /metrics        metrics for Prometheus
  GET /debug/pprof/   profiles of the process: go tool pprof http://…/debug/pprof/profile
`

// Private serves the metrics and the profiles of the process. It belongs on an address that only those who run the
// server reach, whose server lets an answer take longer than a profile (30 seconds, unless asked otherwise).
func (w *Watcher) Private() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(w.metrics.registry, promhttp.HandlerOpts{
		ErrorLog: slog.NewLogLogger(w.log.Handler(), slog.LevelError),
	}))
	// By hand: importing pprof puts its handlers on http.DefaultServeMux, which is never served. Without cmdline: a
	// password may have been given on the command line. Of any method: symbols are posted for.
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /{$}", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(rw, privateText)
	})
	return mux
}
