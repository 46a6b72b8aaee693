package store_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"kommungraf/internal/kbtest"
	"kommungraf/internal/store"
)

// inOrder is names as a Swedish list has them.
var inOrder = []string{
	"ale", "Arboga", "Avtal 2", "Avtal 10", "Avtal 0100", "Varberg", "Västerås", "Wasa", "Zinkgruvan",
	"Åre", "Åstorp", "Älmhult", "Ängelholm", "Örebro", "Östersund",
}

func TestNamesSortAsASwedishListHasThem(t *testing.T) {
	sorted := slices.Clone(inOrder)
	slices.Reverse(sorted)
	slices.SortFunc(sorted, func(a, b string) int { return strings.Compare(store.SortName(a), store.SortName(b)) })
	if diff := cmp.Diff(inOrder, sorted); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The keys are made to be ordered by the database, whatever its collation.
func TestDatabasesOrderNamesAlike(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		if _, err := s.DB().Exec("CREATE TABLE names (name varchar, name_sort varchar)"); err != nil {
			t.Fatal(err)
		}
		for _, name := range slices.Backward(inOrder) {
			if _, err := s.DB().Exec("INSERT INTO names VALUES ($1, $2)", name, store.SortName(name)); err != nil {
				t.Fatal(err)
			}
		}
		rows, err := s.DB().Query("SELECT name FROM names ORDER BY name_sort")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var got []string
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				t.Fatal(err)
			}
			got = append(got, name)
		}
		if diff := cmp.Diff(inOrder, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestSortNameIgnoresCaseAndSpelling(t *testing.T) {
	for _, pair := range [][2]string{{"ÅRE", "åre"}, {"Idé", "Ide"}, {norm.NFD.String("Örebro"), norm.NFC.String("örebro")}} {
		if store.SortName(pair[0]) != store.SortName(pair[1]) {
			t.Errorf("%q and %q sort apart", pair[0], pair[1])
		}
	}
	if store.SortName("Habo") == store.SortName("Håbo") {
		t.Error("Habo and Håbo sort alike")
	}
}

func TestFoldName(t *testing.T) {
	for name, want := range map[string]string{
		"ÅRE": "åre", "Älmhult": "älmhult", "ÖREBRO": "örebro", "": "", "E-arkiv 2": "e-arkiv 2",
		norm.NFD.String("Ängelholm"): "ängelholm",
	} {
		if got := store.FoldName(name); got != want {
			t.Errorf("FoldName(%q) = %q, want %q", name, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		once := store.FoldName(name)
		if twice := store.FoldName(once); twice != once {
			t.Errorf("FoldName(%q) = %q, and of that %q", name, once, twice)
		}
		if composed, decomposed := store.FoldName(norm.NFC.String(name)), store.FoldName(norm.NFD.String(name)); composed != decomposed {
			t.Errorf("%q folds to %q and %q", name, composed, decomposed)
		}
	})
}

func TestSortNameIsHexadecimalAndTheSameForAll(t *testing.T) {
	names := rapid.SliceOfN(rapid.String(), 20, 20).Example(1)
	want := make([]string, len(names))
	for i, name := range names {
		want[i] = store.SortName(name)
		if strings.Trim(want[i], "0123456789abcdef") != "" {
			t.Errorf("SortName(%q) = %q, want lower-case hexadecimal", name, want[i])
		}
	}
	var wg sync.WaitGroup // collators are shared between goroutines
	for range 8 {
		wg.Go(func() {
			for range 50 {
				for i, name := range names {
					if got := store.SortName(name); got != want[i] {
						t.Errorf("SortName(%q) = %q, want %q", name, got, want[i])
					}
				}
			}
		})
	}
	wg.Wait()
}
