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
	log *slog.Logger
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
	var expected *problem.Error
	var value *vocab.ValueError
	switch {
	case errors.As(store.Explain(ctx, err), &expected):
		shown.Message = expected.Message
		return coded(shown, expected.Code, expected.Field)
	case errors.As(err, &value):
		shown.Message = value.Message
		field := argumentPath(ctx, shown.Path)
		shown.Path = graphql.GetPath(ctx)
		return coded(shown, problem.BadUserInput, field)
	case wire != nil && wire.Extensions["code"] == errcode.ValidationFailed:
		field := invalidField(ctx, wire)
		if len(shown.Path) > 0 && shown.Path[0] == ast.PathName("variable") {
			shown.Path = nil // a place in the variables, not in the answer
		}
		return coded(shown, problem.BadUserInput, field)
	case wire != nil && wire.Extensions["code"] == errcode.ParseFailed:
		return coded(shown, problem.BadUserInput, "query")
	case wire != nil && !graphql.HasOperationContext(ctx):
		// From a transport: the request was no GraphQL request.
		shown.Message = "the request cannot be read: send a JSON object with a query, and variables as an object"
		return coded(shown, problem.BadUserInput, "")
	}
	p.log.ErrorContext(ctx, "internal error", "request", RequestID(ctx), "error", err, "path", shown.Path.String())
	shown.Message = "something went wrong on our side; the log has more under request " + RequestID(ctx)
	shown = coded(shown, problem.Internal, "")
	shown.Extensions["request"] = RequestID(ctx)
	return shown
}

// recovered turns a panic into an internal error and logs where it happened.
func (p presenter) recovered(ctx context.Context, panicked any) error {
	p.log.ErrorContext(ctx, "panic", "request", RequestID(ctx), "panic", panicked, "stack", string(debug.Stack()))
	return fmt.Errorf("panic: %v", panicked)
}

func coded(e *gqlerror.Error, code problem.Code, field string) *gqlerror.Error {
	e.Extensions = map[string]any{"code": code}
	if field != "" {
		e.Extensions["field"] = field
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
