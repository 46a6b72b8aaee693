package network

import (
	"cmp"
	"context"
	"slices"

	"kommungraf/internal/vocab"
)

// Issue is the relations and things of which something should be looked at.
type Issue struct {
	Relations []Edge   // by type and id
	Things    []Vertex // by kind and name
}

// Disputed finds the relations of a part that the other party disagrees with.
func (g *Graph) Disputed(ctx context.Context, part Part, lens Lens) (i Issue, err error) {
	err = g.eachOf(ctx, part, lens, func(e Edge) {
		if e.Status() == vocab.Disputed {
			i.Relations = append(i.Relations, e)
		}
	})
	slices.SortFunc(i.Relations, g.compareLines)
	return i, err
}

// Listed keeps those of some relations that are in a part and that the lens shows.
func (g *Graph) Listed(ctx context.Context, part Part, ids []vocab.ID, lens Lens) (i Issue, err error) {
	listed := make(map[Line]bool, len(ids))
	for _, id := range ids {
		if l, ok := g.FindRelation(id); ok {
			listed[l] = true
		}
	}
	err = g.eachOf(ctx, part, lens, func(e Edge) {
		if listed[e.Line] {
			i.Relations = append(i.Relations, e)
		}
	})
	slices.SortFunc(i.Relations, g.compareLines)
	return i, err
}

// Orphans finds the actors and solutions that have no relation of the types of a part; of those it names, where it does.
func (g *Graph) Orphans(ctx context.Context, part Part, lens Lens) (i Issue, err error) {
	set, err := typesOf("types", part.Types)
	if err != nil {
		return i, err
	}
	if part.Of != nil && len(part.Of) == 0 {
		return i, empty("of")
	}
	of, err := g.origins("of", part.Of)
	if err != nil {
		return i, err
	}
	s := sieve{lens, set}
	m := meter{ctx: ctx}
	for v, k := range g.kinds {
		if k == 0 || part.Of != nil && !slices.Contains(of, Vertex(v)) {
			continue
		}
		e := g.ends.at(int32(v))
		if err := m.spend(len(e.out) + len(e.in) + 1); err != nil {
			return i, err
		}
		related := func(h half) bool { return s.keeps(h.facts) }
		if !slices.ContainsFunc(e.out, related) && !slices.ContainsFunc(e.in, related) {
			i.Things = append(i.Things, Vertex(v))
		}
	}
	slices.SortFunc(i.Things, func(a, b Vertex) int {
		return cmp.Or(cmp.Compare(g.kinds[a], g.kinds[b]), g.byName(a, b))
	})
	return i, nil
}
