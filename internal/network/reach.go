package network

import (
	"cmp"
	"context"
	"slices"

	"kommungraf/internal/vocab"
)

// ReachQuestion asks what can be got to from a node.
type ReachQuestion struct {
	From      vocab.ID
	Types     []Type             // of relations; nil for all
	Direction vocab.Direction    // how relations are read; empty for both
	Kinds     []vocab.SearchKind // of nodes that are listed and passed; nil for all
	MaxHops   int                // 1 to MaxHops; 0 for MaxHops
	Max       int                // nodes, without the first: 1 to MaxNodes; 0 for DefaultNodes
}

// Reach is what can be got to.
type Reach struct {
	Nodes     []Reached // nearest first, then by name and id
	Truncated bool      // more can be got to
}

// Reached is a node that can be got to, with a shortest way.
type Reached struct {
	Node     Vertex
	Distance int
	Path     Path
}

// Reachable gives what can be got to from a node, the node itself left out. When there is too much, the nearest are
// listed, and of those equally near the first by name and then by id. Of several shortest ways to a node the one is given
// whose node before the last is listed first; of several relations between two nodes the one whose type comes first in the
// tables, then that with the lowest id.
//
// Anyone may ask who holds the lens. Its errors are *problem.Error with NOT_FOUND for `from`, and BAD_USER_INPUT for
// `types`, `direction`, `kinds`, `maxHops` and `max`; or that of the context.
func (g *Graph) Reachable(ctx context.Context, q ReachQuestion, lens Lens) (Reach, error) {
	a, err := filters(q.Types, q.Kinds, q.Direction, lens)
	if err != nil {
		return Reach{}, err
	}
	var failed [3]error
	a.hops, failed[0] = number("maxHops", q.MaxHops, MaxHops, MaxHops)
	a.max, failed[1] = number("max", q.Max, DefaultNodes, MaxNodes)
	from, err := g.origin("from", q.From)
	failed[2] = err
	if err := cmp.Or(failed[:]...); err != nil {
		return Reach{}, err
	}
	a.max++ // the node itself
	w := &walk{g: g, asked: a, meter: meter{ctx: ctx}, seen: newTable(len(g.kinds))}
	defer tables.Put(w.seen)
	w.choose = w.firstByName
	if err := w.run([]Vertex{from}); err != nil {
		return Reach{}, err
	}
	r := Reach{Truncated: w.truncated}
	paths := map[Vertex][]Hop{}
	for _, f := range w.nodes[1:] {
		b := Vertex(w.seen.number[f.vertex])
		hop := g.hop(b, f.vertex, &a)
		paths[f.vertex] = append(slices.Clip(paths[b]), hop)
		r.Nodes = append(r.Nodes, Reached{f.vertex, f.distance, Path{from, paths[f.vertex]}})
	}
	return r, nil
}

// hop is the step from one node to the next: of several relations the one whose type comes first in the tables, then that
// with the lowest id.
func (g *Graph) hop(from, to Vertex, a *asked) (best Hop) {
	first := true
	better := func(e Edge) bool { return first || g.compareLines(e, best.Edge) < 0 }
	if a.out {
		g.between(from, to, &a.sieve, func(e Edge) {
			if better(e) {
				best, first = Hop{e, true}, false
			}
		})
	}
	if a.in {
		g.between(to, from, &a.sieve, func(e Edge) {
			if better(e) {
				best, first = Hop{e, false}, false
			}
		})
	}
	return best
}
