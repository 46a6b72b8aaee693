package store

import (
	"context"
	"errors"
	"slices"

	"kommungraf/ent/db"
	"kommungraf/ent/db/agreement"
	"kommungraf/ent/db/agreementparty"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// SaveAgreements stores agreements and parties to them, after the actors that these are. An agreement that is not
// withdrawn has a party, given now or stored before. A party takes its visibility from its agreement, whatever it comes
// with, and its days too where it has none of its own; a withdrawn agreement has no parties left.
func (w *Writer) SaveAgreements(ctx context.Context, agreements []Cited[db.Agreement], parties []Cited[db.AgreementParty]) (Tally, error) {
	var ids []vocab.ID
	for _, r := range agreements {
		if err := w.checkAgreement(ctx, r); err != nil {
			return Tally{}, about(r, err)
		}
		ids = append(ids, r.Row.ID)
	}
	for _, r := range parties {
		ids = append(ids, r.Row.AgreementID)
	}
	tally, written, err := save(ctx, w, w.tx.Agreement, agreements)
	if err != nil {
		return tally, err
	}
	stored, err := w.storedAgreements(ctx, ids) // as they stand: one that someone has changed was kept
	if err != nil {
		return tally, err
	}
	ofParties, err := w.saveParties(ctx, parties, stored)
	tally.Add(ofParties)
	if err != nil {
		return tally, err
	}
	if err := w.followAgreements(ctx, written); err != nil {
		return tally, err
	}
	return tally, w.checkPartiesOf(ctx, agreements, stored)
}

func (w *Writer) checkAgreement(ctx context.Context, r Cited[db.Agreement]) (err error) {
	a := r.Row
	a.NameFold, a.NameSort = FoldName(a.Name), SortName(a.Name)
	period := vocab.Period{From: a.ValidFrom, To: a.ValidTo, Ending: a.Ending}
	if err := period.Check(); err != nil {
		return problem.BadInput("validTo", "the agreement %s", err)
	}
	if err := period.CheckExtension(a.ExtendableTo); err != nil {
		return problem.BadInput("extendableTo", "the agreement %s", err)
	}
	a.ValidFirst, a.ValidLast, err = checkClaim(ctx, w, w.tx.Agreement, r, period)
	return err
}

// storedAgreements gives those of the agreements that there are, and makes them known as ends.
func (w *Writer) storedAgreements(ctx context.Context, ids []vocab.ID) (map[vocab.ID]*db.Agreement, error) {
	slices.Sort(ids)
	all := map[vocab.ID]*db.Agreement{}
	for chunk := range slices.Chunk(slices.Compact(ids), chunkSize) {
		found, err := w.tx.Agreement.Fetch(ctx, chunk)
		if err != nil {
			return nil, err
		}
		for _, a := range found {
			all[a.ID] = a
			w.known[a.ID] = end{End: vocab.End{ID: a.ID, Kind: string(a.Kind)}, sort: a.NameSort}
		}
	}
	return all, nil
}

// agreementEnds looks up the agreements that relations rest on, those that the write has not met yet.
func (w *Writer) agreementEnds(ctx context.Context, ids []vocab.ID) error {
	ids = slices.DeleteFunc(ids, func(id vocab.ID) bool { _, ok := w.known[id]; return ok })
	_, err := w.storedAgreements(ctx, ids)
	return err
}

// restsOn refuses a relation that rests on an agreement that there is not.
func (w *Writer) restsOn(id *vocab.ID) error {
	if id == nil {
		return nil
	}
	if id.Prefix() != vocab.PrefixAgreement {
		return problem.BadInput("agreement", "%s is no agreement", *id)
	}
	_, err := w.endAt("agreement", *id)
	return err
}

func (w *Writer) saveParties(ctx context.Context, parties []Cited[db.AgreementParty], stored map[vocab.ID]*db.Agreement) (Tally, error) {
	var actors []vocab.ID
	for _, r := range parties {
		if r.Row.ActorID != nil {
			actors = append(actors, *r.Row.ActorID)
		}
	}
	if err := w.ends(ctx, actors); err != nil {
		return Tally{}, err
	}
	for _, r := range parties {
		if err := w.checkParty(r, stored[r.Row.AgreementID]); err != nil {
			return Tally{}, about(r, err)
		}
	}
	tally, _, err := save(ctx, w, w.tx.AgreementParty, parties)
	return tally, err
}

// checkParty refuses a party that its role does not allow, or whose time is not that of its agreement.
func (w *Writer) checkParty(r Cited[db.AgreementParty], a *db.Agreement) error {
	p := r.Row
	if a == nil {
		return &problem.Error{Code: problem.NotFound, Field: "agreement", Message: "nothing has the id " + string(p.AgreementID)}
	}
	if err := sourced(p.ID, r.Sources); err != nil {
		return err
	}
	var is vocab.PartyEnd
	is.MembersOf, p.ActorSort = p.MembersOf, ""
	if p.Kind != nil {
		is.Whole = *p.Kind
	}
	if p.ActorID != nil {
		actor, err := w.endAt("actor", *p.ActorID)
		if err != nil {
			return err
		}
		is.Actor, p.ActorSort = vocab.ActorKind(actor.Kind), actor.sort
	}
	err := p.Role.Check(is)
	if rule, ok := errors.AsType[*vocab.RuleError](err); ok {
		return &problem.Error{Code: problem.BadUserInput, Field: rule.Field, Message: rule.Error(), Err: err}
	}
	own := vocab.Period{From: p.ValidFrom, To: p.ValidTo, Ending: vocab.Ended}
	if err := own.Check(); err != nil {
		return problem.BadInput("validTo", "the time of the party %s", err)
	}
	if follow(p, a); p.ValidFirst > p.ValidLast {
		field, day := "validFrom", p.ValidFrom
		if day == nil || day.First() <= a.ValidLast {
			field, day = "validTo", p.ValidTo
		}
		return problem.BadInput(field, "the time of the party (%s) lies outside that of its agreement", *day)
	}
	return nil
}

// follow gives a party what it has of its agreement: who may see it, and the days that it has none of its own for. It is
// never a party before the agreement begins or after it ends.
func follow(p *db.AgreementParty, a *db.Agreement) {
	p.Visibility, p.AgreementSort = a.Visibility, a.NameSort
	p.ValidFirst, p.ValidLast = a.ValidFirst, a.ValidLast
	if p.ValidFrom != nil {
		p.ValidFirst = max(p.ValidFirst, p.ValidFrom.First())
	}
	if p.ValidTo != nil {
		p.ValidLast = min(p.ValidLast, p.ValidTo.Last())
	}
	if a.Status == vocab.Withdrawn {
		p.Status = vocab.Withdrawn
	}
}

// followAgreements brings all parties of agreements that were written into step with them, also those that did not come
// along. Only being withdrawn changes the party itself.
func (w *Writer) followAgreements(ctx context.Context, ids []vocab.ID) error {
	for chunk := range slices.Chunk(ids, chunkSize) {
		parties, err := w.tx.AgreementParty.Query().Where(agreementparty.AgreementIDIn(chunk...)).
			WithAgreement().Order(agreementparty.ByID()).All(ctx)
		if err != nil {
			return err
		}
		for _, p := range parties {
			was := *p
			follow(p, p.Edges.Agreement)
			update := w.tx.AgreementParty.UpdateOneID(p.ID).SetVisibility(p.Visibility).SetAgreementSort(p.AgreementSort).
				SetValidFirst(p.ValidFirst).SetValidLast(p.ValidLast)
			switch {
			case p.Status != was.Status:
				update.SetStatus(p.Status).AddVersion(1).SetRevision(w.revision).SetUpdatedAt(w.now)
				w.changed(p.ID, vocab.Updated)
			case p.Visibility == was.Visibility && p.AgreementSort == was.AgreementSort &&
				p.ValidFirst == was.ValidFirst && p.ValidLast == was.ValidLast:
				continue
			}
			if err := update.Exec(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkPartiesOf refuses an agreement without parties.
func (w *Writer) checkPartiesOf(ctx context.Context, agreements []Cited[db.Agreement], stored map[vocab.ID]*db.Agreement) error {
	with := map[vocab.ID]bool{}
	for chunk := range slices.Chunk(agreements, chunkSize) {
		var ids []vocab.ID
		for _, r := range chunk {
			ids = append(ids, r.Row.ID)
		}
		found, err := w.tx.Agreement.Query().Where(agreement.IDIn(ids...),
			agreement.HasPartiesWith(agreementparty.StatusNEQ(vocab.Withdrawn))).IDs(ctx)
		if err != nil {
			return err
		}
		for _, id := range found {
			with[id] = true
		}
	}
	for _, r := range agreements {
		if id := r.Row.ID; !with[id] && stored[id].Status != vocab.Withdrawn {
			return about(r, problem.BadInput("parties", "an agreement needs at least one party, %s has none", r.Row.Name))
		}
	}
	return nil
}

// repeatPartyNames brings the sort keys that parties repeat up to date where an actor got a new name.
func (w *Writer) repeatPartyNames(ctx context.Context, actor vocab.ID, key string) error {
	return w.tx.AgreementParty.Update().Where(agreementparty.ActorID(actor), agreementparty.ActorSortNEQ(key)).SetActorSort(key).Exec(ctx)
}

// referenceAgreements are the agreements and parties that came from reference data and have not been withdrawn.
func (w *Writer) referenceAgreements(ctx context.Context) (agreements, parties []vocab.ID, err error) {
	agreements, err = w.tx.Agreement.Query().
		Where(agreement.OriginEQ(vocab.FromReference), agreement.StatusNEQ(vocab.Withdrawn)).IDs(ctx)
	if err != nil {
		return nil, nil, err
	}
	parties, err = w.tx.AgreementParty.Query().
		Where(agreementparty.OriginEQ(vocab.FromReference), agreementparty.StatusNEQ(vocab.Withdrawn)).IDs(ctx)
	return agreements, parties, err
}
