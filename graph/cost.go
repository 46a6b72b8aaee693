package graph

import (
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// The cost of an operation is how many objects it may return: one for each object, a whole page for each list, times
// what is beneath. Connections, edges and pageInfo are what a page is made of and cost nothing; values cost nothing. A
// count costs 1, and so does pageInfo without edges, which takes one. Filters beneath a filter cost a tenth each, for every
// time that the list is read. Introspection costs what it goes through, at the price of values.
const (
	defaultPage = 20 // rows of a list that neither first nor last is given for, as in the contract
	shortList   = 10 // objects of a list without pages, where nothing better is known
	costCeiling = 1_000_000_000_000
)

// GuidelineCost is what the guideline costs, however it is asked for.
const GuidelineCost = 1_000

// listSizes is how many objects to expect of lists without pages, by the type of their objects.
var listSizes = map[string]int{"Citation": 2, "EvidenceLink": 2, "Identifier": 2, "RateBudget": 2, "PathHop": 4, "StatsKey": 3, "AgreementKey": 3, "SeriesPoint": 50}

// fieldCosts is what fields cost that are dear beside what they return, in objects that would take as long: introspection
// goes through the whole schema, and guidance and the guideline read the whole framework.
var fieldCosts = map[string]int{
	"__schema": 1_000, "__type": 100,
	"Query.guidance": 100, "Query.guideline": GuidelineCost, "Query.search": 20, "Query.knowledgeBase": 20,
	"Query.neighbourhood": 20, "Query.paths": 50, "Query.reachable": 20, "Query.communities": 100, "Query.centrality": 50,
	"Query.similarMunicipalities": 20, "Query.reuse": 20, "Query.acquisitionRoutes": 20, "Query.coverageGaps": 20, "Query.contractWindows": 20,
	"Query.relationshipStats": 50, "Query.involvementStats": 50, "Query.relationshipSeries": 50, "Query.involvementSeries": 50,
	"Query.agreementStats": 20, "Query.dependency": 20, "Query.ifLost": 50, "Query.diff": 50, "Query.quality": 100,
}

// sizedAnswers are answers whose lists are as long as an argument of the field says that gives them.
var sizedAnswers = map[string]string{
	"Neighbourhood": "maxNodes", "Paths": "maxPaths", "Reach": "first", "Communities": "first", "Centrality": "first",
	"SimilarMunicipalities": "first", "Reuse": "first", "CoverageGaps": "first", "ContractWindows": "first",
	"Stats": "first", "AgreementStats": "first", "SeriesAnswer": "first", "Dependency": "first", "DependencyShare": "first", "Loss": "first",
	"Difference": "first", "ChangedRelations": "first", "QualityFinding": "first",
}

// introspectedLists is how many things to expect of the lists of introspection.
var introspectedLists = map[string]int{
	"types": 250, "directives": 8, "fields": 12, "args": 4, "inputFields": 8, "enumValues": 6, "interfaces": 2, "possibleTypes": 8,
}

const (
	filtersOfOne = 10  // filters beneath a filter that cost as much as an object
	valuesOfOne  = 200 // values of introspection that do
)

// cost is what a part of an operation costs for each object that it is beneath.
type cost struct {
	objects  int
	heaviest string // the dotted path of the field that most of it is due to
}

// times is the cost of many.
func (c cost) times(n int) cost {
	c.objects = min(c.objects*n, costCeiling)
	return c
}

// fieldCost is what a field costs with what is beneath it. The page is that of the list which the field is beneath.
func fieldCost(f *ast.Field, given map[string]any, page, filters int, beneath cost) cost {
	own, size := ownCost(f, given, page)
	total := beneath.times(size)
	c := cost{objects: min(own+filters/filtersOfOne+total.objects, costCeiling), heaviest: f.Alias}
	if f.Name == "__schema" || f.Name == "__type" {
		c.objects = max(own, total.objects/valuesOfOne)
		return c
	}
	if beneath.heaviest != "" && 2*total.objects >= c.objects {
		c.heaviest += "." + beneath.heaviest
	}
	return c
}

// ownCost is the number of objects that a field itself gives, and how many objects there are to be beneath.
func ownCost(f *ast.Field, given map[string]any, page int) (own, size int) {
	name := f.ObjectDefinition.Name + "." + f.Name
	if strings.HasPrefix(f.Name, "__") {
		name = f.Name
	}
	dear := fieldCosts[name]
	switch {
	case f.Name == "__typename":
		return 0, 0
	case strings.HasPrefix(f.Name, "__"):
		return dear, 1
	case strings.HasPrefix(f.ObjectDefinition.Name, "__"):
		return introspectedSize(f)
	case len(f.SelectionSet) == 0:
		if f.Name == "totalCount" {
			return 1, 0
		}
		return dear, 0
	case f.Name == "edges" && isFrame(f.ObjectDefinition.Name):
		return page, page
	case isFrame(f.ObjectDefinition.Name) || isFrame(f.Definition.Type.Name()):
		return dear, 1
	case f.Definition.Type.Elem != nil:
		if size = page; sizedAnswers[f.ObjectDefinition.Name] == "" || listSizes[f.Definition.Type.Name()] > 0 {
			size = listSize(f, given)
		}
		return dear + size, size
	}
	return dear + 1, 1
}

// introspectedSize is how many things a field of introspection gives.
func introspectedSize(f *ast.Field) (own, size int) {
	switch n := introspectedLists[f.Name]; {
	case len(f.SelectionSet) == 0:
		return 1, 0
	case n > 0:
		return n, n
	}
	return 1, 1
}

// isFrame tells the types that pages are made of.
func isFrame(typeName string) bool {
	return strings.HasSuffix(typeName, "Connection") || strings.HasSuffix(typeName, "Edge") || typeName == "PageInfo"
}

// pageSize is how many objects the lists beneath a field have: as many as its page, or as one of its arguments says.
func pageSize(f *ast.Field, given map[string]any) int {
	for _, name := range []string{sizedAnswers[f.Definition.Type.Name()], "first", "last"} {
		if n, err := graphql.UnmarshalInt(given[name]); err == nil && given[name] != nil {
			return n
		}
	}
	return defaultPage
}

// listSize is the length of a list without pages: of the list that it answers to, or what is usual.
func listSize(f *ast.Field, given map[string]any) int {
	for _, name := range []string{"ids", "slugs"} {
		if list, ok := given[name].([]any); ok {
			return len(list)
		}
	}
	if n, ok := listSizes[f.Definition.Type.Name()]; ok {
		return n
	}
	return shortList
}

// sum adds what stands beside each other, and keeps the heaviest.
func sum(parts []cost) cost {
	var all cost
	for _, p := range parts {
		all.objects = min(all.objects+p.objects, costCeiling)
	}
	if len(parts) > 0 {
		all.heaviest = slices.MaxFunc(parts, func(a, b cost) int { return a.objects - b.objects }).heaviest
	}
	return all
}
