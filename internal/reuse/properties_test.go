package reuse_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kommungraf/internal/reuse"
	"kommungraf/internal/vocab"
)

// drawWorld makes a small world at random: twelve municipalities, some bodies, firms and solutions, and relations among
// them. The last firm is hidden: it exists, but no relation tells of it.
func drawWorld(t *rapid.T) *memory {
	w := newMemory()
	groups := []vocab.SkrGroup{"", vocab.SkrA1, vocab.SkrB4, vocab.SkrC8, vocab.SkrC9}
	dates := []vocab.PartialDate{"", "2024-05-31", "2026", "2026-06-01", "2027-03", "2029-12-31"}
	pick := func(n int, what string) int32 { return int32(rapid.IntRange(0, n-1).Draw(t, what)) }
	for i := range 12 {
		m := w.municipality(fmt.Sprintf("m%02d", i), rapid.SampledFrom([]int{0, 900, 5000, 5100, 40_000, 900_000}).Draw(t, "population"),
			rapid.SampledFrom([]string{"", "01", "02"}).Draw(t, "county"))
		w.actors[m].SkrGroup = rapid.SampledFrom(groups).Draw(t, "group")
		if rapid.Bool().Draw(t, "placed") {
			w.actors[m].Latitude, w.actors[m].Longitude = 55+float64(pick(13, "north")), 12+float64(pick(10, "east"))
		}
	}
	for i, form := range []vocab.OrganisationForm{vocab.FormMunicipalAssociation, vocab.FormJointBoard, vocab.FormNetwork, vocab.FormJointCompany} {
		w.body(fmt.Sprintf("b%d", i), form)
	}
	for i := range 3 {
		w.supplier(fmt.Sprintf("firm%d", i))
	}
	w.supplier("hidden")
	kinds := []vocab.SolutionKind{vocab.SolutionOpenSource, vocab.SolutionSharedService, vocab.SolutionJointlyProcured, vocab.SolutionCommercialProduct, vocab.SolutionStandard}
	for i := range 8 {
		s := w.solution(fmt.Sprintf("s%d", i), rapid.SampledFrom(kinds).Draw(t, "kind"))
		w.solutions[s].Area = rapid.SampledFrom([]string{"", "area", "other"}).Draw(t, "area")
		w.solutions[s].Licence = rapid.SampledFrom([]string{"", "MIT", "Own"}).Draw(t, "licence")
	}
	for range rapid.IntRange(0, 60).Draw(t, "involvements") {
		types := []vocab.InvolvementType{vocab.InvolvementUses, vocab.InvolvementUses, vocab.InvolvementUses, vocab.InvolvementProvides, vocab.InvolvementOperates, vocab.InvolvementOwns, vocab.InvolvementSupports}
		w.involve(pick(19, "who"), rapid.SampledFrom(types).Draw(t, "type"), pick(8, "what"))
		v := &w.involvements[len(w.involvements)-1]
		if v.Type == vocab.InvolvementUses && rapid.Bool().Draw(t, "delivered") {
			v.Supplier = 16 + pick(3, "supplier")
		}
		v.Relation = vocab.ID(fmt.Sprintf("inv%02d", len(w.involvements)))
	}
	for range rapid.IntRange(0, 30).Draw(t, "memberships") {
		types := []vocab.RelationshipType{vocab.RelationshipMemberOf, vocab.RelationshipOwns, vocab.RelationshipParticipatesIn, vocab.RelationshipCoOptedTo}
		w.join(rapid.SampledFrom(types).Draw(t, "type"), 12+pick(4, "body"), pick(12, "member"))
		w.memberships[len(w.memberships)-1].Relation = vocab.ID(fmt.Sprintf("rel%02d", len(w.memberships)))
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "agreements") {
		a := reuse.Agreement{
			ID: vocab.ID(fmt.Sprintf("agr%d", i)), Area: rapid.SampledFrom([]string{"", "area"}).Draw(t, "area"),
			Kind:  rapid.SampledFrom([]reuse.AgreementKind{reuse.FrameworkAgreement, reuse.Contract, reuse.CooperationAgreement}).Draw(t, "kind"),
			Start: rapid.SampledFrom(dates).Draw(t, "start"), End: rapid.SampledFrom(dates).Draw(t, "end"), ExtendableTo: rapid.SampledFrom(dates).Draw(t, "extendable"),
			Buyers:    []int32{pick(12, "buyer"), pick(12, "buyer")},
			Suppliers: []reuse.Lot{{Supplier: 16 + pick(3, "seller")}},
			Eligible: []reuse.Eligibility{
				{Actor: pick(12, "eligible"), MembersOf: reuse.None, Condition: vocab.Text{SV: "villkor", EN: "condition"}},
				{Actor: reuse.None, MembersOf: 12 + pick(4, "members of")},
			},
		}
		if rapid.Bool().Draw(t, "carries") {
			a.Solutions = []int32{pick(8, "carried")}
		}
		w.agreements = append(w.agreements, a)
	}
	return w
}

// answers is everything that one municipality may ask.
type answers struct {
	Similar reuse.SimilarAnswer
	Suggest reuse.SuggestAnswer
	Routes  []reuse.RoutesAnswer
	Gaps    []reuse.GapsAnswer
	Windows reuse.WindowsAnswer
}

func ask(t *rapid.T, w *memory, me vocab.ID) answers {
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	var (
		a   answers
		err error
	)
	index := int32(slices.IndexFunc(w.actors, func(a reuse.Actor) bool { return a.ID == me }))
	a.Similar, err = reuse.Similar(w, index, 5)
	check(err)
	a.Suggest, err = reuse.Suggest(w, index, "", 5)
	check(err)
	order := make([]int32, 0, len(w.solutions))
	for i, s := range w.solutions {
		if s.Kind != vocab.SolutionStandard {
			order = append(order, int32(i))
		}
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(w.solutions[a].Name, w.solutions[b].Name) })
	for _, s := range order {
		routes, err := reuse.Routes(w, reuse.Law{}, index, s)
		check(err)
		a.Routes = append(a.Routes, routes)
	}
	for _, basis := range []reuse.Basis{reuse.BySolution, reuse.ByArea} {
		gaps, err := reuse.Gaps(w, slices.Collect(w.Municipalities()), basis, 0.2, 0)
		check(err)
		a.Gaps = append(a.Gaps, gaps)
	}
	a.Windows, err = reuse.Windows(w, "", [2]vocab.Date{"2024-01-01", "2030-01-01"}, 12, 0)
	check(err)
	return a
}

func TestAnswersAreSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		a := ask(t, w, w.actors[0].ID)
		checkParts := func(total float64, parts []reuse.Part) {
			sum, weights := 0.0, 0.0
			for _, p := range parts {
				if p.Value < 0 || p.Value > 1 || p.Weight < 0 || p.Weight > 1 {
					t.Fatalf("an odd part: %+v", p)
				}
				sum, weights = sum+p.Weight*p.Value, weights+p.Weight
			}
			if total < 0 || total > 1 || sum-total > 0.006 || total-sum > 0.006 || len(parts) > 0 && (weights < 0.995 || weights > 1.005) {
				t.Fatalf("the parts %+v make %v, not %v", parts, sum, total)
			}
		}
		for i, l := range a.Similar.Similar {
			checkParts(l.Similarity, l.Parts)
			if i > 0 && a.Similar.Similar[i-1].Similarity < l.Similarity {
				t.Fatal("a less similar one comes first")
			}
		}
		for _, s := range a.Suggest.Suggestions {
			checkParts(s.Score, s.Parts)
			if len(s.Reasons) == 0 || len(s.Peers) == 0 || s.PeerCount < len(s.Peers) {
				t.Fatalf("a suggestion without reasons or peers: %+v", s)
			}
		}
		for _, routes := range a.Routes {
			for _, r := range routes.Routes {
				checkRoute(t, r)
			}
		}
		if c := a.Suggest.Coverage; c.PeersKnown > c.Peers || c.SimilarKnown > c.Similar || c.LargerKnown > c.Larger {
			t.Fatalf("coverage: %+v", c)
		}
		for _, g := range a.Gaps {
			for _, gap := range g.Gaps {
				if len(gap.Using)+len(gap.Lacking) != g.Known || len(gap.Lacking) == 0 || g.Known+len(g.Unknown) != g.Members {
					t.Fatalf("a gap does not add up: %+v of %+v", gap, g)
				}
			}
		}
	})
}

// The most similar found by bounds are those that one finds by reckoning them all. Some bodies and solutions have so many
// others that the bounds take for granted that everyone has them.
func TestBoundsMissNobody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		for i := range 201 {
			crowd := w.supplier(fmt.Sprintf("crowd%d", i))
			w.use(0, crowd)
			w.use(1, crowd)
			w.join(vocab.RelationshipMemberOf, 12, crowd)
		}
		all, err := reuse.Similar(w, 0, reuse.MaxFirst)
		if err != nil {
			t.Fatal(err)
		}
		for n := 1; n < len(all.Similar); n++ {
			few, _ := reuse.Similar(w, 0, n)
			if diff := cmp.Diff(all.Similar[:n], few.Similar); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// A relation taken out of the world is in no answer, and neither is a supplier that no relation tells of.
func TestWhatIsNotThereDoesNotShow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		for _, taken := range []vocab.ID{"inv01", "rel01"} {
			w.involvements = slices.DeleteFunc(w.involvements, func(v reuse.Involvement) bool { return v.Relation == taken })
			w.memberships = slices.DeleteFunc(w.memberships, func(m reuse.Membership) bool { return m.Relation == taken })
		}
		text := fmt.Sprintf("%+v", ask(t, w, w.actors[0].ID))
		for _, never := range []string{"inv01", "rel01", "hidden"} {
			if strings.Contains(text, never) {
				t.Fatalf("%s shows: %s", never, text)
			}
		}
	})
}

// Neither the numbering nor the order of anything changes an answer.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		me := w.actors[0].ID
		want := ask(t, w, me)
		shuffled := w.permuted(rand.New(rand.NewSource(rapid.Int64().Draw(t, "seed"))))
		if diff := cmp.Diff(want, ask(t, shuffled, me)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// permuted numbers everything anew.
func (m *memory) permuted(r *rand.Rand) *memory {
	out := &memory{day: m.day}
	actors, solutions := r.Perm(len(m.actors)), r.Perm(len(m.solutions))
	out.actors, out.solutions = make([]reuse.Actor, len(m.actors)), make([]reuse.Solution, len(m.solutions))
	for from, to := range actors {
		out.actors[to] = m.actors[from]
	}
	for from, to := range solutions {
		out.solutions[to] = m.solutions[from]
	}
	actor := func(i int32) int32 {
		if i == reuse.None {
			return i
		}
		return int32(actors[i])
	}
	for _, v := range m.involvements {
		v.Actor, v.Solution, v.Supplier = actor(v.Actor), int32(solutions[v.Solution]), actor(v.Supplier)
		out.involvements = append(out.involvements, v)
	}
	for _, b := range m.memberships {
		b.Actor, b.Body = actor(b.Actor), actor(b.Body)
		out.memberships = append(out.memberships, b)
	}
	for _, a := range m.agreements {
		a.Buyers, a.Suppliers, a.Eligible, a.Solutions = slices.Clone(a.Buyers), slices.Clone(a.Suppliers), slices.Clone(a.Eligible), slices.Clone(a.Solutions)
		for i := range a.Buyers {
			a.Buyers[i] = actor(a.Buyers[i])
		}
		for i := range a.Suppliers {
			a.Suppliers[i].Supplier = actor(a.Suppliers[i].Supplier)
		}
		for i := range a.Eligible {
			a.Eligible[i].Actor, a.Eligible[i].MembersOf = actor(a.Eligible[i].Actor), actor(a.Eligible[i].MembersOf)
		}
		for i := range a.Solutions {
			a.Solutions[i] = int32(solutions[a.Solutions[i]])
		}
		r.Shuffle(len(a.Eligible), func(i, j int) { a.Eligible[i], a.Eligible[j] = a.Eligible[j], a.Eligible[i] })
		out.agreements = append(out.agreements, a)
	}
	r.Shuffle(len(out.involvements), func(i, j int) {
		out.involvements[i], out.involvements[j] = out.involvements[j], out.involvements[i]
	})
	r.Shuffle(len(out.memberships), func(i, j int) {
		out.memberships[i], out.memberships[j] = out.memberships[j], out.memberships[i]
	})
	r.Shuffle(len(out.agreements), func(i, j int) { out.agreements[i], out.agreements[j] = out.agreements[j], out.agreements[i] })
	return out
}
