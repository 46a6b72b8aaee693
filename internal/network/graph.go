package network

import (
	"bytes"
	"iter"
	"slices"

	"kommungraf/internal/vocab"
)

// Graph is every actor, solution and relation at one revision. It never changes and may be read by any number of
// goroutines at a time.
type Graph struct {
	nodes     paged[Node]
	ends      paged[ends]
	lines     paged[line]
	facts     paged[facts]
	kinds     []kind  // of each vertex; 0 where a node was removed
	degrees   []int32 // of each vertex: its half-edges, whoever may see them. Never shown, only used to plan
	ranks     []int32 // of each vertex: its place in the order of names and ids
	nodeIndex index   // by id
	lineIndex index   // by id
	free      []Line  // numbers of removed relations
	size      int     // relations
	counted   *censuses
}

// ends are the half-edges of a node, in the order of the vertex at the other end and of their lines.
type ends struct{ out, in []half }

// half is a relation as one of its ends sees it.
type half struct {
	node  Vertex // at the other end
	line  Line
	facts facts
}

// line is what is kept of a relation once. A removed one has no ends (none).
type line struct {
	key                [keyLength]byte // the id without its prefix
	from, to, supplier Vertex          // supplier may be none
	revision           uint32
}

const (
	none      Vertex = -1
	keyStart         = len("rel_")
	keyLength        = 26
)

// kind is the place of a node's kind in kinds of vocab, counted from 1.
type kind uint8

var kindWords = vocab.SearchKind("").Values()

// Edge is a relation as a traversal meets it. It is small, and valid for the graph that it came from.
type Edge struct {
	Line     Line
	From, To Vertex
	facts    facts
}

// Type names the type of the relation.
func (e Edge) Type() Type { return types[e.facts.kind()] }

// Sourced tells whether the relation names a source.
func (e Edge) Sourced() bool { return e.facts>>6&1 != 0 }

// Confidence says how sure the knowledge base is of the relation.
func (e Edge) Confidence() vocab.Confidence { return vocab.Confidence(confidences[e.facts>>4&3]) }

// Status says where the claim stands between its parties.
func (e Edge) Status() vocab.ClaimStatus { return vocab.ClaimStatus(statuses[e.facts>>2&3]) }

// Visibility says who may see the relation.
func (e Edge) Visibility() vocab.Visibility { return vocab.Visibility(visibilities[e.facts&3]) }

// ValidFirst is the first day on which the relation may have held.
func (e Edge) ValidFirst() vocab.Date { return unpackDay(e.facts.first()) }

// ValidLast is the last day on which the relation may have held.
func (e Edge) ValidLast() vocab.Date { return unpackDay(e.facts.last()) }

// Find gives the node with an id.
func (g *Graph) Find(id vocab.ID) (Vertex, bool) {
	if len(id) <= keyStart {
		return none, false
	}
	v := Vertex(g.nodeIndex.find(hash([]byte(id[keyStart:])), func(i int32) bool { return g.nodes.at(i).ID == id }))
	return v, v >= 0
}

// FindRelation gives the relation with an id, whoever may see it.
func (g *Graph) FindRelation(id vocab.ID) (Line, bool) {
	if len(id) != keyStart+keyLength {
		return -1, false
	}
	l := Line(g.lineIndex.find(hash([]byte(id[keyStart:])), func(i int32) bool {
		return string(g.lines.at(i).key[:]) == string(id[keyStart:]) && linePrefix(*g.facts.at(i)) == id.Prefix()
	}))
	return l, l >= 0
}

// Node gives what is known of a node. It must not be changed.
func (g *Graph) Node(v Vertex) *Node { return g.nodes.at(int32(v)) }

// Edge gives a relation as a traversal meets it.
func (g *Graph) Edge(l Line) Edge {
	row := g.lines.at(int32(l))
	return Edge{l, row.from, row.to, *g.facts.at(int32(l))}
}

// RelationID gives the id of a relation.
func (g *Graph) RelationID(l Line) vocab.ID { return g.lineID(l) }

// Relation gives all that is kept of a relation.
func (g *Graph) Relation(l Line) Relation {
	row, e := g.lines.at(int32(l)), g.Edge(l)
	r := Relation{
		ID: g.lineID(l), Type: e.Type(), From: g.Node(e.From).ID, To: g.Node(e.To).ID,
		ValidFirst: e.ValidFirst(), ValidLast: e.ValidLast(), Status: e.Status(), Visibility: e.Visibility(),
		Confidence: e.Confidence(), Sourced: e.Sourced(), Revision: int(row.revision),
	}
	if v, ok := g.Supplier(l); ok {
		r.Supplier = g.Node(v).ID
	}
	return r
}

// Supplier is the actor through which a solution is used, where the involvement names one.
func (g *Graph) Supplier(l Line) (Vertex, bool) {
	v := g.lines.at(int32(l)).supplier
	return v, v != none && g.kinds[v] != 0
}

func (g *Graph) lineID(l Line) vocab.ID {
	return vocab.ID(linePrefix(*g.facts.at(int32(l)))) + "_" + vocab.ID(g.lines.at(int32(l)).key[:])
}

// linePrefix is the prefix of the ids of relations of an entity.
func linePrefix(f facts) vocab.Prefix {
	switch types[f.kind()].Entity {
	case vocab.EntityInvolvement:
		return vocab.PrefixInvolvement
	case vocab.EntitySolutionLink:
		return vocab.PrefixSolutionLink
	default:
		return vocab.PrefixRelationship
	}
}

// compareLines orders relations by type, in the order of the tables, and then by id.
func (g *Graph) compareLines(a, b Edge) int {
	if c := int(a.facts.kind()) - int(b.facts.kind()); c != 0 {
		return c
	}
	return bytes.Compare(g.lines.at(int32(a.Line)).key[:], g.lines.at(int32(b.Line)).key[:])
}

// Nodes goes through all nodes in no order to rely on.
func (g *Graph) Nodes() iter.Seq2[Vertex, *Node] {
	return func(yield func(Vertex, *Node) bool) {
		for v, k := range g.kinds {
			if k != 0 && !yield(Vertex(v), g.Node(Vertex(v))) {
				return
			}
		}
	}
}

// Size counts nodes and relations, whoever may see them.
func (g *Graph) Size() (nodes, relations int) { return g.nodeCount(), g.size }

func (g *Graph) nodeCount() (n int) {
	for _, k := range g.kinds {
		if k != 0 {
			n++
		}
	}
	return n
}

// Out goes through the relations that a node is the `from` end of, in no order to rely on.
func (g *Graph) Out(v Vertex, lens Lens) iter.Seq[Edge] {
	return func(yield func(Edge) bool) { g.eachOut(v, lens, yield) }
}

// In goes through the relations that a node is the `to` end of, in no order to rely on.
func (g *Graph) In(v Vertex, lens Lens) iter.Seq[Edge] {
	return func(yield func(Edge) bool) { g.eachIn(v, lens, yield) }
}

// All goes through all relations, in no order to rely on.
func (g *Graph) All(lens Lens) iter.Seq[Edge] {
	return func(yield func(Edge) bool) {
		for v := range g.kinds {
			if !g.eachOut(Vertex(v), lens, yield) {
				return
			}
		}
	}
}

func (g *Graph) eachOut(v Vertex, lens Lens, yield func(Edge) bool) bool {
	for _, h := range g.ends.at(int32(v)).out {
		if lens.passes(h.facts) && !yield(Edge{h.line, v, h.node, h.facts}) {
			return false
		}
	}
	return true
}

func (g *Graph) eachIn(v Vertex, lens Lens, yield func(Edge) bool) bool {
	for _, h := range g.ends.at(int32(v)).in {
		if lens.passes(h.facts) && !yield(Edge{h.line, h.node, v, h.facts}) {
			return false
		}
	}
	return true
}

// Count counts relations in groups. Those for which group says false are in none.
func Count[K comparable](edges iter.Seq[Edge], group func(Edge) (K, bool)) map[K]int {
	counts := make(map[K]int)
	for e := range edges {
		if k, ok := group(e); ok {
			counts[k]++
		}
	}
	return counts
}

// CountNodes counts nodes in groups. Those for which group says false are in none.
func (g *Graph) CountNodes(group func(Vertex, *Node) (string, bool)) map[string]int {
	counts := make(map[string]int)
	for v, n := range g.Nodes() {
		if k, ok := group(v, n); ok {
			counts[k]++
		}
	}
	return counts
}

// byName orders vertices by name and then by id.
func (g *Graph) byName(a, b Vertex) int { return int(g.ranks[a]) - int(g.ranks[b]) }

// between calls yield for the relations from one node to another that the sieve keeps.
func (g *Graph) between(from, to Vertex, s *sieve, yield func(Edge)) {
	list := g.ends.at(int32(from)).out
	i, _ := slices.BinarySearchFunc(list, to, func(h half, v Vertex) int { return int(h.node) - int(v) })
	for ; i < len(list) && list[i].node == to; i++ {
		if s.keeps(list[i].facts) {
			yield(Edge{list[i].line, from, to, list[i].facts})
		}
	}
}
