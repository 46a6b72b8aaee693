package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"runtime/debug"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"kommungraf/internal/problem"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

type requestIDKey struct{}

// WithRequestID names the request, in the log and in what a client is told of an internal error.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestIDKey{}, id)
}

// RequestID is the name of the request, empty when it has none.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// presenter is the one way by which errors reach clients. Expected ones are shown with their code; of all others a
// client learns no more than the request's id, under which the log has the rest.
type presenter struct {
	log    *slog.Logger
	watch  Watcher
	limits Limits
}

func (p presenter) present(ctx context.Context, err error) *gqlerror.Error {
	shown := &gqlerror.Error{Message: err.Error(), Path: graphql.GetPath(ctx)}
	var wire *gqlerror.Error
	if errors.As(err, &wire) {
		shown.Message, shown.Locations = wire.Message, wire.Locations
		if len(wire.Path) > 0 {
			shown.Path = wire.Path
		}
	}
	if expected := p.expected(ctx, err, wire, shown); expected != nil {
		if expected.Limit != "" || !begun(ctx) {
			p.watch.Refused(ctx, expected)
		}
		shown.Message = expected.Message
		return coded(shown, expected)
	}
	p.log.ErrorContext(ctx, "internal error", "request", RequestID(ctx), "error", err, "path", shown.Path.String())
	shown.Message = "something went wrong on our side; the log has more under request " + RequestID(ctx)
	shown = coded(shown, &problem.Error{Code: problem.Internal})
	shown.Extensions["request"] = RequestID(ctx)
	return shown
}

// expected gives the problem that an error is, nil for one that nobody expected. It may change the place that is shown.
func (p presenter) expected(ctx context.Context, err error, wire, shown *gqlerror.Error) *problem.Error {
	var known *problem.Error
	var value *vocab.ValueError
	switch {
	case errors.As(store.Explain(ctx, err), &known):
		return known
	case errors.As(err, &value):
		field := argumentPath(ctx, shown.Path)
		shown.Path = graphql.GetPath(ctx)
		return &problem.Error{Code: problem.BadUserInput, Field: field, Message: value.Message, Err: err}
	case wire == nil || !graphql.HasOperationContext(ctx):
		return nil
	case wire.Message == fmt.Sprintf("operation %s not found", graphql.GetOperationContext(ctx).OperationName):
		return problem.BadInput("operationName", "the document has no single operation of that name: name the one to execute")
	case wire.Extensions["code"] == errcode.ValidationFailed:
		field := invalidField(ctx, wire)
		if len(shown.Path) > 0 && shown.Path[0] == ast.PathName("variable") {
			shown.Path = nil // a place in the variables, not in the answer
		}
		return &problem.Error{Code: problem.BadUserInput, Field: field, Message: wire.Message, Err: err}
	case wire.Extensions["code"] == errcode.ParseFailed && wire.Message == fmt.Sprintf(tokenLimitMessage, p.limits.Tokens):
		return beyond("max-tokens", "query", "the document has more than the %d tokens that are allowed", p.limits.Tokens)
	case wire.Extensions["code"] == errcode.ParseFailed:
		return &problem.Error{Code: problem.BadUserInput, Field: "query", Message: wire.Message, Err: err}
	}
	return nil
}

// tokenLimitMessage is what the parser says when it stops at its limit; a test holds it to that.
const tokenLimitMessage = "exceeded token limit of %d"

// recovered turns a panic into an internal error and logs where it happened.
func (p presenter) recovered(ctx context.Context, panicked any) error {
	p.log.ErrorContext(ctx, "panic", "request", RequestID(ctx), "panic", panicked, "stack", string(debug.Stack()))
	return fmt.Errorf("panic: %v", panicked)
}

// coded shows a problem's code, and what it is about. The problem stays at hand for the transport, which reads from it
// with which status and when to come back.
func coded(e *gqlerror.Error, p *problem.Error) *gqlerror.Error {
	e.Err = p
	e.Extensions = map[string]any{"code": p.Code}
	if p.Field != "" {
		e.Extensions["field"] = p.Field
	}
	if p.Limit != "" {
		e.Extensions["limit"] = p.Limit
	}
	return e
}

// argumentPath is the part of an error's path that leads into the arguments of the present field, dotted.
func argumentPath(ctx context.Context, path ast.Path) string {
	if len(path) <= len(graphql.GetPath(ctx)) {
		return ""
	}
	return dotted(path[len(graphql.GetPath(ctx)):])
}

// dotted writes the names in a path, without list positions.
func dotted(path ast.Path) string {
	var names []string
	for _, p := range path {
		if name, ok := p.(ast.PathName); ok {
			names = append(names, string(name))
		}
	}
	return strings.Join(names, ".")
}

var argumentNamed = regexp.MustCompile(`argument "(\w+)"`)

// invalidField names the variable or the argument that a validation error is about, "" when it is about none.
func invalidField(ctx context.Context, err *gqlerror.Error) string {
	if len(err.Path) > 1 && err.Path[0] == ast.PathName("variable") {
		return dotted(err.Path[1:])
	}
	if named := argumentNamed.FindStringSubmatch(err.Message); named != nil {
		return named[1] // an argument that is missing or that there is not: it has no place
	}
	// The document itself is not at hand when it is not valid, but its text is.
	doc := parsed(graphql.GetOperationContext(ctx).RawQuery)
	if doc == nil || len(err.Locations) == 0 {
		return ""
	}
	for _, op := range doc.Operations {
		if name := argumentAt(op.SelectionSet, err.Locations[0]); name != "" {
			return name
		}
	}
	for _, f := range doc.Fragments {
		if name := argumentAt(f.SelectionSet, err.Locations[0]); name != "" {
			return name
		}
	}
	return ""
}

// argumentAt names the argument whose value, or a value in it, stands at a place of the document.
func argumentAt(set ast.SelectionSet, at gqlerror.Location) string {
	for _, s := range set {
		var name string
		switch s := s.(type) {
		case *ast.Field:
			for _, a := range s.Arguments {
				if isAt(a.Position, at) {
					return a.Name
				}
				if name := valueAt(a.Name, a.Value, at); name != "" {
					return name
				}
			}
			name = argumentAt(s.SelectionSet, at)
		case *ast.InlineFragment:
			name = argumentAt(s.SelectionSet, at)
		}
		if name != "" {
			return name
		}
	}
	return ""
}

func valueAt(name string, v *ast.Value, at gqlerror.Location) string {
	if isAt(v.Position, at) {
		return name
	}
	for _, c := range v.Children {
		inner := name
		if c.Name != "" {
			inner += "." + c.Name
		}
		if isAt(c.Position, at) {
			return inner
		}
		if found := valueAt(inner, c.Value, at); found != "" {
			return found
		}
	}
	return ""
}

func isAt(p *ast.Position, at gqlerror.Location) bool {
	return p != nil && p.Line == at.Line && p.Column == at.Column
}
