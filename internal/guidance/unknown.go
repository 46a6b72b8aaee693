package guidance

import "kommungraf/internal/vocab"

// Unknown is something that is not known and could change the answer.
type Unknown struct {
	Kind     UnknownKind
	Subject  string // slug of the obstacle; empty where it is about none
	Sentence vocab.Text
}

// WhyNone is a reason why there is no option.
type WhyNone struct {
	Kind     WhyNoneKind
	Subject  string // slug of the situation or need that nothing answers to; otherwise empty
	Sentence vocab.Text
}

// unknowns is what is not known of the actor and the question.
func (q *question) unknowns() []Unknown {
	var list []Unknown
	add := func(missing bool, kind UnknownKind, sentence vocab.Text) {
		if missing {
			list = append(list, Unknown{kind, "", sentence})
		}
	}
	p := q.profile
	add(p.sizeMatters() && p.Population == nil, UnknownPopulation, unknownPopulation)
	add(p.Kind == vocab.Municipality && p.SkrGroup == nil, UnknownGroup, unknownGroup)
	add(p.Kind == vocab.Municipality && p.CountyCode == "", UnknownCounty, unknownCounty)
	add(len(p.Uses) == 0, UnknownPresent, q.unknownPresent())
	add(q.input.Parties == 0, UnknownParties, unknownParties)
	return list
}

// unknownsOf is what is not known of an option.
func (q *question) unknownsOf(a Alternative, o Option, open []OpenForm) []Unknown {
	var list []Unknown
	if need := q.partiesNeeded(a, open); need > 1 && q.input.Parties == 0 {
		list = append(list, Unknown{UnknownParties, "", q.partiesSentence(theAlternative, need)})
	}
	if len(o.EvidenceFor)+len(o.EvidenceAgainst) == 0 {
		list = append(list, Unknown{UnknownEvidence, "", evidenceSentence(0, 0)})
	}
	if a.Editorial {
		list = append(list, Unknown{UnknownSource, "", unknownSource})
	}
	for _, k := range o.Obstacles {
		if !k.helped() {
			list = append(list, Unknown{UnknownOutcome, k.Obstacle, unknownOutcome(q.obstacles[k.Obstacle])})
		}
	}
	if len(o.Examples) == 0 {
		list = append(list, Unknown{UnknownExamples, "", q.peersNone()})
	}
	return list
}

// whyNone explains an empty answer.
func (q *question) whyNone(ruledOut []RuledOut) []WhyNone {
	if len(q.input.Situations)+len(q.input.Needs) == 0 {
		return []WhyNone{{NothingAsked, "", nothingAsked}}
	}
	var list []WhyNone
	if len(ruledOut) == 0 {
		for _, slug := range q.input.Situations {
			list = append(list, WhyNone{NoMatch, slug, noMatchSituation(q.situations[slug])})
		}
		for _, slug := range q.input.Needs {
			list = append(list, WhyNone{NoMatch, slug, noMatchNeed(q.needs[slug])})
		}
	}
	causes := make(map[Closing]int)
	for _, r := range ruledOut {
		causes[r.Because]++
	}
	for _, because := range []Closing{ClosedByParties, ClosedForms, ClosedNoForm} {
		if n := causes[because]; n > 0 {
			list = append(list, WhyNone{AllRuledOut, "", allRuledOut(n, because)})
		}
	}
	return list
}
