package network

import (
	"cmp"
	"context"
	"slices"

	"kommungraf/internal/vocab"
)

// Loss is what is struck if a thing disappears.
type Loss struct {
	Solutions  []LostSolution // those with most uses struck first
	Actors     []StruckActor  // by name
	Areas      []LostArea     // the most uses first
	Next       []NextSolution // by name
	Population int            // of the distinct municipalities struck
	Coverage   LossCoverage
}

// LostSolution is a solution that the lost thing is behind.
type LostSolution struct {
	Solution Vertex
	Ties     []Edge // the relations that say so; none where the solution is the lost thing, or its row names the owner
	Others   int    // other actors that are known to do one of the same things for it
	Uses     int    // that are struck
}

// StruckActor is an actor that uses something that is lost.
type StruckActor struct {
	Actor Vertex
	Uses  []Edge // that are struck, or the relations by which the lost thing serves it
	Named bool   // one of them names the lost thing
}

// LostArea is an area of solutions.
type LostArea struct {
	Area string
	Uses int
}

// NextSolution is a solution that hangs together with a lost one.
type NextSolution struct {
	Solution Vertex
	Tie      Edge
	Uses     int // that are known of it
}

// LossCoverage is how far a loss is known.
type LossCoverage struct {
	Uses     int // of the lost solutions, struck or not
	Named    int // of these, uses that name a supplier
	Spared   int // uses that are not struck: they name another supplier, or the solution is known from several
	Operated int // lost solutions of which an operator is known
}

var (
	supplying = typesNamed(vocab.EntityInvolvement,
		string(vocab.InvolvementProvides), string(vocab.InvolvementResells), string(vocab.InvolvementOwns), string(vocab.InvolvementOperates), string(vocab.InvolvementMaintains))
	// holding are those of them without which nobody has the solution.
	holding = typesNamed(vocab.EntityInvolvement,
		string(vocab.InvolvementOwns), string(vocab.InvolvementOperates), string(vocab.InvolvementMaintains))
	serving = typesNamed(vocab.EntityRelationship,
		string(vocab.RelationshipSupplies), string(vocab.RelationshipOperatesITFor), string(vocab.RelationshipPerformsTasksFor))
	building = typesNamed(vocab.EntitySolutionLink,
		string(vocab.SolutionLinkBasedOn), string(vocab.SolutionLinkExtends), string(vocab.SolutionLinkPartOf), string(vocab.SolutionLinkRequires))
	integrating = typesNamed(vocab.EntitySolutionLink, string(vocab.SolutionLinkIntegratesWith))
)

// losing is a loss in the making.
type losing struct {
	g      *Graph
	lens   Lens
	thing  Vertex
	behind *suppliers
	lost   map[Vertex]*LostSolution
	struck map[Vertex]*StruckActor
	areas  map[string]int
	loss   Loss
	meter  meter
}

// IfLost tells what is struck if a thing disappears: the solutions that it is behind, those who use them, and the
// solutions that are built on them.
func (g *Graph) IfLost(ctx context.Context, id vocab.ID, lens Lens) (Loss, error) {
	thing, err := g.origin("thing", id)
	if err != nil {
		return Loss{}, err
	}
	l := losing{
		g: g, lens: lens, thing: thing, behind: g.newSuppliers(lens), lost: map[Vertex]*LostSolution{}, struck: map[Vertex]*StruckActor{},
		areas: map[string]int{}, meter: meter{ctx: ctx},
	}
	if err := l.solutions(); err != nil {
		return Loss{}, err
	}
	for _, s := range l.lost {
		if err := l.meter.spend(len(g.ends.at(int32(s.Solution)).in)); err != nil {
			return Loss{}, err
		}
		l.uses(s)
		l.others(s)
	}
	if err := l.named(); err != nil {
		return Loss{}, err
	}
	l.served()
	l.next()
	return l.answer(), nil
}

// solutions finds what the lost thing is behind.
func (l *losing) solutions() error {
	if l.g.Node(l.thing).Kind == vocab.FindSolution {
		l.lost[l.thing] = &LostSolution{Solution: l.thing}
		return nil
	}
	ties := sieve{l.lens, supplying}
	for _, h := range l.g.ends.at(int32(l.thing)).out {
		if ties.keeps(h.facts) {
			s := l.solution(h.node)
			s.Ties = append(s.Ties, Edge{h.line, l.thing, h.node, h.facts})
		}
	}
	id := l.g.Node(l.thing).ID
	for v, n := range l.g.Nodes() {
		if n.Owner == id {
			l.solution(v)
		}
	}
	return l.meter.spend(len(l.g.kinds))
}

func (l *losing) solution(v Vertex) *LostSolution {
	if l.lost[v] == nil {
		l.lost[v] = &LostSolution{Solution: v}
	}
	return l.lost[v]
}

// held tells whether nobody has a solution without the lost thing: it is the solution, or owns, operates or maintains it.
func (l *losing) held(s *LostSolution) bool {
	if s.Solution == l.thing || l.g.Node(s.Solution).Owner == l.g.Node(l.thing).ID {
		return true
	}
	return slices.ContainsFunc(s.Ties, func(e Edge) bool { return holding.has(e.facts.kind()) })
}

// uses goes through the uses of a lost solution.
func (l *losing) uses(s *LostSolution) {
	uses := sieve{l.lens, using}
	held := l.held(s)
	for _, h := range l.g.ends.at(int32(s.Solution)).in {
		if !uses.keeps(h.facts) {
			continue
		}
		l.loss.Coverage.Uses++
		supplier, inferred := l.behind.of(h.line, s.Solution, h.facts)
		named := supplier >= 0 && !inferred
		if named {
			l.loss.Coverage.Named++
		}
		if !held && supplier != l.thing {
			l.loss.Coverage.Spared++
			continue
		}
		s.Uses++
		l.strike(h.node, Edge{h.line, h.node, s.Solution, h.facts}, named && supplier == l.thing)
		l.areas[l.g.Node(s.Solution).Area]++
	}
}

func (l *losing) strike(actor Vertex, by Edge, named bool) {
	a := l.struck[actor]
	if a == nil {
		a = &StruckActor{Actor: actor}
		l.struck[actor] = a
	}
	a.Uses = append(a.Uses, by)
	a.Named = a.Named || named
}

// others counts who else does for a solution what the lost thing does.
func (l *losing) others(s *LostSolution) {
	ties := sieve{Lens: l.lens}
	for _, e := range s.Ties {
		ties.types.add(e.facts.kind())
	}
	operators := sieve{l.lens, operating}
	operated, seen := false, map[Vertex]bool{}
	for _, h := range l.g.ends.at(int32(s.Solution)).in {
		operated = operated || operators.keeps(h.facts)
		if h.node != l.thing && ties.keeps(h.facts) {
			seen[h.node] = true
		}
	}
	s.Others = len(seen)
	if operated {
		l.loss.Coverage.Operated++
	}
}

// named finds uses of other solutions that name the lost thing as their supplier.
func (l *losing) named() error {
	if l.g.Node(l.thing).Kind == vocab.FindSolution {
		return nil
	}
	uses := sieve{l.lens, using}
	for v := range l.g.kinds {
		list := l.g.ends.at(int32(v)).out
		if err := l.meter.spend(len(list) + 1); err != nil {
			return err
		}
		for _, h := range list {
			if !uses.keeps(h.facts) || l.g.lines.at(int32(h.line)).supplier != l.thing || l.lost[h.node] != nil {
				continue
			}
			l.strike(Vertex(v), Edge{h.line, Vertex(v), h.node, h.facts}, true)
			l.areas[l.g.Node(h.node).Area]++
		}
	}
	return nil
}

// served finds the actors that the lost thing serves without a solution being named.
func (l *losing) served() {
	ties := sieve{l.lens, serving}
	shared := sieve{l.lens, sharedOperation}
	e := l.g.ends.at(int32(l.thing))
	for _, h := range e.out {
		if ties.keeps(h.facts) {
			l.strike(h.node, Edge{h.line, l.thing, h.node, h.facts}, true)
		}
	}
	for _, h := range e.in {
		if shared.keeps(h.facts) {
			l.strike(h.node, Edge{h.line, h.node, l.thing, h.facts}, true)
		}
	}
}

// next finds the solutions that hang together with those lost.
func (l *losing) next() {
	on, with, uses := sieve{l.lens, building}, sieve{l.lens, integrating}, sieve{l.lens, using}
	found := map[Vertex]Edge{}
	add := func(v Vertex, e Edge) {
		if l.lost[v] != nil {
			return
		}
		if old, ok := found[v]; !ok || l.g.compareLines(e, old) < 0 {
			found[v] = e
		}
	}
	for v := range l.lost {
		e := l.g.ends.at(int32(v))
		for _, h := range e.in {
			if on.keeps(h.facts) || with.keeps(h.facts) {
				add(h.node, Edge{h.line, h.node, v, h.facts})
			}
		}
		for _, h := range e.out {
			if with.keeps(h.facts) {
				add(h.node, Edge{h.line, v, h.node, h.facts})
			}
		}
	}
	for v, e := range found {
		s := NextSolution{Solution: v, Tie: e}
		for _, h := range l.g.ends.at(int32(v)).in {
			if uses.keeps(h.facts) {
				s.Uses++
			}
		}
		l.loss.Next = append(l.loss.Next, s)
	}
	slices.SortFunc(l.loss.Next, func(a, b NextSolution) int { return l.g.byName(a.Solution, b.Solution) })
}

func (l *losing) answer() Loss {
	all := l.loss
	for _, s := range l.lost {
		slices.SortFunc(s.Ties, l.g.compareLines)
		all.Solutions = append(all.Solutions, *s)
	}
	slices.SortFunc(all.Solutions, func(a, b LostSolution) int {
		return cmp.Or(cmp.Compare(b.Uses, a.Uses), l.g.byName(a.Solution, b.Solution))
	})
	for _, a := range l.struck {
		slices.SortFunc(a.Uses, l.g.compareLines)
		all.Actors = append(all.Actors, *a)
		if n := l.g.Node(a.Actor); n.Kind == vocab.SearchKind(vocab.Municipality) {
			all.Population += n.Population
		}
	}
	slices.SortFunc(all.Actors, func(a, b StruckActor) int { return l.g.byName(a.Actor, b.Actor) })
	for area, uses := range l.areas {
		all.Areas = append(all.Areas, LostArea{area, uses})
	}
	slices.SortFunc(all.Areas, func(a, b LostArea) int { return cmp.Or(cmp.Compare(b.Uses, a.Uses), cmp.Compare(a.Area, b.Area)) })
	return all
}
