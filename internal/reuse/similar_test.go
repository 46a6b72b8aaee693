package reuse_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kommungraf/internal/problem"
	"kommungraf/internal/reuse"
	"kommungraf/internal/vocab"
)

func TestSimilarParts(t *testing.T) {
	type parts map[reuse.PartKind]float64
	base := reuse.Actor{Name: "base", Kind: vocab.Municipality, Population: 5000, SkrGroup: vocab.SkrC8, Latitude: 60, Longitude: 15}
	change := func(f func(*reuse.Actor)) reuse.Actor {
		a := base
		a.Name = "other"
		f(&a)
		return a
	}
	for name, test := range map[string]struct {
		other      reuse.Actor
		similarity float64
		parts      parts
	}{
		"alike":        {change(func(*reuse.Actor) {}), 1, parts{reuse.PartSize: 1, reuse.PartGroup: 1, reuse.PartDistance: 1}},
		"ten times":    {change(func(a *reuse.Actor) { a.Population = 50_000 }), 0.5, parts{reuse.PartSize: 0, reuse.PartGroup: 1, reuse.PartDistance: 1}},
		"main group":   {change(func(a *reuse.Actor) { a.SkrGroup = vocab.SkrC6 }), 0.857, parts{reuse.PartSize: 1, reuse.PartGroup: 0.5, reuse.PartDistance: 1}},
		"other group":  {change(func(a *reuse.Actor) { a.SkrGroup = vocab.SkrA1 }), 0.714, parts{reuse.PartSize: 1, reuse.PartGroup: 0, reuse.PartDistance: 1}},
		"degree north": {change(func(a *reuse.Actor) { a.Latitude = 61 }), 0.885, parts{reuse.PartSize: 1, reuse.PartGroup: 1, reuse.PartDistance: 0.463}},
		"no size":      {change(func(a *reuse.Actor) { a.Population = 0 }), 1, parts{reuse.PartGroup: 1, reuse.PartDistance: 1}},
		"no group":     {change(func(a *reuse.Actor) { a.SkrGroup = "" }), 1, parts{reuse.PartSize: 1, reuse.PartDistance: 1}},
		"no place":     {change(func(a *reuse.Actor) { a.Latitude, a.Longitude = 0, 0 }), 1, parts{reuse.PartSize: 1, reuse.PartGroup: 1}},
		"nothing":      {reuse.Actor{Name: "other", Kind: vocab.Municipality}, 0, parts{}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newMemory()
			me := w.actor(base)
			w.actor(test.other)
			got, err := reuse.Similar(w, me, 0)
			if err != nil || len(got.Similar) != 1 {
				t.Fatal(got, err)
			}
			if got.Similar[0].Similarity != test.similarity {
				t.Errorf("similarity %v, not %v", got.Similar[0].Similarity, test.similarity)
			}
			values, weights := parts{}, 0.0
			for _, p := range got.Similar[0].Parts {
				values[p.Kind] = p.Value
				weights += p.Weight
			}
			if diff := cmp.Diff(test.parts, values); diff != "" {
				t.Error(diff)
			}
			if len(values) > 0 && math.Abs(weights-1) > 0.005 {
				t.Errorf("the weights add up to %v", weights)
			}
		})
	}
}

// A body that everyone is in must say next to nothing, also when nothing else is known; a small one says much.
func TestSharedBodiesWeighByTheirSize(t *testing.T) {
	w := newMemory()
	me := w.municipality("me", 5000, "")
	friend := w.municipality("friend", 10_000, "")
	far := w.municipality("stranger", 10_000, "")
	everyone := w.body("everyone", vocab.FormEmployerAndInterestOrganisation)
	board := w.body("board", vocab.FormJointBoard)
	w.join(vocab.RelationshipMemberOf, everyone, me, friend, far)
	for i := range 287 {
		w.join(vocab.RelationshipMemberOf, everyone, w.municipality("m"+string(rune('a'+i%26))+string(rune('a'+i/26)), 900_000, ""))
	}
	w.join(vocab.RelationshipMemberOf, board, me, friend)
	w.join(vocab.RelationshipSharesITOperationIn, board, me, friend) // in two ways, and still once
	got, err := reuse.Similar(w, me, 2)
	if err != nil {
		t.Fatal(err)
	}
	ids := []vocab.ID{got.Similar[0].Municipality, got.Similar[1].Municipality}
	if diff := cmp.Diff([]vocab.ID{"friend", "stranger"}, ids); diff != "" {
		t.Fatal(diff)
	}
	// The friend shares everything (weight 0.504 / 0.554 of 0.15); the stranger only the large body.
	if f := got.Similar[0].Parts[1]; f.Value != 1 || f.Weight < 0.27 || f.Weight > 0.29 {
		t.Errorf("the board weighs %+v", f)
	}
	if s := got.Similar[1].Parts[1]; s.Value != 0.007 {
		t.Errorf("the large body weighs %+v", s)
	}
	if !got.Truncated {
		t.Error("there are more")
	}
	alone := newMemory()
	a, b := alone.municipality("a", 5000, ""), alone.municipality("b", 50_000, "")
	large := alone.body("large", vocab.FormNetwork)
	alone.join(vocab.RelationshipMemberOf, large, a, b)
	for range 288 {
		alone.join(vocab.RelationshipMemberOf, large, alone.supplier("s"+string(rune(len(alone.actors)+1000))))
	}
	got, _ = reuse.Similar(alone, a, 1)
	if got.Similar[0].Similarity > 0.03 {
		t.Errorf("a body of everyone makes alike: %+v", got.Similar[0])
	}
}

func TestSharedSolutionsWeighByTheirUsers(t *testing.T) {
	w := newMemory()
	me, rare, common := w.municipality("me", 5000, ""), w.municipality("rare", 5000, ""), w.municipality("common", 5000, "")
	unknown := w.municipality("unknown", 4000, "")
	odd, popular := w.solution("odd", vocab.SolutionOpenSource), w.solution("popular", vocab.SolutionOpenSource)
	w.use(odd, me, rare)
	w.use(popular, me, common)
	for range 50 {
		w.use(popular, w.actor(reuse.Actor{Name: "x" + string(rune(len(w.actors)+1000)), Kind: vocab.Region}))
	}
	got, err := reuse.Similar(w, me, 3)
	if err != nil {
		t.Fatal(err)
	}
	var order []vocab.ID
	for _, l := range got.Similar {
		order = append(order, l.Municipality)
	}
	// Of the unknown one no solution is known, which is no difference.
	if diff := cmp.Diff([]vocab.ID{"rare", "unknown", "common"}, order); diff != "" {
		t.Error(diff)
	}
	if len(got.Similar[1].Parts) != 1 || unknown == 0 {
		t.Errorf("an unknown part counts: %+v", got.Similar[1].Parts)
	}
}

func TestSimilarRefuses(t *testing.T) {
	w := newMemory()
	me, firm := w.municipality("me", 1, ""), w.supplier("firm")
	for name, test := range map[string]struct {
		actor int32
		first int
		field string
		code  problem.Code
	}{
		"nobody":       {99, 0, "municipality", problem.NotFound},
		"a supplier":   {firm, 0, "municipality", problem.BadUserInput},
		"too many":     {me, reuse.MaxFirst + 1, "first", problem.BadUserInput},
		"less than 1":  {me, -1, "first", problem.BadUserInput},
		"all in order": {me, 0, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := reuse.Similar(w, test.actor, test.first)
			checkProblem(t, err, test.code, test.field)
		})
	}
}
