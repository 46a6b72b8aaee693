package graph

import (
	"context"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"kommungraf/graph/wire"
	"kommungraf/internal/problem"
)

// Operation is what can be told of an operation when it begins. Its name is the client's word: it belongs in logs and
// traces, and never in the label of a metric.
type Operation struct {
	Kind      string // "query", "mutation" or "subscription"
	Transport string // "post", "get", "sse" or "websocket"
	Name      string // empty when it has none
	Cost      int
}

// Watcher is told what the API does, for logs, metrics and traces. Its methods are called from many goroutines.
type Watcher interface {
	// Operation is called when an operation begins to be executed. What runs beneath it has the context that comes
	// back; the function is called once, when the operation has ended, with the codes of its errors.
	Operation(context.Context, Operation) (context.Context, func([]problem.Code))
	// Refused is called with each error that keeps a request from being executed, and with each that tells of a limit
	// which one met while it was.
	Refused(context.Context, *problem.Error)
	// Planned is called for each root field of a query: whether it was plain, and answered by the compiled read path.
	Planned(plain bool)
	// Lookup is called when something is looked for in a bounded cache: "document" or "persisted".
	Lookup(cache string, found bool)
}

// nobody watches.
type nobody struct{}

func (nobody) Operation(ctx context.Context, _ Operation) (context.Context, func([]problem.Code)) {
	return ctx, func([]problem.Code) {}
}
func (nobody) Refused(context.Context, *problem.Error) {}
func (nobody) Planned(bool)                            {}
func (nobody) Lookup(string, bool)                     {}

type begunKey struct{}

// begun tells whether an operation is being executed.
func begun(ctx context.Context) bool { return ctx.Value(begunKey{}) != nil }

// watched tells the watcher of each operation, from its beginning to its last answer.
func watched(w Watcher) graphql.OperationMiddleware {
	return func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
		op := graphql.GetOperationContext(ctx)
		ctx, done := w.Operation(context.WithValue(ctx, begunKey{}, true), Operation{
			Kind: string(op.Operation.Operation), Transport: wire.TransportOf(ctx), Name: op.Operation.Name, Cost: costOf(op),
		})
		var once sync.Once
		end := func(codes []problem.Code) { once.Do(func() { done(codes) }) }
		lasts := op.Operation.Operation == ast.Subscription
		if lasts { // a client that goes away asks for no further answer
			context.AfterFunc(ctx, func() { end(nil) })
		}
		answers := next(ctx)
		return func(ctx context.Context) *graphql.Response {
			answer := answers(ctx)
			if answer == nil || !lasts {
				end(codesOf(answer))
			}
			return answer
		}
	}
}

func codesOf(answer *graphql.Response) []problem.Code {
	if answer == nil {
		return nil
	}
	var codes []problem.Code
	for _, e := range answer.Errors {
		codes = append(codes, problem.CodeOf(e))
	}
	return codes
}
