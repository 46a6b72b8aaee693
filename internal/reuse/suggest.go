package reuse

import (
	"cmp"
	"slices"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// The score of a suggestion:
//
//	score = 0.6 · similar + 0.4 · larger
//	similar = Σ similarity of the similar municipalities that use it / (Σ similarity of those with any known use + 1)
//	larger  = likewise over the larger neighbours
//
// The 1 below the line keeps a single municipality from being taken for all. A part of which no municipality has any
// known use is left out and the other one counts alone. A municipality that is both similar and a larger neighbour counts
// in both: it is like the one who asks, and it is large enough to have something to share.
const (
	weightSimilar = 0.6
	weightLarger  = 0.4

	similarPeers = 30 // the most similar municipalities
	largerPeers  = 30 // of the larger neighbours, the most similar
)

// Suggestion is a solution that the actor is not known to have.
type Suggestion struct {
	Solution  vocab.ID
	Score     float64 // from 0 to 1, three decimals
	Parts     []Part
	Reasons   []Reason
	Peers     []PeerUse // the most similar first
	PeerCount int       // how many peers use it, also beyond those shown
}

// PeerUse is that another municipality uses a solution.
type PeerUse struct {
	Municipality vocab.ID
	Similarity   float64
	Larger       bool // a larger neighbour: in the same county or a shared body, with more inhabitants
	Since        vocab.PartialDate
	Supplier     vocab.ID // who delivers it, empty where that is not known
	Relation     vocab.ID
}

// Coverage is how much is known of those whom the suggestions rest on. A peer without any known use says nothing for or
// against a solution. It cannot tell why a use is known: where most of what is known comes from one search for one
// product, that product leads, and the score says more of the search than of the municipalities.
type Coverage struct {
	Peers        int // municipalities asked, each once
	PeersKnown   int // of them, how many have any known use
	Similar      int
	SimilarKnown int
	Larger       int
	LargerKnown  int
	Sentence     vocab.Text
}

// SuggestAnswer is the answer of Suggest.
type SuggestAnswer struct {
	Actor       vocab.ID
	Area        string
	Suggestions []Suggestion // the highest score first; of equals the name decides, then the id
	Truncated   bool
	Coverage    Coverage
}

// Suggest finds solutions that a municipality is not known to have and that similar municipalities and larger neighbours
// use. Standards are left out, and so is what the municipality owns, makes, runs or has bought. An empty area is any.
// Errors: NOT_FOUND and BAD_USER_INPUT on `actor`, BAD_USER_INPUT on `area` and `first`.
func Suggest(w World, actorIndex int32, area string, first int) (SuggestAnswer, error) {
	self, err := municipality(w, "actor", actorIndex)
	if err != nil {
		return SuggestAnswer{}, err
	}
	if err := checkArea(area); err != nil {
		return SuggestAnswer{}, err
	}
	if first, err = checkFirst(first); err != nil {
		return SuggestAnswer{}, err
	}
	peers := peersOf(compare(w, actorIndex, self))
	s := search{w: w, area: area, own: ownPart(w, actorIndex), found: make(map[int32]*finding)}
	for i := range peers {
		s.read(&peers[i])
	}
	answer := SuggestAnswer{Actor: self.ID, Area: area, Coverage: s.coverage(peers)}
	ranked := s.ranked()
	ranked, answer.Truncated = cut(ranked, first)
	for _, f := range ranked {
		answer.Suggestions = append(answer.Suggestions, s.suggestion(f))
	}
	return answer, nil
}

func checkArea(area string) error {
	const most = 200
	if n := len(area); n > most {
		return problem.BadInput("area", "an area has at most %d bytes, not %d", most, n)
	}
	return nil
}

// peer is a municipality that suggestions are taken from.
type peer struct {
	*candidate
	similar   bool
	neighbour bool // a larger one
}

// peersOf chooses the peers, the most similar first.
func peersOf(c *comparison) []peer {
	larger := func(k *candidate) bool { return k.near && k.larger }
	var peers []peer
	for _, k := range c.top(similarPeers, func(*candidate) bool { return true }) {
		peers = append(peers, peer{k, true, false})
	}
	for _, k := range c.top(largerPeers, larger) {
		if i := slices.IndexFunc(peers, func(p peer) bool { return p.candidate == k }); i >= 0 {
			peers[i].neighbour = true
		} else {
			peers = append(peers, peer{k, false, true})
		}
	}
	slices.SortFunc(peers, func(a, b peer) int { return bySimilarity(a.candidate, b.candidate) })
	return peers
}

// part is what the actor itself has to do with a solution.
type part int

const (
	considers part = iota + 1 // plans to use it or evaluates it: still worth knowing who has it
	holds                     // has it, or a part in making it
)

// ownPart says what the actor has to do with each solution. Those who only support, fund or recommend a solution to
// others need not have it themselves.
func ownPart(w World, actor int32) map[int32]part {
	own := make(map[int32]part)
	for v := range w.InvolvementsOf(actor) {
		switch v.Type {
		case vocab.InvolvementPlansToUse, vocab.InvolvementEvaluates:
			own[v.Solution] = max(own[v.Solution], considers)
		case vocab.InvolvementFunds, vocab.InvolvementSupports, vocab.InvolvementRecommends:
		default:
			own[v.Solution] = holds
		}
	}
	return own
}

// search gathers what the peers use.
type search struct {
	w              World
	area           string
	own            map[int32]part
	found          map[int32]*finding
	similar        tallied
	larger         tallied
	peersWithAnUse int
}

// tallied counts peers of one sort with any known use.
type tallied struct {
	known int
	sum   float64
}

// finding is a solution and who uses it.
type finding struct {
	index   int32
	thing   Solution
	uses    []PeerUse
	similar tallied
	larger  tallied
	score   float64
}

// read takes what one peer uses. Peers come in the order of similarity, and so do the uses of a finding.
func (s *search) read(p *peer) {
	known := false
	for v := range s.w.InvolvementsOf(p.index) {
		if v.Type != vocab.InvolvementUses {
			continue
		}
		known = true
		if s.own[v.Solution] == holds {
			continue
		}
		f := s.finding(v.Solution)
		if f == nil {
			continue
		}
		use := PeerUse{p.id, p.similarity, p.neighbour, v.Since, supplierOf(s.w, v), v.Relation}
		if n := len(f.uses); n > 0 && f.uses[n-1].Municipality == p.id {
			if fuller(use, f.uses[n-1]) {
				f.uses[n-1] = use
			}
			continue // several statements of one use are one use
		}
		f.uses = append(f.uses, use)
		f.similar.count(p.similar, p.similarity)
		f.larger.count(p.neighbour, p.similarity)
	}
	if known {
		s.peersWithAnUse++
		s.similar.count(p.similar, p.similarity)
		s.larger.count(p.neighbour, p.similarity)
	}
}

func (t *tallied) count(does bool, similarity float64) {
	if does {
		t.known++
		t.sum += similarity
	}
}

// finding gives the entry of a solution, or nil for one that is never suggested.
func (s *search) finding(i int32) *finding {
	f, seen := s.found[i]
	if !seen {
		thing := s.w.Solution(i)
		if thing.ID != "" && thing.Kind != vocab.SolutionStandard && (s.area == "" || s.area == thing.Area) {
			f = &finding{index: i, thing: thing}
		}
		s.found[i] = f
	}
	return f
}

func supplierOf(w World, v Involvement) vocab.ID {
	if v.Supplier == None {
		return ""
	}
	return w.Actor(v.Supplier).ID
}

// fuller prefers the statement of a use that says most: the supplier, then the start; then the order of ids.
func fuller(a, b PeerUse) bool {
	says := func(u PeerUse) int {
		n := 0
		if u.Supplier != "" {
			n += 2
		}
		if u.Since != "" {
			n++
		}
		return n
	}
	return cmp.Or(cmp.Compare(says(b), says(a)), cmp.Compare(a.Relation, b.Relation)) < 0
}

// parts gives the two parts of a score that something is known of.
func (s *search) parts(f *finding) (parts []Part, score float64) {
	var total sum
	weigh := func(kind PartKind, weight float64, all, use tallied) {
		if all.known == 0 {
			return
		}
		value := use.sum / (all.sum + 1)
		total = total.add(weight, value)
		parts = append(parts, Part{kind, weight, rounded(value)})
	}
	weigh(PartSimilar, weightSimilar, s.similar, f.similar)
	weigh(PartLarger, weightLarger, s.larger, f.larger)
	for i := range parts {
		parts[i].Weight = rounded(parts[i].Weight / total.weight)
	}
	return parts, rounded(total.mean())
}

func (s *search) ranked() []*finding {
	var list []*finding
	for _, f := range s.found {
		if f != nil {
			_, f.score = s.parts(f)
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b *finding) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.thing.Sort, b.thing.Sort), cmp.Compare(a.thing.ID, b.thing.ID))
	})
	return list
}

func (s *search) suggestion(f *finding) Suggestion {
	out := Suggestion{Solution: f.thing.ID, PeerCount: len(f.uses)}
	out.Parts, out.Score = s.parts(f)
	out.Peers, _ = cut(f.uses, maxPeerLines)
	if f.similar.known > 0 {
		out.Reasons = append(out.Reasons, Reason{SimilarUse, similarUse(f.similar.known, s.similar.known)})
	}
	if f.larger.known > 0 {
		out.Reasons = append(out.Reasons, Reason{LargerUse, largerUse(f.larger.known, s.larger.known)})
	}
	if s.own[f.index] == considers {
		out.Reasons = append(out.Reasons, Reason{AlreadyConsidered, alreadyConsidered})
	}
	return out
}

func (s *search) coverage(peers []peer) Coverage {
	c := Coverage{Peers: len(peers), PeersKnown: s.peersWithAnUse, SimilarKnown: s.similar.known, LargerKnown: s.larger.known}
	for _, p := range peers {
		if p.similar {
			c.Similar++
		}
		if p.neighbour {
			c.Larger++
		}
	}
	c.Sentence = coverageSentence(c.Peers, c.PeersKnown)
	return c
}
