package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"kommungraf/internal/problem"
)

// entgql loads what lies beneath a field before gqlgen executes it, and in a few shapes it loads less than is selected: an
// answer would be wrong without an error. Compiled reads know all of them; where one is not plain, it is refused.

// loadable refuses a root field that the reference executor would answer wrongly.
func loadable(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
	field := graphql.GetRootFieldContext(ctx).Field
	if err := checkLoads(ast.SelectionSet(field.Selections)); err != nil {
		graphql.AddError(ctx, err)
		return graphql.Null
	}
	return next(ctx)
}

// checkLoads goes through what is loaded together at one place.
func checkLoads(sets ...ast.SelectionSet) error {
	places := map[string][]*ast.Field{}
	var order []string
	single := map[string]*ast.Field{}
	fields := flatten(sets...)
	for _, f := range fields {
		if len(f.SelectionSet) == 0 || strings.HasPrefix(f.Name, "__") {
			continue
		}
		key := f.Alias
		if isFrame(f.ObjectDefinition.Name) || isFrame(f.Definition.Type.Name()) && !isList(f) {
			key = "." + f.Name // the parts of a page are one, whatever they are called
		}
		if len(places[key]) == 0 {
			order = append(order, key)
		}
		places[key] = append(places[key], f)
		if !isThing(f) {
			continue
		}
		if single[f.Name] == nil {
			single[f.Name] = f
		}
	}
	for _, f := range fields { // also a value of another type, in a fragment that does not apply
		if thing := single[f.Name]; thing != nil && thing.Alias != f.Alias {
			return problem.BadInput(f.Alias, "%s is selected under two names (%s, %s) here: select it once, with everything that is to be shown of it", f.Name, thing.Alias, f.Alias)
		}
	}
	for _, key := range order {
		first := places[key][0]
		var beneath []ast.SelectionSet
		for _, f := range places[key] {
			if f.Name != first.Name || arguments(f) != arguments(first) {
				return problem.BadInput(f.Alias, "selected twice with different arguments in parts of one page: give one of them an alias")
			}
			if !areRelated(f.ObjectDefinition, first.ObjectDefinition) && written(f.SelectionSet) != written(first.SelectionSet) {
				return problem.BadInput(f.Alias, "selected with different fields in fragments on %s and %s: select the same in both, or give one of them an alias", first.ObjectDefinition.Name, f.ObjectDefinition.Name)
			}
			beneath = append(beneath, f.SelectionSet)
		}
		if err := checkLoads(beneath...); err != nil {
			return err
		}
	}
	return nil
}

// isThing tells a field that leads to one thing with an id.
func isThing(f *ast.Field) bool {
	t := f.Definition.Type
	return t.Elem == nil && f.ObjectDefinition.Name != "Query" && !isFrame(f.ObjectDefinition.Name) && !isFrame(t.Name()) &&
		!strings.HasSuffix(t.Name(), "Reasoning")
}

func areRelated(a, b *ast.Definition) bool {
	return a == b || a.Name == b.Name || slices.Contains(a.Interfaces, b.Name) || slices.Contains(b.Interfaces, a.Name)
}

// written is a selection set as text, alike for those that select alike.
func written(set ast.SelectionSet) string {
	var b strings.Builder
	for _, f := range flatten(set) {
		fmt.Fprintf(&b, "%s:%s(%s){%s}", f.Alias, f.Name, arguments(f), written(f.SelectionSet))
	}
	return b.String()
}
