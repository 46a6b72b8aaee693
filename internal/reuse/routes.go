package reuse

import (
	"cmp"
	"slices"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Ground is what a route rests on.
type Ground struct {
	Kind GroundKind
	Text vocab.Text
}

// Law is what the knowledge base says of the law behind each way of working together: the legal basis of its form of
// collaboration, with what it says of procurement. Where a text is empty the basis of the relationship type is used, if
// it has one, and otherwise no legal ground is given.
type Law struct {
	OpenSource           vocab.Text
	MunicipalAssociation vocab.Text
	JointBoard           vocab.Text
	Company              vocab.Text // jointly owned
	NationalService      vocab.Text
	CallOff              vocab.Text // from framework agreements
	Network              vocab.Text // and other circles without a legal person of their own
	HostAgreement        vocab.Text // between municipalities or regions, the Local Government Act, chapter 9 section 37
	Procurement          vocab.Text
}

// Route is one way to take over a solution.
type Route struct {
	Kind      RouteKind
	Status    Status
	Reasons   []Reason          // why it has its status
	Until     vocab.PartialDate // when it ends or ended, empty where it does not or that is not known
	FirstStep vocab.Text
	Grounds   []Ground
	Through   vocab.ID   // the body, agency or municipality; empty where the route goes through none
	Agreement vocab.ID   // empty where it rests on none
	Rests     []vocab.ID // the relations that say so
}

// RoutesAnswer is the answer of Routes.
type RoutesAnswer struct {
	Actor     vocab.ID
	Solution  vocab.ID
	Held      []vocab.ID  // the actor's own involvements in the solution, if there are any
	Routes    []Route     // in the order of RouteKind; of one kind the best status first
	Truncated []RouteKind // kinds of which there are more routes than are given
}

// routeRules is the table of routes. Each rule gives every way of its kind, in an order of its own. A kind that nothing
// is known of gives one way that says so, except the national service, which only some solutions are.
var routeRules = []struct {
	kind RouteKind
	find func(*quest) []Route
}{
	{RouteOpenSource, openSource},
	{RouteOwnBody, ownBody},
	{RouteNationalService, nationalService},
	{RouteCallOff, callOff},
	{RouteJoinBody, joinBody},
	{RouteMunicipality, otherMunicipality},
	{RouteOwnProcurement, ownProcurement},
}

// Routes gives every route by which an actor could take over a solution, also those that are closed, with the reason.
// Errors: NOT_FOUND on `actor` and `solution`, BAD_USER_INPUT for a supplier and for a standard, which is followed and
// not taken over.
func Routes(w World, law Law, actorIndex, solutionIndex int32) (RoutesAnswer, error) {
	self, err := actor(w, "actor", actorIndex)
	if err != nil {
		return RoutesAnswer{}, err
	}
	if self.Kind == vocab.Supplier {
		return RoutesAnswer{}, problem.BadInput("actor", "routes are given to public bodies and their associations, not to an actor of the kind %s", self.Kind)
	}
	thing := w.Solution(solutionIndex)
	switch {
	case thing.ID == "":
		return RoutesAnswer{}, &problem.Error{Code: problem.NotFound, Field: "solution", Message: "there is no such solution"}
	case thing.Kind == vocab.SolutionStandard:
		return RoutesAnswer{}, problem.BadInput("solution", "it is a solution of the kind %s, which is followed and not taken over", thing.Kind)
	}
	q := newQuest(w, law, actorIndex, self, solutionIndex, thing)
	answer := RoutesAnswer{Actor: self.ID, Solution: thing.ID, Held: q.held}
	for _, rule := range routeRules {
		ways := rule.find(q)
		slices.SortStableFunc(ways, func(a, b Route) int { return cmp.Compare(badness(a.Status), badness(b.Status)) })
		ways, more := cut(ways, maxWays)
		if more {
			answer.Truncated = append(answer.Truncated, rule.kind)
		}
		for _, r := range ways {
			r.Kind = rule.kind
			answer.Routes = append(answer.Routes, r)
		}
	}
	return answer, nil
}

// quest is one actor in search of routes to one solution, with what all rules look at.
type quest struct {
	w        World
	law      Law
	index    int32
	self     Actor
	solution int32
	thing    Solution
	held     []vocab.ID
	stakes   map[int32]stake     // of others in the solution
	sellers  map[int32]relations // who delivers it, with the relations that say so
	bodies   map[int32]belonging // those that the actor belongs to
}

type relations []vocab.ID

// stake is what another actor has to do with the solution.
type stake struct {
	index     int32
	role      role
	relations relations
}

// party is an actor with a stake.
type party struct {
	stake
	actor Actor
}

// role is the strongest part that an actor plays in a solution.
type role int

const (
	uses    role = iota + 1
	answers      // owns, makes or maintains it
	offers       // provides or operates it
)

// belonging is how the actor belongs to a body.
type belonging struct {
	full      bool // as member, owner or host
	relations relations
}

func newQuest(w World, law Law, index int32, self Actor, solution int32, thing Solution) *quest {
	q := &quest{
		w: w, law: law, index: index, self: self, solution: solution, thing: thing,
		stakes: make(map[int32]stake), sellers: make(map[int32]relations), bodies: make(map[int32]belonging),
	}
	q.readInvolvements()
	for m := range w.BodiesOf(index) {
		if belongs(m.Type) {
			b := q.bodies[m.Body]
			q.bodies[m.Body] = belonging{b.full || isFullMember(m.Type), append(b.relations, m.Relation)}
		}
	}
	return q
}

// readInvolvements goes through all who have to do with the solution, once. It may have thousands of users, so that who
// they are is looked up only by a rule that asks.
func (q *quest) readInvolvements() {
	for v := range q.w.InvolvementsIn(q.solution) {
		if v.Supplier != None && v.Supplier != q.index {
			q.sellers[v.Supplier] = append(q.sellers[v.Supplier], v.Relation)
		}
		if v.Actor == q.index {
			q.held = append(q.held, v.Relation)
			continue
		}
		if q.sells(v) {
			q.sellers[v.Actor] = append(q.sellers[v.Actor], v.Relation)
		}
		r := q.roleOf(v.Type)
		if r == 0 {
			continue
		}
		s := q.stakes[v.Actor]
		s.index = v.Actor
		if r > s.role { // the strongest part is what a route rests on
			s.role, s.relations = r, nil
		}
		if r == s.role {
			s.relations = append(s.relations, v.Relation)
		}
		q.stakes[v.Actor] = s
	}
	slices.Sort(q.held)
}

// sells tells whether an involvement makes its actor one to buy from. A company that operates, maintains or supports a
// solution sells help with it.
func (q *quest) sells(v Involvement) bool {
	switch v.Type {
	case vocab.InvolvementProvides, vocab.InvolvementResells:
		return true
	case vocab.InvolvementOperates, vocab.InvolvementMaintains, vocab.InvolvementSupports:
		return q.w.Actor(v.Actor).Kind == vocab.Supplier
	default:
		return false
	}
}

// parties gives those whose stake passes, the strongest role first and then in the order of names.
func (q *quest) parties(passes func(stake) bool) []party {
	var list []party
	for _, s := range q.stakes {
		if !passes(s) {
			continue
		}
		if a := q.w.Actor(s.index); !a.Ended {
			list = append(list, party{s, a})
		}
	}
	slices.SortFunc(list, func(a, b party) int {
		return cmp.Or(cmp.Compare(b.role, a.role), cmp.Compare(a.actor.Sort, b.actor.Sort), cmp.Compare(a.actor.ID, b.actor.ID))
	})
	return list
}

// mine tells whether the actor belongs to the body.
func (q *quest) mine(body int32) bool {
	_, belongs := q.bodies[body]
	return belongs
}

// roleOf gives the part that a type of involvement stands for. Whoever owns a shared service stands behind it as its
// provider does; whoever owns software may only have had it made.
func (q *quest) roleOf(t vocab.InvolvementType) role {
	switch t {
	case vocab.InvolvementProvides, vocab.InvolvementResells, vocab.InvolvementOperates:
		return offers
	case vocab.InvolvementOwns:
		if q.thing.Kind == vocab.SolutionSharedService {
			return offers
		}
		return answers
	case vocab.InvolvementDeveloped, vocab.InvolvementMaintains:
		return answers
	case vocab.InvolvementUses:
		return uses
	default:
		return 0
	}
}

// firms gives the sellers that are companies, in the order of names.
func (q *quest) firms() (firms []Actor, rests relations) {
	for i, rs := range q.sellers {
		if a := q.w.Actor(i); a.Kind == vocab.Supplier && !a.Ended {
			firms = append(firms, a)
			rests = append(rests, rs...)
		}
	}
	slices.SortFunc(firms, func(a, b Actor) int { return cmp.Or(cmp.Compare(a.Sort, b.Sort), cmp.Compare(a.ID, b.ID)) })
	return firms, rests
}

// lawful tells the kinds of actors that the law lets form associations, boards and agreements between municipalities.
func (q *quest) lawful() bool {
	return q.self.Kind == vocab.Municipality || q.self.Kind == vocab.Region
}

// legal makes a ground of the first text that is not empty.
func legal(texts ...vocab.Text) []Ground {
	for _, t := range texts {
		if !t.IsZero() {
			return []Ground{{Legal, t}}
		}
	}
	return nil
}

// bodyLaw is the legal ground of working through a body of a form.
func (q *quest) bodyLaw(form vocab.OrganisationForm) []Ground {
	member := vocab.RelationshipMemberOf.Spec().LegalBasis
	switch form {
	case vocab.FormMunicipalAssociation:
		return legal(q.law.MunicipalAssociation, member)
	case vocab.FormJointBoard:
		return legal(q.law.JointBoard, member)
	case vocab.FormJointCompany, vocab.FormHoldingCompany:
		return legal(q.law.Company, vocab.RelationshipOwns.Spec().LegalBasis)
	case vocab.FormNetwork, vocab.FormOpenSourceCommunity, vocab.FormResearchNetwork, vocab.FormProject:
		return legal(q.law.Network)
	default:
		return nil
	}
}
