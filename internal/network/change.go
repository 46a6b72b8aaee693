package network

import (
	"fmt"
	"slices"

	"kommungraf/internal/vocab"
)

// With gives the graph after changes, in a time that depends on them and on the number of nodes, not on the number of
// relations; changes to a large part of the graph build it anew. Its errors are internal: changes that contradict it.
func (g *Graph) With(c Changes) (*Graph, error) {
	if changed := len(c.Relations) + len(c.RemovedRelations); changed > rebuildAbove && changed > g.size/rebuildShare {
		return g.rebuilt(c)
	}
	next := *g
	n := &next
	n.counted = new(censuses)
	n.degrees = slices.Clone(g.degrees)
	n.lineIndex.buckets = slices.Clone(g.lineIndex.buckets)
	n.free = slices.Clone(g.free)
	w := &writer{n, g.ends.edit(), g.lines.edit(), g.facts.edit()}
	for _, id := range c.RemovedRelations {
		w.remove(id)
	}
	if err := n.addNodes(c.Nodes, &w.ends); err != nil {
		return nil, fmt.Errorf("network: %w", err)
	}
	for i := range c.Relations {
		if err := w.put(&c.Relations[i]); err != nil {
			return nil, fmt.Errorf("network: %w", err)
		}
	}
	n.ends, n.lines, n.facts = w.ends.paged, w.lines.paged, w.facts.paged
	if n.lineIndex.full(n.size) {
		n.indexLines()
	}
	if err := n.removeNodes(c.RemovedNodes); err != nil {
		return nil, fmt.Errorf("network: %w", err)
	}
	if len(c.Nodes)+len(c.RemovedNodes) > 0 {
		n.rerank(g, c)
	}
	return n, nil
}

// A graph is built anew when more relations than this, and more than this share of them, change at once: each change
// copies the lists of both its ends, and building takes as long as some ten thousands of these.
const (
	rebuildAbove = 1000
	rebuildShare = 20
)

// rebuilt builds the graph after changes from what stays and what is new.
func (g *Graph) rebuilt(c Changes) (*Graph, error) {
	nodes, relations := make(map[vocab.ID]*Node), make(map[vocab.ID]*Relation)
	for i := range c.Nodes {
		nodes[c.Nodes[i].ID] = &c.Nodes[i]
	}
	for _, id := range c.RemovedNodes {
		nodes[id] = nil
	}
	for _, id := range c.RemovedRelations {
		relations[id] = nil
	}
	for i := range c.Relations {
		relations[c.Relations[i].ID] = &c.Relations[i]
	}
	b := NewBuilder()
	for _, n := range g.Nodes() {
		if !overrides(nodes, n.ID) {
			b.Node(*n)
		}
	}
	for _, n := range nodes {
		if n != nil {
			b.Node(*n)
		}
	}
	for l := range Line(g.lines.n) {
		if g.lines.at(int32(l)).from == none {
			continue
		}
		if r := g.Relation(l); !overrides(relations, r.ID) {
			b.Relation(r)
		}
	}
	for _, r := range relations {
		if r != nil {
			b.Relation(*r)
		}
	}
	return b.Graph()
}

func overrides[T any](changed map[vocab.ID]*T, id vocab.ID) bool {
	_, ok := changed[id]
	return ok
}

// writer changes the relations of a graph that nobody else sees yet.
type writer struct {
	*Graph
	ends  editor[ends]
	lines editor[line]
	facts editor[facts]
}

// sync shows the graph the changed pages, which it reads to find things.
func (w *writer) sync() {
	w.Graph.ends, w.Graph.lines, w.Graph.facts = w.ends.paged, w.lines.paged, w.facts.paged
}

func (w *writer) put(r *Relation) error {
	row, f, err := pinned(r, w.Find)
	if err != nil {
		return err
	}
	w.remove(r.ID)
	l := Line(w.lines.n)
	if last := len(w.free) - 1; last >= 0 {
		l, w.free = w.free[last], w.free[:last]
		*w.lines.change(int32(l)), *w.facts.change(int32(l)) = row, f
	} else {
		w.lines.add(row)
		w.facts.add(f)
	}
	w.lineIndex.put(hash(row.key[:]), int32(l))
	from, to := w.ends.change(int32(row.from)), w.ends.change(int32(row.to))
	from.out = insert(from.out, half{row.to, l, f})
	to.in = insert(to.in, half{row.from, l, f})
	w.count(row, 1)
	return nil
}

func (w *writer) remove(id vocab.ID) {
	w.sync()
	l, ok := w.FindRelation(id)
	if !ok {
		return
	}
	row := *w.lines.at(int32(l))
	from, to := w.ends.change(int32(row.from)), w.ends.change(int32(row.to))
	from.out = remove(from.out, row.to, l)
	to.in = remove(to.in, row.from, l)
	w.lineIndex.drop(hash(row.key[:]), int32(l))
	*w.lines.change(int32(l)) = line{from: none, to: none, supplier: none}
	w.free = append(w.free, l)
	w.count(row, -1)
}

func (w *writer) count(row line, n int32) {
	w.degrees[row.from] += n
	w.degrees[row.to] += n
	w.size += int(n)
}

// insert and remove copy the list, which other graphs may share.
func insert(list []half, h half) []half {
	i, _ := place(list, h.node, h.line)
	return slices.Concat(list[:i], []half{h}, list[i:])
}

func remove(list []half, v Vertex, l Line) []half {
	i, _ := place(list, v, l)
	return slices.Concat(list[:i], list[i+1:])
}

func place(list []half, v Vertex, l Line) (int, bool) {
	return slices.BinarySearchFunc(list, half{node: v, line: l}, func(a, b half) int {
		if a.node != b.node {
			return int(a.node) - int(b.node)
		}
		return int(a.line) - int(b.line)
	})
}

// addNodes adds nodes and gives those that are there new content.
func (g *Graph) addNodes(nodes []Node, lists *editor[ends]) error {
	if len(nodes) == 0 {
		return nil
	}
	pages := g.nodes.edit()
	g.kinds = slices.Clone(g.kinds)
	g.nodeIndex.buckets = slices.Clone(g.nodeIndex.buckets)
	for i := range nodes {
		k, err := kindOf(&nodes[i])
		if err != nil {
			return err
		}
		if v, ok := g.Find(nodes[i].ID); ok {
			*pages.change(int32(v)), g.kinds[v] = nodes[i], k
		} else {
			g.nodeIndex.put(hash([]byte(nodes[i].ID[keyStart:])), int32(len(g.kinds)))
			g.kinds, g.degrees = append(g.kinds, k), append(g.degrees, 0)
			pages.add(nodes[i])
			lists.add(ends{})
		}
		g.nodes = pages.paged
	}
	if g.nodeIndex.full(len(g.kinds)) {
		g.indexNodes()
	}
	return nil
}

// removeNodes takes nodes away. Their numbers are not given out again, since a relation may still name one as supplier.
func (g *Graph) removeNodes(ids []vocab.ID) error {
	if len(ids) == 0 {
		return nil
	}
	pages := g.nodes.edit()
	g.kinds = slices.Clone(g.kinds)
	g.nodeIndex.buckets = slices.Clone(g.nodeIndex.buckets)
	for _, id := range ids {
		v, ok := g.Find(id)
		if !ok {
			continue
		}
		if g.degrees[v] > 0 {
			return fmt.Errorf("the node %s is gone, and %d of its relations are not", id, g.degrees[v])
		}
		g.nodeIndex.drop(hash([]byte(id[keyStart:])), int32(v))
		*pages.change(int32(v)), g.kinds[v] = Node{}, 0
		g.nodes = pages.paged
	}
	return nil
}

// rerank puts the changed nodes in their places of the old order.
func (g *Graph) rerank(old *Graph, c Changes) {
	changed := make(map[Vertex]bool, len(c.Nodes))
	for i := range c.Nodes {
		if v, ok := g.Find(c.Nodes[i].ID); ok {
			changed[v] = true
		}
	}
	order := make([]Vertex, len(old.ranks))
	for i := range order {
		order[i] = none
	}
	for v, k := range old.kinds {
		if k != 0 && g.kinds[v] != 0 && !changed[Vertex(v)] {
			order[old.ranks[v]] = Vertex(v)
		}
	}
	var moved []Vertex
	for v := range changed {
		moved = append(moved, v)
	}
	g.rank(merge(order, g.sorted(moved), g.compareNames))
}

// merge puts the second list into the first, both in order, leaving out what is none.
func merge(a, b []Vertex, compare func(x, y Vertex) int) []Vertex {
	all := make([]Vertex, 0, len(a)+len(b))
	for _, v := range a {
		if v == none {
			continue
		}
		for len(b) > 0 && compare(b[0], v) < 0 {
			all, b = append(all, b[0]), b[1:]
		}
		all = append(all, v)
	}
	return append(all, b...)
}
