package guideline_test

import (
	"strings"
	"testing"

	"kommungraf/internal/guideline"
	"kommungraf/internal/vocab"
)

// small is a content with one thing of each kind that the tests speak of.
func small(lang vocab.Language) guideline.Content {
	say := func(s string) vocab.Text { return vocab.Text{SV: s, EN: s} }
	basis := guideline.Basis{For: []vocab.ID{"a"}, Against: []vocab.ID{"b"}, Confidence: vocab.High}
	handling := func(slug string, outcome vocab.Outcome) guideline.Handling {
		return guideline.Handling{
			Statement: guideline.Statement{Slug: slug, Name: say("name of " + slug), Description: say("text of " + slug), Basis: basis},
			Obstacles: []string{"first", "second"}, Outcome: outcome,
		}
	}
	obstacle := func(slug string) guideline.Obstacle {
		return guideline.Obstacle{
			Statement: guideline.Statement{Slug: slug, Name: say(slug), Description: say("about " + slug), Basis: guideline.Basis{Editorial: true, Confidence: vocab.High}},
			Category:  vocab.ObstacleLegal,
		}
	}
	return guideline.Content{
		Language: lang, Revision: 7, Date: "2026-03-01",
		Obstacles: []guideline.Obstacle{obstacle("first"), obstacle("second")},
		Handlings: []guideline.Handling{handling("good", vocab.Worked), handling("bad", vocab.Failed)},
		Sources:   []guideline.Source{{ID: "a", Title: "For"}, {ID: "b", Title: "Against", URL: "https://example.org/"}},
	}
}

func render(t *testing.T, c guideline.Content) (html, markdown string) {
	t.Helper()
	var h, m strings.Builder
	if err := guideline.HTML(&h, c); err != nil {
		t.Fatal(err)
	}
	if err := guideline.Markdown(&m, c); err != nil {
		t.Fatal(err)
	}
	return h.String(), m.String()
}

// A report with a reference that leads nowhere is worse than none.
func TestReferencesThatLeadNowhereAreRefused(t *testing.T) {
	for name, spoil := range map[string]func(*guideline.Content){
		"source":   func(c *guideline.Content) { c.Sources = c.Sources[:1] },
		"obstacle": func(c *guideline.Content) { c.Patterns = []guideline.Pattern{{Obstacles: []string{"missing"}}} },
	} {
		c := small(vocab.Swedish)
		spoil(&c)
		var b strings.Builder
		if err := guideline.HTML(&b, c); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: the HTML was written, error %v", name, err)
		}
		if err := guideline.Markdown(&b, c); err == nil || b.Len() > 0 {
			t.Errorf("%s: the Markdown was written, error %v", name, err)
		}
	}
}

// What failed is described once, in a warning, and under the other obstacle it is a link in a warning too.
func TestWhatFailedIsAWarning(t *testing.T) {
	html, markdown := render(t, small(vocab.English))
	for box := range strings.SplitSeq(html, `<div class="box advice">`) {
		advice, _, _ := strings.Cut(box, "</div>")
		if strings.Contains(advice, "name of bad") && !strings.Contains(advice, "<!DOCTYPE") {
			t.Errorf("what failed stands among advice: %s", advice)
		}
	}
	if n := strings.Count(html, `<div class="box warning">`); n != 2 {
		t.Errorf("%d warnings, want one under each obstacle", n)
	}
	if n := strings.Count(html, "text of bad"); n != 1 {
		t.Errorf("it is described %d times, want once", n)
	}
	for line := range strings.Lines(markdown) {
		if strings.Contains(line, "name of bad") && !strings.HasPrefix(line, "> ") {
			t.Errorf("what failed stands among advice: %s", line)
		}
	}
}

// Our own reasoning never has more than medium confidence, whatever its row says.
func TestOwnReasoningIsNeverSure(t *testing.T) {
	_, markdown := render(t, small(vocab.English))
	if !strings.Contains(markdown, "about first *our own reasoning* (confidence: medium)") {
		t.Errorf("the mark of our own reasoning is missing:\n%s", markdown)
	}
	if !strings.Contains(markdown, `text of good [\[1\]](#source-1) against: [\[2\]](#source-2) (confidence: high)`) {
		t.Errorf("the references are missing:\n%s", markdown)
	}
}

// Whatever somebody entered stays text.
func TestTextStaysText(t *testing.T) {
	c := small(vocab.Swedish)
	c.Obstacles[0].Name = vocab.Text{SV: `<script>x</script> | [a](javascript:b) *c*`}
	c.Sources[1].URL = "javascript:alert(1)"
	html, markdown := render(t, c)
	if strings.Contains(html, "<script") || strings.Contains(html, `href="javascript:`) {
		t.Error("the HTML lets in what was entered")
	}
	if want := `\<script\>x\</script\> \| \[a\](javascript:b) \*c\*`; !strings.Contains(markdown, want) {
		t.Errorf("the Markdown lacks %s", want)
	}
}
