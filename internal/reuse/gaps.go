package reuse

import (
	"cmp"
	"slices"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Gap is something that enough of a group use and that some of it are known to lack.
type Gap struct {
	Solution vocab.ID // empty by area
	Area     string   // of the solution too; empty where it is not known
	Share    float64  // of the members with any known use, three decimals
	Using    []vocab.ID
	Lacking  []vocab.ID // members with some known use, but not of this
}

// GapsAnswer is the answer of Gaps. Its municipalities stand in the order of names.
type GapsAnswer struct {
	Members   int
	Known     int        // members with any known use
	Unknown   []vocab.ID // members without: nothing is known of what they have, so they are never counted as lacking
	Gaps      []Gap      // the highest share first; of equals the name decides, then the id
	Truncated bool
}

// Gaps finds the solutions, or the areas, that at least minShare of the members with any known use use, and who of
// them lacks it. "Lacks" means that other use of the member is known and this is not, which is as near as the knowledge
// base comes. What all of them use is no gap, and standards are left out. Members repeated or of another kind are passed
// over. Errors: BAD_USER_INPUT on `group`, `basis`, `minShare` and `first`.
func Gaps(w World, group []int32, basis Basis, minShare float64, first int) (GapsAnswer, error) {
	first, err := checkFirst(first)
	if err != nil {
		return GapsAnswer{}, err
	}
	if n := len(group); n > MaxGroup {
		return GapsAnswer{}, problem.BadInput("group", "at most %d municipalities may be named, not %d", MaxGroup, n)
	}
	members := slices.Compact(slices.Sorted(slices.Values(group)))
	members = slices.DeleteFunc(members, func(i int32) bool { return w.Actor(i).Kind != vocab.Municipality })
	switch {
	case len(members) == 0:
		return GapsAnswer{}, problem.BadInput("group", "it has no municipality")
	case basis != BySolution && basis != ByArea:
		return GapsAnswer{}, problem.BadInput("basis", "it is one of %s and %s", BySolution, ByArea)
	case !(minShare > 0 && minShare <= 1): // so that NaN is refused too
		return GapsAnswer{}, problem.BadInput("minShare", "it is more than 0 and at most 1, not %v", minShare)
	}
	// From here on a place in members is a place in the order of names, and so are the lists made of such places.
	slices.SortFunc(members, func(a, b int32) int {
		x, y := w.Actor(a), w.Actor(b)
		return cmp.Or(cmp.Compare(x.Sort, y.Sort), cmp.Compare(x.ID, y.ID))
	})
	return newTable(w, members, basis).gaps(minShare, first), nil
}

// MunicipalitiesIn gives the municipalities that belong to a body, for Gaps.
func MunicipalitiesIn(w World, body int32) []int32 {
	var members []int32
	for m := range w.MembersOf(body) {
		if belongs(m.Type) && w.Actor(m.Actor).Kind == vocab.Municipality {
			members = append(members, m.Actor)
		}
	}
	slices.Sort(members)
	return slices.Compact(members)
}

// column is what gaps are counted by: a solution, or an area with the solution empty.
type column struct {
	solution vocab.ID
	area     string
}

// table is who of a group uses what.
type table struct {
	members []vocab.ID
	known   []bool
	users   map[column][]int // positions in members, rising
	sort    map[column]string
}

func newTable(w World, members []int32, basis Basis) *table {
	t := &table{known: make([]bool, len(members)), users: make(map[column][]int), sort: make(map[column]string)}
	columns := make(map[int32]column)
	for position, i := range members {
		t.members = append(t.members, w.Actor(i).ID)
		for v := range w.InvolvementsOf(i) {
			if v.Type != vocab.InvolvementUses {
				continue
			}
			t.known[position] = true
			c, seen := columns[v.Solution]
			if !seen {
				c = t.column(w.Solution(v.Solution), basis)
				columns[v.Solution] = c
			}
			// One who uses several solutions of an area uses the area once.
			if us := t.users[c]; c != (column{}) && (len(us) == 0 || us[len(us)-1] != position) {
				t.users[c] = append(us, position)
			}
		}
	}
	return t
}

// column gives where a solution is counted, or the empty column where it is not.
func (t *table) column(s Solution, basis Basis) column {
	switch {
	case s.Kind == vocab.SolutionStandard, basis == ByArea && s.Area == "":
		return column{}
	case basis == ByArea:
		return column{area: s.Area}
	default:
		c := column{s.ID, s.Area}
		t.sort[c] = s.Sort
		return c
	}
}

func (t *table) gaps(minShare float64, first int) GapsAnswer {
	answer := GapsAnswer{Members: len(t.members)}
	for position, known := range t.known {
		if known {
			answer.Known++
		} else {
			answer.Unknown = append(answer.Unknown, t.members[position])
		}
	}
	const slack = 1e-9 // 3 of 10 are 0.3, though the quotient may be a hair less
	var wide []column
	for c, users := range t.users {
		if len(users) < answer.Known && float64(len(users)) >= minShare*float64(answer.Known)-slack {
			wide = append(wide, c)
		}
	}
	slices.SortFunc(wide, func(a, b column) int {
		return cmp.Or(cmp.Compare(len(t.users[b]), len(t.users[a])), cmp.Compare(t.sort[a], t.sort[b]),
			cmp.Compare(a.area, b.area), cmp.Compare(a.solution, b.solution))
	})
	wide, answer.Truncated = cut(wide, first)
	for _, c := range wide {
		answer.Gaps = append(answer.Gaps, t.gap(c, answer.Known))
	}
	return answer
}

func (t *table) gap(c column, known int) Gap {
	users := t.users[c]
	g := Gap{Solution: c.solution, Area: c.area, Share: rounded(float64(len(users)) / float64(known))}
	for position, id := range t.members {
		_, uses := slices.BinarySearch(users, position)
		switch {
		case uses:
			g.Using = append(g.Using, id)
		case t.known[position]:
			g.Lacking = append(g.Lacking, id)
		}
	}
	return g
}
