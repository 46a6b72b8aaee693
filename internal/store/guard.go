package store

import (
	"context"
	"time"

	"entgo.io/ent"
	"entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/sqljson"

	"kommungraf/ent/db"
	"kommungraf/ent/db/alternative"
	"kommungraf/ent/db/citation"
	"kommungraf/ent/db/collaborationform"
	"kommungraf/ent/db/dissemination"
	"kommungraf/ent/db/evidencelink"
	"kommungraf/ent/db/feedback"
	"kommungraf/ent/db/formuse"
	"kommungraf/ent/db/handling"
	"kommungraf/ent/db/intercept"
	"kommungraf/ent/db/involvement"
	"kommungraf/ent/db/need"
	"kommungraf/ent/db/obstacle"
	"kommungraf/ent/db/obstaclemet"
	"kommungraf/ent/db/pattern"
	"kommungraf/ent/db/principle"
	"kommungraf/ent/db/proposal"
	"kommungraf/ent/db/relationship"
	"kommungraf/ent/db/requirement"
	"kommungraf/ent/db/role"
	"kommungraf/ent/db/roletaken"
	"kommungraf/ent/db/situation"
	"kommungraf/ent/db/solutionlink"
	"kommungraf/internal/policy"
	"kommungraf/internal/vocab"
)

// View is how a reader looks at the knowledge base: who they are, and the day they ask about.
type View struct {
	Class policy.Class
	AsOf  vocab.Date // empty means today
}

type viewKey struct{}

// WithView sets how everything read under the context is looked at. Without it the reader is anyone, today.
func WithView(ctx context.Context, v View) context.Context {
	return context.WithValue(ctx, viewKey{}, v)
}

func viewOf(ctx context.Context) View {
	v, _ := ctx.Value(viewKey{}).(View)
	if v.AsOf == "" {
		v.AsOf = vocab.DateOf(time.Now())
	}
	return v
}

// AsOf is the day that the reader asks about.
func AsOf(ctx context.Context) vocab.Date { return viewOf(ctx).AsOf }

// rule makes a predicate for the reader of a context.
type rule func(context.Context) func(*sql.Selector)

// guarded is what every read of an entity goes through, by ent and by compiled reads alike: in lists, nested lists, counts.
// Rows that the reader may not see are left out of everything. Lists of relations leave out what did not hold on the day
// asked about and what was withdrawn, unless the filter itself speaks of that.
var guarded = map[string][]rule{
	db.TypeRelationship:    {Visible, currentInList},
	db.TypeSolutionLink:    {Visible},
	db.TypeAgreement:       {Visible},
	db.TypeAgreementParty:  {Visible, Current},
	db.TypeRelationshipEnd: {Visible, Current},
	db.TypeSolutionLinkEnd: {Visible, Current},
	db.TypeInvolvement:     {Visible, Current},
	db.TypeFormUse:         {Visible, Current},
	db.TypeRoleTaken:       {Visible, Current},
	db.TypeObstacleMet:     {Visible, Current},
	db.TypeEvidenceLink:    {subjectVisible},
}

// listedAlone is what lists at the root go through besides. SolutionLink and Agreement are lists there alone; nested they
// are single rows that something leads to, whenever they held. Relationship is a list of an Agreement too (currentInList).
var listedAlone = map[string][]rule{
	db.TypeRelationship: {Current},
	db.TypeSolutionLink: {Current},
	db.TypeAgreement:    {Current},
}

// listedBy is the order of plain lists, which no page gives: sources as they were given, pieces of the framework by name.
// After the order of a page it changes nothing.
var listedBy = map[string][]string{
	db.TypeRole:              {role.FieldNameSort, role.FieldID},
	db.TypeRequirement:       {requirement.FieldNameSort, requirement.FieldID},
	db.TypeCollaborationForm: {collaborationform.FieldNameSort, collaborationform.FieldID},
	db.TypePrinciple:         {principle.FieldNameSort, principle.FieldID},
	db.TypeObstacle:          {obstacle.FieldNameSort, obstacle.FieldID},
	db.TypeHandling:          {handling.FieldNameSort, handling.FieldID},
	db.TypePattern:           {pattern.FieldNameSort, pattern.FieldID},
	db.TypeSituation:         {situation.FieldNameSort, situation.FieldID},
	db.TypeNeed:              {need.FieldNameSort, need.FieldID},
	db.TypeAlternative:       {alternative.FieldNameSort, alternative.FieldID},
	db.TypeProposal:          {proposal.FieldNameSort, proposal.FieldID},
	db.TypeEvidenceLink:      {evidencelink.FieldEvidenceSort, evidencelink.FieldID},
	db.TypeFeedback:          {feedback.FieldRound, feedback.FieldID},
	db.TypeDissemination:     {dissemination.FieldSlug},
	db.TypeCitation:          {citation.FieldPosition},
}

// guard applies the rules and the order to every query of ent.
func guard() ent.Interceptor {
	return intercept.TraverseFunc(func(ctx context.Context, q intercept.Query) error {
		for _, r := range guarded[q.Type()] {
			q.WhereP(r(ctx))
		}
		for _, column := range listedBy[q.Type()] {
			q.Order(sql.OrderByField(column).ToFunc())
		}
		return nil
	})
}

// The predicates take the view from the context of the request, not from that of the selector, which ent leaves empty in
// grouped counts and in queries along an edge.

// Visible leaves out the claims that the reader may not see. It fits every table and view that carries claims.
func Visible(ctx context.Context) func(*sql.Selector) {
	class := viewOf(ctx).Class
	return func(s *sql.Selector) {
		if policy.SeesAll(class) {
			return
		}
		var seen []any
		for _, v := range policy.Visible(class) {
			seen = append(seen, string(v))
		}
		s.Where(sql.In(s.C(relationship.FieldVisibility), seen...))
	}
}

// subjectVisible leaves out evidence for claims that the reader may not see: that there is any would tell of them.
func subjectVisible(ctx context.Context) func(*sql.Selector) {
	class := viewOf(ctx).Class
	return func(s *sql.Selector) {
		if policy.SeesAll(class) {
			return
		}
		var seen []any
		for _, v := range policy.Visible(class) {
			seen = append(seen, string(v))
		}
		for _, table := range []string{
			relationship.Table, involvement.Table, solutionlink.Table, formuse.Table, roletaken.Table, obstaclemet.Table,
		} {
			t := sql.Dialect(s.Dialect()).Table(table)
			s.Where(sql.NotExists(sql.Dialect(s.Dialect()).Select(t.C("id")).From(t).Where(sql.And(
				sql.ColumnsEQ(t.C("id"), s.C(evidencelink.FieldSubjectID)),
				sql.NotIn(t.C(relationship.FieldVisibility), seen...),
			))))
		}
	}
}

// Current leaves out the claims that did not hold on the day asked about and those that were withdrawn, except where
// the filter on the same rows, which ran before, said something of its own about their time or their status.
func Current(ctx context.Context) func(*sql.Selector) {
	view := viewOf(ctx)
	return func(s *sql.Selector) {
		if view.Class == policy.System { // a write must meet what it replaces
			return
		}
		if s.Context().Value(timeStated{}) != s {
			s.Where(validOn(s, view.AsOf))
		}
		if s.Context().Value(statusStated{}) != s {
			s.Where(sql.NEQ(s.C(relationship.FieldStatus), string(vocab.Withdrawn)))
		}
	}
}

// currentInList is Current for the lists beneath other things, and leaves single things that an edge leads to.
func currentInList(ctx context.Context) func(*sql.Selector) {
	current := Current(ctx)
	return func(s *sql.Selector) {
		if db.IsInList(s) {
			current(s)
		}
	}
}

// Marks on a selector, by which a filter tells Current what it has said itself. The mark holds the selector it was made
// on: ent hands a selector's context on to those of related tables, where it must not count.
type (
	timeStated   struct{}
	statusStated struct{}
)

func mark(s *sql.Selector, key any) {
	s.WithContext(context.WithValue(s.Context(), key, s))
}

// Whatever keeps claims whenever they held and wherever they stand, for reading one by its id.
func Whatever(s *sql.Selector) {
	mark(s, timeStated{})
	mark(s, statusStated{})
}

// Anything keeps every row: the filter that says nothing, which ent refuses below another one.
func Anything(*sql.Selector) {}

// HeldOn keeps the claims that may have held on a day.
func HeldOn(day vocab.Date) func(*sql.Selector) {
	return func(s *sql.Selector) {
		mark(s, timeStated{})
		s.Where(validOn(s, day))
	}
}

// Held keeps claims by how they stand to the day asked about.
func Held(ctx context.Context, v vocab.Validity) func(*sql.Selector) {
	day := string(viewOf(ctx).AsOf)
	return func(s *sql.Selector) {
		mark(s, timeStated{})
		switch v {
		case vocab.OnDate:
			s.Where(validOn(s, vocab.Date(day)))
		case vocab.Past:
			s.Where(sql.LT(s.C(relationship.FieldValidLast), day))
		case vocab.Upcoming:
			s.Where(sql.GT(s.C(relationship.FieldValidFirst), day))
		}
	}
}

// EndsBefore keeps the claims that surely ended before a day, or will have.
func EndsBefore(day vocab.Date) func(*sql.Selector) {
	return func(s *sql.Selector) {
		mark(s, timeStated{})
		s.Where(sql.LT(s.C(relationship.FieldValidLast), string(day)))
	}
}

// EndsAfter keeps the claims that may hold after a day.
func EndsAfter(day vocab.Date) func(*sql.Selector) {
	return func(s *sql.Selector) {
		mark(s, timeStated{})
		s.Where(sql.GT(s.C(relationship.FieldValidLast), string(day)))
	}
}

// InStatus keeps the claims that have one of the statuses.
func InStatus(statuses []vocab.ClaimStatus) func(*sql.Selector) {
	return func(s *sql.Selector) {
		mark(s, statusStated{})
		words := make([]any, len(statuses))
		for i, v := range statuses {
			words[i] = string(v)
		}
		s.Where(sql.In(s.C(relationship.FieldStatus), words...))
	}
}

func validOn(s *sql.Selector, day vocab.Date) *sql.Predicate {
	return sql.And(
		sql.LTE(s.C(relationship.FieldValidFirst), string(day)),
		sql.GTE(s.C(relationship.FieldValidLast), string(day)),
	)
}

// Lists keeps the rows whose column, a list of words, holds a word.
func Lists(column, word string) func(*sql.Selector) {
	return func(s *sql.Selector) { s.Where(sqljson.ValueContains(column, word)) }
}
