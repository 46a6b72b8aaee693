package vocab

import "io"

// SearchKind is the type of a thing that search finds: an ActorKind, or SOLUTION.
type SearchKind string

// FindSolution is the SearchKind of solutions; those of actors are spelled as their ActorKind.
const FindSolution SearchKind = "SOLUTION"

var searchKinds = func() (kinds []SearchKind) {
	for _, k := range actorKinds {
		kinds = append(kinds, SearchKind(k))
	}
	return append(kinds, FindSolution)
}()

// Values lists the stored words.
func (SearchKind) Values() []string { return asStrings(searchKinds) }

// MarshalGQL writes the value as the API shows it.
func (v SearchKind) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *SearchKind) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "SearchKind", searchKinds)
	return err
}
