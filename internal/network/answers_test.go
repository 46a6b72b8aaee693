package network_test

import (
	"context"
	"fmt"
	"strings"

	"kommungraf/internal/network"
	"kommungraf/internal/vocab"
)

// The answers of the package in the words of the reference.

func neighbourhood(g *network.Graph, q network.Question, v view) string {
	n, err := g.Neighbourhood(context.Background(), q, v.lens())
	if err != nil {
		return err.Error()
	}
	var out strings.Builder
	for _, n := range n.Nodes {
		fmt.Fprintf(&out, "%s at %d with %d\n", g.Node(n.Node).ID, n.Distance, n.Links)
	}
	for _, e := range n.Links {
		fmt.Fprintln(&out, g.Relation(e.Line))
	}
	fmt.Fprintln(&out, n.Truncated)
	return out.String()
}

func reachable(g *network.Graph, q network.ReachQuestion, v view) string {
	r, err := g.Reachable(context.Background(), q, v.lens())
	if err != nil {
		return err.Error()
	}
	var out strings.Builder
	for _, n := range r.Nodes {
		fmt.Fprintf(&out, "%s at %d:%s\n", g.Node(n.Node).ID, n.Distance, way(g, n.Path))
	}
	fmt.Fprintln(&out, r.Truncated)
	return out.String()
}

func paths(g *network.Graph, q network.PathQuestion, v view) string {
	found, err := g.Paths(context.Background(), q, v.lens())
	if err != nil {
		return err.Error()
	}
	var out strings.Builder
	for _, p := range found.Paths {
		fmt.Fprintln(&out, way(g, p))
	}
	return out.String()
}

func way(g *network.Graph, p network.Path) string {
	var out strings.Builder
	at := p.Start
	for _, h := range p.Hops {
		mark := "<"
		start := h.Edge.To
		if h.Forward {
			mark, start = ">", h.Edge.From
		}
		if start != at {
			return "a path with a gap"
		}
		at = h.End()
		fmt.Fprintf(&out, " %s%s", mark, g.Relation(h.Edge.Line).ID)
	}
	return out.String()
}

func central(g *network.Graph, m network.Measure, s network.Scope, v view) string {
	all, err := g.Centrality(context.Background(), m, s, v.lens())
	if err != nil {
		return err.Error()
	}
	var out strings.Builder
	for _, c := range all {
		fmt.Fprintf(&out, "%s %v\n", g.Node(c.Node).ID, c.Value)
	}
	return out.String()
}

func communities(g *network.Graph, s network.Scope, v view) string {
	d, err := g.Communities(context.Background(), s, v.lens())
	if err != nil {
		return err.Error()
	}
	var out strings.Builder
	for _, c := range d.Communities {
		fmt.Fprintln(&out, ids(g, c))
	}
	fmt.Fprintln(&out, d.Modularity)
	return out.String()
}

func ids(g *network.Graph, vertices []network.Vertex) (all []vocab.ID) {
	for _, v := range vertices {
		all = append(all, g.Node(v).ID)
	}
	return all
}
