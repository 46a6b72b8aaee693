package network

import (
	"context"
	"fmt"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Scope is the part of a graph that is looked at as a whole. Nodes without a visible relation in it are not part of it.
type Scope struct {
	Types []Type             // of relations; nil for all
	Kinds []vocab.SearchKind // of nodes; nil for all
}

// plain is a scope as a graph without directions, in which two nodes are joined once, with the number of their relations
// as weight. Nodes are numbered by name and id, and each row is in order, so that sums always come out the same.
type plain struct {
	vertices []Vertex
	starts   []int32 // the row of node i is joined[starts[i]:starts[i+1]]
	joined   []int32
	weights  []float64
	meter    *meter
}

// plain makes the plain graph of a scope.
func (g *Graph) plain(ctx context.Context, scope Scope, lens Lens) (*plain, error) {
	a, err := filters(scope.Types, scope.Kinds, "", lens)
	if err != nil {
		return nil, err
	}
	p := &plain{meter: &meter{ctx: ctx}}
	byRank := make([]Vertex, len(g.ranks))
	ends := make([]int32, len(g.kinds)+1) // of the half-edges of each vertex
	total := int32(0)
	for v, k := range g.kinds {
		ends[v] = total
		if k == 0 {
			continue
		}
		byRank[g.ranks[v]] = Vertex(v)
		if err := g.joined(Vertex(v), &a, p.meter, func(Vertex) { total++ }); err != nil {
			return nil, err
		}
	}
	ends[len(g.kinds)] = total
	// Going through the nodes in order and adding each to the rows of its neighbours makes rows that are in order.
	halves, next := make([]int32, total), append([]int32(nil), ends...)
	for _, v := range byRank[:g.nodeCount()] {
		if next[v] == ends[v] && ends[v] == ends[v+1] {
			continue
		}
		n := int32(len(p.vertices))
		p.vertices = append(p.vertices, v)
		if err := g.joined(v, &a, p.meter, func(u Vertex) { halves[next[u]] = n; next[u]++ }); err != nil {
			return nil, err
		}
	}
	p.starts = append(make([]int32, 0, len(p.vertices)+1), 0)
	for _, v := range p.vertices {
		row := halves[ends[v]:ends[v+1]]
		for i, n := range row {
			if i > 0 && row[i-1] == n {
				p.weights[len(p.weights)-1]++
				continue
			}
			p.joined, p.weights = append(p.joined, n), append(p.weights, 1)
		}
		p.starts = append(p.starts, int32(len(p.joined)))
	}
	return p, nil
}

// joined calls yield with the node at the other end of each relation in the scope, but not with the node itself.
func (g *Graph) joined(v Vertex, a *asked, m *meter, yield func(Vertex)) error {
	if !a.kinds[g.kinds[v]] {
		return nil
	}
	e := g.ends.at(int32(v))
	for _, list := range [2][]half{e.out, e.in} {
		if err := m.spend(len(list)); err != nil {
			return err
		}
		for i := range list {
			if u := list[i].node; u != v && a.keeps(list[i].facts) && a.kinds[g.kinds[u]] {
				yield(u)
			}
		}
	}
	return nil
}

// atMost refuses a scope that is too large for something.
func atMost(limit, thing string, n, most int) error {
	if n <= most {
		return nil
	}
	return &problem.Error{
		Code: problem.TooComplex, Limit: limit,
		Message: fmt.Sprintf("at most %d %s, not %d: narrow it by types or kinds", most, thing, n),
	}
}

func (p *plain) row(x int) (from, to int32) { return p.starts[x], p.starts[x+1] }
