package guidance

import (
	"cmp"
	"slices"

	"kommungraf/internal/vocab"
)

// Example is an actor of the same kind that already uses one of the open forms. What it uses the form for is seldom
// known; the relationship of the use says what is.
type Example struct {
	Actor      vocab.ID
	Similarity float64 // from 0 to 1
	Shared     []Trait // what makes it similar
	Use        Use     // the form, and the body and relationship through which
}

// likePeer is a peer with how much it is like the actor.
type likePeer struct {
	actor      vocab.ID
	similarity float64
	shared     []Trait
	uses       []Use
}

// alike gives the peers of the actor's kind that use any form, the most similar first.
func alike(p Profile, peers []Peer) []likePeer {
	like := make([]likePeer, 0, len(peers))
	for _, peer := range peers {
		if peer.Kind != p.Kind || peer.Actor == p.Actor || len(peer.Uses) == 0 {
			continue
		}
		similarity, shared := likeness(p, peer)
		like = append(like, likePeer{peer.Actor, similarity, shared, usesInOrder(peer.Uses)})
	}
	slices.SortFunc(like, func(a, b likePeer) int {
		return cmp.Or(cmp.Compare(b.similarity, a.similarity), cmp.Compare(a.actor, b.actor))
	})
	return like
}

// likeness compares what is known of both; what is not known makes nobody alike.
func likeness(p Profile, peer Peer) (float64, []Trait) {
	sum, shared := likeKind, []Trait{TraitKind}
	add := func(t Trait, weight float64) {
		sum += weight
		shared = append(shared, t)
	}
	if a, b := p.SkrGroup, peer.SkrGroup; a != nil && b != nil {
		switch {
		case *a == *b:
			add(TraitGroup, likeGroup)
		case (*a)[:1] == (*b)[:1]: // A1 and A2 are both of the main group A
			add(TraitMain, likeMain)
		}
	}
	if a, b := p.SizeBand(), peer.sizeBand(); a != nil && b != nil && *a == *b {
		add(TraitSize, likeSize)
	}
	if p.CountyCode != "" && p.CountyCode == peer.CountyCode {
		add(TraitCounty, likeCounty)
	}
	return rounded(sum), shared
}

// examplesOf gives the most similar peers that use one of the open forms, each once.
func (q *question) examplesOf(open []string) []Example {
	var examples []Example
	for _, peer := range q.peers {
		if len(examples) == maxExamples {
			break
		}
		if i := slices.IndexFunc(peer.uses, func(u Use) bool { return slices.Contains(open, u.Form) }); i >= 0 {
			examples = append(examples, Example{peer.actor, peer.similarity, peer.shared, peer.uses[i]})
		}
	}
	return examples
}
