package reuse

import (
	"cmp"
	"slices"
	"time"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Window is a stretch of time in which agreements on the same area end, so that those who buy by them could buy the next
// one together.
type Window struct {
	Area           string
	From, To       vocab.Date // of the first and the last end
	Ends           []End      // the first to end first; of equals the id decides
	Buyers         []vocab.ID // who could buy together, in the order of names
	AgreementCount int        // also beyond those given
	BuyerCount     int
}

// End is that an agreement ends.
type End struct {
	Agreement    vocab.ID
	End          vocab.PartialDate
	ExtendableTo vocab.PartialDate // empty where it is not known
}

// WindowsAnswer is the answer of Windows.
type WindowsAnswer struct {
	Windows     []Window // in the order of areas, then of time
	Truncated   bool
	Alone       int // agreements that end in the time asked about, but near no other buyer's
	EndUnknown  int // agreements on the area whose end is not known: they are in no window, and may belong in any
	AreaUnknown int // agreements whose area is not known
}

// Windows groups agreements on an area that end between two days. An empty area is all, each by itself.
//
// The sweep: the agreements of an area are taken in the order in which they end. The first one opens a window, and those
// that end within so many months of it belong there; the next one after that opens the next window. So each agreement is
// in one window, and no two in a window end further apart than asked. What ends in a month or a year without a known day
// is placed on the last day that it can mean. A window with fewer than two buyers is left out and its agreements counted
// in Alone. Extensions do not move an end, since whether they are used is the very thing to decide; they are shown.
//
// Errors: BAD_USER_INPUT on `area`, `between`, `within` and `first`.
func Windows(w World, area string, between [2]vocab.Date, within, first int) (WindowsAnswer, error) {
	if err := checkArea(area); err != nil {
		return WindowsAnswer{}, err
	}
	first, err := checkFirst(first)
	if err != nil {
		return WindowsAnswer{}, err
	}
	for _, day := range between {
		if _, err := vocab.ParseDate(string(day)); err != nil {
			return WindowsAnswer{}, problem.BadInput("between", "%s", err)
		}
	}
	switch {
	case between[0] > between[1]:
		return WindowsAnswer{}, problem.BadInput("between", "it ends (%s) before it begins (%s)", between[1], between[0])
	case within < 1 || within > MaxMonths:
		return WindowsAnswer{}, problem.BadInput("within", "it is a number of months from 1 to %d, not %d", MaxMonths, within)
	}
	var answer WindowsAnswer
	ends := ending(w, area, between, &answer)
	for len(ends) > 0 {
		limit := addMonths(ends[0].day, within)
		n := 1
		for n < len(ends) && ends[n].area == ends[0].area && ends[n].day <= limit {
			n++
		}
		if buyers := buyersOf(w, ends[:n]); len(buyers) < 2 {
			answer.Alone += n
		} else {
			answer.Windows = append(answer.Windows, window(ends[:n], buyers))
		}
		ends = ends[n:]
	}
	answer.Windows, answer.Truncated = cut(answer.Windows, first)
	return answer, nil
}

// placed is an agreement with the area and the day that it is placed on.
type placed struct {
	Agreement
	area string
	day  vocab.Date
}

// ending gives the agreements that end in the time asked about, in the order of the sweep.
func ending(w World, area string, between [2]vocab.Date, answer *WindowsAnswer) []placed {
	var list []placed
	for i := range w.Agreements() {
		a := w.Agreement(i)
		if a.Kind != FrameworkAgreement && a.Kind != Contract {
			continue
		}
		switch in := areaOf(w, a); {
		case in == "":
			answer.AreaUnknown++
		case area != "" && in != area:
		case a.End == "":
			answer.EndUnknown++
		case a.End.Last() >= between[0] && a.End.First() <= between[1]:
			list = append(list, placed{a, in, a.End.Last()})
		}
	}
	slices.SortFunc(list, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.area, b.area), cmp.Compare(a.day, b.day), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// areaOf is the area of an agreement, or the one that all it carries belong to; empty where that is not known.
func areaOf(w World, a Agreement) string {
	if a.Area != "" || len(a.Solutions) == 0 {
		return a.Area
	}
	area := w.Solution(a.Solutions[0]).Area
	for _, s := range a.Solutions[1:] {
		if w.Solution(s).Area != area {
			return ""
		}
	}
	return area
}

func buyersOf(w World, ends []placed) []Actor {
	var all []int32
	for _, e := range ends {
		all = append(all, e.Buyers...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	buyers := make([]Actor, 0, len(all))
	for _, i := range all {
		buyers = append(buyers, w.Actor(i))
	}
	slices.SortFunc(buyers, func(a, b Actor) int { return cmp.Or(cmp.Compare(a.Sort, b.Sort), cmp.Compare(a.ID, b.ID)) })
	return buyers
}

func window(ends []placed, buyers []Actor) Window {
	v := Window{
		Area: ends[0].area, From: ends[0].day, To: ends[len(ends)-1].day,
		AgreementCount: len(ends), BuyerCount: len(buyers),
	}
	for _, e := range ends[:min(len(ends), maxInWindow)] {
		v.Ends = append(v.Ends, End{e.ID, e.End, e.ExtendableTo})
	}
	for _, b := range buyers[:min(len(buyers), maxInWindow)] {
		v.Buyers = append(v.Buyers, b.ID)
	}
	return v
}

// addMonths gives the same day so many months later, or the last day of that month where it has no such day.
func addMonths(d vocab.Date, months int) vocab.Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d // only a day that never went through ParseDate
	}
	later := t.AddDate(0, months, 0)
	if later.Day() != t.Day() {
		later = later.AddDate(0, 0, -later.Day())
	}
	return vocab.DateOf(later)
}
