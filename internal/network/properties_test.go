package network_test

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kommungraf/internal/network"
	"kommungraf/internal/vocab"
)

const mostNodes, mostRelations = 12, 36

var (
	days       = []vocab.Date{vocab.FirstDay, "2019-12-31", "2020-01-01", "2020-06-15", vocab.LastDay}
	kinds      = []vocab.SearchKind{"MUNICIPALITY", "ASSOCIATION", "SUPPLIER", vocab.FindSolution}
	someTypes  = []network.Type{rel("MEMBER_OF"), rel("OWNS"), inv("USES"), inv("OWNS"), link("BASED_ON"), link("REPLACES")}
	visibility = []vocab.Visibility{vocab.Public, vocab.Sector, vocab.Parties}
)

func rel(code string) network.Type { return network.Type{Entity: vocab.EntityRelationship, Code: code} }

func inv(code string) network.Type { return network.Type{Entity: vocab.EntityInvolvement, Code: code} }

func link(code string) network.Type {
	return network.Type{Entity: vocab.EntitySolutionLink, Code: code}
}

func nodeID(i int) vocab.ID {
	prefix := vocab.PrefixSolution
	if k := kinds[i%len(kinds)]; k != vocab.FindSolution {
		prefix = vocab.ActorKind(k).Prefix()
	}
	return vocab.DerivedID(prefix, "node", fmt.Sprint(i))
}

// drawNode makes a node; few names, so that some are alike.
func drawNode(t *rapid.T, i int) network.Node {
	name := rapid.SampledFrom([]string{"ale", "bjuv", "dals-ed"}).Draw(t, "name")
	return network.Node{ID: nodeID(i), Kind: kinds[i%len(kinds)], Name: strings.ToUpper(name), Sort: name, Population: rapid.IntRange(0, 9).Draw(t, "population")}
}

// drawRelation makes a relation among nodes that are there, low numbers being hubs. Its ends need not suit its type, and
// may be one and the same: the package leaves that to those who write.
func drawRelation(t *rapid.T, i int, nodes []vocab.ID) network.Relation {
	end := func(label string) vocab.ID {
		return nodes[min(rapid.IntRange(0, len(nodes)-1).Draw(t, label), rapid.IntRange(0, len(nodes)-1).Draw(t, label))]
	}
	r := network.Relation{
		Type: someTypes[i%len(someTypes)], From: end("from"), To: end("to"),
		ValidFirst: rapid.SampledFrom(days).Draw(t, "first"), ValidLast: rapid.SampledFrom(days).Draw(t, "last"),
		Status:     rapid.SampledFrom([]vocab.ClaimStatus{vocab.Asserted, vocab.Confirmed, vocab.Disputed, vocab.Withdrawn}).Draw(t, "status"),
		Visibility: rapid.SampledFrom(visibility).Draw(t, "visibility"),
		Confidence: rapid.SampledFrom([]vocab.Confidence{vocab.High, vocab.Medium, vocab.Low}).Draw(t, "confidence"),
		Sourced:    rapid.Bool().Draw(t, "sourced"),
		Revision:   rapid.SampledFrom([]int{0, 1, math.MaxUint32}).Draw(t, "revision"),
	}
	prefix := map[vocab.RelationEntity]vocab.Prefix{
		vocab.EntityRelationship: vocab.PrefixRelationship, vocab.EntityInvolvement: vocab.PrefixInvolvement, vocab.EntitySolutionLink: vocab.PrefixSolutionLink,
	}[r.Type.Entity]
	r.ID = vocab.DerivedID(prefix, "relation", fmt.Sprint(i))
	if r.Type == inv("USES") && rapid.Bool().Draw(t, "through someone") {
		r.Supplier = end("supplier")
	}
	return r
}

func drawWorld(t *rapid.T) world {
	w := world{make(map[vocab.ID]network.Node), make(map[vocab.ID]network.Relation)}
	var nodes []vocab.ID
	for i := range rapid.IntRange(2, mostNodes).Draw(t, "nodes") {
		n := drawNode(t, i)
		w.nodes[n.ID] = n
		nodes = append(nodes, n.ID)
	}
	for i := range rapid.IntRange(0, mostRelations).Draw(t, "relations") {
		r := drawRelation(t, i, nodes)
		w.relations[r.ID] = r
	}
	return w
}

func drawView(t *rapid.T) view {
	return view{
		day:       rapid.SampledFrom(days).Draw(t, "day"),
		seen:      visibility[:rapid.IntRange(0, 3).Draw(t, "class")],
		whenever:  rapid.Bool().Draw(t, "whenever"),
		withdrawn: rapid.Bool().Draw(t, "withdrawn"),
	}
}

// asking is one of each question.
type asking struct {
	view  view
	near  network.Question
	reach network.ReachQuestion
	way   network.PathQuestion
	scope network.Scope
}

func drawAsking(t *rapid.T, w world) asking {
	all := slices.Sorted(maps.Keys(w.nodes))
	ends := rapid.Permutation(all).Draw(t, "ends")
	var types []network.Type
	if rapid.Bool().Draw(t, "some types") {
		types = rapid.SliceOfNDistinct(rapid.SampledFrom(someTypes), 1, 4, rapid.ID).Draw(t, "types")
	}
	var some []vocab.SearchKind
	if rapid.IntRange(0, 2).Draw(t, "some kinds") == 0 {
		some = rapid.SliceOfNDistinct(rapid.SampledFrom(kinds), 1, 3, rapid.ID).Draw(t, "kinds")
	}
	d := rapid.SampledFrom([]vocab.Direction{"", vocab.Out, vocab.In}).Draw(t, "direction")
	hops, most := rapid.IntRange(1, 4).Draw(t, "hops"), rapid.IntRange(2, mostNodes).Draw(t, "most")
	q := asking{
		drawView(t),
		network.Question{Of: ends[:rapid.IntRange(1, 2).Draw(t, "origins")], Hops: hops, Types: types, Direction: d, Kinds: some, MaxNodes: most, MaxLinks: rapid.IntRange(1, mostRelations).Draw(t, "links")},
		network.ReachQuestion{From: ends[0], Types: types, Direction: d, Kinds: some, MaxHops: hops, Max: most},
		network.PathQuestion{From: ends[0], To: ends[1], MaxHops: rapid.IntRange(1, 6).Draw(t, "steps"), Types: types, Kinds: some, MaxPaths: rapid.IntRange(1, 9).Draw(t, "paths")},
		network.Scope{Types: types, Kinds: some},
	}
	if len(ends) > 2 && rapid.Bool().Draw(t, "exclude") {
		q.way.Exclude = ends[2:3]
	}
	return q
}

// answers are the answers to one of each question, to the byte.
func answers(g *network.Graph, q asking) string {
	parts := []string{
		neighbourhood(g, q.near, q.view), reachable(g, q.reach, q.view), paths(g, q.way, q.view),
		communities(g, q.scope, q.view), counted(g, q.view),
	}
	for _, m := range []network.Measure{network.Degree, network.Betweenness, network.PageRank} {
		parts = append(parts, central(g, m, q.scope, q.view))
	}
	return strings.Join(parts, "--\n")
}

// counted goes through everything once.
func counted(g *network.Graph, v view) string {
	types := network.Count(g.All(v.lens()), func(e network.Edge) (string, bool) { return fmt.Sprint(e.Type()), true })
	var lines []string
	for n, node := range g.Nodes() {
		out, in := 0, 0
		for range g.Out(n, v.lens()) {
			out++
		}
		for range g.In(n, v.lens()) {
			in++
		}
		lines = append(lines, fmt.Sprintln(*node, out, in))
	}
	slices.Sort(lines)
	return fmt.Sprintln(types, lines)
}

func same(t *rapid.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Fatalf("%s\n got:\n%s\nwant:\n%s", what, got, want)
	}
}

func TestAnswersEqualThoseFoundTheLongWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		g := w.graph()
		for range 3 {
			q := drawAsking(t, w)
			same(t, "neighbourhood", neighbourhood(g, q.near, q.view), w.neighbourhood(q.near, q.view))
			same(t, "reachable", reachable(g, q.reach, q.view), w.reachable(q.reach, q.view))
			same(t, "paths", paths(g, q.way, q.view), w.paths(q.way, q.view))
			same(t, "degree", central(g, network.Degree, q.scope, q.view), w.degrees(q.scope, q.view))
			checkBetweenness(t, g, w, q)
			checkPageRank(t, g, w, q)
			checkCommunities(t, g, w, q)
		}
		for id, r := range w.relations {
			l, ok := g.FindRelation(id)
			if !ok || g.Relation(l) != r {
				t.Fatalf("%v came back as %v, %v", r, g.Relation(l), ok)
			}
		}
	})
}

// A graph in which the hidden relations never were gives the same answers to the byte.
func TestWhatIsHiddenHasNoEffect(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		g := w.graph()
		for range 4 {
			q := drawAsking(t, w)
			same(t, "without the hidden", answers(w.without(q.view).graph(), q), answers(g, q))
		}
	})
}

// However a graph came to be, it answers as one that was made at once; and the graphs on the way still answer as before.
func TestChangesLeadToTheSameGraph(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		g := w.graph()
		for range rapid.IntRange(1, 6).Draw(t, "writes") {
			q := drawAsking(t, w)
			before := answers(g, q)
			c := drawChanges(t, w)
			next, err := g.With(c)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "the graph before", answers(g, q), before)
			w, g = w.with(c), next
			q = drawAsking(t, w)
			same(t, "the graph after", answers(g, q), answers(w.graph(), q))
			for id, r := range w.relations {
				if l, ok := g.FindRelation(id); !ok || g.Relation(l) != r {
					t.Fatalf("%v came back as %v, %v", r, g.Relation(l), ok)
				}
			}
			for _, id := range c.RemovedRelations {
				if _, ok := g.FindRelation(id); ok && w.relations[id].ID == "" {
					t.Fatalf("%s is still there", id)
				}
			}
		}
	})
}

func drawChanges(t *rapid.T, w world) (c network.Changes) {
	nodes := maps.Clone(w.nodes)
	for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, mostNodes+3), 0, 3, rapid.ID).Draw(t, "changed nodes") {
		c.Nodes = append(c.Nodes, drawNode(t, i))
		nodes[nodeID(i)] = network.Node{}
	}
	if all := slices.Sorted(maps.Keys(w.nodes)); len(nodes) > 3 && rapid.IntRange(0, 3).Draw(t, "remove a node") == 0 {
		id := rapid.SampledFrom(all).Draw(t, "removed node")
		if !slices.ContainsFunc(c.Nodes, func(n network.Node) bool { return n.ID == id }) {
			c.RemovedNodes = []vocab.ID{id}
			delete(nodes, id)
		}
	}
	for id, r := range w.relations {
		for _, gone := range c.RemovedNodes {
			if r.From == gone || r.To == gone || r.Supplier == gone {
				c.RemovedRelations = append(c.RemovedRelations, id)
			}
		}
	}
	left := slices.Sorted(maps.Keys(nodes))
	for _, i := range rapid.SliceOfN(rapid.IntRange(0, mostRelations+5), 0, 4).Draw(t, "changed relations") {
		c.Relations = append(c.Relations, drawRelation(t, i, left))
	}
	for _, i := range rapid.SliceOfN(rapid.IntRange(0, mostRelations+5), 0, 3).Draw(t, "removed relations") {
		for _, prefix := range []vocab.Prefix{vocab.PrefixRelationship, vocab.PrefixInvolvement, vocab.PrefixSolutionLink} {
			c.RemovedRelations = append(c.RemovedRelations, vocab.DerivedID(prefix, "relation", fmt.Sprint(i)))
		}
	}
	return c
}

func (w world) with(c network.Changes) world {
	w = world{maps.Clone(w.nodes), maps.Clone(w.relations)}
	for _, id := range c.RemovedRelations {
		delete(w.relations, id)
	}
	for _, n := range c.Nodes {
		w.nodes[n.ID] = n
	}
	for _, r := range c.Relations {
		w.relations[r.ID] = r
	}
	for _, id := range c.RemovedNodes {
		delete(w.nodes, id)
	}
	return w
}
