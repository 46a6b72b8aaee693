package network

import (
	"cmp"
	"context"
	"slices"
)

// Division is a scope divided into communities.
type Division struct {
	Communities [][]Vertex // the largest first, of equals that with the first name; each in the order of names and ids
	// Modularity says how much better than chance the division is, from -0.5 to 1: above about 0.3 there are communities
	// to speak of. It is 0 where the scope has no relations.
	Modularity float64
}

// Communities divides a scope so that related nodes are together, by the method of Louvain, with each relation counting
// once. Nodes are taken by name and id, so that the answer is always the same.
//
// Anyone may ask who holds the lens. Its errors are *problem.Error with BAD_USER_INPUT for `types` and
// `kinds`; or that of the context.
func (g *Graph) Communities(ctx context.Context, scope Scope, lens Lens) (Division, error) {
	p, err := g.plain(ctx, scope, lens)
	if err != nil || len(p.vertices) == 0 {
		return Division{}, err
	}
	members, err := p.communities()
	if err != nil {
		return Division{}, err
	}
	d := Division{Communities: make([][]Vertex, slices.Max(members)+1), Modularity: p.modularity(members)}
	for x, c := range members {
		d.Communities[c] = append(d.Communities[c], p.vertices[x])
	}
	slices.SortFunc(d.Communities, func(a, b []Vertex) int {
		return cmp.Or(len(b)-len(a), g.byName(a[0], b[0]))
	})
	return d, nil
}

// blocks are groups of nodes seen as nodes: at first each node is one, later each community.
type blocks struct {
	starts  []int32 // as in plain
	joined  []int32
	weights []float64
	inner   []float64 // the weights inside each block, counted from both ends
}

// communities gives the community of each node, numbered from 0 (Blondel and others, 2008). Package gonum has the
// method too, and the tests compare; but it goes through all pairs of a community, and cannot be stopped.
func (p *plain) communities() ([]int32, error) {
	b := &blocks{p.starts, p.joined, p.weights, make([]float64, len(p.vertices))}
	members := make([]int32, len(p.vertices))
	for x := range members {
		members[x] = int32(x)
	}
	for {
		places, moved, err := b.settle(p.meter)
		if err != nil || !moved {
			return members, err
		}
		count := renumber(places)
		for x, m := range members {
			members[x] = places[m]
		}
		if b, err = b.merged(places, count, p.meter); err != nil {
			return nil, err
		}
	}
}

const (
	leastGain = 1e-9 // how much better another community must be for a block to move there
	mostTurns = 100  // of moving all blocks; a few are enough, and rounding must not keep one moving for ever
)

// settle moves each block to the neighbouring community where it adds most to the modularity, until none wants to
// move.
func (b *blocks) settle(m *meter) (places []int32, moved bool, err error) {
	n := len(b.inner)
	places = make([]int32, n)
	degrees, totals, all := make([]float64, n), make([]float64, n), 0.0
	for x := range n {
		places[x], degrees[x] = int32(x), b.inner[x]
		for _, w := range b.weights[b.starts[x]:b.starts[x+1]] {
			degrees[x] += w
		}
		totals[x] = degrees[x]
		all += degrees[x]
	}
	t := newTally(n)
	for turn, again := 0, true; again && turn < mostTurns; turn++ {
		again = false
		for x := range n {
			from, to := b.starts[x], b.starts[x+1]
			if err := m.spend(int(to-from) + 1); err != nil {
				return nil, false, err
			}
			t.clear()
			t.add(places[x], 0)
			for i := from; i < to; i++ {
				t.add(places[b.joined[i]], b.weights[i])
			}
			home := places[x]
			totals[home] -= degrees[x]
			best, most := home, t.sums[home]-totals[home]*degrees[x]/all
			for _, c := range t.seen[1:] {
				if gain := t.sums[c] - totals[c]*degrees[x]/all; gain > most+leastGain {
					best, most = c, gain
				}
			}
			totals[best] += degrees[x]
			if best != home {
				places[x], again, moved = best, true, true
			}
		}
	}
	return places, moved, nil
}

// renumber numbers communities from 0 in the order of their first blocks, and counts them.
func renumber(places []int32) (count int32) {
	numbers := make([]int32, len(places)) // one more than the number
	for x, c := range places {
		if numbers[c] == 0 {
			count++
			numbers[c] = count
		}
		places[x] = numbers[c] - 1
	}
	return count
}

// merged makes a block of each community.
func (b *blocks) merged(places []int32, count int32, m *meter) (*blocks, error) {
	next := &blocks{starts: []int32{0}, inner: make([]float64, count)}
	members := make([][]int32, count)
	for x, c := range places {
		members[c] = append(members[c], int32(x))
	}
	t := newTally(int(count))
	for c, blocks := range members {
		t.clear()
		for _, x := range blocks {
			from, to := b.starts[x], b.starts[x+1]
			if err := m.spend(int(to-from) + 1); err != nil {
				return nil, err
			}
			next.inner[c] += b.inner[x]
			for i := from; i < to; i++ {
				t.add(places[b.joined[i]], b.weights[i])
			}
		}
		for _, other := range t.seen {
			if int(other) == c {
				next.inner[c] += t.sums[other]
				continue
			}
			next.joined, next.weights = append(next.joined, other), append(next.weights, t.sums[other])
		}
		next.starts = append(next.starts, int32(len(next.joined)))
	}
	return next, nil
}

// tally adds up weights by community.
type tally struct {
	sums []float64
	met  []bool
	seen []int32 // the communities with a sum, in the order they were met
}

func newTally(n int) *tally { return &tally{make([]float64, n), make([]bool, n), nil} }

func (t *tally) add(c int32, w float64) {
	if !t.met[c] {
		t.met[c], t.seen = true, append(t.seen, c)
	}
	t.sums[c] += w
}

func (t *tally) clear() {
	for _, c := range t.seen {
		t.sums[c], t.met[c] = 0, false
	}
	t.seen = t.seen[:0]
}

// modularity is the share of relations that are inside communities, less the share expected by chance (Newman, 2006).
func (p *plain) modularity(members []int32) float64 {
	var all, inside float64
	degrees := make([]float64, len(p.vertices)) // of communities, of which there are no more than nodes
	for x, c := range members {
		from, to := p.row(x)
		for i := from; i < to; i++ {
			all += p.weights[i]
			degrees[c] += p.weights[i]
			if members[p.joined[i]] == c {
				inside += p.weights[i]
			}
		}
	}
	q := inside / all
	for _, d := range degrees {
		q -= d / all * d / all
	}
	return q
}
