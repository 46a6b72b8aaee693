package guideline

import "kommungraf/internal/vocab"

// Content is what a report is made of. Things name each other by slug, and their sources by id. Lists are in the order in
// which they are shown.
type Content struct {
	Language vocab.Language
	Revision int        // of the knowledge base
	Date     vocab.Date // the day that relations must have held on

	Municipality *Municipality // nil for the whole sector
	Studies      []Study

	Situations   []Statement
	Needs        []Statement
	Alternatives []Alternative
	Forms        []Form
	Obstacles    []Obstacle
	Handlings    []Handling
	Principles   []Principle
	Patterns     []Pattern
	Roles        []Role

	Sources []Source
}

// Statement is what every piece of the framework has.
type Statement struct {
	Slug        string
	Name        vocab.Text
	Description vocab.Text // empty for a requirement, whose name says it all
	Basis       Basis
}

// Basis is what a statement rests on.
type Basis struct {
	For        []vocab.ID // the sources that support it
	Against    []vocab.ID // the sources that contradict it
	Editorial  bool       // our own reasoning, without a published source
	Confidence vocab.Confidence
}

// Alternative is something one can do.
type Alternative struct {
	Statement
	Situations, Needs, Forms, Obstacles []string
	Pros, Cons, Prerequisites           vocab.Text
	Steps                               []vocab.Text
	SizeBands                           []vocab.SizeBand // empty means all
	MinParties                          int
}

// Form is a form of collaboration.
type Form struct {
	Statement
	RestsOn                                             vocab.FormBasis
	LegalPerson                                         vocab.LegalPerson
	Participants                                        []vocab.ActorKind
	MinParties                                          int
	SetupEffort                                         vocab.SetupEffort
	Opportunities, Limitations                          vocab.Text
	LegalBasis                                          *vocab.Text // nil where no statute was seen
	Responsibility, Procurement, Entry, Exit, SuitsWhen vocab.Text
	ProcurementReasoned                                 bool // what is said of procurement is our own reasoning
}

// Obstacle is what stands in the way.
type Obstacle struct {
	Statement
	Category     vocab.ObstacleCategory
	Forms, Roles []string
}

// Handling is what was done about obstacles.
type Handling struct {
	Statement
	Obstacles []string
	Outcome   vocab.Outcome
	Note      *vocab.Text // what came of it
	Example   string      // the name of the actor where it was seen, empty where none is known
}

// Principle lies behind forms and relations.
type Principle struct {
	Statement
	Explicitness    vocab.Explicitness
	Forms, Tensions []string
}

// Pattern is a way of working together that recurs.
type Pattern struct {
	Statement
	Context, Consequences vocab.Text
	Forms, Obstacles      []string
	ObservedIn            []string // names of actors
}

// Role is a part that the IT function can take.
type Role struct {
	Statement
	Requirements []Statement
}

// Study is a research project behind the framework.
type Study struct {
	Name, Purpose       vocab.Text
	Coordinator, Funder string
	Begins, Ends        *vocab.PartialDate
	Basis               Basis
}

// Source is something that a statement rests on.
type Source struct {
	ID        vocab.ID
	Title     string
	Publisher string
	Date      string
	URL       string
	Kind      vocab.EvidenceKind // empty where it is a source that is no evidence
	Note      *vocab.Text        // what it shows
}

// Municipality is who the report is for, and what lies nearest for it.
type Municipality struct {
	Name       string
	Code       string
	County     string
	Population *int
	Year       *int // of the population
	SkrGroup   *vocab.SkrGroup
	Basis      Basis
	Uses       []Use
	Asked      []Asked // the situations and needs that were asked about; empty when all were
	Options    []Option
	RuledOut   []RuledOut
	Unknown    []vocab.Text
}

// Asked is a situation or a need.
type Asked struct{ Name vocab.Text }

// Use says that an actor works in a form through a body.
type Use struct {
	Form  string // its slug
	Body  string // its name
	Since *vocab.PartialDate
	Basis Basis
}

// Option is an alternative that can be done. All that it says is our own reasoning.
type Option struct {
	Alternative  string  // its slug
	Fit          float64 // from 0 to 1
	For, Against []vocab.Text
	Open, Closed []OptionForm
	Examples     []Example
}

// OptionForm is a form that is open or closed to the one who asks.
type OptionForm struct {
	Form  string
	Why   vocab.Text
	InUse bool
}

// Example is another actor that works in one of the open forms.
type Example struct {
	Actor string
	Use   Use
}

// RuledOut is an alternative that cannot be done.
type RuledOut struct {
	Alternative string
	Why         vocab.Text
}
