package store

import (
	"context"
	"database/sql"
	"io/fs"

	"kommungraf/ent/db"
	"kommungraf/internal/reuse"

	entsql "entgo.io/ent/dialect/sql"
)

// KindWords and FormWords are what search knows kinds and forms by.
var (
	KindWords = kindWords
	FormWords = formWords
)

// PostgresDSN is what a URL is opened as.
var PostgresDSN = postgresDSN

// MigrateFiles is Migrate with other files than the embedded ones.
func (s *Store) MigrateFiles(ctx context.Context, files fs.FS) ([]string, error) {
	return s.migrate(ctx, files)
}

// DB is the pool beneath the client.
func (s *Store) DB() *sql.DB { return s.pool }

// PreparedStatements is the most statements that are kept prepared on each connection.
const PreparedStatements = preparedStatements

// Unread is how many revisions wait for a slow watcher.
const Unread = unread

// Prepared tells how many statements are kept prepared, and how many of them someone is using.
func (d *driver) prepared() (kept, users int) {
	d.reads.mu.Lock()
	defer d.reads.mu.Unlock()
	for _, p := range d.reads.cache.Values() {
		users += p.users
	}
	return d.reads.cache.Len(), users
}

// Prepared is the driver's count, got hold of through an option.
func Prepared(count *func() (kept, users int)) Option {
	return func(d *driver) { *count = d.prepared }
}

// Query runs a read of the test's own.
func (s *Store) Query(ctx context.Context, statement string, args ...any) (*entsql.Rows, error) {
	return s.query(ctx, statement, args...)
}

// Tx is the transaction that a write runs in.
func (w *Writer) Tx() *db.Tx { return w.tx }

// Law is the law that routes rest on.
func (s *Store) Law(ctx context.Context) (reuse.Law, error) { return s.law(ctx) }
