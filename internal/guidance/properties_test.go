package guidance_test

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kommungraf/internal/guidance"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// world is everything that an answer depends on.
type world struct {
	knowledge guidance.Knowledge
	profile   guidance.Profile
	peers     []guidance.Peer
	input     guidance.Input
}

func (w world) advise() (guidance.Advice, error) {
	return guidance.Advise(&w.knowledge, w.profile, w.peers, w.input)
}

// holds checks a property over the reference data and over knowledge made up at random. Questions that contradict
// themselves have no answer for it to hold of.
func holds(t *testing.T, property func(*rapid.T, world, guidance.Advice)) {
	t.Helper()
	r := mustLoad(t)
	for name, draw := range map[string]func(*rapid.T) world{
		"reference": func(t *rapid.T) world { return drawReference(t, r) },
		"random":    drawWorld,
	} {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			w := draw(t)
			a, err := w.advise()
			if p, ok := errors.AsType[*problem.Error](err); ok && p.Code == problem.BadUserInput && strings.HasPrefix(p.Field, "limits.") {
				t.Skip(err)
			}
			if err != nil {
				t.Fatal(err)
			}
			property(t, w, a)
		}))
	}
}

func TestAnswersAreSound(t *testing.T) {
	holds(t, func(t *rapid.T, w world, a guidance.Advice) {
		if again, err := w.advise(); err != nil || !reflect.DeepEqual(a, again) {
			t.Fatal("the same question has two answers")
		}
		if (a.Possible == 0) != (len(a.WhyNone) > 0) {
			t.Fatalf("%d options and %d reasons why there are none", a.Possible, len(a.WhyNone))
		}
		if text := fmt.Sprintf("%+v", a); strings.Contains(text, "%!") || strings.Contains(text, "  ") {
			t.Fatalf("a sentence is broken: %s", text)
		}
		var ranked []string
		for i, o := range a.Options {
			ranked = append(ranked, o.Alternative)
			if i > 0 && a.Options[i-1].Fit < o.Fit {
				t.Fatal("a worse fit comes first")
			}
			checkFit(t, o)
			checkAdvice(t, w, o)
		}
		for _, r := range a.RuledOut {
			if slices.Contains(ranked, r.Alternative) {
				t.Fatalf("%s is both ranked and ruled out", r.Alternative)
			}
			if r.Why.SV == "" || r.Why.EN == "" {
				t.Fatalf("%s is ruled out without a reason", r.Alternative)
			}
		}
	})
}

func checkFit(t *rapid.T, o guidance.Option) {
	if o.Fit < 0 || o.Fit > 1 || o.Confidence == vocab.High {
		t.Fatalf("%s has the fit %v, confidence %s", o.Alternative, o.Fit, o.Confidence)
	}
	var weights, points float64
	for _, r := range o.Reasons {
		weights += r.Weight
		points += r.Points
		if r.Points < 0 || r.Points > r.Weight || r.Sentence.SV == "" || r.Sentence.EN == "" {
			t.Fatalf("a reason is odd: %+v", r)
		}
	}
	// Each term is rounded to three decimals, and so is the fit.
	if most := 0.0005*float64(len(o.Reasons)+1) + 1e-9; math.Abs(weights-1) > most || math.Abs(points-o.Fit) > most {
		t.Fatalf("%s: the weights add up to %v, the points to %v, the fit is %v", o.Alternative, weights, points, o.Fit)
	}
}

// checkAdvice holds that nothing unlawful, closed or failed is advised, by rules written anew from the law and the data.
func checkAdvice(t *rapid.T, w world, o guidance.Option) {
	if len(o.Open) == 0 {
		t.Fatalf("%s is ranked, and no form is open", o.Alternative)
	}
	open := make(map[string]bool)
	limits := w.input.Limits
	for _, f := range o.Open {
		open[f.Form] = true
		form := w.knowledge.Forms[slices.IndexFunc(w.knowledge.Forms, func(k guidance.Form) bool { return k.Slug == f.Form })]
		alone := w.input.Parties == 1 && (form.Basis == vocab.BasisPublicLaw || form.Basis == vocab.BasisPrivateLaw) && form.MinParties > 1
		person := limits.NoNewLegalPerson && !f.InUse && (form.LegalPerson == vocab.LegalPersonOwn || form.LegalPerson == vocab.LegalPersonCompany)
		low := limits.MaxEffort == vocab.EffortLow && form.SetupEffort != vocab.EffortLow
		switch {
		case !slices.Contains(form.Participants, w.profile.Kind),
			alone, person, low,
			slices.Contains(limits.WithoutForms, f.Form),
			len(limits.OnlyForms) > 0 && !slices.Contains(limits.OnlyForms, f.Form):
			t.Fatalf("%s is closed and stands as open", f.Form)
		}
	}
	for _, f := range o.Closed {
		if open[f.Form] || f.Why.SV == "" || f.Why.EN == "" {
			t.Fatalf("%s is closed without a reason, or open too", f.Form)
		}
	}
	failed := make(map[string]bool)
	for _, h := range w.knowledge.Handlings {
		failed[h.Slug] = h.Outcome == vocab.Failed
	}
	for _, k := range o.Obstacles {
		if slices.ContainsFunc(k.Handlings, func(h guidance.HandlingAdvice) bool { return failed[h.Handling] }) {
			t.Fatalf("what failed is advised against %s", k.Obstacle)
		}
	}
	if len(o.Examples) > 5 {
		t.Fatal("too many examples")
	}
	for i, e := range o.Examples {
		if e.Actor == w.profile.Actor || !open[e.Use.Form] || i > 0 && e.Similarity > o.Examples[i-1].Similarity || e.Similarity > 1 {
			t.Fatalf("an odd example: %+v", e)
		}
	}
}

func TestOneMoreMatchNeverLowersAFit(t *testing.T) {
	holds(t, func(t *rapid.T, w world, before guidance.Advice) {
		more := w
		var matched func(guidance.Alternative) bool
		if rapid.Bool().Draw(t, "one more need") && len(w.knowledge.Needs) > 0 {
			slug := rapid.SampledFrom(w.knowledge.Needs).Draw(t, "need").Slug
			more.input.Needs = append(slices.Clone(w.input.Needs), slug)
			matched = func(a guidance.Alternative) bool { return slices.Contains(a.Needs, slug) }
		} else {
			slug := rapid.SampledFrom(w.knowledge.Situations).Draw(t, "situation").Slug
			more.input.Situations = append(slices.Clone(w.input.Situations), slug)
			matched = func(a guidance.Alternative) bool { return slices.Contains(a.Situations, slug) }
		}
		after, err := more.advise()
		if err != nil {
			t.Fatal(err)
		}
		fits := make(map[string]float64)
		for _, o := range after.Options {
			fits[o.Alternative] = o.Fit
		}
		for _, o := range before.Options {
			a := w.knowledge.Alternatives[slices.IndexFunc(w.knowledge.Alternatives, func(a guidance.Alternative) bool { return a.Slug == o.Alternative })]
			if fit, still := fits[o.Alternative]; matched(a) && (!still || fit < o.Fit) {
				t.Fatalf("%s matches one more thing, and its fit went from %v to %v", o.Alternative, o.Fit, fit)
			}
		}
	})
}

func TestOrderAndRepetitionChangeNothing(t *testing.T) {
	holds(t, func(t *rapid.T, w world, a guidance.Advice) {
		k := w.knowledge
		k.Situations, k.Needs, k.Forms = mixed(t, k.Situations), mixed(t, k.Needs), mixed(t, k.Forms)
		k.Alternatives, k.Obstacles, k.Handlings = mixed(t, k.Alternatives), mixed(t, k.Obstacles), mixed(t, k.Handlings)
		k.Patterns, k.Links = mixed(t, k.Patterns), mixed(t, k.Links)
		for i := range k.Alternatives {
			alt := &k.Alternatives[i]
			alt.Situations, alt.Needs, alt.Forms = mixed(t, alt.Situations), mixed(t, alt.Needs), mixed(t, alt.Forms)
			alt.Obstacles, alt.SizeBands = mixed(t, alt.Obstacles), mixed(t, alt.SizeBands)
		}
		w.knowledge, w.peers = k, mixed(t, w.peers)
		w.profile.Uses, w.profile.Memberships = mixed(t, w.profile.Uses), mixed(t, w.profile.Memberships)
		in := &w.input
		in.Situations, in.Needs = mixed(t, twice(in.Situations)), mixed(t, twice(in.Needs))
		in.Limits.OnlyForms, in.Limits.WithoutForms = mixed(t, twice(in.Limits.OnlyForms)), mixed(t, twice(in.Limits.WithoutForms))
		if other, err := w.advise(); err != nil || !reflect.DeepEqual(a, other) {
			t.Fatalf("%v\n%+v\n%+v", err, a, other)
		}
	})
}

func mixed[T any](t *rapid.T, list []T) []T {
	if len(list) < 2 {
		return list
	}
	return rapid.Permutation(list).Draw(t, "order")
}

func twice(list []string) []string { return slices.Concat(list, list) }

// drawReference asks anything of the reference data.
func drawReference(t *rapid.T, r reference) world {
	w := world{knowledge: r.knowledge, peers: r.peers}
	var keys []string
	for key, a := range r.actors {
		if a.Kind != vocab.Association || a.Organisation == vocab.FormMunicipalAssociation {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	w.profile = r.actors[rapid.SampledFrom(keys).Draw(t, "actor")]
	if rapid.IntRange(0, 9).Draw(t, "known") == 0 {
		w.profile.Population, w.profile.SkrGroup, w.profile.CountyCode, w.profile.Uses = nil, nil, "", nil
	}
	w.input = drawInput(t, w.knowledge)
	return w
}

func drawInput(t *rapid.T, k guidance.Knowledge) guidance.Input {
	return guidance.Input{
		Situations: some(slugs(k.Situations, func(n guidance.Named) string { return n.Slug }), 6).Draw(t, "situations"),
		Needs:      some(slugs(k.Needs, func(n guidance.Named) string { return n.Slug }), 6).Draw(t, "needs"),
		Parties:    rapid.IntRange(0, 4).Draw(t, "parties"),
		Limits: guidance.Limits{
			MaxEffort:        rapid.SampledFrom([]vocab.SetupEffort{"", "", "", vocab.EffortLow, vocab.EffortMedium, vocab.EffortHigh}).Draw(t, "effort"),
			OnlyForms:        rapid.OneOf(rapid.Just([]string(nil)), some(formSlugs(k), 8)).Draw(t, "only"),
			WithoutForms:     some(formSlugs(k), 3).Draw(t, "without"),
			NoNewLegalPerson: rapid.Bool().Draw(t, "no person"),
			First:            guidance.MaxFirst,
		},
	}
}

// drawWorld makes knowledge, an actor and peers up. Slugs are few, so that things meet; some name nothing.
func drawWorld(t *rapid.T) world {
	var k guidance.Knowledge
	named := func(prefix string, i int) (string, vocab.Text) {
		slug := fmt.Sprintf("%s-%d", prefix, i)
		return slug, vocab.Text{SV: slug, EN: slug}
	}
	count := func(label string, least, most int) int { return rapid.IntRange(least, most).Draw(t, label) }
	for i := range count("situations", 1, 5) {
		slug, name := named("situation", i)
		k.Situations = append(k.Situations, guidance.Named{Slug: slug, Name: name})
	}
	for i := range count("needs", 0, 5) {
		slug, name := named("need", i)
		k.Needs = append(k.Needs, guidance.Named{Slug: slug, Name: name})
	}
	pick := func(prefix string) []string {
		all := make([]string, 7)
		for i := range all {
			all[i], _ = named(prefix, i)
		}
		return some(all, 4).Draw(t, prefix)
	}
	for i := range count("forms", 0, 6) {
		slug, name := named("form", i)
		f := guidance.Form{
			Slug: slug, Name: name, Basis: oneOf[vocab.FormBasis](t), LegalPerson: oneOf[vocab.LegalPerson](t),
			Participants: rapid.SliceOfDistinct(rapid.Custom(oneOf[vocab.ActorKind]), rapid.ID[vocab.ActorKind]).Draw(t, "kinds"),
			MinParties:   count("form parties", 1, 3), SetupEffort: oneOf[vocab.SetupEffort](t),
		}
		if rapid.Bool().Draw(t, "law") {
			f.LegalBasis = &name
		}
		k.Forms = append(k.Forms, f)
	}
	for i := range count("alternatives", 0, 8) {
		slug, name := named("alternative", i)
		k.Alternatives = append(k.Alternatives, guidance.Alternative{
			Slug: slug, Name: name, Situations: pick("situation"), Needs: pick("need"), Forms: pick("form"), Obstacles: pick("obstacle"),
			SizeBands:  rapid.SliceOfNDistinct(rapid.Custom(oneOf[vocab.SizeBand]), 0, 3, rapid.ID[vocab.SizeBand]).Draw(t, "bands"),
			MinParties: count("parties", 1, 3), Editorial: rapid.Bool().Draw(t, "editorial"), Confidence: oneOf[vocab.Confidence](t),
		})
	}
	for i := range count("obstacles", 0, 4) {
		slug, name := named("obstacle", i)
		k.Obstacles = append(k.Obstacles, guidance.Obstacle{Slug: slug, Name: name, Forms: pick("form")})
	}
	for i := range count("handlings", 0, 5) {
		slug, _ := named("handling", i)
		k.Handlings = append(k.Handlings, guidance.Handling{Slug: slug, Obstacles: pick("obstacle"), Outcome: oneOf[vocab.Outcome](t)})
	}
	for i := range count("patterns", 0, 8) {
		slug, _ := named("pattern", i)
		k.Patterns = append(k.Patterns, guidance.Pattern{Slug: slug, Forms: pick("form"), Obstacles: pick("obstacle")})
	}
	for i := range count("links", 0, 8) {
		evidence, _ := named("evidence", i%3)
		for _, subject := range pick("alternative") {
			k.Links = append(k.Links, guidance.EvidenceLink{Evidence: evidence, Kind: vocab.PrefixAlternative, Subject: subject, Stance: oneOf[vocab.Stance](t)})
		}
	}
	w := world{knowledge: k, input: drawInput(t, k)}
	w.profile = guidance.Profile{Actor: "actor-0", Kind: rapid.SampledFrom([]vocab.ActorKind{vocab.Municipality, vocab.Region, vocab.Association}).Draw(t, "kind")}
	if w.profile.Kind == vocab.Association {
		w.profile.Organisation = vocab.FormMunicipalAssociation
	}
	w.profile.Population, w.profile.SkrGroup, w.profile.CountyCode, w.profile.Uses = drawTraits(t, pick)
	for i := range count("peers", 0, 8) {
		peer := guidance.Peer{Actor: vocab.ID(fmt.Sprintf("actor-%d", i)), Kind: w.profile.Kind}
		peer.Population, peer.SkrGroup, peer.CountyCode, peer.Uses = drawTraits(t, pick)
		w.peers = append(w.peers, peer)
	}
	return w
}

func drawTraits(t *rapid.T, pick func(string) []string) (population *int, group *vocab.SkrGroup, county string, uses []guidance.Use) {
	for _, form := range pick("form") {
		uses = append(uses, guidance.Use{Form: form, Body: vocab.ID("body-" + form)})
	}
	return rapid.Ptr(rapid.IntRange(1, 200_000), true).Draw(t, "population"), rapid.Ptr(rapid.Custom(oneOf[vocab.SkrGroup]), true).Draw(t, "group"),
		rapid.SampledFrom([]string{"", "01", "23"}).Draw(t, "county"), uses
}

func oneOf[T interface {
	~string
	Values() []string
}](t *rapid.T,
) T {
	var zero T
	return T(rapid.SampledFrom(zero.Values()).Draw(t, fmt.Sprintf("%T", zero)))
}

// some draws up to so many of the slugs, each once.
func some(slugs []string, most int) *rapid.Generator[[]string] {
	if len(slugs) == 0 {
		return rapid.Just([]string(nil))
	}
	return rapid.SliceOfNDistinct(rapid.SampledFrom(slugs), 0, min(most, len(slugs)), rapid.ID[string])
}

func slugs[T any](list []T, slug func(T) string) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = slug(v)
	}
	return out
}

func formSlugs(k guidance.Knowledge) []string {
	return slugs(k.Forms, func(f guidance.Form) string { return f.Slug })
}
