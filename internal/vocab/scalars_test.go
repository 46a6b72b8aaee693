package vocab_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kommungraf/internal/vocab"
)

func TestOrganisationNumbers(t *testing.T) {
	for _, number := range []string{"212000-2411", "556337-2191", "212000-0142"} {
		if n, err := vocab.ParseOrganisationNumber(number); err != nil || string(n) != number {
			t.Errorf("%s: got %s, %v", number, n, err)
		}
	}
	for _, number := range []string{
		"", "2120002411", "212000-241", "212000-24110", "212000-2412", "212000 2411", "16212000-2411", "21200-02411", "212000-241X",
		"212000-2411\n", "２12000-2411",
	} {
		_, err := vocab.ParseOrganisationNumber(number)
		refused(t, number, err)
	}
	refused(t, "a number", new(vocab.OrganisationNumber).UnmarshalGQL(2120002411))
}

// The check digit is there to catch a digit that is wrong and two neighbours that have changed places.
func TestTheCheckDigitCatchesSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := fmt.Sprintf("%09d", rapid.IntRange(0, 999_999_999).Draw(t, "digits"))
		var right []string
		for d := range 10 {
			number := first[:6] + "-" + first[6:] + fmt.Sprint(d)
			if _, err := vocab.ParseOrganisationNumber(number); err == nil {
				right = append(right, number)
			}
		}
		if len(right) != 1 {
			t.Fatalf("of the ten numbers that begin with %s these pass: %v", first, right)
		}
		wrong := []byte(right[0])
		at := rapid.SampledFrom([]int{0, 1, 2, 3, 4, 5, 7, 8, 9, 10}).Draw(t, "place")
		wrong[at] = '0' + (wrong[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "slip")))%10
		if _, err := vocab.ParseOrganisationNumber(string(wrong)); err == nil {
			t.Errorf("%s and %s both pass", right[0], wrong)
		}
	})
}

func TestCodesAndAddresses(t *testing.T) {
	read := map[string]func(any) error{
		"MunicipalityCode": new(vocab.MunicipalityCode).UnmarshalGQL,
		"CountyCode":       new(vocab.CountyCode).UnmarshalGQL,
		"URL":              new(vocab.URL).UnmarshalGQL,
	}
	for name, values := range map[string]struct{ good, bad []any }{
		"MunicipalityCode": {[]any{"0180", "2584"}, []any{"", "180", "01800", "018O", 180, "0180 ", "٠١٨٠"}},
		"CountyCode":       {[]any{"01", "25"}, []any{"", "1", "001", "AB", 1}},
		"URL": {
			[]any{"https://www.scb.se", "http://x/y?z=%C3%A5#1"},
			[]any{"", "www.scb.se", "ftp://scb.se", "https://", "https://a b", `https://a"b`, "javascript:alert(1)", "https://å.se", "https://a\nb", nil},
		},
	} {
		for _, v := range values.good {
			if err := read[name](v); err != nil {
				t.Errorf("%s %q: %v", name, v, err)
			}
		}
		for _, v := range values.bad {
			refused(t, fmt.Sprintf("%s %q", name, v), read[name](v))
		}
	}
}

// What the API writes it reads again, for the scalars that are texts.
func TestScalarsAreWrittenInQuotes(t *testing.T) {
	var b strings.Builder
	vocab.MunicipalityCode("0180").MarshalGQL(&b)
	vocab.PartialDate("2009-05").MarshalGQL(&b)
	vocab.OrganisationNumber("212000-2411").MarshalGQL(&b)
	if want := `"0180""2009-05""212000-2411"`; b.String() != want {
		t.Errorf("wrote %s, want %s", b.String(), want)
	}
}

func TestTextFallsBackToTheOtherLanguage(t *testing.T) {
	both, swedish, english := vocab.Text{SV: "ja", EN: "yes"}, vocab.Text{SV: "ja"}, vocab.Text{EN: "yes"}
	for _, test := range []struct {
		text vocab.Text
		lang vocab.Language
		want string
	}{
		{both, vocab.Swedish, "ja"},
		{both, vocab.English, "yes"},
		{swedish, vocab.English, "ja"},
		{english, vocab.Swedish, "yes"},
		{vocab.Text{}, vocab.English, ""},
	} {
		if got := test.text.In(test.lang); got != test.want {
			t.Errorf("%+v in %s is %q, want %q", test.text, test.lang, got, test.want)
		}
	}
	var none *vocab.Text
	if got := none.InOrNil(vocab.Swedish); got != nil {
		t.Errorf("no text is %q", *got)
	}
}
