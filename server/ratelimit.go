package main

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"kommungraf/internal/problem"
	"kommungraf/internal/quota"
)

// rateLimited lets a client through as long as it has requests left, and answers 429 when not, of which watch is told.
// What is beneath finds the client in the context and spends the cost of what it does. Every answer says what is left.
func rateLimited(l *quota.Limiter, p proxies, watch func(*problem.Error), next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		client := l.Client(clientKey(p.client(r)))
		telling := &tellingBudget{ResponseWriter: w, client: client}
		if refused, ok := errors.AsType[*problem.Error](client.Request()); ok {
			watch(refused)
			refuseRate(telling, refused)
			return
		}
		next.ServeHTTP(telling, r.WithContext(quota.With(r.Context(), client)))
		telling.tell() // when nothing was written, the header goes out after this
	})
}

// refuseRate answers in the form of GraphQL, which is what clients of the API read.
func refuseRate(w http.ResponseWriter, p *problem.Error) {
	type extensions struct {
		Code  problem.Code `json:"code"`
		Limit string       `json:"limit"`
	}
	type graphQLError struct {
		Message    string     `json:"message"`
		Extensions extensions `json:"extensions"`
	}
	w.Header().Set("Retry-After", strconv.Itoa(max(seconds(p.Retry), 1)))
	answer(w, http.StatusTooManyRequests, struct {
		Errors []graphQLError `json:"errors"`
	}{[]graphQLError{{p.Message, extensions{p.Code, p.Limit}}}})
}

// tellingBudget tells in the header what the client has left. It does so at the last moment, when the header is
// written: what an operation costs is known and spent by then.
type tellingBudget struct {
	http.ResponseWriter
	client *quota.Client
	told   bool
}

// tell sets the fields of draft-ietf-httpapi-ratelimit-headers-11. There, Retry-After should not be earlier than the
// end of the window t; but for a bucket that fills evenly t is when it is full, and one need not wait so long for the
// next request. Clients must let Retry-After take precedence.
func (w *tellingBudget) tell() {
	if w.told {
		return
	}
	w.told = true
	var policy, left []string
	for _, b := range w.client.State() {
		policy = append(policy, fmt.Sprintf("%q;q=%d;w=%d", b.Name, b.Limit, seconds(b.Window)))
		left = append(left, fmt.Sprintf("%q;r=%d;t=%d", b.Name, b.Remaining, seconds(b.Reset)))
	}
	if len(policy) > 0 { // an empty list is written by leaving out its field
		w.Header().Set("RateLimit-Policy", strings.Join(policy, ", "))
		w.Header().Set("RateLimit", strings.Join(left, ", "))
	}
}

// WriteHeader implements http.ResponseWriter.
func (w *tellingBudget) WriteHeader(status int) {
	w.tell()
	w.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (w *tellingBudget) Write(p []byte) (int, error) {
	w.tell()
	return w.ResponseWriter.Write(p)
}

// Flush implements http.Flusher: gqlgen's event stream asks the writer itself for it, and not what it unwraps to.
func (w *tellingBudget) Flush() {
	w.tell()
	_ = http.NewResponseController(w.ResponseWriter).Flush() // what cannot be flushed is sent when it is complete
}

// Unwrap lets http.ResponseController find what else the writer beneath can do.
func (w *tellingBudget) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// seconds is a time in whole seconds, rounded up.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }
