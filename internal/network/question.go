package network

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Bounds of questions.
const (
	MaxOrigins       = 100    // nodes that a neighbourhood is asked of, and nodes that a path may be told to avoid
	MaxHops          = 4      // of a neighbourhood, and of what is reached
	MaxPathHops      = 6      // of a path
	MaxPaths         = 50     // in one answer
	MaxNodes         = 1000   // in one answer
	MaxLinks         = 10_000 // in one answer
	DefaultNodes     = 150
	DefaultLinks     = 2000
	DefaultPaths     = 5
	maxPathSteps     = 5_000_000 // visible relations that are gone through to put the paths of one answer together
	clippedTo        = 60
	wordsNoneOfThese = "%q is none of %s"
)

// asked is a question that was found to make sense, put so that a traversal can work with it.
type asked struct {
	sieve
	kinds     [8]bool // of nodes that may be listed and passed, by kind
	out, in   bool    // the directions that relations may be read in
	hops, max int
}

// number checks a number and puts a default in the place of 0.
func number(field string, n, standard, most int) (int, error) {
	if n == 0 {
		n = standard
	}
	if n < 1 || n > most {
		return 0, problem.BadInput(field, "it is a number from 1 to %d, not %d", most, n)
	}
	return n, nil
}

// origins finds the nodes that a question names, each once.
func (g *Graph) origins(field string, ids []vocab.ID) ([]Vertex, error) {
	if len(ids) > MaxOrigins {
		return nil, problem.BadInput(field, "at most %d may be named, not %d", MaxOrigins, len(ids))
	}
	var found []Vertex
	for _, id := range ids {
		v, err := g.origin(field, id)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(found, v) {
			found = append(found, v)
		}
	}
	return found, nil
}

func (g *Graph) origin(field string, id vocab.ID) (Vertex, error) {
	v, ok := g.Find(id)
	if !ok {
		return none, &problem.Error{Code: problem.NotFound, Field: field, Message: fmt.Sprintf("no actor or solution has the id %q", clip(string(id)))}
	}
	return v, nil
}

// typesOf makes the set of the types asked for; nil asks for all.
func typesOf(field string, asked []Type) (set typeSet, err error) {
	if asked == nil {
		return typeSet{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}, nil
	}
	if len(asked) == 0 {
		return set, empty(field)
	}
	for _, t := range asked {
		n, ok := typeNumbers[t]
		if !ok {
			return set, problem.BadInput(field, "no type of relation is called %q %q", clip(string(t.Entity)), clip(t.Code))
		}
		set[n>>6] |= 1 << (n & 63)
	}
	return set, nil
}

// kindsOf makes the set of the kinds asked for; nil asks for all.
func kindsOf(field string, asked []vocab.SearchKind) (set [8]bool, err error) {
	if asked != nil && len(asked) == 0 {
		return set, empty(field)
	}
	for i := range kindWords {
		set[i+1] = asked == nil
	}
	for _, k := range asked {
		i := code(kindWords, k)
		if i < 0 {
			return set, problem.BadInput(field, wordsNoneOfThese, clip(string(k)), strings.Join(kindWords, ", "))
		}
		set[i+1] = true
	}
	return set, nil
}

func empty(field string) error {
	return problem.BadInput(field, "the list is empty, so nothing could be found; leave it out to ask for all")
}

// directions tells in which directions relations may be read; empty asks for both.
func directions(field string, d vocab.Direction) (out, in bool, err error) {
	if d != "" && !slices.Contains(d.Values(), string(d)) {
		return false, false, problem.BadInput(field, wordsNoneOfThese, clip(string(d)), strings.Join(d.Values(), ", "))
	}
	return d != vocab.In, d != vocab.Out, nil
}

// filters checks what most questions share.
func filters(types []Type, kinds []vocab.SearchKind, d vocab.Direction, lens Lens) (a asked, err error) {
	var failed [3]error
	a.types, failed[0] = typesOf("types", types)
	a.kinds, failed[1] = kindsOf("kinds", kinds)
	a.out, a.in, failed[2] = directions("direction", d)
	a.Lens = lens
	return a, cmp.Or(failed[:]...)
}

// clip shortens what a client sent before it is repeated in a message.
func clip(s string) string {
	if r := []rune(s); len(r) > clippedTo {
		return string(r[:clippedTo]) + "…"
	}
	return s
}
