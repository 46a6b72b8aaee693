package network

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Bounds of series.
const (
	MaxPoints = 600 // of a series
	MaxSeries = 50  // in one answer
)

// SeriesQuestion asks how many relations began, ended or held over time.
type SeriesQuestion struct {
	Where    Selection
	By       []vocab.GroupBy // none or one
	Interval vocab.SeriesInterval
	From, To vocab.Date
	Measure  vocab.SeriesMeasure
}

// Series are numbers over time.
type Series struct {
	Steps  []Step
	Groups []SeriesGroup // the highest sum first
	// Relations of which no group is known: they are in none.
	Unknown int
}

// Step is a year or a month.
type Step struct {
	Name        string // "2009" or "2009-05"
	First, Last vocab.Date
}

// SeriesGroup is the numbers of a group.
type SeriesGroup struct {
	Keys   []Key
	Values []int // one for each step
	// Relations that cannot be placed in time, because their first day is not known; of those that ended, because no end is
	// known. They are in no value.
	Undated int
}

// Series counts relations over time, whatever the day of the lens.
func (g *Graph) Series(ctx context.Context, q SeriesQuestion, lens Lens) (Series, error) {
	var s Series
	var err error
	if s.Steps, err = steps(q.Interval, q.From, q.To); err != nil {
		return s, err
	}
	if !slices.Contains(q.Measure.Values(), string(q.Measure)) {
		return s, problem.BadInput("measure", wordsNoneOfThese, clip(string(q.Measure)), strings.Join(q.Measure.Values(), ", "))
	}
	p, err := g.pick(q.Where, lens.Whenever(), lens)
	if err != nil {
		return s, problem.In("where", err)
	}
	columns, err := g.columns(q.Where.Entity, q.By, 0, 1, lens.Whenever())
	if err != nil {
		return s, err
	}
	k := newKeyed(columns)
	groups := newSlots(k.size)
	bounds := make([]uint32, len(s.Steps)) // the last day of each step
	for i, step := range s.Steps {
		bounds[i], _ = packDay(step.Last)
	}
	start, _ := packDay(s.Steps[0].First)
	var rows []SeriesGroup
	err = g.eachPicked(ctx, p, false, func(_, from, to Vertex, l Line, f facts) {
		group, _, known := k.group(l, from, to, f)
		if !known {
			s.Unknown++
			return
		}
		n := int(groups.of(group))
		if n == len(rows) {
			rows = append(rows, SeriesGroup{Values: make([]int, len(bounds)+1)})
		}
		rows[n].place(q.Measure, f, start, bounds)
	})
	if err != nil {
		return s, err
	}
	order := make([]int, len(rows))
	sums := make([]int, len(rows))
	for i := range rows {
		r := &rows[i]
		if q.Measure == vocab.SeriesHolding {
			for j := 1; j < len(r.Values); j++ {
				r.Values[j] += r.Values[j-1]
			}
		}
		r.Values = r.Values[:len(bounds)]
		r.Keys = k.keys(groups.groups[i])
		order[i] = i
		for _, v := range r.Values {
			sums[i] += v
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(sums[b], sums[a]), k.compare(groups.groups[a], groups.groups[b]))
	})
	for _, i := range order {
		s.Groups = append(s.Groups, rows[i])
	}
	return s, nil
}

// place adds a relation where it belongs. What holds is noted where it begins and where it is over.
func (r *SeriesGroup) place(m vocab.SeriesMeasure, f facts, start uint32, bounds []uint32) {
	at := func(day uint32) int { n, _ := slices.BinarySearch(bounds, day); return n }
	first, last := f.first(), f.last()
	switch {
	case m == vocab.SeriesEnded && last == lastDay, m != vocab.SeriesEnded && first == firstDay:
		r.Undated++
	case m == vocab.SeriesStarted && first >= start:
		r.Values[at(first)]++
	case m == vocab.SeriesEnded && last >= start:
		r.Values[at(last)]++
	case m == vocab.SeriesHolding:
		// It holds on the last day of the steps from the one it begins in to the one before that in which it ends, or that one
		// if it ends with it.
		from := at(first)
		to, found := slices.BinarySearch(bounds, last)
		if found {
			to++
		}
		if from < to {
			r.Values[from]++
			r.Values[to]--
		}
	}
}

// steps are the years or months from that of one day to that of another.
func steps(interval vocab.SeriesInterval, from, to vocab.Date) ([]Step, error) {
	first, err1 := time.Parse(time.DateOnly, string(from))
	last, err2 := time.Parse(time.DateOnly, string(to))
	if err1 != nil || err2 != nil {
		return nil, fmt.Errorf("network: %q to %q are no days", from, to)
	}
	if last.Before(first) {
		return nil, problem.BadInput("to", "it lies before from: %s is before %s", to, from)
	}
	var count int
	switch interval {
	case vocab.EachYear:
		count = last.Year() - first.Year() + 1
	case vocab.EachMonth:
		count = (last.Year()-first.Year())*12 + int(last.Month()) - int(first.Month()) + 1
	default:
		return nil, problem.BadInput("interval", wordsNoneOfThese, clip(string(interval)), strings.Join(interval.Values(), ", "))
	}
	if count > MaxPoints {
		return nil, problem.BadInput("to", "a series has at most %d steps, and from %s to %s there are %d", MaxPoints, from, to, count)
	}
	all := make([]Step, count)
	for i := range all {
		begin, name := time.Date(first.Year()+i, 1, 1, 0, 0, 0, 0, time.UTC), "2006"
		end := begin.AddDate(1, 0, -1)
		if interval == vocab.EachMonth {
			begin, name = time.Date(first.Year(), first.Month()+time.Month(i), 1, 0, 0, 0, 0, time.UTC), "2006-01"
			end = begin.AddDate(0, 1, -1)
		}
		all[i] = Step{begin.Format(name), vocab.DateOf(begin), vocab.DateOf(end)}
	}
	return all, nil
}
