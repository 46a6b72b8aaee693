package reuse

import (
	"cmp"
	"iter"
	"slices"

	"kommungraf/internal/vocab"
)

// Likeness is how alike another municipality is, and in what.
type Likeness struct {
	Municipality vocab.ID
	Similarity   float64 // from 0 to 1, three decimals
	Parts        []Part  // those that are known of both
	Bodies       []vocab.ID
	Solutions    []vocab.ID
}

// SimilarAnswer is the answer of Similar.
type SimilarAnswer struct {
	Municipality vocab.ID
	Similar      []Likeness // the most alike first; of equals the name decides, then the id
	Truncated    bool       // there are more
}

// Similar finds the municipalities that are most like one. Anyone may ask who may see the world. Errors: NOT_FOUND and
// BAD_USER_INPUT on `municipality`, BAD_USER_INPUT on `first`.
func Similar(w World, municipalityIndex int32, first int) (SimilarAnswer, error) {
	self, err := municipality(w, "municipality", municipalityIndex)
	if err != nil {
		return SimilarAnswer{}, err
	}
	if first, err = checkFirst(first); err != nil {
		return SimilarAnswer{}, err
	}
	c := compare(w, municipalityIndex, self)
	answer := SimilarAnswer{Municipality: self.ID}
	ranked := c.top(first, func(*candidate) bool { return true })
	answer.Truncated = len(c.candidates) > len(ranked)
	for _, r := range ranked {
		answer.Similar = append(answer.Similar, c.explain(r))
	}
	return answer, nil
}

// comparison is one municipality held against all others.
type comparison struct {
	w          World
	self       Actor
	bodies     having
	solutions  having
	candidates []candidate
	order      []place // of the candidates, by falling bound
	buffer     [2][]int32
}

// candidate is another municipality. Its similarity is reckoned only when it may be among those that are wanted, since
// that takes reading all it has; until then its bound says what it can be at most.
type candidate struct {
	index      int32
	near       bool // in the same county, or in a body of at most nearBody with it
	larger     bool // surely has more inhabitants
	reckoned   bool // similarity, id and sort are set
	attributes sum
	similarity float64
	id         vocab.ID
	sort       string
}

// place is a candidate with the most that its similarity can be.
type place struct {
	bound     float64
	candidate int32
}

const (
	// nearBody is the size up to which members of a body are called neighbours. The largest bodies of a county have about
	// fifty members; those that are larger, like SKR, are national.
	nearBody = 60
	// walked is how many may have a thing for us to see who they are. What more have says so little that a bound may take
	// for granted that everyone has it.
	walked = 200
)

// compare reads each municipality's own attributes once, and of relations only those of the municipality itself and of
// the smaller bodies and solutions it has. What the others have is not read until reckon.
func compare(w World, me int32, self Actor) *comparison {
	c := &comparison{w: w, self: self}
	c.bodies = has(bodiesOf(w, me), c.bodyWeight, nil)
	c.solutions = has(usedBy(w, me), c.solutionWeight, nil)
	members, users := c.members(), c.users()
	for i := range w.Municipalities() {
		if i == me {
			continue
		}
		other := w.Actor(i)
		if other.Ended {
			continue
		}
		inBodies, inSolutions := members.who[i], users.who[i]
		next := candidate{
			index: i, attributes: attributesOf(self, other).sum(),
			near:   inBodies.near || self.County != "" && self.County == other.County,
			larger: self.Population > 0 && other.Population > self.Population,
		}
		bound := boundOf(next.attributes,
			guess{inBodies.shared, inBodies.shared + members.granted, c.bodies.total},
			guess{inSolutions.shared, inSolutions.shared + users.granted, c.solutions.total})
		c.order = append(c.order, place{bound, int32(len(c.candidates))})
		c.candidates = append(c.candidates, next)
	}
	slices.SortFunc(c.order, func(a, b place) int { return cmp.Compare(b.bound, a.bound) })
	return c
}

// sharers are those who have some of what the municipality has, with what they share.
type sharers struct {
	who     map[int32]tally
	granted saying // the weight of what has so many that we do not look
}

// tally is what is found of one of them.
type tally struct {
	shared saying
	last   int32 // the thing counted last: who belongs to a body in two ways counts once
	near   bool
}

func (s *sharers) count(who, thing int32, weight saying, near bool) {
	t, found := s.who[who]
	if found && t.last == thing {
		return
	}
	s.who[who] = tally{t.shared + weight, thing, t.near || near}
}

func (c *comparison) members() sharers {
	s := sharers{who: make(map[int32]tally)}
	for _, body := range c.bodies.things {
		n, weight := c.w.MemberCount(body), c.bodyWeight(body)
		if n > walked {
			s.granted += weight
			continue
		}
		for m := range c.w.MembersOf(body) {
			if belongs(m.Type) {
				s.count(m.Actor, body, weight, n <= nearBody)
			}
		}
	}
	return s
}

func (c *comparison) users() sharers {
	s := sharers{who: make(map[int32]tally)}
	for _, solution := range c.solutions.things {
		weight := c.solutionWeight(solution)
		if c.w.UserCount(solution) > walked {
			s.granted += weight
			continue
		}
		for v := range c.w.InvolvementsIn(solution) {
			if v.Type == vocab.InvolvementUses {
				s.count(v.Actor, solution, weight, false)
			}
		}
	}
	return s
}

// guess is what is known of an overlap before the other one's relations are read.
type guess struct{ atLeast, atMost, own saying }

// boundOf is the most that a similarity can be. An overlap is at its best when the other one has nothing but what both
// share: see overlap.addTo. Where nothing is surely shared, the part may also be unknown and not count at all.
func boundOf(s sum, bodies, solutions guess) float64 {
	if s.weight == 0 {
		return 1 // nothing else is known, so that any overlap would be all
	}
	best := 0.0
	for _, withBodies := range []bool{true, false} {
		for _, withSolutions := range []bool{true, false} {
			if !withBodies && bodies.atLeast > 0 || !withSolutions && solutions.atLeast > 0 {
				continue
			}
			most := overlap{withBodies && bodies.own > 0, bodies.atMost, bodies.own}.addTo(s)
			most = overlap{withSolutions && solutions.own > 0, solutions.atMost, solutions.own}.addTo(most)
			best = max(best, most.mean())
		}
	}
	const slack = 1e-9 // the same terms under another quotient differ in the last bits
	return rounded(min(1, best+slack))
}

// top gives the n most similar of those that pass a filter, without reckoning those that cannot be among them.
func (c *comparison) top(n int, passes func(*candidate) bool) []*candidate {
	var best []*candidate
	for _, p := range c.order {
		if len(best) == n && p.bound < best[n-1].similarity {
			break
		}
		next := &c.candidates[p.candidate]
		if !passes(next) {
			continue
		}
		c.reckon(next)
		at, _ := slices.BinarySearchFunc(best, next, bySimilarity)
		if at < n {
			best = slices.Insert(best, at, next)
			best = best[:min(len(best), n)]
		}
	}
	return best
}

func bySimilarity(a, b *candidate) int {
	return cmp.Or(cmp.Compare(b.similarity, a.similarity), cmp.Compare(a.sort, b.sort), cmp.Compare(a.id, b.id))
}

func (c *comparison) reckon(k *candidate) {
	if k.reckoned {
		return
	}
	bodies, solutions := c.read(k)
	s := overlapOf(c.bodies, bodies, c.bodyWeight).addTo(k.attributes)
	s = overlapOf(c.solutions, solutions, c.solutionWeight).addTo(s)
	other := c.w.Actor(k.index)
	k.similarity, k.id, k.sort, k.reckoned = rounded(min(1, s.mean())), other.ID, other.Sort, true
}

// read gives what a candidate has; it holds until the next one is read.
func (c *comparison) read(k *candidate) (bodies, solutions having) {
	bodies = has(bodiesOf(c.w, k.index), c.bodyWeight, c.buffer[0])
	solutions = has(usedBy(c.w, k.index), c.solutionWeight, c.buffer[1])
	c.buffer = [2][]int32{bodies.things, solutions.things}
	return bodies, solutions
}

// explain gives the parts of a similarity.
func (c *comparison) explain(k *candidate) Likeness {
	bodies, solutions := c.read(k)
	at := attributesOf(c.self, c.w.Actor(k.index))
	inBodies, inSolutions := overlapOf(c.bodies, bodies, c.bodyWeight), overlapOf(c.solutions, solutions, c.solutionWeight)
	s := inSolutions.addTo(inBodies.addTo(k.attributes))
	l := Likeness{Municipality: k.id, Similarity: k.similarity}
	add := func(kind PartKind, weight, value float64) {
		l.Parts = append(l.Parts, Part{kind, rounded(weight / s.weight), rounded(value)})
	}
	for i, v := range at {
		if v >= 0 {
			add(attributeParts[i].kind, attributeParts[i].weight, v)
		}
	}
	if inBodies.known {
		add(PartBodies, inBodies.weight(), inBodies.value())
		l.Bodies = common(c.bodies, bodies, func(i int32) vocab.ID { return c.w.Actor(i).ID })
	}
	if inSolutions.known {
		add(PartSolutions, inSolutions.weight(), inSolutions.value())
		l.Solutions = common(c.solutions, solutions, func(i int32) vocab.ID { return c.w.Solution(i).ID })
	}
	return l
}

// common gives the ids of what both have, in their order.
func common(a, b having, id func(int32) vocab.ID) []vocab.ID {
	var ids []vocab.ID
	for _, i := range a.things {
		if _, found := slices.BinarySearch(b.things, i); found {
			ids = append(ids, id(i))
		}
	}
	slices.Sort(ids)
	return ids
}

func (c *comparison) bodyWeight(i int32) saying { return sayOf(c.w.MemberCount(i)) }

func (c *comparison) solutionWeight(i int32) saying { return sayOf(c.w.UserCount(i)) }

// belongs tells whether a membership makes the actor part of a body. One who is co-opted stands outside.
func belongs(t vocab.RelationshipType) bool {
	return isFullMember(t) || t == vocab.RelationshipParticipatesIn
}

// isFullMember tells whether a membership carries rights: those of a member, an owner or a host.
func isFullMember(t vocab.RelationshipType) bool {
	switch t {
	case vocab.RelationshipMemberOf, vocab.RelationshipOwns, vocab.RelationshipHosts, vocab.RelationshipSharesITOperationIn:
		return true
	default:
		return false
	}
}

func bodiesOf(w World, actor int32) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for m := range w.BodiesOf(actor) {
			if belongs(m.Type) && !yield(m.Body) {
				return
			}
		}
	}
}

func usedBy(w World, actor int32) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for v := range w.InvolvementsOf(actor) {
			if v.Type == vocab.InvolvementUses && !yield(v.Solution) {
				return
			}
		}
	}
}
