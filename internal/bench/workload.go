package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"kommungraf/internal/vocab"
)

// workload is a question that users ask, over and over with other variables.
type workload struct {
	name, title string
	document    string
	// draw gives the variables of the i-th time that it is asked.
	draw func(w *world, d *dice, i int) variables
	// different is how many different variables there are at most; 0 is as many as anyone likes.
	different func(w *world) int
	// missing says what the API lacks for the workload; it is left out then.
	missing string
}

// variables of a document: texts, numbers and lists of ids.
type variables map[string]any

// asked is how many different requests a workload consists of.
const asked = 256

var workloads = []workload{
	{
		name: "W1", title: "an actor by id, 6 fields",
		document: `query($id: ID!) { actor(id: $id) { id kind slug name status website } }`,
		draw: func(w *world, d *dice, _ int) variables {
			return variables{"id": w.everyone[d.IntN(len(w.everyone))].ID}
		},
	},
	{
		name: "W2", title: "municipalities of a county by population",
		document: `query($county: CountyCode!) { municipalities(first: 100, where: {countyCode: [$county]}, orderBy: [{field: POPULATION, direction: DESC}]) { edges { node { code name population } } } }`,
		draw: func(w *world, _ *dice, i int) variables {
			return variables{"county": countyCode(i % w.counties)}
		},
		different: func(w *world) int { return w.counties },
	},
	{
		name: "W3", title: "20 municipalities, 10 relationships each, counts",
		document: `query($ids: [ID!]!) { municipalities(first: 20, where: {id: $ids}) { totalCount edges { node { name relationships(first: 10) { totalCount edges { node { type other { name kind } } } } } } } }`,
		draw:     twentyMunicipalities,
	},
	{
		name: "W4", title: "20 municipalities, 50 involvements each, solution and owner",
		document: `query($ids: [ID!]!) { municipalities(first: 20, where: {id: $ids}) { edges { node { name involvements(first: 50) { edges { node { type solution { name owner { name } } } } } } } } }`,
		draw:     twentyMunicipalities,
	},
	{
		name: "W5", title: "1,000 relationships, every attribute, both ends",
		document: `query($after: Int!) { relationships(first: 1000, where: {changedAfterRevision: $after}, orderBy: [{field: REVISION}]) { edges { node {
			id type label inverseLabel from { id name kind } to { id name kind } validFrom validTo ending note status visibility reviewBy confidence
			evidenceFor evidenceAgainst newestEvidence origin version revision recordedAt updatedAt } } } }`,
		draw: func(w *world, _ *dice, i int) variables {
			writes := w.relationships / revisionSize
			return variables{"after": w.revisionOfThings() + (i*7919)%max(writes-1, 1)} // a prime: all over the place
		},
		different: func(w *world) int { return min(64, max(w.relationships/revisionSize-1, 1)) },
	},
	{
		name: "W6", title: "two hops, 25 × 25",
		document: `query($id: ID!) { actor(id: $id) { name relationships(first: 25) { edges { node { type other { name relationships(first: 25) { edges { node { type other { name kind } } } } } } } } } }`,
		draw: func(w *world, d *dice, _ int) variables { // from one of those who have 25
			all := w.kinds[vocab.Municipality]
			return variables{"id": all[d.IntN(len(all)/3)].ID}
		},
	},
	{
		name: "W7", title: "the 20 suppliers with most uses",
		missing: "involvementStats(groupBy: [SUPPLIER]) answers it, but no statement written by hand to compare with does",
	},
	{
		name: "W8", title: "one relationship written",
		missing: "the schema has no type Mutation",
	},
}

func twentyMunicipalities(w *world, d *dice, _ int) variables {
	all := w.kinds[vocab.Municipality]
	ids := make([]vocab.ID, 20)
	for i, n := range d.Perm(len(all))[:20] {
		ids[i] = all[n].ID
	}
	return variables{"ids": ids}
}

// revisionOfThings is the number of the last write before the relations.
func (w *world) revisionOfThings() int {
	writes := func(rows int) int { return (rows + revisionSize - 1) / revisionSize }
	return 1 + writes(len(w.actors)) + writes(len(w.solutions))
}

// requests are the variables that a workload is asked with, the same each time.
func (l workload) requests(w *world) []variables {
	n := asked
	if l.different != nil {
		n = min(n, l.different(w))
	}
	d := newDice(w.size, l.name)
	all := make([]variables, n)
	for i := range all {
		all[i] = l.draw(w, d, i)
	}
	return all
}

// body is what the product is asked.
func (l workload) body(v variables) ([]byte, error) {
	return json.Marshal(map[string]any{"query": l.document, "variables": v})
}

// address is what the hand-written handler is asked.
func (l workload) address(v variables) string {
	q := url.Values{}
	for name, value := range v {
		if ids, ok := value.([]vocab.ID); ok {
			for _, id := range ids {
				q.Add(name, string(id))
			}
			continue
		}
		q.Set(name, fmt.Sprint(value))
	}
	return "/" + l.name + "?" + q.Encode()
}

//go:embed sql/*.sql
var statements embed.FS

// statement is a hand-written statement that answers a workload. Its parameters stand in it by name, as @id.
type statement struct {
	text       string
	parameters []string // the parameter of each placeholder, "ids" twenty times
}

var named = regexp.MustCompile(`@[a-z]+`)

// statement reads the workload's statement for a driver. Each mention of a parameter becomes a placeholder of its own, and
// that of a list as many as there are values.
func (l workload) statement(driver string) (statement, error) {
	text, err := statements.ReadFile(fmt.Sprintf("sql/%s.%s.sql", l.name, driver))
	if err != nil {
		return statement{}, err
	}
	var s statement
	s.text = named.ReplaceAllStringFunc(labelled(string(text)), func(mention string) string {
		times := 1
		if mention == "@ids" {
			times = 20
		}
		var places []string
		for range times {
			s.parameters = append(s.parameters, mention[1:])
			if driver == "postgres" {
				places = append(places, fmt.Sprintf("$%d", len(s.parameters)))
			} else {
				places = append(places, "?")
			}
		}
		return strings.Join(places, ", ")
	})
	return s, nil
}

// labelled puts the labels of the types of relationships in, which the product keeps in its program.
func labelled(text string) string {
	var out, in strings.Builder
	for _, t := range vocab.RelationTypes(vocab.EntityRelationship) {
		fmt.Fprintf(&out, "WHEN '%s' THEN '%s' ", t.Code, t.Label.SV)
		fmt.Fprintf(&in, "WHEN '%s' THEN '%s' ", t.Code, t.Inverse.SV)
	}
	return strings.NewReplacer("{{labels}}", out.String(), "{{inverseLabels}}", in.String()).Replace(text)
}
