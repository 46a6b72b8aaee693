package store_test

import (
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	"entgo.io/ent/dialect/sql"
	"github.com/google/go-cmp/cmp"

	"kommungraf/ent/db"
	"kommungraf/ent/db/relationshipend"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/policy"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

var firstHundred = store.Page{First: new(100)}

// reads is every way to read relations, each giving the keys of the rows that it found, sorted.
type reads struct {
	s    *store.Store
	keys map[vocab.ID]string // by the id of the relation
}

func (r reads) all(ctx context.Context, t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	see := func(way string, id vocab.ID) {
		key, ok := r.keys[id]
		if !ok {
			t.Errorf("%s: an unknown id %s", way, id)
		}
		found[way] = append(found[way], key)
	}
	counted := func(way string, edges, total int) {
		t.Helper()
		if edges != total {
			t.Errorf("%s: %d rows, counted as %d", way, edges, total)
		}
	}
	relationships := must(r.s.Relationships(ctx, firstHundred, nil, nil))(t)
	for _, e := range relationships.Edges {
		see("relationships", e.Node.ID)
	}
	counted("relationships", len(relationships.Edges), relationships.TotalCount)
	involvements := must(r.s.Involvements(ctx, firstHundred, nil, nil))(t)
	for _, e := range involvements.Edges {
		see("involvements", e.Node.ID)
	}
	counted("involvements", len(involvements.Edges), involvements.TotalCount)
	links := must(r.s.SolutionLinks(ctx, firstHundred, nil, nil))(t)
	for _, e := range links.Edges {
		see("links", e.Node.ID)
	}
	counted("links", len(links.Edges), links.TotalCount)

	for _, a := range must(r.s.Client.Actor.Query().WithRelationships().WithMembers().WithMemberOf().WithInvolvements().All(ctx))(t) {
		for _, e := range a.Edges.Relationships {
			see("actor.relationships", e.RelationshipID)
		}
		for _, e := range a.Edges.Members {
			see("actor.members", e.RelationshipID)
		}
		for _, e := range a.Edges.MemberOf {
			see("actor.memberOf", e.RelationshipID)
		}
		for _, i := range a.Edges.Involvements {
			see("actor.involvements", i.ID)
		}
		for _, e := range must(a.QueryRelationships().All(ctx))(t) {
			see("actor.relationships alone", e.RelationshipID)
		}
	}
	for _, sol := range must(r.s.Client.Solution.Query().WithInvolvements().WithUsers().WithLinks().All(ctx))(t) {
		for _, i := range sol.Edges.Involvements {
			see("solution.involvements", i.ID)
		}
		for _, i := range sol.Edges.Users {
			see("solution.users", i.ID)
		}
		for _, e := range sol.Edges.Links {
			see("solution.links", e.LinkID)
		}
	}
	for way := range found {
		slices.Sort(found[way])
		found[way] = slices.Compact(found[way])
	}
	return found
}

func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// listWays are the reads that must give all and only the rows that a reader may see.
var listWays = []string{
	"relationships", "actor.relationships", "actor.relationships alone", "actor.members", "actor.memberOf",
	"involvements", "actor.involvements", "solution.involvements", "solution.users", "links", "solution.links",
}

func everyWay(keys ...string) map[string][]string {
	want := map[string][]string{}
	if len(keys) == 0 {
		return want
	}
	for _, way := range listWays {
		want[way] = slices.Sorted(slices.Values(keys))
	}
	return want
}

// claims writes a membership, a use and a link for each key, and what edit makes of its claim.
func claims(t *testing.T, s *store.Store, keys []string, edit func(key string, c claimFields)) reads {
	t.Helper()
	r := reads{s, map[vocab.ID]string{}}
	club := newAssociation(vocab.FormNetwork, "klubb", "Klubb")
	b := batch{actors: []*db.Actor{club}, solutions: []*db.Solution{newSolution("bas", "Bas")}}
	for i, key := range keys {
		a := newMunicipality("990"+string(rune('0'+i)), "kommun-"+key, "Kommun "+key)
		x := newSolution("losning-"+key, "Lösning "+key)
		member, uses, link := newRelationship(key, a, vocab.RelationshipMemberOf, club),
			newInvolvement(key, a, vocab.InvolvementUses, x), newLink(key, x, vocab.SolutionLinkBasedOn, b.solutions[0])
		edit(key, claimFields{&member.ValidFrom, &member.ValidTo, &member.Ending, &member.Status, &member.Visibility})
		edit(key, claimFields{&uses.ValidFrom, &uses.ValidTo, &uses.Ending, &uses.Status, &uses.Visibility})
		edit(key, claimFields{&link.ValidFrom, &link.ValidTo, &link.Ending, &link.Status, &link.Visibility})
		b.actors, b.solutions = append(b.actors, a), append(b.solutions, x)
		b.relationships, b.involvements, b.links = append(b.relationships, member), append(b.involvements, uses), append(b.links, link)
		r.keys[member.ID], r.keys[uses.ID], r.keys[link.ID] = key, key, key
	}
	mustSave(t, s, b)
	return r
}

// claimFields are the fields of a claim, whichever of the three entities it is.
type claimFields struct {
	from, to   **vocab.PartialDate
	ending     *vocab.Ending
	status     *vocab.ClaimStatus
	visibility *vocab.Visibility
}

func TestHiddenClaimsShowNowhere(t *testing.T) {
	keys := []string{"parties", "public", "sector"}
	sees := map[policy.Class][]string{
		policy.Anonymous: {"public"},
		"":               {"public"}, // no view at all
		"someone else":   {"public"},
		policy.Member:    {"public", "sector"},
		policy.System:    {"parties", "public", "sector"},
	}
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		r := claims(t, s, keys, func(key string, c claimFields) {
			*c.visibility = map[string]vocab.Visibility{"public": vocab.Public, "sector": vocab.Sector, "parties": vocab.Parties}[key]
		})
		for class, want := range sees {
			t.Run(string(class), func(t *testing.T) {
				ctx := t.Context()
				if class != "" {
					ctx = store.WithView(ctx, store.View{Class: class})
				}
				if diff := cmp.Diff(everyWay(want...), r.all(ctx, t)); diff != "" {
					t.Errorf("lists (-want +got):\n%s", diff)
				}

				relationships := must(s.CountRelationships(ctx))(t)
				involvements := must(s.CountInvolvements(ctx))(t)
				links := must(s.CountSolutionLinks(ctx))(t)
				if len(relationships) != 1 || len(involvements) != 1 || len(links) != 1 ||
					relationships[0].Count != len(want) || involvements[0].Count != len(want) || links[0].Count != len(want) {
					t.Errorf("counted %+v %+v %+v, want %d each", relationships, involvements, links, len(want))
				}

				ids := slices.Sorted(maps.Keys(r.keys))
				var got []string
				for i, n := range must(s.Load(ctx, ids))(t) {
					if n != nil {
						got = append(got, r.keys[ids[i]])
					}
				}
				slices.Sort(got)
				var thrice []string // a membership, a use and a link
				for _, key := range want {
					thrice = append(thrice, key, key, key)
				}
				if diff := cmp.Diff(thrice, got); diff != "" {
					t.Errorf("by id (-want +got):\n%s", diff)
				}
			})
		}
	})
}

func TestClaimsHoldOnTheDayAskedAbout(t *testing.T) {
	recorded := time.Date(2024, 5, 5, 12, 0, 0, 0, time.UTC)
	date := func(d string) *vocab.PartialDate { return new(vocab.PartialDate(d)) }
	all := map[string]func(c claimFields){
		"always":      func(claimFields) {}, // nothing is known of its time
		"since-2010":  func(c claimFields) { *c.from, *c.ending = date("2010"), vocab.Ongoing },
		"2010-2014":   func(c claimFields) { *c.from, *c.to, *c.ending = date("2010-03"), date("2014"), vocab.Ended },
		"until-2012":  func(c claimFields) { *c.to, *c.ending = date("2012-02"), vocab.Ended },
		"ended":       func(c claimFields) { *c.ending = vocab.Ended }, // by the day it was recorded
		"future":      func(c claimFields) { *c.from = date("2030-01-02") },
		"withdrawn":   func(c claimFields) { *c.status = vocab.Withdrawn },
		"disputed":    func(c claimFields) { *c.status = vocab.Disputed },
		"ending-2030": func(c claimFields) { *c.to, *c.ending = date("2030"), vocab.Ongoing },
	}
	keys := slices.Sorted(maps.Keys(all))
	days := []struct {
		day  vocab.Date
		want []string
	}{
		{"0001-01-01", []string{"always", "until-2012", "ended", "disputed", "ending-2030"}},
		{"2009-12-31", []string{"always", "until-2012", "ended", "disputed", "ending-2030"}},
		{"2010-01-01", []string{"always", "since-2010", "until-2012", "ended", "disputed", "ending-2030"}},
		{"2010-03-01", []string{"always", "since-2010", "2010-2014", "until-2012", "ended", "disputed", "ending-2030"}},
		{"2012-02-29", []string{"always", "since-2010", "2010-2014", "until-2012", "ended", "disputed", "ending-2030"}},
		{"2012-03-01", []string{"always", "since-2010", "2010-2014", "ended", "disputed", "ending-2030"}},
		{"2014-12-31", []string{"always", "since-2010", "2010-2014", "ended", "disputed", "ending-2030"}},
		{"2015-01-01", []string{"always", "since-2010", "ended", "disputed", "ending-2030"}},
		{"2024-05-05", []string{"always", "since-2010", "ended", "disputed", "ending-2030"}},
		{"2024-05-06", []string{"always", "since-2010", "disputed", "ending-2030"}},
		{"2030-01-02", []string{"always", "since-2010", "future", "disputed", "ending-2030"}},
		{"2030-12-31", []string{"always", "since-2010", "future", "disputed", "ending-2030"}},
		{"9999-12-31", []string{"always", "since-2010", "future", "disputed"}},
	}
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		s.Now = func() time.Time { return recorded }
		r := claims(t, s, keys, func(key string, c claimFields) { all[key](c) })
		for _, test := range days {
			ctx := store.WithView(t.Context(), store.View{AsOf: test.day})
			if diff := cmp.Diff(everyWay(test.want...), r.all(ctx, t)); diff != "" {
				t.Errorf("on %s (-want +got):\n%s", test.day, diff)
			}
			total := 0
			for _, c := range must(s.CountInvolvements(ctx))(t) {
				total += c.Count
			}
			if total != len(test.want) {
				t.Errorf("on %s: counted %d, want %d", test.day, total, len(test.want))
			}
		}

		// A filter that speaks of time or of status takes the place of that default alone.
		ctx := store.WithView(t.Context(), store.View{AsOf: "2013-01-01"})
		active := []vocab.ClaimStatus{vocab.Asserted, vocab.Confirmed, vocab.Disputed}
		filters := []struct {
			name  string
			where []func(*sql.Selector)
			want  []string
		}{
			{"on date", filter(store.Held(ctx, vocab.OnDate)), []string{"always", "since-2010", "2010-2014", "ended", "disputed", "ending-2030"}},
			{"past", filter(store.Held(ctx, vocab.Past)), []string{"until-2012"}},
			{"upcoming", filter(store.Held(ctx, vocab.Upcoming)), []string{"future"}},
			{"any time", filter(store.Held(ctx, vocab.AnyTime)), []string{"always", "since-2010", "2010-2014", "until-2012", "ended", "future", "disputed", "ending-2030"}},
			{"held on another day", filter(store.HeldOn("2012-02-01")), []string{"always", "since-2010", "2010-2014", "until-2012", "ended", "disputed", "ending-2030"}},
			{"withdrawn", filter(store.InStatus([]vocab.ClaimStatus{vocab.Withdrawn})), []string{"withdrawn"}},
			{"disputed or withdrawn", filter(store.InStatus([]vocab.ClaimStatus{vocab.Disputed, vocab.Withdrawn})), []string{"withdrawn", "disputed"}},
			{"status and time", filter(store.InStatus(active), store.Held(ctx, vocab.Past)), []string{"until-2012"}},
			{"whatever", filter(store.Whatever), keys},
		}
		for _, f := range filters {
			t.Run(f.name, func(t *testing.T) {
				if diff := cmp.Diff(slices.Sorted(slices.Values(f.want)), r.filtered(ctx, t, "root", f.where)); diff != "" {
					t.Errorf("at the root (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(slices.Sorted(slices.Values(f.want)), r.filtered(ctx, t, "nested", f.where)); diff != "" {
					t.Errorf("nested (-want +got):\n%s", diff)
				}
			})
		}
	})
}

func TestToday(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		// Two days off, so that midnight does not matter.
		past := vocab.PartialDate(vocab.DateOf(time.Now().AddDate(0, 0, -2)))
		coming := vocab.PartialDate(vocab.DateOf(time.Now().AddDate(0, 0, 2)))
		r := claims(t, s, []string{"begins", "begun", "ended", "ends"}, func(key string, c claimFields) {
			switch key {
			case "begins":
				*c.from = &coming
			case "begun":
				*c.from = &past
			case "ended":
				*c.to, *c.ending = &past, vocab.Ended
			case "ends":
				*c.to, *c.ending = &coming, vocab.Ongoing
			}
		})
		if diff := cmp.Diff(everyWay("begun", "ends"), r.all(t.Context(), t)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		byID := must(s.Load(t.Context(), slices.Sorted(maps.Keys(r.keys))))(t)
		if slices.Contains(byID, nil) {
			t.Errorf("by its id a claim is found whenever it held: got %v", byID)
		}
	})
}

func (r reads) filtered(ctx context.Context, t *testing.T, where string, predicates []func(*sql.Selector)) (keys []string) {
	t.Helper()
	if where == "root" {
		w := &db.RelationshipWhereInput{}
		for _, p := range predicates {
			w.AddPredicates(p)
		}
		for _, e := range must(r.s.Relationships(ctx, firstHundred, nil, w))(t).Edges {
			keys = append(keys, r.keys[e.Node.ID])
		}
	} else {
		actors := must(r.s.Client.Actor.Query().WithMembers(func(q *db.RelationshipEndQuery) {
			for _, p := range predicates {
				q.Where(p)
			}
			q.Where(relationshipend.TypeEQ(vocab.RelationshipMemberOf))
		}).All(ctx))(t)
		for _, a := range actors {
			for _, e := range a.Edges.Members {
				keys = append(keys, r.keys[e.RelationshipID])
			}
		}
	}
	slices.Sort(keys)
	return keys
}

func filter(predicates ...func(*sql.Selector)) []func(*sql.Selector) { return predicates }
