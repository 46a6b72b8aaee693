package vocab_test

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"kommungraf/internal/vocab"
)

// Texts come from clients: each is a value that is kept and shown as it was sent, or is refused with a sentence.

func FuzzID(f *testing.F) {
	for _, text := range []string{
		"", "mun_", "mun_YTYCZ4G76K7WE7AK11GMFJ1NPR", "mun_ytycz4g76k7we7ak11gmfj1npr", "må_YTYCZ4G76K7WE7AK11GMFJ1NPRR", "mun_YTYCZ4G76K7WE7AK11GMFJ1NPU", "\xff\x00",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var id vocab.ID
		if err := id.UnmarshalGQL(text); err != nil {
			wantRefusal(t, err)
			return
		}
		if string(id) != text || len(id.Prefix()) != 3 || shown(t, id) != text {
			t.Errorf("%q is read as %q, with the prefix %q", text, id, id.Prefix())
		}
		if kind := id.Prefix().ActorKind(); kind != "" && kind.Prefix() != id.Prefix() {
			t.Errorf("%q is of a %s, whose prefix is %q", text, kind, kind.Prefix())
		}
	})
}

func FuzzDate(f *testing.F) {
	for _, text := range []string{"", "2009", "2009-05", "2009-05-01", "0000-01-01", "0001-01-01", "9999-12-31", "9999", "2009-02-30", "-009", "2009-05-1\x00", "２００９"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		day, notDay := vocab.ParseDate(text)
		part, notPart := vocab.ParsePartialDate(text)
		if notPart != nil {
			wantRefusal(t, notPart)
			if notDay == nil {
				t.Errorf("%q is a day but no partial date", text)
			}
		} else {
			if again, err := vocab.ParsePartialDate(string(part)); err != nil || again != part || string(part) != text || shown(t, part) != text {
				t.Errorf("%q is read as %q, and that as %q (%v)", text, part, again, err)
			}
			first, last := part.First(), part.Last()
			if first > last || !strings.HasPrefix(string(first), text) || !strings.HasPrefix(string(last), text) {
				t.Errorf("%q is from %s to %s", text, first, last)
			}
			for _, end := range []vocab.Date{first, last} {
				if _, err := vocab.ParseDate(string(end)); err != nil {
					t.Errorf("%q has the end %q: %v", text, end, err)
				}
			}
		}
		if notDay != nil {
			wantRefusal(t, notDay)
		} else if string(day) != text || shown(t, day) != text || part.First() != day || part.Last() != day {
			t.Errorf("%q is the day %s, from %s to %s", text, day, part.First(), part.Last())
		}
	})
}

// wantRefusal wants a sentence that is short, whatever was sent.
func wantRefusal(t *testing.T, err error) {
	t.Helper()
	if _, ok := errors.AsType[*vocab.ValueError](err); !ok || len(err.Error()) > 1000 {
		t.Errorf("refused with %T %.1000v", err, err)
	}
}

// shown gives the text that a client reads in an answer.
func shown(t *testing.T, value interface{ MarshalGQL(io.Writer) }) (text string) {
	t.Helper()
	var b strings.Builder
	value.MarshalGQL(&b)
	if err := json.Unmarshal([]byte(b.String()), &text); err != nil {
		t.Error(err)
	}
	return text
}
