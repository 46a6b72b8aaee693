package network

import "slices"

// piece is the beginning of a path, or a whole one.
type piece struct {
	nodes   [MaxPathHops + 1]Vertex
	length  int32 // nodes
	weight  int32 // of the nodes so far
	promise int32 // the least weight that it can have as a whole
}

func (p *piece) last() Vertex { return p.nodes[p.length-1] }

func (p *piece) has(v Vertex) bool { return slices.Contains(p.nodes[:p.length], v) }

// then is the piece with one node more.
func (p piece) then(v Vertex, weight, ahead int32) piece {
	p.nodes[p.length] = v
	p.length++
	p.weight += weight
	p.promise = p.weight + ahead
	return p
}

// queue gives the most promising piece first; of equals the one whose nodes come first by name, a beginning before what
// it is the beginning of. It is a heap of plain values, since container/heap would allocate for each.
type queue struct {
	g      *Graph
	pieces []piece
}

func (q *queue) push(p piece) {
	q.pieces = append(q.pieces, p)
	for i := len(q.pieces) - 1; i > 0; {
		parent := (i - 1) / 2
		if !q.less(i, parent) {
			return
		}
		q.pieces[i], q.pieces[parent] = q.pieces[parent], q.pieces[i]
		i = parent
	}
}

func (q *queue) pop() piece {
	top, last := q.pieces[0], len(q.pieces)-1
	q.pieces[0] = q.pieces[last]
	q.pieces = q.pieces[:last]
	for i := 0; ; {
		child := 2*i + 1
		if child >= last {
			return top
		}
		if child+1 < last && q.less(child+1, child) {
			child++
		}
		if !q.less(child, i) {
			return top
		}
		q.pieces[i], q.pieces[child] = q.pieces[child], q.pieces[i]
		i = child
	}
}

func (q *queue) less(i, j int) bool {
	a, b := &q.pieces[i], &q.pieces[j]
	if a.promise != b.promise {
		return a.promise < b.promise
	}
	for k := range min(a.length, b.length) {
		if a.nodes[k] != b.nodes[k] {
			return q.g.byName(a.nodes[k], b.nodes[k]) < 0
		}
	}
	return a.length < b.length
}
