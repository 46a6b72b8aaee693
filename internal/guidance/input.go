package guidance

import (
	"fmt"
	"slices"
	"strings"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Input is the question. Neither order nor repetition of what it names changes the answer.
type Input struct {
	Situations []string // slugs
	Needs      []string // slugs
	Parties    int      // how many parties are willing, the actor itself included; 0 where it is not known
	Limits     Limits
}

// Limits are what the one who asks will not do. The zero value limits nothing.
type Limits struct {
	MaxEffort        vocab.SetupEffort // the most effort of setting a form up; empty for any. A new task in an old body takes new decisions, so this also closes forms in use
	OnlyForms        []string          // if any: these forms only
	WithoutForms     []string          // not these forms
	NoNewLegalPerson bool              // no form that makes a legal person, unless the actor already belongs to one
	First            int               // how many options to give; 0 for DefaultFirst
}

// Bounds of a question.
const (
	MaxItems     = 50 // in each of its lists
	DefaultFirst = 10
	MaxFirst     = 50
)

// effortOrder orders efforts from the least to the most.
var effortOrder = []vocab.SetupEffort{vocab.EffortLow, vocab.EffortMedium, vocab.EffortHigh}

// check gives the question in its own order and without repetitions, or a *problem.Error that names the field.
func (in Input) check(c *catalogue) (Input, error) {
	lists := []struct {
		field string
		list  *[]string
		thing string
		known func(string) bool
	}{
		{"situations", &in.Situations, "situation", has(c.situations)},
		{"needs", &in.Needs, "need", has(c.needs)},
		{"limits.onlyForms", &in.Limits.OnlyForms, "form of collaboration", has(c.forms)},
		{"limits.withoutForms", &in.Limits.WithoutForms, "form of collaboration", has(c.forms)},
	}
	for _, l := range lists {
		if n := len(*l.list); n > MaxItems {
			return in, problem.BadInput(l.field, "at most %d may be named, not %d", MaxItems, n)
		}
		for _, slug := range *l.list {
			if !l.known(slug) {
				return in, problem.BadInput(l.field, "no %s has the slug %q", l.thing, clip(slug))
			}
		}
		*l.list = unique(*l.list)
	}
	if in.Parties < 0 {
		return in, problem.BadInput("parties", "the number of willing parties counts the actor itself and is 1 or more, or 0 where it is not known; not %d", in.Parties)
	}
	if e := in.Limits.MaxEffort; e != "" && !slices.Contains(effortOrder, e) {
		return in, problem.BadInput("limits.maxEffort", "%q is none of %s", clip(string(e)), strings.Join(e.Values(), ", "))
	}
	if in.Limits.First == 0 {
		in.Limits.First = DefaultFirst
	}
	if n := in.Limits.First; n < 1 || n > MaxFirst {
		return in, problem.BadInput("limits.first", "it is a number from 1 to %d, not %d", MaxFirst, n)
	}
	return in, nil
}

// contradiction finds limits that leave no form by themselves, whatever the knowledge says of situations and needs.
// That the law closes a form to the actor is no contradiction but part of the answer.
func (q *question) contradiction() error {
	limits := q.input.Limits
	if len(q.forms) > 0 && len(limits.WithoutForms) == len(q.forms) {
		return problem.BadInput("limits.withoutForms", "it excludes all %d forms of collaboration, so that nothing is left to advise", len(q.forms))
	}
	var clashes []string
	for _, slug := range limits.OnlyForms {
		rule := q.closing(q.forms[slug])
		if rule == nil || rule.limit == "" {
			return nil
		}
		clashes = append(clashes, fmt.Sprintf("%s by %s", slug, rule.limit))
	}
	if len(clashes) == 0 {
		return nil
	}
	return problem.BadInput("limits.onlyForms", "none of its forms is left: the question closes %s", strings.Join(clashes, ", "))
}

func has[T any](m map[string]T) func(string) bool {
	return func(slug string) bool {
		_, ok := m[slug]
		return ok
	}
}

// clip shortens what a client sent before it is repeated in a message.
func clip(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
