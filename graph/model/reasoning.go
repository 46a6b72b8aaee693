package model

import "kommungraf/internal/vocab"

// Reasoning is prose with how sure we are of it.
type Reasoning struct {
	Prose      vocab.Text
	Confidence vocab.Confidence
}

// Text is the prose in a language.
func (r *Reasoning) Text(lang vocab.Language) string { return r.Prose.In(lang) }

// Own is prose that is our own reasoning: whatever its row says, we are not surer of it than MEDIUM.
func Own(text vocab.Text, row vocab.Confidence) *Reasoning {
	if row == vocab.High {
		row = vocab.Medium
	}
	return &Reasoning{text, row}
}

// OwnAll is Own for a list.
func OwnAll(texts []vocab.Text, row vocab.Confidence) []*Reasoning {
	all := []*Reasoning{}
	for _, t := range texts {
		all = append(all, Own(t, row))
	}
	return all
}
