package network

import (
	"fmt"
	"math"
	"slices"

	"kommungraf/internal/vocab"
)

// Lens says which relations a question sees. Two lenses that see alike are equal, so that what takes long can be kept
// per lens. The zero Lens sees nothing.
type Lens struct {
	since, until uint32 // a relation is seen when its days meet these, both packed
	classes      uint16 // a bit for each visibility and status
}

// On sees the relations that may have held on a day, were not withdrawn and have one of the visibilities. The error is
// internal: a date that is none.
func On(day vocab.Date, seen []vocab.Visibility) (Lens, error) {
	d, ok := packDay(day)
	if !ok {
		return Lens{}, fmt.Errorf("network: %q is no day to look at", day)
	}
	l := Lens{since: d, until: d}
	for _, v := range seen {
		if i := code(visibilities, v); i >= 0 {
			for s := range statuses {
				l.classes |= 1 << class(i, s)
			}
		}
	}
	return l.drop(vocab.Withdrawn), nil
}

// Whenever sees the same relations whenever they held.
func (l Lens) Whenever() Lens {
	l.since, l.until = 0, math.MaxUint32
	return l
}

// WithWithdrawn sees the withdrawn relations too.
func (l Lens) WithWithdrawn() Lens {
	asserted, withdrawn := code(statuses, vocab.Asserted), code(statuses, vocab.Withdrawn)
	for v := range visibilities {
		l.classes |= l.classes >> class(v, asserted) & 1 << class(v, withdrawn)
	}
	return l
}

func (l Lens) drop(s vocab.ClaimStatus) Lens {
	for v := range visibilities {
		l.classes &^= 1 << class(v, code(statuses, s))
	}
	return l
}

// Sees tells whether the lens shows a relation.
func (l Lens) Sees(e Edge) bool { return l.passes(e.facts) }

func (l Lens) passes(f facts) bool {
	return l.classes>>(f&classMask)&1 != 0 && f.first() <= l.until && f.last() >= l.since
}

// sieve keeps the half-edges that a lens shows and that have one of the types asked for.
type sieve struct {
	Lens
	types typeSet
}

func (s *sieve) keeps(f facts) bool {
	t := f.kind()
	return s.types[t>>6]>>(t&63)&1 != 0 && s.passes(f)
}

// typeSet has a bit for each number of a type.
type typeSet [4]uint64

// facts is what a traversal asks of a relation, in 62 bits from the lowest:
//
//	visibility 2, status 2, confidence 2, sourced 1, unused 1, type 8, last day 23, first day 23
//
// A day is its year, month and day in 14, 4 and 5 bits, so that days compare as numbers.
type facts uint64

const (
	classMask = 1<<4 - 1
	dayMask   = 1<<23 - 1
)

func class(visibility, status int) int { return visibility | status<<2 }

func (f facts) first() uint32 { return uint32(f >> 39) }
func (f facts) last() uint32  { return uint32(f>>16) & dayMask }
func (f facts) kind() uint8   { return uint8(f >> 8) }

// The words whose place in these lists stands for them.
var (
	visibilities = vocab.Visibility("").Values()
	statuses     = vocab.ClaimStatus("").Values()
	confidences  = vocab.Confidence("").Values()
)

// types lists all types of relations; their place is their number. typeNumbers is the way back. That all words fit their
// bits, a test sees to: they are constants of the program.
var types, typeNumbers = func() (all []Type, numbers map[Type]uint8) {
	numbers = make(map[Type]uint8)
	for _, entity := range []vocab.RelationEntity{vocab.EntityRelationship, vocab.EntityInvolvement, vocab.EntitySolutionLink} {
		for _, row := range vocab.RelationTypes(entity) {
			numbers[Type{entity, row.Code}] = uint8(len(all))
			all = append(all, Type{entity, row.Code})
		}
	}
	return all, numbers
}()

// code is the place of a word in a list, or -1.
func code[T ~string](words []string, word T) int { return slices.Index(words, string(word)) }

// pack makes the facts of a relation, or an error that names what is no word of its list.
func pack(r *Relation) (facts, error) {
	t, ok := typeNumbers[r.Type]
	if !ok {
		return 0, fmt.Errorf("no type of relation is called %s %q", r.Type.Entity, r.Type.Code)
	}
	first, ok1 := packDay(r.ValidFirst)
	last, ok2 := packDay(r.ValidLast)
	v, s, c := code(visibilities, r.Visibility), code(statuses, r.Status), code(confidences, r.Confidence)
	if !ok1 || !ok2 || v < 0 || s < 0 || c < 0 {
		return 0, fmt.Errorf("from %q to %q, %q, %q, %q is not all dates and known words", r.ValidFirst, r.ValidLast, r.Visibility, r.Status, r.Confidence)
	}
	f := facts(class(v, s)) | facts(c)<<4 | facts(t)<<8 | facts(last)<<16 | facts(first)<<39
	if r.Sourced {
		f |= 1 << 6
	}
	return f, nil
}

// packDay reads YYYY-MM-DD. That there is such a day in the calendar, vocab has seen to.
func packDay(d vocab.Date) (day uint32, ok bool) {
	if len(d) != len("2006-01-02") || d[4] != '-' || d[7] != '-' {
		return 0, false
	}
	number := func(s vocab.Date) (n uint32) {
		for i := range len(s) {
			digit := uint32(s[i]) - '0'
			ok = ok && digit <= 9
			n = n*10 + digit
		}
		return n
	}
	ok = true
	day = number(d[:4])<<9 | number(d[5:7])<<5 | number(d[8:])
	return day, ok
}

func unpackDay(day uint32) vocab.Date {
	return vocab.Date(fmt.Sprintf("%04d-%02d-%02d", day>>9, day>>5&15, day&31))
}
