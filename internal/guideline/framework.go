package guideline

import (
	"fmt"
	"slices"
	"strings"

	"kommungraf/internal/vocab"
)

// The sections on the framework, the same in every report.

func (c *composer) about() section {
	w := &words
	s := c.section("about", w.About, w.AboutWhat, w.AboutOwn, w.AboutConfidence, w.AboutWarning, w.AboutLaw, w.AboutUnknown)
	for _, x := range c.Studies {
		period := ""
		if x.Begins != nil || x.Ends != nil {
			period = date(x.Begins) + " – " + date(x.Ends)
		}
		s.Facets = append(s.Facets, said(
			facet{c.in(w.Study), value{Text: c.in(x.Name), Mark: c.sure(x.Basis)}},
			c.plain(w.Coordinator, x.Coordinator), c.plain(w.Funder, x.Funder), c.plain(w.Period, period),
			c.prose(w.Purpose, x.Purpose, c.mark(x.Basis)),
		)...)
	}
	return s
}

func date(d *vocab.PartialDate) string {
	if d == nil {
		return ""
	}
	return string(*d)
}

func (c *composer) situations() section {
	w := &words
	s := c.section("situations", w.SituationsAndNeeds, w.SituationsIntro)
	of := func(caption, head vocab.Text, kind string, list []Statement, answers func(Alternative) []string) table {
		t := table{Caption: c.in(caption), Head: []string{c.in(head), c.in(w.Meaning), c.in(w.Consider)}}
		for _, x := range list {
			var fit []string
			for _, a := range c.Alternatives {
				if slices.Contains(answers(a), x.Slug) {
					fit = append(fit, a.Slug)
				}
			}
			t.Rows = append(t.Rows, row{ID: address(kind, x.Slug), Cells: []value{
				{Text: c.in(x.Name)},
				{Text: c.in(x.Description), Mark: c.sure(x.Basis)},
				{Links: c.links(kindAlternative, fit)},
			}})
		}
		return t
	}
	s.Tables = []table{
		of(w.Situations, w.Situation, kindSituation, c.Situations, func(a Alternative) []string { return a.Situations }),
		of(w.Needs, w.Need, kindNeed, c.Needs, func(a Alternative) []string { return a.Needs }),
	}
	return s
}

func (c *composer) alternatives() section {
	w := &words
	s := c.section("alternatives", w.Alternatives, w.AlternativesIntro)
	g := group{}
	for _, x := range c.Alternatives {
		i, basis := c.item(kindAlternative, x.Statement), c.mark(x.Basis)
		steps := facet{c.in(w.Steps), value{Ordered: true, Mark: own}}
		for _, t := range x.Steps {
			steps.List = append(steps.List, c.in(t))
		}
		parties := c.in(w.PartiesAlone)
		if x.MinParties > 1 {
			parties = fmt.Sprintf(c.in(w.PartiesMany), x.MinParties)
		}
		sizes := c.in(w.AllSizes)
		if len(x.SizeBands) > 0 {
			sizes = join(c, sizeWords, x.SizeBands)
		}
		i.Facets = said(
			c.lead(w.Fits, kindSituation, x.Situations, basis), c.lead(w.Answers, kindNeed, x.Needs, basis),
			c.lead(w.FormsPossible, kindForm, x.Forms, basis),
			c.points(w.Pros, x.Pros, basis), c.points(w.Cons, x.Cons, basis), steps,
			c.prose(w.Prerequisites, x.Prerequisites, own),
			facet{c.in(w.Sizes), value{Text: sizes, Mark: own}}, facet{c.in(w.Parties), value{Text: parties, Mark: basis}},
			c.lead(w.ObstaclesMet, kindObstacle, x.Obstacles, own),
		)
		g.Items = append(g.Items, i)
	}
	s.Groups = []group{g}
	s.number()
	return s
}

func (c *composer) forms() section {
	w := &words
	s := c.section("forms", w.Forms, w.FormsIntro)
	t := table{
		Caption: c.in(w.FormsTable),
		Head:    []string{c.in(w.Form), c.in(w.RestsOn), c.in(w.LegalPerson), c.in(w.OpenTo), c.in(w.Parties), c.in(w.Effort)},
	}
	g := group{}
	for _, x := range c.Forms {
		i, basis := c.item(kindForm, x.Statement), c.mark(x.Basis)
		parties := c.in(w.PartyOne)
		if x.MinParties > 1 {
			parties = fmt.Sprintf(c.in(w.PartiesFew), x.MinParties)
		}
		t.Rows = append(t.Rows, row{Cells: []value{
			{Links: []link{c.link(kindForm, x.Slug)}, Mark: basis},
			{Text: c.in(formBasisWords[x.RestsOn])},
			{Text: c.in(legalPersonWords[x.LegalPerson])},
			{Text: join(c, kindWords, x.Participants)},
			{Text: parties},
			{Text: c.in(effortWords[x.SetupEffort]), Mark: own},
		}})
		law := facet{c.in(w.Law), value{Text: c.in(w.LawMissing)}}
		if x.LegalBasis != nil {
			law = c.prose(w.Law, *x.LegalBasis, basis)
		}
		procurement := basis
		if x.ProcurementReasoned {
			procurement = own
		}
		i.Facets = said(
			c.points(w.Opportunities, x.Opportunities, basis), c.points(w.Limitations, x.Limitations, basis), law,
			c.prose(w.Responsibility, x.Responsibility, own), c.prose(w.Procurement, x.Procurement, procurement),
			c.prose(w.Entry, x.Entry, own), c.prose(w.Exit, x.Exit, own), c.prose(w.SuitsWhen, x.SuitsWhen, own),
		)
		g.Items = append(g.Items, i)
	}
	s.Tables, s.Groups = []table{t}, []group{g}
	s.number()
	return s
}

// obstacles describes each handling once, under the first of its obstacles; under the others it is a link there.
func (c *composer) obstacles() section {
	w := &words
	s := c.section("obstacles", w.Obstacles, w.ObstaclesIntro)
	described := map[string]link{}
	for _, category := range vocab.ObstacleCategory("").Values() {
		g := group{ID: "obstacles-" + strings.ToLower(category), Title: c.in(categoryWords[vocab.ObstacleCategory(category)])}
		for _, x := range c.Obstacles {
			if string(x.Category) != category {
				continue
			}
			i := c.item(kindObstacle, x.Statement)
			i.HandlingsTitle, i.WarningsTitle = c.in(w.Handlings), c.in(w.Warnings)
			i.Facets = said(c.lead(w.Strikes, kindForm, x.Forms, own), c.lead(w.StrikesRoles, kindRole, x.Roles, own))
			for _, h := range c.Handlings {
				if !slices.Contains(h.Obstacles, x.Slug) {
					continue
				}
				told := c.handling(h, described, link{Text: i.Title, ID: i.ID})
				if h.Outcome == vocab.Failed {
					i.Warnings = append(i.Warnings, told)
				} else {
					i.Handlings = append(i.Handlings, told)
				}
			}
			g.Items = append(g.Items, i)
		}
		if len(g.Items) > 0 {
			s.Groups = append(s.Groups, g)
		}
	}
	s.number()
	return s
}

func (c *composer) handling(h Handling, described map[string]link, here link) handling {
	told := handling{Name: c.in(h.Name), Outcome: c.in(outcomeWords[h.Outcome]), Class: strings.ToLower(string(h.Outcome))}
	if at, ok := described[h.Slug]; ok {
		at.Text = c.in(words.DescribedUnder) + " " + at.Text
		told.Elsewhere = &at
		return told
	}
	here.ID = address(kindHandling, h.Slug)
	described[h.Slug] = here
	told.ID, told.Text = here.ID, value{Text: c.in(h.Description), Mark: c.sure(h.Basis)}
	if h.Note != nil {
		told.Note = c.in(*h.Note)
	}
	if h.Example != "" {
		told.Note = strings.TrimSpace(told.Note + " " + c.in(words.SeenAt) + " " + h.Example + ".")
	}
	return told
}

func (c *composer) principles() section {
	w := &words
	s := c.section("principles", w.Principles, w.PrinciplesIntro)
	for _, e := range vocab.Explicitness("").Values() {
		g := group{ID: "principles-" + strings.ToLower(e), Title: c.in(explicitnessWords[vocab.Explicitness(e)])}
		for _, x := range c.Principles {
			if string(x.Explicitness) != e {
				continue
			}
			i := c.item(kindPrinciple, x.Statement)
			i.Facets = said(c.lead(w.Behind, kindForm, x.Forms, c.mark(x.Basis)), c.lead(w.Tension, kindPrinciple, x.Tensions, own))
			g.Items = append(g.Items, i)
		}
		if len(g.Items) > 0 {
			s.Groups = append(s.Groups, g)
		}
	}
	s.number()
	return s
}

func (c *composer) patterns() section {
	w := &words
	s := c.section("patterns", w.Patterns, w.PatternsIntro)
	g := group{}
	for _, x := range c.Patterns {
		i, basis := c.item(kindPattern, x.Statement), c.mark(x.Basis)
		i.Facets = said(
			c.prose(w.Context, x.Context, basis), c.prose(w.Consequences, x.Consequences, own),
			c.lead(w.Forms, kindForm, x.Forms, basis), c.lead(w.ObstaclesMet, kindObstacle, x.Obstacles, basis),
			facet{c.in(w.Observed), value{Text: strings.Join(x.ObservedIn, ", "), Mark: basis}},
		)
		g.Items = append(g.Items, i)
	}
	s.Groups = []group{g}
	s.number()
	return s
}

func (c *composer) roles() section {
	w := &words
	s := c.section("roles", w.Roles, w.RolesIntro)
	g := group{}
	for _, x := range c.Roles {
		i := c.item(kindRole, x.Statement)
		i.DemandsTitle = c.in(w.Requirements)
		for _, r := range x.Requirements {
			i.Demands = append(i.Demands, demand{address(kindRequirement, r.Slug), value{Text: c.in(r.Name), Mark: c.sure(r.Basis)}})
		}
		g.Items = append(g.Items, i)
	}
	s.Groups = []group{g}
	s.number()
	return s
}

func (c *composer) sources() section {
	w := &words
	s := c.section("sources", w.Sources, w.SourcesIntro)
	for n, x := range c.Sources {
		date := x.Date
		if date == "" && x.Kind != "" {
			date = c.in(w.SourceYear)
		}
		var details []string
		for _, d := range []string{x.Publisher, date, c.in(evidenceWords[x.Kind])} {
			if d != "" {
				details = append(details, d)
			}
		}
		listed := source{Number: n + 1, Title: x.Title, Details: strings.Join(details, ", "), URL: x.URL}
		if x.Note != nil {
			listed.Note = c.in(*x.Note)
		}
		s.Sources = append(s.Sources, listed)
	}
	return s
}
