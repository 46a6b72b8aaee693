package reuse

import (
	"cmp"
	"slices"

	"kommungraf/internal/vocab"
)

// verdict adds up what the checks of a route say: the worst of them is its status, and all are its reasons.
type verdict struct {
	status  Status
	reasons []Reason
}

// badness orders statuses from the best to the worst.
func badness(s Status) int { return slices.Index(statuses, s) }

func (v *verdict) find(s Status, code ReasonCode, sentence vocab.Text) {
	if v.status == "" || badness(s) > badness(v.status) {
		v.status = s
	}
	v.reasons = append(v.reasons, Reason{code, sentence})
}

// before orders equally good reasons, so that the order of an agreement's lines decides nothing.
func (r Reason) before(other Reason) bool {
	return cmp.Or(cmp.Compare(r.Code, other.Code), cmp.Compare(r.Sentence.SV, other.Sentence.SV)) < 0
}

// route makes a route of a verdict; its relations in order, each once.
func (v *verdict) route(step vocab.Text, grounds []Ground, rests ...relations) Route {
	all := slices.Concat(rests...)
	slices.Sort(all)
	return Route{Status: v.status, Reasons: v.reasons, FirstStep: step, Grounds: grounds, Rests: slices.Compact(all)}
}

// only is the one way of a route that a single check decides.
func only(s Status, code ReasonCode, sentence, step vocab.Text, grounds []Ground) []Route {
	var v verdict
	v.find(s, code, sentence)
	return []Route{v.route(step, grounds)}
}

// dates checks whether an agreement runs on the day, and gives the day that it ends.
func (v *verdict) dates(a Agreement, day vocab.Date) (until vocab.PartialDate) {
	extendable := a.ExtendableTo != "" && a.ExtendableTo.Last() >= day
	switch {
	case a.Start != "" && a.Start.First() > day:
		v.find(Blocked, NotStarted, notStarted(a.Start))
	case a.Start != "" && a.Start.Last() > day:
		v.find(StatusUnknown, DatesUnknown, startUnclear(a.Start))
	case a.End == "" && a.ExtendableTo != "" && !extendable:
		v.find(Blocked, AgreementExpired, expired(a.ExtendableTo))
		return a.ExtendableTo
	case a.End == "":
		v.find(StatusUnknown, DatesUnknown, endUnknown)
		return a.ExtendableTo
	case a.End.Last() < day && extendable:
		v.find(StatusUnknown, ExtensionUnknown, extensionUnknown(a.End, a.ExtendableTo))
		return a.ExtendableTo
	case a.End.Last() < day:
		v.find(Blocked, AgreementExpired, expired(a.End))
	case a.End.First() <= day && a.End.First() != a.End.Last():
		v.find(StatusUnknown, DatesUnknown, endUnclear(a.End))
	default:
		v.find(Open, AgreementRuns, runs(a.End))
		if a.ExtendableTo != "" && a.ExtendableTo.Last() > a.End.Last() {
			v.find(Open, Extendable, mayBeExtended(a.ExtendableTo))
		}
	}
	return a.End
}

// scope checks whether an agreement covers the solution. A supplier with several products has agreements on some of them
// only, so that it sells the solution says little of an agreement on something else.
func (v *verdict) scope(q *quest, a Agreement) {
	switch {
	case slices.Contains(a.Solutions, q.solution):
	case len(a.Solutions) == 0 && a.Area != "" && a.Area == q.thing.Area:
	case len(a.Solutions) == 0:
		v.find(StatusUnknown, ScopeUnknown, scopeUnknown)
	default:
		v.find(StatusUnknown, ScopeUnknown, scopeOther)
	}
}

// eligible checks whether the actor may use an agreement. The best of what the agreement says of it counts.
func (v *verdict) eligible(q *quest, a Agreement) (rests relations) {
	if slices.Contains(a.Buyers, q.index) {
		v.find(Open, EligibleNamed, q.eligibleNamed())
		return nil
	}
	var best verdict
	better := func(s Status, code ReasonCode, sentence vocab.Text, r relations) {
		next := Reason{code, sentence}
		if best.status == "" || badness(s) < badness(best.status) || s == best.status && next.before(best.reasons[0]) {
			best, rests = verdict{s, []Reason{next}}, r
		}
	}
	for _, e := range a.Eligible {
		b, member := q.bodies[e.MembersOf]
		var code ReasonCode
		var sentence vocab.Text
		switch {
		case e.Actor != None && e.Actor == q.index:
			code, sentence = EligibleNamed, q.eligibleNamed()
		case e.Kind != "" && e.Kind == q.self.Kind:
			code, sentence = EligibleKind, q.eligibleKind()
		case e.MembersOf != None && member && b.full:
			code, sentence = EligibleMember, q.eligibleMember(q.w.Actor(e.MembersOf))
		case e.MembersOf != None:
			better(StatusUnknown, MemberNotKnown, q.memberNotKnown(q.w.Actor(e.MembersOf)), nil)
			continue
		default:
			continue
		}
		if e.Condition.IsZero() {
			better(Open, code, sentence, b.relations)
		} else {
			better(StatusUnknown, EligibleCondition, q.eligibleIf(e.Condition), b.relations)
		}
	}
	switch {
	case best.status != "":
		v.find(best.status, best.reasons[0].Code, best.reasons[0].Sentence)
	case len(a.Eligible) == 0:
		v.find(StatusUnknown, EligibleNotKnown, q.eligibleNotKnown())
	default:
		v.find(Blocked, NotEligible, q.notEligible())
	}
	return rests
}
