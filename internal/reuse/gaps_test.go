package reuse_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kommungraf/internal/problem"
	"kommungraf/internal/reuse"
	"kommungraf/internal/vocab"
)

func TestGaps(t *testing.T) {
	w := newMemory()
	body := w.body("body", vocab.FormMunicipalAssociation)
	a, b, c := w.municipality("a", 1, ""), w.municipality("b", 1, ""), w.municipality("c", 1, "")
	silent := w.municipality("silent", 1, "")
	w.join(vocab.RelationshipMemberOf, body, a, b, c, silent)
	w.join(vocab.RelationshipSharesITOperationIn, body, a)
	w.join(vocab.RelationshipMemberOf, body, w.supplier("firm"))
	w.join(vocab.RelationshipCoOptedTo, body, w.municipality("guest", 1, ""))
	most, other, all, standard := w.solution("most", vocab.SolutionOpenSource), w.solution("other", vocab.SolutionOpenSource), w.solution("all", vocab.SolutionOpenSource), w.solution("standard", vocab.SolutionStandard)
	w.solutions[all].Area = "everywhere"
	w.use(most, a, b, b)
	w.use(other, c)
	w.use(all, a, b, c)
	w.use(standard, a, b)
	group := reuse.MunicipalitiesIn(w, body)
	if diff := cmp.Diff([]int32{a, b, c, silent}, group); diff != "" {
		t.Fatal(diff)
	}
	got, err := reuse.Gaps(w, append(group, a), reuse.BySolution, 0.5, 0)
	want := reuse.GapsAnswer{
		Members: 4, Known: 3, Unknown: []vocab.ID{"silent"},
		Gaps: []reuse.Gap{{Solution: "most", Area: "area", Share: 0.667, Using: []vocab.ID{"a", "b"}, Lacking: []vocab.ID{"c"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	// Any solution of the area will do, so all have it.
	got, err = reuse.Gaps(w, group, reuse.ByArea, 0.5, 0)
	want.Gaps = nil
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	got, _ = reuse.Gaps(w, group, reuse.BySolution, 0.3, 1)
	if !got.Truncated || len(got.Gaps) != 1 || got.Gaps[0].Solution != "most" {
		t.Errorf("one of two: %+v", got)
	}
	// A group of which nothing is known has no gaps.
	got, err = reuse.Gaps(w, []int32{silent}, reuse.BySolution, 1, 0)
	if err != nil || len(got.Gaps) != 0 || got.Known != 0 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestGapsRefuses(t *testing.T) {
	w := newMemory()
	a := w.municipality("a", 1, "")
	for name, test := range map[string]struct {
		group []int32
		basis reuse.Basis
		share float64
		first int
		field string
	}{
		"no group":      {[]int32{77}, reuse.ByArea, 1, 0, "group"},
		"a large group": {make([]int32, reuse.MaxGroup+1), reuse.ByArea, 1, 0, "group"},
		"no basis":      {[]int32{a}, "", 1, 0, "basis"},
		"no share":      {[]int32{a}, reuse.ByArea, 0, 0, "minShare"},
		"no number":     {[]int32{a}, reuse.ByArea, math.NaN(), 0, "minShare"},
		"too much":      {[]int32{a}, reuse.ByArea, 1.1, 0, "minShare"},
		"too many":      {[]int32{a}, reuse.ByArea, 1, 101, "first"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := reuse.Gaps(w, test.group, test.basis, test.share, test.first)
			checkProblem(t, err, problem.BadUserInput, test.field)
		})
	}
}
