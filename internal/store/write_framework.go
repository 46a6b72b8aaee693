package store

import (
	"context"

	"kommungraf/ent/db"
	"kommungraf/ent/db/evidencelink"
	"kommungraf/ent/db/formuse"
	"kommungraf/ent/db/obstaclemet"
	"kommungraf/ent/db/roletaken"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// framework is a row of the framework: it has a name in two languages.
type framework[T any] interface {
	row[T]
	Named() (name vocab.Text, fold, sort *string)
}

// saveFramework saves rows of the framework with the keys made from their Swedish names. A statement rests on sources,
// if only on our own reasoning, named as such.
func saveFramework[T any, P framework[T]](ctx context.Context, w *Writer, t table[T], rows []Cited[T]) (Tally, error) {
	for _, r := range rows {
		name, fold, sort := P(r.Row).Named()
		if name.IsZero() {
			return Tally{}, about[T, P](r, problem.BadInput("name", "a piece of the framework needs a name"))
		}
		*fold, *sort = FoldName(name.In(vocab.Swedish)), SortName(name.In(vocab.Swedish))
		id := P(r.Row).Record().ID
		if err := sourced(id, r.Sources); err != nil {
			return Tally{}, about[T, P](r, err)
		}
		w.known[id] = end{End: vocab.End{ID: id}, sort: *sort}
	}
	tally, written, err := save[T, P](ctx, w, t, rows)
	if err == nil && tally.Updated > 0 {
		err = w.repeatFrameworkNames(ctx, written)
	}
	return tally, err
}

// repeatFrameworkNames brings the sort keys that claims repeat up to date where a piece got a new name.
func (w *Writer) repeatFrameworkNames(ctx context.Context, ids []vocab.ID) error {
	for _, id := range ids {
		key := w.known[id].sort
		var err error
		switch id.Prefix() {
		case vocab.PrefixCollaborationForm:
			err = w.tx.FormUse.Update().Where(formuse.FormID(id), formuse.FormSortNEQ(key)).SetFormSort(key).Exec(ctx)
		case vocab.PrefixRole:
			err = w.tx.RoleTaken.Update().Where(roletaken.RoleID(id), roletaken.RoleSortNEQ(key)).SetRoleSort(key).Exec(ctx)
		case vocab.PrefixObstacle:
			err = w.tx.ObstacleMet.Update().Where(obstaclemet.ObstacleID(id), obstaclemet.ObstacleSortNEQ(key)).SetObstacleSort(key).Exec(ctx)
		case vocab.PrefixEvidence:
			err = w.tx.EvidenceLink.Update().Where(evidencelink.EvidenceID(id), evidencelink.EvidenceSortNEQ(key)).SetEvidenceSort(key).Exec(ctx)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// SaveRoles stores roles.
func (w *Writer) SaveRoles(ctx context.Context, rows []Cited[db.Role]) (Tally, error) {
	return saveFramework(ctx, w, w.tx.Role, rows)
}

// SaveRequirements stores requirements, after the roles that make them.
func (w *Writer) SaveRequirements(ctx context.Context, rows []Cited[db.Requirement]) (Tally, error) {
	return saveFramework(ctx, w, w.tx.Requirement, rows)
}

// SaveForms stores forms of collaboration.
func (w *Writer) SaveForms(ctx context.Context, rows []Cited[db.CollaborationForm]) (Tally, error) {
	return saveFramework(ctx, w, w.tx.CollaborationForm, rows)
}

// SavePrinciples stores principles. Tensions go both ways, so all principles that name one another come together.
func (w *Writer) SavePrinciples(ctx context.Context, rows []Cited[db.Principle]) (Tally, error) {
	return saveFramework(ctx, w, w.tx.Principle, rows)
}

// SaveObstacles stores obstacles, after the forms and roles that they strike.
func (w *Writer) SaveObstacles(ctx context.Context, rows []Cited[db.Obstacle]) (Tally, error) {
	return saveFramework(ctx, w, w.tx.Obstacle, rows)
}

// SaveHandlings stores handlings, after the obstacles that they are about.
func (w *Writer) SaveHandlings(ctx context.Context, rows []Cited[db.Handling]) (Tally, error) {
	return saveFramework(ctx, w, w.tx.Handling, rows)
}

// SavePatterns stores patterns, after the forms and obstacles that they bind.
func (w *Writer) SavePatterns(ctx context.Context, rows []Cited[db.Pattern]) (Tally, error) {
	return saveFramework(ctx, w, w.tx.Pattern, rows)
}

// SaveSituations stores situations.
func (w *Writer) SaveSituations(ctx context.Context, rows []Cited[db.Situation]) (Tally, error) {
	return saveFramework(ctx, w, w.tx.Situation, rows)
}

// SaveNeeds stores needs.
func (w *Writer) SaveNeeds(ctx context.Context, rows []Cited[db.Need]) (Tally, error) {
	return saveFramework(ctx, w, w.tx.Need, rows)
}

// SaveAlternatives stores alternatives, after all that they fit and go through.
func (w *Writer) SaveAlternatives(ctx context.Context, rows []Cited[db.Alternative]) (Tally, error) {
	return saveFramework(ctx, w, w.tx.Alternative, rows)
}

// SaveStudies stores studies.
func (w *Writer) SaveStudies(ctx context.Context, rows []Cited[db.Study]) (Tally, error) {
	return saveFramework(ctx, w, w.tx.Study, rows)
}

// SaveDisseminations stores how results were spread, after the studies.
func (w *Writer) SaveDisseminations(ctx context.Context, rows []Cited[db.Dissemination]) (Tally, error) {
	for _, r := range rows {
		if err := sourced(r.Row.ID, r.Sources); err != nil {
			return Tally{}, about(r, err)
		}
	}
	tally, _, err := save(ctx, w, w.tx.Dissemination, rows)
	return tally, err
}

// SaveProposals stores proposals, after the studies that they come from.
func (w *Writer) SaveProposals(ctx context.Context, rows []Cited[db.Proposal]) (Tally, error) {
	return saveFramework(ctx, w, w.tx.Proposal, rows)
}

// SaveFeedback stores what was said of proposals, after the proposals.
func (w *Writer) SaveFeedback(ctx context.Context, rows []Cited[db.Feedback]) (Tally, error) {
	for _, r := range rows {
		if err := sourced(r.Row.ID, r.Sources); err != nil {
			return Tally{}, about(r, err)
		}
	}
	tally, _, err := save(ctx, w, w.tx.Feedback, rows)
	return tally, err
}

// SaveEvidence stores evidence. It rests on itself.
func (w *Writer) SaveEvidence(ctx context.Context, rows []Cited[db.Evidence]) (Tally, error) {
	for _, r := range rows {
		r.Row.TitleFold, r.Row.TitleSort = FoldName(r.Row.Title), SortName(r.Row.Title)
		w.known[r.Row.ID] = end{End: vocab.End{ID: r.Row.ID}, sort: r.Row.TitleSort}
	}
	tally, written, err := save(ctx, w, w.tx.Evidence, rows)
	if err == nil && tally.Updated > 0 {
		err = w.repeatFrameworkNames(ctx, written)
	}
	return tally, err
}

// SaveEvidenceLinks stores what evidence speaks for and against, in the same write as the evidence itself.
func (w *Writer) SaveEvidenceLinks(ctx context.Context, rows []Cited[db.EvidenceLink]) (Tally, error) {
	for _, r := range rows {
		evidence, err := w.endAt("evidence", r.Row.EvidenceID)
		if err != nil {
			return Tally{}, about(r, err)
		}
		r.Row.EvidenceSort = evidence.sort
	}
	tally, _, err := save(ctx, w, w.tx.EvidenceLink, rows)
	return tally, err
}

// SaveFormUses stores who uses which form.
func (w *Writer) SaveFormUses(ctx context.Context, rows []Cited[db.FormUse]) (Tally, error) {
	for _, r := range rows {
		row := r.Row
		form, actor, err := w.practice(ctx, "form", row.FormID, row.ActorID)
		if err != nil {
			return Tally{}, about(r, err)
		}
		row.FormSort, row.ActorSort = form.sort, actor.sort
		period := vocab.Period{From: row.ValidFrom, To: row.ValidTo, Ending: row.Ending}
		if row.ValidFirst, row.ValidLast, err = checkClaim(ctx, w, w.tx.FormUse, r, period); err != nil {
			return Tally{}, about(r, err)
		}
	}
	tally, _, err := save(ctx, w, w.tx.FormUse, rows)
	return tally, err
}

// SaveRolesTaken stores who takes which role.
func (w *Writer) SaveRolesTaken(ctx context.Context, rows []Cited[db.RoleTaken]) (Tally, error) {
	for _, r := range rows {
		row := r.Row
		role, actor, err := w.practice(ctx, "role", row.RoleID, row.ActorID)
		if err != nil {
			return Tally{}, about(r, err)
		}
		row.RoleSort, row.ActorSort = role.sort, actor.sort
		period := vocab.Period{From: row.ValidFrom, To: row.ValidTo, Ending: row.Ending}
		if row.ValidFirst, row.ValidLast, err = checkClaim(ctx, w, w.tx.RoleTaken, r, period); err != nil {
			return Tally{}, about(r, err)
		}
	}
	tally, _, err := save(ctx, w, w.tx.RoleTaken, rows)
	return tally, err
}

// SaveObstaclesMet stores who met which obstacle, and how it was handled.
func (w *Writer) SaveObstaclesMet(ctx context.Context, rows []Cited[db.ObstacleMet]) (Tally, error) {
	for _, r := range rows {
		row := r.Row
		obstacle, actor, err := w.practice(ctx, "obstacle", row.ObstacleID, row.ActorID)
		if err != nil {
			return Tally{}, about(r, err)
		}
		row.ObstacleSort, row.ActorSort = obstacle.sort, actor.sort
		period := vocab.Period{From: row.ValidFrom, To: row.ValidTo, Ending: row.Ending}
		if row.ValidFirst, row.ValidLast, err = checkClaim(ctx, w, w.tx.ObstacleMet, r, period); err != nil {
			return Tally{}, about(r, err)
		}
	}
	tally, _, err := save(ctx, w, w.tx.ObstacleMet, rows)
	return tally, err
}

// practice looks up the two ends of a relation between the framework and an actor.
func (w *Writer) practice(ctx context.Context, field string, pieceID, actorID vocab.ID) (piece, actor end, err error) {
	if piece, err = w.endAt(field, pieceID); err != nil {
		return piece, actor, err
	}
	if err := w.ends(ctx, []vocab.ID{actorID}); err != nil {
		return piece, actor, err
	}
	actor, err = w.endAt("actor", actorID)
	return piece, actor, err
}
