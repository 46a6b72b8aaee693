package vocab

import "io"

// Properties that things are counted by.
type (
	// ActorFacet is a property of actors.
	ActorFacet string
	// SolutionFacet is a property of solutions.
	SolutionFacet string
	// SearchFacet is a property of what a search finds.
	SearchFacet string
)

var (
	actorFacets    = []ActorFacet{"KIND", "COUNTY", "SKR_GROUP", "FORM", "STATUS"}
	solutionFacets = []SolutionFacet{"KIND", "AREA", "LICENCE"}
	searchFacets   = []SearchFacet{"KIND", "COUNTY", "SKR_GROUP", "FORM", "AREA"}
)

// Values lists the words.
func (ActorFacet) Values() []string { return asStrings(actorFacets) }

// Values lists the words.
func (SolutionFacet) Values() []string { return asStrings(solutionFacets) }

// Values lists the words.
func (SearchFacet) Values() []string { return asStrings(searchFacets) }

// MarshalGQL writes the value as the API shows it.
func (v ActorFacet) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// MarshalGQL writes the value as the API shows it.
func (v SolutionFacet) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// MarshalGQL writes the value as the API shows it.
func (v SearchFacet) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *ActorFacet) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "ActorFacet", actorFacets)
	return err
}

// UnmarshalGQL reads a value that a client sent.
func (v *SolutionFacet) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "SolutionFacet", solutionFacets)
	return err
}

// UnmarshalGQL reads a value that a client sent.
func (v *SearchFacet) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "SearchFacet", searchFacets)
	return err
}
