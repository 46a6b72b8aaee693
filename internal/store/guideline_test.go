package store_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kommungraf/internal/guideline"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/problem"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// reports are the ones that the tests look at: the whole sector and a small municipality.
var reports = []struct{ name, code string }{{"the sector", ""}, {"one municipality", "2326"}}

func guidelineOf(t *testing.T, s *store.Store, lang vocab.Language, code string) guideline.Content {
	t.Helper()
	ctx := store.WithView(t.Context(), store.View{AsOf: "2026-03-01"})
	var one *store.GuidelineFor
	if code != "" {
		a, err := s.ActorByCode(ctx, vocab.Municipality, code)
		if err != nil || a == nil {
			t.Fatalf("no municipality %s: %v", code, err)
		}
		one = &store.GuidelineFor{Actor: a.ID}
	}
	content, err := s.Guideline(ctx, lang, one)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func written(t *testing.T, c guideline.Content, write func(io.Writer, guideline.Content) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Everything that the reference data holds of the framework has one place in the report, in both formats and languages.
func TestGuidelineHoldsEverything(t *testing.T) {
	s := kbtest.MustOpen(t, kbtest.SQLite(t, "loaded"))
	var want []string
	add := func(kind string, slugs []string, err error) {
		if err != nil || len(slugs) == 0 {
			t.Fatalf("%s: %d of them, %v", kind, len(slugs), err)
		}
		for _, slug := range slugs {
			want = append(want, kind+"-"+slug)
		}
	}
	c, ctx := s.Client, t.Context()
	for kind, all := range map[string]interface {
		Strings(ctx context.Context) ([]string, error)
	}{
		"alternative": c.Alternative.Query().Select("slug"), "form": c.CollaborationForm.Query().Select("slug"),
		"obstacle": c.Obstacle.Query().Select("slug"), "handling": c.Handling.Query().Select("slug"),
		"principle": c.Principle.Query().Select("slug"), "requirement": c.Requirement.Query().Select("slug"),
		"role": c.Role.Query().Select("slug"), "pattern": c.Pattern.Query().Select("slug"),
		"situation": c.Situation.Query().Select("slug"), "need": c.Need.Query().Select("slug"),
	} {
		slugs, err := all.Strings(ctx)
		add(kind, slugs, err)
	}
	for _, lang := range []vocab.Language{vocab.Swedish, vocab.English} {
		for _, r := range reports {
			content := guidelineOf(t, s, lang, r.code)
			for format, write := range map[string]func(io.Writer, guideline.Content) error{"HTML": guideline.HTML, "Markdown": guideline.Markdown} {
				text := written(t, content, write)
				for _, id := range want {
					if n := strings.Count(text, ` id="`+id+`"`); n != 1 {
						t.Errorf("%s %s of %s: %s has %d places, want one", lang, format, r.name, id, n)
					}
				}
			}
		}
	}
}

var (
	reportID   = regexp.MustCompile(` id="([^"]+)"`)
	reportLink = regexp.MustCompile(`(?:href="#|\]\(#)([^")]+)`)
	emptyCell  = regexp.MustCompile(`<(dt|dd|td|th|li|p|h\d|strong|cite|caption)[^>]*>\s*</`)
	reportTag  = regexp.MustCompile(`<h([1-6])[ >]`)
	voidTag    = regexp.MustCompile(`<(meta|br)([^>]*)>`)
)

// The page is well formed: every tag is closed, every id is unique and every link leads somewhere, headings go down one
// step at a time, and nothing is empty.
func TestGuidelineIsWellFormed(t *testing.T) {
	s := kbtest.MustOpen(t, kbtest.SQLite(t, "loaded"))
	for _, lang := range []vocab.Language{vocab.Swedish, vocab.English} {
		for _, r := range reports {
			content := guidelineOf(t, s, lang, r.code)
			html, markdown := written(t, content, guideline.HTML), written(t, content, guideline.Markdown)
			for _, text := range []string{html, markdown} {
				seen := map[string]bool{}
				for _, m := range reportID.FindAllStringSubmatch(text, -1) {
					if seen[m[1]] {
						t.Errorf("%s: the id %s stands twice", r.name, m[1])
					}
					seen[m[1]] = true
				}
				for _, m := range reportLink.FindAllStringSubmatch(text, -1) {
					if !seen[m[1]] {
						t.Errorf("%s: a link leads to %s, which is not there", r.name, m[1])
					}
				}
			}
			if m := emptyCell.FindString(html); m != "" {
				t.Errorf("%s in %s has an empty text: %s", r.name, lang, m)
			}
			level := 0
			for _, m := range reportTag.FindAllStringSubmatch(html, -1) {
				next := int(m[1][0] - '0')
				if next > level+1 {
					t.Errorf("%s: a heading h%d follows an h%d", r.name, next, level)
				}
				level = next
			}
			if !strings.Contains(html, `<html lang="`+strings.ToLower(string(lang))+`">`) {
				t.Errorf("%s: the page does not say that it is in %s", r.name, lang)
			}
			// The standard library has no parser of HTML; with its two void elements closed the page is XML.
			d := xml.NewDecoder(strings.NewReader(voidTag.ReplaceAllString(html, "<$1$2/>")))
			d.Entity = xml.HTMLEntity
			for {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatalf("%s: %v", r.name, err)
				}
			}
		}
	}
}

// Every source is referred to, every statement that is not our own reasoning names one, and none names an editorial one.
func TestGuidelineRestsOnSources(t *testing.T) {
	s := kbtest.MustOpen(t, kbtest.SQLite(t, "loaded"))
	content := guidelineOf(t, s, vocab.Swedish, "2326")
	place := map[vocab.ID]int{}
	for n, x := range content.Sources {
		place[x.ID] = n
	}
	check := func(what string, b guideline.Basis) {
		if !b.Editorial && len(b.For) == 0 {
			t.Errorf("%s has no source and is not marked as our own reasoning", what)
		}
		if !slices.IsSortedFunc(b.For, func(x, y vocab.ID) int { return place[x] - place[y] }) {
			t.Errorf("%s refers to its sources out of order", what)
		}
	}
	for _, x := range content.Alternatives {
		check(x.Slug, x.Basis)
	}
	for _, x := range content.Forms {
		check(x.Slug, x.Basis)
	}
	for _, x := range content.Obstacles {
		check(x.Slug, x.Basis)
	}
	for _, x := range content.Handlings {
		check(x.Slug, x.Basis)
	}
	for _, x := range content.Principles {
		check(x.Slug, x.Basis)
	}
	for _, x := range content.Patterns {
		check(x.Slug, x.Basis)
	}
	for _, x := range content.Roles {
		check(x.Slug, x.Basis)
		for _, y := range x.Requirements {
			check(y.Slug, y.Basis)
		}
	}
	for _, x := range content.Studies {
		check("the study", x.Basis)
	}
	m := content.Municipality
	check("the municipality", m.Basis)
	for _, x := range m.Uses {
		check("the use of "+x.Form, x.Basis)
	}
	if len(m.Uses) == 0 || len(m.Options) == 0 {
		t.Errorf("%s has %d forms in use and %d options", m.Name, len(m.Uses), len(m.Options))
	}
	html := written(t, content, guideline.HTML)
	for n := range content.Sources {
		if !strings.Contains(html, `href="#source-`+strconv.Itoa(n+1)+`"`) {
			t.Errorf("nothing refers to source %d, %s", n+1, content.Sources[n].Title)
		}
	}
}

// Both databases give the same report to the byte.
func TestGuidelineIsTheSameOnBothDatabases(t *testing.T) {
	sqlite := kbtest.MustOpen(t, kbtest.SQLite(t, "loaded"))
	postgres := kbtest.MustOpen(t, kbtest.Postgres(t, "loaded"))
	for _, lang := range []vocab.Language{vocab.Swedish, vocab.English} {
		for _, r := range reports {
			for _, write := range []func(io.Writer, guideline.Content) error{guideline.HTML, guideline.Markdown} {
				a, b := written(t, guidelineOf(t, sqlite, lang, r.code), write), written(t, guidelineOf(t, postgres, lang, r.code), write)
				if a != b {
					t.Errorf("%s in %s differs", r.name, lang)
				}
			}
		}
	}
}

// The number of statements is that of the kinds of things, whoever asks; what guidance reasons over is kept.
func TestGuidelineStatements(t *testing.T) {
	var sent []string
	s := kbtest.MustOpen(t, kbtest.SQLite(t, "loaded"), counting(func(statement string) { sent = append(sent, statement) }))
	guidelineOf(t, s, vocab.Swedish, "2326")
	counts := map[string]int{}
	for _, code := range []string{"", "2326", "0180"} {
		sent = nil
		guidelineOf(t, s, vocab.Swedish, code)
		counts[code] = len(sent)
	}
	if counts[""] > 40 || counts["2326"] != counts["0180"] || counts["2326"] > counts[""]+6 {
		t.Errorf("statements: %v", counts)
	}
}

func TestGuidelineProblems(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		_, err := s.Guideline(t.Context(), vocab.Swedish, &store.GuidelineFor{Actor: vocab.DerivedID(vocab.PrefixMunicipality, "test", "none")})
		wantProblem(t, err, problem.NotFound, "actor")
		a, err := s.ActorByCode(t.Context(), vocab.Municipality, "2326")
		if err != nil {
			t.Fatal(err)
		}
		one := &store.GuidelineFor{Actor: a.ID}
		one.Input.Needs = []string{"no-such-need"}
		_, err = s.Guideline(t.Context(), vocab.Swedish, one)
		wantProblem(t, err, problem.BadUserInput, "needs")

		one.Input.Needs, one.Input.Situations = []string{"access-to-skills"}, []string{"contract-expiring"}
		content, err := s.Guideline(t.Context(), vocab.English, one)
		if err != nil {
			t.Fatal(err)
		}
		if m := content.Municipality; len(m.Asked) != 2 || !slices.ContainsFunc(m.Options, func(o guideline.Option) bool { return len(o.For) > 0 }) {
			t.Errorf("asked about %v, options %d", m.Asked, len(m.Options))
		}
	})
}
