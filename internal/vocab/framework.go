package vocab

import "io"

// FormBasis is what a form of collaboration rests on.
type FormBasis string

// The values of FormBasis.
const (
	BasisOwn         FormBasis = "OWN"         // the municipality's own organisation
	BasisPublicLaw   FormBasis = "PUBLIC_LAW"  // the Local Government Act's own forms
	BasisPrivateLaw  FormBasis = "PRIVATE_LAW" // company or association law
	BasisContract    FormBasis = "CONTRACT"    // an agreement between the parties
	BasisProcurement FormBasis = "PROCUREMENT" // a procurement
	BasisNetwork     FormBasis = "NETWORK"     // a network without obligations
	BasisCommunity   FormBasis = "COMMUNITY"   // a community and its licence
	BasisNational    FormBasis = "NATIONAL"    // an offer to the whole country
)

var formBasises = []FormBasis{BasisOwn, BasisPublicLaw, BasisPrivateLaw, BasisContract, BasisProcurement, BasisNetwork, BasisCommunity, BasisNational}

// Values lists the stored words.
func (FormBasis) Values() []string { return asStrings(formBasises) }

// MarshalGQL writes the value as the API shows it.
func (v FormBasis) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *FormBasis) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "FormBasis", formBasises)
	return err
}

// LegalPerson says whether a form makes a legal person.
type LegalPerson string

// The values of LegalPerson.
const (
	LegalPersonOwn     LegalPerson = "OWN"     // its own, under public or association law
	LegalPersonCompany LegalPerson = "COMPANY" // a limited company
	LegalPersonHost    LegalPerson = "HOST"    // acts inside the host's
	LegalPersonNone    LegalPerson = "NONE"    // makes none
)

var legalPersons = []LegalPerson{LegalPersonOwn, LegalPersonCompany, LegalPersonHost, LegalPersonNone}

// Values lists the stored words.
func (LegalPerson) Values() []string { return asStrings(legalPersons) }

// MarshalGQL writes the value as the API shows it.
func (v LegalPerson) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *LegalPerson) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "LegalPerson", legalPersons)
	return err
}

// SetupEffort is what it takes to set a form up.
type SetupEffort string

// The values of SetupEffort.
const (
	EffortLow    SetupEffort = "LOW"    // a decision of the management
	EffortMedium SetupEffort = "MEDIUM" // an agreement or a procurement
	EffortHigh   SetupEffort = "HIGH"   // decisions of councils, a new organisation
)

var setupEfforts = []SetupEffort{EffortLow, EffortMedium, EffortHigh}

// Values lists the stored words.
func (SetupEffort) Values() []string { return asStrings(setupEfforts) }

// MarshalGQL writes the value as the API shows it.
func (v SetupEffort) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *SetupEffort) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "SetupEffort", setupEfforts)
	return err
}

// Explicitness says whether a principle is stated by those who follow it.
type Explicitness string

// The values of Explicitness.
const (
	Stated   Explicitness = "STATED"   // written down or said
	Unstated Explicitness = "UNSTATED" // shown only by what is done
)

var explicitnesses = []Explicitness{Stated, Unstated}

// Values lists the stored words.
func (Explicitness) Values() []string { return asStrings(explicitnesses) }

// MarshalGQL writes the value as the API shows it.
func (v Explicitness) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *Explicitness) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "Explicitness", explicitnesses)
	return err
}

// ObstacleCategory is what sort of obstacle it is.
type ObstacleCategory string

// The values of ObstacleCategory.
const (
	ObstacleGovernance ObstacleCategory = "GOVERNANCE" // steering and responsibility
	ObstacleSupplier   ObstacleCategory = "SUPPLIER"   // suppliers and the market
	ObstacleCulture    ObstacleCategory = "CULTURE"    // habits and attitudes
	ObstacleTechnology ObstacleCategory = "TECHNOLOGY" // systems and data
	ObstacleResources  ObstacleCategory = "RESOURCES"  // money and people
	ObstacleCompetence ObstacleCategory = "COMPETENCE" // knowledge and skills
	ObstacleLegal      ObstacleCategory = "LEGAL"      // law and rules
)

var obstacleCategories = []ObstacleCategory{ObstacleGovernance, ObstacleSupplier, ObstacleCulture, ObstacleTechnology, ObstacleResources, ObstacleCompetence, ObstacleLegal}

// Values lists the stored words.
func (ObstacleCategory) Values() []string { return asStrings(obstacleCategories) }

// MarshalGQL writes the value as the API shows it.
func (v ObstacleCategory) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *ObstacleCategory) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "ObstacleCategory", obstacleCategories)
	return err
}

// Outcome is what came of a handling.
type Outcome string

// The values of Outcome.
const (
	Worked         Outcome = "WORKED"  // it worked where it was seen
	PartlyWorked   Outcome = "PARTLY"  // it worked in part
	Failed         Outcome = "FAILED"  // it failed: a warning, never advice
	OutcomeUnknown Outcome = "UNKNOWN" // nothing published says
)

var outcomes = []Outcome{Worked, PartlyWorked, Failed, OutcomeUnknown}

// Values lists the stored words.
func (Outcome) Values() []string { return asStrings(outcomes) }

// MarshalGQL writes the value as the API shows it.
func (v Outcome) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *Outcome) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "Outcome", outcomes)
	return err
}

// SizeBand is a band of municipalities by inhabitants.
type SizeBand string

// The values of SizeBand.
const (
	Under10000 SizeBand = "UNDER_10000"          // fewer than 10 000
	From10000  SizeBand = "FROM_10000_TO_30000"  // 10 000 to 29 999
	From30000  SizeBand = "FROM_30000_TO_100000" // 30 000 to 99 999
	Over100000 SizeBand = "OVER_100000"          // 100 000 and more
)

var sizeBands = []SizeBand{Under10000, From10000, From30000, Over100000}

// Values lists the stored words.
func (SizeBand) Values() []string { return asStrings(sizeBands) }

// MarshalGQL writes the value as the API shows it.
func (v SizeBand) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *SizeBand) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "SizeBand", sizeBands)
	return err
}

// EvidenceKind is what sort of thing evidence is.
type EvidenceKind string

// The values of EvidenceKind.
const (
	EvidenceInterview EvidenceKind = "INTERVIEW" // an interview
	EvidenceWorkshop  EvidenceKind = "WORKSHOP"  // a workshop
	EvidenceDialogue  EvidenceKind = "DIALOGUE"  // a dialogue
	EvidenceSurvey    EvidenceKind = "SURVEY"    // a survey
	EvidenceDocument  EvidenceKind = "DOCUMENT"  // a decision, a web page or another document
	EvidenceReport    EvidenceKind = "REPORT"    // a report
	EvidenceThesis    EvidenceKind = "THESIS"    // a thesis
	EvidenceNews      EvidenceKind = "NEWS"      // the press
	EvidenceRegister  EvidenceKind = "REGISTER"  // a register
)

var evidenceKinds = []EvidenceKind{EvidenceInterview, EvidenceWorkshop, EvidenceDialogue, EvidenceSurvey, EvidenceDocument, EvidenceReport, EvidenceThesis, EvidenceNews, EvidenceRegister}

// Values lists the stored words.
func (EvidenceKind) Values() []string { return asStrings(evidenceKinds) }

// MarshalGQL writes the value as the API shows it.
func (v EvidenceKind) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *EvidenceKind) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "EvidenceKind", evidenceKinds)
	return err
}

// Stance says whether evidence speaks for or against a statement.
type Stance string

// The values of Stance.
const (
	Supports    Stance = "SUPPORTS"    // for it
	Contradicts Stance = "CONTRADICTS" // against it
)

var stances = []Stance{Supports, Contradicts}

// Values lists the stored words.
func (Stance) Values() []string { return asStrings(stances) }

// MarshalGQL writes the value as the API shows it.
func (v Stance) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *Stance) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "Stance", stances)
	return err
}

// StudyStatus is where a study stands.
type StudyStatus string

// The values of StudyStatus.
const (
	StudyPlanned   StudyStatus = "PLANNED"   // not begun
	StudyOngoing   StudyStatus = "ONGOING"   // going on
	StudyCompleted StudyStatus = "COMPLETED" // finished
)

var studyStatuses = []StudyStatus{StudyPlanned, StudyOngoing, StudyCompleted}

// Values lists the stored words.
func (StudyStatus) Values() []string { return asStrings(studyStatuses) }

// MarshalGQL writes the value as the API shows it.
func (v StudyStatus) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *StudyStatus) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "StudyStatus", studyStatuses)
	return err
}

// FeedbackStance is how someone took a proposal.
type FeedbackStance string

// The values of FeedbackStance.
const (
	FeedbackFor     FeedbackStance = "FOR"     // for it
	FeedbackMixed   FeedbackStance = "MIXED"   // for some of it
	FeedbackAgainst FeedbackStance = "AGAINST" // against it
)

var feedbackStances = []FeedbackStance{FeedbackFor, FeedbackMixed, FeedbackAgainst}

// Values lists the stored words.
func (FeedbackStance) Values() []string { return asStrings(feedbackStances) }

// MarshalGQL writes the value as the API shows it.
func (v FeedbackStance) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *FeedbackStance) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "FeedbackStance", feedbackStances)
	return err
}

// DisseminationKind is how results are spread.
type DisseminationKind string

// The values of DisseminationKind.
const (
	DisseminationReport       DisseminationKind = "REPORT"       // a report
	DisseminationPresentation DisseminationKind = "PRESENTATION" // a presentation, broadcasts among them
	DisseminationSeminar      DisseminationKind = "SEMINAR"      // a seminar
	DisseminationWorkshop     DisseminationKind = "WORKSHOP"     // a workshop
	DisseminationOther        DisseminationKind = "OTHER"        // in another way
)

var disseminationKinds = []DisseminationKind{DisseminationReport, DisseminationPresentation, DisseminationSeminar, DisseminationWorkshop, DisseminationOther}

// Values lists the stored words.
func (DisseminationKind) Values() []string { return asStrings(disseminationKinds) }

// MarshalGQL writes the value as the API shows it.
func (v DisseminationKind) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *DisseminationKind) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "DisseminationKind", disseminationKinds)
	return err
}

// DisseminationStatus is how far a dissemination had come, as its source put it.
type DisseminationStatus string

// The values of DisseminationStatus.
const (
	DisseminationPlanned DisseminationStatus = "PLANNED" // planned
	DisseminationOngoing DisseminationStatus = "ONGOING" // under way
	DisseminationHeld    DisseminationStatus = "HELD"    // held
)

var disseminationStatuses = []DisseminationStatus{DisseminationPlanned, DisseminationOngoing, DisseminationHeld}

// Values lists the stored words.
func (DisseminationStatus) Values() []string { return asStrings(disseminationStatuses) }

// MarshalGQL writes the value as the API shows it.
func (v DisseminationStatus) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *DisseminationStatus) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "DisseminationStatus", disseminationStatuses)
	return err
}

// SizeBandOf is the band of a number of inhabitants.
func SizeBandOf(inhabitants int) SizeBand {
	switch {
	case inhabitants < 10_000:
		return Under10000
	case inhabitants < 30_000:
		return From10000
	case inhabitants < 100_000:
		return From30000
	default:
		return Over100000
	}
}
