package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kommungraf/internal/problem"
	"kommungraf/internal/quota"
)

// limited is a server whose clients have two requests and a cost of 600 a minute.
type limited struct {
	http.Handler
	refused []string // limits of which watch was told
	clock   time.Time
}

func newLimited(t *testing.T, limits quota.Limits, next http.HandlerFunc) *limited {
	t.Helper()
	s := &limited{clock: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	limiter := quota.New(limits, 10, func() time.Time { return s.clock })
	watch := func(p *problem.Error) { s.refused = append(s.refused, p.Limit) }
	s.Handler = rateLimited(limiter, trusted(t, "10.0.0.1"), watch, next)
	return s
}

// ask sends a request of a client through a proxy.
func (s *limited) ask(client string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, requestFrom("10.0.0.1:4711", client))
	return w
}

var twoAndSixHundred = quota.Limits{Requests: 2, Cost: 600}

func TestRateLimitHeader(t *testing.T) {
	answers := map[string]http.HandlerFunc{
		"a status":      func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) },
		"a body":        func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("x")) },
		"a stream":      func(w http.ResponseWriter, _ *http.Request) { w.(http.Flusher).Flush() },
		"a controller":  func(w http.ResponseWriter, _ *http.Request) { _ = http.NewResponseController(w).Flush() },
		"nothing":       func(http.ResponseWriter, *http.Request) {},
		"twice a write": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(nil); _, _ = w.Write(nil) },
	}
	for name, write := range answers {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(newLimited(t, twoAndSixHundred, func(w http.ResponseWriter, r *http.Request) {
				if err := quota.Of(r.Context()).Spend(45); err != nil {
					t.Error(err)
				}
				write(w, r)
				_ = quota.Of(r.Context()).Spend(100) // too late to be told, except where nothing was written
			}))
			defer server.Close()
			got, _ := get(t, server.URL)
			want, spent := http.Header{
				"Ratelimit-Policy": {`"requests";q=2;w=60, "cost";q=600;w=60`},
				"Ratelimit":        {`"requests";r=1;t=30, "cost";r=555;t=5`},
			}, http.Header{}
			if name == "nothing" {
				want["Ratelimit"] = []string{`"requests";r=1;t=30, "cost";r=455;t=15`}
			}
			for field := range want {
				spent[field] = got.Header[field]
			}
			if diff := cmp.Diff(want, spent); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRateLimitRefuses(t *testing.T) {
	reached := 0
	s := newLimited(t, twoAndSixHundred, func(http.ResponseWriter, *http.Request) { reached++ })
	s.ask("203.0.113.9")
	s.ask("203.0.113.9")
	got := s.ask("203.0.113.9")
	want := http.Header{
		"Retry-After":      {"30"},
		"Ratelimit-Policy": {`"requests";q=2;w=60, "cost";q=600;w=60`},
		"Ratelimit":        {`"requests";r=0;t=60, "cost";r=600;t=0`},
		"Content-Type":     {"application/json"},
		"Cache-Control":    {"no-store"},
	}
	if diff := cmp.Diff(want, got.Header()); got.Code != http.StatusTooManyRequests || diff != "" {
		t.Errorf("status %d, header %s", got.Code, diff)
	}
	const body = `{"errors":[{"message":"more than the 2 requests a minute that rate-requests allows: try again in 30 s",` +
		`"extensions":{"code":"RATE_LIMITED","limit":"rate-requests"}}]}` + "\n"
	if diff := cmp.Diff(body, got.Body.String()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"rate-requests"}, s.refused); reached != 2 || diff != "" {
		t.Errorf("reached %d times, watch was told %s", reached, diff)
	}
	if other := s.ask("203.0.113.10"); other.Code != http.StatusOK {
		t.Errorf("another client: status %d", other.Code)
	}
	s.clock = s.clock.Add(30 * time.Second)
	if later := s.ask("203.0.113.9"); later.Code != http.StatusOK {
		t.Errorf("after Retry-After: status %d", later.Code)
	}
}

func TestRateLimitRetryAtLeastASecond(t *testing.T) {
	w := httptest.NewRecorder()
	refuseRate(w, &problem.Error{Code: problem.RateLimited})
	if got := w.Header().Get("Retry-After"); got != "1" {
		t.Errorf("Retry-After: %s", got)
	}
}

func TestRateLimitOff(t *testing.T) {
	s := newLimited(t, quota.Limits{}, func(http.ResponseWriter, *http.Request) {})
	for range 100 {
		if got := s.ask("203.0.113.9"); got.Code != http.StatusOK || len(got.Header()) > 0 {
			t.Fatalf("status %d, header %v", got.Code, got.Header())
		}
	}
}

// A websocket takes the connection over, through any writer around it.
func TestRateLimitHijack(t *testing.T) {
	server := httptest.NewServer(newLimited(t, twoAndSixHundred, func(w http.ResponseWriter, _ *http.Request) {
		connection, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer connection.Close()
		_, _ = connection.Write([]byte("HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
	}))
	defer server.Close()
	if got, _ := get(t, server.URL); got.StatusCode != http.StatusTeapot {
		t.Errorf("status %d", got.StatusCode)
	}
}

func BenchmarkRateLimited(b *testing.B) {
	next := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = quota.Of(r.Context()).Spend(10)
		w.WriteHeader(http.StatusNoContent)
	})
	l := quota.New(quota.Limits{Requests: 1 << 30, Cost: 1 << 40}, 10, time.Now)
	h := rateLimited(l, trusted(b, "10.0.0.1"), nil, next)
	b.ReportAllocs()
	for b.Loop() {
		h.ServeHTTP(httptest.NewRecorder(), requestFrom("10.0.0.1:4711", "203.0.113.9"))
	}
}
