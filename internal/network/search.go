package network

import (
	"context"
	"math"
	"slices"
)

// search looks for paths of one length after the other. For each length it first finds the least weight with which each
// node leads on to the end in the steps that are left, ignoring that no node may be passed twice, and then puts paths
// together from the start, the most promising piece first. A piece is never lighter than promised, so whole paths come
// out in order.
//
// The least weights of all nodes that matter are found by going half way from each side: layers grow from the end and
// from the start, where fewer half-edges have to be gone through. Nodes in the layers of the start get their weights by
// looking towards the end.
type search struct {
	g        *Graph
	asked    asked
	meter    meter
	from, to Vertex
	exclude  []Vertex

	census *census // the weights of nodes
	once   *table  // neighbours of one node that were met
	pooled []*table

	near []layer // near[i] lists what i steps lead to from the start
	next *layer  // what comes after near, when it was found to be too large to look ahead from
	far  []layer // far[i] lists what leads to the end in i steps, with the least weight of what lies between

	queue queue
	found PathsFound
	steps int
	// sure are the weights of pieces of one length that are known to become paths: the least of them, at most as many as
	// paths were wanted of this length. Heavier pieces need not be kept.
	sure   []int32
	wanted int
}

// layer is what can be reached in a number of steps, walking to and fro.
type layer struct {
	nodes  []Vertex
	weight *table // of far layers: the least weight of the nodes between this and the end
	cost   int    // half-edges to go through for the next layer
}

func newSearch(ctx context.Context, g *Graph, a asked) *search {
	s := &search{g: g, asked: a, meter: meter{ctx: ctx}, census: g.census(a.sieve)}
	s.once = s.table()
	return s
}

func (s *search) table() *table {
	t := newTable(len(s.g.kinds))
	s.pooled = append(s.pooled, t)
	return t
}

func (s *search) close() {
	for _, t := range s.pooled {
		tables.Put(t)
	}
}

// run gives up to the asked number of paths.
func (s *search) run() (PathsFound, error) {
	s.near = []layer{s.measured(layer{nodes: []Vertex{s.from}})}
	s.far = []layer{s.measured(layer{nodes: []Vertex{s.to}, weight: s.table()})}
	s.far[0].weight.put(s.to, 0)
	for length := 1; length <= s.asked.hops; length++ {
		if len(s.near)+len(s.far)-1 < length {
			if err := s.grow(); err != nil {
				return PathsFound{}, err
			}
		}
		if err := s.ofLength(length); err != nil {
			return PathsFound{}, err
		}
		if len(s.found.Paths) == s.asked.max || s.found.Truncated {
			break
		}
	}
	return s.found, nil
}

func (s *search) measured(l layer) layer {
	for _, v := range l.nodes {
		l.cost += int(s.g.degrees[v])
	}
	return l
}

// grow adds a layer where it is cheaper. A layer of the start costs its own half-edges too, since it looks ahead.
func (s *search) grow() error {
	far := s.far[len(s.far)-1].cost
	if s.next == nil && s.near[len(s.near)-1].cost < far {
		next, err := s.nextNear()
		if err != nil {
			return err
		}
		s.next = &next
	}
	if s.next != nil && s.next.cost < far {
		s.near, s.next = append(s.near, *s.next), nil
		return nil
	}
	next, err := s.nextFar()
	s.far = append(s.far, next)
	return err
}

func (s *search) nextNear() (layer, error) {
	var next layer
	s.once.empty(len(s.g.kinds))
	for _, v := range s.near[len(s.near)-1].nodes {
		err := s.neighbours(v, func(u Vertex) {
			if s.passable(u) && s.once.add(u) {
				next.nodes = append(next.nodes, u)
			}
		})
		if err != nil {
			return next, err
		}
	}
	return s.measured(next), nil
}

func (s *search) nextFar() (layer, error) {
	far, next := s.far[len(s.far)-1], layer{weight: s.table()}
	for _, v := range far.nodes {
		through, _ := far.weight.get(v)
		through += s.weight(v)
		err := s.neighbours(v, func(u Vertex) {
			least, ok := next.weight.get(u)
			if ok && least <= through || !s.passable(u) {
				return
			}
			if !ok {
				next.nodes = append(next.nodes, u)
			}
			next.weight.put(u, through)
		})
		if err != nil {
			return next, err
		}
	}
	return s.measured(next), nil
}

// passable tells whether a node may lie between the ends.
func (s *search) passable(v Vertex) bool {
	return v != s.from && v != s.to && s.asked.kinds[s.g.kinds[v]] && !slices.Contains(s.exclude, v)
}

// weight is what a node adds to a path: nothing at the ends, else at least 2, by what leads there and on.
func (s *search) weight(v Vertex) int32 {
	if v == s.from || v == s.to {
		return 0
	}
	links, steps := s.census.count(s.g, v)
	s.meter.left -= steps
	return links
}

const leastWeight = 2

// neighbours goes through what a node is related to. Some may come twice.
func (s *search) neighbours(v Vertex, yield func(Vertex)) error {
	e := s.g.ends.at(int32(v))
	for _, list := range [2][]half{e.out, e.in} {
		for len(list) > 0 {
			part := list[:min(len(list), stepsPerLook)]
			list = list[len(part):]
			if err := s.meter.spend(len(part)); err != nil {
				return err
			}
			for i := range part {
				if s.asked.keeps(part[i].facts) {
					yield(part[i].node)
				}
			}
		}
	}
	return nil
}

// ofLength adds the paths of one length to those found.
func (s *search) ofLength(length int) error {
	// least[r] gives the least weight on to the end in r steps: from the far layers, and nearer the start by looking ahead.
	least := make([]*table, length)
	for r := range least {
		if r < len(s.far) {
			least[r] = s.far[r].weight
			continue
		}
		least[r] = s.table()
		for _, v := range s.near[length-r].nodes {
			if err := s.lookAhead(v, least[r-1], least[r]); err != nil {
				return err
			}
		}
	}
	s.sure, s.wanted = s.sure[:0], s.asked.max-len(s.found.Paths)
	s.queue = queue{g: s.g, pieces: s.queue.pieces[:0]}
	s.queue.push(piece{nodes: [MaxPathHops + 1]Vertex{s.from}, length: 1})
	for len(s.queue.pieces) > 0 && len(s.found.Paths) < s.asked.max {
		p := s.queue.pop()
		if p.last() == s.to {
			s.found.Paths = append(s.found.Paths, s.path(p))
			continue
		}
		links, _ := s.census.count(s.g, p.last())
		if s.steps += int(links) + 1; s.steps > maxPathSteps {
			s.found.Truncated = true
			return nil
		}
		if err := s.extend(p, length-int(p.length), least[length-int(p.length)]); err != nil {
			return err
		}
	}
	return nil
}

// lookAhead notes the least weight with which a node leads on, given that of the nodes one step further.
func (s *search) lookAhead(v Vertex, further, into *table) error {
	least := int32(math.MaxInt32)
	err := s.neighbours(v, func(u Vertex) {
		if w, ok := further.get(u); ok && (w < least-leastWeight || u == s.to) {
			least = min(least, w+s.weight(u))
		}
	})
	if least < math.MaxInt32 {
		into.put(v, least)
	}
	return err
}

// extend puts the pieces into the queue that are one step longer and may lead to the end in the steps left after it.
func (s *search) extend(p piece, left int, least *table) error {
	s.once.empty(len(s.g.kinds))
	return s.neighbours(p.last(), func(u Vertex) {
		ahead, ok := least.get(u)
		if !ok || p.has(u) || !s.once.add(u) {
			return
		}
		if u != s.to && s.tooHeavy(p.weight+leastWeight+ahead) {
			return
		}
		longer := p.then(u, s.weight(u), ahead)
		if s.tooHeavy(longer.promise) {
			return
		}
		if left == 1 { // one step from the end, where no node of the piece can be met again
			s.makeSure(longer.promise)
		}
		s.queue.push(longer)
	})
}

func (s *search) tooHeavy(weight int32) bool {
	return len(s.sure) == s.wanted && weight > s.sure[len(s.sure)-1]
}

func (s *search) makeSure(weight int32) {
	i, _ := slices.BinarySearch(s.sure, weight)
	s.sure = slices.Insert(s.sure, i, weight)
	s.sure = s.sure[:min(len(s.sure), s.wanted)]
}

// path shows the relations of a finished piece.
func (s *search) path(p piece) Path {
	way := Path{Start: s.from, Hops: make([]Hop, p.length-1)}
	for i := range way.Hops {
		way.Hops[i] = s.g.hop(p.nodes[i], p.nodes[i+1], &s.asked)
	}
	return way
}
