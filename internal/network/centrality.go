package network

import (
	"context"
	"math"
	"slices"
	"strings"

	"kommungraf/internal/problem"
)

// Measure is a way to tell how much a node stands in the middle. None of them minds the direction of relations, which
// says how a type is worded and not who matters.
type Measure string

// The measures.
const (
	// Degree is the number of relations.
	Degree Measure = "DEGREE"
	// Betweenness is the number of pairs of other nodes that a node lies between, a pair with several shortest ways
	// counting in parts.
	Betweenness Measure = "BETWEENNESS"
	// PageRank is the share of time that one spends at a node who walks along relations by chance, and now and then
	// (15 %) goes on from any node. The shares of a scope add up to 1.
	PageRank Measure = "PAGERANK"
)

var measures = []string{string(Degree), string(Betweenness), string(PageRank)}

// The most that betweenness is counted of. It is exact, and takes a time that grows with nodes × pairs.
const (
	MaxBetweennessNodes = 5000
	MaxBetweennessWork  = 100_000_000 // nodes × pairs of related nodes
)

// Central is a node with how much it stands in the middle.
type Central struct {
	Node  Vertex
	Value float64
}

// Centrality measures all nodes of a scope and gives the highest first, of equals the first by name and id.
//
// Anyone may ask who holds the lens. Its errors are *problem.Error with BAD_USER_INPUT for `measure`, `types` and
// `kinds`, and QUERY_TOO_COMPLEX when the betweenness of too large a scope is asked for; or that of the context.
func (g *Graph) Centrality(ctx context.Context, measure Measure, scope Scope, lens Lens) ([]Central, error) {
	if !slices.Contains(measures, string(measure)) {
		return nil, problem.BadInput("measure", wordsNoneOfThese, clip(string(measure)), strings.Join(measures, ", "))
	}
	p, err := g.plain(ctx, scope, lens)
	if err != nil {
		return nil, err
	}
	var values []float64
	switch measure {
	case Degree:
		values = p.strengths()
	case Betweenness:
		values, err = p.betweenness()
	case PageRank:
		values, err = p.pageRank()
	}
	if err != nil {
		return nil, err
	}
	all := make([]Central, len(values))
	for i, v := range values {
		all[i] = Central{p.vertices[i], v}
	}
	slices.SortStableFunc(all, func(a, b Central) int { // equals are in the order of names already
		switch {
		case a.Value > b.Value:
			return -1
		case a.Value < b.Value:
			return 1
		}
		return 0
	})
	return all, nil
}

// strengths counts the relations of each node.
func (p *plain) strengths() []float64 {
	values := make([]float64, len(p.vertices))
	for x := range values {
		for _, w := range p.weights[p.starts[x]:p.starts[x+1]] {
			values[x] += w
		}
	}
	return values
}

func (p *plain) betweenness() ([]float64, error) {
	if err := atMost("betweenness.nodes", "nodes have their betweenness counted", len(p.vertices), MaxBetweennessNodes); err != nil {
		return nil, err
	}
	if err := atMost("betweenness.work", "steps are taken to count betweenness", len(p.vertices)*len(p.joined)/2, MaxBetweennessWork); err != nil {
		return nil, err
	}
	values := make([]float64, len(p.vertices))
	b := newBrandes(p)
	for x := range p.vertices {
		if err := b.from(int32(x), values); err != nil {
			return nil, err
		}
	}
	for x := range values {
		values[x] /= 2 // each pair was met from both ends
	}
	return values, nil
}

// brandes counts betweenness by the method of Brandes (2001): from each node once, outwards to count the shortest ways
// and back to share them out.
type brandes struct {
	*plain
	order    []int32 // the nodes reached, nearest first
	distance []int32 // from the node, -1 where not reached
	ways     []float64
	share    []float64
}

func newBrandes(p *plain) *brandes {
	n := len(p.vertices)
	b := &brandes{p, make([]int32, 0, n), make([]int32, n), make([]float64, n), make([]float64, n)}
	for x := range b.distance {
		b.distance[x] = -1
	}
	return b
}

// from adds to the values what the ways from one node give.
func (b *brandes) from(start int32, values []float64) error {
	for _, x := range b.order {
		b.distance[x], b.ways[x], b.share[x] = -1, 0, 0
	}
	b.order = append(b.order[:0], start)
	b.distance[start], b.ways[start] = 0, 1
	for i := 0; i < len(b.order); i++ {
		x := b.order[i]
		from, to := b.row(int(x))
		if err := b.meter.spend(2 * int(to-from)); err != nil { // there and back
			return err
		}
		for _, y := range b.joined[from:to] {
			if b.distance[y] < 0 {
				b.distance[y] = b.distance[x] + 1
				b.order = append(b.order, y)
			}
			if b.distance[y] == b.distance[x]+1 {
				b.ways[y] += b.ways[x]
			}
		}
	}
	for i := len(b.order) - 1; i > 0; i-- {
		y := b.order[i]
		from, to := b.row(int(y))
		for _, x := range b.joined[from:to] {
			if b.distance[x] == b.distance[y]-1 {
				b.share[x] += b.ways[x] / b.ways[y] * (1 + b.share[y])
			}
		}
		values[y] += b.share[y]
	}
	return nil
}

const (
	damping       = 0.85
	pageRankExact = 1e-9 // the sum of all changes at which the shares are taken for final
	pageRankTurns = 200  // more than damping^n needs to fall below that
)

// pageRank goes on from equal shares until they hardly change. That of package gonum begins with shares
// of chance, so that two answers are never quite alike; the tests compare.
func (p *plain) pageRank() ([]float64, error) {
	n := len(p.vertices)
	strengths := p.strengths() // never 0, since a node without relations is not part of a scope
	shares, next := make([]float64, n), make([]float64, n)
	for x := range shares {
		shares[x] = 1 / float64(n)
	}
	for range pageRankTurns {
		change := 0.0
		for x := range shares {
			from, to := p.row(x)
			if err := p.meter.spend(int(to - from)); err != nil {
				return nil, err
			}
			sum := 0.0
			for i := from; i < to; i++ {
				y := p.joined[i]
				sum += shares[y] * p.weights[i] / strengths[y]
			}
			next[x] = (1-damping)/float64(n) + damping*sum
			change += math.Abs(next[x] - shares[x])
		}
		shares, next = next, shares
		if change < pageRankExact {
			break
		}
	}
	return shares, nil
}
