package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"kommungraf/ent/db"
	"kommungraf/graph"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/policy"
	"kommungraf/internal/problem"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// The compiled read path must answer as gqlgen's resolvers do, to the byte. These tests ask both.

// executors are the two ways to an answer. They watch which root fields the compiled one answered itself.
type executors struct {
	reference, compiled http.Handler
	plain, other        atomic.Int64
}

func (*executors) Operation(ctx context.Context, _ graph.Operation) (context.Context, func([]problem.Code)) {
	return ctx, func([]problem.Code) {}
}
func (*executors) Refused(context.Context, *problem.Error) {}
func (*executors) Lookup(string, bool)                     {}
func (e *executors) Planned(plain bool) {
	if plain {
		e.plain.Add(1)
	} else {
		e.other.Add(1)
	}
}

func newExecutors(t testing.TB, s *store.Store, class policy.Class) *executors {
	e := &executors{}
	o := options(t, viewer{class, today})
	o.Limits.Operation = 0 // a slow machine must not make a difference
	o.Speed = graph.Speed{}
	e.reference = graph.Handler(s, o)
	o.Speed, o.Watch = graph.Speed{FastReads: true}, e
	e.compiled = graph.Handler(s, o)
	return e
}

// ask sends a request to both. The error tells how their answers differ.
func (e *executors) ask(method, target, body string) (answer []byte, status int, err error) {
	want, wantStatus := send(e.reference, method, target, body)
	got, status := send(e.compiled, method, target, body)
	if inOrder(want) != inOrder(got) || wantStatus != status || bytes.Contains(got, []byte(`"code":"INTERNAL"`)) {
		from := 0
		for from < min(len(want), len(got)) && want[from] == got[from] {
			from++
		}
		from = max(0, from-300)
		err = fmt.Errorf("%s %s\n%s\nreference %d: %.1000s\ncompiled  %d: %.1000s", method, target, body, wantStatus, want[from:], status, got[from:])
	}
	return got, status, err
}

// inOrder is an answer with its errors in an order of their own: root fields are resolved at once, and whichever fails
// first is told of first.
func inOrder(answer []byte) string {
	var parts struct {
		Errors           []json.RawMessage
		Data, Extensions json.RawMessage
	}
	if json.Unmarshal(answer, &parts) != nil || len(parts.Errors) < 2 {
		return string(answer)
	}
	slices.SortFunc(parts.Errors, func(a, b json.RawMessage) int { return bytes.Compare(a, b) })
	return fmt.Sprintf("%s %s %s", parts.Errors, parts.Data, parts.Extensions)
}

var classes = []policy.Class{policy.Anonymous, policy.Member, policy.System}

// onlyCompiled are cases that the reference executor refuses, since it would load less than is selected (reference.go).
var onlyCompiled = []string{"fragments-with-other-fields", "two-names-of-one-thing"}

// TestExecutorsAgree asks every case of both executors, as its own viewer and as the others.
func TestExecutorsAgree(t *testing.T) {
	long(t)
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		load(t, s)
		for _, c := range readCases(t) {
			t.Run(c.name, func(t *testing.T) {
				base := c.base(t, s)
				for _, class := range classes {
					e := newExecutors(t, base, class)
					c.send(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
						body, err := io.ReadAll(r.Body)
						if err != nil {
							t.Fatal(err)
						}
						answer, status, err := e.ask(r.Method, r.RequestURI, string(body))
						if differ := slices.Contains(onlyCompiled, c.name); differ != (err != nil) {
							t.Errorf("%s: expected to differ: %v, %v", class, differ, err)
						}
						w.WriteHeader(status)
						_, _ = w.Write(answer)
					}))
				}
			})
		}
	})
}

// TestExecutorsAgreeOnGenerated asks both executors operations that are made up over the contract: 100 for each viewer
// and database, or as many as -rapid.checks says.
func TestExecutorsAgreeOnGenerated(t *testing.T) {
	long(t)
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		load(t, s)
		saveClaims(t, s)
		m := newMaterial(t, s)
		for _, class := range classes {
			t.Run(string(class), func(t *testing.T) {
				e := newExecutors(t, s, class)
				answered, asked := 0, 0
				rapid.Check(t, func(t *rapid.T) {
					query, variables := m.operation(t)
					for _, given := range variables {
						body, err := json.Marshal(map[string]any{"query": query, "variables": given})
						if err != nil {
							t.Fatal(err)
						}
						answer, _, err := e.ask(http.MethodPost, "/graphql", string(body))
						if err != nil {
							t.Fatalf("the executors differ\n%s\n%v", query, err)
						}
						asked++
						if bytes.HasPrefix(answer, []byte(`{"data"`)) {
							answered++
						}
					}
				})
				plain, other := e.plain.Load(), e.other.Load()
				t.Logf("%d requests, %d without errors; %d root fields were plain, %d not", asked, answered, plain, other)
				if !t.Failed() && (plain < other || 2*answered < asked) {
					t.Error("most operations must be answered, and by the compiled path, or little is compared")
				}
			})
		}
	})
}

// saveClaims adds claims of every visibility, status and span of time to the reference data, about what comes first by
// name, with evidence for each and with notes that are awkward to write.
func saveClaims(t *testing.T, s *store.Store) {
	t.Helper()
	ids, slugs := map[string]vocab.ID{}, map[string][]string{}
	for _, list := range []string{"municipalities", "associations", "suppliers", "solutions"} {
		where := ""
		if list == "associations" {
			where = ", where: {form: MUNICIPAL_ASSOCIATION}" // these can have members
		}
		type rows struct {
			Edges []struct{ Node struct{ ID, Slug string } }
		}
		for _, e := range data[struct{ List rows }](t, api(t, s, anyone), "{ list: "+list+"(first: 12"+where+") { edges { node { id slug } } } }", nil).List.Edges {
			ids[e.Node.Slug], slugs[list] = vocab.ID(e.Node.ID), append(slugs[list], e.Node.Slug)
		}
	}
	times := []string{
		``, `"valid_from": "2010", "valid_to": "2015-06", "ending": "ENDED",`, `"ending": "ENDED",`, `"valid_from": "2030-05-01",`,
		`"valid_from": "2020-01-15", "ending": "ONGOING", "review_by": "2027-01-31",`,
	}
	notes := []string{`{}`, `{"sv": "\"<Å>\" & \\ \u2028"}`, `{"en": "\t\n\r\b\u001f\u007f"}`, `{"sv": "Olika.", "en": "Apart."}`}
	claims := map[string][]string{}
	// What practice is about is written together with it.
	for list, piece := range map[string]string{
		"forms":     `"name": {"sv": "Aktiebolag"}, "basis": "CONTRACT", "legal_person": "NONE", "setup_effort": "LOW", "participant_kinds": [], "min_parties": 2, "description": {"en": "Words."}`,
		"roles":     `"name": {"en": "Agent"}, "description": {"sv": "Ord."}`,
		"obstacles": `"name": {"sv": "Avstånd"}, "category": "CULTURE", "description": {"sv": "Ord."}`,
		"evidence":  `"title": "A talk", "kind": "INTERVIEW"`,
	} {
		for _, slug := range []string{"a-" + list, "another-" + list} {
			claims[list], slugs[list] = append(claims[list], fmt.Sprintf(`{"slug": %q, %s}`, slug, piece)), append(slugs[list], slug)
		}
	}
	n := 0
	for _, time := range times {
		for _, status := range vocab.ClaimStatus("").Values() {
			for _, visibility := range vocab.Visibility("").Values() {
				// The first of each dozen goes with the first of another list, so that lists beneath have several rows.
				one := func(list string) string { return slugs[list][n%len(slugs[list])] }
				group := func(list string) string { return slugs[list][n/12%len(slugs[list])] }
				add := func(list string, prefix vocab.Prefix, ends string, args ...any) {
					id := fmt.Sprintf("%s_%026d", prefix, n)
					claims[list] = append(claims[list], fmt.Sprintf(`{"id": %q, %s "status": %q, "visibility": %q, "note": %s, `, id, time, status, visibility, notes[n%len(notes)])+fmt.Sprintf(ends, args...)+"}")
					claims["evidenceLinks"] = append(claims["evidenceLinks"], fmt.Sprintf(`{"evidence": %q, "subject": %q, "stance": "SUPPORTS"}`, one("evidence"), id))
				}
				relationship, agreement := fmt.Sprintf("%s_%026d", vocab.PrefixRelationship, n), fmt.Sprintf("avtal-%d", n)
				claims["agreements"] = append(claims["agreements"], fmt.Sprintf(`{"id": "%s_%026d", "slug": %q, "name": "Avtal", "kind": "CONTRACT", "area": "archive", %s "status": %q, "visibility": %q, "note": %s, "extendable_to": "2035",
					"parties": [{"role": "SUPPLIER", "actor": %q, "lots": ["A", "B"]}, {"role": "PARTY", "actor": %q, "valid_from": "2012", "condition": {"sv": "Ja."}}, {"role": "ELIGIBLE", "kind": "REGION"}, {"role": "ELIGIBLE", "actor": %q, "members_of": true}]}`,
					vocab.PrefixAgreement, n, agreement, time, status, visibility, notes[n%len(notes)], group("suppliers"), one("municipalities"), group("associations")))
				resting := fmt.Sprintf("avtal-%d", n-n%6) // another one, so that what is seen may rest on what is not
				add("relationships", vocab.PrefixRelationship, `"from": %q, "type": "MEMBER_OF", "to": %q, "agreement": %q`, one("municipalities"), group("associations"), resting)
				add("involvements", vocab.PrefixInvolvement, `"actor": %q, "type": "USES", "solution": %q, "supplier": %q, "agreement": %q`, one("municipalities"), group("solutions"), one("suppliers"), resting)
				add("links", vocab.PrefixSolutionLink, `"from": %q, "type": "REPLACES", "to": %q`, one("solutions"), slugs["solutions"][(n+1+n/12)%12])
				add("formUses", vocab.PrefixFormUse, `"form": %q, "actor": %q, "relationship": %q`, group("forms"), one("municipalities"), relationship)
				add("rolesTaken", vocab.PrefixRoleTaken, `"role": %q, "actor": %q, "relationship": %q`, group("roles"), one("municipalities"), relationship)
				add("obstaclesMet", vocab.PrefixObstacleMet, `"obstacle": %q, "actor": %q, "outcome": "PARTLY"`, group("obstacles"), one("municipalities"))
				n++
			}
		}
	}
	var r records
	for _, part := range []struct {
		into  any
		lists []string
	}{{&r, []string{"agreements", "relationships", "involvements", "links"}}, {&r.Framework, []string{"forms", "roles", "obstacles", "evidence", "formUses", "rolesTaken", "obstaclesMet", "evidenceLinks"}}} {
		for _, list := range part.lists {
			if err := json.Unmarshal([]byte(fmt.Sprintf("{%q: [%s]}", list, strings.Join(claims[list], ","))), part.into); err != nil {
				t.Fatal(err)
			}
		}
	}
	err := s.Write(t.Context(), vocab.FromContribution, func(ctx context.Context, w *store.Writer) error {
		if _, err := w.SaveSources(ctx, []*db.Source{new(oneSource)}); err != nil {
			return err
		}
		return r.writeRelations(ctx, w, ids)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestPlainReads holds which reads are compiled: what dashboards ask most, and what README.md shows.
func TestPlainReads(t *testing.T) {
	queries := map[string]string{
		"an actor by slug":               `{ actor(slug: "itsam") { id kind slug name website confidence } }`,
		"municipalities by population":   `{ municipalities(where: {countyCode: "23"}, orderBy: {field: POPULATION, direction: DESC}) { edges { node { name population } } } }`,
		"relationships and other's name": `{ municipalities(first: 20) { totalCount edges { node { name relationships(first: 10) { totalCount edges { node { other { name kind } } } } } } } }`,
		"solutions and their owners":     `{ municipalities(first: 20) { edges { node { name involvements(first: 50) { edges { node { type solution { name owner { name } } } } } } } } }`,
		"every relationship":             everyRelationship(),
		"agreements and their parties":   `{ agreements { edges { node { name parties { edges { node { role lots actor { name } condition } } } relationships { totalCount edges { node { to { name } agreement { name } } } } } } } }`,
		"agreements of a supplier":       `{ actor(slug: "tietoevry") { agreementParties(where: {role: SUPPLIER}) { totalCount edges { node { agreement { slug validTo } } } } } }`,
		"an agreement":                   `{ agreement(slug: "it-konsulttjanster-2021") { name involvements { totalCount } } }`,
		"two hops":                       `{ municipalities(first: 25) { edges { node { name relationships(first: 25) { edges { node { other { name relationships(first: 25) { edges { node { label other { name } } } } } } } } } } } }`,
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for i, found := range queryInReadme.FindAllStringSubmatch(string(readme), -1) {
		queries[fmt.Sprintf("README.md %d", i)] = strings.Join(found[1:], "")
	}
	notPlain := map[string]string{ // by root field: the reason
		"guidance":      "it is reasoned out, not read",
		"search":        "it is ranked, over several types of things",
		"paths":         "it goes through the graph in memory, and not through rows",
		"knowledgeBase": "it is counted together from all tables",
		"rateLimit":     "it tells of the client, and reads nothing",
	}
	met := map[string]bool{}
	s := kbtest.MustOpen(t, kbtest.SQLite(t, "loaded"))
	for name, query := range queries {
		t.Run(name, func(t *testing.T) {
			e := &executors{}
			o := options(t, anyone)
			o.Speed, o.Watch, o.Limits.Cost = graph.Speed{FastReads: true}, e, 0
			data[any](t, graph.Handler(s, o), query, nil)
			root := rootField.FindStringSubmatch(query)[1]
			reason, excepted := notPlain[root]
			met[root] = true
			plain, other := e.plain.Load(), e.other.Load()
			if plain+other == 0 || (plain > 0) == excepted || (other > 0) != excepted {
				t.Errorf("%d root fields are plain and %d are not; a reason why not: %q\n%s", plain, other, reason, query)
			}
		})
	}
	for root := range notPlain {
		if !met[root] {
			t.Errorf("README.md does not ask for %s any more", root)
		}
	}
}

var (
	// queryInReadme finds queries that stand by themselves, in a command and in a line.
	queryInReadme = regexp.MustCompile("(?s)```graphql\n(.*?)```|\"query\":\"([^\"]*)\"|`({ [a-z][^`]*})`")
	rootField     = regexp.MustCompile(`^\s*{\s*(\w+)`)
)

// everyRelationship asks for a thousand relationships with all their values and both ends.
func everyRelationship() string {
	var names []string
	for _, f := range graph.NewExecutableSchema(graph.Config{}).Schema().Types["Relationship"].Fields {
		if f.Name != "from" && f.Name != "to" && f.Name != "agreement" && f.Type.Elem == nil {
			names = append(names, f.Name)
		}
	}
	return "{ relationships(first: 1000) { edges { node { " + strings.Join(names, " ") + " from { name } to { name } } } } }"
}
