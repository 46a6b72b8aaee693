package network

import (
	"cmp"
	"context"
	"slices"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Question asks what lies around some nodes.
type Question struct {
	Of        []vocab.ID         // 1 to MaxOrigins
	Hops      int                // 1 to MaxHops; 0 for 1
	Types     []Type             // of relations; nil for all
	Direction vocab.Direction    // how relations are read on the way out; empty for both
	Kinds     []vocab.SearchKind // of nodes that are listed and passed; nil for all. Those asked of may be of any kind
	MaxNodes  int                // with those asked of: 1 to MaxNodes; 0 for DefaultNodes
	MaxLinks  int                // 1 to MaxLinks; 0 for DefaultLinks
}

// Neighbourhood is what lies around some nodes.
type Neighbourhood struct {
	Nodes []Neighbour // nearest first, then those with most links, then by name and id
	// Links are the visible relations of the types asked for among the nodes, in whatever direction: each where the later
	// of its two ends is listed; there by types in the order of the tables, then by id.
	Links     []Edge
	Truncated bool // there is more than was listed
}

// Neighbour is a node of a neighbourhood.
type Neighbour struct {
	Node     Vertex
	Distance int // steps from the nearest of those asked of; 0 for these
	Links    int // visible relations of the types asked for, also to nodes that are not listed
}

// Neighbourhood gives what lies around some nodes, breadth first. When there are too many nodes, the nearest are listed;
// of those equally near the ones with most visible relations of the types asked for, in either direction; of these the
// first by name and then by id. A level that does not fit is the last, so that no node is listed without the way to it.
// When there are too many links, those among the nodes listed first are given.
//
// Anyone may ask who holds the lens. Its errors are *problem.Error with NOT_FOUND for `of`, and BAD_USER_INPUT for `of`,
// `hops`, `types`, `direction`, `kinds`, `maxNodes` and `maxLinks`; or that of the context.
func (g *Graph) Neighbourhood(ctx context.Context, q Question, lens Lens) (Neighbourhood, error) {
	a, err := filters(q.Types, q.Kinds, q.Direction, lens)
	if err != nil {
		return Neighbourhood{}, err
	}
	var failed [3]error
	var mostLinks int
	a.hops, failed[0] = number("hops", q.Hops, 1, MaxHops)
	a.max, failed[1] = number("maxNodes", q.MaxNodes, DefaultNodes, MaxNodes)
	mostLinks, failed[2] = number("maxLinks", q.MaxLinks, DefaultLinks, MaxLinks)
	if err := cmp.Or(failed[:]...); err != nil {
		return Neighbourhood{}, err
	}
	origins, err := g.origins("of", q.Of)
	switch {
	case err != nil:
		return Neighbourhood{}, err
	case len(origins) == 0:
		return Neighbourhood{}, problem.BadInput("of", "name at least one actor or solution")
	case len(origins) > a.max:
		return Neighbourhood{}, problem.BadInput("maxNodes", "it is at least the %d that the question is of, not %d", len(origins), a.max)
	}
	w := &walk{g: g, asked: a, meter: meter{ctx: ctx}, census: g.census(a.sieve), seen: newTable(len(g.kinds))}
	defer tables.Put(w.seen)
	w.choose = w.mostLinked
	if err := w.run(origins); err != nil {
		return Neighbourhood{}, err
	}
	return w.neighbourhood(mostLinks)
}

func (w *walk) neighbourhood(mostLinks int) (Neighbourhood, error) {
	n := Neighbourhood{Nodes: make([]Neighbour, len(w.nodes)), Truncated: w.truncated}
	for i, f := range w.nodes {
		n.Nodes[i] = Neighbour{f.vertex, f.distance, int(f.links)}
	}
	links, more, err := w.linksAmong(n.Nodes, mostLinks)
	n.Links, n.Truncated = links, n.Truncated || more
	return n, err
}

// linksAmong lists the relations among nodes, node after node, until there are as many as asked for: each node brings
// those with itself and the nodes before it.
func (w *walk) linksAmong(nodes []Neighbour, most int) (links []Edge, more bool, err error) {
	chosen := newTable(len(w.g.kinds))
	defer tables.Put(chosen)
	sorted := make([]Vertex, 0, len(nodes))
	for _, n := range nodes {
		v := n.Node
		chosen.add(v)
		i, _ := slices.BinarySearch(sorted, v)
		sorted = slices.Insert(sorted, i, v)
		start := len(links)
		if links, err = w.linksWith(links, v, sorted, chosen); err != nil {
			return nil, false, err
		}
		slices.SortFunc(links[start:], w.g.compareLines)
		if len(links) > most {
			return links[:most], true, nil
		}
	}
	return links, false, nil
}

// linksWith lists the relations of a node with those chosen so far: by going through the relations of the node, or where
// these are many, by looking for those chosen among them.
func (w *walk) linksWith(links []Edge, v Vertex, sorted []Vertex, chosen *table) ([]Edge, error) {
	s := &w.asked.sieve
	const searchCost = 16
	if degree := int(w.g.degrees[v]); degree > searchCost*len(sorted) {
		for _, other := range sorted {
			w.g.between(v, other, s, func(e Edge) { links = append(links, e) })
			if other != v {
				w.g.between(other, v, s, func(e Edge) { links = append(links, e) })
			}
		}
		return links, w.meter.spend(searchCost * len(sorted))
	}
	e := w.g.ends.at(int32(v))
	for _, h := range e.out {
		if chosen.has(h.node) && s.keeps(h.facts) {
			links = append(links, Edge{h.line, v, h.node, h.facts})
		}
	}
	for _, h := range e.in {
		if h.node != v && chosen.has(h.node) && s.keeps(h.facts) {
			links = append(links, Edge{h.line, h.node, v, h.facts})
		}
	}
	return links, w.meter.spend(len(e.out) + len(e.in))
}
