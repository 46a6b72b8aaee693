package reuse

import (
	"math"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Bounds of questions and answers, so that an answer stays one that a person reads.
const (
	DefaultFirst = 10
	MaxFirst     = 100
	MaxGroup     = 1000 // municipalities in the group of Gaps
	MaxMonths    = 60   // width of a window of Windows

	maxWays      = 10  // routes of one kind
	maxPeerLines = 20  // peers shown with a suggestion
	maxInWindow  = 100 // agreements and buyers shown of a window
)

// checkFirst gives how many to answer with: 0 stands for DefaultFirst.
func checkFirst(first int) (int, error) {
	if first == 0 {
		return DefaultFirst, nil
	}
	if first < 1 || first > MaxFirst {
		return 0, problem.BadInput("first", "it is a number from 1 to %d, not %d", MaxFirst, first)
	}
	return first, nil
}

// municipality gives the municipality that a question is about.
func municipality(w World, field string, i int32) (Actor, error) {
	a, err := actor(w, field, i)
	if err == nil && a.Kind != vocab.Municipality {
		err = problem.BadInput(field, "municipalities are compared with each other, not an actor of the kind %s", a.Kind)
	}
	return a, err
}

func actor(w World, field string, i int32) (Actor, error) {
	a := w.Actor(i)
	if a.ID == "" {
		return a, &problem.Error{Code: problem.NotFound, Field: field, Message: "there is no such actor"}
	}
	return a, nil
}

// cut keeps the first ones and tells whether any were left out.
func cut[T any](list []T, first int) ([]T, bool) {
	if len(list) <= first {
		return list, false
	}
	return list[:first:first], true
}

// rounded gives a number with three decimals, as all numbers of an answer.
func rounded(x float64) float64 { return math.Round(x*1000) / 1000 }
