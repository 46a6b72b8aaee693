package reuse_test

import (
	"fmt"
	"math/rand"
	"testing"

	"kommungraf/internal/reuse"
	"kommungraf/internal/vocab"
)

// made is a world of so many municipalities, a hundred for each county, with bodies of a dozen neighbours and one of all,
// and solutions of which a few have many users and most have few.
func made(municipalities, uses int) *memory {
	r := rand.New(rand.NewSource(1))
	w := newMemory()
	groups := []vocab.SkrGroup{vocab.SkrA2, vocab.SkrB3, vocab.SkrB4, vocab.SkrC6, vocab.SkrC7, vocab.SkrC8}
	for i := range municipalities {
		m := w.municipality(fmt.Sprintf("m%05d", i), 2500+int(100_000*r.ExpFloat64()/3), fmt.Sprint(i/100))
		w.actors[m].SkrGroup = groups[r.Intn(len(groups))]
		w.actors[m].Latitude, w.actors[m].Longitude = 55+13*r.Float64(), 12+10*r.Float64()
	}
	all := w.body("everyone", vocab.FormEmployerAndInterestOrganisation)
	var near int32
	for i := range int32(municipalities) {
		if i%12 == 0 {
			near = w.body(fmt.Sprintf("b%05d", i), vocab.FormMunicipalAssociation)
		}
		w.join(vocab.RelationshipMemberOf, near, i)
		w.join(vocab.RelationshipMemberOf, all, i)
	}
	firms := make([]int32, 100)
	for i := range firms {
		firms[i] = w.supplier(fmt.Sprintf("f%03d", i))
	}
	const solutions = 1000
	for i := range int32(solutions) {
		s := w.solution(fmt.Sprintf("s%04d", i), vocab.SolutionCommercialProduct)
		w.solutions[s].Area = fmt.Sprint(i % 30)
		w.involve(firms[i%100], vocab.InvolvementProvides, s)
	}
	popular := rand.NewZipf(r, 1.2, 20, solutions-1)
	for range uses {
		w.involvements = append(w.involvements, reuse.Involvement{
			Relation: "inv", Type: vocab.InvolvementUses, Actor: int32(r.Intn(municipalities)), Solution: int32(popular.Uint64()), Supplier: reuse.None,
		})
	}
	for i := range municipalities / 3 {
		year := 2026 + r.Intn(6)
		w.agreements = append(w.agreements, reuse.Agreement{
			ID: vocab.ID(fmt.Sprintf("a%05d", i)), Kind: reuse.FrameworkAgreement, Area: fmt.Sprint(i % 30),
			Start: "2022-01-01", End: vocab.PartialDate(fmt.Sprintf("%d-%02d-28", year, 1+r.Intn(12))),
			Buyers: []int32{int32(r.Intn(municipalities)), int32(r.Intn(municipalities))}, Suppliers: []reuse.Lot{{Supplier: firms[i%100]}},
			Eligible: []reuse.Eligibility{{Actor: reuse.None, Kind: vocab.Municipality, MembersOf: reuse.None}},
		})
	}
	return w.lay()
}

func BenchmarkQuestions(b *testing.B) {
	for _, size := range []struct{ municipalities, uses int }{{300, 10_000}, {30_000, 1_000_000}} {
		w := made(size.municipalities, size.uses)
		group := make([]int32, 49) // as many as the largest county has
		for i := range group {
			group[i] = int32(i)
		}
		for _, question := range []struct {
			name string
			ask  func() error
		}{
			{"Similar", func() error { _, err := reuse.Similar(w, 7, 10); return err }},
			{"Suggest", func() error { _, err := reuse.Suggest(w, 7, "", 10); return err }},
			{"Routes/popular", func() error { _, err := reuse.Routes(w, reuse.Law{}, 7, 0); return err }},
			{"Routes/rare", func() error { _, err := reuse.Routes(w, reuse.Law{}, 7, 900); return err }},
			{"Gaps", func() error { _, err := reuse.Gaps(w, group, reuse.BySolution, 0.5, 10); return err }},
			{"Windows", func() error {
				_, err := reuse.Windows(w, "7", [2]vocab.Date{"2026-06-01", "2029-06-01"}, 6, 10)
				return err
			}},
		} {
			b.Run(fmt.Sprintf("%d/%s", size.municipalities, question.name), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if err := question.ask(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
