package wire

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"kommungraf/internal/problem"
)

// As with WebSockets, the tests run in bubbles of synctest: their seconds cost nothing, and none ends before every
// goroutine of the stream has.

const complete = "event: complete\ndata: \n\n"

func event(answer string) string { return "event: next\ndata: " + answer + "\n\n" }

func TestEvents(t *testing.T) {
	ticks := slowly(3, time.Second)
	const ticked = `{"data":{"a":1}}`
	for name, test := range map[string]struct {
		answered
		play func(context.Context) graphql.ResponseHandler
		want string
	}{
		"query":        {answered{target: query}, once(`{"a":1}`), event(ticked) + complete},
		"mutation":     {answered{method: "POST", body: `{"query":"mutation{a}"}`}, once(`{"a":1}`), event(ticked) + complete},
		"subscription": {answered{method: "POST", body: subscription}, ticks, event(ticked) + event(ticked) + event(ticked) + complete},
		"no answer":    {answered{method: "POST", body: subscription}, slowly(0, 0), complete},
		"error": {answered{target: query}, func(context.Context) graphql.ResponseHandler {
			return graphql.OneShot(&graphql.Response{Data: json.RawMessage(`null`), Errors: gqlerror.List{{Message: "a\nb"}}})
		}, event(`{"errors":[{"message":"a\nb"}],"data":null}`) + complete},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				test.header, test.status = http.Header{"Accept": {mediaEvents}}, 200
				test.answered.want = http.Header{"Content-Type": {"text/event-stream; charset=utf-8"}, "Cache-Control": {"no-store"}, "X-Accel-Buffering": {"no"}}
				w := test.check(t, endpoint(t, Options{}, test.play))
				if got := w.Body.String(); got != test.want || !w.Flushed {
					t.Errorf("got %s\nwant %s", got, test.want)
				}
			})
		})
	}
}

// What is refused is an event too; only who is to come back later is told so by a status.
func TestRefusedEvents(t *testing.T) {
	h := endpoint(t, Options{}, once(`{}`))
	stream := http.Header{"Accept": {mediaEvents}}
	w := answered{method: "POST", body: `{"query":"{b}"}`, header: stream, status: 200, want: http.Header{"Content-Type": {"text/event-stream; charset=utf-8"}}}.check(t, h)
	if got := w.Body.String(); !strings.HasPrefix(got, "event: next\ndata: {\"errors\":[{\"message\":\"Cannot query field") || !strings.HasSuffix(got, "\n\n"+complete) {
		t.Error(got)
	}
	h.exec = refusing{h.exec, &problem.Error{Code: problem.RateLimited, Message: "later", Retry: time.Second}}
	w = answered{target: query, header: stream, status: 429, want: http.Header{"Content-Type": {"application/json; charset=utf-8"}, "Retry-After": {"1"}}}.check(t, h)
	if got := w.Body.String(); got != `{"errors":[{"message":"later"}]}` {
		t.Error(got)
	}
}

// A status cannot be given any more when the stream has begun, with a sign of life while the operation waits its turn.
func TestLateRefusal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := endpoint(t, Options{Gate: NewGate(1, 1, 15*time.Second), Keepalive: 10 * time.Second}, once(`{}`))
		defer enter(t, h.Gate)()
		w := answered{target: query, header: http.Header{"Accept": {mediaEvents}}, status: 200}.check(t, h)
		if got := w.Body.String(); !strings.HasPrefix(got, ":\n\nevent: next\ndata: {\"errors\":[") || !strings.HasSuffix(got, complete) {
			t.Error(got)
		}
	})
}

func TestKeepsAlive(t *testing.T) {
	for keepalive, signs := range map[time.Duration]int{10 * time.Second: 3, 0: 2} { // 15 s when nobody says
		synctest.Test(t, func(t *testing.T) {
			w := answered{method: "POST", body: subscription, header: http.Header{"Accept": {mediaEvents}}, status: 200}.check(t,
				endpoint(t, Options{Keepalive: keepalive}, slowly(1, 35*time.Second)))
			if want := strings.Repeat(":\n\n", signs) + event(`{"data":{"a":1}}`) + complete; w.Body.String() != want {
				t.Errorf("every %v: %s", keepalive, w.Body)
			}
		})
	}
}

func TestStreamsEnd(t *testing.T) {
	for name, after := range map[string]func(*Options, context.CancelFunc) func(){
		"the server stops": func(o *Options, _ context.CancelFunc) func() {
			stopping := make(chan struct{})
			o.Stopping = stopping
			return func() { close(stopping) }
		},
		"the client goes": func(_ *Options, leave context.CancelFunc) func() { return leave },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var o Options
				ctx, leave := context.WithCancel(t.Context())
				time.AfterFunc(90*time.Minute, after(&o, leave))
				w := httptest.NewRecorder()
				o.Keepalive = 24 * time.Hour
				start := time.Now()
				endpoint(t, o, slowly(1000, time.Hour)).ServeHTTP(w, subscribing(ctx))
				if took := time.Since(start); took != 90*time.Minute || w.Body.String() != event(`{"data":{"a":1}}`)+complete {
					t.Errorf("after %v: %s", took, w.Body)
				}
			})
		})
	}
}

// A reader that takes longer than it may is cut off, and its operation ends, whether it is sent an answer or a sign of life.
func TestSlowReader(t *testing.T) {
	for name, test := range map[string]struct{ wait, keepalive, after time.Duration }{
		"answer":       {wait: time.Second, keepalive: time.Hour, after: 4 * time.Second},
		"sign of life": {wait: time.Hour, keepalive: 2 * time.Second, after: 5 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := endpoint(t, Options{Write: 3 * time.Second, Keepalive: test.keepalive}, slowly(1000, test.wait))
				w := &stuck{ResponseRecorder: httptest.NewRecorder()}
				start := time.Now()
				h.ServeHTTP(w, subscribing(t.Context()))
				if took := time.Since(start); took != test.after || w.writes != 1 {
					t.Errorf("ends after %v, want %v; written to %d times", took, test.after, w.writes)
				}
			})
		})
	}
}

func TestTooManyStreams(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := endpoint(t, Options{Streams: 2}, slowly(1, time.Second))
		one := answered{method: "POST", body: subscription, header: http.Header{"Accept": {mediaEvents}}, status: 200}
		full := one
		full.status, full.want, full.says = 503, http.Header{"Retry-After": {"1"}, "Content-Type": {"application/json; charset=utf-8"}}, "try again"
		for range 2 {
			go func() { one.check(t, h) }()
		}
		synctest.Wait()
		full.check(t, h)
		full.method, full.header = http.MethodGet, handshakeRequest(nil).Header // a WebSocket is a stream too
		full.header["Sec-Websocket-Protocol"] = []string{subprotocol}
		full.check(t, h)
		answered{target: query, status: 200}.check(t, h) // a single answer is none
		time.Sleep(2 * time.Second)
		one.check(t, h)
	})
}

func subscribing(ctx context.Context) *http.Request {
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/", strings.NewReader(subscription))
	r.Header = http.Header{"Content-Type": {mediaJSON}, "Accept": {mediaEvents}}
	return r
}

// slowly plays an operation that gives so many answers, one after each wait, until its context ends.
func slowly(answers int, wait time.Duration) func(context.Context) graphql.ResponseHandler {
	return func(context.Context) graphql.ResponseHandler {
		left := answers
		return func(ctx context.Context) *graphql.Response {
			if left--; left < 0 {
				return nil
			}
			select {
			case <-time.After(wait):
				return answer(`{"a":1}`)
			case <-ctx.Done():
				return nil
			}
		}
	}
}

// stuck is the way to a client that reads nothing: what is written waits until its deadline.
type stuck struct {
	*httptest.ResponseRecorder
	deadline time.Time
	writes   int
}

func (s *stuck) SetWriteDeadline(at time.Time) error {
	s.deadline = at
	return nil
}

func (s *stuck) Write([]byte) (int, error) {
	s.writes++
	time.Sleep(time.Until(s.deadline))
	return 0, os.ErrDeadlineExceeded
}
