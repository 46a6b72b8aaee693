package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"kommungraf/ent/db"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// revisionSize is how many rows each write of the data brings.
const revisionSize = 1_000

// load fills an empty, migrated knowledge base. Sources, actors and solutions go the product's own way, by which they get
// their sort keys, search documents and identifiers. The many relations go in bulk, with what package store would have
// written beside them: citations, changes and revisions. TestTiny compares the two.
func load(ctx context.Context, s *store.Store, b bulk, w *world) error {
	s.Now = func() time.Time { return recordedAt }
	err := s.Write(ctx, vocab.FromContribution, func(ctx context.Context, t *store.Writer) error {
		_, err := t.SaveSources(ctx, w.sources)
		return err
	})
	if err != nil {
		return err
	}
	if err := inWrites(ctx, s, w.actors, (*store.Writer).SaveActors); err != nil {
		return err
	}
	if err := inWrites(ctx, s, w.solutions, (*store.Writer).SaveSolutions); err != nil {
		return err
	}
	last, err := s.Revision(ctx)
	if err != nil {
		return err
	}
	j := journal{revision: last, bulk: b}
	for _, t := range []struct {
		to      **inserter
		table   string
		columns []string
	}{
		{&j.revisions, "revisions", []string{"id", "recorded_at", "origin"}},
		{&j.changes, "changes", []string{"revision_id", "position", "subject_id", "operation"}},
		{&j.citations, "citations", []string{"id", "subject_id", "source_id", "position", "remark"}},
	} {
		if *t.to, err = b.into(ctx, t.table, t.columns); err != nil {
			return err
		}
	}
	relationships, err := b.into(ctx, "relationships", append(slices.Clone(claimColumns), "type", "from_id", "to_id", "from_sort", "to_sort"))
	if err != nil {
		return err
	}
	for r := range w.allRelationships() {
		if err := saveRelationship(&j, relationships, r); err != nil {
			return err
		}
	}
	if err := relationships.done(); err != nil {
		return err
	}
	involvements, err := b.into(ctx, "involvements", append(slices.Clone(claimColumns),
		"type", "actor_id", "solution_id", "supplier_id", "used_id", "supplied_id", "actor_sort", "solution_sort"))
	if err != nil {
		return err
	}
	for r := range w.allInvolvements() {
		if err := saveInvolvement(&j, involvements, r); err != nil {
			return err
		}
	}
	for _, i := range []*inserter{involvements, j.citations, j.changes, j.revisions} {
		if err := i.done(); err != nil {
			return err
		}
	}
	return b.finish(ctx)
}

// inWrites saves rows, so many in each write.
func inWrites[T any](ctx context.Context, s *store.Store, rows []store.Cited[T], save func(*store.Writer, context.Context, []store.Cited[T]) (store.Tally, error)) error {
	for chunk := range slices.Chunk(rows, revisionSize) {
		err := s.Write(ctx, vocab.FromContribution, func(ctx context.Context, w *store.Writer) error {
			_, err := save(w, ctx, chunk)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// claimColumns are what all relations have.
var claimColumns = []string{
	"id", "origin", "version", "revision", "recorded_at", "updated_at", "confidence", "evidence_for", "evidence_against",
	"valid_from", "valid_to", "ending", "valid_first", "valid_last", "note", "status", "visibility",
}

func saveRelationship(j *journal, to *inserter, c store.Cited[db.Relationship]) error {
	r := c.Row
	if err := j.record(r.Record(), c.Sources); err != nil {
		return err
	}
	return to.add(
		r.ID, r.Origin, r.Version, r.Revision, r.RecordedAt, r.UpdatedAt, r.Confidence, r.EvidenceFor, r.EvidenceAgainst,
		r.ValidFrom, r.ValidTo, r.Ending, r.ValidFirst, r.ValidLast, note(r.Note), r.Status, r.Visibility,
		r.Type, r.FromID, r.ToID, r.FromSort, r.ToSort,
	)
}

func saveInvolvement(j *journal, to *inserter, c store.Cited[db.Involvement]) error {
	r := c.Row
	if err := j.record(r.Record(), c.Sources); err != nil {
		return err
	}
	return to.add(
		r.ID, r.Origin, r.Version, r.Revision, r.RecordedAt, r.UpdatedAt, r.Confidence, r.EvidenceFor, r.EvidenceAgainst,
		r.ValidFrom, r.ValidTo, r.Ending, r.ValidFirst, r.ValidLast, note(r.Note), r.Status, r.Visibility,
		r.Type, r.ActorID, r.SolutionID, r.SupplierID, r.UsedID, r.SuppliedID, r.ActorSort, r.SolutionSort,
	)
}

// note is prose as its column keeps it.
func note(t *vocab.Text) any {
	if t == nil {
		return nil
	}
	text, _ := json.Marshal(t) // two strings
	return string(text)
}

// journal keeps the books that package store keeps: which revision brought a row, and what it rests on.
type journal struct {
	bulk                          bulk
	revision, position            int
	revisions, changes, citations *inserter
}

// record gives a row the bookkeeping of a new one.
func (j *journal) record(rec db.Record, sources []store.Citation) error {
	if j.position%revisionSize == 0 {
		j.revision, j.position = j.revision+1, 0
		if err := j.revisions.add(j.revision, recordedAt, vocab.FromContribution); err != nil {
			return err
		}
	}
	*rec.Origin, *rec.Version, *rec.Revision, *rec.RecordedAt, *rec.UpdatedAt = vocab.FromContribution, 1, j.revision, recordedAt, recordedAt
	if err := j.changes.add(j.revision, j.position, rec.ID, vocab.Created); err != nil {
		return err
	}
	j.position++
	for i, c := range sources {
		id := vocab.DerivedID(vocab.PrefixCitation, string(rec.ID), fmt.Sprint(i))
		var remark any
		if c.Remark != "" {
			remark = c.Remark
		}
		if err := j.citations.add(id, rec.ID, c.Source, i, remark); err != nil {
			return err
		}
	}
	return nil
}
