package graph

import (
	"context"
	"fmt"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"kommungraf/graph/wire"
	"kommungraf/internal/problem"
	"kommungraf/internal/quota"
)

// Limits is what a request may ask for. Each is a setting of the server, whose name and default stand here: errors and
// metrics call the limit by the same name. Zero means no limit.
type Limits struct {
	Document       int           `name:"max-document" default:"65536" help:"Bytes of a document."`
	Tokens         int           `name:"max-tokens" default:"2000" help:"Tokens of a document; the lexer stops there."`
	Depth          int           `name:"max-depth" default:"15" help:"Levels of fields in an operation, not counted beneath __schema and __type."`
	Aliases        int           `name:"max-aliases" default:"30" help:"Aliases in a document."`
	RootFields     int           `name:"max-root-fields" default:"20" help:"Fields at the root of an operation."`
	Directives     int           `name:"max-directives" default:"50" help:"Directives in a document."`
	Cost           int           `name:"max-cost" default:"10000" help:"Cost of an operation: the objects that it may return, page size times what is beneath."`
	ListItems      int           `name:"max-list" default:"100" help:"Values in a list that is given as an argument."`
	FilterDepth    int           `name:"max-filter-depth" default:"5" help:"Levels of a filter."`
	FilterBranches int           `name:"max-filter-branches" default:"50" help:"Filters within a filter, on all levels together."`
	FilterText     int           `name:"max-filter-text" default:"256" help:"Characters of a text in a filter."`
	Errors         int           `name:"max-errors" default:"20" help:"Errors in one answer."`
	Operation      time.Duration `name:"operation-timeout" default:"10s" help:"Time of an operation."`
}

// beyond says that a limit was met.
func beyond(limit, field, format string, args ...any) *problem.Error {
	return &problem.Error{Code: problem.TooComplex, Limit: limit, Field: field, Message: fmt.Sprintf(format, args...)}
}

// checks refuses, before anything is resolved, what can be seen from the document and the variables alone.
type checks struct{ Limits }

var _ interface {
	graphql.HandlerExtension
	graphql.OperationParameterMutator
	graphql.OperationContextMutator
} = checks{}

// ExtensionName names the extension.
func (checks) ExtensionName() string { return "Checks" }

// Validate has nothing to say about the schema.
func (checks) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters refuses a document that is too long to be read. On a WebSocket each operation is a request;
// otherwise the request has been counted when it came.
func (c checks) MutateOperationParameters(ctx context.Context, request *graphql.RawParams) *gqlerror.Error {
	if wire.TransportOf(ctx) == "websocket" {
		if err := quota.Of(ctx).Request(); err != nil {
			return onPath(nil, err)
		}
	}
	if n := len(request.Query); c.Document > 0 && n > c.Document {
		return onPath(nil, beyond("max-document", "query", "the document has %d bytes, and %d are allowed", n, c.Document))
	}
	return nil
}

// MutateOperationContext runs the checks of a document that is valid, the cheap ones first: each may rely on those
// before it.
func (c checks) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	untyped(op.Variables)
	if err := checkText(op); err != nil {
		return err
	}
	if err := c.checkDocument(op.Doc, op.Operation); err != nil {
		return onPath(nil, err)
	}
	s := &selections{Limits: c.Limits, variables: op.Variables}
	cost, err := s.check(nil, 0, op.Operation.SelectionSet)
	if err != nil {
		return err
	}
	op.Stats.SetExtension(costExtension, cost.objects)
	if c.Cost > 0 && cost.objects > c.Cost {
		return onPath(nil, beyond("max-cost", "query", "the operation costs %d, and %d is allowed: it may return that many objects, most of them by %s; ask for smaller pages there, or for less beneath",
			cost.objects, c.Cost, cost.heaviest))
	}
	if err := quota.Of(ctx).Spend(cost.objects); err != nil {
		return onPath(nil, err)
	}
	return nil
}

const costExtension = "cost"

// costOf is the cost of an operation that passed the checks.
func costOf(op *graphql.OperationContext) int {
	cost, _ := op.Stats.GetExtension(costExtension).(int)
	return cost
}

// checkDocument counts what a document is made of.
func (c Limits) checkDocument(doc *ast.QueryDocument, operation *ast.OperationDefinition) *problem.Error {
	s := &survey{fragments: map[string]int{}}
	sets := []ast.SelectionSet{}
	for _, op := range doc.Operations {
		s.directives += len(op.Directives)
		sets = append(sets, op.SelectionSet)
	}
	for _, f := range doc.Fragments {
		s.directives += len(f.Directives)
		sets = append(sets, f.SelectionSet)
	}
	for _, set := range sets {
		s.count(set)
	}
	depth := s.depth(operation.SelectionSet)
	roots := map[string]bool{}
	for _, f := range flatten(operation.SelectionSet) {
		roots[f.Alias] = true
	}
	for _, x := range []struct {
		limit      string
		most, have int
		what       string
	}{
		{"max-directives", c.Directives, s.directives, "directives"},
		{"max-aliases", c.Aliases, s.aliases, "aliases"},
		{"max-root-fields", c.RootFields, len(roots), "fields at its root"},
		{"max-depth", c.Depth, depth, "levels of fields"},
	} {
		if x.most > 0 && x.have > x.most {
			return beyond(x.limit, "query", "the document has %d %s, and %d are allowed", x.have, x.what, x.most)
		}
	}
	if s.deferred {
		return problem.BadInput("query", "@defer is not supported here: leave it out")
	}
	return nil
}

// survey counts what a document is made of, each fragment once.
type survey struct {
	aliases, directives int
	deferred            bool
	fragments           map[string]int // depth by name
}

func (s *survey) count(set ast.SelectionSet) {
	for _, selection := range set {
		var directives ast.DirectiveList
		switch x := selection.(type) {
		case *ast.Field:
			directives = x.Directives
			if x.Alias != x.Name {
				s.aliases++
			}
			s.count(x.SelectionSet)
		case *ast.InlineFragment:
			directives = x.Directives
			s.count(x.SelectionSet)
		case *ast.FragmentSpread:
			directives = x.Directives
		}
		s.directives += len(directives)
		s.deferred = s.deferred || directives.ForName("defer") != nil
	}
}

// depth is the number of levels of a selection set. Introspection is as deep as its tools make it, and bounded by its
// own rule of validation.
func (s *survey) depth(set ast.SelectionSet) int {
	deepest := 0
	for _, selection := range set {
		depth := 0
		switch x := selection.(type) {
		case *ast.Field:
			depth = 1
			if x.Name != "__schema" && x.Name != "__type" {
				depth += s.depth(x.SelectionSet)
			}
		case *ast.InlineFragment:
			depth = s.depth(x.SelectionSet)
		case *ast.FragmentSpread:
			known, ok := s.fragments[x.Name]
			if !ok {
				known = s.depth(x.Definition.SelectionSet)
				s.fragments[x.Name] = known
			}
			depth = known
		}
		deepest = max(deepest, depth)
	}
	return deepest
}
