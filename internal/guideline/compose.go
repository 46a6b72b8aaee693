package guideline

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kommungraf/internal/vocab"
)

// Kinds of things, as the addresses of their places in the document begin.
const (
	kindSituation   = "situation"
	kindNeed        = "need"
	kindAlternative = "alternative"
	kindForm        = "form"
	kindObstacle    = "obstacle"
	kindHandling    = "handling"
	kindPrinciple   = "principle"
	kindPattern     = "pattern"
	kindRole        = "role"
	kindRequirement = "requirement"
)

// composer writes a document from a content.
type composer struct {
	Content
	numbers  map[vocab.ID]int  // of sources
	names    map[string]string // of things, by address
	sections int
	err      error
}

// compose gives the document of a content. It fails where a statement names a source or a thing that the content lacks: a
// report in which a reference leads nowhere is worse than none.
func compose(content Content) (*document, error) {
	c := &composer{Content: content, numbers: map[vocab.ID]int{}, names: map[string]string{}}
	for i, s := range c.Sources {
		c.numbers[s.ID] = i + 1
	}
	c.nameAll()
	d := c.front()
	d.Sections = append(d.Sections, c.about())
	if c.Municipality != nil {
		d.Sections = append(d.Sections, c.municipality(c.Municipality))
	}
	d.Sections = append(d.Sections,
		c.situations(), c.alternatives(), c.forms(), c.obstacles(), c.principles(), c.patterns(), c.roles(), c.sources())
	d.settle()
	return d, c.err
}

// nameAll settles what every thing is called in this language.
func (c *composer) nameAll() {
	name := func(kind string, s Statement) { c.names[address(kind, s.Slug)] = c.in(s.Name) }
	for _, x := range c.Situations {
		name(kindSituation, x)
	}
	for _, x := range c.Needs {
		name(kindNeed, x)
	}
	for _, x := range c.Alternatives {
		name(kindAlternative, x.Statement)
	}
	for _, x := range c.Forms {
		name(kindForm, x.Statement)
	}
	for _, x := range c.Obstacles {
		name(kindObstacle, x.Statement)
	}
	for _, x := range c.Handlings {
		name(kindHandling, x.Statement)
	}
	for _, x := range c.Principles {
		name(kindPrinciple, x.Statement)
	}
	for _, x := range c.Patterns {
		name(kindPattern, x.Statement)
	}
	for _, x := range c.Roles {
		name(kindRole, x.Statement)
	}
}

func (c *composer) front() *document {
	w := &words
	d := &document{
		Lang: langOf(c.Language), Brand: c.in(w.Brand), Title: c.in(w.Title), Subtitle: c.in(w.WholeSector), Summary: c.in(w.Summary),
		Words: printed{
			Skip: c.in(w.Skip), Contents: c.in(w.Contents), Own: c.in(w.Own), Against: c.in(w.Against), Confidence: c.in(w.Confidence),
			Source: c.in(w.Source), Footer: fmt.Sprintf(c.in(w.Footer), c.Revision, c.Date),
		},
	}
	if m := c.Municipality; m != nil {
		d.Subtitle, d.Summary = fmt.Sprintf(c.in(w.ForOne), m.Name), c.in(w.SummaryOne)
	}
	d.Facts = []facet{
		c.plain(w.Revision, strconv.Itoa(c.Revision)),
		c.plain(w.Date, string(c.Date)),
	}
	return d
}

func (c *composer) section(id string, title vocab.Text, intro ...vocab.Text) section {
	c.sections++
	s := section{ID: id, Number: strconv.Itoa(c.sections), Title: c.in(title)}
	for _, t := range intro {
		s.Intro = append(s.Intro, c.in(t))
	}
	return s
}

// number gives the items of a section their numbers, through all its groups.
func (s *section) number() {
	n := 0
	for _, g := range s.Groups {
		for i := range g.Items {
			n++
			g.Items[i].Number = fmt.Sprintf("%s.%d", s.Number, n)
		}
	}
}

// item begins what is said of a piece of the framework.
func (c *composer) item(kind string, s Statement) item {
	return item{
		ID: address(kind, s.Slug), Title: c.in(s.Name),
		Lead: value{Text: c.in(s.Description), Mark: c.sure(s.Basis)},
	}
}

func (c *composer) in(t vocab.Text) string { return t.In(c.Language) }

// mark says what a statement rests on.
func (c *composer) mark(b Basis) mark {
	return mark{Own: b.Editorial, For: c.cite(b.For), Against: c.cite(b.Against)}
}

// sure is mark with the confidence, which our own reasoning never has more than medium of.
func (c *composer) sure(b Basis) mark {
	m := c.mark(b)
	if b.Editorial && b.Confidence == vocab.High {
		b.Confidence = vocab.Medium
	}
	m.Confidence = c.in(confidenceWords[b.Confidence])
	return m
}

// own marks what is our own reasoning whatever the statement beside it rests on.
var own = mark{Own: true}

func (c *composer) cite(ids []vocab.ID) []int {
	var numbers []int
	for _, id := range ids {
		n, ok := c.numbers[id]
		if !ok {
			c.fail("source", string(id))
			continue
		}
		numbers = append(numbers, n)
	}
	return numbers
}

// links leads to things of a kind.
func (c *composer) links(kind string, slugs []string) []link {
	var all []link
	for _, slug := range slugs {
		all = append(all, c.link(kind, slug))
	}
	return all
}

func (c *composer) link(kind, slug string) link {
	id := address(kind, slug)
	name, ok := c.names[id]
	if !ok {
		c.fail(kind, slug)
	}
	return link{Text: name, ID: id}
}

func (c *composer) fail(kind, what string) {
	if c.err == nil {
		c.err = fmt.Errorf("the guideline names a %s that it does not hold: %s", kind, what)
	}
}

func address(kind, slug string) string { return kind + "-" + slug }

func (c *composer) plain(label vocab.Text, text string) facet {
	return facet{c.in(label), value{Text: text}}
}

func (c *composer) prose(label, text vocab.Text, m mark) facet {
	return facet{c.in(label), value{Text: c.in(text), Mark: m}}
}

// points shows a text that names several things, with semicolons between them, as a list.
func (c *composer) points(label, text vocab.Text, m mark) facet {
	s := c.in(text)
	parts := strings.Split(s, "; ")
	if len(parts) == 1 {
		return c.prose(label, text, m)
	}
	parts[len(parts)-1] = strings.TrimSuffix(parts[len(parts)-1], ".")
	for i, p := range parts {
		parts[i] = upperFirst(p)
	}
	return facet{c.in(label), value{List: parts, Mark: m}}
}

func (c *composer) lead(label vocab.Text, kind string, slugs []string, m mark) facet {
	return facet{c.in(label), value{Links: c.links(kind, slugs), Mark: m}}
}

// said leaves out the facets that say nothing.
func said(facets ...facet) []facet {
	var all []facet
	for _, f := range facets {
		if f.Text != "" || len(f.List) > 0 || len(f.Links) > 0 {
			all = append(all, f)
		}
	}
	return all
}

// join writes words of the vocabulary one after another.
func join[T comparable](c *composer, table map[T]vocab.Text, list []T) string {
	var all []string
	for _, v := range list {
		all = append(all, c.in(table[v]))
	}
	return strings.Join(all, ", ")
}

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
