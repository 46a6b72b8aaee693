package graph_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kommungraf/graph"
	"kommungraf/internal/kbtest"
)

// Each limit lets through what is exactly as much as it allows, and refuses one more with its own name and the number.
func TestLimits(t *testing.T) {
	repeat := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, strings.ReplaceAll(format, "#", "%[1]d"), i)
		}
		return b.String()
	}
	filter := func(levels int) any {
		where := map[string]any{"kind": []string{"AGENCY"}}
		for range levels - 1 {
			where = map[string]any{"not": where}
		}
		return where
	}
	const filtered = `query ($w: ActorFilter) { actors(where: $w) { totalCount } }`
	for name, test := range map[string]struct {
		most   int
		set    func(*graph.Limits, int)
		query  func(n int) string
		where  func(n int) any // the variable w
		limit  string
		field  string
		number bool // whether the refusal says by how much
	}{
		"document": {
			most: 100, set: func(l *graph.Limits, n int) { l.Document = n },
			query: func(n int) string { return "{__typename}" + strings.Repeat(" ", n-12) },
			limit: "max-document", field: "query", number: true,
		},
		"tokens": {
			most: 7, set: func(l *graph.Limits, n int) { l.Tokens = n },
			query: func(n int) string { return "{" + strings.Repeat("__typename ", n-2) + "}" },
			limit: "max-tokens", field: "query",
		},
		"depth": {
			most: 3, set: func(l *graph.Limits, n int) { l.Depth = n },
			query: func(n int) string {
				return map[int]string{3: `{ actor(slug: "a") { sources { __typename } } }`, 4: `{ actor(slug: "a") { sources { source { id } } } }`}[n]
			},
			limit: "max-depth", field: "query", number: true,
		},
		"depth, through fragments": {
			most: 3, set: func(l *graph.Limits, n int) { l.Depth = n },
			query: func(n int) string {
				return `{ ... on Query { actor(slug: "a") { ...F } } } fragment F on Actor { sources { ...G } } fragment G on Citation { ` +
					map[int]string{3: "__typename", 4: "source { id }"}[n] + " }"
			},
			limit: "max-depth", field: "query", number: true,
		},
		"aliases": {
			most: 4, set: func(l *graph.Limits, n int) { l.Aliases = n },
			query: func(n int) string {
				return `{ r: __typename actor(slug: "a") { id: id ...F } } fragment F on Actor { ` + repeat(n-1, "a#: id ") + "}"
			},
			limit: "max-aliases", field: "query", number: true,
		},
		"root fields": {
			most: 4, set: func(l *graph.Limits, n int) { l.RootFields = n },
			query: func(n int) string {
				return "{ __typename a0: __typename ... { ...F ...F } } fragment F on Query { " + repeat(n-1, "a#: __typename ") + "}"
			},
			limit: "max-root-fields", field: "query", number: true,
		},
		"directives": {
			most: 5, set: func(l *graph.Limits, n int) { l.Directives = n },
			query: func(n int) string {
				return "{ ...F @skip(if: false) ... @include(if: true) { __typename } } fragment F on Query { __typename @skip(if: false) " +
					strings.Repeat("__typename @include(if: true) ", n-3) + "}"
			},
			limit: "max-directives", field: "query", number: true,
		},
		"cost": {
			most: 40, set: func(l *graph.Limits, n int) { l.Cost = n },
			query: func(n int) string { return fmt.Sprintf(`{ actors(first: %d) { edges { cursor } } }`, n) },
			limit: "max-cost", field: "query", number: true,
		},
		"list": {
			most: 3, set: func(l *graph.Limits, n int) { l.ListItems = n },
			query: func(n int) string {
				return `{ nodes(ids: [` + strings.Repeat(`"mun_YTYCZ4G76K7WE7AK11GMFJ1NPR" `, n) + `]) { id } }`
			},
			limit: "max-list", field: "ids", number: true,
		},
		"list in a filter": {
			most: 3, set: func(l *graph.Limits, n int) { l.ListItems = n },
			query: func(int) string { return filtered },
			where: func(n int) any {
				return map[string]any{"not": map[string]any{"slug": strings.Split(strings.Repeat("a,", n-1)+"a", ",")}}
			},
			limit: "max-list", field: "where.not.slug", number: true,
		},
		"levels of a filter": {
			most: 3, set: func(l *graph.Limits, n int) { l.FilterDepth = n },
			query: func(int) string { return filtered }, where: filter,
			limit: "max-filter-depth", field: "where.not.not.not",
		},
		"levels of a filter, without lists": { // a list of one may be given without its brackets
			most: 3, set: func(l *graph.Limits, n int) { l.FilterDepth = n },
			query: func(int) string { return filtered },
			where: func(n int) any {
				where := map[string]any{"kind": "AGENCY"}
				for range n - 1 {
					where = map[string]any{"and": where}
				}
				return where
			},
			limit: "max-filter-depth", field: "where.and.and.and",
		},
		"branches of a filter": {
			most: 6, set: func(l *graph.Limits, n int) { l.FilterBranches = n },
			query: func(int) string { return filtered },
			where: func(n int) any {
				return map[string]any{"and": times(n-4, filter(1)), "not": filter(3), "or": []any{filter(1)}}
			},
			limit: "max-filter-branches", field: "where.or",
		},
		"text in a filter": {
			most: 4, set: func(l *graph.Limits, n int) { l.FilterText = n },
			query: func(int) string { return filtered },
			where: func(n int) any {
				return map[string]any{"or": []any{map[string]any{"nameContains": strings.Repeat("ö", n)}}}
			},
			limit: "max-filter-text", field: "where.or.nameContains", number: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := emptyAPI(t, func(o *graph.Options) { test.set(&o.Limits, test.most) })
			off := emptyAPI(t, func(o *graph.Options) { test.set(&o.Limits, 0) })
			given := func(n int) map[string]any {
				if test.where == nil {
					return nil
				}
				return map[string]any{"w": test.where(n)}
			}
			if got := costing(t, h, test.query(test.most), given(test.most)); got.Errors != nil {
				t.Errorf("%d are refused: %v", test.most, got.Errors)
			}
			more := test.most + 1
			if got := costing(t, off, test.query(more), given(more)); got.Errors != nil {
				t.Errorf("refused without a limit: %v", got.Errors)
			}
			got := costing(t, h, test.query(more), given(more))
			if len(got.Errors) != 1 || got.Errors[0].Extensions != (struct{ Code, Field, Limit string }{"QUERY_TOO_COMPLEX", test.field, test.limit}) {
				t.Fatalf("%d are not refused by %s for %s: %v", more, test.limit, test.field, got.Errors)
			}
			message := got.Errors[0].Message
			if !strings.Contains(message, fmt.Sprint(test.most)) || test.number && !strings.Contains(message, fmt.Sprint(more)) {
				t.Errorf("%q names not %d and %d", message, test.most, more)
			}
		})
	}
}

// times gives a list of the same value.
func times(n int, value any) []any {
	list := make([]any, n)
	for i := range list {
		list[i] = value
	}
	return list
}

// A list of one may be given without its brackets: what holds of lists holds of it too.
func TestListsOfOne(t *testing.T) {
	s := kbtest.MustOpen(t, kbtest.SQLite(t, "loaded"))
	h := api(t, s, anyone)
	got := costing(t, h, `query ($w: ActorFilter) { actors(where: $w) { totalCount } }`, map[string]any{"w": map[string]any{"slug": "a\x00"}})
	if len(got.Errors) != 1 || got.Errors[0].Extensions.Code != "BAD_USER_INPUT" { // PostgreSQL would stumble over it
		t.Errorf("NUL is not refused: %v, %s", got.Errors, got.Data)
	}
	const query = `query ($o: [ActorOrder!]) { region(code: "14") { municipalities(first: 3, orderBy: %s) { edges { node { name } } } } }`
	order := map[string]any{"field": "POPULATION", "direction": "DESC"}
	want := string(costing(t, h, fmt.Sprintf(query, "$o"), map[string]any{"o": []any{order}}).Data)
	if !strings.Contains(want, "Göteborg") {
		t.Fatal(want)
	}
	if got := string(costing(t, h, fmt.Sprintf(query, "$o"), map[string]any{"o": order}).Data); got != want {
		t.Errorf("by a variable: %s", got)
	}
	if got := string(costing(t, h, strings.Replace(fmt.Sprintf(query, "{field: POPULATION, direction: DESC}"), "($o: [ActorOrder!])", "", 1), nil).Data); got != want {
		t.Errorf("in the document: %s", got)
	}
}

func TestErrorLimit(t *testing.T) {
	h := emptyAPI(t, func(o *graph.Options) { o.Limits.Errors = 3 })
	for fields, omitted := range map[int]int{3: 0, 4: 1, 9: 6} {
		query := "{ "
		for i := range fields {
			query += fmt.Sprintf("a%d: actor { id } ", i) // each is answered with an error
		}
		got := costing(t, h, query+"}", nil)
		if len(got.Errors) != 3 || got.Extensions.ErrorsOmitted != omitted {
			t.Errorf("of %d errors, %d are told and %d said to be omitted", fields, len(got.Errors), got.Extensions.ErrorsOmitted)
		}
	}
	got := costing(t, h, "{ "+strings.Repeat("nothing ", 9)+"}", nil) // so are those of a document that is not valid
	if len(got.Errors) != 3 || got.Extensions.ErrorsOmitted == 0 {
		t.Errorf("%d errors, %d omitted", len(got.Errors), got.Extensions.ErrorsOmitted)
	}
}

// introspection is all that getIntrospectionQuery of graphql-js can ask, which GraphiQL and code generators send.
const introspection = `
query IntrospectionQuery{__schema{description queryType{name kind}mutationType{name kind}subscriptionType{name kind}
types{...FullType}directives{name description isRepeatable locations args(includeDeprecated:true){...InputValue}}}}
fragment FullType on __Type{kind name description specifiedByURL isOneOf fields(includeDeprecated:true){name
description args(includeDeprecated:true){...InputValue}type{...TypeRef}isDeprecated deprecationReason}
inputFields(includeDeprecated:true){...InputValue}interfaces{...TypeRef}enumValues(includeDeprecated:true){name
description isDeprecated deprecationReason}possibleTypes{...TypeRef}}fragment InputValue on __InputValue{name
description type{...TypeRef}defaultValue isDeprecated deprecationReason}fragment TypeRef on __Type{kind name ofType{
name kind ofType{name kind ofType{name kind ofType{name kind ofType{name kind ofType{name kind ofType{name kind
ofType{name kind ofType{name kind}}}}}}}}}}`

// Introspection, which is deep, is what tools begin with.
func TestIntrospectionIsWithinLimits(t *testing.T) {
	h := emptyAPI(t, func(o *graph.Options) { o.Limits.Depth = 2 })
	if got := costing(t, h, introspection, nil); got.Errors != nil || len(got.Data) < 100_000 {
		t.Errorf("%d bytes, %v", len(got.Data), got.Errors)
	}
	shut := emptyAPI(t, func(o *graph.Options) { o.Introspection = false })
	if got := costing(t, shut, introspection, nil); len(got.Errors) == 0 {
		t.Error("introspection is off, and answered")
	}
}

// A short document may be long when its fragments are written out: that is bounded, and found out quickly.
func TestFragmentsWrittenOut(t *testing.T) {
	h := emptyAPI(t, func(o *graph.Options) { o.Limits.Depth, o.Limits.Aliases, o.Limits.Cost = 0, 0, 0 })
	doubling := func(levels int) string {
		query := `{ actor(slug: "a") { ...F0 } } `
		for i := range levels {
			query += fmt.Sprintf("fragment F%d on Actor { a: relationships { edges { node { other { ...F%d } } } } b: relationships { edges { node { other { ...F%[2]d } } } } } ", i, i+1)
		}
		return query + fmt.Sprintf("fragment F%d on Actor { id }", levels)
	}
	start := time.Now()
	got := costing(t, h, doubling(30), nil) // some ten billion places
	if len(got.Errors) != 1 || got.Errors[0].Extensions.Limit != "max-cost" || !strings.Contains(got.Errors[0].Message, "20000 places") {
		t.Errorf("%v", got.Errors)
	}
	if got := costing(t, h, doubling(8), nil); got.Errors != nil { // some two thousand
		t.Error(got.Errors)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("takes %v", took)
	}
}
