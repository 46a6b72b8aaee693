package network_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kommungraf/internal/network"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// numbers are the answers to one of each question, in the terms of ids, to the byte.
func numbers(t *rapid.T, g *network.Graph, q network.StatsQuestion, r network.SeriesQuestion, of []vocab.ID, v view) string {
	ctx, lens := context.Background(), v.lens()
	text := stats(t, g, q, v) + series(t, g, r, v) + dependencyOnSuppliers(t, g, of, v)
	name := func(v network.Vertex) vocab.ID { return g.Node(v).ID }
	names := func(edges []network.Edge) (all []vocab.ID) {
		for _, e := range edges {
			all = append(all, g.Relation(e.Line).ID)
		}
		return all
	}
	for _, by := range vocab.DependencyKind("").Values() {
		d, err := g.Dependency(ctx, of, vocab.DependencyKind(by), lens)
		if err != nil {
			t.Fatal(err)
		}
		text += fmt.Sprintln(by, d.Concentration, d.Coverage)
		for _, s := range d.Shares {
			text += fmt.Sprintln(name(s.Thing), s.Uses, s.Share, s.Areas, s.Single, s.All, ids(g, s.Actors))
		}
	}
	for _, id := range slices.Concat(of, []vocab.ID{nodeID(3)}) {
		if _, ok := g.Find(id); !ok {
			continue
		}
		l, err := g.IfLost(ctx, id, lens)
		if err != nil {
			t.Fatal(err)
		}
		text += fmt.Sprintln(id, l.Areas, l.Population, l.Coverage)
		for _, s := range l.Solutions {
			text += fmt.Sprintln(name(s.Solution), names(s.Ties), s.Others, s.Uses)
		}
		for _, a := range l.Actors {
			text += fmt.Sprintln(name(a.Actor), names(a.Uses), a.Named)
		}
		for _, n := range l.Next {
			text += fmt.Sprintln(name(n.Solution), names([]network.Edge{n.Tie}), n.Uses)
		}
	}
	part := network.Part{Types: someTypes[:3], Of: of}
	d, err := g.Difference(ctx, part, "2019-12-31", "2020-06-15", lens)
	if err != nil {
		t.Fatal(err)
	}
	text += fmt.Sprintln(names(d.Added), names(d.Removed), d.Unknown)
	disputed, err := g.Disputed(ctx, part, lens)
	if err != nil {
		t.Fatal(err)
	}
	orphans, err := g.Orphans(ctx, network.Part{Types: someTypes[:3]}, lens)
	if err != nil {
		t.Fatal(err)
	}
	return text + fmt.Sprintln(names(disputed.Relations), ids(g, orphans.Things))
}

// A graph in which the hidden relations never were gives the same numbers to the byte. What series and differences look
// back at is hidden by rights alone, so the view is of all days.
func TestWhatIsHiddenChangesNoNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := furnished(t, drawWorld(t))
		g := w.graph()
		for range 2 {
			v, s := drawView(t), drawSelection(t, w)
			v.whenever = true
			q := network.StatsQuestion{Where: s, By: drawKeys(t, s, 1, 3), Measure: vocab.DistinctFrom}
			r, of := drawSeries(t, w), drawActors(t, w)
			same(t, "without the hidden", numbers(t, w.without(v).graph(), q, r, of, v), numbers(t, g, q, r, of, v))
		}
	})
}

func TestNumbersThatMakeNoSense(t *testing.T) {
	g, err := network.New([]network.Node{node(0), node(1), node(2), node(3)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, lens := context.Background(), everything.lens()
	all, byType := network.Selection{Entity: vocab.EntityInvolvement}, []vocab.GroupBy{vocab.ByType}
	count := func(s network.Selection, by []vocab.GroupBy, m vocab.StatsMeasure) error {
		_, err := g.Stats(ctx, network.StatsQuestion{Where: s, By: by, Measure: m}, lens)
		return err
	}
	over := func(q network.SeriesQuestion) error {
		_, err := g.Series(ctx, q, lens)
		return err
	}
	depends := func(of []vocab.ID, by vocab.DependencyKind) error {
		_, err := g.Dependency(ctx, of, by, lens)
		return err
	}
	selection := func(change func(*network.Selection)) error {
		s := all
		change(&s)
		return count(s, byType, vocab.CountRelations)
	}
	_, lost := g.IfLost(ctx, nodeID(9), lens)
	_, different := g.Difference(ctx, network.Part{Of: []vocab.ID{}}, "2019-01-01", "2020-01-01", lens)
	_, orphans := g.Orphans(ctx, network.Part{Of: []vocab.ID{}}, lens)
	for name, test := range map[string]struct {
		err   error
		field string
	}{
		"no measure":             {count(all, byType, ""), "measure"},
		"no keys":                {count(all, nil, vocab.CountRelations), "groupBy"},
		"an unknown key":         {count(all, []vocab.GroupBy{"MOON"}, vocab.CountRelations), "groupBy"},
		"no types":               {selection(func(s *network.Selection) { s.Types = []string{} }), "where.types"},
		"a type of others":       {selection(func(s *network.Selection) { s.Types = []string{"MEMBER_OF"} }), "where.types"},
		"no kinds":               {selection(func(s *network.Selection) { s.FromKinds = []vocab.SearchKind{} }), "where.fromKinds"},
		"no kinds at the to end": {selection(func(s *network.Selection) { s.ToKinds = []vocab.SearchKind{} }), "where.toKinds"},
		"no counties":            {selection(func(s *network.Selection) { s.Counties = []vocab.CountyCode{} }), "where.counties"},
		"an area of nothing":     {selection(func(s *network.Selection) { s.Areas = []string{"moon"} }), "where.areas"},
		"members of nothing":     {selection(func(s *network.Selection) { s.Group = nodeID(9) }), "where.group"},
		"no series":              {over(network.SeriesQuestion{Where: all, Interval: vocab.EachYear, From: "2020-01-01", To: "2020-01-01"}), "measure"},
		"no interval":            {over(network.SeriesQuestion{Where: all, From: "2020-01-01", To: "2020-01-01", Measure: vocab.SeriesEnded}), "interval"},
		"backwards":              {over(network.SeriesQuestion{Where: all, Interval: vocab.EachYear, From: "2020-01-02", To: "2020-01-01", Measure: vocab.SeriesEnded}), "to"},
		"on nothing":             {depends([]vocab.ID{nodeID(0)}, ""), "by"},
		"of nobody":              {depends(nil, vocab.OnHost), "of"},
		"of a solution":          {depends([]vocab.ID{nodeID(3)}, vocab.OnHost), "of"},
		"of an unknown actor":    {depends([]vocab.ID{nodeID(9)}, vocab.OnHost), "of"},
		"a loss of nothing":      {lost, "thing"},
		"differences of nothing": {different, "of"},
		"orphans of nothing":     {orphans, "of"},
	} {
		p, ok := errors.AsType[*problem.Error](test.err)
		if !ok || p.Field != test.field {
			t.Errorf("%s: %v, want a problem with %s", name, test.err, test.field)
		}
	}
}
