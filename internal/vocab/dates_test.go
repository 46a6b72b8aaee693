package vocab_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kommungraf/internal/vocab"
)

// refused checks that a value was refused with a sentence for the one who wrote it.
func refused(t *testing.T, what string, err error) {
	t.Helper()
	if _, ok := errors.AsType[*vocab.ValueError](err); !ok {
		t.Errorf("%s: got %v, want a sentence that refuses it", what, err)
	}
}

func TestPartialDatesSpanTheDaysThatTheyCanMean(t *testing.T) {
	for text, want := range map[string][2]vocab.Date{
		"2009":       {"2009-01-01", "2009-12-31"},
		"2009-05":    {"2009-05-01", "2009-05-31"},
		"2009-12":    {"2009-12-01", "2009-12-31"},
		"2009-02":    {"2009-02-01", "2009-02-28"},
		"2008-02":    {"2008-02-01", "2008-02-29"},
		"2008-02-29": {"2008-02-29", "2008-02-29"},
		"0001":       {"0001-01-01", "0001-12-31"},
		"9999":       {"9999-01-01", "9999-12-31"},
		"9999-12":    {"9999-12-01", "9999-12-31"},
	} {
		d, err := vocab.ParsePartialDate(text)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := [2]vocab.Date{d.First(), d.Last()}; got != want {
			t.Errorf("%s spans %v, want %v", text, got, want)
		}
	}
}

func TestWhatIsNoPartialDate(t *testing.T) {
	for _, text := range []string{
		"", "0", "99", "200", "20090", "2009-", "2009-5", "2009-13", "2009-00", "200905", "2009-05-", "2009-05-1", "2009-5-01",
		"2009-02-29", "1900-02-29", "2009-04-31", "2009-05-00", "0000", "0000-01", "0000-01-01", "-200", "+200", "2009/05", "20090501",
		" 2009", "2009 ", "tvåa", "２００９", "2009-05-01T00:00:00Z", "2009-05\n", "MMIX",
	} {
		_, err := vocab.ParsePartialDate(text)
		refused(t, text, err)
		if err := new(vocab.PartialDate).UnmarshalGQL(text); err == nil {
			t.Errorf("%q was read from a client", text)
		}
	}
	refused(t, "a number", new(vocab.PartialDate).UnmarshalGQL(2009))
	_, err := vocab.ParsePartialDate(strings.Repeat("ö", 10_000))
	if refused(t, "a long text", err); err != nil && len(err.Error()) > 400 {
		t.Errorf("the message repeats %d bytes of what was sent", len(err.Error()))
	}
}

func TestDates(t *testing.T) {
	for _, text := range []string{"0001-01-01", "2008-02-29", "9999-12-31"} {
		if d, err := vocab.ParseDate(text); err != nil || string(d) != text {
			t.Errorf("%s: got %q, %v", text, d, err)
		}
	}
	for _, text := range []string{"", "2009", "2009-05", "2009-02-29", "0000-12-31", "2009-13-01", "10000-01-01", "2009-05-01 "} {
		_, err := vocab.ParseDate(text)
		refused(t, text, err)
	}
	refused(t, "a number", new(vocab.Date).UnmarshalGQL(20090501))
	east := time.FixedZone("UTC+2", 2*60*60)
	if got := vocab.DateOf(time.Date(2024, 5, 5, 1, 0, 0, 0, east)); got != "2024-05-04" {
		t.Errorf("the day in UTC is %s, want 2024-05-04", got)
	}
}

// partialDate draws a date of any precision.
func partialDate(t *rapid.T, name string) vocab.PartialDate {
	day := time.Date(rapid.IntRange(1, 9999).Draw(t, name+" year"), time.Month(rapid.IntRange(1, 12).Draw(t, name+" month")),
		rapid.IntRange(1, 28).Draw(t, name+" day"), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	return vocab.PartialDate(day[:rapid.SampledFrom([]int{4, 7, 10}).Draw(t, name+" length")])
}

func TestAPartialDateBeginsAndEndsWithinItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := partialDate(t, "date")
		if again, err := vocab.ParsePartialDate(string(d)); err != nil || again != d {
			t.Fatalf("%s reads as %s, %v", d, again, err)
		}
		first, last := d.First(), d.Last()
		for _, day := range []vocab.Date{first, last} {
			if _, err := vocab.ParseDate(string(day)); err != nil || !strings.HasPrefix(string(day), string(d)) {
				t.Errorf("%s is no day of %s (%v)", day, d, err)
			}
		}
		if first > last || (len(d) == 10) != (first == last) {
			t.Errorf("%s goes from %s to %s", d, first, last)
		}
		next, _ := time.Parse(time.DateOnly, string(last))
		if following := vocab.DateOf(next.AddDate(0, 0, 1)); strings.HasPrefix(string(following), string(d)) {
			t.Errorf("%s is a day of %s as well", following, d)
		}
	})
}

func TestAPeriodSpansWhatIsKnownOfIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p vocab.Period
		if rapid.Bool().Draw(t, "has a beginning") {
			p.From = new(partialDate(t, "from"))
		}
		if rapid.Bool().Draw(t, "has an end") {
			p.To = new(partialDate(t, "to"))
		}
		p.Ending = rapid.SampledFrom([]vocab.Ending{vocab.Ongoing, vocab.Ended, vocab.EndUnknown}).Draw(t, "ending")
		recorded := vocab.DateOf(time.Date(rapid.IntRange(1, 9999).Draw(t, "recorded"), 1, 1, 0, 0, 0, 0, time.UTC))
		first, last := p.Span(recorded)
		if p.From != nil && first != p.From.First() || p.From == nil && first != vocab.FirstDay {
			t.Errorf("begins %s", first)
		}
		if p.To != nil && last != p.To.Last() {
			t.Errorf("ends %s, the end that is given is %s", last, *p.To)
		}
		if p.To == nil && (p.Ending == vocab.Ended) != (last == recorded) && recorded != vocab.LastDay {
			t.Errorf("%s ends %s, recorded %s", p.Ending, last, recorded)
		}
		if p.Check() == nil && p.To != nil && first > last {
			t.Errorf("passed, and goes from %s to %s", first, last)
		}
	})
}

func TestPeriodsThatCannotBe(t *testing.T) {
	date := func(s string) *vocab.PartialDate {
		if s == "" {
			return nil
		}
		return new(vocab.PartialDate(s))
	}
	for _, test := range []struct {
		from, to string
		ending   vocab.Ending
		want     string // "" for one that can be
	}{
		{"", "", vocab.EndUnknown, ""},
		{"", "", vocab.Ended, ""},
		{"2009", "", vocab.Ongoing, ""},
		{"2009", "2009", vocab.Ended, ""},
		{"2009-05-01", "2009", vocab.Ended, ""}, // it may have ended later that year
		{"2009", "2009-01-01", vocab.Ended, ""}, // and begun that day
		{"2009", "2030", vocab.Ongoing, ""},     // agreed to end
		{"2009-05", "2009-04-30", vocab.Ended, "before it begins"},
		{"2009", "2008", vocab.Ended, "before it begins"},
		{"2009-05-02", "2009-05-01", vocab.Ongoing, "before it begins"},
		{"", "2008", vocab.EndUnknown, "not unknown"},
	} {
		err := vocab.Period{From: date(test.from), To: date(test.to), Ending: test.ending}.Check()
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q to %q, %s: got %v, want %q", test.from, test.to, test.ending, err, test.want)
		}
	}
}
