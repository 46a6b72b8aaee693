package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"kommungraf/ent/db"
	"kommungraf/ent/db/citation"
	"kommungraf/ent/db/revision"
	"kommungraf/internal/policy"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Writer is one write under way: everything saved through it becomes one revision, or nothing does.
type Writer struct {
	tx          *db.Tx
	now         time.Time
	origin      vocab.Origin
	revision    int
	fingerprint *string
	changes     []*db.ChangeCreate
	known       map[vocab.ID]end // ends that were looked up or saved in this write
}

// Cited is a row and the sources that it rests on, the most important one first.
type Cited[T any] struct {
	Row     *T
	Sources []Citation
	Place   string // where the row was read, for what is said when it is refused; empty where its id says enough
}

// Citation points at a source, with a remark on what it gave or how it was used where that needs saying.
type Citation struct {
	Source vocab.ID
	Remark string
}

// Tally counts what saving did to the rows given to it.
type Tally struct {
	Created, Updated, Unchanged int
	Kept                        int // left alone, since someone has changed what the reference data once brought
}

// Add adds another tally.
func (t *Tally) Add(o Tally) {
	t.Created += o.Created
	t.Updated += o.Updated
	t.Unchanged += o.Unchanged
	t.Kept += o.Kept
}

// Write runs fn in one transaction and gives what it changed the next revision number. Writers take turns, so numbers
// have no gaps and follow the order of commits. When fn fails, or changes nothing, nothing is written. Those who Watch
// are told of what was written. The errors of fn come back as Explain sees them.
func (s *Store) Write(ctx context.Context, origin vocab.Origin, fn func(context.Context, *Writer) error) (err error) {
	ctx = WithView(ctx, View{Class: policy.System})
	defer func() { err = Explain(ctx, err) }()
	tx, err := s.Client.Tx(ctx)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tx.Rollback() // the first error is the one to tell
		}
	}()
	w := &Writer{tx: tx, now: s.now(), origin: origin, known: map[vocab.ID]end{}}
	if s.dialect == dialect.Postgres { // SQLite lets one writer in at a time by itself
		// A write waits for its turn, and takes its time: the limit of the connection is one of reads.
		for _, statement := range []string{"SET LOCAL statement_timeout = 0", "LOCK TABLE revisions IN EXCLUSIVE MODE"} {
			if _, err = tx.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
	}
	if w.revision, err = lastRevision(ctx, tx.Client()); err != nil {
		return err
	}
	w.revision++
	if err = fn(ctx, w); err != nil {
		return err
	}
	if len(w.changes) == 0 && w.fingerprint == nil {
		return tx.Commit()
	}
	if err = w.conclude(ctx); err != nil {
		return err
	}
	return s.commit(ctx, tx, Revised{Revision: w.revision, RecordedAt: w.now, Changes: len(w.changes), Origin: w.origin})
}

// conclude appends the changes to the log under the new revision.
func (w *Writer) conclude(ctx context.Context) error {
	err := w.tx.Revision.Create().SetID(w.revision).SetRecordedAt(w.now).SetOrigin(w.origin).
		SetNillableFingerprint(w.fingerprint).Exec(ctx)
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(w.changes, chunkSize) {
		if err := w.tx.Change.CreateBulk(chunk...).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) changed(id vocab.ID, op vocab.Operation) {
	w.changes = append(w.changes, w.tx.Change.Create().
		SetRevisionID(w.revision).SetPosition(len(w.changes)).SetSubjectID(id).SetOperation(op))
}

// chunkSize is how many rows one INSERT carries: the widest row has some 40 columns, and SQLite takes 32,766 parameters.
const chunkSize = 500

// row is what every entity with bookkeeping offers, and table what its generated client does.
type (
	row[T any] interface {
		*T
		Record() db.Record
	}
	table[T any] interface {
		Fetch(ctx context.Context, ids []vocab.ID) ([]*T, error)
		Insert(ctx context.Context, rows []*T) error
		Replace(ctx context.Context, row *T) error
	}
)

// save writes whole rows: those whose id is new are created, those that differ from what is stored are updated, and the
// rest is left. It returns the ids of the rows that it wrote.
func save[T any, P row[T]](ctx context.Context, w *Writer, t table[T], rows []Cited[T]) (tally Tally, written []vocab.ID, err error) {
	stored, cited, err := stored[T, P](ctx, w, t, rows)
	if err != nil {
		return tally, nil, err
	}
	var fresh []*T
	for _, r := range rows {
		rec := P(r.Row).Record()
		old, exists := stored[rec.ID]
		if !exists {
			*rec.Origin, *rec.Version, *rec.Revision, *rec.RecordedAt, *rec.UpdatedAt = w.origin, 1, w.revision, w.now, w.now
			fresh = append(fresh, r.Row)
			w.changed(rec.ID, vocab.Created)
			written = append(written, rec.ID)
			tally.Created++
			continue
		}
		was := P(old).Record()
		if w.origin == vocab.FromReference && *was.Origin != vocab.FromReference {
			tally.Kept++
			continue
		}
		*rec.Origin, *rec.Version, *rec.Revision, *rec.RecordedAt, *rec.UpdatedAt = *was.Origin, *was.Version, *was.Revision, *was.RecordedAt, *was.UpdatedAt
		same, err := equal(old, r.Row)
		if err != nil {
			return tally, nil, err
		}
		if same && slices.Equal(cited[rec.ID], r.Sources) {
			tally.Unchanged++
			continue
		}
		*rec.Origin, *rec.Version, *rec.Revision, *rec.UpdatedAt = w.origin, *was.Version+1, w.revision, w.now
		if err := t.Replace(ctx, r.Row); err != nil {
			return tally, nil, err
		}
		w.changed(rec.ID, vocab.Updated)
		written = append(written, rec.ID)
		tally.Updated++
	}
	for chunk := range slices.Chunk(fresh, chunkSize) {
		if err := t.Insert(ctx, chunk); err != nil {
			return tally, nil, err
		}
	}
	return tally, written, w.cite(ctx, written, citationsOf[T, P](rows))
}

// stored loads the rows that are there already, and what they cite.
func stored[T any, P row[T]](ctx context.Context, w *Writer, t table[T], rows []Cited[T]) (map[vocab.ID]*T, map[vocab.ID][]Citation, error) {
	byID, cited := map[vocab.ID]*T{}, map[vocab.ID][]Citation{}
	ids := make([]vocab.ID, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, P(r.Row).Record().ID)
	}
	for chunk := range slices.Chunk(ids, chunkSize) {
		found, err := t.Fetch(ctx, chunk)
		if err != nil {
			return nil, nil, err
		}
		for _, r := range found {
			byID[P(r).Record().ID] = r
		}
		citations, err := w.tx.Citation.Query().Where(citation.SubjectIDIn(chunk...)).All(ctx) // ordered by the guard
		if err != nil {
			return nil, nil, err
		}
		for _, c := range citations {
			ref := Citation{Source: c.SourceID}
			if c.Remark != nil {
				ref.Remark = *c.Remark
			}
			cited[c.SubjectID] = append(cited[c.SubjectID], ref)
		}
	}
	return byID, cited, nil
}

// equal compares rows by their JSON, which holds every column and no more.
func equal[T any](a, b *T) (bool, error) {
	x, err := json.Marshal(a)
	if err != nil {
		return false, err
	}
	y, err := json.Marshal(b)
	return bytes.Equal(x, y), err
}

func citationsOf[T any, P row[T]](rows []Cited[T]) map[vocab.ID][]Citation {
	m := make(map[vocab.ID][]Citation, len(rows))
	for _, r := range rows {
		m[P(r.Row).Record().ID] = r.Sources
	}
	return m
}

// cite replaces the sources of rows that were written.
func (w *Writer) cite(ctx context.Context, written []vocab.ID, sources map[vocab.ID][]Citation) error {
	var rows []*db.Citation
	for _, id := range written {
		for i, c := range sources[id] {
			r := &db.Citation{
				ID:        vocab.DerivedID(vocab.PrefixCitation, string(id), fmt.Sprint(i)),
				SubjectID: id, SourceID: c.Source, Position: i,
			}
			if c.Remark != "" {
				r.Remark = &c.Remark
			}
			rows = append(rows, r)
		}
	}
	for chunk := range slices.Chunk(written, chunkSize) {
		if _, err := w.tx.Citation.Delete().Where(citation.SubjectIDIn(chunk...)).Exec(ctx); err != nil {
			return err
		}
	}
	for chunk := range slices.Chunk(rows, chunkSize) {
		if err := w.tx.Citation.Insert(ctx, chunk); err != nil {
			return err
		}
	}
	return nil
}

// sourced refuses a statement that nobody can check.
func sourced(id vocab.ID, sources []Citation) error {
	if len(sources) == 0 {
		return problem.BadInput("sources", "a statement needs at least one source, %s has none", id)
	}
	return nil
}

// SaveSources stores sources. They rest on nothing but themselves.
func (w *Writer) SaveSources(ctx context.Context, rows []*db.Source) (Tally, error) {
	cited := make([]Cited[db.Source], len(rows))
	for i, r := range rows {
		r.TitleFold, r.TitleSort = FoldName(r.Title), SortName(r.Title)
		cited[i].Row = r
	}
	tally, _, err := save(ctx, w, w.tx.Source, cited)
	return tally, err
}

// Loaded tells which reference data the write brings.
func (w *Writer) Loaded(fingerprint string) { w.fingerprint = &fingerprint }

// LoadedFingerprint tells which reference data was loaded last, or "" when none was.
func (w *Writer) LoadedFingerprint(ctx context.Context) (string, error) {
	return loadedFingerprint(ctx, w.tx.Client())
}

// LoadedFingerprint tells which reference data was loaded last, or "" when none was.
func (s *Store) LoadedFingerprint(ctx context.Context) (string, error) {
	return loadedFingerprint(ctx, s.Client)
}

func loadedFingerprint(ctx context.Context, c *db.Client) (string, error) {
	r, err := c.Revision.Query().Where(revision.FingerprintNotNil()).Order(revision.ByID(entsql.OrderDesc())).First(ctx)
	if db.IsNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return *r.Fingerprint, nil
}

func lastRevision(ctx context.Context, c *db.Client) (int, error) {
	id, err := c.Revision.Query().Order(revision.ByID(entsql.OrderDesc())).FirstID(ctx)
	if db.IsNotFound(err) {
		return 0, nil
	}
	return id, err
}

// Revision is the number of the last write, 0 before the first.
func (s *Store) Revision(ctx context.Context) (int, error) { return lastRevision(ctx, s.Client) }
