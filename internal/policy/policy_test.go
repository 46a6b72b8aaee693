package policy_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kommungraf/internal/policy"
	"kommungraf/internal/vocab"
)

// The whole table once more, so that nobody sees more by a slip: who changes it changes it here too.
func TestWhoSeesWhat(t *testing.T) {
	for class, want := range map[policy.Class]struct {
		visible []vocab.Visibility
		all     bool
	}{
		policy.Anonymous: {[]vocab.Visibility{vocab.Public}, false},
		policy.Member:    {[]vocab.Visibility{vocab.Public, vocab.Sector}, false},
		policy.System:    {[]vocab.Visibility{vocab.Public, vocab.Sector, vocab.Parties}, true},
		"":               {[]vocab.Visibility{vocab.Public}, false}, // a view that nobody has set
		"admin":          {[]vocab.Visibility{vocab.Public}, false}, // a class that does not exist
	} {
		if diff := cmp.Diff(want.visible, policy.Visible(class)); diff != "" {
			t.Errorf("%q sees (-want +got):\n%s", class, diff)
		}
		if got := policy.SeesAll(class); got != want.all {
			t.Errorf("%q sees all: %v", class, got)
		}
	}
}
