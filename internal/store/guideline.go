package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"kommungraf/ent/db"
	"kommungraf/ent/db/actor"
	"kommungraf/ent/db/citation"
	"kommungraf/ent/db/evidencelink"
	"kommungraf/ent/db/relationship"
	"kommungraf/internal/guidance"
	"kommungraf/internal/guideline"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// GuidelineFor is the municipality that a report is made for, and what it asks about. A question that names neither a
// situation nor a need is about all of them.
type GuidelineFor struct {
	Actor vocab.ID
	Input guidance.Input
}

// guidelineTries is how many times the report is read anew when somebody writes meanwhile.
const guidelineTries = 3

// Guideline gives what the report is made of, from the knowledge base as the reader of the context sees it: of the whole
// sector, or with a section for one municipality. The number of statements does not depend on the number of rows. An
// actor that there is not is NOT_FOUND; the other errors are those of Advise.
func (s *Store) Guideline(ctx context.Context, lang vocab.Language, one *GuidelineFor) (guideline.Content, error) {
	for try := 1; ; try++ {
		before, err := s.Revision(ctx)
		if err != nil {
			return guideline.Content{}, err
		}
		content, err := s.readGuideline(ctx, lang, one)
		if err != nil {
			return guideline.Content{}, err
		}
		// The revision stands on the front page, so it must be that of every row.
		after, err := s.Revision(ctx)
		if err != nil {
			return guideline.Content{}, err
		}
		if before == after {
			content.Revision = after
			return content, nil
		}
		if try == guidelineTries {
			return guideline.Content{}, &problem.Error{Code: problem.Unavailable, Message: "the knowledge base is being written to; try again in a moment"}
		}
	}
}

func (s *Store) readGuideline(ctx context.Context, lang vocab.Language, one *GuidelineFor) (guideline.Content, error) {
	r := &guidelineReader{
		content: guideline.Content{Language: lang, Date: AsOf(ctx)},
		bases:   map[vocab.ID][]*guideline.Basis{},
		asked:   map[vocab.ID]bool{},
	}
	for _, read := range []func(context.Context, *db.Client) error{
		r.situations, r.needs, r.forms, r.roles, r.obstacles, r.handlings, r.principles, r.patterns, r.alternatives, r.studies,
	} {
		if err := read(ctx, s.Client); err != nil {
			return guideline.Content{}, err
		}
	}
	if one != nil {
		if err := r.municipality(ctx, s, one); err != nil {
			return guideline.Content{}, err
		}
	}
	if err := r.readBases(ctx, s.Client); err != nil {
		return guideline.Content{}, err
	}
	if lang == vocab.English {
		inEnglishOrder(&r.content)
	}
	return r.content, nil
}

// guidelineReader reads a report. What the statements rest on is read last, for all of them at once.
type guidelineReader struct {
	content guideline.Content
	bases   map[vocab.ID][]*guideline.Basis // to be filled, by what they are the basis of
	asked   map[vocab.ID]bool               // those whose sources count beside their evidence
}

// rests notes a basis to be filled. What came with the reference data has all its sources among its evidence too, there
// with title and year, so they are not named twice; what somebody entered may have sources of its own.
func (r *guidelineReader) rests(id vocab.ID, b *guideline.Basis, origin vocab.Origin) {
	r.bases[id] = append(r.bases[id], b)
	if origin == vocab.FromContribution {
		r.asked[id] = true
	}
}

func (r *guidelineReader) readBases(ctx context.Context, c *db.Client) error {
	ids := make([]vocab.ID, 0, len(r.bases))
	for id := range r.bases {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	links, err := c.EvidenceLink.Query().Where(evidencelink.SubjectIDIn(ids...)).WithEvidence().All(ctx)
	if err != nil {
		return err
	}
	cited, err := c.Citation.Query().Where(citation.SubjectIDIn(ids...)).WithSource().All(ctx)
	if err != nil {
		return err
	}
	used := map[vocab.ID]sortedSource{}
	for _, l := range links {
		used[l.EvidenceID] = evidenceSource(l.Edges.Evidence)
		for _, b := range r.bases[l.SubjectID] {
			if l.Stance == vocab.Contradicts {
				b.Against = append(b.Against, l.EvidenceID)
			} else {
				b.For = append(b.For, l.EvidenceID)
			}
		}
	}
	supported := map[vocab.ID]bool{}
	for id, bases := range r.bases {
		supported[id] = len(bases[0].For) > 0
	}
	for _, x := range cited {
		if x.Edges.Source.Kind == vocab.SourceEditorial || supported[x.SubjectID] && !r.asked[x.SubjectID] {
			continue
		}
		used[x.SourceID] = citedSource(x.Edges.Source)
		for _, b := range r.bases[x.SubjectID] {
			b.For = append(b.For, x.SourceID)
		}
	}
	r.content.Sources = inOrder(used)
	r.sortReferences()
	return nil
}

// sortReferences puts the references of every statement in the order of their numbers.
func (r *guidelineReader) sortReferences() {
	place := map[vocab.ID]int{}
	for i, s := range r.content.Sources {
		place[s.ID] = i
	}
	byPlace := func(a, b vocab.ID) int { return cmp.Compare(place[a], place[b]) }
	for _, bases := range r.bases {
		for _, b := range bases {
			slices.SortFunc(b.For, byPlace)
			slices.SortFunc(b.Against, byPlace)
			b.For, b.Against = slices.Compact(b.For), slices.Compact(b.Against)
		}
	}
}

// sortedSource is a source with what it is ordered by.
type sortedSource struct {
	sort string
	guideline.Source
}

func evidenceSource(e *db.Evidence) sortedSource {
	s := sortedSource{e.TitleSort, guideline.Source{ID: e.ID, Title: e.Title, Kind: e.Kind, Note: e.Note}}
	if e.Publisher != nil {
		s.Publisher = *e.Publisher
	}
	if e.Date != nil {
		s.Date = string(*e.Date)
	}
	if e.URL != nil {
		s.URL = string(*e.URL)
	}
	return s
}

func citedSource(x *db.Source) sortedSource {
	s := sortedSource{x.TitleSort, guideline.Source{ID: x.ID, Title: x.Title}}
	if x.Publisher != nil {
		s.Publisher = *x.Publisher
	}
	if x.Year != nil {
		s.Date = strconv.Itoa(*x.Year)
	}
	if x.URL != nil {
		s.URL = string(*x.URL)
	}
	return s
}

func inOrder(used map[vocab.ID]sortedSource) []guideline.Source {
	all := make([]sortedSource, 0, len(used))
	for _, s := range used {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b sortedSource) int { return cmp.Or(cmp.Compare(a.sort, b.sort), cmp.Compare(a.ID, b.ID)) })
	list := make([]guideline.Source, len(all))
	for i, s := range all {
		list[i] = s.Source
	}
	return list
}

// municipality reads what the report says of the one it is for.
func (r *guidelineReader) municipality(ctx context.Context, s *Store, one *GuidelineFor) error {
	found, err := s.Client.Actor.Query().Where(actor.ID(one.Actor)).Only(ctx)
	if db.IsNotFound(err) {
		return &problem.Error{Code: problem.NotFound, Field: "actor", Message: "there is no actor " + string(one.Actor)}
	}
	if err != nil {
		return err
	}
	in := one.Input
	whole := len(in.Situations)+len(in.Needs) == 0
	if whole {
		in.Situations, in.Needs = r.everything()
	}
	advice, _, err := s.Advise(ctx, found.ID, in)
	if err != nil {
		return err
	}
	names, err := namesOf(ctx, s.Client, advice)
	if err != nil {
		return err
	}
	m := &guideline.Municipality{
		Name: found.Name, Population: found.Population, Year: found.PopulationYear, SkrGroup: found.SkrGroup,
		Basis: guideline.Basis{Confidence: found.Confidence},
	}
	if found.Code != nil {
		m.Code = *found.Code
	}
	if found.County != nil {
		m.County = *found.County
	}
	r.rests(found.ID, &m.Basis, found.Origin)
	if !whole {
		m.Asked = r.namesAsked(advice.Input)
	}
	m.Uses = make([]guideline.Use, len(advice.Profile.Uses))
	for i, u := range advice.Profile.Uses {
		m.Uses[i] = guideline.Use{Form: u.Form, Body: names.actors[u.Body], Since: u.Since}
		r.relation(names, u.Relation, &m.Uses[i].Basis)
	}
	for _, o := range advice.Options {
		m.Options = append(m.Options, r.option(o, names, whole))
	}
	for _, x := range advice.RuledOut {
		m.RuledOut = append(m.RuledOut, guideline.RuledOut{Alternative: x.Alternative, Why: x.Why})
	}
	for _, x := range advice.Unknown {
		m.Unknown = append(m.Unknown, x.Sentence)
	}
	r.content.Municipality = m
	return nil
}

// everything names all situations and needs, as far as a question may be long.
func (r *guidelineReader) everything() (situations, needs []string) {
	slug := func(list []guideline.Statement) (all []string) {
		for _, x := range list[:min(len(list), guidance.MaxItems)] {
			all = append(all, x.Slug)
		}
		return all
	}
	return slug(r.content.Situations), slug(r.content.Needs)
}

func (r *guidelineReader) namesAsked(in guidance.Input) []guideline.Asked {
	var all []guideline.Asked
	for _, list := range []struct {
		slugs []string
		of    []guideline.Statement
	}{{in.Situations, r.content.Situations}, {in.Needs, r.content.Needs}} {
		for _, x := range list.of {
			if slices.Contains(list.slugs, x.Slug) {
				all = append(all, guideline.Asked{Name: x.Name})
			}
		}
	}
	return all
}

func (r *guidelineReader) relation(names adviceNames, id vocab.ID, b *guideline.Basis) {
	if relation := names.relations[id]; relation != nil {
		b.Confidence = relation.Confidence
		r.rests(id, b, relation.Origin)
	}
}

// option says what speaks for and against. Where everything is asked about, which of it the alternative answers to says
// nothing of this municipality, and is left out.
func (r *guidelineReader) option(o guidance.Option, names adviceNames, whole bool) guideline.Option {
	option := guideline.Option{Alternative: o.Alternative, Fit: o.Fit}
	for _, x := range o.Reasons {
		switch {
		case whole && (x.Kind == guidance.ReasonSituation || x.Kind == guidance.ReasonNeed):
		case x.Effect == guidance.For:
			option.For = append(option.For, x.Sentence)
		case x.Effect == guidance.Against:
			option.Against = append(option.Against, x.Sentence)
		}
	}
	for _, f := range o.Open {
		option.Open = append(option.Open, guideline.OptionForm{Form: f.Form, Why: f.Why, InUse: f.InUse})
	}
	for _, f := range o.Closed {
		option.Closed = append(option.Closed, guideline.OptionForm{Form: f.Form, Why: f.Why})
	}
	option.Examples = make([]guideline.Example, len(o.Examples))
	for i, e := range o.Examples {
		option.Examples[i] = guideline.Example{
			Actor: names.actors[e.Actor],
			Use:   guideline.Use{Form: e.Use.Form, Body: names.actors[e.Use.Body], Since: e.Use.Since},
		}
		r.relation(names, e.Use.Relation, &option.Examples[i].Use.Basis)
	}
	return option
}

// adviceNames are the actors and relations that an advice speaks of.
type adviceNames struct {
	actors    map[vocab.ID]string
	relations map[vocab.ID]*db.Relationship
}

func namesOf(ctx context.Context, c *db.Client, a guidance.Advice) (adviceNames, error) {
	names := adviceNames{map[vocab.ID]string{}, map[vocab.ID]*db.Relationship{}}
	uses := slices.Clone(a.Profile.Uses)
	for _, o := range a.Options {
		for _, e := range o.Examples {
			uses = append(uses, e.Use)
			names.actors[e.Actor] = ""
		}
	}
	for _, u := range uses {
		names.actors[u.Body] = ""
		names.relations[u.Relation] = nil
	}
	actors, err := c.Actor.Query().Where(actor.IDIn(keys(names.actors)...)).All(ctx)
	if err != nil {
		return names, err
	}
	for _, x := range actors {
		names.actors[x.ID] = x.Name
	}
	relations, err := c.Relationship.Query().Where(relationship.IDIn(keys(names.relations)...)).All(ctx)
	for _, x := range relations {
		names.relations[x.ID] = x
	}
	return names, err
}

func keys[V any](m map[vocab.ID]V) []vocab.ID {
	all := make([]vocab.ID, 0, len(m))
	for id := range m {
		all = append(all, id)
	}
	slices.Sort(all)
	return all
}

// How the pieces of the framework are read for the report: one statement for each, and one for each of its links. The
// guard orders them by name.

// statement gives what a piece of the framework says, with room for its basis.
func statement(slug string, name, description vocab.Text, editorial bool, confidence vocab.Confidence) guideline.Statement {
	return guideline.Statement{
		Slug: slug, Name: name, Description: description, Basis: guideline.Basis{Editorial: editorial, Confidence: confidence},
	}
}

func (r *guidelineReader) situations(ctx context.Context, c *db.Client) error {
	rows, err := c.Situation.Query().All(ctx)
	list := make([]guideline.Statement, len(rows))
	for i, x := range rows {
		list[i] = statement(x.Slug, x.Name, x.Description, x.Editorial, x.Confidence)
		r.rests(x.ID, &list[i].Basis, x.Origin)
	}
	r.content.Situations = list
	return err
}

func (r *guidelineReader) needs(ctx context.Context, c *db.Client) error {
	rows, err := c.Need.Query().All(ctx)
	list := make([]guideline.Statement, len(rows))
	for i, x := range rows {
		list[i] = statement(x.Slug, x.Name, x.Description, x.Editorial, x.Confidence)
		r.rests(x.ID, &list[i].Basis, x.Origin)
	}
	r.content.Needs = list
	return err
}

func (r *guidelineReader) forms(ctx context.Context, c *db.Client) error {
	rows, err := c.CollaborationForm.Query().All(ctx)
	list := make([]guideline.Form, len(rows))
	for i, x := range rows {
		list[i] = guideline.Form{
			Statement: statement(x.Slug, x.Name, x.Description, x.Editorial, x.Confidence),
			RestsOn:   x.Basis, LegalPerson: x.LegalPerson, Participants: x.ParticipantKinds, MinParties: x.MinParties,
			SetupEffort: x.SetupEffort, Opportunities: x.Opportunities, Limitations: x.Limitations, LegalBasis: x.LegalBasis,
			Responsibility: x.Responsibility, Procurement: x.Procurement, Entry: x.Entry, Exit: x.Exit, SuitsWhen: x.SuitsWhen,
			ProcurementReasoned: x.ProcurementReasoned,
		}
		r.rests(x.ID, &list[i].Basis, x.Origin)
	}
	r.content.Forms = list
	return err
}

func (r *guidelineReader) roles(ctx context.Context, c *db.Client) error {
	rows, err := c.Role.Query().WithRequirements().All(ctx)
	list := make([]guideline.Role, len(rows))
	for i, x := range rows {
		list[i] = guideline.Role{
			Statement:    statement(x.Slug, x.Name, x.Description, x.Editorial, x.Confidence),
			Requirements: make([]guideline.Statement, len(x.Edges.Requirements)),
		}
		r.rests(x.ID, &list[i].Basis, x.Origin)
		for j, y := range x.Edges.Requirements {
			list[i].Requirements[j] = statement(y.Slug, y.Name, vocab.Text{}, y.Editorial, y.Confidence)
			r.rests(y.ID, &list[i].Requirements[j].Basis, y.Origin)
		}
	}
	r.content.Roles = list
	return err
}

func (r *guidelineReader) obstacles(ctx context.Context, c *db.Client) error {
	rows, err := c.Obstacle.Query().WithForms().WithRoles().All(ctx)
	list := make([]guideline.Obstacle, len(rows))
	for i, x := range rows {
		list[i] = guideline.Obstacle{
			Statement: statement(x.Slug, x.Name, x.Description, x.Editorial, x.Confidence), Category: x.Category,
			Forms: slugs(x.Edges.Forms, formSlug), Roles: slugs(x.Edges.Roles, func(y *db.Role) string { return y.Slug }),
		}
		r.rests(x.ID, &list[i].Basis, x.Origin)
	}
	r.content.Obstacles = list
	return err
}

func (r *guidelineReader) handlings(ctx context.Context, c *db.Client) error {
	rows, err := c.Handling.Query().WithObstacles().WithExample().All(ctx)
	list := make([]guideline.Handling, len(rows))
	for i, x := range rows {
		list[i] = guideline.Handling{
			Statement: statement(x.Slug, x.Name, x.Description, x.Editorial, x.Confidence),
			Obstacles: slugs(x.Edges.Obstacles, obstacleSlug), Outcome: x.Outcome, Note: x.OutcomeNote,
		}
		if x.Edges.Example != nil {
			list[i].Example = x.Edges.Example.Name
		}
		r.rests(x.ID, &list[i].Basis, x.Origin)
	}
	r.content.Handlings = list
	return err
}

func (r *guidelineReader) principles(ctx context.Context, c *db.Client) error {
	rows, err := c.Principle.Query().WithForms().WithTensions().All(ctx)
	list := make([]guideline.Principle, len(rows))
	for i, x := range rows {
		list[i] = guideline.Principle{
			Statement:    statement(x.Slug, x.Name, x.Description, x.Editorial, x.Confidence),
			Explicitness: x.Explicitness, Forms: slugs(x.Edges.Forms, formSlug),
			Tensions: slugs(x.Edges.Tensions, func(y *db.Principle) string { return y.Slug }),
		}
		r.rests(x.ID, &list[i].Basis, x.Origin)
	}
	r.content.Principles = list
	return err
}

func (r *guidelineReader) patterns(ctx context.Context, c *db.Client) error {
	rows, err := c.Pattern.Query().WithForms().WithObstacles().WithObservedIn().All(ctx)
	list := make([]guideline.Pattern, len(rows))
	for i, x := range rows {
		slices.SortFunc(x.Edges.ObservedIn, func(a, b *db.Actor) int {
			return cmp.Or(cmp.Compare(a.NameSort, b.NameSort), cmp.Compare(a.ID, b.ID))
		})
		list[i] = guideline.Pattern{
			Statement: statement(x.Slug, x.Name, x.Description, x.Editorial, x.Confidence),
			Context:   x.Context, Consequences: x.Consequences,
			Forms: slugs(x.Edges.Forms, formSlug), Obstacles: slugs(x.Edges.Obstacles, obstacleSlug),
			ObservedIn: slugs(x.Edges.ObservedIn, func(y *db.Actor) string { return y.Name }),
		}
		r.rests(x.ID, &list[i].Basis, x.Origin)
	}
	r.content.Patterns = list
	return err
}

func (r *guidelineReader) alternatives(ctx context.Context, c *db.Client) error {
	rows, err := c.Alternative.Query().WithSituations().WithNeeds().WithForms().WithObstacles().All(ctx)
	list := make([]guideline.Alternative, len(rows))
	for i, x := range rows {
		list[i] = guideline.Alternative{
			Statement:  statement(x.Slug, x.Name, x.Description, x.Editorial, x.Confidence),
			Situations: slugs(x.Edges.Situations, func(y *db.Situation) string { return y.Slug }),
			Needs:      slugs(x.Edges.Needs, func(y *db.Need) string { return y.Slug }),
			Forms:      slugs(x.Edges.Forms, formSlug), Obstacles: slugs(x.Edges.Obstacles, obstacleSlug),
			Pros: x.Pros, Cons: x.Cons, Prerequisites: x.Prerequisites, Steps: x.Steps, SizeBands: x.SizeBands, MinParties: x.MinParties,
		}
		r.rests(x.ID, &list[i].Basis, x.Origin)
	}
	r.content.Alternatives = list
	return err
}

func (r *guidelineReader) studies(ctx context.Context, c *db.Client) error {
	rows, err := c.Study.Query().WithCoordinator().WithFunder().All(ctx)
	slices.SortFunc(rows, func(a, b *db.Study) int {
		return cmp.Or(cmp.Compare(a.NameSort, b.NameSort), cmp.Compare(a.ID, b.ID))
	})
	list := make([]guideline.Study, len(rows))
	for i, x := range rows {
		list[i] = guideline.Study{
			Name: x.Name, Purpose: x.Purpose, Begins: x.Begins, Ends: x.Ends,
			Basis: guideline.Basis{Editorial: x.Editorial, Confidence: x.Confidence},
		}
		if x.Edges.Coordinator != nil {
			list[i].Coordinator = x.Edges.Coordinator.Name
		}
		if x.Edges.Funder != nil {
			list[i].Funder = x.Edges.Funder.Name
		}
		r.rests(x.ID, &list[i].Basis, x.Origin)
	}
	r.content.Studies = list
	return err
}

func formSlug(f *db.CollaborationForm) string { return f.Slug }
func obstacleSlug(o *db.Obstacle) string      { return o.Slug }

// inEnglishOrder puts everything in the order of its English name; the database has the Swedish one.
func inEnglishOrder(c *guideline.Content) {
	englishOrder(c.Situations, func(x guideline.Statement) guideline.Statement { return x })
	englishOrder(c.Needs, func(x guideline.Statement) guideline.Statement { return x })
	englishOrder(c.Forms, func(x guideline.Form) guideline.Statement { return x.Statement })
	englishOrder(c.Obstacles, func(x guideline.Obstacle) guideline.Statement { return x.Statement })
	englishOrder(c.Handlings, func(x guideline.Handling) guideline.Statement { return x.Statement })
	englishOrder(c.Principles, func(x guideline.Principle) guideline.Statement { return x.Statement })
	englishOrder(c.Patterns, func(x guideline.Pattern) guideline.Statement { return x.Statement })
	englishOrder(c.Alternatives, func(x guideline.Alternative) guideline.Statement { return x.Statement })
	englishOrder(c.Roles, func(x guideline.Role) guideline.Statement { return x.Statement })
}

func englishOrder[T any](list []T, of func(T) guideline.Statement) {
	slices.SortFunc(list, func(a, b T) int {
		x, y := of(a), of(b)
		return cmp.Or(cmp.Compare(strings.ToLower(x.Name.In(vocab.English)), strings.ToLower(y.Name.In(vocab.English))), cmp.Compare(x.Slug, y.Slug))
	})
}
