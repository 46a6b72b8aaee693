package graph_test

// dashboard is a query as dashboards ask it, with the statements it takes: one for each level and each count, whatever
// the number of rows; a compiled read counts nested pages as it reads them. $n is the size of a page, $m that of a nested one.
type dashboard struct {
	name       string
	query      string
	statements int // of the reference executor
	compiled   int // of a compiled read
}

var dashboards = []dashboard{
	{"counts of the knowledge base", `{
		knowledgeBase { revision loadedAt counts { actors { kind count } relationships { type count } solutions { kind count } } }
	}`, 5, 5},
	{"municipalities by population", `query($n: Int) {
		municipalities(first: $n, orderBy: [{field: POPULATION, direction: DESC}]) { totalCount pageInfo { hasNextPage endCursor } edges { node { code name population skrGroup } } }
	}`, 2, 2},
	{"municipalities and their relations", `query($n: Int, $m: Int) {
		municipalities(first: $n) { edges { node { name region { name } relationships(first: $m) { totalCount edges { node { label other { name } } } } } } }
	}`, 5, 4},
	{"an association, its members and theirs", `query($n: Int, $m: Int) {
		actor(slug: "skr") { name ... on Association { members(first: $n) { totalCount edges { node { validFrom other { name memberOf(first: $m) { edges { node { other { name } } } } } } } } } }
	}`, 6, 6},
	{"users of a solution with what else they use", `query($n: Int, $m: Int) {
		solution(slug: "open-eplatform") { name users(first: $n) { totalCount edges { node { actor { name involvements(first: $m) { totalCount edges { node { type solution { name } } } } } sources { source { title } } } } } }
	}`, 9, 8},
	{"filters that cross edges", `query($n: Int) {
		municipalities(first: $n, where: {relationship: {type: MEMBER_OF, other: {form: [EMPLOYER_AND_INTEREST_ORGANISATION, MUNICIPAL_ASSOCIATION], involvement: {type: [OWNS, USES, PROVIDES]}}}}) { totalCount edges { node { name } } }
	}`, 2, 2},
	{"agreements, their parties and what rests on them", `query($n: Int, $m: Int) {
		agreements(first: $n, where: {kind: FRAMEWORK_AGREEMENT}) { totalCount edges { node { name validTo extendableTo parties(first: $m, where: {role: [SUPPLIER, PROCURING_BODY]}) { totalCount edges { node { role lots actor { name } } } } relationships(first: $m) { totalCount edges { node { to { name } } } } } } }
	}`, 8, 6},
	{"relationships with both ends and sources", `query($n: Int) {
		relationships(first: $n) { totalCount edges { node { label from { name } to { name } sources { remark source { title } } } } }
	}`, 6, 6},
	{"search with what is found", `query($n: Int, $m: Int) {
		search(query: "kommun", kinds: [ASSOCIATION, AGENCY, SUPPLIER], first: $n) { totalCount edges { score node { ... on Actor { name relationships(first: $m) { edges { node { label other { name } } } } } } } }
	}`, 4, 4},
	{"forms, what stands in their way and what was done", `query($n: Int) {
		collaborationForms(first: $n) { totalCount edges { node { name obstacles { name handlings { name outcome } } } } }
	}`, 4, 4},
	{"roles and what they demand", `query($n: Int) {
		roles(first: $n) { edges { node { name requirements { name evidenceFor } } } }
	}`, 2, 2},
	{"obstacles, where they were met and by whom", `query($n: Int, $m: Int) {
		obstacles(first: $n) { edges { node { name met(first: $m) { totalCount edges { node { outcome actor { name } handling { name } } } } } } }
	}`, 5, 4},
}

// pages are the sizes that a dashboard is asked with, the second ten times the first.
var pages = []map[string]any{{"n": 5, "m": 3}, {"n": 50, "m": 30}}
