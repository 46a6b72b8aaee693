package network_test

import (
	"context"
	"fmt"
	"testing"

	"kommungraf/internal/network"
	"kommungraf/internal/vocab"
)

// furnish gives the nodes of a made-up knowledge base what they are counted by.
func (l large) furnish(b *testing.B) large {
	l.nodes = append([]network.Node(nil), l.nodes...)
	for i := range l.nodes {
		n := &l.nodes[i]
		if n.Kind == vocab.FindSolution {
			n.Area, n.SolutionKind = fmt.Sprint("area ", i%24), vocab.SolutionOpenSource
			continue
		}
		n.County, n.Population = vocab.CountyCode(fmt.Sprintf("%02d", i%21+1)), i%100_000
		n.SkrGroup = vocab.SkrGroup(vocab.SkrGroup("").Values()[i%9])
	}
	var err error
	if l.graph, err = network.New(l.nodes, l.relations); err != nil {
		b.Fatal(err)
	}
	return l
}

func BenchmarkStats(b *testing.B) {
	all, uses := network.Selection{Entity: vocab.EntityRelationship}, network.Selection{Entity: vocab.EntityInvolvement}
	for _, c := range []struct {
		name string
		q    network.StatsQuestion
	}{
		{"type", network.StatsQuestion{Where: all, By: []vocab.GroupBy{vocab.ByType}, Measure: vocab.CountRelations}},
		{"county and year", network.StatsQuestion{Where: all, By: []vocab.GroupBy{vocab.ByCounty, vocab.ByYear}, Measure: vocab.DistinctFrom}},
		{"group and supplier", network.StatsQuestion{Where: uses, By: []vocab.GroupBy{vocab.BySkrGroup, vocab.ByConfidence, vocab.BySupplier}, Measure: vocab.CountRelations}},
		{"area and distinct to", network.StatsQuestion{Where: uses, By: []vocab.GroupBy{vocab.ByArea, vocab.ByType}, Measure: vocab.DistinctTo}},
	} {
		b.Run(c.name, func(b *testing.B) {
			eachSize(b, func(b *testing.B, l large) {
				l = l.furnish(b)
				b.ReportAllocs()
				for b.Loop() {
					if _, err := l.graph.Stats(context.Background(), c.q, l.lens); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}

func BenchmarkSeries(b *testing.B) {
	eachSize(b, func(b *testing.B, l large) {
		q := network.SeriesQuestion{
			Where: network.Selection{Entity: vocab.EntityRelationship}, By: []vocab.GroupBy{vocab.ByType}, Interval: vocab.EachMonth,
			From: "1980-01-01", To: "2026-12-31", Measure: vocab.SeriesHolding,
		}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := l.graph.Series(context.Background(), q, l.lens); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// The first hundred nodes that are no solutions are the largest hubs: the worst of it.
func BenchmarkDependency(b *testing.B) {
	eachSize(b, func(b *testing.B, l large) {
		var of []vocab.ID
		for _, n := range l.nodes {
			if n.Kind != vocab.FindSolution && len(of) < network.MaxOrigins {
				of = append(of, n.ID)
			}
		}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := l.graph.Dependency(context.Background(), of, vocab.OnSupplier, l.lens); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkIfLost(b *testing.B) {
	eachSize(b, func(b *testing.B, l large) {
		timed(b, l, func(from, _ vocab.ID) error {
			_, err := l.graph.IfLost(context.Background(), from, l.lens)
			return err
		})
	})
}
