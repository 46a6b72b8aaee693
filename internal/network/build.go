package network

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"kommungraf/internal/vocab"
)

// Builder makes a graph of rows that come one at a time: first all nodes, then all relations, in any order. Its errors
// are internal: rows of the database that contradict one another.
type Builder struct {
	nodes  editor[Node]
	lines  editor[line]
	facts  editor[facts]
	kinds  []kind
	byID   map[vocab.ID]Vertex
	failed error // the first
}

// NewBuilder makes a Builder.
func NewBuilder() *Builder { return &Builder{byID: make(map[vocab.ID]Vertex)} }

// Node adds a node.
func (b *Builder) Node(n Node) {
	k, err := kindOf(&n)
	if _, twice := b.byID[n.ID]; twice {
		err = fmt.Errorf("the node %s comes twice", n.ID)
	}
	if err != nil {
		b.fail(err)
		return
	}
	b.byID[n.ID] = Vertex(len(b.kinds))
	b.nodes.add(n)
	b.kinds = append(b.kinds, k)
}

// Relation adds a relation, of nodes that were added before.
func (b *Builder) Relation(r Relation) {
	row, f, err := pinned(&r, func(id vocab.ID) (Vertex, bool) {
		v, ok := b.byID[id]
		return v, ok
	})
	if err != nil {
		b.fail(err)
		return
	}
	b.lines.add(row)
	b.facts.add(f)
}

func (b *Builder) fail(err error) {
	if b.failed == nil {
		b.failed = err
	}
}

// Graph gives the graph, or the first thing that was wrong. The Builder is of no use afterwards.
func (b *Builder) Graph() (*Graph, error) {
	if b.failed != nil {
		return nil, fmt.Errorf("network: %w", b.failed)
	}
	g := &Graph{
		nodes: b.nodes.paged, lines: b.lines.paged, facts: b.facts.paged,
		kinds: b.kinds, degrees: make([]int32, len(b.kinds)), size: b.lines.n,
		counted: new(censuses),
	}
	b.byID = nil
	g.connect()
	g.rank(g.sorted(g.vertices()))
	g.indexNodes()
	g.indexLines()
	for i := range g.lineIndex.buckets {
		if id, twice := g.twice(g.lineIndex.buckets[i]); twice {
			return nil, fmt.Errorf("network: the relation %s comes twice", id)
		}
	}
	return g, nil
}

// New makes a graph of nodes and relations. See Builder.
func New(nodes []Node, relations []Relation) (*Graph, error) {
	b := NewBuilder()
	for _, n := range nodes {
		b.Node(n)
	}
	for _, r := range relations {
		b.Relation(r)
	}
	return b.Graph()
}

// connect lays out the half-edges. Going through the relations by their `to` end puts those of each `from` end in order,
// and going through these puts the others in order.
func (g *Graph) connect() {
	n := len(g.kinds)
	outEnds, inEnds := make([]int32, n+1), make([]int32, n+1) // where the half-edges of a node end, and those of the next begin
	for l := range int32(g.lines.n) {
		row := g.lines.at(l)
		outEnds[row.from+1]++
		inEnds[row.to+1]++
	}
	for v := range n {
		g.degrees[v] = outEnds[v+1] + inEnds[v+1]
		outEnds[v+1] += outEnds[v]
		inEnds[v+1] += inEnds[v]
	}
	outStarts, inStarts := slices.Clone(outEnds), slices.Clone(inEnds)
	byTo := make([]Line, g.lines.n)
	for l := range int32(g.lines.n) {
		to := g.lines.at(l).to
		byTo[inEnds[to]] = Line(l)
		inEnds[to]++
	}
	copy(inEnds, inStarts)
	out, in := make([]half, g.lines.n), make([]half, g.lines.n)
	for _, l := range byTo {
		row := g.lines.at(int32(l))
		out[outEnds[row.from]] = half{row.to, l, *g.facts.at(int32(l))}
		outEnds[row.from]++
	}
	lists := paged[ends]{}.edit()
	for v := range n {
		for _, h := range out[outStarts[v]:outStarts[v+1]] {
			in[inEnds[h.node]] = half{Vertex(v), h.line, h.facts}
			inEnds[h.node]++
		}
		lists.add(ends{
			out: out[outStarts[v]:outStarts[v+1]:outStarts[v+1]],
			in:  in[inStarts[v]:inStarts[v+1]:inStarts[v+1]],
		})
	}
	g.ends = lists.paged
}

// vertices lists all nodes that were not removed.
func (g *Graph) vertices() []Vertex {
	all := make([]Vertex, 0, len(g.kinds))
	for v, k := range g.kinds {
		if k != 0 {
			all = append(all, Vertex(v))
		}
	}
	return all
}

// sorted puts vertices in the order of names and ids, by the names themselves.
func (g *Graph) sorted(vertices []Vertex) []Vertex {
	slices.SortFunc(vertices, g.compareNames)
	return vertices
}

func (g *Graph) compareNames(a, b Vertex) int {
	x, y := g.Node(a), g.Node(b)
	return cmp.Or(strings.Compare(x.Sort, y.Sort), strings.Compare(string(x.ID), string(y.ID)))
}

// rank keeps the order of all vertices.
func (g *Graph) rank(order []Vertex) {
	g.ranks = make([]int32, len(g.kinds))
	for i, v := range order {
		g.ranks[v] = int32(i)
	}
}

func (g *Graph) indexNodes() {
	g.nodeIndex = newIndex(len(g.kinds), func(v int32) (uint64, bool) {
		if g.kinds[v] == 0 {
			return 0, false
		}
		return hash([]byte(g.nodes.at(v).ID[keyStart:])), true
	})
}

func (g *Graph) indexLines() {
	g.lineIndex = newIndex(g.lines.n, func(l int32) (uint64, bool) {
		row := g.lines.at(l)
		return hash(row.key[:]), row.from != none
	})
}

// twice finds an id that two of the lines have.
func (g *Graph) twice(lines []int32) (vocab.ID, bool) {
	const last = keyLength - 1 // differs nearly always
	for i, l := range lines {
		key := &g.lines.at(l).key
		for _, m := range lines[:i] {
			other := &g.lines.at(m).key
			if key[last] == other[last] && *key == *other && g.lineID(Line(l)) == g.lineID(Line(m)) {
				return g.lineID(Line(l)), true
			}
		}
	}
	return "", false
}

// kindOf checks a node and gives its kind.
func kindOf(n *Node) (kind, error) {
	if len(n.ID) <= keyStart {
		return 0, fmt.Errorf("%q is no id of a node", n.ID)
	}
	k := code(kindWords, n.Kind)
	if k < 0 {
		return 0, fmt.Errorf("the node %s is of no known kind: %q", n.ID, n.Kind)
	}
	return kind(k + 1), nil
}

// pinned checks a relation and makes a line of it; find knows the nodes.
func pinned(r *Relation, find func(vocab.ID) (Vertex, bool)) (line, facts, error) {
	f, err := pack(r)
	if err != nil {
		return line{}, 0, fmt.Errorf("the relation %s: %w", r.ID, err)
	}
	if len(r.ID) != keyStart+keyLength || r.ID.Prefix() != linePrefix(f) {
		return line{}, 0, fmt.Errorf("%q is no id of a relation that is one of %s", r.ID, r.Type.Entity)
	}
	if r.Revision < 0 || r.Revision > math.MaxUint32 {
		return line{}, 0, fmt.Errorf("the relation %s has the revision %d", r.ID, r.Revision)
	}
	from, ok1 := find(r.From)
	to, ok2 := find(r.To)
	supplier, ok3 := none, true
	if r.Supplier != "" {
		supplier, ok3 = find(r.Supplier)
	}
	if !ok1 || !ok2 || !ok3 {
		return line{}, 0, fmt.Errorf("the relation %s from %q to %q through %q names a node that is not there", r.ID, r.From, r.To, r.Supplier)
	}
	row := line{from: from, to: to, supplier: supplier, revision: uint32(r.Revision)}
	copy(row.key[:], r.ID[keyStart:])
	return row, f, nil
}
