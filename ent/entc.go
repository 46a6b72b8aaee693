//go:build ignore

// Command entc generates package db from package schema.
package main

import (
	"log"
	"os"
	"path/filepath"
	"regexp"

	"entgo.io/contrib/entgql"
	"entgo.io/ent/entc"
	"entgo.io/ent/entc/gen"
	"entgo.io/ent/schema/field"
)

func main() {
	log.SetFlags(0)
	gql, err := entgql.NewExtension(entgql.WithWhereInputs(true))
	if err != nil {
		log.Fatal(err)
	}
	err = entc.Generate("./schema", &gen.Config{
		Target:  "./db",
		Package: "kommungraf/ent/db",
		IDType:  &field.TypeInfo{Type: field.TypeString},
		Features: []gen.Feature{
			gen.FeatureIntercept, gen.FeatureVersionedMigration, gen.FeatureModifier, gen.FeatureNamedEdges,
			gen.FeatureEntQL, gen.FeatureExecQuery,
		},
	}, entc.Extensions(gql), entc.TemplateDir("./template"))
	if err != nil {
		log.Fatal(err)
	}
	for _, m := range mendings {
		m.apply()
	}
}

// mending is a change to generated code, for a fault of the generator. It stops when it finds nothing to mend: then the
// generator has changed, and the mending must be thought through again.
type mending struct {
	files    []string
	old, new string // a regular expression and its replacement
}

var mendings = []mending{
	{
		// entgql 0.7.0 counts all rows of a list as soon as pageInfo is asked for, even where totalCount is not …
		files: []string{"db/gql_collection.go", "db/gql_pagination.go"},
		old:   ` \|\| hasCollectedField\(ctx, (?:append\(path, pageInfoField\)\.\.\.|pageInfoField)\)`,
		new:   ``,
	},
	{
		// … and reads no rows for pageInfo alone, so that its cursors are lost.
		files: []string{"db/gql_collection.go", "db/gql_pagination.go"},
		old:   `(ignoredEdges := )(!hasCollectedField\(ctx, (?:append\(path, )?)edgesField(.*)`,
		new:   `$1${2}edgesField$3 && ${2}pageInfoField$3`,
	},
	{
		// It passes by the defaults of the arguments of a nested list that is given no argument at all.
		files: []string{"db/gql_collection.go"},
		old:   `if field == nil \|\| field\.Arguments == nil \{`,
		new:   `if field == nil {`,
	},
	{
		// A grouped count keeps the order that an interceptor gave, which PostgreSQL refuses.
		files: []string{"db/*_query.go"},
		old:   `selector\.GroupBy\(selector\.Columns`,
		new:   `selector.ClearOrder().GroupBy(selector.Columns`,
	},
	{
		// It leaves the order of a limited nested list to chance (template/limit.tmpl).
		files: []string{"db/gql_collection.go"},
		old:   `entgql\.LimitPerRow\(`,
		new:   `limitPerRow(`,
	},
	{
		// To an interceptor it does not tell a nested list from a single thing that an edge leads to (template/inlist.tmpl) …
		files: []string{"db/gql_collection.go"},
		old:   `pager\.applyFilter\(query\)`,
		new:   `pager.applyFilter(query.Where(InList))`,
	},
	{
		// … also where the list is not loaded together with what it belongs to.
		files: []string{"db/gql_edge.go"},
		old:   `\.Paginate\(ctx, after`,
		new:   `.Where(InList).Paginate(ctx, after`,
	},
	{
		// It finds the parts of a connection by alias, so that «e: edges» comes back empty. The four parts get names that
		// no alias can have …
		files: []string{"db/gql_pagination.go"},
		old:   `(edgesField|nodeField|pageInfoField|totalCountField)( += )"(\w+)"`,
		new:   `$1$2"#$3"`,
	},
	{
		// … and are found by name, all of them where one is asked for twice under two aliases.
		files: []string{"db/gql_pagination.go"},
		old:   `(?s)walk:\n.*?\n\treturn &field\n`,
		new: `	for _, name := range path {
		isPart := name[0] == '#'
		var found *graphql.CollectedField
		for _, f := range graphql.CollectFields(oc, field.Selections, nil) {
			switch {
			case isPart && f.Name != name[1:], !isPart && f.Alias != name:
			case found == nil:
				found = &f
			default:
				found.Selections = append(found.Selections[:len(found.Selections):len(found.Selections)], f.Selections...)
			}
		}
		if found == nil {
			return nil
		}
		field = *found
	}
	return &field
`,
	},
}

func (m mending) apply() {
	pattern := regexp.MustCompile(m.old)
	var names []string
	for _, p := range m.files {
		found, err := filepath.Glob(p)
		if err != nil || len(found) == 0 {
			log.Fatalf("%s: no such file (%v)", p, err)
		}
		names = append(names, found...)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			log.Fatal(err)
		}
		if !pattern.Match(text) {
			log.Fatalf("%s: nothing matches %q; has entgql changed?", name, m.old)
		}
		if err := os.WriteFile(name, pattern.ReplaceAll(text, []byte(m.new)), 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
