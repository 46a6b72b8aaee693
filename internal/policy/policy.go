// Package policy says who may see what, as tables. It is pure: package store turns its answers into predicates and
// applies them to every read.
package policy

import "kommungraf/internal/vocab"

// Class is a class of viewers. Classes are few and named, so that whatever is kept ready can be kept per class.
type Class string

// The classes of viewers.
const (
	Anonymous Class = "anonymous" // anyone; the zero value counts as this
	Member    Class = "sector"    // a signed-in public body
	System    Class = "system"    // the product itself: the loader, checks and exports of everything
)

// visible is the whole policy of reading: the visibilities that each class sees.
var visible = map[Class][]vocab.Visibility{
	Anonymous: {vocab.Public},
	Member:    {vocab.Public, vocab.Sector},
	System:    {vocab.Public, vocab.Sector, vocab.Parties},
}

// Visible lists the visibilities that a class sees. An unknown class sees what everyone sees.
func Visible(c Class) []vocab.Visibility {
	if v, ok := visible[c]; ok {
		return v
	}
	return visible[Anonymous]
}

// SeesAll reports whether nothing is hidden from a class, so that no predicate is needed.
func SeesAll(c Class) bool { return len(Visible(c)) == len(vocab.Visibility("").Values()) }
