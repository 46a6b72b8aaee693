package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// TestNumbersEqualCounts compares what the graph in memory counts in groups with what the databases count, one at a time.
func TestNumbersEqualCounts(t *testing.T) {
	type group struct {
		Keys  []struct{ Value string }
		Value int
	}
	type stats struct {
		Groups         []group
		Total, Unknown int
	}
	eachObserved(t, func(t *testing.T, s *store.Store, _ *statements) {
		h := api(t, s, anyone)
		counts := data[struct {
			KnowledgeBase struct {
				Counts struct {
					Relationships, Involvements []struct {
						Type  string
						Count int
					}
				}
			}
			RelationshipStats, InvolvementStats stats
		}](t, h, `{
			knowledgeBase { counts { relationships { type count } involvements { type count } } }
			relationshipStats(groupBy: [TYPE]) { groups { keys { value } value } }
			involvementStats(groupBy: [TYPE]) { groups { keys { value } value } }
		}`, nil)
		found, want := map[string]int{}, map[string]int{}
		for _, g := range counts.RelationshipStats.Groups {
			found["relationship "+g.Keys[0].Value] = g.Value
		}
		for _, g := range counts.InvolvementStats.Groups {
			found["involvement "+g.Keys[0].Value] = g.Value
		}
		for _, c := range counts.KnowledgeBase.Counts.Relationships {
			want["relationship "+c.Type] = c.Count
		}
		for _, c := range counts.KnowledgeBase.Counts.Involvements {
			want["involvement "+c.Type] = c.Count
		}
		if fmt.Sprint(found) != fmt.Sprint(want) || len(want) < 20 {
			t.Errorf("by type\n%v, want\n%v", found, want)
		}

		byGroup := data[struct{ InvolvementStats stats }](t, h, `{ involvementStats(where: {types: [USES]}, groupBy: [SKR_GROUP, AREA]) { total unknown groups { keys { value } value } } }`, nil).InvolvementStats
		sum := 0
		for _, g := range byGroup.Groups {
			count := data[struct{ Involvements struct{ TotalCount int } }](t, h, `query($group: [SkrGroup!], $area: [String!]) {
				involvements(where: {type: [USES], actor: {skrGroup: $group}, solution: {area: $area}}) { totalCount }
			}`, map[string]any{"group": g.Keys[0].Value, "area": g.Keys[1].Value}).Involvements.TotalCount
			if count != g.Value {
				t.Errorf("%v: %d, the database counts %d", g.Keys, g.Value, count)
			}
			sum += g.Value
		}
		if sum != byGroup.Total || sum+byGroup.Unknown != want["involvement "+string(vocab.InvolvementUses)] {
			t.Errorf("%d in groups, %d in all, %d unknown", sum, byGroup.Total, byGroup.Unknown)
		}
	})
}

// TestNumbersStatements counts what numbers cost once the graph is in memory: a statement for each place of the answer where
// things or relations are selected, one for each thing named by a slug or a code, and one for each issue that takes one.
func TestNumbersStatements(t *testing.T) {
	eachObserved(t, func(t *testing.T, s *store.Store, seen *statements) {
		h := api(t, s, anyone)
		data[any](t, h, `{ relationshipStats(groupBy: [TYPE]) { total } }`, nil)
		for _, c := range []struct {
			name, query string
			statements  int
		}{
			{"groups", `{ relationshipStats(groupBy: [COUNTY, YEAR]) { groups { keys { value label } value share } total } }`, 0},
			{"groups with their things", `{ involvementStats(groupBy: [SUPPLIER, SOLUTION]) { groups { keys { thing { ... on Supplier { name } ... on Solution { name } } } value } } }`, 2},
			{"series", `{ involvementSeries(groupBy: [SOLUTION], from: "2000-01-01", to: "2025-01-01", interval: MONTH) { series { keys { label } points { value } } } }`, 0},
			{"dependency", `{ dependency(of: [{actor: "itsam"}], by: SOLUTION) { shares { share thing { ... on Solution { name } } actors { ... on Municipality { name } } } } }`, 3},
			{"dependency without things", `{ dependency(of: [{actor: "itsam"}], by: SOLUTION) { concentration shares { share } } }`, 1},
			{"loss", `{ ifLost(thing: {actor: "sokigo"}) { solutions { solution { name } ties { label } } actors { actor { name } } next { solution { name } } population } }`, 4},
			{"difference", `{ diff(from: "2000-01-01", to: "2020-01-01") { added { totalCount links { type } } removed { totalCount } } }`, 0},
			{"quality", `{ quality { totalCount counts { code count } } }`, 3},
		} {
			sent := slices.DeleteFunc(seen.of(func() { data[any](t, h, c.query, nil) }), func(statement string) bool {
				return strings.Contains(statement, "revisions") // now and then, whether another server wrote something
			})
			if len(sent) != c.statements {
				t.Errorf("%s: %d statements, want %d:\n%s", c.name, len(sent), c.statements, strings.Join(sent, "\n"))
			}
		}
	})
}
