package network

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Dependency is on what some actors depend, and how far that is known.
type Dependency struct {
	Shares        []Share // the most used first
	Concentration float64 // the sum of the squared shares; 0 where none is known
	Coverage      Coverage
}

// Share is how much hangs on a thing.
type Share struct {
	Thing  Vertex
	Uses   int
	Share  float64  // of the uses whose thing is known
	Actors []Vertex // by name
	Areas  []string // of the solutions used through it, in order
	Single bool     // more than half of the actors with a known use, at least two, hang on it
	All    bool     // all of them do
}

// Coverage is how far a dependency is known.
type Coverage struct {
	Actors    int // asked about
	WithUse   int // of which any use is known
	Uses      int
	Named     int // uses of which the thing is known
	Inferred  int // of these, uses that do not name it themselves
	Ambiguous int // uses of which several things are known that it may be
}

// sharing are the relations by which an association takes care of something for an actor.
var sharing = func() typeSet {
	set := belonging
	set.add(typeNumbers[Type{vocab.EntityRelationship, string(vocab.RelationshipSharesITOperationIn)}])
	return set
}()

var (
	sharedOperation = typesNamed(vocab.EntityRelationship, string(vocab.RelationshipSharesITOperationIn)) // the actor is the from end
	operatedBy      = typesNamed(vocab.EntityRelationship, string(vocab.RelationshipOperatesITFor))       // the actor is the to end
)

// depending collects uses by the thing they hang on.
type depending struct {
	g        *Graph
	on       map[Vertex]*Share
	coverage Coverage
	used     bool // the actor at hand has a use
}

func (d *depending) add(actor, thing Vertex, area string, inferred bool) {
	d.used = true
	d.coverage.Uses++
	switch {
	case thing == several:
		d.coverage.Ambiguous++
		return
	case thing < 0:
		return
	case inferred:
		d.coverage.Inferred++
	}
	d.coverage.Named++
	s := d.on[thing]
	if s == nil {
		s = &Share{Thing: thing}
		d.on[thing] = s
	}
	s.Uses++
	if len(s.Actors) == 0 || s.Actors[len(s.Actors)-1] != actor {
		s.Actors = append(s.Actors, actor)
	}
	if area != "" && !slices.Contains(s.Areas, area) {
		s.Areas = append(s.Areas, area)
	}
}

// Dependency tells on what actors depend. An association stands for those who belong to it.
func (g *Graph) Dependency(ctx context.Context, of []vocab.ID, by vocab.DependencyKind, lens Lens) (Dependency, error) {
	if !slices.Contains(by.Values(), string(by)) {
		return Dependency{}, problem.BadInput("by", wordsNoneOfThese, clip(string(by)), strings.Join(by.Values(), ", "))
	}
	actors, err := g.dependants(of, lens)
	if err != nil {
		return Dependency{}, err
	}
	d := depending{g: g, on: make(map[Vertex]*Share)}
	s := g.newSuppliers(lens)
	m := meter{ctx: ctx}
	for _, a := range actors {
		e := g.ends.at(int32(a))
		if err := m.spend(len(e.out) + len(e.in) + 1); err != nil {
			return Dependency{}, err
		}
		d.used = false
		d.uses(a, by, s, lens)
		if d.used {
			d.coverage.WithUse++
		}
	}
	d.coverage.Actors = len(actors)
	return d.answer(), nil
}

// dependants are the actors that are asked about, each once, by name.
func (g *Graph) dependants(of []vocab.ID, lens Lens) ([]Vertex, error) {
	if len(of) == 0 {
		return nil, problem.BadInput("of", "name at least one actor")
	}
	named, err := g.origins("of", of)
	if err != nil {
		return nil, err
	}
	var actors []Vertex
	for _, v := range named {
		switch g.Node(v).Kind {
		case vocab.FindSolution:
			return nil, problem.BadInput("of", "%s is a solution: name actors, or an association for its members", g.Node(v).ID)
		case vocab.SearchKind(vocab.Association):
			actors = append(actors, g.members(v, lens)...)
		default:
			actors = append(actors, v)
		}
	}
	slices.SortFunc(actors, g.byName)
	return slices.Compact(actors), nil
}

// uses goes through what an actor uses, or belongs to where it is asked about associations.
func (d *depending) uses(a Vertex, by vocab.DependencyKind, s *suppliers, lens Lens) {
	e := d.g.ends.at(int32(a))
	uses, belongs, shares := sieve{lens, using}, sieve{lens, sharing}, sieve{lens, sharedOperation}
	last := none // half-edges to one node lie side by side
	for _, h := range e.out {
		switch {
		case by == vocab.OnAssociation:
			if belongs.keeps(h.facts) && h.node != last && d.g.Node(h.node).Kind == vocab.SearchKind(vocab.Association) {
				d.add(a, h.node, "", false)
				last = h.node
			}
		case by == vocab.OnHost && shares.keeps(h.facts):
			d.add(a, h.node, "", false)
		case uses.keeps(h.facts):
			thing, inferred := d.behind(a, h, by, s, lens)
			d.add(a, thing, d.g.Node(h.node).Area, inferred)
		}
	}
	if by != vocab.OnHost {
		return
	}
	operated := sieve{lens, operatedBy}
	for _, h := range e.in {
		if operated.keeps(h.facts) {
			d.add(a, h.node, "", false)
		}
	}
}

// behind is the thing that a use hangs on.
func (d *depending) behind(a Vertex, h half, by vocab.DependencyKind, s *suppliers, lens Lens) (thing Vertex, inferred bool) {
	switch by {
	case vocab.OnSupplier:
		return s.of(h.line, h.node, h.facts)
	case vocab.OnOwner:
		return d.g.ownerOf(h.node, lens), false
	case vocab.OnHost:
		operators := sieve{lens, operating}
		for _, o := range d.g.ends.at(int32(h.node)).in {
			if o.node == a && operators.keeps(o.facts) {
				return a, false // who operates it itself does not depend on the others who do
			}
		}
		return d.g.involved(h.node, operators), false
	}
	return h.node, false
}

func (d *depending) answer() Dependency {
	all := Dependency{Coverage: d.coverage}
	for _, s := range d.on {
		s.Share = float64(s.Uses) / float64(d.coverage.Named)
		s.Single = len(s.Actors) >= 2 && 2*len(s.Actors) > d.coverage.WithUse
		s.All = s.Single && len(s.Actors) == d.coverage.WithUse
		slices.Sort(s.Areas)
		all.Shares = append(all.Shares, *s)
	}
	slices.SortFunc(all.Shares, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Uses, a.Uses), cmp.Compare(len(b.Actors), len(a.Actors)), d.g.byName(a.Thing, b.Thing))
	})
	for _, s := range all.Shares {
		all.Concentration += s.Share * s.Share
	}
	return all
}
