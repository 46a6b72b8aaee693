package reuse

import (
	"cmp"
	"math"
	"slices"

	"kommungraf/internal/vocab"
)

// callOff: an agreement that a supplier of the solution is party to.
func callOff(q *quest) []Route {
	var ways []Route
	for _, a := range q.agreements() {
		// A contract is for those who procured it, unless it names others. That somebody else has a contract is no route.
		if a.Kind == CooperationAgreement || a.Kind == Contract && len(a.Eligible) == 0 && !slices.Contains(a.Buyers, q.index) {
			continue
		}
		var v verdict
		until := v.dates(a, q.w.Day())
		v.scope(q, a)
		member := v.eligible(q, a)
		grounds := append([]Ground{{Contractual, q.agreementGround(a)}},
			legal(q.law.CallOff, vocab.RelationshipProcuresFor.Spec().LegalBasis)...)
		r := v.route(stepCallOff(v), grounds, q.sellersIn(a), member)
		r.Agreement, r.Until = a.ID, until
		ways = append(ways, r)
	}
	if len(ways) == 0 {
		return only(StatusUnknown, NoAgreementKnown, noAgreementKnown, stepAskPurchasingBody, legal(q.law.CallOff))
	}
	return ways
}

// agreements gives those that carry the solution and those of its sellers: the ones that carry it first, then those that
// run longest.
func (q *quest) agreements() []Agreement {
	carries := make(map[int32]bool)
	for i := range q.w.AgreementsOn(q.solution) {
		carries[i] = true
	}
	found := make([]int32, 0, len(carries))
	for i := range carries {
		found = append(found, i)
	}
	for s := range q.sellers {
		for i := range q.w.AgreementsWith(s) {
			if _, seen := carries[i]; !seen {
				carries[i] = false
				found = append(found, i)
			}
		}
	}
	list := make([]Agreement, 0, len(found))
	for _, i := range found {
		if a := q.w.Agreement(i); a.ID != "" {
			list = append(list, a)
		}
	}
	slices.SortFunc(list, func(a, b Agreement) int {
		inA, inB := slices.Contains(a.Solutions, q.solution), slices.Contains(b.Solutions, q.solution)
		if inA != inB {
			if inA {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.End, a.End), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// sellersIn gives the relations by which the suppliers in an agreement deliver the solution.
func (q *quest) sellersIn(a Agreement) (rests relations) {
	for _, l := range a.Suppliers {
		rests = append(rests, q.sellers[l.Supplier]...)
	}
	return rests
}

// otherMunicipality: a municipality or region has the solution, and the law lets two of them agree that one performs the
// tasks of the other. Whether the other one will, and whether it may without a procurement, nobody but the two can say:
// the exemption for cooperation asks for common aims, and a mere purchase falls outside it. So the route is open only
// where an agreement on cooperation is known that runs and takes the actor in.
func otherMunicipality(q *quest) []Route {
	ground := legal(q.law.HostAgreement, vocab.RelationshipPerformsTasksFor.Spec().LegalBasis)
	if !q.lawful() {
		return only(Blocked, WrongKind, onlyLawfulAgree, stepOtherForm, ground)
	}
	cooperation := q.cooperation()
	others := q.others(cooperation)
	if len(others) == 0 {
		return only(StatusUnknown, NoUserKnown, noUserKnown, stepAskNetwork, ground)
	}
	ways := make([]Route, 0, len(others))
	for _, s := range others {
		ways = append(ways, q.agreeWith(s, cooperation, ground))
	}
	return ways
}

// others gives the municipalities and regions that have the solution: parties to an agreement on it first, then those
// that run or make it before those that use it, then the nearest. Of what may be thousands it keeps no more than are
// shown, and one that tells that there are more.
func (q *quest) others(cooperation []joint) []party {
	type located struct {
		party
		rank int
		km   float64
	}
	order := func(a, b located) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.km, b.km),
			cmp.Compare(a.actor.Sort, b.actor.Sort), cmp.Compare(a.actor.ID, b.actor.ID))
	}
	agreed := make(map[int32]bool)
	for _, j := range cooperation {
		for _, buyer := range j.agreement.Buyers {
			agreed[buyer] = buyer != q.index
			if _, known := q.stakes[buyer]; !known && buyer != q.index {
				q.stakes[buyer] = stake{index: buyer} // what it has to do with the solution is only that it agreed on it
			}
		}
	}
	var best []located
	for _, s := range q.stakes {
		other := q.w.Actor(s.index)
		if other.Ended || other.Kind != vocab.Municipality && other.Kind != vocab.Region {
			continue
		}
		next := located{party{s, other}, int(min(s.role, answers)), math.MaxFloat64}
		if agreed[s.index] {
			next.rank = int(offers) + 1
		}
		if km, ok := distance(q.self, other); ok {
			next.km = km
		}
		if at, _ := slices.BinarySearchFunc(best, next, order); at <= maxWays {
			best = slices.Insert(best, at, next)
			best = best[:min(len(best), maxWays+1)]
		}
	}
	parties := make([]party, len(best))
	for i, b := range best {
		parties[i] = b.party
	}
	return parties
}

// joint is an agreement on cooperation that takes the actor in.
type joint struct {
	agreement Agreement
	verdict   verdict
	until     vocab.PartialDate
	rests     relations
}

// cooperation gives the agreements on cooperation on the solution that the actor is party to or may use.
func (q *quest) cooperation() []joint {
	var list []joint
	for _, a := range q.agreements() {
		if a.Kind != CooperationAgreement || !slices.Contains(a.Solutions, q.solution) {
			continue
		}
		j := joint{agreement: a}
		j.until = j.verdict.dates(a, q.w.Day())
		j.rests = j.verdict.eligible(q, a)
		if j.verdict.status == Open {
			list = append(list, j)
		}
	}
	return list
}

func (q *quest) agreeWith(s party, cooperation []joint, ground []Ground) Route {
	var v verdict
	switch {
	case s.role == uses:
		v.find(Open, OtherUses, otherUses(s.actor))
	case s.role > uses:
		v.find(Open, OtherRuns, otherRuns(s.actor))
	}
	for _, j := range cooperation {
		if !slices.Contains(j.agreement.Buyers, s.index) {
			continue
		}
		v.find(Open, CooperationKnown, cooperationKnown(s.actor))
		v.reasons = append(v.reasons, j.verdict.reasons...)
		r := v.route(stepUseCooperation(s.actor), append([]Ground{{Contractual, q.agreementGround(j.agreement)}}, ground...), s.relations, j.rests)
		r.Through, r.Agreement, r.Until = s.actor.ID, j.agreement.ID, j.until
		return r
	}
	v.find(StatusUnknown, NeedsConsent, bothMustAgree(s.actor))
	if q.thing.Kind == vocab.SolutionCommercialProduct || q.thing.Kind == vocab.SolutionJointlyProcured {
		v.find(StatusUnknown, SupplierRights, supplierRights(s.actor))
	}
	r := v.route(stepAskMunicipality(s.actor), ground, s.relations)
	r.Through = s.actor.ID
	return r
}
