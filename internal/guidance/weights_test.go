package guidance

import (
	"math"
	"testing"
)

// The weights of a fit add up to 1; situations and needs share one.
func TestWeightsAddUp(t *testing.T) {
	sum := 0.0
	rows := make(map[ReasonKind]Weight)
	for _, w := range Weights() {
		rows[w.Kind] = w
		if w.Kind != ReasonNeed {
			sum += w.Most
		}
		if w.Why.SV == "" || w.Why.EN == "" {
			t.Errorf("%s has no explanation", w.Kind)
		}
	}
	if math.Abs(sum-1) > 1e-9 {
		t.Errorf("the weights add up to %v", sum)
	}
	for _, kind := range reasonKinds {
		if _, ok := rows[kind]; !ok {
			t.Errorf("%s is not in the table", kind)
		}
	}
	if like := likeKind + likeGroup + likeSize + likeCounty; math.Abs(like-1) > 1e-9 {
		t.Errorf("what makes actors alike adds up to %v", like)
	}
}
