package telemetry

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kommungraf/graph"
)

func TestResponses(t *testing.T) {
	w, log := start(t, Options{Routes: []string{"/graphql", "GET /readyz", "/files/", "GET /{$}"}, API: "/graphql"})
	handler := w.HTTP(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Query().Get("do") {
		case "nothing":
		case "write":
			_, _ = io.WriteString(rw, "x")
			rw.WriteHeader(http.StatusTeapot) // too late
		case "hint":
			rw.WriteHeader(http.StatusEarlyHints)
			rw.WriteHeader(http.StatusNotModified)
		case "fail":
			rw.WriteHeader(http.StatusServiceUnavailable)
		case "panic":
			panic(http.ErrAbortHandler)
		}
	}))
	ask := func(method, target string) {
		defer func() { _ = recover() }()
		r := httptest.NewRequest(method, target, nil)
		handler.ServeHTTP(httptest.NewRecorder(), r.WithContext(graph.WithRequestID(r.Context(), "r1")))
	}
	ask("POST", "/graphql?do=write")
	ask("GET", "/graphql?do=hint")
	ask("GET", "/readyz?do=fail")
	ask("POST", "/readyz?do=nothing") // no such route
	ask("GET", "/files/a/b?do=nothing")
	ask("GET", "/?do=panic")
	ask("GET", "/nowhere?do=nothing")

	got := ours(t, w)
	delete(got, `kommungraf_build_info{version=""}`)
	want := map[string]float64{
		`kommungraf_http_responses_total{class="2xx",route="/graphql"}`:    1,
		`kommungraf_http_responses_total{class="3xx",route="/graphql"}`:    1,
		`kommungraf_http_responses_total{class="5xx",route="GET /readyz"}`: 1,
		`kommungraf_http_responses_total{class="2xx",route="/files/"}`:     1,
		`kommungraf_http_responses_total{class="5xx",route="GET /{$}"}`:    1,
		`kommungraf_http_responses_total{class="2xx",route="other"}`:       2,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error("-want +got", diff)
	}
	if lines := log.String(); strings.Count(lines, "\n") != 5 || strings.Contains(lines, "graphql") || strings.Contains(lines, "do=") ||
		!strings.Contains(lines, `"level":"DEBUG","msg":"request","method":"GET","path":"/readyz","route":"GET /readyz","status":503,"ms":1,"request":"r1"`) {
		t.Error("want a line of each request but the API's:", lines)
	}
}

// Streams and websockets go through: over a real connection, with both ways to ask for it.
func TestResponseIsWhole(t *testing.T) {
	w, _ := start(t, Options{Routes: []string{"/"}})
	sent := make(chan struct{})
	watched := w.HTTP(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/hijack" {
			rw.Header().Set("Connection", "Upgrade")
			rw.Header().Set("Upgrade", "test")
			rw.WriteHeader(http.StatusSwitchingProtocols)
			c, _, err := http.NewResponseController(rw).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			fmt.Fprintln(c, "hijacked")
			c.Close()
			return
		}
		fmt.Fprintln(rw, "first")
		rw.(http.Flusher).Flush()
		<-sent // the client has the first line before there is a second
		fmt.Fprintln(rw, "second")
		if err := http.NewResponseController(rw).Flush(); err != nil {
			t.Error(err)
		}
	}))
	var handlers sync.WaitGroup
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		handlers.Add(1)
		defer handlers.Done()
		watched.ServeHTTP(rw, r)
	}))
	defer server.Close()

	stream, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	line, err := bufio.NewReader(stream.Body).ReadString('\n')
	if err != nil || line != "first\n" {
		t.Errorf("%q, %v", line, err)
	}
	close(sent)
	_, _ = io.Copy(io.Discard, stream.Body)

	r, _ := http.NewRequest(http.MethodGet, server.URL+"/hijack", nil)
	r.Header.Set("Connection", "Upgrade")
	r.Header.Set("Upgrade", "test")
	upgraded, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer upgraded.Body.Close()
	if body, _ := io.ReadAll(upgraded.Body); upgraded.StatusCode != http.StatusSwitchingProtocols || string(body) != "hijacked\n" {
		t.Errorf("%d %q", upgraded.StatusCode, body)
	}
	handlers.Wait() // the server does not wait for a hijacked one
	got := ours(t, w)
	if got[`kommungraf_http_responses_total{class="1xx",route="/"}`] != 1 || got[`kommungraf_http_responses_total{class="2xx",route="/"}`] != 1 {
		t.Errorf("counted %v", got)
	}
}

func TestPrivate(t *testing.T) {
	w, _ := start(t, Options{})
	for _, c := range []struct {
		path   string
		status int
		holds  string
	}{
		{"/", 200, "/metrics"},
		{"/", 200, "/debug/pprof/"},
		{"/metrics", 200, "go_goroutines"},
		{"/metrics", 200, "process_start_time_seconds"},
		{"/debug/pprof/", 200, "goroutine"},
		{"/debug/pprof/goroutine?debug=1", 200, "TestPrivate"},
		{"/debug/pprof/symbol", 200, "num_symbols"},
		{"/debug/pprof/profile?seconds=1", 200, ""},
		{"/debug/pprof/cmdline", 404, ""}, // the command line may hold a password
		{"/elsewhere", 404, ""},
	} {
		answer := httptest.NewRecorder()
		w.Private().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, c.path, nil))
		if answer.Code != c.status || !strings.Contains(answer.Body.String(), c.holds) {
			t.Errorf("%s: %d, want %d and %q in %.200s", c.path, answer.Code, c.status, c.holds, answer.Body)
		}
	}
}

func BenchmarkHTTP(b *testing.B) {
	w, _, err := New(b.Context(), Options{Log: slog.New(slog.DiscardHandler), Routes: []string{"/graphql", "GET /livez"}, API: "/graphql"})
	if err != nil {
		b.Fatal(err)
	}
	handler := w.HTTP(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusNoContent) }))
	r, answer := httptest.NewRequest(http.MethodPost, "/graphql", nil), httptest.NewRecorder()
	for b.Loop() {
		handler.ServeHTTP(answer, r)
	}
}
