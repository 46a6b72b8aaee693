package network_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"kommungraf/internal/network"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

func node(i int) network.Node {
	return network.Node{ID: nodeID(i), Kind: kinds[i%len(kinds)], Name: "Ale", Sort: "ale"}
}

func relation(i int, from, to vocab.ID) network.Relation {
	return network.Relation{
		ID: vocab.DerivedID(vocab.PrefixRelationship, "relation", fmt.Sprint(i)), Type: rel("MEMBER_OF"), From: from, To: to,
		ValidFirst: vocab.FirstDay, ValidLast: vocab.LastDay, Status: vocab.Asserted, Visibility: vocab.Public, Confidence: vocab.High,
	}
}

var everything = view{day: "2020-01-01", seen: visibility, whenever: true, withdrawn: true}

func TestQuestionsThatMakeNoSense(t *testing.T) {
	g, err := network.New([]network.Node{node(0), node(1), node(2)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, lens, a, b := context.Background(), everything.lens(), nodeID(0), nodeID(1)
	many := make([]vocab.ID, network.MaxOrigins+1)
	near := func(q network.Question) error {
		_, err := g.Neighbourhood(ctx, q, lens)
		return err
	}
	reach := func(q network.ReachQuestion) error {
		_, err := g.Reachable(ctx, q, lens)
		return err
	}
	way := func(q network.PathQuestion) error {
		_, err := g.Paths(ctx, q, lens)
		return err
	}
	centre := func(m network.Measure, s network.Scope) error {
		_, err := g.Centrality(ctx, m, s, lens)
		return err
	}
	one := []vocab.ID{a}
	for name, test := range map[string]struct {
		err   error
		code  problem.Code
		field string
		says  string
	}{
		"of nothing":               {near(network.Question{}), problem.BadUserInput, "of", "at least one"},
		"of too many":              {near(network.Question{Of: many}), problem.BadUserInput, "of", "at most 100 may be named, not 101"},
		"of an unknown id":         {near(network.Question{Of: []vocab.ID{nodeID(9)}}), problem.NotFound, "of", string(nodeID(9))},
		"of no id":                 {near(network.Question{Of: []vocab.ID{"x"}}), problem.NotFound, "of", `"x"`},
		"too many hops":            {near(network.Question{Of: one, Hops: 5}), problem.BadUserInput, "hops", "from 1 to 4, not 5"},
		"hops below nothing":       {near(network.Question{Of: one, Hops: -1}), problem.BadUserInput, "hops", "from 1 to 4, not -1"},
		"no types":                 {near(network.Question{Of: one, Types: []network.Type{}}), problem.BadUserInput, "types", "empty"},
		"an unknown type":          {near(network.Question{Of: one, Types: []network.Type{inv("MEMBER_OF")}}), problem.BadUserInput, "types", `"INVOLVEMENT" "MEMBER_OF"`},
		"no kinds":                 {near(network.Question{Of: one, Kinds: []vocab.SearchKind{}}), problem.BadUserInput, "kinds", "empty"},
		"an unknown kind":          {near(network.Question{Of: one, Kinds: []vocab.SearchKind{"KING"}}), problem.BadUserInput, "kinds", `"KING" is none of MUNICIPALITY`},
		"a direction that is none": {near(network.Question{Of: one, Direction: "UP"}), problem.BadUserInput, "direction", `"UP" is none of OUT, IN`},
		"too many nodes":           {near(network.Question{Of: one, MaxNodes: 1001}), problem.BadUserInput, "maxNodes", "from 1 to 1000, not 1001"},
		"more origins":             {near(network.Question{Of: []vocab.ID{a, b}, MaxNodes: 1}), problem.BadUserInput, "maxNodes", "at least the 2"},
		"too many links":           {near(network.Question{Of: one, MaxLinks: 10_001}), problem.BadUserInput, "maxLinks", "from 1 to 10000, not 10001"},
		"from an unknown id":       {reach(network.ReachQuestion{From: nodeID(9)}), problem.NotFound, "from", string(nodeID(9))},
		"reach too far":            {reach(network.ReachQuestion{From: a, MaxHops: 5}), problem.BadUserInput, "maxHops", "from 1 to 4, not 5"},
		"reach too much":           {reach(network.ReachQuestion{From: a, Max: -3}), problem.BadUserInput, "max", "from 1 to 1000, not -3"},
		"to an unknown id":         {way(network.PathQuestion{From: a, To: nodeID(9)}), problem.NotFound, "to", string(nodeID(9))},
		"to where it begins":       {way(network.PathQuestion{From: a, To: a}), problem.BadUserInput, "to", string(a)},
		"a path too long":          {way(network.PathQuestion{From: a, To: b, MaxHops: 7}), problem.BadUserInput, "maxHops", "from 1 to 6, not 7"},
		"too many paths":           {way(network.PathQuestion{From: a, To: b, MaxPaths: 51}), problem.BadUserInput, "maxPaths", "from 1 to 50, not 51"},
		"without its end":          {way(network.PathQuestion{From: a, To: b, Exclude: []vocab.ID{b}}), problem.BadUserInput, "exclude", "an end"},
		"without an unknown":       {way(network.PathQuestion{From: a, To: b, Exclude: []vocab.ID{nodeID(9)}}), problem.NotFound, "exclude", string(nodeID(9))},
		"without too many":         {way(network.PathQuestion{From: a, To: b, Exclude: many}), problem.BadUserInput, "exclude", "at most 100"},
		"an unknown measure":       {centre("FAME", network.Scope{}), problem.BadUserInput, "measure", `"FAME" is none of DEGREE`},
		"a scope of no types":      {centre(network.Degree, network.Scope{Types: []network.Type{}}), problem.BadUserInput, "types", "empty"},
		"a scope of a bad kind":    {centre(network.Degree, network.Scope{Kinds: []vocab.SearchKind{"x"}}), problem.BadUserInput, "kinds", `"x"`},
	} {
		t.Run(name, func(t *testing.T) {
			p, ok := errors.AsType[*problem.Error](test.err)
			if !ok || p.Code != test.code || p.Field != test.field || !strings.Contains(p.Message, test.says) {
				t.Errorf("got %#v, want %s for %s that says %q", test.err, test.code, test.field, test.says)
			}
		})
	}
}

// A ring of one node more than is allowed, and one of fewer that are all related to many.
func TestScopesThatAreTooLarge(t *testing.T) {
	dense := ring(t, 2000)
	var more network.Changes
	for i := range 60_000 {
		more.Relations = append(more.Relations, relation(10_000+i, nodeID(i%2000), nodeID((i%2000+2+i/2000)%2000)))
	}
	dense, err := dense.With(more)
	if err != nil {
		t.Fatal(err)
	}
	for limit, g := range map[string]*network.Graph{"betweenness.nodes": ring(t, network.MaxBetweennessNodes+1), "betweenness.work": dense} {
		_, err := g.Centrality(context.Background(), network.Betweenness, network.Scope{}, everything.lens())
		p, ok := errors.AsType[*problem.Error](err)
		if !ok || p.Code != problem.TooComplex || p.Limit != limit || p.Field != "" {
			t.Errorf("got %#v, want a refusal by %s", err, limit)
		}
	}
}

func ring(t *testing.T, n int) *network.Graph {
	t.Helper()
	b := network.NewBuilder()
	for i := range n {
		b.Node(node(i))
	}
	for i := range n {
		b.Relation(relation(i, nodeID(i), nodeID((i+1)%n)))
	}
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Rows that contradict one another are a fault of ours, whether they come at once or later.
func TestRowsThatContradictOneAnother(t *testing.T) {
	good := relation(0, nodeID(0), nodeID(1))
	with := func(change func(*network.Relation)) []network.Relation {
		r := good
		change(&r)
		return []network.Relation{r}
	}
	for name, test := range map[string]struct {
		nodes     []network.Node
		relations []network.Relation
		says      string
	}{
		"a node of no kind":          {[]network.Node{{ID: nodeID(5), Kind: "KING"}}, nil, "KING"},
		"a node without an id":       {[]network.Node{{Kind: "REGION"}}, nil, "no id"},
		"an unknown type":            {nil, with(func(r *network.Relation) { r.Type.Code = "LOVES" }), "LOVES"},
		"the prefix of another kind": {nil, with(func(r *network.Relation) { r.Type = inv("USES") }), "INVOLVEMENT"},
		"a short id":                 {nil, with(func(r *network.Relation) { r.ID = "rel_1" }), "rel_1"},
		"an unknown node":            {nil, with(func(r *network.Relation) { r.To = nodeID(9) }), string(nodeID(9))},
		"an unknown supplier":        {nil, with(func(r *network.Relation) { r.Supplier = nodeID(9) }), string(nodeID(9))},
		"no date":                    {nil, with(func(r *network.Relation) { r.ValidFirst = "2020" }), `"2020"`},
		"letters in a date":          {nil, with(func(r *network.Relation) { r.ValidLast = "2020-0a-01" }), "0a"},
		"an unknown status":          {nil, with(func(r *network.Relation) { r.Status = "" }), "known words"},
		"a revision below nothing":   {nil, with(func(r *network.Relation) { r.Revision = -1 }), "-1"},
	} {
		t.Run(name, func(t *testing.T) {
			both := []network.Node{node(0), node(1)}
			g, err := network.New(both, nil)
			if err != nil {
				t.Fatal(err)
			}
			_, atOnce := network.New(append(both, test.nodes...), test.relations)
			_, later := g.With(network.Changes{Nodes: test.nodes, Relations: test.relations})
			for _, err := range []error{atOnce, later} {
				if err == nil || !strings.Contains(err.Error(), test.says) || problem.CodeOf(err) != problem.Internal {
					t.Errorf("got %v, want an internal error that says %s", err, test.says)
				}
			}
		})
	}
	if _, err := network.New([]network.Node{node(0), node(0)}, nil); err == nil {
		t.Error("a node came twice")
	}
	if _, err := network.New([]network.Node{node(0), node(1)}, []network.Relation{good, good}); err == nil {
		t.Error("a relation came twice")
	}
	if _, err := ring(t, 3).With(network.Changes{RemovedNodes: []vocab.ID{nodeID(0)}}); err == nil {
		t.Error("a node went, and its relations stayed")
	}
	if _, err := network.On("today", visibility); err == nil {
		t.Error("a lens was made for no day")
	}
}

// asks is a context that is cancelled when it was looked at some times, and counts on.
type asks struct {
	context.Context
	looks, most int
}

func (a *asks) Err() error {
	if a.looks++; a.looks > a.most {
		return context.Canceled
	}
	return nil
}

// A star with far more rays than steps between two looks: whatever is asked looks now and then, and stops at once when
// nobody waits any more.
func TestWorkStopsWhenNobodyWaits(t *testing.T) {
	g := star(t, 50_000)
	small := star(t, 1500)
	lens, hub := everything.lens(), nodeID(0)
	for name, ask := range map[string]func(context.Context) error{
		"neighbourhood": func(ctx context.Context) error {
			_, err := g.Neighbourhood(ctx, network.Question{Of: []vocab.ID{hub}, Hops: 2}, lens)
			return err
		},
		"reachable": func(ctx context.Context) error {
			_, err := g.Reachable(ctx, network.ReachQuestion{From: nodeID(1)}, lens)
			return err
		},
		"paths": func(ctx context.Context) error {
			_, err := g.Paths(ctx, network.PathQuestion{From: nodeID(1), To: nodeID(2), MaxHops: 6}, lens)
			return err
		},
		"page rank": func(ctx context.Context) error {
			_, err := g.Centrality(ctx, network.PageRank, network.Scope{}, lens)
			return err
		},
		"betweenness": func(ctx context.Context) error {
			_, err := small.Centrality(ctx, network.Betweenness, network.Scope{}, lens)
			return err
		},
		"communities": func(ctx context.Context) error {
			_, err := g.Communities(ctx, network.Scope{}, lens)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			patient := &asks{context.Background(), 0, 1 << 30}
			if err := ask(patient); err != nil {
				t.Fatal(err)
			}
			if patient.looks < 2 {
				t.Fatalf("looked %d times", patient.looks)
			}
			for most := range min(patient.looks, 20) {
				hasty := &asks{context.Background(), 0, most}
				if err := ask(hasty); !errors.Is(err, context.Canceled) || hasty.looks != most+1 {
					t.Fatalf("cancelled at look %d, it looked %d times and said %v", most+1, hasty.looks, err)
				}
			}
		})
	}
}

func star(t *testing.T, rays int) *network.Graph {
	t.Helper()
	b := network.NewBuilder()
	for i := range rays + 1 {
		b.Node(node(i))
	}
	for i := range rays {
		b.Relation(relation(i, nodeID(i+1), nodeID(0)))
	}
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	return g
}
