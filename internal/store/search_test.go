package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kommungraf/ent/db"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/problem"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// searches are queries of the reference data and what they find first, by slug. They show the rules of ranking: the
// name itself, then names that begin so, then the weight of the place, then the name.
var searches = []struct {
	query string
	kinds []vocab.SearchKind
	first string // the slugs of the first hits; more may follow
	total int    // 0 where the number says nothing
}{
	// The name, then what begins so, then where else the word stands.
	{query: "örebro", first: "orebro orebro-universitet region-orebro-lan askersund"},
	{query: "ÖREBRO", first: "orebro orebro-universitet region-orebro-lan askersund"},
	{query: "  örebro ", first: "orebro orebro-universitet region-orebro-lan askersund"},
	{query: "O\u0308rebro", first: "orebro orebro-universitet region-orebro-lan askersund"}, // o and two dots
	{query: "örebro län", first: "region-orebro-lan orebro askersund"},
	{query: "gotl", first: "gotland region-gotland", total: 2},
	{query: "gotl*", first: "gotland region-gotland", total: 2},
	{query: "open eplat", first: "open-eplatform"},
	{query: "eplat open", total: 0}, // only the last word may be a beginning
	{query: "region v", first: "region-varmland region-vasterbotten region-vasternorrland region-vastmanland"},

	// Without the marks a name is found too; with them only what is spelled so.
	{query: "orebro", first: "orebro orebro-universitet region-orebro-lan"},
	{query: "åre", first: "are", total: 1},
	{query: "ÅRE", first: "are", total: 1},
	{query: "are", first: "are 1177"},
	{query: "habo", first: "habo habo-0305", total: 2},
	{query: "håbo", first: "habo-0305", total: 1},

	// What a thing is, the genitive, the order of the words.
	{query: "sundsvalls kommun", first: "sundsvall draken", total: 2},
	{query: "kommun Sundsvall", first: "sundsvall draken", total: 2},
	{query: "Göteborgs stad", first: "goteborg", total: 1},
	{query: "municipality sundsvall", first: "sundsvall draken", total: 2},
	{query: "gemensam nämnd tierp", first: "it-centrum-tierp"},
	{query: "uppsala universitet", total: 0},
	{query: "university örebro", first: "orebro-universitet"},

	// Codes, numbers and domains.
	{query: "2281", first: "sundsvall", total: 1},
	{query: "212000-2411", first: "sundsvall", total: 1},
	{query: "2120002411", first: "sundsvall", total: 1},
	{query: "sundsvall.se", first: "sundsvall"},
	{query: "https://www.sundsvall.se/", total: 0},

	// Hyphens and punctuation.
	{query: "e-arkiv", first: "fgs iipax sydarkivera", total: 3},
	{query: "earkiv", first: "fgs iipax sydarkivera", total: 3},
	{query: "Malung-Sälen", first: "malung-salen", total: 1},
	{query: "malungsälen", first: "malung-salen", total: 1},
	{query: "drift", first: "drift-och-servicenamnden-karlstad gemensam-namnd-jamtland"},
	{query: "'; DROP TABLE actors; --", total: 0},
	{query: `sundsvall" OR 1=1`, total: 0},
	{query: "sundsvall\x00", first: "sundsvall"},
	{query: "sundsvall \xff", first: "sundsvall-casemanagement"},
	{query: "sundsvall%", first: "sundsvall-casemanagement"},
	{query: strings.Repeat("a", store.MaxQueryLength), total: 0},
	{query: "ö" + strings.Repeat(" ", store.MaxQueryLength-1), first: "ockero odeshog orebro"},
	{query: "sundsvall sundsvall sundsvall sundsvall sundsvall sundsvall sundsvall sundsvall sundsvall sundsvall sundsvall sundsvall", total: 5},

	// Kinds.
	{query: "örebro", kinds: []vocab.SearchKind{vocab.SearchKind(vocab.Region)}, first: "region-orebro-lan", total: 1},
	{query: "örebro", kinds: []vocab.SearchKind{vocab.SearchKind(vocab.Region), vocab.SearchKind(vocab.ResearchOrganisation)}, first: "orebro-universitet region-orebro-lan", total: 2},
	{query: "sundsvall", kinds: []vocab.SearchKind{vocab.FindSolution}, first: "sundsvall-casemanagement draken sundsvall-messaging dept44", total: 4},
}

func TestSearchFindsAlikeOnBothDatabases(t *testing.T) {
	sqlite := kbtest.MustOpen(t, kbtest.SQLite(t, "loaded"))
	postgres := kbtest.MustOpen(t, kbtest.Postgres(t, "loaded"))
	for _, search := range searches {
		t.Run(strings.TrimSpace(fmt.Sprintf("%.30q %v", search.query, search.kinds)), func(t *testing.T) {
			found, err := sqlite.Search(t.Context(), search.query, search.kinds)
			if err != nil {
				t.Fatal(err)
			}
			there, err := postgres.Search(t.Context(), search.query, search.kinds)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(found, there); diff != "" {
				t.Errorf("(-SQLite +PostgreSQL):\n%s", diff)
			}
			want := strings.Fields(search.first)
			if got := slugs(t, sqlite, found, len(want)); !cmp.Equal(want, got, cmp.Transformer("join", func(s []string) string { return strings.Join(s, " ") })) {
				t.Errorf("found %v first, want %v", got, want)
			}
			if (search.total > 0 || search.first == "") && found.Total != search.total {
				t.Errorf("found %d, want %d", found.Total, search.total)
			}
			if len(found.Hits) != min(found.Total, store.MaxHits) {
				t.Errorf("%d hits of %d", len(found.Hits), found.Total)
			}
			for i, h := range found.Hits[min(1, len(found.Hits)):] {
				if h.Score > found.Hits[i].Score {
					t.Errorf("hit %d scores more than the one before", i+1)
				}
			}
		})
	}
}

// slugs of the first hits.
func slugs(t *testing.T, s *store.Store, found store.Hits, first int) (names []string) {
	t.Helper()
	for i := range min(first, len(found.Hits)) {
		nodes := must(s.Load(t.Context(), []vocab.ID{found.Hits[i].ID}))(t)
		switch n := nodes[0].(type) {
		case *db.Actor:
			names = append(names, n.Slug)
		case *db.Solution:
			names = append(names, n.Slug)
		default:
			t.Errorf("found a %T", n)
		}
	}
	return names
}

func TestSearchSaysWhatItCannotSearchFor(t *testing.T) {
	thirteen := "a b c d e f g h i j k l m"
	tests := map[string]struct{ query, want string }{
		"nothing":         {"", "at least one letter or digit"},
		"a wildcard":      {"%", "at least one letter or digit"},
		"another":         {"_ * ? - «»", "at least one letter or digit"},
		"too long":        {strings.Repeat("ö", store.MaxQueryLength+1), "at most 256 characters, this one has 257"},
		"too many words":  {thirteen, "at most 12 words, this one has 13"},
		"a word too many": {thirteen + strings.Repeat(" ", 9), "at most 12 words, this one has 13"},
	}
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		for name, test := range tests {
			t.Run(name, func(t *testing.T) {
				_, err := s.Search(t.Context(), test.query, nil)
				wantProblem(t, err, problem.BadUserInput, "query")
				if !strings.Contains(err.Error(), test.want) {
					t.Errorf("%q does not say %q", err, test.want)
				}
			})
		}
	})
}

// Every part of a thing is found, and what weighs more comes first.
func TestSearchRanksByWhereAWordStands(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		named, alias, number := newMunicipality("9901", "fjallbyn", "Fjällbyn"), newActor(vocab.Supplier, "b", "Berg"), newActor(vocab.Supplier, "c", "Webbyrån")
		alias.Aliases = []string{"Fjällbyn"}
		number.Identifiers = []vocab.Identifier{{Scheme: vocab.SchemeDomain, Value: "fjällbyn"}}
		longer, english := newActor(vocab.Supplier, "d", "Fjällbyn Data"), newActor(vocab.Supplier, "e", "Översättning")
		english.NameEn = new("Mountain village")
		product, purpose := newActor(vocab.Supplier, "f", "Produkten"), newAssociation(vocab.FormNetwork, "g", "Nätet")
		product.Products = []string{"Fjällbyn 2.0"}
		purpose.Purpose = &vocab.Text{SV: "Stöder fjällbyn.", EN: "Supports the mountain village."}
		within := newActor(vocab.Supplier, "h", "Data i Fjällbyn")
		mustSave(t, s, batch{actors: []*db.Actor{purpose, product, english, longer, within, number, alias, named}})
		for query, want := range map[string]string{
			"fjällbyn":         "fjallbyn d h b c f g",
			"fjallbyn":         "fjallbyn d h b c f g", // without its marks
			"mountain":         "e g",
			"fjällbyns kommun": "fjallbyn",
		} {
			found, err := s.Search(t.Context(), query, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(slugs(t, s, found, 100), " "); got != want {
				t.Errorf("%s found %q, want %q", query, got, want)
			}
		}
	})
}

func TestSearchFollowsChanges(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		finds := func(query, want string) {
			t.Helper()
			found, err := s.Search(t.Context(), query, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(slugs(t, s, found, 100), " "); got != want {
				t.Errorf("%s found %q, want %q", query, got, want)
			}
		}
		mustSave(t, s, batch{actors: []*db.Actor{newMunicipality("9901", "byn", "Byn")}, solutions: []*db.Solution{newSolution("verktyg", "Verktyg")}})
		finds("byn", "byn")
		finds("verktyg", "verktyg")

		renamed, sol := newMunicipality("9901", "byn", "Staden"), newSolution("verktyg", "Hammare")
		renamed.Slug = "staden" // a word to find it by as well
		sol.Description = vocab.Text{EN: "A carpenter's tool"}
		mustSave(t, s, batch{actors: []*db.Actor{renamed}, solutions: []*db.Solution{sol}})
		finds("byn", "")
		finds("staden", "staden")
		finds("hammare", "verktyg")
		finds("carpenter", "verktyg")
		finds("lösning", "") // of the description before

		err := s.Write(t.Context(), vocab.FromContribution, batch{actors: []*db.Actor{newMunicipality("9902", "by", "Torp"), newMunicipality("9903", "by", "Gård")}}.save)
		wantProblem(t, err, problem.Conflict, "")
		finds("torp", "") // the write failed
	})
}

func TestEveryKindAndFormHasWordsToFindItBy(t *testing.T) {
	for _, kind := range vocab.ActorKind("").Values() {
		if store.KindWords[vocab.ActorKind(kind)] == "" {
			t.Errorf("%s has none", kind)
		}
	}
	for _, form := range vocab.OrganisationForm("").Values() {
		if store.FormWords[vocab.OrganisationForm(form)] == "" {
			t.Errorf("%s has none", form)
		}
	}
}
