package graph

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"kommungraf/ent/db"
	"kommungraf/internal/problem"
	"kommungraf/internal/store"
)

// documents completes parsed documents before they are kept. A list has a default for first, so a field that gives last
// alone would have both: such a field gets an explicit «first: null» here, the one place where a document may be changed.
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
			for _, a := range s.Arguments {
				if d := s.Definition.Arguments.ForName(a.Name); d != nil && isAlone(d.Type, a.Value) {
					a.Value = &ast.Value{Kind: ast.ListValue, Children: ast.ChildValueList{{Value: a.Value, Position: a.Position}}, Position: a.Position}
				}
			}
			lastAlone(s.SelectionSet)
		case *ast.InlineFragment:
			lastAlone(s.SelectionSet)
		}
	}
}

// isAlone tells a value that stands for a list of one: ent, which reads the arguments of nested lists by itself, takes
// only the list.
func isAlone(t *ast.Type, v *ast.Value) bool {
	return t.Elem != nil && v.Kind != ast.ListValue && v.Kind != ast.NullValue && v.Kind != ast.Variable
}

// untyped makes plain lists of the typed ones that the validation of variables makes of single values. All that reads
// variables after it knows only plain ones.
func untyped(value any) any {
	if object, ok := value.(map[string]any); ok {
		for name, v := range object {
			object[name] = untyped(v)
		}
		return object
	}
	list := reflect.ValueOf(value)
	if list.Kind() != reflect.Slice {
		return value
	}
	plain := make([]any, list.Len())
	for i := range plain {
		plain[i] = untyped(list.Index(i).Interface())
	}
	return plain
}

// isList tells a field that gives a page.
func isList(f *ast.Field) bool {
	return f.Definition != nil && f.Definition.Arguments.ForName("first") != nil && strings.HasSuffix(f.Definition.Type.Name(), "Connection")
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

// selections goes through what an operation selects, and counts.
type selections struct {
	Limits
	variables map[string]any
	places    int
}

// maxPlaces bounds the places of an operation: fragments that are used in several places, each with others in it, make a
// short document into a long one.
const maxPlaces = 20_000

// check goes through all that is selected at one place of the answer: the selection sets of one field, or of several
// that share a response key. It gives what that costs. The page is that of the list which the place is in.
func (s *selections) check(path ast.Path, page int, sets ...ast.SelectionSet) (cost, *gqlerror.Error) {
	var keys []string
	fields := map[string][]*ast.Field{}
	for _, f := range flatten(sets...) {
		if len(fields[f.Alias]) == 0 {
			keys = append(keys, f.Alias)
		}
		fields[f.Alias] = append(fields[f.Alias], f)
		s.places++
	}
	if s.places > maxPlaces {
		return cost{}, onPath(slices.Clone(path), beyond("max-cost", "query", "the operation has more than %d places when its fragments are written out", maxPlaces))
	}
	costs := make([]cost, 0, len(keys)+1)
	counted, paged := false, false
	for _, key := range keys {
		here := append(path, ast.PathName(key)) //nolint:gocritic // each place reads its path before the next one is written
		first := fields[key][0]
		if first.Name == "__typename" {
			continue
		}
		given, filters, err := s.checkField(fields[key])
		if err != nil {
			return cost{}, onPath(slices.Clone(here), err)
		}
		var beneath []ast.SelectionSet
		for _, f := range fields[key] {
			if len(f.SelectionSet) > 0 {
				beneath = append(beneath, f.SelectionSet)
			}
		}
		within := page
		if isList(first) || given[sizedAnswers[first.Definition.Type.Name()]] != nil {
			within = pageSize(first, given)
		}
		var dearness cost
		if len(beneath) > 0 {
			var refused *gqlerror.Error
			if dearness, refused = s.check(here, within, beneath...); refused != nil {
				return cost{}, refused
			}
		}
		costs = append(costs, fieldCost(first, given, page, filters, dearness))
		counted = counted || first.Name == "pageInfo"
		paged = paged || first.Name == "edges"
	}
	if counted && !paged {
		costs = append(costs, cost{objects: 1, heaviest: "pageInfo"})
	}
	return sum(costs), nil
}

// flatten lists the fields of selection sets, those in fragments among them. A fragment that is spread twice in one place
// says nothing new the second time.
func flatten(sets ...ast.SelectionSet) []*ast.Field {
	var fields []*ast.Field
	var seen map[string]bool
	var add func(ast.SelectionSet)
	add = func(set ast.SelectionSet) {
		for _, selection := range set {
			switch x := selection.(type) {
			case *ast.Field:
				fields = append(fields, x)
			case *ast.InlineFragment:
				add(x.SelectionSet)
			case *ast.FragmentSpread:
				if !seen[x.Name] {
					if seen == nil {
						seen = map[string]bool{}
					}
					seen[x.Name] = true
					add(x.Definition.SelectionSet)
				}
			}
		}
	}
	for _, set := range sets {
		add(set)
	}
	return fields
}

// checkField checks the arguments of the fields that share a response key, and gives them with the number of filters beneath
// a filter.
func (s *selections) checkField(fields []*ast.Field) (given map[string]any, filters int, err error) {
	first := fields[0]
	for _, f := range fields[1:] {
		// GraphQL allows this in fragments on types that exclude each other. All kinds of actors are rows of one table
		// here, loaded together, so that one response key stands for one field and one set of arguments.
		if f.Name != first.Name || arguments(f) != arguments(first) {
			return nil, 0, problem.BadInput(first.Alias, "selected twice with different arguments in fragments on different types: give one of them an alias")
		}
	}
	if len(first.Definition.Arguments) == 0 {
		return nil, 0, nil
	}
	given = first.ArgumentMap(s.variables)
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if err := s.checkLists(name, given[name]); err != nil {
			return nil, 0, err
		}
	}
	if isList(first) {
		if err := checkPage(s.variables, first, given); err != nil {
			return nil, 0, err
		}
	}
	if where, ok := given["where"].(map[string]any); ok {
		err = s.checkFilter("where", where, 1, &filters)
	}
	return given, filters, err
}

// checkLists refuses lists that are too long, however deep they lie in an argument.
func (s *selections) checkLists(name string, value any) error {
	switch v := value.(type) {
	case []any:
		if s.ListItems > 0 && len(v) > s.ListItems {
			return beyond("max-list", name, "the list has %d values, and %d are allowed: ask in several requests", len(v), s.ListItems)
		}
		for _, item := range v {
			if err := s.checkLists(name, item); err != nil {
				return err
			}
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if err := s.checkLists(name+"."+key, v[key]); err != nil {
				return err
			}
		}
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
	for _, size := range []struct {
		name string
		to   **int
	}{{"first", &page.First}, {"last", &page.Last}} {
		if given[size.name] == nil {
			continue
		}
		n, err := graphql.UnmarshalInt(given[size.name])
		if err != nil {
			return problem.BadInput(size.name, "a page size is a whole number, not %v", given[size.name])
		}
		*size.to = &n
	}
	if err := page.Check(); err != nil {
		return err
	}
	if given["after"] != nil && given["before"] != nil {
		return problem.BadInput("before", "a page begins after a place or ends before one, not both")
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
	values, isValues := cursor.Value.([]any)
	fits := len(values) == len(orders) && (isValues || cursor.Value == nil)
	for i := 0; fits && i < len(values); i++ {
		order, _ := orders[i].(map[string]any)
		field, _ := order["field"].(string)
		switch values[i].(type) {
		case string:
			fits = !slices.Contains(numericOrders, field)
		case int8, int16, int32, int64, uint8, uint16, uint32, uint64: // as msgpack gives them, by size
			fits = slices.Contains(numericOrders, field)
		default:
			fits = false
		}
	}
	if !fits {
		return problem.BadInput(name, "the cursor is not from a list in this order")
	}
	return nil
}

// checkFilter refuses a filter that is too much, a list without values and, below another filter, a filter that says
// nothing: the two last look as if they kept something, and ent would pass over the one and stumble over the other.
func (s *selections) checkFilter(name string, filter map[string]any, depth int, branches *int) error {
	if s.FilterDepth > 0 && depth > s.FilterDepth {
		return beyond("max-filter-depth", name, "the filter has more than %d levels", s.FilterDepth)
	}
	for _, key := range slices.Sorted(maps.Keys(filter)) {
		inner := name + "." + key
		list, isList := filter[key].([]any)
		if isList && len(list) == 0 {
			return problem.BadInput(inner, "an empty list keeps nothing: leave it out, or give at least one value")
		}
		if !isList {
			list = []any{filter[key]}
		}
		for _, v := range list {
			if err := s.checkFilterValue(key, inner, v, depth, branches); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *selections) checkFilterValue(key, name string, value any, depth int, branches *int) error {
	switch v := value.(type) {
	case string:
		if n := utf8.RuneCountInString(v); s.FilterText > 0 && n > s.FilterText {
			return beyond("max-filter-text", name, "the text has %d characters, and %d are allowed in a filter", n, s.FilterText)
		}
	case map[string]any:
		if (key == "and" || key == "or" || key == "not") && saysNothing(v) {
			return problem.BadInput(name, "a filter in and, or and not says at least one thing")
		}
		if *branches++; s.FilterBranches > 0 && *branches > s.FilterBranches {
			return beyond("max-filter-branches", name, "there are more than %d filters within the filter", s.FilterBranches)
		}
		return s.checkFilter(name, v, depth+1, branches)
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
