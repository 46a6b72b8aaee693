package graph_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"kommungraf/graph"
	"kommungraf/internal/policy"
	"kommungraf/internal/store"
)

// material is what operations are made up from: the contract, and values that the knowledge base holds.
type material struct {
	t      testing.TB
	schema *ast.Schema
	reader http.Handler
	values map[string][]any // by type or filter and field, or by scalar
	places map[string][]any // cursors by list and order
}

// newMaterial takes values from the first rows of each list.
func newMaterial(t testing.TB, s *store.Store) *material {
	m := &material{
		t: t, schema: graph.NewExecutableSchema(graph.Config{}).Schema(), reader: api(t, s, viewer{policy.System, today}),
		values: map[string][]any{
			"Date":                             {"2026-11-23", "2012-06-01", "2015-06-30", "2030-05-01", "1950-01-01"},
			"ActorFilter.population":           {5000, 12693, 50000},
			"changedAfterRevision":             {0, 1, 2},
			"PrincipleFilter.relationshipType": {"MEMBER_OF", "SUPPLIES", "USES"},
			"IdentifierInput.scheme":           {"kommunkod", "organisationsnummer"},
			"IdentifierInput.value":            {"2281", "0114"},
			"SearchConnection.query":           {"kommun", "drift", "sundsvall"},
			"FormComparison.slugs":             {"network", "joint-board"},
		},
		places: map[string][]any{},
	}
	for _, list := range m.schema.Query.Fields {
		if list.Arguments.ForName("last") == nil {
			continue
		}
		node := m.nodeType(list.Type.Name())
		var names []string
		for _, f := range m.schema.Types[node].Fields {
			if m.isLeaf(f) {
				names = append(names, f.Name)
			}
		}
		query := fmt.Sprintf("{ list: %s(first: 30) { edges { node { %s } } } }", list.Name, strings.Join(names, " "))
		type rows struct {
			Edges []struct{ Node map[string]any }
		}
		for _, e := range data[struct{ List rows }](t, m.reader, query, nil).List.Edges {
			for _, name := range names {
				of := []string{node + "." + name}
				switch {
				case name == "id":
					of = append(of, "Node.id", "Node.ids")
				case strings.HasSuffix(name, "ode"):
					of = append(of, m.schema.Types[node].Fields.ForName(name).Type.Name())
				}
				if where := list.Arguments.ForName("where"); where != nil {
					of = append(of, where.Type.Name()+"."+name)
				}
				m.keep(of, e.Node[name])
			}
		}
	}
	return m
}

func (m *material) keep(keys []string, value any) {
	switch v := value.(type) {
	case nil:
	case []any:
		for _, item := range v {
			m.keep(keys, item)
		}
	case float64:
		m.keep(keys, int(v)) // a whole number, or near enough
	default:
		for _, k := range keys {
			if !slices.Contains(m.values[k], value) {
				m.values[k] = append(m.values[k], value)
			}
		}
	}
}

// known finds values for an argument or a field of a filter: of the field with that name, or of what the name stands for.
func (m *material) known(owner, name string, t *ast.Type) []any {
	base := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(name, "Contains"), "AtLeast"), "AtMost")
	thing := strings.ToUpper(name[:1]) + name[1:]
	for _, key := range []string{owner + "." + base, name, thing + ".id", thing + ".slug", t.Name()} {
		values := m.values[key]
		if key == thing+".id" && t.Name() != "ID" {
			continue
		}
		if len(values) > 0 {
			return values
		}
	}
	return []any{"nothing"}
}

func (m *material) isLeaf(f *ast.FieldDefinition) bool {
	return m.schema.Types[f.Type.Name()].IsLeafType()
}

// nodeType is the type of the things in a connection, "" for what is none.
func (m *material) nodeType(connection string) string {
	if edges := m.schema.Types[connection].Fields.ForName("edges"); edges != nil {
		return m.schema.Types[edges.Type.Name()].Fields.ForName("node").Type.Name()
	}
	return ""
}

// cursors gives places in lists of a type and in an order, as answers gave them.
func (m *material) cursors(connection, order string) []any {
	key := connection + order
	if known, ok := m.places[key]; ok {
		return known
	}
	m.places[key] = nil
	i := slices.IndexFunc(pagedLists, func(l paged) bool {
		return m.schema.Types[l.type_].Fields.ForName(l.field).Type.Name() == connection
	})
	if i < 0 {
		return nil // a search
	}
	answer := ask(m.t, m.reader, pagedLists[i].query(strings.Trim(order, "[]"), "first", "after"), map[string]any{"size": 5})
	for _, found := range cursorInAnswer.FindAllSubmatch(answer, -1) {
		m.places[key] = append(m.places[key], string(found[1]))
	}
	return m.places[key]
}

var cursorInAnswer = regexp.MustCompile(`"cursor":"([^"]+)"`)

// The reference executor has faults of its own, where the compiled one is right. Operations leave them out:
//
//   - after and before together are an internal error: entgql.MultiCursorsPredicate adds the id to the order twice.
//   - A single thing under two keys, as in { solution { slug } s: solution { name } }: ent loads what the last one selects.
//   - An order that is not in a list, beneath a single thing: ent reads none.
//   - A value of a type that cannot stand here and is called as a thing that can, as in { form { slug } ... on Node { ... on
//     Association { f: form } } }: ent loads the thing for it, and nothing of that.
//   - One list with other arguments under another key of its node, as in { node { users(first: 1) { … } } n: node {
//     users(first: 2) { … } }: ent knows the one page.
//   - One thing or list in fragments on several types, as in { ... on Region { sources { remark } } ... on Agency { sources
//     { source { title } } } }: ent loads what the last one selects.

// composer writes one operation.
type composer struct {
	*material
	rapid     *rapid.T
	declared  []string // variables, as the operation declares them
	sent      [2]map[string]any
	constant  bool // within the value of a variable
	fragments []fragment
	names     int // that were made up
	aliases   int
	fields    int
	rows      int // that the operation may give, roughly
}

// scope is what is selected at one place of the answer, by response key: what is selected there again must be the same.
type scope map[string]selected

type selected struct {
	head    string // with the alias, arguments and directives
	of      string // which field that is
	beneath scope
	rows    int
}

type fragment struct {
	name, on, text string
	keys           scope
}

// most rows that an operation may give, roughly: well below what it may cost.
const most = 1_500

// operation makes up an operation, and variables for two requests with it: a plan is kept between them.
func (m *material) operation(t *rapid.T) (query string, variables []map[string]any) {
	c := &composer{material: m, rapid: t, sent: [2]map[string]any{{}, {}}}
	set := c.selection("Query", "Query", scope{}, 11, 1)
	query = "query"
	if len(c.declared) > 0 {
		query += "(" + strings.Join(c.declared, ", ") + ")"
	}
	query += " " + set
	for _, f := range c.fragments {
		query += fmt.Sprintf("\nfragment %s on %s %s", f.name, f.on, f.text)
	}
	if len(c.declared) == 0 {
		return query, []map[string]any{nil}
	}
	return query, []map[string]any{c.sent[0], c.sent[1]}
}

func pick[T any](c *composer, from []T) T {
	return from[c.number(0, len(from)-1)] // the number alone is drawn: of a failure, the operation is what tells
}

// seldom is true once in n times, and false in the simplest case.
func (c *composer) seldom(n int) bool { return c.number(0, n-1) == n-1 }

// number draws each number as often as the others. Rapid prefers small ones, which here would be what the contract begins
// with; so its draw is scattered, but for zero, the simplest.
func (c *composer) number(from, to int) int {
	scattered := rapid.Uint64().Draw(c.rapid, "number") * 0x9E3779B97F4A7C15
	return from + int((scattered>>33)%uint64(to-from+1))
}

func (c *composer) name(prefix string) string {
	c.names++
	return prefix + strconv.Itoa(c.names)
}

// selection writes a selection set with braces, where things of the place's type stand. The rows are those that it is
// written for.
func (c *composer) selection(place, on string, s scope, depth, rows int) string {
	if len(s) == 0 && on == place {
		for _, f := range c.fragments {
			if f.on == on && c.seldom(3) {
				maps.Copy(s, f.keys)
				return "{ ..." + f.name + c.directive() + " }"
			}
		}
	}
	var b strings.Builder
	b.WriteString("{ ")
	for range c.number(1, 4) {
		kinds := c.kindsOf(on)
		switch {
		case len(kinds) > 0 && c.seldom(9):
			kind := pick(c, kinds)
			condition := "on " + kind
			if kind == on && c.seldom(2) {
				condition = ""
			}
			b.WriteString("... " + condition + c.directive() + " " + c.selection(place, kind, s, depth, rows))
		case len(kinds) > 0 && c.seldom(12):
			kind := pick(c, kinds)
			f := fragment{c.name("F"), kind, c.selection(place, kind, s, depth, rows), s}
			c.fragments = append(c.fragments, f)
			b.WriteString("..." + f.name + c.directive())
		default:
			b.WriteString(c.field(place, on, s, depth, rows))
		}
		b.WriteString(" ")
	}
	b.WriteString("}")
	return b.String()
}

// kindsOf are the types that a fragment may have where things of a type stand.
func (c *composer) kindsOf(name string) []string {
	d := c.schema.Types[name]
	kinds := []string{name}
	for _, other := range append(c.schema.GetPossibleTypes(d), c.schema.GetImplements(d)...) {
		if other != d {
			kinds = append(kinds, other.Name)
		}
	}
	return kinds
}

// isThing tells a field of a type that leads to other things.
func (c *composer) isThing(on, name string) bool {
	f := c.schema.Types[on].Fields.ForName(name)
	return f != nil && !c.isLeaf(f)
}

// notAsked are root fields that only the reference executor answers, dearly.
var notAsked = []string{
	"guidance", "guideline", "compareForms", "neighbourhood", "paths", "reachable", "communities", "centrality",
	"actorFacets", "solutionFacets", "searchFacets", "similarMunicipalities", "reuse", "acquisitionRoutes",
	"coverageGaps", "contractWindows", "relationshipStats", "agreementStats", "involvementStats", "relationshipSeries",
	"involvementSeries", "dependency", "ifLost", "diff", "quality",
}

var typename = &ast.FieldDefinition{Name: "__typename", Type: ast.NonNullNamedType("String", nil)}

// choose picks a field of a type, as dashboards do: pages and what is in them more than what is around them.
func (c *composer) choose(place, on string, depth, rows int) *ast.FieldDefinition {
	var leaves, things []*ast.FieldDefinition
	for _, f := range c.schema.Types[on].Fields {
		isPage := f.Arguments.ForName("first") != nil
		switch {
		case strings.HasPrefix(f.Name, "__") || slices.Contains(notAsked, f.Name):
		case c.isLeaf(f) && on != place && c.isThing(place, f.Name): // likewise
		case c.isLeaf(f):
			leaves = append(leaves, f)
		case isPage && (c.rows > most || rows > 100):
		case on != place && (place != "Actor" || !slices.Contains(c.kindsOf(place), on) || c.schema.Types[place].Fields.ForName(f.Name) != nil): // a fault, see above
		case f.Name == "edges", on == "Query" && (f.Arguments.ForName("where") != nil || f.Arguments.ForName("code") != nil):
			things = append(things, slices.Repeat([]*ast.FieldDefinition{f}, 12)...)
		case isPage, f.Name == "sources", f.Type.Elem == nil && c.schema.Types[f.Type.Name()].Fields.ForName("id") != nil:
			things = append(things, slices.Repeat([]*ast.FieldDefinition{f}, 6)...)
		default:
			things = append(things, f)
		}
	}
	isFrame := len(things) > 0 && (things[0].Name == "edges" || things[0].Name == "node")
	if depth > 2 && c.fields < 60 && len(things) > 0 && (len(leaves) == 0 || (isFrame && !c.seldom(4)) || c.seldom(3)) {
		return pick(c, things)
	}
	if len(leaves) == 0 || c.seldom(12) {
		return typename
	}
	return pick(c, leaves)
}

// field writes a field of a type with all that is beneath it.
func (c *composer) field(place, on string, s scope, depth, rows int) string {
	f := c.choose(place, on, depth, rows)
	key, of := f.Name, fmt.Sprint(f.Name, f.Type, len(f.Arguments))
	before, again := s[key]
	single := !c.isLeaf(f) && f.Type.Elem == nil && c.nodeType(f.Type.Name()) == "" && on != "Query" && f.Name != "node" && f.Name != "pageInfo"
	another := again && before.of != of
	if !single && c.aliases < 25 && (another || c.seldom(8)) {
		c.aliases++
		key, again, another = c.name("a"), false, false
	}
	if another {
		return "__typename"
	}
	c.fields++
	if !again {
		head, size := c.arguments(f)
		head = f.Name + head + c.directive()
		if key != f.Name {
			head = key + ": " + head
		}
		if f.Type.Elem != nil && f.Name != "edges" && !c.isLeaf(f) {
			size = 4
		}
		before = selected{head, of, scope{}, rows * size}
		if f.Name == "edges" || f.Name == "node" { // a fault, see above
			if known, ok := s["."+f.Name]; ok {
				before.beneath = known.beneath
			}
			s["."+f.Name] = before
		}
		s[key] = before
		c.rows += before.rows
	}
	if c.isLeaf(f) {
		return before.head
	}
	return before.head + " " + c.selection(f.Type.Name(), f.Type.Name(), before.beneath, depth-1, before.rows)
}

// directive writes what may leave a selection out.
func (c *composer) directive() string {
	if !c.seldom(14) {
		return ""
	}
	condition := c.give(ast.NonNullNamedType("Boolean", nil), func() any { return c.number(0, 1) == 1 })
	return fmt.Sprintf(" @%s(if: %s)", pick(c, []string{"include", "skip"}), condition)
}

// arguments writes the arguments of a field, and gives how many rows it may have.
func (c *composer) arguments(f *ast.FieldDefinition) (text string, size int) {
	given := map[string]string{}
	size = 1
	var key string // of several arguments that name one thing
	if f.Arguments.ForName("first") == nil && len(f.Arguments) > 2 {
		key = pick(c, f.Arguments[:len(f.Arguments)-1]).Name // the last one is asOf
	}
	order := ""
	for _, a := range f.Arguments {
		draw := func() any { return c.value(a.Type, f.Type.Name(), a.Name, 3) }
		switch a.Name {
		case "first", "last", "after", "before":
			continue // when the order is known
		case "orderBy":
			if order = a.DefaultValue.String(); c.seldom(2) {
				given[a.Name] = c.give(a.Type, func() any {
					v := draw()
					order = literal(v)
					return v
				})
			}
		case "where", "lang", "asOf":
			if c.seldom(3) {
				given[a.Name] = c.give(a.Type, draw)
			}
		default:
			if a.Type.NonNull || key == a.Name || (key == "" && c.seldom(2)) {
				given[a.Name] = c.give(a.Type, draw)
			}
		}
	}
	if f.Arguments.ForName("first") != nil {
		size = c.page(f, order, given)
	}
	var parts []string
	for _, a := range f.Arguments {
		if v, ok := given[a.Name]; ok {
			parts = append(parts, a.Name+": "+v)
		}
	}
	if len(parts) == 0 {
		return "", size
	}
	return "(" + strings.Join(parts, ", ") + ")", size
}

// page adds which page of a list is asked for, and gives its size.
func (c *composer) page(f *ast.FieldDefinition, order string, given map[string]string) (size int) {
	size = 5
	from := "first"
	if f.Arguments.ForName("last") != nil && c.seldom(3) {
		from = "last"
	}
	if from == "first" && c.rows == 0 && c.seldom(4) {
		size = 20 // when left out
	} else {
		smallest := 1
		if c.seldom(40) {
			smallest = 0 // refused
		}
		given[from] = c.give(f.Arguments.ForName(from).Type, func() any { return c.number(smallest, 5) })
	}
	if name := pick(c, []string{"", "", "", "after", "before"}); name != "" && f.Arguments.ForName(name) != nil {
		places := c.cursors(f.Type.Name(), order)
		if c.seldom(12) {
			places = append([]any{"nowhere", ""}, c.cursors("SourceConnection", "[]")...)
		}
		if len(places) > 0 {
			given[name] = c.give(f.Arguments.ForName(name).Type, func() any { return pick(c, places) })
		}
	}
	return size
}

// give writes a value where one of a type is asked for: as it is, or as a variable with a value for each request.
func (c *composer) give(t *ast.Type, draw func() any) string {
	if c.constant || !c.seldom(3) {
		return literal(draw())
	}
	c.constant = true
	name := c.name("v")
	c.declared = append(c.declared, "$"+name+": "+t.String())
	for _, sent := range []map[string]any{c.sent[1], c.sent[0]} { // the first request fits what is drawn after it
		switch {
		case t.NonNull || !c.seldom(25):
			sent[name] = draw()
		case c.seldom(2):
			sent[name] = nil
		}
	}
	c.constant = false
	return "$" + name
}

// word is a value of an enumeration, and text is GraphQL as it stands.
type (
	word string
	text string
)

func literal(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case word:
		return string(v)
	case text:
		return string(v)
	case []any:
		var items []string
		for _, item := range v {
			items = append(items, literal(item))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case map[string]any:
		var items []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			items = append(items, name+": "+literal(v[name]))
		}
		return "{" + strings.Join(items, ", ") + "}"
	default:
		b, _ := json.Marshal(v) // a scalar
		return string(b)
	}
}

// value makes up a value of a type, for an argument or a field of a filter.
func (c *composer) value(t *ast.Type, owner, name string, depth int) any {
	if t.Elem != nil {
		if !strings.HasSuffix(t.Name(), "Order") && c.seldom(3) {
			return c.value(t.Elem, owner, name, depth) // GraphQL takes one for a list of one
		}
		list := []any{}
		for range 1 + c.number(0, 3)/3 {
			list = append(list, c.value(t.Elem, owner, name, depth))
		}
		return list
	}
	d := c.schema.Types[t.Name()]
	switch {
	case d.Kind == ast.InputObject:
		return c.object(d, depth-1)
	case d.Kind == ast.Enum:
		return word(pick(c, d.EnumValues).Name)
	case d.Name == "Boolean":
		return c.number(0, 1) == 1
	case c.seldom(50) && d.Name != "Int":
		return "nothing of the kind" // nobody has it, or it is refused
	}
	v := pick(c, c.known(owner, name, t))
	if whole, ok := v.(string); ok && strings.HasSuffix(name, "Contains") {
		letters := []rune(whole)
		return string(letters[:c.number(1, min(4, len(letters)))])
	}
	return v
}

// object makes up an input object: what it needs, and one or two fields more.
func (c *composer) object(d *ast.Definition, depth int) any {
	o := map[string]any{}
	var free []*ast.FieldDefinition
	for _, f := range d.Fields {
		switch {
		case f.Type.NonNull && (f.DefaultValue == nil || c.seldom(2)):
			o[f.Name] = c.inObject(d, f, depth)
		case !f.Type.NonNull && (depth > 0 || c.schema.Types[f.Type.Name()].Kind != ast.InputObject):
			free = append(free, f)
		}
	}
	for range min(len(free), c.number(1, 2)) {
		if f := pick(c, free); o[f.Name] == nil {
			o[f.Name] = c.inObject(d, f, depth)
		}
	}
	return o
}

func (c *composer) inObject(d *ast.Definition, f *ast.FieldDefinition, depth int) any {
	draw := func() any { return c.value(f.Type, d.Name, f.Name, depth) }
	if c.constant {
		return draw()
	}
	return text(c.give(f.Type, draw))
}
