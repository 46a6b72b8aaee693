package reference_test

import (
	"testing"

	"kommungraf/internal/kbtest"
	"kommungraf/internal/reference"
	"kommungraf/internal/store"
)

func TestLoadTwice(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		for i, want := range []bool{true, false} {
			loaded, err := reference.Load(t.Context(), s, func(step reference.Step) { t.Logf("%+v", step) })
			if err != nil {
				t.Fatal(err)
			}
			if loaded != want {
				t.Errorf("load %d: loaded = %v, want %v", i+1, loaded, want)
			}
		}
	})
}
