package reuse

import (
	"iter"

	"kommungraf/internal/vocab"
)

// World is what one viewer may see on one day. Things are numbered, so that a graph in memory can stand behind it
// without copying. It must not change while a question is answered; no order of its sequences changes an answer.
//
// Every sequence and count holds only what the viewer may see and what may hold on the day; agreements are the exception
// in time, since one that has run out is still an answer. An index that nothing has gives a zero value.
type World interface {
	Day() vocab.Date
	Actor(i int32) Actor
	Solution(i int32) Solution
	Agreement(i int32) Agreement

	Municipalities() iter.Seq[int32]

	// InvolvementsOf and InvolvementsIn give the same involvements from either end.
	InvolvementsOf(actor int32) iter.Seq[Involvement]
	InvolvementsIn(solution int32) iter.Seq[Involvement]
	// UserCount is how many actors use a solution (InvolvementUses). It weighs how much a shared solution says.
	UserCount(solution int32) int

	// BodiesOf and MembersOf give the same memberships from either end.
	BodiesOf(actor int32) iter.Seq[Membership]
	MembersOf(body int32) iter.Seq[Membership]
	// MemberCount is how many actors belong to a body in any way. It weighs how much a shared body says.
	MemberCount(body int32) int

	Agreements() iter.Seq[int32]
	// AgreementsWith gives the agreements that a supplier is party to.
	AgreementsWith(supplier int32) iter.Seq[int32]
	// AgreementsOn gives the agreements that are known to carry a solution.
	AgreementsOn(solution int32) iter.Seq[int32]
}

// None is the index of nothing: an actor that is not known, not named or not to be seen.
const None int32 = -1

// Actor is what the rules need to know of an actor. An empty ID means that there is none.
type Actor struct {
	ID         vocab.ID
	Kind       vocab.ActorKind
	Form       vocab.OrganisationForm // empty where there is none or it is not known
	County     string                 // its code, empty where it is not known
	SkrGroup   vocab.SkrGroup         // empty where it is not known
	Population int                    // 0 where it is not known
	Latitude   float64                // both are 0 where the position is not known
	Longitude  float64
	Ended      bool // known to have ended: no route goes through it, and nobody is compared with it
	Name       string
	Sort       string // the key to order names by, å ä ö last
}

// Solution is what the rules need to know of a solution. An empty ID means that there is none.
type Solution struct {
	ID      vocab.ID
	Kind    vocab.SolutionKind
	Area    string // empty where it is not known
	Licence string // an SPDX expression, empty where it is not known
	Name    string
	Sort    string
}

// Involvement is the part that an actor plays in a solution.
type Involvement struct {
	Relation vocab.ID
	Type     vocab.InvolvementType
	Actor    int32
	Solution int32
	Supplier int32             // who delivers it to the actor, or None
	Since    vocab.PartialDate // empty where it is not known
}

// Membership is that an actor belongs to a body, in the sense of one of these relationship types: MEMBER_OF, OWNS, HOSTS,
// PARTICIPATES_IN, COOPTED_TO, SHARES_IT_OPERATION_IN. Others are passed over.
type Membership struct {
	Relation vocab.ID
	Type     vocab.RelationshipType
	Actor    int32
	Body     int32
}

// Agreement is a contract, a framework agreement or an agreement on cooperation. An empty ID means that there is none.
// Dates are empty where they are not known.
type Agreement struct {
	ID           vocab.ID
	Kind         AgreementKind
	Number       string
	Name         vocab.Text
	Area         string
	Start        vocab.PartialDate
	End          vocab.PartialDate
	ExtendableTo vocab.PartialDate // the last day if every option is used

	Buyers    []int32 // who procured it, and who is known to buy by it; the parties, of an agreement on cooperation
	Suppliers []Lot
	Eligible  []Eligibility
	Solutions []int32 // what it is known to carry; empty means that this is not known
}

// Lot is a supplier's part in an agreement.
type Lot struct {
	Supplier int32
	Name     string // empty where the agreement is not divided
}

// Eligibility says who may use an agreement. Exactly one of Actor, Kind and MembersOf is given.
type Eligibility struct {
	Actor     int32           // this actor, or None
	Kind      vocab.ActorKind // all actors of a kind, or empty
	MembersOf int32           // those who belong to this body, or None
	Condition vocab.Text      // on what condition; empty where there is none
}
