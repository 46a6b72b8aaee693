package store_test

import (
	"iter"
	"maps"
	"slices"

	"kommungraf/internal/reuse"
	"kommungraf/internal/vocab"
)

// The questions that package reuse puts to a world, answered by going through all rows.

func (w *rowWorld) Day() vocab.Date { return reuseDay }

func (w *rowWorld) Actor(i int32) reuse.Actor { return w.actors[i] }

func (w *rowWorld) Solution(i int32) reuse.Solution { return w.solutions[i] }

func (w *rowWorld) Municipalities() iter.Seq[int32] {
	return keep(slices.Sorted(maps.Keys(w.actors)), func(i int32) bool { return w.actors[i].Kind == vocab.Municipality })
}

func (w *rowWorld) InvolvementsOf(actor int32) iter.Seq[reuse.Involvement] {
	return keep(w.involvements, func(v reuse.Involvement) bool { return v.Actor == actor })
}

func (w *rowWorld) InvolvementsIn(solution int32) iter.Seq[reuse.Involvement] {
	return keep(w.involvements, func(v reuse.Involvement) bool { return v.Solution == solution })
}

func (w *rowWorld) BodiesOf(actor int32) iter.Seq[reuse.Membership] {
	return keep(w.memberships, func(m reuse.Membership) bool { return m.Actor == actor })
}

func (w *rowWorld) MembersOf(body int32) iter.Seq[reuse.Membership] {
	return keep(w.memberships, func(m reuse.Membership) bool { return m.Body == body })
}

func (w *rowWorld) UserCount(solution int32) int {
	users := map[int32]bool{}
	for v := range w.InvolvementsIn(solution) {
		if v.Type == vocab.InvolvementUses {
			users[v.Actor] = true
		}
	}
	return len(users)
}

func (w *rowWorld) MemberCount(body int32) int {
	members := map[int32]bool{}
	for m := range w.MembersOf(body) {
		members[m.Actor] = true
	}
	return len(members)
}

func (*rowWorld) Agreement(int32) reuse.Agreement { return reuse.Agreement{} }

func (*rowWorld) Agreements() iter.Seq[int32] { return slices.Values[[]int32](nil) }

func (*rowWorld) AgreementsWith(int32) iter.Seq[int32] { return slices.Values[[]int32](nil) }

func (*rowWorld) AgreementsOn(int32) iter.Seq[int32] { return slices.Values[[]int32](nil) }

func keep[T any](rows []T, wanted func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, r := range rows {
			if wanted(r) && !yield(r) {
				return
			}
		}
	}
}
