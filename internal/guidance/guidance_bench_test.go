package guidance_test

import (
	"testing"

	"kommungraf/internal/guidance"
)

// A question over the reference data takes far less than 5 ms, also when it asks for everything at once.
func BenchmarkAdvise(b *testing.B) {
	r := mustLoad(b)
	everything := guidance.Input{Limits: guidance.Limits{First: guidance.MaxFirst}}
	for _, s := range r.knowledge.Situations {
		everything.Situations = append(everything.Situations, s.Slug)
	}
	for _, n := range r.knowledge.Needs {
		everything.Needs = append(everything.Needs, n.Slug)
	}
	for name, in := range map[string]guidance.Input{
		"question":   {Situations: []string{"contract-expiring"}, Needs: []string{"access-to-skills"}},
		"everything": everything,
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := guidance.Advise(&r.knowledge, r.actors["2326"], r.peers, in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
