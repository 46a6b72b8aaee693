package guidance

import (
	"cmp"
	"slices"

	"kommungraf/internal/vocab"
)

// Advice is the answer to a question.
type Advice struct {
	Profile  Profile    // as used
	Input    Input      // as used: in order, each thing once
	Options  []Option   // what can be done, the best fit first; of equal fits the slug decides
	Possible int        // how many there are, also beyond Limits.First
	RuledOut []RuledOut // what answers to the question but cannot be done, the best match first
	WhyNone  []WhyNone  // why there is no option; empty when there is one
	Unknown  []Unknown  // what is not known of the actor and the question, and could change the answer
}

// Option is an alternative that can be done.
type Option struct {
	Alternative     string
	Fit             float64          // from 0 to 1, three decimals; weights.go says how
	Confidence      vocab.Confidence // at most medium, since the fit is our own reasoning
	Reasons         []Reason
	Open            []OpenForm // at least one, in the order of slugs
	Closed          []ClosedForm
	Obstacles       []KnownObstacle
	Patterns        []string // slugs
	Examples        []Example
	EvidenceFor     []string // slugs of evidence that supports the alternative
	EvidenceAgainst []string
	Unknown         []Unknown
}

// RuledOut is an alternative that answers to the question but cannot be done by this actor or under these limits.
type RuledOut struct {
	Alternative string
	Because     Closing // ClosedByParties, ClosedForms or ClosedNoForm
	Why         vocab.Text
	Closed      []ClosedForm
}

// question is one question with all that is needed to answer it.
type question struct {
	*catalogue
	profile Profile
	input   Input
	peers   []likePeer
}

// Advise answers a question. It may be called by anyone who may see the knowledge, profile and peers that are handed to
// it. Its errors are *problem.Error with BAD_USER_INPUT and the field: `actor` of a kind without guidance, `situations`,
// `needs` and `limits.…Forms` that name too many or unknown things, `parties`, `limits.maxEffort` and `limits.first` out
// of range, limits that contradict each other. That nothing matches is no error: Advice.WhyNone says why.
func Advise(k *Knowledge, p Profile, peers []Peer, in Input) (Advice, error) {
	if err := p.check(); err != nil {
		return Advice{}, err
	}
	c := newCatalogue(k)
	in, err := in.check(c)
	if err != nil {
		return Advice{}, err
	}
	q := &question{c, p.inOrder(), in, alike(p, peers)}
	if err := q.contradiction(); err != nil {
		return Advice{}, err
	}
	return q.advise(), nil
}

func (q *question) advise() Advice {
	a := Advice{Profile: q.profile, Input: q.input, Unknown: q.unknowns()}
	shares := make(map[string]float64)
	for _, alternative := range q.alternatives {
		m := q.matches(alternative)
		if m.answered == 0 {
			continue
		}
		open, closed := q.sortForms(alternative)
		if because, ruledOut := q.ruledOut(alternative, open, closed); ruledOut {
			shares[alternative.Slug] = m.share()
			a.RuledOut = append(a.RuledOut, RuledOut{alternative.Slug, because, q.whyRuledOut(alternative, because), closed})
			continue
		}
		a.Options = append(a.Options, q.option(alternative, open, closed))
	}
	// Both lists are in the order of slugs, which a stable sort keeps among equals.
	slices.SortStableFunc(a.Options, func(x, y Option) int { return cmp.Compare(y.Fit, x.Fit) })
	slices.SortStableFunc(a.RuledOut, func(x, y RuledOut) int {
		return cmp.Compare(shares[y.Alternative], shares[x.Alternative])
	})
	a.Possible = len(a.Options)
	if a.Possible == 0 {
		a.WhyNone = q.whyNone(a.RuledOut)
	}
	a.Options = a.Options[:min(a.Possible, q.input.Limits.First)]
	return a
}

// ruledOut tells whether an alternative cannot be done at all, and why.
func (q *question) ruledOut(a Alternative, open []OpenForm, closed []ClosedForm) (Closing, bool) {
	switch {
	case q.input.Parties > 0 && q.input.Parties < a.MinParties:
		return ClosedByParties, true
	case len(open) > 0:
		return "", false
	case len(closed) > 0:
		return ClosedForms, true
	default:
		return ClosedNoForm, true
	}
}

func (q *question) option(a Alternative, open []OpenForm, closed []ClosedForm) Option {
	e := q.evidence[subject{vocab.PrefixAlternative, a.Slug}]
	forms := slugsOf(open)
	o := Option{
		Alternative: a.Slug, Confidence: atMostMedium(a.Confidence),
		Open: open, Closed: closed,
		Obstacles: q.obstaclesOf(a, forms), Patterns: q.patternsOf(a, forms), Examples: q.examplesOf(forms),
		EvidenceFor: e.supports, EvidenceAgainst: e.contradicts,
	}
	o.Fit, o.Reasons = q.weigh(a, open, o.Examples)
	o.Unknown = q.unknownsOf(a, o, open)
	return o
}

func atMostMedium(c vocab.Confidence) vocab.Confidence {
	if c == vocab.Low {
		return vocab.Low
	}
	return vocab.Medium
}
