package network

import (
	"cmp"
	"context"
	"slices"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Part is the part of a graph whose relations are looked at one by one.
type Part struct {
	Types []Type     // nil for all
	Of    []vocab.ID // relations that have one of these at an end; nil for all
}

// Difference is what changed between two days.
type Difference struct {
	Added   []Edge // first held after the first day and not after the second, in the order of days
	Removed []Edge // last held on the first day or later and before the second, in the order of days
	Unknown int    // relations that held, but whose first day is not known, so that they may have been added
}

// Difference tells which relations began and which ended between two days, whatever the day of the lens.
func (g *Graph) Difference(ctx context.Context, part Part, from, to vocab.Date, lens Lens) (d Difference, err error) {
	first, ok1 := packDay(from)
	last, ok2 := packDay(to)
	if !ok1 || !ok2 || first >= last {
		return d, problem.BadInput("to", "it must lie after from: %s is not after %s", to, from)
	}
	err = g.eachOf(ctx, part, lens.Whenever(), func(e Edge) {
		f := e.facts
		if f.first() == firstDay && f.last() >= last {
			d.Unknown++
		}
		if f.first() > first && f.first() <= last {
			d.Added = append(d.Added, e)
		}
		if f.last() >= first && f.last() < last {
			d.Removed = append(d.Removed, e)
		}
	})
	slices.SortFunc(d.Added, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.facts.first(), b.facts.first()), g.compareLines(a, b))
	})
	slices.SortFunc(d.Removed, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.facts.last(), b.facts.last()), g.compareLines(a, b))
	})
	return d, err
}

// eachOf goes through the relations of a part, each once.
func (g *Graph) eachOf(ctx context.Context, part Part, lens Lens, yield func(Edge)) error {
	set, err := typesOf("types", part.Types)
	if err != nil {
		return err
	}
	s := sieve{lens, set}
	m := meter{ctx: ctx}
	if part.Of == nil {
		for v := range g.kinds {
			list := g.ends.at(int32(v)).out
			if err := m.spend(len(list) + 1); err != nil {
				return err
			}
			for _, h := range list {
				if s.keeps(h.facts) {
					yield(Edge{h.line, Vertex(v), h.node, h.facts})
				}
			}
		}
		return nil
	}
	if len(part.Of) == 0 {
		return empty("of")
	}
	of, err := g.origins("of", part.Of)
	if err != nil {
		return err
	}
	for i, v := range of {
		e := g.ends.at(int32(v))
		if err := m.spend(len(e.out) + len(e.in)); err != nil {
			return err
		}
		for _, h := range e.out {
			if s.keeps(h.facts) && !slices.Contains(of[:i], h.node) {
				yield(Edge{h.line, v, h.node, h.facts})
			}
		}
		for _, h := range e.in {
			if s.keeps(h.facts) && !slices.Contains(of[:i], h.node) && h.node != v {
				yield(Edge{h.line, h.node, v, h.facts})
			}
		}
	}
	return nil
}
