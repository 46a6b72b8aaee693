// Package wire carries GraphQL over HTTP: single answers to GET and POST (the GraphQL over HTTP specification), streams
// of server-sent events (graphql-sse, distinct connections) and WebSocket connections (graphql-transport-ws). It knows
// nothing of what is asked and answered; that is the executor's.
package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"kommungraf/internal/problem"
)

// Options of the transports. Zero means no limit.
type Options struct {
	MaxBody   int64         // bytes of a request's body
	Variables int           // bytes of its variables, and of its extensions
	Transit   int64         // bytes of large requests and of answers on their way, all together
	Operation time.Duration // time of an operation that is no subscription
	Errors    int           // errors in one answer
	Gate      *Gate         // how many operations run at once
	Streams   int           // event streams and WebSocket connections at once
	Keepalive time.Duration // between signs of life on a stream
	Write     time.Duration // time that a reader of a stream may take for one message
	Websocket Websocket     // what it shares with the others is set here

	// Tag names the state that answers are made from: as long as it is the same, so are they. Empty when answers must not be
	// kept. Nil: no answer is.
	Tag func(context.Context) string
	// Keep tells whether the answer to an operation may be kept by others than the one who asked.
	Keep func(*graphql.OperationContext) bool
	// Answers are those that are kept here, by name; nil when none are.
	Answers graphql.Cache[[]byte]
	// Stopping is closed when the server stops: streams end.
	Stopping <-chan struct{}
}

// Handler is the endpoint.
type Handler struct {
	exec      graphql.GraphExecutor
	recovered func(ctx context.Context, panicked any) error
	streams   chan struct{}
	transit   atomic.Int64
	Options
}

// New makes the endpoint of an executor. Recovered turns a panic into an error, as the executor does.
func New(exec graphql.GraphExecutor, recovered func(context.Context, any) error, o Options) *Handler {
	h := &Handler{exec: exec, recovered: recovered, Options: o}
	if o.Streams > 0 {
		h.streams = make(chan struct{}, o.Streams)
	}
	h.Websocket.Run = h.run
	h.Websocket.Stopping = o.Stopping
	h.Websocket.PingInterval = o.Keepalive
	h.Websocket.WriteTimeout = o.Write
	h.Websocket.Variables = o.Variables
	h.Websocket.Panicked = func(ctx context.Context, panicked any) { _ = recovered(ctx, panicked) }
	return h
}

// ServeHTTP answers a request in the way that it asks to be answered.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx := graphql.StartOperationTrace(r.Context())
	defer func() {
		if panicked := recover(); panicked != nil {
			if err, ok := panicked.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(panicked)
			}
			h.refuse(ctx, w, mediaJSON, http.StatusInternalServerError, h.recovered(ctx, panicked))
		}
	}()
	if h.Websocket.Supports(r) {
		h.stream(ctx, w, func() {
			h.Websocket.ServeHTTP(w, r.WithContext(WithTransport(ctx, "websocket")))
		})
		return
	}
	h.serve(ctx, w, r)
}

// stream runs what lasts, if there is room for one more that does.
func (h *Handler) stream(ctx context.Context, w http.ResponseWriter, run func()) {
	if h.streams != nil {
		select {
		case h.streams <- struct{}{}:
			defer func() { <-h.streams }()
		default:
			h.refuse(ctx, w, mediaJSON, http.StatusServiceUnavailable, &problem.Error{
				Code: problem.Unavailable, Limit: "max-streams", Retry: time.Second,
				Message: "as many streams are open as the server can hold: try again in a moment",
			})
			return
		}
	}
	run()
}

type transportKey struct{}

// WithTransport names the way that a request came, for those who watch: "post", "get", "sse" or "websocket".
func WithTransport(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, transportKey{}, name)
}

// TransportOf is the way that a request came.
func TransportOf(ctx context.Context) string {
	name, _ := ctx.Value(transportKey{}).(string)
	return name
}

// run executes any operation; it is a Run.
func (h *Handler) run(ctx context.Context, params *graphql.RawParams, send func(*graphql.Response) bool) *graphql.Response {
	return h.execute(ctx, params, func(*graphql.OperationContext) error { return nil }, send)
}

// execute runs one operation that is allowed, and sends its answers as long as send says so. Of one that is refused it
// gives the answer.
func (h *Handler) execute(ctx context.Context, params *graphql.RawParams, allow func(*graphql.OperationContext) error, send func(*graphql.Response) bool) *graphql.Response {
	leave, err := h.Gate.Enter(ctx)
	if err != nil {
		return h.refusal(ctx, err)
	}
	defer leave()
	op, refused := h.exec.CreateOperationContext(ctx, params)
	if len(refused) > 0 {
		return h.refusal(graphql.WithOperationContext(ctx, op), errorsOf(refused)...)
	}
	if err := allow(op); err != nil {
		return h.refusal(graphql.WithOperationContext(ctx, op), err)
	}
	if op.Operation.Operation == ast.Subscription {
		leave() // it lasts, and hardly ever does anything
	} else if h.Operation > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, h.Operation, &problem.Error{
			Code: problem.Unavailable, Limit: "operation-timeout",
			Message: fmt.Sprintf("the operation took longer than the %v that are allowed: ask for less, or in several operations", h.Operation),
		})
		defer cancel()
	}
	answers, ctx := h.exec.DispatchOperation(ctx, op)
	for first := true; ; first = false {
		answer := answers(ctx)
		if answer == nil {
			if late, ok := errors.AsType[*problem.Error](context.Cause(ctx)); ok && first { // its time was up before it began
				return h.refusal(ctx, late)
			}
			return nil
		}
		leave() // the place is for the work, and not for a slow reader
		if !send(answer) {
			return nil
		}
	}
}

// refusal is the answer of an operation that does not begin. No more errors are presented than an answer may hold:
// presenting them is work too.
func (h *Handler) refusal(ctx context.Context, errs ...error) *graphql.Response {
	omitted := 0
	if h.Errors > 0 && len(errs) > h.Errors {
		omitted = len(errs) - h.Errors
		errs = errs[:h.Errors]
	}
	list := make(gqlerror.List, len(errs))
	for i, err := range errs {
		list[i] = gqlerror.WrapIfUnwrapped(err)
	}
	answer := h.exec.DispatchError(ctx, list)
	answer.Data = nil
	Omit(answer, omitted)
	return answer
}

// Omit tells in an answer how many errors it leaves out.
func Omit(answer *graphql.Response, errs int) {
	if errs == 0 {
		return
	}
	if answer.Extensions == nil {
		answer.Extensions = map[string]any{}
	}
	answer.Extensions["errorsOmitted"] = errs
}

func errorsOf(list gqlerror.List) []error {
	all := make([]error, len(list))
	for i, e := range list {
		all[i] = e
	}
	return all
}

// retryAfter is the longest time after which the errors of an answer say that one may ask again.
func retryAfter(answer *graphql.Response) time.Duration {
	var longest time.Duration
	for _, e := range answer.Errors {
		if p, ok := errors.AsType[*problem.Error](e); ok {
			longest = max(longest, p.Retry)
		}
	}
	return longest
}

// encode writes an answer as JSON.
func encode(answer *graphql.Response) ([]byte, error) {
	all, err := pieces(answer)
	return bytes.Join(all, nil), err
}

// pieces is an answer as JSON that is to be put together. Data, which may be large, is JSON already and taken as it is.
func pieces(answer *graphql.Response) ([][]byte, error) {
	all := [][]byte{[]byte("{")}
	for _, part := range []struct {
		name  string
		value any
		given bool
	}{
		{"errors", answer.Errors, len(answer.Errors) > 0},
		{"data", answer.Data, answer.Data != nil},
		{"extensions", answer.Extensions, len(answer.Extensions) > 0},
	} {
		if !part.given {
			continue
		}
		name := `"` + part.name + `":`
		if len(all) > 1 {
			name = "," + name
		}
		text, isRaw := part.value.(json.RawMessage)
		if !isRaw {
			var err error
			if text, err = json.Marshal(part.value); err != nil {
				return nil, err
			}
		}
		all = append(all, []byte(name), text)
	}
	return append(all, []byte("}")), nil
}
