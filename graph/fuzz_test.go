package graph_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"golang.org/x/tools/txtar"

	"kommungraf/graph"
	"kommungraf/internal/kbtest"
)

// Whatever is sent is answered, or refused with a code that is expected: these targets send anything. Each has a loaded
// knowledge base on SQLite for its whole run, and the limits that the server has by default.

type fuzzed struct {
	handler http.Handler
	max     int          // cost
	log     bytes.Buffer // of the present request
}

func newFuzzed(f *testing.F) *fuzzed {
	f.Helper()
	s := kbtest.MustOpen(f, kbtest.SQLite(f, "loaded"))
	s.Now = clock
	o := options(f, anyone)
	b := &fuzzed{max: o.Limits.Cost}
	o.Log = slog.New(slog.NewTextHandler(&b.log, nil)) // that of f cannot be written to while it fuzzes
	b.handler = graph.Handler(s, o)
	return b
}

// ask asks a question with variables, which may be anything that JSON can say.
func (b *fuzzed) ask(t *testing.T, query string, variables any) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	b.send(t, http.MethodPost, "/graphql", body)
}

// send sends a request and holds the answer to what is true of every answer. That an operation took too long is a
// fault here, where it has the database to itself.
func (b *fuzzed) send(t *testing.T, method, target string, body []byte) {
	t.Helper()
	b.log.Reset()
	r := httptest.NewRequest(method, target, bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	var answer struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
		Extensions struct{ Cost struct{ Requested int } }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("status %d, %v in %.300s", w.Code, err, w.Body)
	}
	if answer.Data == nil && len(answer.Errors) == 0 {
		t.Fatalf("neither data nor errors in %.300s", w.Body)
	}
	for _, e := range answer.Errors {
		code := e.Extensions.Code
		if !slices.Contains(codes, code) || code == "INTERNAL" || code == "UNAVAILABLE" || e.Message == "" {
			t.Errorf("code %q, message %q\n%s", code, e.Message, &b.log)
		}
	}
	if cost := answer.Extensions.Cost.Requested; answer.Data != nil && cost > b.max {
		t.Errorf("executed at a cost of %d", cost)
	}
	if b.log.Len() > 0 {
		t.Errorf("a fault of ours is in the log: %s", &b.log)
	}
}

// Any text as a cursor, in lists of each order; and any bytes in the wrapping that cursors have.
func FuzzCursor(f *testing.F) {
	b := newFuzzed(f)
	// A cursor of each list, as they are given out.
	orders := []string{
		``, `orderBy: [{field: NAME, direction: ASC}]`, `orderBy: [{field: POPULATION, direction: DESC}]`, `orderBy: [{field: REVISION}]`,
		`orderBy: [{field: KIND}, {field: POPULATION}]`, `orderBy: []`,
	}
	for i, order := range orders {
		page := data[struct {
			Actors struct {
				Edges []struct{ Cursor string }
			}
		}](f, b.handler, `{ actors(first: 2, `+order+`) { edges { cursor } } }`, nil)
		inside, err := base64.RawStdEncoding.DecodeString(page.Actors.Edges[0].Cursor)
		if err != nil {
			f.Fatal(err)
		}
		f.Add([]byte(page.Actors.Edges[1].Cursor), uint8(i), false)
		f.Add(inside, uint8(i), true)
	}
	for _, text := range []string{"", "x", "====", "gqFpxKFpAA", "\xff"} {
		f.Add([]byte(text), uint8(0), false)
	}
	f.Add([]byte("\x82\xa1i\xa10\xa1v0"), uint8(5), true)            // a number where the values of no order stand
	f.Add([]byte("\x82\xa1i\xa10\xa1v\x92\xa0\x90"), uint8(4), true) // a list where a number stands
	f.Fuzz(func(t *testing.T, cursor []byte, order uint8, wrap bool) {
		given := string(cursor)
		if wrap {
			given = base64.RawStdEncoding.EncodeToString(cursor)
		}
		by := orders[int(order)%len(orders)]
		b.ask(t, `query ($c: Cursor) { actors(first: 3, after: $c, `+by+`) { edges { cursor } pageInfo { endCursor } } }`, map[string]any{"c": given})
		b.ask(t, `query ($c: Cursor) { actors(last: 3, before: $c, `+by+`) { edges { node { id } } } }`, map[string]any{"c": given})
		b.ask(t, `query ($c: Cursor) { region(code: "22") { municipalities(first: 3, after: $c, `+by+`) { totalCount edges { cursor } } } }`, map[string]any{"c": given})
	})
}

// Any text as an id, alone and in a list, as a variable and in the document.
func FuzzID(f *testing.F) {
	b := newFuzzed(f)
	for _, id := range []string{
		"mun_YTYCZ4G76K7WE7AK11GMFJ1NPR", "reg_V6T554Y9JVBK6SAWPYKMHF7SD8", "evi_5ZFX4VPCA0CN4GM38XZDWX3PDM",
		"cit_YTYCZ4G76K7WE7AK11GMFJ1NPR", "zzz_YTYCZ4G76K7WE7AK11GMFJ1NPR", "", "mun_", "7", "\x00", "\xff", "å",
	} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		b.ask(t, `query ($id: ID!) { node(id: $id) { id __typename } nodes(ids: [$id, $id]) { id } }`, map[string]any{"id": id})
		b.ask(t, `query ($id: ID!) { actor(id: $id) { name } actors(where: {id: [$id]}) { totalCount } }`, map[string]any{"id": id})
		quoted, err := json.Marshal(id)
		if err != nil {
			t.Fatal(err)
		}
		b.ask(t, `{ node(id: `+string(quoted)+`) { id ... on Actor { name } } }`, nil)
		b.send(t, http.MethodGet, "/graphql?query="+url.QueryEscape(`{ actor(slug: "`+strings.NewReplacer(`"`, ``, `\`, ``).Replace(id)+`") { id } }`), nil)
	})
}

// Any JSON as a filter; and any filter that the contract allows, which bytes choose.
func FuzzFilter(f *testing.F) {
	b := newFuzzed(f)
	schema := graph.NewExecutableSchema(graph.Config{}).Schema()
	for _, text := range []string{
		`{}`, `null`, `[]`, `""`, `{"kind": ["MUNICIPALITY"]}`, `{"kind": "MUNICIPALITY"}`, `{"not": {}}`, `{"and": [{"or": [{"nameContains": "Å"}]}]}`,
		`{"populationAtLeast": 1e30}`, `{"populationAtMost": 1.5}`, `{"populationAtLeast": 99999999999999999999}`, `{"changedAfterRevision": -1}`,
		`{"nameContains": "%_\\"}`, `{"nameContains": "\u0000"}`, `{"nameContains": "\ud800"}`, `{"relationship": {"type": ["MEMBERSHIP"]}}`, `{"code": ["0180", null]}`,
		`{"organisationNumber": ["212000-0142"]}`, `{"id": [1]}`,
	} {
		f.Add([]byte(text), false)
	}
	for _, bytes := range []string{"", "\x01", "\x02\x0d\x01\x02", "\x03\x0c\x02\x01\x05\x06\x07\x08", "\x01\x0f\x02\x01\x10\x01\x11\x01\x02", "\x05abcdefghijklmnopqrstuvwxyz"} {
		f.Add([]byte(bytes), true)
	}
	f.Fuzz(func(t *testing.T, text []byte, chosen bool) {
		var where any = json.RawMessage(text)
		if chosen {
			where = (&choices{schema, text}).value(ast.NamedType("ActorFilter", nil))
		} else if !json.Valid(text) {
			return // FuzzBody sends what is no JSON
		}
		b.ask(t, `query ($w: ActorFilter) { actors(first: 2, where: $w) { totalCount edges { node { id } } } }`, map[string]any{"w": where})
	})
}

// choices makes values of the contract's input types of bytes: each byte is a choice, and when there are none left it
// always chooses the least.
type choices struct {
	schema *ast.Schema
	left   []byte
}

func (c *choices) next(of int) int {
	if len(c.left) == 0 {
		return 0
	}
	b := c.left[0]
	c.left = c.left[1:]
	return int(b) % of
}

func (c *choices) value(t *ast.Type) any {
	if t.Elem != nil {
		list := []any{}
		for range c.next(4) {
			list = append(list, c.value(t.Elem))
		}
		return list
	}
	switch d := c.schema.Types[t.NamedType]; {
	case d.Kind == ast.Enum:
		return d.EnumValues[c.next(len(d.EnumValues))].Name
	case d.Kind == ast.InputObject:
		object := map[string]any{}
		for range c.next(5) {
			field := d.Fields[c.next(len(d.Fields))]
			object[field.Name] = c.value(field.Type)
		}
		return object
	case d.Name == "Int":
		return []any{0, -1, 1, 20_000, 1 << 31, nil}[c.next(6)]
	case d.Name == "Boolean":
		return c.next(2) == 1
	}
	texts := []string{
		"", "a", "Å", "%", "_", `\`, "'", "0180", "14", "2021-05-01", "2021", "9999-12-31", "212000-0142", "itsam", "\u0000", "e\u0301",
		"mun_YTYCZ4G76K7WE7AK11GMFJ1NPR", "reg_V6T554Y9JVBK6SAWPYKMHF7SD8", strings.Repeat("ö", 256), strings.Repeat("x", 257),
	}
	return texts[c.next(len(texts))]
}

// Any text as a document.
func FuzzDocument(f *testing.F) {
	b := newFuzzed(f)
	for _, text := range []string{
		``, `{`, `{}`, `{ __typename }`, `query Q($n: Int = 3) { actors(first: $n) { edges { node { ...A } } } } fragment A on Actor { id name }`,
		`{ a: actors { totalCount } b: actors(last: 2) { edges { cursor } pageInfo { hasNextPage } } }`,
		`{ __schema { types { fields { args { defaultValue } } } } }`, `{ __type(name: "Actor") { name kind } }`,
		`{ actors(first: 1000) { edges { node { relationships(first: 1000) { edges { node { other { id } } } } } } } }`,
		`fragment F on Query { ...F } { ...F }`, `query A { a: __typename } query B { b: __typename }`,
		`{ search(text: "vård") { __typename } }`, `{ guidance(input: {actor: {code: "0180"}}) { __typename } }`, `{ guideline { __typename } }`,
		`mutation { x }`, `subscription { x }`, `{ actors @include(if: false) { totalCount } }`, `{ ... @defer { __typename } }`,
		`{ knowledgeBase { revision } rateLimit { name } compareForms(slugs: ["network"]) { __typename } }`, `"""d""" type A { b: C }`, "\ufeff{ __typename }",
		`{ actors(where: {nameContains: "\u0000"}) { totalCount } }`, `{ actors(where: {nameContains: """\u0000"""}) { totalCount } }`,
	} {
		f.Add(text)
	}
	cases, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(cases) == 0 {
		f.Fatalf("no cases: %v", err)
	}
	for _, name := range cases {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, section := range archive.Files {
			if section.Name == "query" {
				f.Add(string(section.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, document string) {
		b.ask(t, document, nil)
		b.send(t, http.MethodGet, "/graphql?query="+url.QueryEscape(document), nil)
	})
}

// Any bytes as the body of a request.
func FuzzBody(f *testing.F) {
	b := newFuzzed(f)
	for _, text := range []string{
		``, `null`, `[]`, `{}`, `""`, `0`, `{"query":null}`, `{"query":1}`, `{"query":"{__typename}"}`, `{"query":"{__typename}"}{}`, "\ufeff{}", "{\"query\":\"\xff\"}",
		`[{"query":"{__typename}"}]`, `{"query":"{__typename}","variables":[]}`, `{"query":"{__typename}","variables":""}`, `{"query":"{__typename}","extensions":{"persistedQuery":null}}`,
		`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}`, `{"query":"{__typename}","extensions":{"persistedQuery":{"version":1,"sha256Hash":1}}}`,
		`{"query":"{__typename}","extensions":{"persistedQuery":[]}}`, `{"query":"query A{__typename}","operationName":"B"}`, `{"query":"{__typename}","operationName":1}`,
		`{"query":"query($f:Int){actors(first:$f){totalCount}}","variables":{"f":1e1}}`, `{"query":"query($f:Int){actors(first:$f){totalCount}}","variables":{"f":{"f":[]}}}`,
		`{"query":"query($f:ActorFilter,$o:[ActorOrder!]){actors(where:$f,orderBy:$o){totalCount}}","variables":{"f":{"kind":"AGENCY"},"o":{"field":"NAME"}}}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, body []byte) { b.send(t, http.MethodPost, "/graphql", body) })
}
