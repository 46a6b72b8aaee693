package network_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"kommungraf/internal/network"
	"kommungraf/internal/vocab"
)

// Going through relations allocates nothing, so that whoever counts may do so over all of them.
func TestGoingThroughRelationsAllocatesNothing(t *testing.T) {
	g, lens := ring(t, 100), everything.lens()
	v, ok := g.Find(nodeID(7))
	if !ok {
		t.Fatal("a node is not there")
	}
	seen := 0
	if n := testing.AllocsPerRun(100, func() {
		for e := range g.All(lens) {
			seen += int(e.Line)
		}
		for e := range g.Out(v, lens) {
			seen += int(e.To)
		}
		for e := range g.In(v, lens) {
			seen += int(e.From)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// A graph that grows from nothing, a few rows at a time and many at once, still finds everything.
func TestGraphsGrow(t *testing.T) {
	g, err := network.New(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	const most = 6000
	add := func(from, to int) {
		var c network.Changes
		for i := from; i < to; i++ {
			c.Nodes = append(c.Nodes, node(i))
			r := relation(i, nodeID(i), nodeID(max(i-1, 0)))
			r.ID = vocab.DerivedID(vocab.PrefixRelationship, "growing", fmt.Sprint(i))
			c.Relations = append(c.Relations, r)
		}
		if g, err = g.With(c); err != nil {
			t.Fatal(err)
		}
	}
	for i := 0; i < 400; i += 4 {
		add(i, i+4)
	}
	add(400, most)
	if nodes, relations := g.Size(); nodes != most || relations != most {
		t.Fatalf("%d nodes and %d relations", nodes, relations)
	}
	var c network.Changes
	for i := range most {
		id := vocab.DerivedID(vocab.PrefixRelationship, "growing", fmt.Sprint(i))
		l, ok := g.FindRelation(id)
		if !ok || g.Relation(l).From != nodeID(i) {
			t.Fatalf("%s is not there", id)
		}
		c.RemovedRelations = append(c.RemovedRelations, id)
		if i%2 == 0 {
			c.RemovedNodes = append(c.RemovedNodes, nodeID(i))
		}
	}
	if g, err = g.With(c); err != nil {
		t.Fatal(err)
	}
	if nodes, relations := g.Size(); nodes != most/2 || relations != 0 {
		t.Fatalf("%d nodes and %d relations are left", nodes, relations)
	}
}

func TestLenses(t *testing.T) {
	if on := (view{day: "2020-01-01", seen: visibility}).lens(); on != (view{day: "2020-01-01", seen: visibility}).lens() || on == on.Whenever() || on == on.WithWithdrawn() {
		t.Error("lenses that see alike are equal, and others are not")
	}
	g := ring(t, 3)
	for e := range g.All(network.Lens{}) {
		t.Errorf("a lens that nobody made sees %v", g.Relation(e.Line))
	}
	r := relation(0, nodeID(0), nodeID(1))
	r.ValidFirst, r.ValidLast = "2019-02-28", "2021-12-31"
	g, err := g.With(network.Changes{Relations: []network.Relation{r}})
	if err != nil {
		t.Fatal(err)
	}
	l, _ := g.FindRelation(r.ID)
	for day, want := range map[vocab.Date]bool{
		"2019-02-27": false, "2019-02-28": true, "2019-12-31": true, "2020-01-01": true, "2021-12-31": true, "2022-01-01": false,
	} {
		lens, err := network.On(day, visibility)
		if got := lens.Sees(g.Edge(l)); got != want || err != nil {
			t.Errorf("on %s it is seen: %v, %v", day, got, err)
		}
	}
}

// Two groups in which all know each other, joined by one relation, are two communities; and only that relation's ends lie
// between others.
func TestTwoGroups(t *testing.T) {
	var nodes []network.Node
	var relations []network.Relation
	for i := range 8 {
		nodes = append(nodes, node(i))
		for j := range i {
			if i/4 == j/4 {
				relations = append(relations, relation(10*i+j, nodeID(i), nodeID(j)))
			}
		}
	}
	g, err := network.New(nodes, append(relations, relation(99, nodeID(0), nodeID(4))))
	if err != nil {
		t.Fatal(err)
	}
	lens := everything.lens()
	d, err := g.Communities(context.Background(), network.Scope{}, lens)
	if err != nil || len(d.Communities) != 2 || len(d.Communities[0]) != 4 || d.Modularity < 0.4 {
		t.Errorf("got %v, %v", d, err)
	}
	between, err := g.Centrality(context.Background(), network.Betweenness, network.Scope{}, lens)
	if err != nil || between[0].Value != 15-3 || between[1].Value != 12 || between[2].Value != 0 {
		t.Errorf("got %v, %v", between, err)
	}
	found, err := g.Paths(context.Background(), network.PathQuestion{From: nodeID(1), To: nodeID(5)}, lens)
	if err != nil || len(found.Paths) != network.DefaultPaths || len(found.Paths[0].Hops) != 3 || !found.Paths[0].Hops[1].Forward {
		t.Errorf("got %v, %v", found, err)
	}
}

// Readers of one graph do not disturb each other, nor does a writer who makes the next.
func TestManyReadAtATime(t *testing.T) {
	g, lens := star(t, 300), everything.lens()
	var readers sync.WaitGroup
	for i := range 8 {
		readers.Go(func() {
			for range 20 {
				n, err := g.Neighbourhood(context.Background(), network.Question{Of: []vocab.ID{nodeID(i)}, Hops: 2}, lens)
				if err != nil || len(n.Nodes) != network.DefaultNodes {
					t.Errorf("%d nodes, %v", len(n.Nodes), err)
				}
				if _, err := g.With(network.Changes{Relations: []network.Relation{relation(i, nodeID(1), nodeID(2))}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	readers.Wait()
}
