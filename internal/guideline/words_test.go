package guideline

import (
	"reflect"
	"strings"
	"testing"

	"kommungraf/internal/vocab"
)

// Every fixed word is there in both languages, and takes the same things.
func TestWords(t *testing.T) {
	v := reflect.ValueOf(words)
	for i := range v.NumField() {
		name, text := v.Type().Field(i).Name, v.Field(i).Interface().(vocab.Text)
		if text.SV == "" || text.EN == "" {
			t.Errorf("%s: %+v", name, text)
		}
		for _, verb := range []string{"%s", "%d"} {
			if strings.Count(text.SV, verb) != strings.Count(text.EN, verb) {
				t.Errorf("%s takes other things in Swedish than in English", name)
			}
		}
	}
}

// Every word of the vocabulary that the report shows has a name in both languages.
func TestWordsOfTheVocabulary(t *testing.T) {
	covers(t, confidenceWords)
	covers(t, formBasisWords)
	covers(t, legalPersonWords)
	covers(t, effortWords)
	covers(t, explicitnessWords)
	covers(t, categoryWords)
	covers(t, outcomeWords)
	covers(t, sizeWords)
	covers(t, kindWords)
	covers(t, groupWords)
	covers(t, evidenceWords)
}

func covers[W interface {
	~string
	Values() []string
}](t *testing.T, table map[W]vocab.Text,
) {
	t.Helper()
	for _, v := range W("").Values() {
		if text := table[W(v)]; text.SV == "" || text.EN == "" {
			t.Errorf("%T %s: %+v", W(""), v, text)
		}
	}
}
