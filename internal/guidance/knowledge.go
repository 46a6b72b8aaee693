package guidance

import (
	"cmp"
	"slices"

	"kommungraf/internal/vocab"
)

// Knowledge is what the guidance reasons over. Things name each other by slug; a slug that nothing has is passed over.
// No order matters. It is only read, so one may serve many questions at a time.
type Knowledge struct {
	Situations   []Named
	Needs        []Named
	Alternatives []Alternative
	Forms        []Form
	Obstacles    []Obstacle
	Handlings    []Handling
	Patterns     []Pattern
	Links        []EvidenceLink
}

// Named is something that questions and reasons name: a situation or a need.
type Named struct {
	Slug string
	Name vocab.Text
}

// Alternative is something one can do.
type Alternative struct {
	Slug       string
	Name       vocab.Text
	Situations []string
	Needs      []string
	Forms      []string
	Obstacles  []string
	SizeBands  []vocab.SizeBand // empty means all
	MinParties int              // the actor itself counts
	Editorial  bool             // our own reasoning, without a published source
	Confidence vocab.Confidence
}

// Form is a form of collaboration.
type Form struct {
	Slug         string
	Name         vocab.Text
	Basis        vocab.FormBasis
	LegalPerson  vocab.LegalPerson
	LegalBasis   *vocab.Text // what a statute says, nil where none was seen
	Participants []vocab.ActorKind
	MinParties   int // the actor itself counts, and so does a supplier
	SetupEffort  vocab.SetupEffort
}

// Obstacle is what stands in the way, with the forms it strikes.
type Obstacle struct {
	Slug  string
	Name  vocab.Text
	Forms []string
}

// Handling is what was done about obstacles, and what came of it.
type Handling struct {
	Slug      string
	Obstacles []string
	Outcome   vocab.Outcome
}

// Pattern is a way of working together that recurs, with the forms and obstacles it binds.
type Pattern struct {
	Slug      string
	Forms     []string
	Obstacles []string
}

// EvidenceLink says that evidence speaks for or against an alternative or a form. Links to other things are passed over.
type EvidenceLink struct {
	Evidence string       // its slug
	Kind     vocab.Prefix // vocab.PrefixAlternative or vocab.PrefixCollaborationForm
	Subject  string       // the slug of the alternative or form
	Stance   vocab.Stance
}

// catalogue is the knowledge laid out for looking things up, everything in the order of slugs. Laying it out takes some
// microseconds, less than keeping a second copy in step would be worth.
type catalogue struct {
	situations   map[string]Named
	needs        map[string]Named
	forms        map[string]*Form
	obstacles    map[string]*Obstacle
	handlings    map[string][]Handling // by obstacle, the best outcome first
	evidence     map[subject]evidence
	alternatives []Alternative
	patterns     []Pattern
}

type subject struct {
	kind vocab.Prefix
	slug string
}

// evidence is what speaks for and against one thing: slugs, each once, in order.
type evidence struct{ supports, contradicts []string }

func newCatalogue(k *Knowledge) *catalogue {
	c := &catalogue{
		situations:   bySlug(k.Situations, func(n Named) string { return n.Slug }),
		needs:        bySlug(k.Needs, func(n Named) string { return n.Slug }),
		forms:        make(map[string]*Form, len(k.Forms)),
		obstacles:    make(map[string]*Obstacle, len(k.Obstacles)),
		handlings:    make(map[string][]Handling, len(k.Obstacles)),
		evidence:     make(map[subject]evidence),
		alternatives: slices.Clone(k.Alternatives),
		patterns:     slices.Clone(k.Patterns),
	}
	slices.SortFunc(c.alternatives, func(a, b Alternative) int { return cmp.Compare(a.Slug, b.Slug) })
	slices.SortFunc(c.patterns, func(a, b Pattern) int { return cmp.Compare(a.Slug, b.Slug) })
	for i := range k.Forms {
		c.forms[k.Forms[i].Slug] = &k.Forms[i]
	}
	for i := range k.Obstacles {
		c.obstacles[k.Obstacles[i].Slug] = &k.Obstacles[i]
	}
	for _, h := range k.Handlings {
		for _, o := range unique(h.Obstacles) {
			c.handlings[o] = append(c.handlings[o], h)
		}
	}
	for _, hs := range c.handlings {
		slices.SortFunc(hs, func(a, b Handling) int {
			return cmp.Or(cmp.Compare(slices.Index(outcomeOrder, a.Outcome), slices.Index(outcomeOrder, b.Outcome)), cmp.Compare(a.Slug, b.Slug))
		})
	}
	for _, l := range k.Links {
		s := subject{l.Kind, l.Subject}
		e := c.evidence[s]
		if l.Stance == vocab.Contradicts {
			e.contradicts = append(e.contradicts, l.Evidence)
		} else {
			e.supports = append(e.supports, l.Evidence)
		}
		c.evidence[s] = e
	}
	for s, e := range c.evidence {
		c.evidence[s] = evidence{unique(e.supports), unique(e.contradicts)}
	}
	return c
}

// formsOf gives the forms of an alternative in the order of their slugs.
func (c *catalogue) formsOf(a Alternative) []*Form {
	var forms []*Form
	for _, slug := range unique(a.Forms) {
		if f, ok := c.forms[slug]; ok {
			forms = append(forms, f)
		}
	}
	return forms
}

func bySlug[T any](list []T, slug func(T) string) map[string]T {
	m := make(map[string]T, len(list))
	for _, v := range list {
		m[slug(v)] = v
	}
	return m
}

// unique gives each value once, in order, and leaves the list alone.
func unique[T cmp.Ordered](list []T) []T {
	return slices.Compact(slices.Sorted(slices.Values(list)))
}
