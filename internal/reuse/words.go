package reuse

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"kommungraf/internal/vocab"
)

// PartKind is what a part of a similarity or a score measures.
type PartKind string

// The values of PartKind, in the order in which parts are given.
const (
	PartSize      PartKind = "SIZE"              // of a similarity: the numbers of inhabitants
	PartGroup     PartKind = "SKR_GROUP"         // of a similarity: the groups in SKR's classification
	PartDistance  PartKind = "DISTANCE"          // of a similarity: how far apart they lie
	PartBodies    PartKind = "SHARED_BODIES"     // of a similarity: the bodies that both belong to
	PartSolutions PartKind = "SHARED_SOLUTIONS"  // of a similarity: the solutions that both use
	PartSimilar   PartKind = "SIMILAR_USE"       // of a score: how many similar municipalities use the solution
	PartLarger    PartKind = "LARGER_NEIGHBOURS" // of a score: how many larger neighbours use it
)

var partKinds = []PartKind{PartSize, PartGroup, PartDistance, PartBodies, PartSolutions, PartSimilar, PartLarger}

// Values lists the words.
func (PartKind) Values() []string { return asStrings(partKinds) }

// MarshalGQL writes the value as the API shows it.
func (v PartKind) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *PartKind) UnmarshalGQL(in any) error { return readEnum(v, in, "ReusePartKind", partKinds) }

// RouteKind is a way to take over a solution.
type RouteKind string

// The values of RouteKind, in the order in which routes are given.
const (
	RouteOpenSource      RouteKind = "REUSE_OPEN_SOURCE"           // take the source code and run it
	RouteOwnBody         RouteKind = "SERVICE_OF_OWN_BODY"         // get it as a service from a body one belongs to
	RouteNationalService RouteKind = "NATIONAL_SERVICE"            // connect to what a state agency runs; only where one does
	RouteCallOff         RouteKind = "CALL_OFF"                    // call off from an agreement
	RouteJoinBody        RouteKind = "JOIN_BODY"                   // join a body that runs it
	RouteMunicipality    RouteKind = "AGREEMENT_WITH_MUNICIPALITY" // agree with a municipality or region that has it
	RouteOwnProcurement  RouteKind = "OWN_PROCUREMENT"             // procure it oneself
)

var routeKinds = []RouteKind{
	RouteOpenSource, RouteOwnBody, RouteNationalService, RouteCallOff, RouteJoinBody, RouteMunicipality, RouteOwnProcurement,
}

// Values lists the words.
func (RouteKind) Values() []string { return asStrings(routeKinds) }

// MarshalGQL writes the value as the API shows it.
func (v RouteKind) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *RouteKind) UnmarshalGQL(in any) error { return readEnum(v, in, "ReuseRouteKind", routeKinds) }

// Status says whether a route can be taken.
type Status string

// The values of Status, from the best to the worst.
const (
	Open          Status = "OPEN"    // the actor can take it by its own decision
	StatusUnknown Status = "UNKNOWN" // it depends on something that is not known: a condition, a date, the consent of others
	Blocked       Status = "BLOCKED" // the law, the licence or the agreement stands in the way
)

var statuses = []Status{Open, StatusUnknown, Blocked}

// Values lists the words.
func (Status) Values() []string { return asStrings(statuses) }

// MarshalGQL writes the value as the API shows it.
func (v Status) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *Status) UnmarshalGQL(in any) error { return readEnum(v, in, "ReuseStatus", statuses) }

// GroundKind says what sort of ground a route rests on.
type GroundKind string

// The values of GroundKind.
const (
	Legal       GroundKind = "LEGAL"       // what a statute says
	Contractual GroundKind = "CONTRACTUAL" // an agreement or a licence
)

var groundKinds = []GroundKind{Legal, Contractual}

// Values lists the words.
func (GroundKind) Values() []string { return asStrings(groundKinds) }

// MarshalGQL writes the value as the API shows it.
func (v GroundKind) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *GroundKind) UnmarshalGQL(in any) error {
	return readEnum(v, in, "ReuseGroundKind", groundKinds)
}

// Basis is what gaps are counted by.
type Basis string

// The values of Basis.
const (
	BySolution Basis = "SOLUTION" // each solution by itself
	ByArea     Basis = "AREA"     // any solution of an area will do
)

var bases = []Basis{BySolution, ByArea}

// Values lists the words.
func (Basis) Values() []string { return asStrings(bases) }

// MarshalGQL writes the value as the API shows it.
func (v Basis) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *Basis) UnmarshalGQL(in any) error { return readEnum(v, in, "ReuseBasis", bases) }

// AgreementKind is what sort of agreement it is.
type AgreementKind string

// The values of AgreementKind.
const (
	FrameworkAgreement   AgreementKind = "FRAMEWORK_AGREEMENT"   // terms for later call-offs
	Contract             AgreementKind = "CONTRACT"              // a delivery to those who procured it
	CooperationAgreement AgreementKind = "COOPERATION_AGREEMENT" // between public bodies, without a supplier
)

// ReasonCode is why something is suggested, or why a route has its status.
type ReasonCode string

// The values of ReasonCode.
const (
	SimilarUse        ReasonCode = "SIMILAR_USE"        // similar municipalities use it
	LargerUse         ReasonCode = "LARGER_USE"         // larger neighbours use it
	AlreadyConsidered ReasonCode = "ALREADY_CONSIDERED" // the actor itself plans to use it or evaluates it

	LicenceOpen       ReasonCode = "LICENCE_OPEN"       // the licence lets anyone use it
	LicenceUnknown    ReasonCode = "LICENCE_UNKNOWN"    // open source, but under no known licence
	LicenceNotJudged  ReasonCode = "LICENCE_NOT_JUDGED" // there is a licence, but whether it is open cannot be told
	NotOpenSource     ReasonCode = "NOT_OPEN_SOURCE"
	OwnBodyOffers     ReasonCode = "OWN_BODY_OFFERS"      // a body that the actor belongs to provides or operates it
	OwnBodyOwns       ReasonCode = "OWN_BODY_OWNS"        // it owns, maintains or uses it; whether it serves others is not known
	OnlyParticipant   ReasonCode = "ONLY_PARTICIPANT"     // taking part gives no right to a service
	NoOwnBodyKnown    ReasonCode = "NO_OWN_BODY_KNOWN"    // of no body that the actor belongs to is it known
	AgencyTerms       ReasonCode = "AGENCY_TERMS"         // connecting follows the terms of the agency
	AgreementRuns     ReasonCode = "AGREEMENT_RUNS"       // it runs on the day
	AgreementExpired  ReasonCode = "AGREEMENT_EXPIRED"    // it has surely ended
	NotStarted        ReasonCode = "AGREEMENT_NOT_BEGUN"  // it surely begins later
	DatesUnknown      ReasonCode = "AGREEMENT_DATES"      // its dates do not tell whether it runs on the day
	ExtensionUnknown  ReasonCode = "EXTENSION_NOT_KNOWN"  // it has ended unless it was extended
	Extendable        ReasonCode = "EXTENDABLE"           // it runs, and may be extended
	ScopeUnknown      ReasonCode = "SCOPE_NOT_KNOWN"      // whether it covers the solution is not known
	EligibleNamed     ReasonCode = "ELIGIBLE_NAMED"       // the actor is named in it or a party to it
	EligibleKind      ReasonCode = "ELIGIBLE_KIND"        // all actors of the kind may use it
	EligibleMember    ReasonCode = "ELIGIBLE_MEMBER"      // members of a body may, and the actor is one
	EligibleCondition ReasonCode = "ELIGIBLE_CONDITION"   // the actor may, on a condition that cannot be judged here
	MemberNotKnown    ReasonCode = "MEMBERSHIP_NOT_KNOWN" // members of a body may; that the actor is one is not known
	EligibleNotKnown  ReasonCode = "ELIGIBILITY_NOT_KNOWN"
	NotEligible       ReasonCode = "NOT_ELIGIBLE"
	NoAgreementKnown  ReasonCode = "NO_AGREEMENT_KNOWN"
	WrongKind         ReasonCode = "WRONG_KIND"    // the law lets only other kinds of actors take this route
	OpenToJoin        ReasonCode = "OPEN_TO_JOIN"  // the form has no closed circle
	NeedsConsent      ReasonCode = "NEEDS_CONSENT" // those who are in must agree
	NoBodyKnown       ReasonCode = "NO_BODY_KNOWN"
	OtherRuns         ReasonCode = "OTHER_RUNS"     // the other one operates, owns or develops it
	OtherUses         ReasonCode = "OTHER_USES"     // the other one only uses it
	SupplierRights    ReasonCode = "SUPPLIER_TERMS" // the product is a supplier's, whose terms decide
	CooperationKnown  ReasonCode = "COOPERATION_AGREEMENT_KNOWN"
	NoUserKnown       ReasonCode = "NO_MUNICIPALITY_KNOWN"
	SupplierKnown     ReasonCode = "SUPPLIER_KNOWN"
	NoSupplierKnown   ReasonCode = "NO_SUPPLIER_KNOWN"
)

var reasonCodes = []ReasonCode{
	SimilarUse, LargerUse, AlreadyConsidered, LicenceOpen, LicenceUnknown, LicenceNotJudged,
	NotOpenSource, OwnBodyOffers, OwnBodyOwns, OnlyParticipant, NoOwnBodyKnown, AgencyTerms,
	AgreementRuns, AgreementExpired, NotStarted, DatesUnknown, ExtensionUnknown, Extendable,
	ScopeUnknown, EligibleNamed, EligibleKind, EligibleMember, EligibleCondition, MemberNotKnown,
	EligibleNotKnown, NotEligible, NoAgreementKnown, WrongKind, OpenToJoin, NeedsConsent,
	NoBodyKnown, OtherRuns, OtherUses, SupplierRights, CooperationKnown, NoUserKnown,
	SupplierKnown, NoSupplierKnown,
}

// Values lists the words.
func (ReasonCode) Values() []string { return asStrings(reasonCodes) }

// MarshalGQL writes the value as the API shows it.
func (v ReasonCode) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *ReasonCode) UnmarshalGQL(in any) error {
	return readEnum(v, in, "ReuseReasonCode", reasonCodes)
}

// Reason is why, for a program and for a person.
type Reason struct {
	Code     ReasonCode
	Sentence vocab.Text
}

func asStrings[T ~string](words []T) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return out
}

func writeQuoted[T ~string](w io.Writer, v T) { _, _ = io.WriteString(w, `"`+string(v)+`"`) }

func readEnum[T ~string](v *T, in any, name string, allowed []T) error {
	s, ok := in.(string)
	if !ok || !slices.Contains(allowed, T(s)) {
		return &vocab.ValueError{Message: fmt.Sprintf("%v is no %s: use one of %s", in, name, strings.Join(asStrings(allowed), ", "))}
	}
	*v = T(s)
	return nil
}
