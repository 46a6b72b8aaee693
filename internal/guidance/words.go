package guidance

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"kommungraf/internal/vocab"
)

// ReasonKind is what a reason rests on.
type ReasonKind string

// The values of ReasonKind, in the order in which reasons are given.
const (
	ReasonSituation ReasonKind = "SITUATION" // a situation of the question
	ReasonNeed      ReasonKind = "NEED"      // a need of the question
	ReasonSize      ReasonKind = "SIZE"      // the size of the municipality
	ReasonParties   ReasonKind = "PARTIES"   // how many parties it takes
	ReasonEffort    ReasonKind = "EFFORT"    // what it takes to set up the easiest open form
	ReasonPresent   ReasonKind = "PRESENT"   // the forms that the actor already uses
	ReasonPeers     ReasonKind = "PEERS"     // what similar actors do
	ReasonEvidence  ReasonKind = "EVIDENCE"  // published evidence
)

var reasonKinds = []ReasonKind{ReasonSituation, ReasonNeed, ReasonSize, ReasonParties, ReasonEffort, ReasonPresent, ReasonPeers, ReasonEvidence}

// Values lists the words.
func (ReasonKind) Values() []string { return asStrings(reasonKinds) }

// MarshalGQL writes the value as the API shows it.
func (v ReasonKind) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *ReasonKind) UnmarshalGQL(in any) error {
	return readEnum(v, in, "GuidanceReasonKind", reasonKinds)
}

// Effect says whether a reason speaks for or against an alternative.
type Effect string

// The values of Effect.
const (
	For     Effect = "FOR"     // it speaks for it
	Against Effect = "AGAINST" // it speaks against it
	Neutral Effect = "NEUTRAL" // it says nothing either way, often because something is not known
)

var effects = []Effect{For, Against, Neutral}

// Values lists the words.
func (Effect) Values() []string { return asStrings(effects) }

// MarshalGQL writes the value as the API shows it.
func (v Effect) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *Effect) UnmarshalGQL(in any) error { return readEnum(v, in, "GuidanceEffect", effects) }

// Closing is why a form, or a whole alternative, is not open to the actor.
type Closing string

// The values of Closing.
const (
	ClosedToKind      Closing = "PARTICIPANTS"  // actors of this kind may not take part
	ClosedByParties   Closing = "PARTIES"       // fewer parties are willing than it takes
	ClosedByExclusion Closing = "EXCLUDED"      // the question excludes it
	ClosedByChoice    Closing = "NOT_CHOSEN"    // the question names other forms only
	ClosedByEffort    Closing = "EFFORT"        // it takes more than the question allows
	ClosedByPerson    Closing = "LEGAL_PERSON"  // it would make a legal person, which the question rules out
	ClosedForms       Closing = "NO_FORM_OPEN"  // of an alternative: none of its forms is open
	ClosedNoForm      Closing = "NO_FORM_KNOWN" // of an alternative: it is not known in which form it could be done
)

var closingWords = []Closing{ClosedToKind, ClosedByParties, ClosedByExclusion, ClosedByChoice, ClosedByEffort, ClosedByPerson, ClosedForms, ClosedNoForm}

// Values lists the words.
func (Closing) Values() []string { return asStrings(closingWords) }

// MarshalGQL writes the value as the API shows it.
func (v Closing) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *Closing) UnmarshalGQL(in any) error { return readEnum(v, in, "GuidanceClosing", closingWords) }

// Trait is a trait of an actor by which it is compared with others.
type Trait string

// The values of Trait.
const (
	TraitKind   Trait = "KIND"       // the kind of actor
	TraitGroup  Trait = "SKR_GROUP"  // the group in SKR's classification
	TraitMain   Trait = "MAIN_GROUP" // the main group A, B or C there, where the group itself differs
	TraitSize   Trait = "SIZE_BAND"  // the band of inhabitants
	TraitCounty Trait = "COUNTY"     // the county
)

var traits = []Trait{TraitKind, TraitGroup, TraitMain, TraitSize, TraitCounty}

// Values lists the words.
func (Trait) Values() []string { return asStrings(traits) }

// MarshalGQL writes the value as the API shows it.
func (v Trait) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *Trait) UnmarshalGQL(in any) error { return readEnum(v, in, "GuidanceTrait", traits) }

// UnknownKind is what is not known.
type UnknownKind string

// The values of UnknownKind.
const (
	UnknownPopulation UnknownKind = "POPULATION"    // of the actor: how many inhabitants
	UnknownGroup      UnknownKind = "SKR_GROUP"     // of the actor: its group in SKR's classification
	UnknownCounty     UnknownKind = "COUNTY"        // of the actor: its county
	UnknownPresent    UnknownKind = "PRESENT_FORMS" // of the actor: the forms it already uses
	UnknownParties    UnknownKind = "PARTIES"       // how many parties are willing
	UnknownEvidence   UnknownKind = "EVIDENCE"      // nothing published speaks for or against the alternative
	UnknownSource     UnknownKind = "EDITORIAL"     // the description of the alternative rests on our own reasoning alone
	UnknownOutcome    UnknownKind = "OUTCOME"       // an obstacle has no handling that is known to have helped
	UnknownExamples   UnknownKind = "EXAMPLES"      // no other actor is known to use any of the open forms
)

var unknownKinds = []UnknownKind{UnknownPopulation, UnknownGroup, UnknownCounty, UnknownPresent, UnknownParties, UnknownEvidence, UnknownSource, UnknownOutcome, UnknownExamples}

// Values lists the words.
func (UnknownKind) Values() []string { return asStrings(unknownKinds) }

// MarshalGQL writes the value as the API shows it.
func (v UnknownKind) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *UnknownKind) UnmarshalGQL(in any) error {
	return readEnum(v, in, "GuidanceUnknownKind", unknownKinds)
}

// WhyNoneKind is why there is no option.
type WhyNoneKind string

// The values of WhyNoneKind.
const (
	NothingAsked WhyNoneKind = "NOTHING_ASKED" // the question names neither a situation nor a need
	NoMatch      WhyNoneKind = "NO_MATCH"      // no alternative answers to any of them
	AllRuledOut  WhyNoneKind = "ALL_RULED_OUT" // those that do are ruled out
)

var whyNoneKinds = []WhyNoneKind{NothingAsked, NoMatch, AllRuledOut}

// Values lists the words.
func (WhyNoneKind) Values() []string { return asStrings(whyNoneKinds) }

// MarshalGQL writes the value as the API shows it.
func (v WhyNoneKind) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *WhyNoneKind) UnmarshalGQL(in any) error {
	return readEnum(v, in, "GuidanceWhyNoneKind", whyNoneKinds)
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
