package store_test

import (
	"context"
	"testing"

	"kommungraf/ent/db"
	"kommungraf/internal/guidance"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// What guidance reasons over is read once for a revision: the first question costs a bounded number of statements, the
// next ones two, the actor and the revision.
func TestGuidanceStatements(t *testing.T) {
	for name, location := range map[string]string{"sqlite": kbtest.SQLite(t, "loaded"), "postgres": kbtest.Postgres(t, "loaded")} {
		t.Run(name, func(t *testing.T) {
			statements := 0
			s := kbtest.MustOpen(t, location, counting(func(string) { statements++ }))
			for i, want := range []int{24, 2} {
				statements = 0
				code := vocab.MunicipalityCode("2326")
				actor, err := s.FindActor(t.Context(), store.FindBy{Code: &code})
				if err != nil {
					t.Fatal(err)
				}
				advice, _, err := s.Advise(t.Context(), actor, guidance.Input{Needs: []string{"access-to-skills"}})
				if err != nil {
					t.Fatal(err)
				}
				if len(advice.Options) == 0 {
					t.Error("no options")
				}
				if statements != want {
					t.Errorf("question %d: %d statements, want %d", i+1, statements, want)
				}
			}
		})
	}
}

// A write makes what was kept worthless.
func TestGuidanceSeesWrites(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		slug := "berg"
		berg, err := s.FindActor(t.Context(), store.FindBy{Slug: &slug})
		if err != nil {
			t.Fatal(err)
		}
		ask := func() *vocab.SizeBand {
			advice, _, err := s.Advise(t.Context(), berg, guidance.Input{Needs: []string{"access-to-skills"}})
			if err != nil {
				t.Fatal(err)
			}
			return advice.Profile.SizeBand()
		}
		if got := ask(); got == nil || *got != vocab.Under10000 {
			t.Fatalf("size band = %v, want %s", got, vocab.Under10000)
		}
		err = s.Write(t.Context(), vocab.FromContribution, func(ctx context.Context, w *store.Writer) error {
			row, err := s.Client.Actor.Get(ctx, berg)
			if err != nil {
				return err
			}
			source, err := s.Client.Source.Query().FirstID(ctx)
			if err != nil {
				return err
			}
			row.Population = new(250_000)
			_, err = w.SaveActors(ctx, []store.Cited[db.Actor]{{Row: row, Sources: []store.Citation{{Source: source}}}})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := ask(); got == nil || *got != vocab.Over100000 {
			t.Errorf("size band after the write = %v, want %s", got, vocab.Over100000)
		}
	})
}

func BenchmarkGuidance(b *testing.B) {
	s := kbtest.MustOpen(b, kbtest.SQLite(b, "loaded"))
	slug := "berg"
	berg, err := s.FindActor(b.Context(), store.FindBy{Slug: &slug})
	if err != nil {
		b.Fatal(err)
	}
	in := guidance.Input{Situations: []string{"contract-expiring"}, Needs: []string{"access-to-skills"}}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := s.Advise(b.Context(), berg, in); err != nil {
			b.Fatal(err)
		}
	}
}
