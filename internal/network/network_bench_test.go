package network_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"kommungraf/internal/network"
	"kommungraf/internal/vocab"
)

// large is a made-up knowledge base with hubs: a tenth as many nodes as relations, the n-th node with a share of 1/n^0.7 of
// the ends of relations. One relation in ten is hidden from anyone, and one in ten has ended.
type large struct {
	nodes     []network.Node
	relations []network.Relation
	graph     *network.Graph
	lens      network.Lens
}

var made = map[int]func() large{
	10_000:    sync.OnceValue(func() large { return makeLarge(10_000) }),
	100_000:   sync.OnceValue(func() large { return makeLarge(100_000) }),
	1_000_000: sync.OnceValue(func() large { return makeLarge(1_000_000) }),
}

func makeLarge(size int) (l large) {
	chance := rand.New(rand.NewPCG(1, uint64(size)))
	for i := range size / 10 {
		l.nodes = append(l.nodes, network.Node{
			ID: nodeID(i), Kind: kinds[i%len(kinds)], Name: fmt.Sprint("Node ", i), Sort: fmt.Sprintf("node %08d", chance.IntN(1<<30)),
		})
	}
	power := func() int { // inverse of the integral of x^-0.7
		return int(math.Pow(chance.Float64(), 1/0.3) * float64(len(l.nodes)))
	}
	for i := range size {
		r := network.Relation{
			Type: someTypes[i%len(someTypes)], From: l.nodes[power()].ID, To: l.nodes[power()].ID,
			ValidFirst: "2010-01-01", ValidLast: vocab.LastDay, Status: vocab.Asserted, Visibility: vocab.Public, Confidence: vocab.High, Revision: i,
		}
		switch chance.IntN(10) {
		case 0:
			r.Visibility = vocab.Sector
		case 1:
			r.ValidLast = "2015-01-01"
		}
		prefix := map[vocab.RelationEntity]vocab.Prefix{
			vocab.EntityRelationship: vocab.PrefixRelationship, vocab.EntityInvolvement: vocab.PrefixInvolvement, vocab.EntitySolutionLink: vocab.PrefixSolutionLink,
		}[r.Type.Entity]
		r.ID = vocab.DerivedID(prefix, "large", fmt.Sprint(i))
		l.relations = append(l.relations, r)
	}
	var err error
	if l.graph, err = network.New(l.nodes, l.relations); err != nil {
		panic(err)
	}
	l.lens = view{day: "2020-01-01", seen: visibility[:1]}.lens()
	return l
}

func eachSize(b *testing.B, run func(b *testing.B, l large)) {
	for _, size := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) { run(b, made[size]()) })
	}
}

// timed runs something with different nodes, and reports the middle and the slowest but one in a hundred.
func timed(b *testing.B, l large, run func(from, to vocab.ID) error) {
	chance := rand.New(rand.NewPCG(2, 2))
	var took []time.Duration
	b.ReportAllocs()
	for b.Loop() {
		from, to := chance.IntN(len(l.nodes)), chance.IntN(len(l.nodes)-1)
		if to >= from {
			to++
		}
		start := time.Now()
		if err := run(l.nodes[from].ID, l.nodes[to].ID); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

func BenchmarkBuild(b *testing.B) {
	eachSize(b, func(b *testing.B, l large) {
		for b.Loop() {
			if _, err := network.New(l.nodes, l.relations); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// What a graph takes beside the rows it was made of: of a relation all; of a node its row, but not its texts.
func BenchmarkBytes(b *testing.B) {
	eachSize(b, func(b *testing.B, l large) {
		heap := func() uint64 {
			var m runtime.MemStats
			runtime.GC()
			runtime.GC()
			runtime.ReadMemStats(&m)
			return m.HeapAlloc
		}
		nodes, relations := 0.0, 0.0
		for b.Loop() {
			before := heap()
			g, err := network.New(l.nodes, nil)
			alone := heap()
			h, _ := network.New(l.nodes, l.relations)
			both := heap()
			if err != nil {
				b.Fatal(err)
			}
			nodes, relations = float64(alone-before), float64(both-alone)-float64(alone-before)
			runtime.KeepAlive(g)
			runtime.KeepAlive(h)
		}
		b.ReportMetric(relations/float64(len(l.relations)), "bytes/relation")
		b.ReportMetric(nodes/float64(len(l.nodes)), "bytes/node")
	})
}

func BenchmarkWith(b *testing.B) {
	eachSize(b, func(b *testing.B, l large) {
		changed, hub, node := l.relations[len(l.relations)/2], l.relations[0], l.nodes[len(l.nodes)/2]
		changed.Confidence, hub.From, hub.To, node.Sort = vocab.Low, l.nodes[0].ID, l.nodes[1].ID, "a node"
		for name, c := range map[string]network.Changes{
			"relation": {Relations: []network.Relation{changed}}, "hubs": {Relations: []network.Relation{hub}}, "node": {Nodes: []network.Node{node}},
		} {
			b.Run(name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := l.graph.With(c); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	})
}

func BenchmarkNeighbourhood(b *testing.B) {
	eachSize(b, func(b *testing.B, l large) {
		timed(b, l, func(from, _ vocab.ID) error {
			_, err := l.graph.Neighbourhood(context.Background(), network.Question{Of: []vocab.ID{from}, Hops: 2, MaxNodes: 150}, l.lens)
			return err
		})
	})
}

func BenchmarkNeighbourhoodOfHub(b *testing.B) {
	eachSize(b, func(b *testing.B, l large) {
		timed(b, l, func(_, _ vocab.ID) error {
			_, err := l.graph.Neighbourhood(context.Background(), network.Question{Of: []vocab.ID{l.nodes[0].ID}, Hops: 2, MaxNodes: 150}, l.lens)
			return err
		})
	})
}

func BenchmarkPaths(b *testing.B) {
	for _, paths := range []int{1, 5, 50} {
		b.Run(fmt.Sprint(paths), func(b *testing.B) {
			eachSize(b, func(b *testing.B, l large) {
				timed(b, l, func(from, to vocab.ID) error {
					_, err := l.graph.Paths(context.Background(), network.PathQuestion{From: from, To: to, MaxHops: 4, MaxPaths: paths}, l.lens)
					return err
				})
			})
		})
	}
}

// The longest paths that may be asked for, and so many of them, through few types: the worst of it.
func BenchmarkLongestPaths(b *testing.B) {
	eachSize(b, func(b *testing.B, l large) {
		timed(b, l, func(from, to vocab.ID) error {
			_, err := l.graph.Paths(context.Background(), network.PathQuestion{From: from, To: to, MaxHops: 6, MaxPaths: 50, Types: someTypes[:1]}, l.lens)
			return err
		})
	})
}

func BenchmarkReachable(b *testing.B) {
	eachSize(b, func(b *testing.B, l large) {
		timed(b, l, func(from, _ vocab.ID) error {
			_, err := l.graph.Reachable(context.Background(), network.ReachQuestion{From: from, MaxHops: 4}, l.lens)
			return err
		})
	})
}

func BenchmarkPageRank(b *testing.B) {
	eachSize(b, func(b *testing.B, l large) {
		for b.Loop() {
			if _, err := l.graph.Centrality(context.Background(), network.PageRank, network.Scope{}, l.lens); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// About the largest scope that betweenness is counted of.
func BenchmarkBetweenness(b *testing.B) {
	l := made[10_000]()
	for b.Loop() {
		if _, err := l.graph.Centrality(context.Background(), network.Betweenness, network.Scope{}, l.lens); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCommunities(b *testing.B) {
	eachSize(b, func(b *testing.B, l large) {
		for b.Loop() {
			if _, err := l.graph.Communities(context.Background(), network.Scope{}, l.lens); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkAll(b *testing.B) {
	eachSize(b, func(b *testing.B, l large) {
		b.ReportAllocs()
		for b.Loop() {
			n := 0
			for e := range l.graph.All(l.lens) {
				if e.Sourced() {
					n++
				}
			}
		}
	})
}
