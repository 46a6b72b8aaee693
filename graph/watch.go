package graph

import (
	"context"

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
	// Refused is called with each error that keeps a request from being executed.
	Refused(context.Context, *problem.Error)
	// Lookup is called when something is looked for in a bounded cache: "document" or "persisted".
	Lookup(cache string, found bool)
}
