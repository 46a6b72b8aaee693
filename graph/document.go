package graph

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"kommungraf/ent/db"
	"kommungraf/internal/problem"
	"kommungraf/internal/store"
)

// documents keeps parsed documents. A list has a default for first, so a field that gives last alone would have both:
// such a field gets an explicit «first: null» here, the one place where a document may be changed.
type documents struct {
	graphql.Cache[*ast.QueryDocument]
}

// Add completes a new document and keeps it.
func (c documents) Add(ctx context.Context, text string, doc *ast.QueryDocument) {
	for _, op := range doc.Operations {
		lastAlone(op.SelectionSet)
	}
	for _, f := range doc.Fragments {
		lastAlone(f.SelectionSet)
	}
	c.Cache.Add(ctx, text, doc)
}

func lastAlone(set ast.SelectionSet) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			if isList(s) && s.Arguments.ForName("last") != nil && s.Arguments.ForName("first") == nil {
				null := &ast.Value{Kind: ast.NullValue, Raw: "null", Position: s.Position}
				s.Arguments = append(s.Arguments, &ast.Argument{Name: "first", Value: null, Position: s.Position})
			}
			lastAlone(s.SelectionSet)
		case *ast.InlineFragment:
			lastAlone(s.SelectionSet)
		}
	}
}

func isList(f *ast.Field) bool {
	return f.Definition != nil && f.Definition.Arguments.ForName("first") != nil
}

// checks refuses, before anything is resolved, what can be seen from the document and the variables alone.
type checks struct{}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = checks{}

// ExtensionName names the extension.
func (checks) ExtensionName() string { return "Checks" }

// Validate has nothing to say about the schema.
func (checks) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext runs the checks.
func (checks) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	if err := checkText(op); err != nil {
		return err
	}
	return checkSelections(op.Variables, nil, op.Operation.SelectionSet)
}

// checkText refuses the character NUL, which PostgreSQL does not take in a text and SQLite does.
func checkText(op *graphql.OperationContext) *gqlerror.Error {
	const message = "a text cannot hold the character NUL (U+0000)"
	if strings.Contains(op.RawQuery, `\u0000`) || strings.Contains(op.RawQuery, `\u{0`) {
		return onPath(nil, problem.BadInput("query", message))
	}
	for name, value := range op.Variables {
		if holdsNUL(value) {
			return onPath(nil, problem.BadInput(name, message))
		}
	}
	return nil
}

func holdsNUL(value any) bool {
	switch v := value.(type) {
	case string:
		return strings.ContainsRune(v, 0)
	case []any:
		return slices.ContainsFunc(v, holdsNUL)
	case map[string]any:
		return slices.ContainsFunc(slices.Collect(maps.Values(v)), holdsNUL)
	}
	return false
}

// checkSelections goes through all that is selected at one place of the answer: the selection sets of one field, or of
// several that share a response key.
func checkSelections(variables map[string]any, path ast.Path, sets ...ast.SelectionSet) *gqlerror.Error {
	var keys []string
	fields := map[string][]*ast.Field{}
	for _, f := range flatten(nil, sets...) {
		if len(fields[f.Alias]) == 0 {
			keys = append(keys, f.Alias)
		}
		fields[f.Alias] = append(fields[f.Alias], f)
	}
	for _, key := range keys {
		if strings.HasPrefix(fields[key][0].Name, "__") {
			continue
		}
		here := slices.Concat(path, ast.Path{ast.PathName(key)})
		if err := checkField(variables, fields[key]); err != nil {
			return onPath(here, err)
		}
		var beneath []ast.SelectionSet
		for _, f := range fields[key] {
			beneath = append(beneath, f.SelectionSet)
		}
		if err := checkSelections(variables, here, beneath...); err != nil {
			return err
		}
	}
	return nil
}

// flatten lists the fields of selection sets, those in fragments among them.
func flatten(fields []*ast.Field, sets ...ast.SelectionSet) []*ast.Field {
	for _, set := range sets {
		for _, s := range set {
			switch s := s.(type) {
			case *ast.Field:
				fields = append(fields, s)
			case *ast.InlineFragment:
				fields = flatten(fields, s.SelectionSet)
			case *ast.FragmentSpread:
				fields = flatten(fields, s.Definition.SelectionSet)
			}
		}
	}
	return fields
}

func checkField(variables map[string]any, fields []*ast.Field) error {
	first := fields[0]
	for _, f := range fields[1:] {
		// GraphQL allows this in fragments on types that exclude each other. All kinds of actors are rows of one table
		// here, loaded together, so that one response key stands for one field and one set of arguments.
		if f.Name != first.Name || arguments(f) != arguments(first) {
			return problem.BadInput(first.Alias, "selected twice with different arguments in fragments on different types: give one of them an alias")
		}
	}
	if !isList(first) {
		return nil
	}
	given := first.ArgumentMap(variables)
	if err := checkPage(variables, first, given); err != nil {
		return err
	}
	if where, ok := given["where"].(map[string]any); ok {
		return checkFilter("where", where)
	}
	return nil
}

func arguments(f *ast.Field) string {
	var b strings.Builder
	for _, definition := range f.Definition.Arguments {
		if a := f.Arguments.ForName(definition.Name); a != nil {
			fmt.Fprintf(&b, "%s:%s,", a.Name, a.Value)
		}
	}
	return b.String()
}

// checkPage refuses page sizes that are out of bounds and cursors that cannot be read.
func checkPage(variables map[string]any, f *ast.Field, given map[string]any) error {
	if a := f.Arguments.ForName("first"); given["last"] != nil && a != nil && a.Value.Kind == ast.Variable {
		// «first: $n, last: 5» without n: the default of first must not count as given.
		if _, sent := variables[a.Value.Raw]; !sent {
			variables[a.Value.Raw], given["first"] = nil, nil
		}
	}
	var page store.Page
	for name, size := range map[string]**int{"first": &page.First, "last": &page.Last} {
		if given[name] == nil {
			continue
		}
		n, err := graphql.UnmarshalInt(given[name])
		if err != nil {
			return problem.BadInput(name, "a page size is a whole number, not %v", given[name])
		}
		*size = &n
	}
	if err := page.Check(); err != nil {
		return err
	}
	for _, name := range []string{"after", "before"} {
		if given[name] == nil {
			continue
		}
		if err := checkCursor(name, given[name], given["orderBy"]); err != nil {
			return err
		}
	}
	return nil
}

// numericOrders are the order fields whose place in a list is a number. All others are texts.
var numericOrders = []string{"POPULATION", "REVISION"}

// checkCursor refuses a cursor that cannot be read, and one whose values do not fit the order: it is from another list.
func checkCursor(name string, given, orderBy any) error {
	var cursor db.Cursor
	if cursor.UnmarshalGQL(given) != nil {
		return problem.BadInput(name, "%.60q is no cursor: give back one that an answer held, as it is", given)
	}
	orders, isList := orderBy.([]any)
	if !isList && orderBy != nil {
		orders = []any{orderBy}
	}
	values, _ := cursor.Value.([]any)
	fits := len(values) == len(orders)
	for i := 0; fits && i < len(values); i++ {
		order, _ := orders[i].(map[string]any)
		field, _ := order["field"].(string)
		_, isText := values[i].(string)
		fits = isText != slices.Contains(numericOrders, field)
	}
	if !fits {
		return problem.BadInput(name, "the cursor is not from a list in this order")
	}
	return nil
}

// checkFilter refuses a list without values and, below another filter, a filter that says nothing: both look as if they
// kept something, and ent would pass over the one and stumble over the other.
func checkFilter(name string, filter map[string]any) error {
	for key, value := range filter {
		inner := name + "." + key
		list, isList := value.([]any)
		if isList && len(list) == 0 {
			return problem.BadInput(inner, "an empty list keeps nothing: leave it out, or give at least one value")
		}
		if !isList {
			list = []any{value}
		}
		for _, v := range list {
			below, ok := v.(map[string]any)
			if !ok {
				continue
			}
			if (key == "and" || key == "or" || key == "not") && saysNothing(below) {
				return problem.BadInput(inner, "a filter in and, or and not says at least one thing")
			}
			if err := checkFilter(inner, below); err != nil {
				return err
			}
		}
	}
	return nil
}

func saysNothing(filter map[string]any) bool {
	for _, v := range filter {
		if v != nil {
			return false
		}
	}
	return true
}

func onPath(path ast.Path, err error) *gqlerror.Error {
	if p, ok := errors.AsType[*problem.Error](err); ok {
		return &gqlerror.Error{Err: p, Message: p.Message, Path: path}
	}
	return &gqlerror.Error{Err: err, Message: err.Error(), Path: path}
}
