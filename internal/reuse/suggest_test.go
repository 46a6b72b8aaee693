package reuse_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kommungraf/internal/problem"
	"kommungraf/internal/reuse"
	"kommungraf/internal/vocab"
)

func checkProblem(t *testing.T, err error, code problem.Code, field string) {
	t.Helper()
	p, ok := errors.AsType[*problem.Error](err)
	switch {
	case code == "" && err != nil:
		t.Error(err)
	case code != "" && (!ok || p.Code != code || p.Field != field):
		t.Errorf("got %v, not %s on %s", err, code, field)
	}
}

// neighbours is a small municipality with a like one, a large neighbour, a large one far away and one of which nothing
// is known.
func neighbours() (w *memory, me, like, large, far int32) {
	w = newMemory()
	me = w.municipality("me", 5000, "01")
	like = w.municipality("like", 5000, "02")
	large = w.municipality("large", 100_000, "01")
	far = w.municipality("far", 100_000, "02")
	w.municipality("silent", 5000, "01")
	return w, me, like, large, far
}

func solutionsOf(a reuse.SuggestAnswer) (ids []vocab.ID) {
	for _, s := range a.Suggestions {
		ids = append(ids, s.Solution)
	}
	return ids
}

func TestSuggest(t *testing.T) {
	w, me, like, large, far := neighbours()
	firm := w.supplier("firm")
	both, liked, used := w.solution("both", vocab.SolutionOpenSource), w.solution("liked", vocab.SolutionSharedService), w.solution("used", vocab.SolutionOpenSource)
	owned, standard := w.solution("owned", vocab.SolutionOpenSource), w.solution("standard", vocab.SolutionStandard)
	planned, elsewhere := w.solution("planned", vocab.SolutionOpenSource), w.solution("elsewhere", vocab.SolutionOpenSource)
	w.solutions[elsewhere].Area = "elsewhere"
	for _, s := range []int32{both, used, owned, standard, planned, elsewhere} {
		w.use(s, like, large)
	}
	w.use(liked, like, far)
	w.use(used, me)
	w.involve(me, vocab.InvolvementOwns, owned)
	w.involve(me, vocab.InvolvementPlansToUse, planned)
	// A second statement of the same use, which says more.
	w.involvements = append(w.involvements, reuse.Involvement{
		Relation: "delivered", Type: vocab.InvolvementUses, Actor: large, Solution: both, Supplier: firm, Since: "2019",
	})
	got, err := reuse.Suggest(w, me, "area", 0)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]vocab.ID{"both", "planned", "liked"}, solutionsOf(got)); diff != "" {
		t.Fatal(diff)
	}
	first := got.Suggestions[0]
	if first.PeerCount != 2 || first.Peers[0].Municipality != "like" || first.Peers[0].Larger {
		t.Errorf("peers: %+v", first.Peers)
	}
	want := reuse.PeerUse{Municipality: "large", Similarity: first.Peers[1].Similarity, Larger: true, Since: "2019", Supplier: "firm", Relation: "delivered"}
	if diff := cmp.Diff(want, first.Peers[1]); diff != "" {
		t.Error(diff)
	}
	codes := func(s reuse.Suggestion) (codes []reuse.ReasonCode) {
		for _, r := range s.Reasons {
			codes = append(codes, r.Code)
		}
		return codes
	}
	if diff := cmp.Diff([]reuse.ReasonCode{reuse.SimilarUse, reuse.LargerUse, reuse.AlreadyConsidered}, codes(got.Suggestions[1])); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]reuse.ReasonCode{reuse.SimilarUse}, codes(got.Suggestions[2])); diff != "" {
		t.Error(diff)
	}
	c := got.Coverage
	if c.Peers != 4 || c.PeersKnown != 3 || c.Larger != 1 || c.LargerKnown != 1 || c.Similar != 4 || c.SimilarKnown != 3 {
		t.Errorf("coverage: %+v", c)
	}
	if want := "Av 4 jämförda kommuner är någon användning känd för 3. Att övriga inte nämns betyder inte att de saknar lösningarna."; c.Sentence.SV != want {
		t.Error(c.Sentence.SV)
	}
	all, _ := reuse.Suggest(w, me, "", 2)
	if !all.Truncated || len(all.Suggestions) != 2 {
		t.Errorf("two of four: %v", solutionsOf(all))
	}
}

// Of one who is asked about and of whom nothing is known, nothing is concluded: the score is the same without it.
func TestUnknownPeersDoNotLowerAScore(t *testing.T) {
	score := func(silent int) float64 {
		w := newMemory()
		me, like := w.municipality("me", 5000, "01"), w.municipality("like", 5000, "01")
		for range silent {
			w.municipality("silent"+strings.Repeat("x", len(w.actors)), 5000, "01")
		}
		w.use(w.solution("s", vocab.SolutionOpenSource), like)
		got, err := reuse.Suggest(w, me, "", 0)
		if err != nil || len(got.Suggestions) != 1 {
			t.Fatal(got, err)
		}
		return got.Suggestions[0].Score
	}
	if a, b := score(0), score(5); a != b || a != 0.5 {
		t.Errorf("%v and %v", a, b)
	}
}

func TestSuggestRefuses(t *testing.T) {
	w, me, _, _, _ := neighbours()
	body := w.body("body", vocab.FormJointBoard)
	_, err := reuse.Suggest(w, body, "", 0)
	checkProblem(t, err, problem.BadUserInput, "actor")
	_, err = reuse.Suggest(w, reuse.None, "", 0)
	checkProblem(t, err, problem.NotFound, "actor")
	_, err = reuse.Suggest(w, me, strings.Repeat("x", 201), 0)
	checkProblem(t, err, problem.BadUserInput, "area")
	_, err = reuse.Suggest(w, me, "", 1000)
	checkProblem(t, err, problem.BadUserInput, "first")
}
