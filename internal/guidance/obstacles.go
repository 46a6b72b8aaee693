package guidance

import (
	"cmp"
	"slices"

	"kommungraf/internal/vocab"
)

// KnownObstacle is an obstacle that may be met on this way.
type KnownObstacle struct {
	Obstacle  string
	Forms     []string         // the open forms that it strikes
	Handlings []HandlingAdvice // what one can do, the best outcome first
	Warnings  []HandlingAdvice // what was tried and failed: never advice
	Reasoned  bool             // always: which obstacles belong to an alternative is our own reasoning
}

// HandlingAdvice is a handling with what came of it where it was seen.
type HandlingAdvice struct {
	Handling string
	Outcome  vocab.Outcome
}

// outcomeOrder orders outcomes from the best to the worst. What failed stands apart, so its place does not matter.
var outcomeOrder = []vocab.Outcome{vocab.Worked, vocab.PartlyWorked, vocab.OutcomeUnknown, vocab.Failed}

// obstaclesOf gives the obstacles of an alternative, those that strike most of its open forms first.
func (q *question) obstaclesOf(a Alternative, open []string) []KnownObstacle {
	var known []KnownObstacle
	for _, slug := range unique(a.Obstacles) {
		o, ok := q.obstacles[slug]
		if !ok {
			continue
		}
		k := KnownObstacle{Obstacle: slug, Forms: shared(o.Forms, open), Reasoned: true}
		for _, h := range q.handlings[slug] {
			advice := HandlingAdvice{h.Slug, h.Outcome}
			if h.Outcome == vocab.Failed {
				k.Warnings = append(k.Warnings, advice)
			} else {
				k.Handlings = append(k.Handlings, advice)
			}
		}
		known = append(known, k)
	}
	slices.SortStableFunc(known, func(a, b KnownObstacle) int { return cmp.Compare(len(b.Forms), len(a.Forms)) })
	return known
}

// helped reports whether something is known to have helped against the obstacle, at least in part.
func (k KnownObstacle) helped() bool {
	return slices.ContainsFunc(k.Handlings, func(h HandlingAdvice) bool {
		return h.Outcome == vocab.Worked || h.Outcome == vocab.PartlyWorked
	})
}

// patternsOf gives the patterns that bind one of the open forms, first those that also bind most of the obstacles.
func (q *question) patternsOf(a Alternative, open []string) []string {
	type bound struct {
		slug      string
		obstacles int
	}
	var found []bound
	for _, p := range q.patterns {
		if slices.ContainsFunc(p.Forms, func(f string) bool { return slices.Contains(open, f) }) {
			found = append(found, bound{p.Slug, len(shared(p.Obstacles, a.Obstacles))})
		}
	}
	slices.SortStableFunc(found, func(a, b bound) int { return cmp.Compare(b.obstacles, a.obstacles) })
	var slugs []string
	for _, b := range found[:min(len(found), maxPatterns)] {
		slugs = append(slugs, b.slug)
	}
	return slugs
}

// shared gives what two lists have in common, each once and in order.
func shared(a, b []string) []string {
	return slices.DeleteFunc(unique(a), func(s string) bool { return !slices.Contains(b, s) })
}
