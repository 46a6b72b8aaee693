package network

import "kommungraf/internal/vocab"

var (
	offering  = typesNamed(vocab.EntityInvolvement, string(vocab.InvolvementProvides), string(vocab.InvolvementResells))
	owning    = typesNamed(vocab.EntityInvolvement, string(vocab.InvolvementOwns))
	operating = typesNamed(vocab.EntityInvolvement, string(vocab.InvolvementOperates))
	using     = typesNamed(vocab.EntityInvolvement, string(vocab.InvolvementUses))
)

const several Vertex = -2 // more than one is known, so that it is not known which

// single gives the one vertex in a list, none for an empty list and several where they differ.
func single(found, next Vertex) Vertex {
	if found == none || found == next {
		return next
	}
	return several
}

// involved gives the only actor that stands in a relation of some types to a solution.
func (g *Graph) involved(solution Vertex, s sieve) Vertex {
	found := none
	for _, h := range g.ends.at(int32(solution)).in {
		if s.keeps(h.facts) {
			if found = single(found, h.node); found == several {
				return several
			}
		}
	}
	return found
}

// ownerOf is the owner of a solution as its row names it, or the only actor that is said to own it.
func (g *Graph) ownerOf(solution Vertex, lens Lens) Vertex {
	if id := g.Node(solution).Owner; id != "" {
		if v, ok := g.Find(id); ok {
			return v
		}
	}
	return g.involved(solution, sieve{lens, owning})
}

// supplierOf is the supplier that a use of a solution must go through where the use names none: the only actor that
// provides or resells the solution, or where nobody is known to, its owner; in either case only if that is a supplier.
func (g *Graph) supplierOf(solution Vertex, lens Lens) Vertex {
	either := sieve{Lens: lens}
	for i := range either.types {
		either.types[i] = offering[i] | owning[i]
	}
	offers, owner := none, none
	if id := g.Node(solution).Owner; id != "" {
		if v, ok := g.Find(id); ok {
			owner = v
		}
	}
	stated := owner != none
	list := g.ends.at(int32(solution)).in
	for i := range list {
		h := &list[i]
		if !either.keeps(h.facts) {
			continue
		}
		switch {
		case !owning.has(h.facts.kind()):
			offers = single(offers, h.node)
		case !stated:
			owner = single(owner, h.node)
		}
		if offers == several {
			return several
		}
	}
	if offers == none {
		offers = owner
	}
	if offers >= 0 && g.kinds[offers] != supplierKind {
		return none
	}
	return offers
}

// supplierKind is the kind of suppliers as graphs number kinds.
var supplierKind = kind(code(kindWords, vocab.SearchKind(vocab.Supplier)) + 1)

// suppliers remembers who is behind solutions, for one lens.
type suppliers struct {
	g     *Graph
	lens  Lens
	known []Vertex // three more than it is; 0 where not asked yet
}

func (g *Graph) newSuppliers(lens Lens) *suppliers {
	return &suppliers{g, lens, make([]Vertex, len(g.kinds))}
}

// of gives the supplier of an involvement, and whether it was inferred.
func (s *suppliers) of(l Line, solution Vertex, f facts) (v Vertex, inferred bool) {
	if named := s.g.lines.at(int32(l)).supplier; named >= 0 && s.g.kinds[named] != 0 {
		return named, false
	}
	if !using.has(f.kind()) {
		return none, false
	}
	if s.known[solution] == 0 {
		s.known[solution] = s.g.supplierOf(solution, s.lens) + 3
	}
	v = s.known[solution] - 3
	return v, v >= 0
}
