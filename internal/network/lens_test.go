package network

import "testing"

// TestWordsFitTheirBits holds the layout of facts: a new word of a vocabulary must not run into the bits of another.
func TestWordsFitTheirBits(t *testing.T) {
	for name, c := range map[string]struct{ words, most int }{
		"visibilities": {len(visibilities), 1 << 2}, "statuses": {len(statuses), 1 << 2}, "confidences": {len(confidences), 1 << 2},
		"types": {len(types), 1 << 8}, "kinds": {len(kindWords), len(asked{}.kinds) - 1},
	} {
		if c.words == 0 || c.words > c.most {
			t.Errorf("%d %s, and there is room for 1 to %d", c.words, name, c.most)
		}
	}
	if len(typeNumbers) != len(types) {
		t.Errorf("%d numbers for %d types", len(typeNumbers), len(types))
	}
	for i, typ := range types {
		if int(typeNumbers[typ]) != i {
			t.Errorf("%v has the number %d, want %d", typ, typeNumbers[typ], i)
		}
	}
}
