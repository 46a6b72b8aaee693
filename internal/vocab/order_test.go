package vocab

import (
	"slices"
	"strings"
	"testing"
)

// Lists can be ordered by kind and by type, and collations disagree about an underscore: after the capitals in ASCII,
// before the letters in ICU. So no two words of an enumeration may differ first at an underscore and a letter.
func TestWordsSortAlikeUnderEveryCollation(t *testing.T) {
	for name, words := range map[string][]string{
		"ActorKind": ActorKind("").Values(), "SolutionKind": SolutionKind("").Values(), "RelationshipType": RelationshipType("").Values(),
		"InvolvementType": InvolvementType("").Values(), "SolutionLinkType": SolutionLinkType("").Values(), "Direction": Direction("").Values(),
	} {
		ascii := slices.Sorted(slices.Values(words))
		first := slices.Clone(words)
		slices.SortFunc(first, func(a, b string) int {
			low := strings.NewReplacer("_", " ")
			return strings.Compare(low.Replace(a), low.Replace(b))
		})
		if !slices.Equal(ascii, first) {
			t.Errorf("%s: %v sorts as %v elsewhere", name, ascii, first)
		}
	}
}
