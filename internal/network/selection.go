package network

import (
	"slices"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Selection says which relations of one entity are counted. Nil lists keep all.
type Selection struct {
	Entity        vocab.RelationEntity
	Types         []string
	FromKinds     []vocab.SearchKind
	ToKinds       []vocab.SearchKind   // of actors
	SolutionKinds []vocab.SolutionKind // of solutions at the to end
	Counties      []vocab.CountyCode   // of the from end
	SkrGroups     []vocab.SkrGroup     // of the from end
	Areas         []string             // of solutions at the to end
	Group         vocab.ID             // the from end belongs to this body; empty for all
}

// MaxListed is the length of a list of things or words that relations are picked by.
const MaxListed = 100

// belonging are the types of relations by which an actor belongs to a body: as a member, as one that takes part, or, where
// the body is a company, as an owner.
var belonging = typesNamed(vocab.EntityRelationship, string(vocab.RelationshipMemberOf), string(vocab.RelationshipParticipatesIn), string(vocab.RelationshipOwns))

func typesNamed(entity vocab.RelationEntity, codes ...string) (set typeSet) {
	for _, c := range codes {
		set.add(typeNumbers[Type{entity, c}])
	}
	return set
}

func (s *typeSet) add(n uint8)      { s[n>>6] |= 1 << (n & 63) }
func (s *typeSet) has(n uint8) bool { return s[n>>6]>>(n&63)&1 != 0 }

// picked is a selection made ready: what a relation must be, and a mark for each vertex that may stand at an end.
type picked struct {
	sieve
	from, to []bool
}

// pick makes a selection ready, or says what of it makes no sense. Members of the group are those of the lens.
func (g *Graph) pick(s Selection, lens, members Lens) (*picked, error) {
	p := &picked{sieve: sieve{Lens: lens}, from: make([]bool, len(g.kinds)), to: make([]bool, len(g.kinds))}
	if s.Types != nil && len(s.Types) == 0 {
		return nil, empty("types")
	}
	for n, t := range types {
		if t.Entity == s.Entity && (s.Types == nil || slices.Contains(s.Types, t.Code)) {
			p.types.add(uint8(n))
		}
	}
	for _, c := range s.Types {
		if _, ok := typeNumbers[Type{s.Entity, c}]; !ok {
			return nil, problem.BadInput("types", "no type of relation is called %q %q", clip(string(s.Entity)), clip(c))
		}
	}
	for field, none := range map[string]bool{
		"solutionKinds": s.SolutionKinds != nil && len(s.SolutionKinds) == 0, "counties": s.Counties != nil && len(s.Counties) == 0,
		"skrGroups": s.SkrGroups != nil && len(s.SkrGroups) == 0, "areas": s.Areas != nil && len(s.Areas) == 0,
	} {
		if none {
			return nil, empty(field)
		}
	}
	from, err := kindsOf("fromKinds", s.FromKinds)
	if err != nil {
		return nil, err
	}
	to, err := kindsOf("toKinds", s.ToKinds)
	if err != nil {
		return nil, err
	}
	known := make(map[string]bool) // of the areas asked for
	for v, k := range g.kinds {
		if k == 0 {
			continue
		}
		p.from[v], p.to[v] = from[k], to[k]
		if s.Counties == nil && s.SkrGroups == nil && s.Areas == nil && s.SolutionKinds == nil {
			continue
		}
		n := g.Node(Vertex(v))
		p.from[v] = p.from[v] && keeps(s.Counties, n.County) && keeps(s.SkrGroups, n.SkrGroup)
		p.to[v] = p.to[v] && keeps(s.Areas, n.Area) && keeps(s.SolutionKinds, n.SolutionKind)
		if s.Areas != nil && n.Area != "" && slices.Contains(s.Areas, n.Area) {
			known[n.Area] = true
		}
	}
	for _, a := range s.Areas {
		if !known[a] {
			return nil, problem.BadInput("areas", "no solution is for the area %q", clip(a))
		}
	}
	if s.Group == "" {
		return p, nil
	}
	return p, g.keepMembers(s.Group, members, p.from)
}

func keeps[T comparable](list []T, v T) bool { return list == nil || slices.Contains(list, v) }

// keepMembers takes the marks from all that do not belong to a body.
func (g *Graph) keepMembers(body vocab.ID, lens Lens, marks []bool) error {
	b, err := g.origin("group", body)
	if err != nil {
		return err
	}
	is := make([]bool, len(marks))
	for _, v := range g.members(b, lens) {
		is[v] = marks[v]
	}
	copy(marks, is)
	return nil
}

// members are the actors that belong to a body, by name.
func (g *Graph) members(body Vertex, lens Lens) []Vertex {
	s := sieve{lens, belonging}
	var all []Vertex
	for _, h := range g.ends.at(int32(body)).in {
		if s.keeps(h.facts) {
			all = append(all, h.node)
		}
	}
	slices.SortFunc(all, g.byName)
	return slices.Compact(all)
}
