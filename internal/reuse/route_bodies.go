package reuse

import "kommungraf/internal/vocab"

// ownBody: a body that the actor belongs to provides or operates the solution.
func ownBody(q *quest) []Route {
	var ways []Route
	for _, s := range q.parties(func(s stake) bool { return q.mine(s.index) }) {
		b := q.bodies[s.index]
		var v verdict
		if s.role == offers {
			v.find(Open, OwnBodyOffers, q.ownBodyOffers(s.actor))
		} else {
			v.find(StatusUnknown, OwnBodyOwns, ownBodyOwns(s.actor, s.role))
		}
		if !b.full {
			v.find(StatusUnknown, OnlyParticipant, q.onlyParticipant(s.actor))
		}
		r := v.route(q.stepAskBody(s.actor), q.bodyLaw(s.actor.Form), s.relations, b.relations)
		r.Through = s.actor.ID
		ways = append(ways, r)
	}
	if len(ways) == 0 {
		return only(StatusUnknown, NoOwnBodyKnown, q.noOwnBodyKnown(), q.stepAskBodies(), nil)
	}
	return ways
}

// nationalService: a state agency provides or operates it. Its terms are not in the knowledge base.
func nationalService(q *quest) []Route {
	var ways []Route
	for _, s := range q.parties(func(s stake) bool { return s.role == offers }) {
		if s.actor.Kind != vocab.Agency {
			continue
		}
		var v verdict
		v.find(StatusUnknown, AgencyTerms, agencyTerms(s.actor))
		r := v.route(stepAskAgency(s.actor), legal(q.law.NationalService), s.relations)
		r.Through = s.actor.ID
		ways = append(ways, r)
	}
	return ways
}

// joinRule says who may join a body of a form and whose decision that is.
type joinRule struct {
	lawful bool // only municipalities and regions may
	open   bool // nobody need agree
}

// joinRules has the forms that are not like the rest. In the rest those who are in must agree.
var joinRules = map[vocab.OrganisationForm]joinRule{
	vocab.FormMunicipalAssociation: {lawful: true},
	vocab.FormJointBoard:           {lawful: true},
	vocab.FormNetwork:              {open: true},
	vocab.FormOpenSourceCommunity:  {open: true},
}

// joinBody: a body that the actor is not in runs it, owns it or makes it.
func joinBody(q *quest) []Route {
	var ways []Route
	for _, s := range q.parties(func(s stake) bool { return s.role >= answers && !q.mine(s.index) }) {
		if s.actor.Kind != vocab.Association {
			continue
		}
		rule := joinRules[s.actor.Form]
		var v verdict
		step := q.stepJoin(s.actor)
		switch {
		case rule.lawful && !q.lawful():
			v.find(Blocked, WrongKind, onlyLawfulJoin(s.actor))
			step = stepAskMember(s.actor)
		case rule.open:
			v.find(Open, OpenToJoin, openToJoin(s.actor))
		default:
			v.find(StatusUnknown, NeedsConsent, needsConsent(s.actor, rule.lawful))
		}
		r := v.route(step, q.bodyLaw(s.actor.Form), s.relations)
		r.Through = s.actor.ID
		ways = append(ways, r)
	}
	if len(ways) == 0 {
		return only(StatusUnknown, NoBodyKnown, noBodyKnown, stepAskNetwork, nil)
	}
	return ways
}
