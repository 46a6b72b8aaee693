package vocab

import (
	"io"
	"slices"
)

// AgreementKind is what sort of agreement it is.
type AgreementKind string

// The values of AgreementKind.
const (
	FrameworkAgreement   AgreementKind = "FRAMEWORK_AGREEMENT"   // terms for later call-offs, with one supplier or several
	Contract             AgreementKind = "CONTRACT"              // a delivery, from a supplier to a buyer
	CooperationAgreement AgreementKind = "COOPERATION_AGREEMENT" // how actors work together, without a buyer and a seller
)

var agreementKinds = []AgreementKind{FrameworkAgreement, Contract, CooperationAgreement}

// Values lists the stored words.
func (AgreementKind) Values() []string { return asStrings(agreementKinds) }

// MarshalGQL writes the value as the API shows it.
func (v AgreementKind) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *AgreementKind) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "AgreementKind", agreementKinds)
	return err
}

// AgreementRole is the part that a party has in an agreement.
type AgreementRole string

// The values of AgreementRole. The table below says who may have which.
const (
	ProcuringBody   AgreementRole = "PROCURING_BODY" // procured it and answers for its having been done rightly
	AgreedSupplier  AgreementRole = "SUPPLIER"       // delivers under it
	Eligible        AgreementRole = "ELIGIBLE"       // may use it, without being bound to
	ContractedParty AgreementRole = "PARTY"          // is bound by it otherwise: an equal, or the buyer of a contract
)

var agreementRoles = []AgreementRole{ProcuringBody, AgreedSupplier, Eligible, ContractedParty}

// Values lists the stored words.
func (AgreementRole) Values() []string { return asStrings(agreementRoles) }

// MarshalGQL writes the value as the API shows it.
func (v AgreementRole) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *AgreementRole) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "AgreementRole", agreementRoles)
	return err
}

// PartyEnd is what the rules need to know of who is a party: one actor, the members of an association, or a whole kind.
type PartyEnd struct {
	Actor     ActorKind // the kind of the actor, empty when a whole kind is meant
	Whole     ActorKind // the kind that is meant as a whole, empty when an actor is
	MembersOf bool      // the members of the actor are meant, not the actor itself
}

// The fields of a party that a RuleError can point at besides.
const (
	FieldActor     = "actor"
	FieldKind      = "kind"
	FieldMembersOf = "membersOf"
)

// ofRole says who may have a role: of which kinds an actor must be, and why. A role that is not here anyone may have.
var ofRole = map[AgreementRole]struct {
	actors []string
	rule   string
}{
	ProcuringBody: {contractingAuthorities, "whoever procures is a contracting authority"},
	// As in the table of relationships: a jointly owned company can supply too.
	AgreedSupplier: {RelationshipSupplies.Spec().From, "a supplier is a company or a jointly owned one"},
}

// Check tells whether a party may have the role. The error is a *RuleError.
func (v AgreementRole) Check(p PartyEnd) error {
	refuse := func(field, rule string, got string) error {
		return &RuleError{Type: string(v), Field: field, Rule: rule, Got: got}
	}
	allowed, narrow := ofRole[v]
	switch {
	case p.Actor == "" && p.Whole == "":
		return refuse(FieldActor, "a party is an actor or a whole kind of actors, and neither is given", "")
	case p.Actor != "" && p.Whole != "":
		return refuse(FieldKind, "a party is an actor or a whole kind of actors, not both", string(p.Whole))
	case p.MembersOf && p.Actor != Association:
		return refuse(FieldMembersOf, "only an association has members who can be meant", string(p.Actor+p.Whole))
	case narrow && p.Whole != "":
		return refuse(FieldKind, "a single actor must be named, not a whole kind", string(p.Whole))
	case narrow && p.MembersOf:
		return refuse(FieldMembersOf, "a single actor must be named, not the members of one", "")
	case narrow && !slices.Contains(allowed.actors, string(p.Actor)):
		return refuse(FieldActor, allowed.rule, string(p.Actor))
	}
	return nil
}

// CheckExtension refuses a last day of extension that lies before the period ends, or, where no end is known, before it
// begins.
func (p Period) CheckExtension(to *PartialDate) error {
	switch {
	case to == nil:
	case p.To != nil && to.Last() < p.To.First():
		return valueErrorf("can be extended to %s, which is before it ends (%s)", *to, *p.To)
	case p.From != nil && to.Last() < p.From.First():
		return valueErrorf("can be extended to %s, which is before it begins (%s)", *to, *p.From)
	}
	return nil
}
