package guideline

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kommungraf/internal/vocab"
)

// municipality is the section on the one whose report it is. Its advice is the knowledge base's own reasoning throughout.
func (c *composer) municipality(m *Municipality) section {
	w := &words
	s := c.section("municipality", w.MunicipalityTitle, w.MunicipalityIntro)
	s.Title = fmt.Sprintf(s.Title, m.Name)
	basis := c.mark(m.Basis)
	s.Facets = said(c.plain(w.Code, m.Code), c.plain(w.County, m.County), c.inhabitants(m))
	if m.SkrGroup != nil {
		s.Facets = append(s.Facets, c.plain(w.Group, c.in(groupWords[*m.SkrGroup])))
	}
	for i := range s.Facets {
		s.Facets[i].Mark = basis
	}
	if len(m.Uses) > 0 {
		s.Tables = append(s.Tables, c.uses(m.Uses))
	} else {
		s.Intro = append(s.Intro, c.in(w.NoFormsInUse))
	}
	if len(m.Options) > 0 {
		intro := c.in(w.OptionsAll)
		if len(m.Asked) > 0 {
			intro = fmt.Sprintf(c.in(w.OptionsAsked), c.asked(m.Asked))
		}
		g := group{ID: "options", Title: c.in(w.Options), Intro: intro}
		for _, o := range m.Options {
			g.Items = append(g.Items, c.option(o))
		}
		s.Groups = append(s.Groups, g)
	}
	if rest := c.rest(m); len(rest.Facets) > 0 {
		s.Groups = append(s.Groups, rest)
	}
	s.number()
	return s
}

func (c *composer) inhabitants(m *Municipality) facet {
	switch {
	case m.Population == nil:
		return facet{}
	case m.Year == nil:
		return c.plain(words.Population, c.thousands(*m.Population))
	default:
		return c.plain(words.Population, fmt.Sprintf(c.in(words.PopulationIn), c.thousands(*m.Population), *m.Year))
	}
}

// thousands groups digits as the language does: by hard spaces in Swedish, by commas in English.
func (c *composer) thousands(n int) string {
	digits, separator := strconv.Itoa(n), "\u00a0"
	if c.Language == vocab.English {
		separator = ","
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + separator + digits[i:]
	}
	return digits
}

func (c *composer) asked(list []Asked) string {
	var names []string
	for _, a := range list {
		names = append(names, c.in(a.Name))
	}
	return strings.Join(names, ", ")
}

func (c *composer) uses(uses []Use) table {
	w := &words
	t := table{Caption: c.in(w.FormsInUse), Head: []string{c.in(w.Form), c.in(w.Through), c.in(w.Since)}}
	for _, u := range uses {
		since := date(u.Since)
		if since == "" {
			since = "–"
		}
		t.Rows = append(t.Rows, row{Cells: []value{
			{Links: []link{c.link(kindForm, u.Form)}}, {Text: u.Body, Mark: c.sure(u.Basis)}, {Text: since, Date: true},
		}})
	}
	return t
}

func (c *composer) option(o Option) item {
	w := &words
	i := item{ID: address("option", o.Alternative), Title: c.names[address(kindAlternative, o.Alternative)]}
	fit := strconv.FormatFloat(o.Fit, 'f', 2, 64)
	if c.Language != vocab.English {
		fit = strings.Replace(fit, ".", ",", 1)
	}
	i.Lead = value{Text: c.in(w.Fit) + " " + fit + ". " + c.in(w.Described), Links: []link{c.link(kindAlternative, o.Alternative)}, Mark: own}
	var examples []string
	for _, e := range o.Examples {
		examples = append(examples, fmt.Sprintf("%s: %s %s %s", e.Actor, c.link(kindForm, e.Use.Form).Text, c.in(w.ExampleOf), e.Use.Body))
	}
	i.Facets = said(
		facet{c.in(w.SpeaksFor), value{List: c.all(o.For), Mark: own}},
		facet{c.in(w.SpeaksAgainst), value{List: c.all(o.Against), Mark: own}},
		facet{c.in(w.Open), value{Links: c.optionForms(o.Open, false)}},
		facet{c.in(w.Closed), value{Links: c.optionForms(o.Closed, true)}},
		facet{c.in(w.Examples), value{List: examples, Mark: c.examplesBasis(o.Examples)}},
	)
	return i
}

func (c *composer) examplesBasis(examples []Example) mark {
	var m mark
	seen := map[int]bool{}
	for _, e := range examples {
		for _, n := range c.cite(e.Use.Basis.For) {
			if !seen[n] {
				seen[n] = true
				m.For = append(m.For, n)
			}
		}
	}
	slices.Sort(m.For)
	return m
}

func (c *composer) optionForms(forms []OptionForm, why bool) []link {
	var all []link
	for _, f := range forms {
		l := c.link(kindForm, f.Form)
		switch {
		case why:
			l.After = "– " + c.in(f.Why)
		case f.InUse:
			l.After = c.in(words.InUse)
		}
		all = append(all, l)
	}
	return all
}

// rest is what cannot be done and what is not known.
func (c *composer) rest(m *Municipality) group {
	w := &words
	var closed []string
	for _, r := range m.RuledOut {
		closed = append(closed, c.names[address(kindAlternative, r.Alternative)]+". "+c.in(r.Why))
	}
	return group{ID: "unknown", Title: c.in(w.Unknown), Facets: said(
		facet{c.in(w.RuledOut), value{List: closed, Mark: own}},
		facet{c.in(w.Unknown), value{List: c.all(m.Unknown)}},
	)}
}

func (c *composer) all(texts []vocab.Text) []string {
	var all []string
	for _, t := range texts {
		all = append(all, c.in(t))
	}
	return all
}
