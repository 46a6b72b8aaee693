package vocab_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kommungraf/internal/vocab"
)

// A derived id is a promise to every database that has it: these two stand for all that were ever given out.
func TestDerivedIDsNeverChange(t *testing.T) {
	for want, key := range map[vocab.ID][]string{
		"mun_YTYCZ4G76K7WE7AK11GMFJ1NPR": {"municipality", "2281"},
		"reg_V6T554Y9JVBK6SAWPYKMHF7SD8": {"region", "22"},
	} {
		if got := vocab.DerivedID(want.Prefix(), "kommungraf-reference", key...); got != want {
			t.Errorf("the id of %v is %s, want %s", key, got, want)
		}
	}
}

func TestDerivedIDs(t *testing.T) {
	text := rapid.StringMatching(`[a-zåäö0-9 ]{0,20}`)
	prefix := rapid.SampledFrom([]vocab.Prefix{vocab.PrefixMunicipality, vocab.PrefixSolution, vocab.PrefixCitation})
	rapid.Check(t, func(t *rapid.T) {
		p, source, key, other := prefix.Draw(t, "prefix"), text.Draw(t, "source"), text.Draw(t, "key"), text.Draw(t, "other key")
		id := vocab.DerivedID(p, source, key)
		if err := id.Check(); err != nil || id.Prefix() != p {
			t.Errorf("%s: %v, prefix %s", id, err, id.Prefix())
		}
		if again := vocab.DerivedID(p, source, key); again != id {
			t.Errorf("%s the first time, %s the second", id, again)
		}
		if (vocab.DerivedID(p, source, other) == id) != (key == other) {
			t.Errorf("%q and %q", key, other)
		}
		if vocab.DerivedID(p, source, key, other) == vocab.DerivedID(p, source, key+other) {
			t.Errorf("%q and %q run together", key, other)
		}
	})
}

func TestWhatIsNoID(t *testing.T) {
	good := string(vocab.DerivedID(vocab.PrefixMunicipality, "test", "1"))
	for _, text := range []string{
		"", "mun", "mun_", good[:29], good + "0", " " + good[1:], strings.ToLower(good), "MUN" + good[3:], "mu1" + good[3:],
		"mun-" + good[4:], "må" + good[3:], good[:29] + "U", good[:29] + "I", good[:29] + "-", good[:29] + "\n", "mun_Ö" + good[6:],
	} {
		refused(t, text, vocab.ID(text).Check())
		refused(t, text, new(vocab.ID).UnmarshalGQL(text))
	}
	refused(t, "a number", new(vocab.ID).UnmarshalGQL(7))
	var id vocab.ID
	if err := id.UnmarshalGQL(good); err != nil || string(id) != good {
		t.Errorf("got %s, %v; want %s", id, err, good)
	}
}

func TestIDsComeFromDatabases(t *testing.T) {
	good := vocab.DerivedID(vocab.PrefixMunicipality, "test", "1")
	for _, from := range []any{string(good), []byte(good), good} {
		var id vocab.ID
		if err := id.Scan(from); err != nil || id != good {
			t.Errorf("from a %T: %s, %v", from, id, err)
		}
	}
	if err := new(vocab.ID).Scan(7); err == nil {
		t.Error("an id was read from a number")
	}
	if v, err := good.Value(); err != nil || v != string(good) {
		t.Errorf("a database is given %v, %v", v, err)
	}
}

// An id tells the kind of an actor, and each kind has a prefix of its own.
func TestPrefixesTellTheKindOfAnActor(t *testing.T) {
	for _, word := range vocab.ActorKind("").Values() {
		kind := vocab.ActorKind(word)
		if p := kind.Prefix(); len(p) != 3 || p.ActorKind() != kind {
			t.Errorf("%s has the prefix %q, which is of a %s", kind, p, p.ActorKind())
		}
	}
	for _, p := range []vocab.Prefix{"", "mu", vocab.PrefixSolution, vocab.PrefixRelationship} {
		if kind := p.ActorKind(); kind != "" {
			t.Errorf("%q is of a %s", p, kind)
		}
	}
	if p := vocab.ID("mun").Prefix(); p != "" {
		t.Errorf("what has no underscore has the prefix %q", p)
	}
}
