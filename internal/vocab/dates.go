package vocab

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Date is a day of the Gregorian calendar, written YYYY-MM-DD. Dates compare as text.
type Date string

// The days that stand for "no first day known" and "no last day known" where days are compared.
const (
	FirstDay Date = "0001-01-01"
	LastDay  Date = "9999-12-31"
)

// DateOf is the day of a time in UTC.
func DateOf(t time.Time) Date { return Date(t.UTC().Format(time.DateOnly)) }

// ParseDate reads YYYY-MM-DD and refuses days that no calendar has.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil || s < string(FirstDay) {
		return "", valueErrorf("%q is no date: write a day of the calendar as YYYY-MM-DD", clip(s))
	}
	return Date(s), nil
}

// MarshalGQL writes the date as the API shows it.
func (d Date) MarshalGQL(w io.Writer) { writeQuoted(w, d) }

// UnmarshalGQL reads a date that a client sent.
func (d *Date) UnmarshalGQL(in any) (err error) {
	s, ok := in.(string)
	if !ok {
		return valueErrorf("a date is a text as YYYY-MM-DD, not %v", in)
	}
	*d, err = ParseDate(s)
	return err
}

// PartialDate is a day, a month or a year, as precise as it is known: "2009-05-01", "2009-05" or "2009".
type PartialDate string

// layouts by length of the text.
var partialLayouts = map[int]string{4: "2006", 7: "2006-01", 10: time.DateOnly}

// ParsePartialDate reads a year, a month or a day.
func ParsePartialDate(s string) (PartialDate, error) {
	layout, ok := partialLayouts[len(s)]
	if ok {
		_, err := time.Parse(layout, s)
		ok = err == nil && !strings.HasPrefix(s, "0000")
	}
	if !ok {
		return "", valueErrorf("%q is no date: write a year, a month or a day as 2009, 2009-05 or 2009-05-01", clip(s))
	}
	return PartialDate(s), nil
}

// First is the first day that the date can mean.
func (p PartialDate) First() Date {
	first, _ := p.span()
	return first
}

// Last is the last day that the date can mean.
func (p PartialDate) Last() Date {
	_, last := p.span()
	return last
}

func (p PartialDate) span() (first, last Date) {
	t, err := time.Parse(partialLayouts[len(p)], string(p))
	if err != nil {
		return FirstDay, LastDay // only a value that never went through ParsePartialDate
	}
	end := t
	switch len(p) {
	case 4:
		end = t.AddDate(1, 0, -1)
	case 7:
		end = t.AddDate(0, 1, -1)
	}
	return DateOf(t), DateOf(end)
}

// MarshalGQL writes the date as the API shows it.
func (p PartialDate) MarshalGQL(w io.Writer) { writeQuoted(w, p) }

// UnmarshalGQL reads a date that a client sent.
func (p *PartialDate) UnmarshalGQL(in any) (err error) {
	s, ok := in.(string)
	if !ok {
		return valueErrorf("a date is a text as 2009, 2009-05 or 2009-05-01, not %v", in)
	}
	*p, err = ParsePartialDate(s)
	return err
}

// Period is what is known of the time in which a relation held.
type Period struct {
	From, To *PartialDate // nil where not known
	Ending   Ending
}

// Span is the widest stretch of days in which the relation may have held, as seen on the day it was recorded: a
// relation that is known to have ended on an unknown day had ended by then.
func (p Period) Span(recorded Date) (first, last Date) {
	first, last = FirstDay, LastDay
	if p.From != nil {
		first = p.From.First()
	}
	switch {
	case p.To != nil:
		last = p.To.Last()
	case p.Ending == Ended:
		last = recorded
	}
	return first, last
}

// Check refuses a period that ends before it begins, or that is said to be going on though its end is given.
func (p Period) Check() error {
	if p.From != nil && p.To != nil && p.To.Last() < p.From.First() {
		return fmt.Errorf("ends (%s) before it begins (%s)", *p.To, *p.From)
	}
	if p.To != nil && p.Ending == EndUnknown {
		return fmt.Errorf("has an end (%s), so its ending is not unknown", *p.To)
	}
	return nil
}
