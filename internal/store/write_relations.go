package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kommungraf/ent/db"
	"kommungraf/ent/db/evidencelink"
	"kommungraf/ent/db/formuse"
	"kommungraf/ent/db/involvement"
	"kommungraf/ent/db/obstaclemet"
	"kommungraf/ent/db/relationship"
	"kommungraf/ent/db/solutionlink"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// SaveRelationships stores relations between actors. One that breaks the table of types is refused with the rule.
func (w *Writer) SaveRelationships(ctx context.Context, rows []Cited[db.Relationship]) (Tally, error) {
	var ids, agreements []vocab.ID
	for _, r := range rows {
		ids = append(ids, r.Row.FromID, r.Row.ToID)
		if r.Row.AgreementID != nil {
			agreements = append(agreements, *r.Row.AgreementID)
		}
	}
	if err := errors.Join(w.ends(ctx, ids), w.agreementEnds(ctx, agreements)); err != nil {
		return Tally{}, err
	}
	for _, r := range rows {
		row := r.Row
		from, to, err := w.checkEnds(row.Type, row.FromID, row.ToID)
		if err != nil {
			return Tally{}, about(r, err)
		}
		if err := w.restsOn(row.AgreementID); err != nil {
			return Tally{}, about(r, err)
		}
		row.FromSort, row.ToSort = from.sort, to.sort
		period := vocab.Period{From: row.ValidFrom, To: row.ValidTo, Ending: row.Ending}
		if row.ValidFirst, row.ValidLast, err = checkClaim(ctx, w, w.tx.Relationship, r, period); err != nil {
			return Tally{}, about(r, err)
		}
	}
	if err := w.checkExclusive(ctx, rows); err != nil {
		return Tally{}, err
	}
	tally, _, err := save(ctx, w, w.tx.Relationship, rows)
	return tally, err
}

// SaveInvolvements stores relations between actors and solutions.
func (w *Writer) SaveInvolvements(ctx context.Context, rows []Cited[db.Involvement]) (Tally, error) {
	var ids, agreements []vocab.ID
	for _, r := range rows {
		ids = append(ids, r.Row.ActorID, r.Row.SolutionID)
		if r.Row.SupplierID != nil {
			ids = append(ids, *r.Row.SupplierID)
		}
		if r.Row.AgreementID != nil {
			agreements = append(agreements, *r.Row.AgreementID)
		}
	}
	if err := errors.Join(w.ends(ctx, ids), w.agreementEnds(ctx, agreements)); err != nil {
		return Tally{}, err
	}
	for _, r := range rows {
		row := r.Row
		actor, solution, err := w.checkEnds(row.Type, row.ActorID, row.SolutionID)
		if err != nil {
			return Tally{}, about(r, err)
		}
		if row.SupplierID != nil {
			if _, err := w.endAt("supplier", *row.SupplierID); err != nil {
				return Tally{}, about(r, err)
			}
		}
		if err := w.restsOn(row.AgreementID); err != nil {
			return Tally{}, about(r, err)
		}
		row.ActorSort, row.SolutionSort = actor.sort, solution.sort
		row.UsedID, row.SuppliedID = nil, nil
		switch row.Type.Spec().Facet {
		case vocab.FacetUse:
			row.UsedID = &row.SolutionID
		case vocab.FacetSupply:
			row.SuppliedID = &row.SolutionID
		}
		period := vocab.Period{From: row.ValidFrom, To: row.ValidTo, Ending: row.Ending}
		if row.ValidFirst, row.ValidLast, err = checkClaim(ctx, w, w.tx.Involvement, r, period); err != nil {
			return Tally{}, about(r, err)
		}
	}
	tally, _, err := save(ctx, w, w.tx.Involvement, rows)
	return tally, err
}

// SaveSolutionLinks stores relations between solutions.
func (w *Writer) SaveSolutionLinks(ctx context.Context, rows []Cited[db.SolutionLink]) (Tally, error) {
	var ids []vocab.ID
	for _, r := range rows {
		ids = append(ids, r.Row.FromID, r.Row.ToID)
	}
	if err := w.ends(ctx, ids); err != nil {
		return Tally{}, err
	}
	for _, r := range rows {
		row := r.Row
		from, to, err := w.checkEnds(row.Type, row.FromID, row.ToID)
		if err != nil {
			return Tally{}, about(r, err)
		}
		row.FromSort, row.ToSort = from.sort, to.sort
		period := vocab.Period{From: row.ValidFrom, To: row.ValidTo, Ending: row.Ending}
		if row.ValidFirst, row.ValidLast, err = checkClaim(ctx, w, w.tx.SolutionLink, r, period); err != nil {
			return Tally{}, about(r, err)
		}
	}
	tally, _, err := save(ctx, w, w.tx.SolutionLink, rows)
	return tally, err
}

// relationType is any of the three enumerations of relation types.
type relationType interface {
	Spec() vocab.RelationType
	Check(from, to vocab.End) error
}

// checkEnds looks up both ends of a relation and asks the table of types whether they may stand there.
func (w *Writer) checkEnds(t relationType, fromID, toID vocab.ID) (from, to end, err error) {
	if from, err = w.endAt("from", fromID); err != nil {
		return from, to, err
	}
	if to, err = w.endAt("to", toID); err != nil {
		return from, to, err
	}
	err = t.Check(from.End, to.End)
	if rule, ok := errors.AsType[*vocab.RuleError](err); ok {
		return from, to, &problem.Error{Code: problem.BadUserInput, Field: rule.Field, Message: rule.Error(), Err: err}
	}
	if t.Spec().Symmetric && fromID > toID { // or the same relation could be stated twice
		return from, to, problem.BadInput("from", "%s reads alike both ways: state it from the lower id", t.Spec().Code)
	}
	return from, to, nil
}

// checkExclusive refuses a second relation where the table allows one at a time: a joint board has exactly one host.
func (w *Writer) checkExclusive(ctx context.Context, rows []Cited[db.Relationship]) error {
	given := map[vocab.ID]*db.Relationship{}
	for _, r := range rows {
		given[r.Row.ID] = r.Row
	}
	for _, r := range rows {
		row := r.Row
		rule := row.Type.Exclusive(w.known[row.ToID].End)
		if rule == nil || row.Status == vocab.Withdrawn {
			continue
		}
		others, err := w.tx.Relationship.Query().Where(
			relationship.TypeEQ(row.Type), relationship.ToID(row.ToID), relationship.IDNEQ(row.ID)).All(ctx)
		if err != nil {
			return err
		}
		for _, g := range given {
			if g.Type == row.Type && g.ToID == row.ToID && g.ID != row.ID {
				others = append(others, g)
			}
		}
		for _, o := range others {
			if now, ok := given[o.ID]; ok {
				o = now // what it is about to become
			}
			if o.Status != vocab.Withdrawn && o.ValidFirst <= row.ValidLast && row.ValidFirst <= o.ValidLast {
				return about(r, &problem.Error{
					Code: problem.Conflict, Field: "from", Err: rule,
					Message: fmt.Sprintf("%s; %s says so of the same time", rule, o.ID),
				})
			}
		}
	}
	return nil
}

// checkClaim refuses a claim without sources or with an impossible period, and gives the days that it spans.
func checkClaim[T any, P row[T]](ctx context.Context, w *Writer, t table[T], r Cited[T], period vocab.Period) (first, last vocab.Date, err error) {
	id := P(r.Row).Record().ID
	if err := sourced(id, r.Sources); err != nil {
		return "", "", err
	}
	if err := period.Check(); err != nil {
		return "", "", problem.BadInput("validTo", "the relation %s", err)
	}
	recorded := w.now
	if period.To == nil && period.Ending == vocab.Ended { // it had ended by the day it was first recorded
		old, err := t.Fetch(ctx, []vocab.ID{id})
		if err != nil {
			return "", "", err
		}
		for _, o := range old {
			recorded = *P(o).Record().RecordedAt
		}
	}
	first, last = period.Span(vocab.DateOf(recorded))
	return first, last, nil
}

// about says which row a problem is about: where it was read, or else its id.
func about[T any, P row[T]](r Cited[T], err error) error {
	p, ok := errors.AsType[*problem.Error](err)
	if !ok {
		return err
	}
	place := r.Place
	if place == "" {
		place = string(P(r.Row).Record().ID)
	}
	named := *p
	named.Message += " (" + place + ")"
	return &named
}

// WithdrawMissing withdraws the relations that came from reference data and are no longer in it.
func (w *Writer) WithdrawMissing(ctx context.Context, present map[vocab.ID]bool) (Tally, error) {
	relationships, err := w.tx.Relationship.Query().
		Where(relationship.OriginEQ(vocab.FromReference), relationship.StatusNEQ(vocab.Withdrawn)).IDs(ctx)
	if err != nil {
		return Tally{}, err
	}
	involvements, err := w.tx.Involvement.Query().
		Where(involvement.OriginEQ(vocab.FromReference), involvement.StatusNEQ(vocab.Withdrawn)).IDs(ctx)
	if err != nil {
		return Tally{}, err
	}
	links, err := w.tx.SolutionLink.Query().
		Where(solutionlink.OriginEQ(vocab.FromReference), solutionlink.StatusNEQ(vocab.Withdrawn)).IDs(ctx)
	if err != nil {
		return Tally{}, err
	}
	uses, err := w.tx.FormUse.Query().
		Where(formuse.OriginEQ(vocab.FromReference), formuse.StatusNEQ(vocab.Withdrawn)).IDs(ctx)
	if err != nil {
		return Tally{}, err
	}
	met, err := w.tx.ObstacleMet.Query().
		Where(obstaclemet.OriginEQ(vocab.FromReference), obstaclemet.StatusNEQ(vocab.Withdrawn)).IDs(ctx)
	if err != nil {
		return Tally{}, err
	}
	agreements, parties, err := w.referenceAgreements(ctx)
	if err != nil {
		return Tally{}, err
	}
	gone := slices.DeleteFunc(slices.Concat(relationships, involvements, links, uses, met, parties, agreements), func(id vocab.ID) bool { return present[id] })
	for _, id := range gone {
		switch id.Prefix() {
		case vocab.PrefixRelationship:
			err = w.tx.Relationship.UpdateOneID(id).SetStatus(vocab.Withdrawn).AddVersion(1).SetRevision(w.revision).SetUpdatedAt(w.now).Exec(ctx)
		case vocab.PrefixInvolvement:
			err = w.tx.Involvement.UpdateOneID(id).SetStatus(vocab.Withdrawn).AddVersion(1).SetRevision(w.revision).SetUpdatedAt(w.now).Exec(ctx)
		case vocab.PrefixSolutionLink:
			err = w.tx.SolutionLink.UpdateOneID(id).SetStatus(vocab.Withdrawn).AddVersion(1).SetRevision(w.revision).SetUpdatedAt(w.now).Exec(ctx)
		case vocab.PrefixFormUse:
			err = w.tx.FormUse.UpdateOneID(id).SetStatus(vocab.Withdrawn).AddVersion(1).SetRevision(w.revision).SetUpdatedAt(w.now).Exec(ctx)
		case vocab.PrefixObstacleMet:
			err = w.tx.ObstacleMet.UpdateOneID(id).SetStatus(vocab.Withdrawn).AddVersion(1).SetRevision(w.revision).SetUpdatedAt(w.now).Exec(ctx)
		case vocab.PrefixAgreement:
			err = w.tx.Agreement.UpdateOneID(id).SetStatus(vocab.Withdrawn).AddVersion(1).SetRevision(w.revision).SetUpdatedAt(w.now).Exec(ctx)
		case vocab.PrefixAgreementParty:
			err = w.tx.AgreementParty.UpdateOneID(id).SetStatus(vocab.Withdrawn).AddVersion(1).SetRevision(w.revision).SetUpdatedAt(w.now).Exec(ctx)
		}
		if err != nil {
			return Tally{}, err
		}
		w.changed(id, vocab.Updated)
	}
	// Parties that someone entered go with an agreement that is gone.
	return Tally{Updated: len(gone)}, w.followAgreements(ctx, slices.DeleteFunc(gone, func(id vocab.ID) bool { return id.Prefix() != vocab.PrefixAgreement }))
}

// RemoveEvidenceLinks removes the evidence links that came from reference data and are no longer in it. A link is no
// claim of anyone's that could be withdrawn.
func (w *Writer) RemoveEvidenceLinks(ctx context.Context, present map[vocab.ID]bool) (Tally, error) {
	ids, err := w.tx.EvidenceLink.Query().Where(evidencelink.OriginEQ(vocab.FromReference)).IDs(ctx)
	if err != nil {
		return Tally{}, err
	}
	gone := slices.DeleteFunc(ids, func(id vocab.ID) bool { return present[id] })
	for _, id := range gone {
		w.changed(id, vocab.Removed)
	}
	_, err = w.tx.EvidenceLink.Delete().Where(evidencelink.IDIn(gone...)).Exec(ctx)
	return Tally{Updated: len(gone)}, err
}
