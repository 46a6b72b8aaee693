package reuse_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kommungraf/internal/problem"
	"kommungraf/internal/reuse"
	"kommungraf/internal/vocab"
)

func TestWindows(t *testing.T) {
	w := newMemory()
	a, b, c := w.municipality("a", 1, ""), w.municipality("b", 1, ""), w.municipality("c", 1, "")
	schools := w.solution("schools", vocab.SolutionCommercialProduct)
	w.solutions[schools].Area = "school"
	add := func(id vocab.ID, kind reuse.AgreementKind, area string, end vocab.PartialDate, buyers ...int32) {
		w.agreements = append(w.agreements, reuse.Agreement{ID: id, Kind: kind, Area: area, End: end, Buyers: buyers})
	}
	add("3", reuse.Contract, "area", "2027-03-31", b)
	add("1", reuse.Contract, "area", "2026-12-31", a)
	add("2", reuse.FrameworkAgreement, "area", "2027-02", b, c) // placed on its last day
	add("late", reuse.Contract, "area", "2027-07-01", a)
	add("open-ended", reuse.Contract, "area", "", a)
	add("beyond", reuse.Contract, "area", "2030-01-01", a, b)
	add("cooperation", reuse.CooperationAgreement, "area", "2026-12-31", a, b)
	add("unplaced", reuse.Contract, "", "2026-12-31", a, b)
	add("by-solution", reuse.Contract, "", "2026-12-31", a, c)
	w.agreements[len(w.agreements)-1].Solutions = []int32{schools}

	year := [2]vocab.Date{"2026-06-01", "2027-12-31"}
	want := reuse.WindowsAnswer{
		Windows: []reuse.Window{{
			Area: "area", From: "2026-12-31", To: "2027-03-31", AgreementCount: 3, BuyerCount: 3,
			Ends:   []reuse.End{{Agreement: "1", End: "2026-12-31"}, {Agreement: "2", End: "2027-02"}, {Agreement: "3", End: "2027-03-31"}},
			Buyers: []vocab.ID{"a", "b", "c"},
		}},
		Alone: 1, EndUnknown: 1, AreaUnknown: 1,
	}
	got, err := reuse.Windows(w, "area", year, 3, 0)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	got, err = reuse.Windows(w, "", year, 3, 0)
	if err != nil || len(got.Windows) != 2 || got.Windows[1].Area != "school" {
		t.Errorf("all areas: %+v %v", got, err)
	}
	if got, _ = reuse.Windows(w, "", year, 3, 1); !got.Truncated || len(got.Windows) != 1 {
		t.Errorf("one of two: %+v", got)
	}
	// Two months from the last of December reach the last of February, and no further.
	if got, _ = reuse.Windows(w, "area", year, 2, 0); len(got.Windows) != 1 || got.Windows[0].To != "2027-02-28" || got.Alone != 2 {
		t.Errorf("two months: %+v", got)
	}
}

func TestWindowsRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		between [2]vocab.Date
		within  int
		first   int
		field   string
	}{
		"no day":      {[2]vocab.Date{"2026-06-01", "2026-06-31"}, 1, 0, "between"},
		"backwards":   {[2]vocab.Date{"2026-06-02", "2026-06-01"}, 1, 0, "between"},
		"no months":   {[2]vocab.Date{"2026-06-01", "2026-06-02"}, 0, 0, "within"},
		"many months": {[2]vocab.Date{"2026-06-01", "2026-06-02"}, 61, 0, "within"},
		"too many":    {[2]vocab.Date{"2026-06-01", "2026-06-02"}, 1, 101, "first"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := reuse.Windows(newMemory(), "", test.between, test.within, test.first)
			checkProblem(t, err, problem.BadUserInput, test.field)
		})
	}
}
