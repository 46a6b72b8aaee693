package guidance

import (
	"math"
	"slices"

	"kommungraf/internal/vocab"
)

// Reason is a term of the fit. The weights of an alternative's reasons add up to 1 and their points to its fit, both
// but for rounding.
type Reason struct {
	Kind     ReasonKind
	Subject  string // slug of the situation, need or form, or the size band; empty where the reason is about none
	Effect   Effect
	Weight   float64 // what it can add to the fit at most
	Points   float64 // what it adds
	Sentence vocab.Text
	Reasoned bool // our own reasoning, not what a source says
}

// asked is what a question names, with how much of it an alternative answers to.
type asked struct{ answered, all int }

// matches counts what of the question an alternative answers to, in parts.
func (q *question) matches(a Alternative) asked {
	all := partsSituation*len(q.input.Situations) + partsNeed*len(q.input.Needs)
	return asked{partsSituation*len(shared(q.input.Situations, a.Situations)) + partsNeed*len(shared(q.input.Needs, a.Needs)), all}
}

// share is the part of the question that is answered.
func (m asked) share() float64 { return float64(m.answered) / float64(m.all) }

// weigh gives the fit of an alternative that is possible, and the reasons in the order of ReasonKind.
func (q *question) weigh(a Alternative, open []OpenForm, examples []Example) (float64, []Reason) {
	m := q.matches(a)
	reasons := q.askedReasons(a, m.all)
	fit := weightAsked * m.share() // not the sum of the single points, whose rounding could lower a fit
	for _, r := range []Reason{
		q.sizeReason(a), q.partiesReason(a, open), q.effortReason(open),
		q.presentReason(open), q.peersReason(examples), q.evidenceReason(a),
	} {
		fit += r.Points
		r.Weight, r.Points = rounded(r.Weight), rounded(r.Points)
		reasons = append(reasons, r)
	}
	return rounded(fit), reasons
}

// askedReasons says for each situation and need of the question whether the alternative answers to it.
func (q *question) askedReasons(a Alternative, parts int) []Reason {
	var reasons []Reason
	add := func(kind ReasonKind, part int, thing Named, answered bool, sentence vocab.Text) {
		r := Reason{
			Kind: kind, Subject: thing.Slug, Effect: Against, Sentence: sentence, Reasoned: a.Editorial,
			Weight: rounded(weightAsked * float64(part) / float64(parts)),
		}
		if answered {
			r.Effect, r.Points = For, r.Weight
		}
		reasons = append(reasons, r)
	}
	for _, slug := range q.input.Situations {
		answered := slices.Contains(a.Situations, slug)
		add(ReasonSituation, partsSituation, q.situations[slug], answered, situationSentence(q.situations[slug], answered))
	}
	for _, slug := range q.input.Needs {
		answered := slices.Contains(a.Needs, slug)
		add(ReasonNeed, partsNeed, q.needs[slug], answered, needSentence(q.needs[slug], answered))
	}
	return reasons
}

// sizeReason compares the size of the municipality with the sizes that the alternative is described for.
func (q *question) sizeReason(a Alternative) Reason {
	r := Reason{Kind: ReasonSize, Weight: weightSize, Reasoned: true}
	band := q.profile.SizeBand()
	factor := sizeOther
	switch {
	case !q.profile.sizeMatters():
		r.Effect, factor, r.Sentence = Neutral, sizeUnknown, q.sizeNotForKind()
	case band == nil:
		r.Effect, factor, r.Sentence = Neutral, sizeUnknown, sizeNotKnown
	case len(a.SizeBands) == 0:
		r.Effect, factor, r.Sentence = For, sizeAll, sizeForAll
	case slices.Contains(a.SizeBands, *band):
		r.Effect, factor, r.Sentence = For, sizeInBand, sizeFits(*band)
	case slices.ContainsFunc(a.SizeBands, func(b vocab.SizeBand) bool { return adjacent(b, *band) }):
		r.Effect, factor, r.Sentence = Against, sizeNextBand, sizeNextTo(*band)
	default:
		r.Effect, r.Sentence = Against, sizeDiffers(*band)
	}
	if band != nil {
		r.Subject = string(*band)
	}
	r.Points = weightSize * factor
	return r
}

func adjacent(a, b vocab.SizeBand) bool {
	bands := a.Values()
	d := slices.Index(bands, string(a)) - slices.Index(bands, string(b))
	return d == 1 || d == -1
}

// partiesReason is about an alternative that is possible: the parties suffice, or nothing is said of them.
func (q *question) partiesReason(a Alternative, open []OpenForm) Reason {
	r := Reason{Kind: ReasonParties, Weight: weightParties, Reasoned: a.Editorial}
	need := q.partiesNeeded(a, open)
	if need > 1 && q.input.Parties == 0 {
		r.Effect, r.Points = Neutral, weightParties*partiesUnknown
	} else {
		r.Effect, r.Points = For, weightParties*partiesEnough
	}
	r.Sentence = q.partiesSentence(theAlternative, need)
	return r
}

// partiesNeeded is the least number of willing parties with which the alternative can be done in an open form.
func (q *question) partiesNeeded(a Alternative, open []OpenForm) int {
	least := math.MaxInt
	for _, o := range open {
		least = min(least, q.forms[o.Form].partners())
	}
	return max(least, a.MinParties, 1)
}

// effortReason is about the easiest open form.
func (q *question) effortReason(open []OpenForm) Reason {
	easiest := q.forms[open[0].Form]
	for _, o := range open[1:] {
		if f := q.forms[o.Form]; effortFactor[f.SetupEffort] > effortFactor[easiest.SetupEffort] {
			easiest = f
		}
	}
	r := Reason{
		Kind: ReasonEffort, Subject: easiest.Slug, Effect: Neutral, Weight: weightEffort, Reasoned: true,
		Points: weightEffort * effortFactor[easiest.SetupEffort], Sentence: effortSentence(easiest),
	}
	switch easiest.SetupEffort {
	case vocab.EffortLow:
		r.Effect = For
	case vocab.EffortHigh:
		r.Effect = Against
	}
	return r
}

// presentReason is about the forms that the actor already uses. That none is known is no reason against: the graph does
// not show everything.
func (q *question) presentReason(open []OpenForm) Reason {
	r := Reason{Kind: ReasonPresent, Effect: Neutral, Weight: weightPresent, Reasoned: true, Sentence: q.presentNone()}
	if i := slices.IndexFunc(open, func(o OpenForm) bool { return o.InUse }); i >= 0 {
		r.Subject, r.Effect, r.Points, r.Sentence = open[i].Form, For, weightPresent, q.presentIn(q.forms[open[i].Form])
	}
	return r
}

// peersReason is about the example that is most like the actor.
func (q *question) peersReason(examples []Example) Reason {
	r := Reason{Kind: ReasonPeers, Effect: Neutral, Weight: weightPeers, Reasoned: true, Sentence: q.peersNone()}
	if len(examples) > 0 {
		most := examples[0]
		r.Subject, r.Effect, r.Points = most.Use.Form, For, weightPeers*most.Similarity
		r.Sentence = q.peersSentence(q.forms[most.Use.Form], most.Similarity)
	}
	return r
}

// evidenceReason counts what is published. That it counts is fact; what it is worth is our judgement, as all weights.
func (q *question) evidenceReason(a Alternative) Reason {
	e := q.evidence[subject{vocab.PrefixAlternative, a.Slug}]
	supports, contradicts := len(e.supports), len(e.contradicts)
	r := Reason{
		Kind: ReasonEvidence, Effect: Neutral, Weight: weightEvidence,
		Points: weightEvidence * evidenceFactor(supports, contradicts), Sentence: evidenceSentence(supports, contradicts),
	}
	switch {
	case supports > contradicts:
		r.Effect = For
	case contradicts > supports:
		r.Effect = Against
	}
	return r
}

// rounded gives a number with three decimals, as all numbers of an answer.
func rounded(x float64) float64 { return math.Round(x*1000) / 1000 }
