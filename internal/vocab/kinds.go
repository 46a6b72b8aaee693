package vocab

import "io"

// ActorKind is what sort of organisation an actor is. It never changes and shows in the prefix of the actor's id.
type ActorKind string

// The values of ActorKind.
const (
	Municipality         ActorKind = "MUNICIPALITY"          // a municipality (kommun)
	Region               ActorKind = "REGION"                // a region, or Gotland, a municipality with the tasks of a region
	Association          ActorKind = "ASSOCIATION"           // a body that actors form or belong to, SKR among them; its OrganisationForm says of what sort
	Supplier             ActorKind = "SUPPLIER"              // a company that sells to the sector
	Agency               ActorKind = "AGENCY"                // a state agency or a standards body
	ResearchOrganisation ActorKind = "RESEARCH_ORGANISATION" // a university or a research institute
)

var actorKinds = []ActorKind{Municipality, Region, Association, Supplier, Agency, ResearchOrganisation}

// Values lists the stored words.
func (ActorKind) Values() []string { return asStrings(actorKinds) }

// MarshalGQL writes the value as the API shows it.
func (v ActorKind) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *ActorKind) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "ActorKind", actorKinds)
	return err
}

// SolutionKind is how a solution can be had.
type SolutionKind string

// The values of SolutionKind.
const (
	SolutionOpenSource        SolutionKind = "OPEN_SOURCE"        // software under an open licence
	SolutionSharedService     SolutionKind = "SHARED_SERVICE"     // a service run once for several
	SolutionJointlyProcured   SolutionKind = "JOINTLY_PROCURED"   // bought together by several
	SolutionCommercialProduct SolutionKind = "COMMERCIAL_PRODUCT" // a product that a supplier sells
	SolutionStandard          SolutionKind = "STANDARD"           // a specification that solutions follow
)

var solutionKinds = []SolutionKind{SolutionOpenSource, SolutionSharedService, SolutionJointlyProcured, SolutionCommercialProduct, SolutionStandard}

// Values lists the stored words.
func (SolutionKind) Values() []string { return asStrings(solutionKinds) }

// MarshalGQL writes the value as the API shows it.
func (v SolutionKind) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *SolutionKind) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "SolutionKind", solutionKinds)
	return err
}

// ActorStatus says whether an actor is known to have ended.
type ActorStatus string

// The values of ActorStatus.
const (
	ActorActive ActorStatus = "ACTIVE" // nothing known says that it has ended
	ActorEnded  ActorStatus = "ENDED"  // dissolved, merged or finished
)

var actorStatuses = []ActorStatus{ActorActive, ActorEnded}

// Values lists the stored words.
func (ActorStatus) Values() []string { return asStrings(actorStatuses) }

// MarshalGQL writes the value as the API shows it.
func (v ActorStatus) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *ActorStatus) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "ActorStatus", actorStatuses)
	return err
}

// SkrGroup is a group of SKR's classification of municipalities (Kommungruppsindelning 2023).
type SkrGroup string

// The values of SkrGroup.
const (
	SkrA1 SkrGroup = "A1" // large cities (storstäder)
	SkrA2 SkrGroup = "A2" // commuting municipalities near large cities (pendlingskommun nära storstad)
	SkrB3 SkrGroup = "B3" // medium-sized towns (större stad)
	SkrB4 SkrGroup = "B4" // commuting municipalities near medium-sized towns (pendlingskommun nära större stad)
	SkrB5 SkrGroup = "B5" // low-commuting municipalities near medium-sized towns (lågpendlingskommun nära större stad)
	SkrC6 SkrGroup = "C6" // small towns (mindre stad/tätort)
	SkrC7 SkrGroup = "C7" // commuting municipalities near small towns (pendlingskommun nära mindre stad/tätort)
	SkrC8 SkrGroup = "C8" // rural municipalities (landsbygdskommun)
	SkrC9 SkrGroup = "C9" // rural municipalities with a visitor industry (landsbygdskommun med besöksnäring)
)

var skrGroups = []SkrGroup{SkrA1, SkrA2, SkrB3, SkrB4, SkrB5, SkrC6, SkrC7, SkrC8, SkrC9}

// Values lists the stored words.
func (SkrGroup) Values() []string { return asStrings(skrGroups) }

// MarshalGQL writes the value as the API shows it.
func (v SkrGroup) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *SkrGroup) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "SkrGroup", skrGroups)
	return err
}

// Direction tells from which of its two ends a relation is read.
type Direction string

// The values of Direction.
const (
	Out Direction = "OUT" // from its `from` end: A is a member of B, read by A
	In  Direction = "IN"  // from its `to` end: A is a member of B, read by B
)

var directions = []Direction{Out, In}

// Values lists the stored words.
func (Direction) Values() []string { return asStrings(directions) }

// MarshalGQL writes the value as the API shows it.
func (v Direction) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *Direction) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "Direction", directions)
	return err
}
