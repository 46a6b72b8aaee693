package network

import (
	"context"
	"math/bits"
	"slices"
	"sync"
)

// meter stops work that nobody waits for any more.
type meter struct {
	ctx  context.Context
	left int // steps until the next look
}

// stepsPerLook is how many half-edges are passed between two looks at the context: well below a millisecond.
const stepsPerLook = 1 << 14

func (m *meter) spend(steps int) error {
	if m.left -= steps; m.left > 0 {
		return nil
	}
	m.left = stepsPerLook
	return m.ctx.Err()
}

// table holds a number for some vertices. It is emptied by starting anew, and kept for later questions of any graph.
type table struct {
	seen   []uint32 // the turn in which the vertex got its number
	number []int32
	turn   uint32
}

var tables = sync.Pool{New: func() any { return new(table) }}

// newTable gives an empty table of the vertices below n; it is to be given back to tables.
func newTable(n int) *table {
	t := tables.Get().(*table)
	t.empty(n)
	return t
}

func (t *table) empty(n int) {
	t.turn++
	if len(t.seen) < n || t.turn == 0 {
		t.seen, t.number, t.turn = make([]uint32, n), make([]int32, n), 1
	}
}

func (t *table) has(v Vertex) bool { return t.seen[v] == t.turn }

func (t *table) get(v Vertex) (int32, bool) { return t.number[v], t.seen[v] == t.turn }

func (t *table) put(v Vertex, n int32) { t.seen[v], t.number[v] = t.turn, n }

// add tells whether the vertex is new.
func (t *table) add(v Vertex) bool {
	if t.seen[v] == t.turn {
		return false
	}
	t.seen[v] = t.turn
	return true
}

// walk goes outwards from some nodes, level by level, until it has as many nodes as were asked for.
type walk struct {
	g      *Graph
	asked  asked
	meter  meter
	census *census // where links are counted
	seen   *table  // with the vertex that each was met from
	// choose puts the nodes of a level in their order and keeps at most room of them.
	choose func(level []Vertex, room int) ([]ranked, error)

	nodes     []found
	truncated bool
}

// found is a node of the answer.
type found struct {
	ranked
	distance int
}

// ranked is a node with what it is ranked by.
type ranked struct {
	vertex Vertex
	links  int32 // visible relations of the types asked for
}

// run walks. The frontier is never larger than the answer, whatever hubs are met: a level that does not fit is the last.
func (w *walk) run(origins []Vertex) error {
	for _, v := range origins {
		w.seen.add(v)
	}
	level := origins
	for distance := 0; len(level) > 0; distance++ {
		room := w.asked.max - len(w.nodes)
		kept, err := w.choose(level, room)
		if err != nil {
			return err
		}
		w.truncated = len(kept) < len(level)
		for _, r := range kept {
			w.nodes = append(w.nodes, found{r, distance})
		}
		if w.truncated || distance == w.asked.hops {
			return nil
		}
		if level, err = w.next(kept, len(kept) == room); err != nil {
			return err
		}
	}
	return nil
}

// next lists the nodes one step further. When there is no room it is enough to know whether there are any.
func (w *walk) next(level []ranked, full bool) (next []Vertex, err error) {
	for _, r := range level {
		e := w.g.ends.at(int32(r.vertex))
		if w.asked.out {
			next, err = w.step(next, r.vertex, e.out)
		}
		if err == nil && w.asked.in {
			next, err = w.step(next, r.vertex, e.in)
		}
		if err != nil || full && len(next) > 0 {
			return next, err
		}
	}
	return next, nil
}

func (w *walk) step(next []Vertex, from Vertex, list []half) ([]Vertex, error) {
	s := &w.asked.sieve
	for len(list) > 0 {
		part := list[:min(len(list), stepsPerLook)]
		list = list[len(part):]
		if err := w.meter.spend(len(part)); err != nil {
			return nil, err
		}
		for i := range part {
			v := part[i].node
			if s.keeps(part[i].facts) && w.asked.kinds[w.g.kinds[v]] && w.seen.add(v) {
				next = append(next, v)
				w.seen.number[v] = int32(from)
			}
		}
	}
	return next, nil
}

// mostLinked keeps the nodes with the most visible relations of the types asked for; of equals the first by name. The
// number of relations whoever sees them bounds that of the visible ones, so most nodes need not be counted.
func (w *walk) mostLinked(level []Vertex, room int) ([]ranked, error) {
	var byBound [33][]Vertex
	if len(level) > room {
		for _, v := range level {
			b := bits.Len32(uint32(w.g.degrees[v]))
			byBound[b] = append(byBound[b], v)
		}
	} else {
		byBound[0] = level
	}
	var kept []ranked
	for b := len(byBound) - 1; b >= 0; b-- {
		for _, v := range byBound[b] {
			links, steps := w.census.count(w.g, v)
			kept = append(kept, ranked{v, links})
			if err := w.meter.spend(steps); err != nil {
				return nil, err
			}
		}
		if w.enough(kept, room, int32(1)<<max(b-1, 0)) {
			break
		}
	}
	slices.SortFunc(kept, func(x, y ranked) int {
		if x.links != y.links {
			return int(y.links) - int(x.links)
		}
		return w.g.byName(x.vertex, y.vertex)
	})
	return kept[:min(len(kept), room)], nil
}

// enough tells whether there are as many nodes as room with so many links that none of fewer could take their place.
func (w *walk) enough(kept []ranked, room int, links int32) bool {
	if len(kept) < room {
		return false
	}
	for _, r := range kept {
		if r.links >= links {
			room--
		}
	}
	return room <= 0
}

// firstByName keeps the nodes that come first by name.
func (w *walk) firstByName(level []Vertex, room int) ([]ranked, error) {
	kept := make([]ranked, 0, min(len(level), room)+1)
	for _, v := range level {
		if err := w.meter.spend(1); err != nil {
			return nil, err
		}
		if len(kept) == room && (room == 0 || w.g.byName(kept[room-1].vertex, v) < 0) {
			continue
		}
		i, _ := slices.BinarySearchFunc(kept, v, func(r ranked, v Vertex) int { return w.g.byName(r.vertex, v) })
		kept = slices.Insert(kept, i, ranked{vertex: v})
		kept = kept[:min(len(kept), room)]
	}
	return kept, nil
}
