package graph_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"kommungraf/graph"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/quota"
)

// costs is what the answers of these tests tell.
type costs struct {
	Data       json.RawMessage
	Errors     []refused
	Extensions struct {
		Cost          struct{ Requested, Max int }
		ErrorsOmitted int
	}
}

type refused struct {
	Message    string
	Extensions struct{ Code, Field, Limit string }
}

// emptyAPI serves an API with nothing in it: what is asked for counts, not what there is.
func emptyAPI(t *testing.T, change func(*graph.Options)) http.Handler {
	t.Helper()
	s := kbtest.MustOpen(t, kbtest.SQLite(t, "empty"))
	s.Now = clock
	o := options(t, anyone)
	change(&o)
	return graph.Handler(s, o)
}

func costing(t *testing.T, h http.Handler, query string, variables map[string]any) (answer costs) {
	t.Helper()
	text := ask(t, h, query, variables)
	if err := json.Unmarshal(text, &answer); err != nil {
		t.Fatalf("%v in %.300s", err, text)
	}
	return answer
}

func TestCost(t *testing.T) {
	h := emptyAPI(t, func(o *graph.Options) { o.Limits.Cost = 1_000_000 })
	type vars = map[string]any
	const id = "mun_YTYCZ4G76K7WE7AK11GMFJ1NPR"
	for _, test := range []struct {
		query     string
		variables vars
		cost      int
	}{
		// An object costs one, and its values nothing.
		{`{ __typename }`, nil, 0},
		{`{ actor(slug: "a") { id name kind __typename } }`, nil, 1},
		{`{ a: actor(slug: "a") { id } b: actor(slug: "b") { id } }`, nil, 2},
		{`{ node(id: "` + id + `") { id } }`, nil, 1},
		{`{ municipality(code: "0180") { region { name } } }`, nil, 2},

		// A list costs a page, and times it what is beneath. Its frame costs nothing.
		{`{ actors { edges { node { id } } } }`, nil, 20},
		{`{ actors { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`, nil, 20},
		{`{ actors(first: 7) { edges { cursor } } }`, nil, 7},
		{`{ actors(last: 7) { edges { cursor } } }`, nil, 7},
		{`query ($n: Int) { actors(first: $n) { edges { cursor } } }`, vars{"n": 9}, 9},
		{`query ($n: Int) { actors(last: $n) { edges { cursor } } }`, vars{"n": 9}, 9},
		{`query ($n: Int) { actors(first: $n) { edges { cursor } } }`, nil, 20},
		{`query ($n: Int = 5) { actors(first: $n) { edges { cursor } } }`, nil, 5},
		{`query ($n: Int) { actors(first: $n, last: 3) { edges { cursor } } }`, nil, 3},
		{`{ actors(first: 1000) { totalCount } }`, nil, 1},
		{`{ actors(first: 1000) { pageInfo { hasNextPage } } }`, nil, 1},
		{`{ actors(first: 7, where: {and: [{not: {kind: REGION}}, {kind: AGENCY}]}) { edges { cursor } } }`, nil, 7},
		{`query ($w: ActorFilter) { actors(first: 7, where: $w) { edges { cursor } } }`, vars{"w": vars{"or": slices.Repeat([]vars{{"kind": "REGION"}}, 25)}}, 7 + 2},
		{`{ actors(first: 7) { totalCount edges { node { id } } } }`, nil, 8},
		{`{ actors(first: 7) { a: edges { cursor } b: edges { cursor } } }`, nil, 14},
		{`{ a: actors(first: 7) { edges { cursor } } b: actors(first: 2) { edges { cursor } } }`, nil, 9},
		{`{ region(code: "14") { municipalities(first: 50) { edges { node { relationships(first: 10) { edges { node { other { name } } } } } } } } }`, nil, 1 + 50*(1+10*(1+1))},
		{`{ regions(first: 3) { edges { node { municipalities(first: 4) { totalCount } } } } }`, nil, 3 * (1 + 1)},

		// Lists without pages cost what is asked for, or what is usual.
		{`{ nodes(ids: ["` + id + `", "` + id + `"]) { id } }`, nil, 2},
		{`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Municipality { region { name } } } }`, vars{"ids": []string{id, id, id}}, 3 * (1 + 1)},
		{`{ actor(slug: "a") { identifiers { value } } }`, nil, 1 + 2},
		{`{ actor(slug: "a") { sources { source { id } } } }`, nil, 1 + 2*(1+1)},
		{`{ actor(slug: "a") { aliases } }`, nil, 1},
		{`{ actor(slug: "a") { ... on Municipality { patterns { id } } } }`, nil, 1 + 10},

		// A fragment costs in each place where it is, and once in one place.
		{`{ actors(first: 2) { edges { node { ...F ...F } } } } fragment F on Actor { ...G ... on Actor { ...G } } fragment G on Actor { identifiers { value } }`, nil, 2 * (1 + 2)},
		{`{ a: actor(slug: "a") { ...F } b: actor(slug: "b") { ...F } } fragment F on Actor { identifiers { value } }`, nil, 2 * (1 + 2)},
		{`{ actors(first: 2) { edges { node { identifiers { value } ... on Municipality { identifiers { scheme } region { id } } } } } }`, nil, 2 * (1 + 2 + 1)},
		{`query A { actors { totalCount } }`, nil, 1},

		// What is dear beside what it returns.
		{`{ __schema { types { name } } }`, nil, 1000},
		{`{ __type(name: "Actor") { fields { name } } }`, nil, 100},
		{`{ __schema { types { ` + strings.Join(aliases(25, "interfaces { possibleTypes { name description } }"), " ") + ` } } }`, nil, (250 + 250*25*(2+2*(8+8*2))) / 200},
		{`{ guidance(input: {actor: {slug: "a"}}) { possible } }`, nil, 100 + 1},
		{`{ guideline { __typename } }`, nil, graph.GuidelineCost + 1},
		{`{ knowledgeBase { revision } }`, nil, 20 + 1},
		{`{ rateLimit { limit } }`, nil, 2},
	} {
		if got := costing(t, h, test.query, test.variables); got.Extensions.Cost.Requested != test.cost {
			t.Errorf("%s %v costs %d, want %d; %v", test.query, test.variables, got.Extensions.Cost.Requested, test.cost, got.Errors)
		}
	}
}

// What costs more than half is named, as far down as that holds.
func TestHeaviest(t *testing.T) {
	h := emptyAPI(t, func(o *graph.Options) { o.Limits.Cost = 10 })
	for query, want := range map[string]string{
		`{ actors { edges { node { id } } } }`: "actors.edges",
		`{ knowledgeBase { revision } a: actors(first: 100) { totalCount edges { cursor } } regions { edges { cursor } } }`:       "a.edges",
		`{ regions(first: 10) { edges { node { m: municipalities(first: 10) { edges { node { identifiers { value } } } } } } } }`: "regions.edges.node.m.edges.node.identifiers",
		`{ regions(first: 10) { edges { node { municipalities(first: 10) { edges { node { name } } } } } } }`:                     "regions.edges.node.municipalities.edges",
		`{ __schema { types { name } } }`: "__schema",
	} {
		got := costing(t, h, query, nil)
		if len(got.Errors) != 1 || got.Errors[0].Extensions != (struct{ Code, Field, Limit string }{"QUERY_TOO_COMPLEX", "query", "max-cost"}) ||
			!strings.Contains(got.Errors[0].Message, "most of them by "+want+";") {
			t.Errorf("%s: %v, want %s", query, got.Errors, want)
		}
	}
}

// The largest pages, each within the other, cost as much as can be said, and not a negative number.
func TestCostHasACeiling(t *testing.T) {
	h := emptyAPI(t, func(o *graph.Options) { o.Limits.Depth = 0 })
	query := "id"
	for range 10 {
		query = "relationships(first: 1000) { edges { node { other { " + query + " } } } }"
	}
	query = "edges { node { " + query + " } }"
	got := costing(t, h, "{ a: actors(first: 1000) { "+query+" } b: actors(first: 1000) { "+query+" } }", nil)
	if len(got.Errors) != 1 || got.Errors[0].Extensions.Limit != "max-cost" || got.Extensions.Cost.Requested != 1_000_000_000_000 {
		t.Errorf("costs %d: %v", got.Extensions.Cost.Requested, got.Errors)
	}
}

func TestCostIsSpent(t *testing.T) {
	const dear, cheap = `{ actors(first: 60) { edges { cursor } } }`, `{ actor(slug: "a") { id } }`
	clients := quota.New(quota.Limits{Cost: 100}, 1, clock)
	api := emptyAPI(t, func(o *graph.Options) { o.Limits.Cost = 1000 })
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		api.ServeHTTP(w, r.WithContext(quota.With(r.Context(), clients.Client("a"))))
	})
	for _, step := range []struct {
		query string
		left  int
		code  string
	}{
		{`{ broken`, 100, "BAD_USER_INPUT"},
		{`{ actors(first: 1000) { edges { node { identifiers { value } } } } }`, 100, "QUERY_TOO_COMPLEX"},
		{dear, 40, ""},
		{dear, 40, "RATE_LIMITED"},
		{cheap, 39, ""},
		{`{ __typename }`, 39, ""},
	} {
		got := costing(t, h, step.query, nil)
		code := ""
		if len(got.Errors) == 1 {
			code = got.Errors[0].Extensions.Code
		}
		if left := clients.Client("a").State()[0].Remaining; code != step.code || left != step.left {
			t.Errorf("%s: %v, and %d is left, want %d", step.query, got.Errors, left, step.left)
		}
	}
	body, err := json.Marshal(map[string]string{"query": dear})
	if err != nil {
		t.Fatal(err)
	}
	if answer, status := send(h, http.MethodPost, "/graphql", string(body)); status != http.StatusTooManyRequests {
		t.Errorf("status %d: %s", status, answer)
	}
}

// aliases are so many of a field, each under its own name.
func aliases(n int, field string) []string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("a%d: %s", i, field))
	}
	return all
}
