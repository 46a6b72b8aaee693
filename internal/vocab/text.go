package vocab

import "io"

// Language is a language that prose is kept in.
type Language string

// The values of Language.
const (
	Swedish Language = "SV" // Swedish
	English Language = "EN" // English
)

var languages = []Language{Swedish, English}

// Values lists the stored words.
func (Language) Values() []string { return asStrings(languages) }

// MarshalGQL writes the value as the API shows it.
func (v Language) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *Language) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "Language", languages)
	return err
}

// Text is prose in Swedish and English. Either may be empty, not both.
type Text struct {
	SV string `json:"sv,omitempty"`
	EN string `json:"en,omitempty"`
}

// In gives the text in a language, or in the other one where that language is missing.
func (t Text) In(lang Language) string {
	if lang == English && t.EN != "" || t.SV == "" {
		return t.EN
	}
	return t.SV
}

// IsZero reports whether there is no text at all.
func (t Text) IsZero() bool { return t == Text{} }

// InOrNil is In for a text that may be missing: nil where there is none.
func (t *Text) InOrNil(lang Language) *string {
	if t == nil || t.IsZero() {
		return nil
	}
	s := t.In(lang)
	return &s
}
