package guidance

import (
	"slices"

	"kommungraf/internal/vocab"
)

// OpenForm is a form that is lawful and open for the actor.
type OpenForm struct {
	Form            string
	Why             vocab.Text
	Law             *vocab.Text // the legal basis of the form, nil where no statute was seen
	InUse           bool        // the actor already uses it
	Through         []vocab.ID  // the bodies through which
	EvidenceFor     []string    // slugs of evidence that supports what is said of the form
	EvidenceAgainst []string
	Reasoned        bool // that it is open is our own reading, without a statute behind it
}

// ClosedForm is a form that an alternative could take, but not for this actor or under these limits.
type ClosedForm struct {
	Form    string
	Because Closing
	Why     vocab.Text
	Law     *vocab.Text // the legal basis of the form, where the form itself and no limit closes it
	// Reasoned says that the form itself closes it by our own reading, without a statute behind it.
	Reasoned bool
}

// closingRule is a reason why a form may be closed.
type closingRule struct {
	because Closing
	limit   string // the input field that closes it; empty for the law
	applies func(*question, *Form) bool
	why     func(*question, *Form) vocab.Text
}

// closingRules are tried in this order: first what no answer to any question can change, then what more parties would
// change, then what the question itself rules out.
var closingRules = []closingRule{
	{
		ClosedToKind, "",
		func(q *question, f *Form) bool { return !slices.Contains(f.Participants, q.profile.Kind) },
		whyClosedToKind,
	},
	{
		ClosedByParties, "parties",
		func(q *question, f *Form) bool { return q.input.Parties > 0 && q.input.Parties < f.partners() },
		whyClosedByParties,
	},
	{
		ClosedByChoice, "onlyForms",
		func(q *question, f *Form) bool {
			only := q.input.Limits.OnlyForms
			return len(only) > 0 && !slices.Contains(only, f.Slug)
		},
		whyClosedByChoice,
	},
	{
		ClosedByExclusion, "withoutForms",
		func(q *question, f *Form) bool { return slices.Contains(q.input.Limits.WithoutForms, f.Slug) },
		whyClosedByExclusion,
	},
	{
		ClosedByEffort, "maxEffort",
		func(q *question, f *Form) bool {
			most := q.input.Limits.MaxEffort
			return most != "" && slices.Index(effortOrder, f.SetupEffort) > slices.Index(effortOrder, most)
		},
		whyClosedByEffort,
	},
	{
		ClosedByPerson, "noNewLegalPerson",
		func(q *question, f *Form) bool {
			makes := f.LegalPerson == vocab.LegalPersonOwn || f.LegalPerson == vocab.LegalPersonCompany
			return q.input.Limits.NoNewLegalPerson && makes && !q.profile.uses(f.Slug)
		},
		whyClosedByPerson,
	},
}

// partners is how many willing parties the form takes, the actor included. Where the other party is a supplier, or one
// joins a circle, a community or a service that exists, nobody needs to be found first.
func (f *Form) partners() int {
	switch f.Basis {
	case vocab.BasisOwn, vocab.BasisNetwork, vocab.BasisCommunity, vocab.BasisNational:
		return 1
	case vocab.BasisContract, vocab.BasisProcurement:
		if slices.Contains(f.Participants, vocab.Supplier) {
			return 1
		}
	}
	return max(1, f.MinParties)
}

// closing gives the first rule that closes a form, nil when it is open.
func (q *question) closing(f *Form) *closingRule {
	for i := range closingRules {
		if closingRules[i].applies(q, f) {
			return &closingRules[i]
		}
	}
	return nil
}

// sortForms puts the forms of an alternative into open and closed ones.
func (q *question) sortForms(a Alternative) (open []OpenForm, closed []ClosedForm) {
	for _, f := range q.formsOf(a) {
		if rule := q.closing(f); rule != nil {
			c := ClosedForm{Form: f.Slug, Because: rule.because, Why: rule.why(q, f)}
			if rule.limit == "" || rule.because == ClosedByParties {
				c.Law = f.LegalBasis
				c.Reasoned = f.LegalBasis == nil
			}
			closed = append(closed, c)
			continue
		}
		e := q.evidence[subject{vocab.PrefixCollaborationForm, f.Slug}]
		open = append(open, OpenForm{
			Form: f.Slug, Why: q.whyOpen(f), Law: f.LegalBasis,
			InUse: q.profile.uses(f.Slug), Through: q.profile.through(f.Slug),
			EvidenceFor: e.supports, EvidenceAgainst: e.contradicts, Reasoned: f.LegalBasis == nil,
		})
	}
	return open, closed
}

func slugsOf(open []OpenForm) []string {
	slugs := make([]string, len(open))
	for i, f := range open {
		slugs[i] = f.Form
	}
	return slugs
}
