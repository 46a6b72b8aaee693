package network_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/community"
	gonum "gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"
	"pgregory.net/rapid"

	"kommungraf/internal/network"
	"kommungraf/internal/vocab"
)

// measured gives the values of a measure by id, of all nodes of the scope and no other.
func measured(t *rapid.T, g *network.Graph, m network.Measure, q asking, nodes []vocab.ID) map[vocab.ID]float64 {
	all, err := g.Centrality(context.Background(), m, q.scope, q.view.lens())
	if err != nil {
		t.Fatal(err)
	}
	values := make(map[vocab.ID]float64)
	for i, c := range all {
		values[g.Node(c.Node).ID] = c.Value
		if i > 0 && all[i-1].Value < c.Value {
			t.Fatal("a lower value comes first")
		}
	}
	for _, id := range nodes {
		if _, ok := values[id]; !ok || len(values) != len(nodes) {
			t.Fatalf("%s has values of %v, the scope has %v", m, values, nodes)
		}
	}
	return values
}

func checkBetweenness(t *rapid.T, g *network.Graph, w world, q asking) {
	nodes, _ := w.within(q.scope, q.view)
	if len(nodes) > 7 { // the reference lists all ways
		return
	}
	want := w.betweenness(q.scope, q.view)
	for id, got := range measured(t, g, network.Betweenness, q, nodes) {
		if math.Abs(got-want[id]) > 1e-9 {
			t.Fatalf("%s has the betweenness %v, want %v", id, got, want[id])
		}
	}
}

// drawn is a scope as a graph of the library's own.
func (w world) drawn(q asking) (g *simple.WeightedDirectedGraph, nodes []vocab.ID) {
	nodes, relations := w.within(q.scope, q.view)
	g = simple.NewWeightedDirectedGraph(0, 0)
	for i := range nodes {
		g.AddNode(simple.Node(i))
	}
	for _, r := range relations {
		from, to := int64(slices.Index(nodes, r.From)), int64(slices.Index(nodes, r.To))
		for range 2 {
			weight, _ := g.Weight(from, to)
			g.SetWeightedEdge(simple.WeightedEdge{F: simple.Node(from), T: simple.Node(to), W: weight + 1})
			from, to = to, from
		}
	}
	return g, nodes
}

func checkPageRank(t *rapid.T, g *network.Graph, w world, q asking) {
	drawn, nodes := w.drawn(q)
	if len(nodes) == 0 {
		return
	}
	want := gonum.PageRank(drawn, 0.85, 1e-10)
	for id, got := range measured(t, g, network.PageRank, q, nodes) {
		if w := want[int64(slices.Index(nodes, id))]; math.Abs(got-w) > 1e-6 {
			t.Fatalf("%s has the rank %v, want %v", id, got, w)
		}
	}
}

func checkCommunities(t *rapid.T, g *network.Graph, w world, q asking) {
	d, err := g.Communities(context.Background(), q.scope, q.view.lens())
	if err != nil {
		t.Fatal(err)
	}
	drawn, nodes := w.drawn(q)
	var placed []vocab.ID
	var communities [][]graph.Node
	for _, c := range d.Communities {
		var members []graph.Node
		for _, id := range ids(g, c) {
			placed = append(placed, id)
			members = append(members, simple.Node(slices.Index(nodes, id)))
		}
		communities = append(communities, members)
	}
	slices.SortFunc(placed, w.byName)
	if !slices.Equal(placed, nodes) {
		t.Fatalf("the communities are of %v, the scope is %v", placed, nodes)
	}
	if len(nodes) > 0 {
		undirected := graph.UndirectWeighted{G: drawn}
		theirs := community.Q(undirected, community.Modularize(undirected, 1, rand.NewPCG(1, 1)).Communities(), 1)
		if d.Modularity < theirs-0.1 {
			t.Fatalf("the modularity is %v, and %v could be had", d.Modularity, theirs)
		}
		if want := community.Q(graph.UndirectWeighted{G: drawn}, communities, 1); math.Abs(want-d.Modularity) > 1e-9 {
			t.Fatalf("the modularity is %v, want %v", d.Modularity, want)
		}
	}
}
