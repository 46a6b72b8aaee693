package graph_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"kommungraf/graph"
)

// TestCasesCoverTheContract walks the contract and lists what no case has asked for: fields of every type (a field that
// is selected through an interface counts for the interface alone), arguments, and fields of filters. A case that is
// expected to fail covers nothing.
func TestCasesCoverTheContract(t *testing.T) {
	schema := graph.NewExecutableSchema(graph.Config{}).Schema()
	seen := map[string]bool{}
	for _, c := range append(readCases(t), &apiCase{name: "what the test of changes follows", sections: map[string]string{"query": followChanges}}) {
		if strings.HasPrefix(c.name, "error-") || c.sections["query"] == "" {
			continue
		}
		doc, err := gqlparser.LoadQueryWithRules(schema, c.sections["query"], nil)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		for _, op := range doc.Operations {
			coverSelections(seen, op.SelectionSet)
		}
		for _, f := range doc.Fragments {
			coverSelections(seen, f.SelectionSet)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(schema.Types)) {
		d := schema.Types[name]
		if d.BuiltIn || strings.HasPrefix(name, "__") {
			continue
		}
		for _, f := range d.Fields {
			at := name + "." + f.Name
			if strings.HasPrefix(f.Name, "__") || (d.Kind == ast.InputObject && !strings.HasSuffix(name, "Filter")) {
				continue
			}
			if !seen[at] {
				t.Errorf("no case asks for %s", at)
			}
			// Lists are alike beneath all things; their arguments are tried at the root.
			for _, a := range f.Arguments {
				if name == "Query" && !seen[at+"("+a.Name+":)"] && !slices.Contains([]string{"after", "before", "first", "last", "asOf", "orderBy", "where"}, a.Name) {
					t.Errorf("no case gives %s(%s:)", at, a.Name)
				}
			}
		}
	}
}

func coverSelections(seen map[string]bool, set ast.SelectionSet) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			at := s.ObjectDefinition.Name + "." + s.Name
			seen[at] = true
			for _, a := range s.Arguments {
				seen[at+"("+a.Name+":)"] = true
				coverValue(seen, a.Value)
			}
			coverSelections(seen, s.SelectionSet)
		case *ast.InlineFragment:
			coverSelections(seen, s.SelectionSet)
		}
	}
}

func coverValue(seen map[string]bool, v *ast.Value) {
	for _, child := range v.Children {
		if v.Definition != nil && v.Definition.Kind == ast.InputObject && child.Name != "" {
			seen[v.Definition.Name+"."+child.Name] = true
		}
		coverValue(seen, child.Value)
	}
}
