package store

import (
	"context"
	"slices"

	"kommungraf/ent/db"
	"kommungraf/ent/db/actor"
	"kommungraf/ent/db/formuse"
	"kommungraf/ent/db/identifier"
	"kommungraf/ent/db/involvement"
	"kommungraf/ent/db/obstaclemet"
	"kommungraf/ent/db/relationship"
	"kommungraf/ent/db/roletaken"
	"kommungraf/ent/db/solution"
	"kommungraf/ent/db/solutionlink"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// end is what a relation needs to know of the actor or solution at one of its ends.
type end struct {
	vocab.End
	sort string // its name_sort
}

// SaveActors stores actors with what is derived from them: sort keys, identifiers to look up, the search document, and
// the sort keys that their relations repeat.
func (w *Writer) SaveActors(ctx context.Context, rows []Cited[db.Actor]) (Tally, error) {
	for _, r := range rows {
		if err := checkActor(r); err != nil {
			return Tally{}, about(r, err)
		}
		a := r.Row
		a.NameFold, a.NameSort, a.PopulationSort = FoldName(a.Name), SortName(a.Name), 0
		if a.Population != nil {
			a.PopulationSort = *a.Population
		}
	}
	tally, written, err := save(ctx, w, w.tx.Actor, rows)
	if err != nil {
		return tally, err
	}
	var saved []*db.Actor // without those that were kept as someone changed them
	var documents []document
	for _, r := range rows {
		if slices.Contains(written, r.Row.ID) {
			saved = append(saved, r.Row)
			documents = append(documents, actorDocument(r.Row))
			w.known[r.Row.ID] = actorEnd(r.Row)
		}
	}
	if err := w.saveIdentifiers(ctx, rows, written); err != nil {
		return tally, err
	}
	if err := w.saveDocuments(ctx, documents); err != nil {
		return tally, err
	}
	if tally.Updated > 0 {
		err = w.repeatActorNames(ctx, saved)
	}
	return tally, err
}

func actorEnd(a *db.Actor) end {
	e := end{vocab.End{ID: a.ID, Kind: string(a.Kind)}, a.NameSort}
	if a.Form != nil {
		e.Form = *a.Form
	}
	return e
}

// checkActor refuses an actor without what its kind must have. The API promises these fields to be there.
func checkActor(r Cited[db.Actor]) error {
	a := r.Row
	if a.ID.Prefix() != a.Kind.Prefix() {
		return problem.BadInput("id", "the id of a %s begins with %s_, not %s_", a.Kind, a.Kind.Prefix(), a.ID.Prefix())
	}
	if err := sourced(a.ID, r.Sources); err != nil {
		return err
	}
	place := a.Kind == vocab.Municipality || a.Kind == vocab.Region
	organisation := a.Kind == vocab.Association || a.Kind == vocab.Agency || a.Kind == vocab.ResearchOrganisation
	for _, required := range []struct {
		field   string
		missing bool
	}{
		{"code", place && a.Code == nil},
		{"countyCode", place && a.CountyCode == nil},
		{"county", place && a.County == nil},
		{"form", organisation && a.Form == nil},
	} {
		if required.missing {
			return problem.BadInput(required.field, "a %s must have it, %s has not", a.Kind, a.Name)
		}
	}
	if a.Form != nil && a.Form.Kind() != a.Kind {
		return problem.BadInput("form", "%s is no form of a %s", *a.Form, a.Kind)
	}
	return nil
}

func (w *Writer) saveIdentifiers(ctx context.Context, rows []Cited[db.Actor], written []vocab.ID) error {
	var found []*db.Identifier
	for _, r := range rows {
		if !slices.Contains(written, r.Row.ID) {
			continue
		}
		for _, i := range r.Row.Identifiers {
			found = append(found, &db.Identifier{
				ID:     vocab.DerivedID(vocab.PrefixIdentifier, i.Scheme, i.Value),
				Scheme: i.Scheme, Value: i.Value, ActorID: r.Row.ID,
			})
		}
	}
	for chunk := range slices.Chunk(written, chunkSize) {
		if _, err := w.tx.Identifier.Delete().Where(identifier.ActorIDIn(chunk...)).Exec(ctx); err != nil {
			return err
		}
	}
	for chunk := range slices.Chunk(found, chunkSize) {
		if err := w.tx.Identifier.Insert(ctx, chunk); err != nil {
			return err
		}
	}
	return nil
}

// repeatActorNames brings the sort keys that relations repeat up to date where an actor got a new name.
func (w *Writer) repeatActorNames(ctx context.Context, saved []*db.Actor) error {
	for _, a := range saved {
		id, key := a.ID, a.NameSort
		if err := w.tx.Relationship.Update().Where(relationship.FromID(id), relationship.FromSortNEQ(key)).SetFromSort(key).Exec(ctx); err != nil {
			return err
		}
		if err := w.tx.Relationship.Update().Where(relationship.ToID(id), relationship.ToSortNEQ(key)).SetToSort(key).Exec(ctx); err != nil {
			return err
		}
		if err := w.tx.Involvement.Update().Where(involvement.ActorID(id), involvement.ActorSortNEQ(key)).SetActorSort(key).Exec(ctx); err != nil {
			return err
		}
		if err := w.tx.FormUse.Update().Where(formuse.ActorID(id), formuse.ActorSortNEQ(key)).SetActorSort(key).Exec(ctx); err != nil {
			return err
		}
		if err := w.tx.RoleTaken.Update().Where(roletaken.ActorID(id), roletaken.ActorSortNEQ(key)).SetActorSort(key).Exec(ctx); err != nil {
			return err
		}
		if err := w.tx.ObstacleMet.Update().Where(obstaclemet.ActorID(id), obstaclemet.ActorSortNEQ(key)).SetActorSort(key).Exec(ctx); err != nil {
			return err
		}
		if err := w.repeatPartyNames(ctx, id, key); err != nil {
			return err
		}
	}
	return nil
}

// SaveSolutions stores solutions with what is derived from them.
func (w *Writer) SaveSolutions(ctx context.Context, rows []Cited[db.Solution]) (Tally, error) {
	for _, r := range rows {
		s := r.Row
		if err := sourced(s.ID, r.Sources); err != nil {
			return Tally{}, about(r, err)
		}
		s.NameFold, s.NameSort = FoldName(s.Name), SortName(s.Name)
	}
	tally, written, err := save(ctx, w, w.tx.Solution, rows)
	if err != nil {
		return tally, err
	}
	var saved []*db.Solution
	var documents []document
	for _, r := range rows {
		if slices.Contains(written, r.Row.ID) {
			saved = append(saved, r.Row)
			documents = append(documents, solutionDocument(r.Row))
			w.known[r.Row.ID] = solutionEnd(r.Row)
		}
	}
	if err := w.saveDocuments(ctx, documents); err != nil {
		return tally, err
	}
	if tally.Updated > 0 {
		err = w.repeatSolutionNames(ctx, saved)
	}
	return tally, err
}

func solutionEnd(s *db.Solution) end {
	return end{vocab.End{ID: s.ID, Kind: string(s.Kind)}, s.NameSort}
}

// repeatSolutionNames brings the sort keys that relations repeat up to date where a solution got a new name.
func (w *Writer) repeatSolutionNames(ctx context.Context, saved []*db.Solution) error {
	for _, s := range saved {
		id, key := s.ID, s.NameSort
		if err := w.tx.Involvement.Update().Where(involvement.SolutionID(id), involvement.SolutionSortNEQ(key)).SetSolutionSort(key).Exec(ctx); err != nil {
			return err
		}
		if err := w.tx.SolutionLink.Update().Where(solutionlink.FromID(id), solutionlink.FromSortNEQ(key)).SetFromSort(key).Exec(ctx); err != nil {
			return err
		}
		if err := w.tx.SolutionLink.Update().Where(solutionlink.ToID(id), solutionlink.ToSortNEQ(key)).SetToSort(key).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// ends looks up those of the ids that the write has not met yet. What is not found is not in the map.
func (w *Writer) ends(ctx context.Context, ids []vocab.ID) error {
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id vocab.ID) bool { _, ok := w.known[id]; return ok })
	for chunk := range slices.Chunk(ids, chunkSize) {
		actors, err := w.tx.Actor.Query().Where(actor.IDIn(chunk...)).
			Select(actor.FieldID, actor.FieldKind, actor.FieldForm, actor.FieldNameSort).All(ctx)
		if err != nil {
			return err
		}
		for _, a := range actors {
			w.known[a.ID] = actorEnd(a)
		}
		solutions, err := w.tx.Solution.Query().Where(solution.IDIn(chunk...)).
			Select(solution.FieldID, solution.FieldKind, solution.FieldNameSort).All(ctx)
		if err != nil {
			return err
		}
		for _, s := range solutions {
			w.known[s.ID] = solutionEnd(s)
		}
	}
	return nil
}

// known end of a relation, or the problem that there is no such thing.
func (w *Writer) endAt(field string, id vocab.ID) (end, error) {
	e, ok := w.known[id]
	if !ok {
		return e, &problem.Error{Code: problem.NotFound, Field: field, Message: "nothing has the id " + string(id)}
	}
	return e, nil
}
