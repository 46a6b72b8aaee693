package graph_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"kommungraf/graph"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/store"
)

// paged is a list as a test pages through it.
type paged struct {
	name  string
	type_ string // the SDL type whose field the list is
	field string
	from  string // GraphQL before the list, as in actor(slug: "skr"); empty at the root
	where string // given to the list, to keep it to what is told apart
	row   string // what tells one row from the others
}

var pagedLists = []paged{
	{name: "actors", type_: "Query", field: "actors", row: "id"},
	{name: "municipalities", type_: "Query", field: "municipalities", row: "id"},
	{name: "regions", type_: "Query", field: "regions", row: "id"},
	{name: "associations", type_: "Query", field: "associations", row: "id"},
	{name: "suppliers", type_: "Query", field: "suppliers", row: "id"},
	{name: "agencies", type_: "Query", field: "agencies", row: "id"},
	{name: "research organisations", type_: "Query", field: "researchOrganisations", row: "id"},
	{name: "solutions", type_: "Query", field: "solutions", row: "id"},
	{name: "relationships", type_: "Query", field: "relationships", where: "{validity: ANY, to: {kind: ASSOCIATION, form: [JOINT_COMPANY, PROJECT, MUNICIPAL_ASSOCIATION]}}", row: "id"},
	{name: "involvements", type_: "Query", field: "involvements", row: "id"},
	{name: "solution links", type_: "Query", field: "solutionLinks", row: "id"},
	{name: "sources", type_: "Query", field: "sources", row: "id"},
	{name: "relationships of SKR", type_: "Association", field: "relationships", from: `actor(slug: "skr")`, row: "relationship { id }"},
	{name: "members of SKR", type_: "Association", field: "members", from: `actor(slug: "skr")`, row: "relationship { id }"},
	{name: "memberships of Adda", type_: "Association", field: "memberOf", from: `actor(slug: "goteborgsregionen")`, row: "relationship { id }"},
	{name: "involvements of Sundsvall", type_: "Municipality", field: "involvements", from: `actor(slug: "sundsvall")`, row: "id"},
	{name: "municipalities of Västra Götaland", type_: "Region", field: "municipalities", from: `region(code: "14")`, row: "id"},
	{name: "users of Open ePlatform", type_: "Solution", field: "users", from: `solution(slug: "open-eplatform")`, row: "id"},
	{name: "involvements in Open ePlatform", type_: "Solution", field: "involvements", from: `solution(slug: "open-eplatform")`, row: "id"},
	{name: "suppliers of Open ePlatform", type_: "Solution", field: "suppliers", from: `solution(slug: "combine")`, row: "id"},
	{name: "links of Abou", type_: "Solution", field: "links", from: `solution(slug: "abou")`, row: "link { id }"},
	{name: "roles", type_: "Query", field: "roles", row: "id"},
	{name: "requirements", type_: "Query", field: "requirements", row: "id"},
	{name: "forms", type_: "Query", field: "collaborationForms", row: "id"},
	{name: "principles", type_: "Query", field: "principles", row: "id"},
	{name: "obstacles", type_: "Query", field: "obstacles", row: "id"},
	{name: "handlings", type_: "Query", field: "handlings", row: "id"},
	{name: "patterns", type_: "Query", field: "patterns", row: "id"},
	{name: "situations", type_: "Query", field: "situations", row: "id"},
	{name: "needs", type_: "Query", field: "needs", row: "id"},
	{name: "alternatives", type_: "Query", field: "alternatives", row: "id"},
	{name: "studies", type_: "Query", field: "studies", row: "id"},
	{name: "proposals", type_: "Query", field: "proposals", row: "id"},
	{name: "evidence", type_: "Query", field: "evidence", row: "id"},
	{name: "forms in use", type_: "Query", field: "formUses", row: "id"},
	{name: "roles taken", type_: "Query", field: "rolesTaken", row: "id"},
	{name: "obstacles met", type_: "Query", field: "obstaclesMet", row: "id"},
	{name: "agreements", type_: "Query", field: "agreements", row: "id"},
	{name: "parties to an agreement", type_: "Agreement", field: "parties", from: `agreement(slug: "it-konsulttjanster-2021")`, row: "id"},
	{name: "relationships that rest on an agreement", type_: "Agreement", field: "relationships", from: `agreement(slug: "it-konsulttjanster-2021")`, row: "id"},
	{name: "involvements that rest on an agreement", type_: "Agreement", field: "involvements", from: `agreement(slug: "it-konsulttjanster-2021")`, row: "id"},
	{name: "agreements of Tietoevry", type_: "Supplier", field: "agreementParties", from: `actor(slug: "tietoevry")`, row: "id"},
	{name: "forms in use of Sambruk", type_: "Association", field: "formUses", from: `actor(slug: "sambruk")`, row: "id"},
	{name: "roles taken by Sundsvall", type_: "Municipality", field: "rolesTaken", from: `actor(slug: "sundsvall")`, row: "id"},
	{name: "obstacles met by Itsam", type_: "Association", field: "obstaclesMet", from: `actor(slug: "itsam")`, row: "id"},
	{name: "uses of networks", type_: "CollaborationForm", field: "uses", from: `collaborationForm(slug: "network")`, row: "id"},
	{name: "who met an obstacle", type_: "Obstacle", field: "met", from: `obstacle(slug: "different-platforms")`, row: "id"},
	{name: "where a handling was tried", type_: "Handling", field: "met", from: `handling(slug: "open-standards")`, row: "id"},
	{name: "who takes a role", type_: "Role", field: "taken", from: `role(slug: "broker")`, row: "id"},
	{name: "evidence of the study", type_: "Study", field: "evidence", from: `study(slug: "imit-it-roles")`, row: "id"},
	{name: "what evidence speaks for", type_: "Evidence", field: "links", from: `node(id: "evi_5ZFX4VPCA0CN4GM38XZDWX3PDM")`, row: "id"},
}

const pageSize = 7

// query is one page of the list in an order, forward or backward.
func (l paged) query(order, sizeArgument, cursorArgument string) string {
	where := ""
	if l.where != "" {
		where = ", where: " + l.where
	}
	list := fmt.Sprintf(`list: %s(%s: $size, %s: $cursor, orderBy: [%s]%s) { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { %s } } }`,
		l.field, sizeArgument, cursorArgument, order, where, l.row)
	if l.from != "" {
		list = fmt.Sprintf("%s { ... on %s { %s } }", "from: "+l.from, l.type_, list)
	}
	return "query($size: Int, $cursor: Cursor) { " + list + " }"
}

type page struct {
	TotalCount int
	PageInfo   struct {
		HasNextPage, HasPreviousPage bool
		StartCursor, EndCursor       *string
	}
	Edges []struct {
		Cursor string
		Node   json.RawMessage
	}
}

// walk pages through a list to its end and gives the rows in the order in which they came.
func (l paged) walk(t *testing.T, ask func(query string, variables map[string]any) page, order string, backward bool) (rows []string, total int) {
	t.Helper()
	query := l.query(order, "first", "after")
	if backward {
		query = l.query(order, "last", "before")
	}
	variables := map[string]any{"size": pageSize}
	for {
		p := ask(query, variables)
		var found []string
		for _, e := range p.Edges {
			found = append(found, string(e.Node))
		}
		more, cursor := p.PageInfo.HasNextPage, p.PageInfo.EndCursor
		if backward {
			slices.Reverse(found)
			more, cursor = p.PageInfo.HasPreviousPage, p.PageInfo.StartCursor
		}
		rows = append(rows, found...)
		if !more {
			return rows, p.TotalCount
		}
		if len(found) != pageSize {
			t.Fatalf("a page of %d rows is followed by another one", len(found))
		}
		if len(rows) > p.TotalCount {
			t.Fatalf("more rows than the %d that there are", p.TotalCount)
		}
		variables["cursor"] = *cursor
	}
}

// orders lists every order that a list offers, as GraphQL.
func (l paged) orders(schema *ast.Schema) (orders []string) {
	argument := schema.Types[l.type_].Fields.ForName(l.field).Arguments.ForName("orderBy")
	input := schema.Types[argument.Type.Elem.Name()]
	for _, field := range schema.Types[input.Fields.ForName("field").Type.Name()].EnumValues {
		for _, direction := range []string{"ASC", "DESC"} {
			orders = append(orders, fmt.Sprintf("{field: %s, direction: %s}", field.Name, direction))
		}
	}
	return append(orders, strings.Join([]string{orders[len(orders)-1], orders[0]}, ", ")) // and one of two fields
}

// TestPagingEveryOrder pages through every list in every order it offers: each row comes exactly once, backward is
// forward reversed, and both databases give the same sequence.
func TestPagingEveryOrder(t *testing.T) {
	long(t)
	schema := graph.NewExecutableSchema(graph.Config{}).Schema()
	var mu sync.Mutex
	sequences := map[string][]string{} // by list and order, as the first database gave it
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		h := api(t, s, anyone)
		for _, l := range pagedLists {
			t.Run(l.name, func(t *testing.T) {
				ask := func(query string, variables map[string]any) page {
					if l.from == "" {
						return data[struct{ List page }](t, h, query, variables).List
					}
					return data[struct{ From struct{ List page } }](t, h, query, variables).From.List
				}
				for _, order := range l.orders(schema) {
					forward, total := l.walk(t, ask, order, false)
					if distinct := slices.Compact(slices.Sorted(slices.Values(forward))); len(distinct) != len(forward) || len(forward) != total {
						t.Errorf("%s: %d rows, %d distinct, of %d", order, len(forward), len(distinct), total)
					}
					backward, _ := l.walk(t, ask, order, true)
					slices.Reverse(backward)
					if diff := cmp.Diff(forward, backward); diff != "" {
						t.Errorf("%s: backward is not forward reversed (-forward +backward):\n%.2000s", order, diff)
					}
					mu.Lock()
					if first, ok := sequences[l.name+order]; !ok {
						sequences[l.name+order] = forward
					} else if diff := cmp.Diff(first, forward); diff != "" {
						t.Errorf("%s: the databases differ:\n%.2000s", order, diff)
					}
					mu.Unlock()
				}
			})
		}
	})
}

// TestPageAmongManyIsThePageAlone asks for the same nested page of many things at once, and of each by itself. Rows are
// loaded for all parents with one statement and then dealt out: neither the order nor the cut may suffer.
func TestPageAmongManyIsThePageAlone(t *testing.T) {
	long(t)
	parents := []struct {
		list, kind string
		nested     []string // connections and what tells their rows apart
	}{
		{"municipalities(first: 25)", "Municipality", []string{"relationships relationship{id}", "memberOf relationship{id}", "involvements id", "formUses id", "rolesTaken id", "obstaclesMet id", "agreementParties id"}},
		{"municipalities(last: 25)", "Municipality", []string{"relationships relationship{id}", "involvements id", "formUses id", "rolesTaken id", "obstaclesMet id", "agreementParties id"}},
		{"regions(first: 25)", "Region", []string{"municipalities id", "relationships relationship{id}", "memberOf relationship{id}", "involvements id", "formUses id", "rolesTaken id", "obstaclesMet id", "agreementParties id"}},
		{"associations(first: 45)", "Association", []string{"members relationship{id}", "relationships relationship{id}", "memberOf relationship{id}", "involvements id", "formUses id", "rolesTaken id", "obstaclesMet id", "agreementParties id"}},
		{"suppliers(first: 25)", "Supplier", []string{"relationships relationship{id}", "memberOf relationship{id}", "involvements id", "formUses id", "rolesTaken id", "obstaclesMet id", "agreementParties id"}},
		{"agencies(first: 25)", "Agency", []string{"relationships relationship{id}", "memberOf relationship{id}", "involvements id", "formUses id", "rolesTaken id", "obstaclesMet id", "agreementParties id"}},
		{"researchOrganisations(first: 25)", "ResearchOrganisation", []string{"relationships relationship{id}", "memberOf relationship{id}", "involvements id", "formUses id", "rolesTaken id", "obstaclesMet id", "agreementParties id"}},
		{"agreements(first: 4)", "Agreement", []string{"parties id", "relationships id", "involvements id"}},
		{"solutions(first: 64)", "Solution", []string{"involvements id", "users id", "suppliers id", "links link{id}"}},
		{"collaborationForms(first: 15)", "CollaborationForm", []string{"uses id"}},
		{"obstacles(first: 25)", "Obstacle", []string{"met id"}},
		{"handlings(first: 30)", "Handling", []string{"met id"}},
		{"roles(first: 11)", "Role", []string{"taken id"}},
		{"studies(first: 1)", "Study", []string{"evidence id"}},
		{"evidence(first: 85)", "Evidence", []string{"links id"}},
	}
	type parent struct {
		ID     string
		Nested json.RawMessage
	}
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		o := options(t, anyone)
		o.Limits.Cost = 0 // the longest pages are what is tried
		h := graph.Handler(s, o)
		met := map[string]bool{}
		for _, p := range parents {
			for _, n := range p.nested {
				field, row, _ := strings.Cut(n, " ")
				met[p.kind+"."+field] = true
				for _, size := range []string{"first: 3", "last: 3", "first: 1000"} {
					nested := fmt.Sprintf("nested: %s(%s) { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { %s } } }", field, size, row)
					many := data[struct {
						List struct{ Edges []struct{ Node parent } }
					}](t, h, fmt.Sprintf("{ list: %s { edges { node { id %s } } } }", p.list, nested), nil)
					for _, e := range many.List.Edges {
						alone := data[struct{ Node parent }](t, h, fmt.Sprintf("query($id: ID!) { node(id: $id) { id ... on %s { %s } } }", p.kind, nested), map[string]any{"id": e.Node.ID})
						if diff := cmp.Diff(string(alone.Node.Nested), string(e.Node.Nested)); diff != "" {
							t.Errorf("%s.%s(%s) of %s (-alone +among many):\n%s", p.kind, field, size, e.Node.ID, diff)
						}
					}
				}
			}
		}
		for _, connection := range nestedConnections() {
			if !met[connection] {
				t.Errorf("%s is not tried", connection)
			}
		}
	})
}

// nestedConnections lists the fields of things that are lists with pages.
func nestedConnections() (names []string) {
	schema := graph.NewExecutableSchema(graph.Config{}).Schema()
	for _, name := range slices.Sorted(maps.Keys(schema.Types)) {
		if d := schema.Types[name]; d.Kind == ast.Object && name != "Query" {
			for _, f := range d.Fields {
				if f.Arguments.ForName("first") != nil {
					names = append(names, name+"."+f.Name)
				}
			}
		}
	}
	return names
}
