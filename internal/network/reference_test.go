package network_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kommungraf/internal/network"
	"kommungraf/internal/vocab"
)

// world is a knowledge base as plain lists, and answers questions the long way: no index, no order kept, every list gone
// through from end to end. It shares no code with the package.
type world struct {
	nodes     map[vocab.ID]network.Node
	relations map[vocab.ID]network.Relation
}

// view is a lens before it is ground.
type view struct {
	day                 vocab.Date
	seen                []vocab.Visibility
	whenever, withdrawn bool
}

func (v view) lens() network.Lens {
	l, err := network.On(v.day, v.seen)
	if err != nil {
		panic(err)
	}
	if v.whenever {
		l = l.Whenever()
	}
	if v.withdrawn {
		l = l.WithWithdrawn()
	}
	return l
}

func (v view) shows(r network.Relation) bool {
	return slices.Contains(v.seen, r.Visibility) &&
		(v.withdrawn || r.Status != vocab.Withdrawn) &&
		(v.whenever || r.ValidFirst <= v.day && v.day <= r.ValidLast)
}

// without gives the world in which what the view does not show never was.
func (w world) without(v view) world {
	kept := world{w.nodes, make(map[vocab.ID]network.Relation)}
	for id, r := range w.relations {
		if v.shows(r) {
			kept.relations[id] = r
		}
	}
	return kept
}

// graph makes a graph of the world; the order in which it is told of things is that of maps, and so differs every time.
func (w world) graph() *network.Graph {
	b := network.NewBuilder()
	for _, n := range w.nodes {
		b.Node(n)
	}
	for _, r := range w.relations {
		b.Relation(r)
	}
	g, err := b.Graph()
	if err != nil {
		panic(err)
	}
	return g
}

func (w world) visible(v view, types []network.Type) (all []network.Relation) {
	for _, r := range w.relations {
		if v.shows(r) && (types == nil || slices.Contains(types, r.Type)) {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, byTypeAndID)
	return all
}

func byTypeAndID(a, b network.Relation) int {
	return cmp.Or(typeNumber(a.Type)-typeNumber(b.Type), strings.Compare(string(a.ID), string(b.ID)))
}

func typeNumber(t network.Type) int {
	n := 0
	for _, e := range []vocab.RelationEntity{vocab.EntityRelationship, vocab.EntityInvolvement, vocab.EntitySolutionLink} {
		for _, row := range vocab.RelationTypes(e) {
			if t == (network.Type{Entity: e, Code: row.Code}) {
				return n
			}
			n++
		}
	}
	panic("no such type")
}

func (w world) byName(a, b vocab.ID) int {
	return cmp.Or(strings.Compare(w.nodes[a].Sort, w.nodes[b].Sort), strings.Compare(string(a), string(b)))
}

func (w world) allows(kinds []vocab.SearchKind, id vocab.ID) bool {
	return kinds == nil || slices.Contains(kinds, w.nodes[id].Kind)
}

func count(relations []network.Relation, id vocab.ID) (n int) {
	for _, r := range relations {
		if r.From == id {
			n++
		}
		if r.To == id {
			n++
		}
	}
	return n
}

// step lists where a relation leads from a node in a direction.
func step(r network.Relation, from vocab.ID, d vocab.Direction) (ends []vocab.ID) {
	if r.From == from && d != vocab.In {
		ends = append(ends, r.To)
	}
	if r.To == from && d != vocab.Out {
		ends = append(ends, r.From)
	}
	return ends
}

// levels goes outwards, order deciding within a level, until most nodes are listed.
func (w world) levels(relations []network.Relation, origins []vocab.ID, d vocab.Direction, kinds []vocab.SearchKind, hops, most int, order func(a, b vocab.ID) int) (listed []vocab.ID, distance map[vocab.ID]int, truncated bool) {
	distance = make(map[vocab.ID]int)
	for _, id := range origins {
		distance[id] = 0
	}
	for i := range hops {
		for id := range w.nodes {
			if distance[id] != i || !known(distance, id) {
				continue
			}
			for _, r := range relations {
				for _, end := range step(r, id, d) {
					if !known(distance, end) && w.allows(kinds, end) {
						distance[end] = i + 1
					}
				}
			}
		}
	}
	for id := range distance {
		listed = append(listed, id)
	}
	slices.SortFunc(listed, func(a, b vocab.ID) int { return cmp.Or(distance[a]-distance[b], order(a, b)) })
	if len(listed) > most {
		return listed[:most], distance, true
	}
	return listed, distance, false
}

func known(m map[vocab.ID]int, id vocab.ID) bool {
	_, ok := m[id]
	return ok
}

func (w world) neighbourhood(q network.Question, v view) string {
	relations := w.visible(v, q.Types)
	nodes, distance, truncated := w.levels(relations, q.Of, q.Direction, q.Kinds, q.Hops, q.MaxNodes, func(a, b vocab.ID) int {
		return cmp.Or(count(relations, b)-count(relations, a), w.byName(a, b))
	})
	var out strings.Builder
	for _, id := range nodes {
		fmt.Fprintf(&out, "%s at %d with %d\n", id, distance[id], count(relations, id))
	}
	links := slices.DeleteFunc(slices.Clone(relations), func(r network.Relation) bool {
		return !slices.Contains(nodes, r.From) || !slices.Contains(nodes, r.To)
	})
	later := func(r network.Relation) int { return max(slices.Index(nodes, r.From), slices.Index(nodes, r.To)) }
	slices.SortStableFunc(links, func(a, b network.Relation) int { return later(a) - later(b) })
	for _, r := range links[:min(len(links), q.MaxLinks)] {
		fmt.Fprintln(&out, r)
	}
	truncated = truncated || len(links) > q.MaxLinks
	fmt.Fprintln(&out, truncated)
	return out.String()
}

func (w world) reachable(q network.ReachQuestion, v view) string {
	relations := w.visible(v, q.Types)
	nodes, distance, truncated := w.levels(relations, []vocab.ID{q.From}, q.Direction, q.Kinds, q.MaxHops, q.Max+1, w.byName)
	ways := map[vocab.ID]string{q.From: ""}
	var out strings.Builder
	for i, id := range nodes {
		if i == 0 {
			continue
		}
		for _, before := range nodes[:i] {
			if hop := firstHop(relations, before, id, q.Direction); hop != "" && distance[before] == distance[id]-1 {
				ways[id] = ways[before] + hop
				break
			}
		}
		fmt.Fprintf(&out, "%s at %d:%s\n", id, distance[id], ways[id])
	}
	fmt.Fprintln(&out, truncated)
	return out.String()
}

// firstHop shows the first relation between two nodes, forwards before backwards never mattering since ids differ.
func firstHop(relations []network.Relation, from, to vocab.ID, d vocab.Direction) string {
	for _, r := range relations {
		if r.From == from && r.To == to && d != vocab.In {
			return fmt.Sprintf(" >%s", r.ID)
		}
		if r.To == from && r.From == to && d != vocab.Out {
			return fmt.Sprintf(" <%s", r.ID)
		}
	}
	return ""
}

func (w world) paths(q network.PathQuestion, v view) string {
	relations := w.visible(v, q.Types)
	var all [][]vocab.ID
	var extend func(path []vocab.ID)
	extend = func(path []vocab.ID) {
		last := path[len(path)-1]
		if last == q.To {
			all = append(all, slices.Clone(path))
			return
		}
		if len(path) > q.MaxHops {
			return
		}
		for id := range w.nodes {
			if slices.Contains(path, id) || firstHop(relations, last, id, "") == "" {
				continue
			}
			if id == q.To || w.allows(q.Kinds, id) && !slices.Contains(q.Exclude, id) {
				extend(append(path, id))
			}
		}
	}
	extend([]vocab.ID{q.From})
	weight := func(path []vocab.ID) (sum int) {
		for _, id := range path[1 : len(path)-1] {
			sum += count(relations, id)
		}
		return sum
	}
	slices.SortFunc(all, func(a, b []vocab.ID) int {
		return cmp.Or(len(a)-len(b), weight(a)-weight(b), slices.CompareFunc(a, b, w.byName))
	})
	var out strings.Builder
	for _, path := range all[:min(len(all), q.MaxPaths)] {
		for i := range path[1:] {
			out.WriteString(firstHop(relations, path[i], path[i+1], ""))
		}
		out.WriteString("\n")
	}
	return out.String()
}

// within lists the nodes of a scope and the relations among different ones.
func (w world) within(s network.Scope, v view) (nodes []vocab.ID, relations []network.Relation) {
	for _, r := range w.visible(v, s.Types) {
		if r.From != r.To && w.allows(s.Kinds, r.From) && w.allows(s.Kinds, r.To) {
			relations = append(relations, r)
		}
	}
	for id := range w.nodes {
		if count(relations, id) > 0 {
			nodes = append(nodes, id)
		}
	}
	slices.SortFunc(nodes, w.byName)
	return nodes, relations
}

func (w world) degrees(s network.Scope, v view) string {
	nodes, relations := w.within(s, v)
	slices.SortStableFunc(nodes, func(a, b vocab.ID) int { return count(relations, b) - count(relations, a) })
	var out strings.Builder
	for _, id := range nodes {
		fmt.Fprintf(&out, "%s %d\n", id, count(relations, id))
	}
	return out.String()
}

// betweenness counts for each node the shares of shortest ways that it lies on, by listing them all.
func (w world) betweenness(s network.Scope, v view) map[vocab.ID]float64 {
	nodes, relations := w.within(s, v)
	values := make(map[vocab.ID]float64)
	for i, a := range nodes {
		for _, b := range nodes[:i] {
			var shortest [][]vocab.ID
			for level := [][]vocab.ID{{a}}; len(level) > 0 && shortest == nil; {
				var next [][]vocab.ID
				for _, path := range level {
					for _, id := range nodes {
						if slices.Contains(path, id) || firstHop(relations, path[len(path)-1], id, "") == "" {
							continue
						}
						longer := append(slices.Clone(path), id)
						if id == b {
							shortest = append(shortest, longer)
						}
						next = append(next, longer)
					}
				}
				level = next
			}
			for _, path := range shortest {
				for _, id := range path[1 : len(path)-1] {
					values[id] += 1 / float64(len(shortest))
				}
			}
		}
	}
	return values
}
