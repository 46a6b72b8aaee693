package network

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// MaxGroups is how many groups relations may fall into.
const MaxGroups = 10_000

// StatsQuestion asks for relations of an entity in groups.
type StatsQuestion struct {
	Where   Selection
	By      []vocab.GroupBy
	Measure vocab.StatsMeasure
}

// Stats are relations in groups: all groups, in the order of their keys.
type Stats struct {
	Groups   []StatsGroup
	Total    int // the measure of all relations whose keys are known
	Unknown  int // relations of which a key is not known: they are in no group
	Inferred int // relations in groups whose supplier is not named but follows from the solution
}

// StatsGroup is one group.
type StatsGroup struct {
	Keys   []Key
	Value  int
	Within int // the measure of all relations that share the keys but the last
}

// Stats counts the relations that a selection keeps, in groups.
func (g *Graph) Stats(ctx context.Context, q StatsQuestion, lens Lens) (Stats, error) {
	if !slices.Contains(q.Measure.Values(), string(q.Measure)) {
		return Stats{}, problem.BadInput("measure", wordsNoneOfThese, clip(string(q.Measure)), strings.Join(q.Measure.Values(), ", "))
	}
	p, err := g.pick(q.Where, lens, lens)
	if err != nil {
		return Stats{}, problem.In("where", err)
	}
	columns, err := g.columns(q.Where.Entity, q.By, 1, MaxKeys, lens)
	if err != nil {
		return Stats{}, err
	}
	k := newKeyed(columns)
	last := uint64(columns[len(columns)-1].size)
	groups, parents, all := newSums(k.size), newSums(k.size/last), newSums(1)
	var s Stats
	err = g.eachPicked(ctx, p, q.Measure == vocab.DistinctTo, func(outer, from, to Vertex, l Line, f facts) {
		group, inferred, known := k.group(l, from, to, f)
		if !known {
			s.Unknown++
			return
		}
		if inferred {
			s.Inferred++
		}
		by := g.weight(q.Measure, outer)
		groups.add(group, outer, by, q.Measure)
		all.add(0, outer, by, q.Measure)
		if len(columns) > 1 {
			parents.add(group/last, outer, by, q.Measure)
		}
	})
	if err != nil {
		return Stats{}, err
	}
	if len(groups.groups) > MaxGroups {
		return Stats{}, problem.BadInput("groupBy", "there are %d groups, and at most %d can be told apart: name fewer keys, or keep fewer relations", len(groups.groups), MaxGroups)
	}
	s.Total = all.value(0)
	order := slices.Clone(groups.groups)
	slices.SortFunc(order, k.compare)
	for _, group := range order {
		made := StatsGroup{Keys: k.keys(group), Value: groups.value(group), Within: s.Total}
		if len(columns) > 1 {
			made.Within = parents.value(group / last)
		}
		s.Groups = append(s.Groups, made)
	}
	return s, nil
}

// Ordered gives the groups in another order than that of their keys; those of equal value stay in it.
func (s Stats) Ordered(by vocab.StatsOrderField, descending bool) []StatsGroup {
	all := slices.Clone(s.Groups)
	switch {
	case by == vocab.StatsByValue && descending:
		slices.SortStableFunc(all, func(a, b StatsGroup) int { return cmp.Compare(b.Value, a.Value) })
	case by == vocab.StatsByValue:
		slices.SortStableFunc(all, func(a, b StatsGroup) int { return cmp.Compare(a.Value, b.Value) })
	case descending:
		slices.Reverse(all)
	}
	return all
}

// weight is what a node adds to a measure.
func (g *Graph) weight(m vocab.StatsMeasure, v Vertex) int {
	if m != vocab.SumPopulation {
		return 1
	}
	if n := g.Node(v); n.Kind == vocab.SearchKind(vocab.Municipality) {
		return n.Population
	}
	return 0
}

// eachPicked goes through the relations of a selection, node by node: the outer one is the from end, or with in the to end.
func (g *Graph) eachPicked(ctx context.Context, p *picked, in bool, yield func(outer, from, to Vertex, l Line, f facts)) error {
	m := meter{ctx: ctx}
	outer, inner := p.from, p.to
	if in {
		outer, inner = inner, outer
	}
	for v := range outer {
		if !outer[v] {
			continue
		}
		e := g.ends.at(int32(v))
		list := e.out
		if in {
			list = e.in
		}
		if err := m.spend(len(list) + 1); err != nil {
			return err
		}
		for i := range list {
			h := &list[i]
			if !inner[h.node] || !p.keeps(h.facts) {
				continue
			}
			if in {
				yield(Vertex(v), h.node, Vertex(v), h.line, h.facts)
			} else {
				yield(Vertex(v), Vertex(v), h.node, h.line, h.facts)
			}
		}
	}
	return nil
}

// sums adds up groups. Of the distinct measures, it takes a node once: relations of a node come one after another.
type sums struct {
	*slots
	values []int
	latest []Vertex
}

func newSums(size uint64) *sums { return &sums{slots: newSlots(size)} }

func (t *sums) add(group uint64, v Vertex, by int, m vocab.StatsMeasure) {
	n := t.of(group)
	if int(n) == len(t.values) {
		t.values, t.latest = append(t.values, 0), append(t.latest, none)
	}
	if m != vocab.CountRelations && t.latest[n] == v {
		return
	}
	t.values[n] += by
	t.latest[n] = v
}

func (t *sums) value(group uint64) int {
	if len(t.groups) == 0 {
		return 0
	}
	return t.values[t.of(group)]
}
