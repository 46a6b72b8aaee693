package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"time"

	"entgo.io/ent/dialect"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"kommungraf/ent/migrations"
)

// Migrate brings the tables up to date and tells which migrations it applied, oldest first. Several servers may start
// at once: on PostgreSQL they take turns by an advisory lock, on SQLite by the lock of the file.
func (s *Store) Migrate(ctx context.Context) ([]string, error) {
	files, err := migrations.For(s.dialect)
	if err != nil {
		return nil, err
	}
	return s.migrate(ctx, files)
}

func (s *Store) migrate(ctx context.Context, files fs.FS) (applied []string, err error) {
	pool, err := sql.Open(sqlDriver(s.dialect), s.migrationDSN())
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	provider, err := s.migrations(pool, files)
	if err != nil {
		return nil, err
	}
	applied, err = up(ctx, provider)
	for attempt := 0; err != nil && s.dialect == dialect.SQLite && attempt < 20; attempt++ {
		// Another process may be applying the very same migrations: then ours fail, and one moment later there are
		// none left. A real fault fails again.
		select {
		case <-ctx.Done():
			return applied, ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
		if pending, perr := provider.HasPending(ctx); perr == nil && !pending {
			return nil, nil
		}
	}
	if err != nil {
		return applied, fmt.Errorf("cannot bring the tables of the database up to date: %w", err)
	}
	if s.dialect == dialect.SQLite && len(applied) > 0 {
		err = checkForeignKeys(ctx, pool)
	}
	return applied, err
}

// migrationDSN differs on SQLite, where a table is changed by building a new one in its place. With foreign keys
// enforced that would empty every table that refers to it, and the pragma has no effect once a transaction has begun,
// so it is off for the whole connection. The old way of renaming lets a table be rebuilt that a view reads.
func (s *Store) migrationDSN() string {
	if s.dialect == dialect.Postgres {
		return s.dsn
	}
	return strings.Replace(s.dsn, "foreign_keys%281%29", "foreign_keys%280%29&_pragma=legacy_alter_table%281%29", 1)
}

func (s *Store) migrations(pool *sql.DB, files fs.FS) (*goose.Provider, error) {
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true), goose.WithSlog(slog.New(slog.DiscardHandler))}
	if s.dialect == dialect.Postgres {
		// Tried every second for five minutes: goose's own five seconds would hold up servers that start together.
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
		if err != nil {
			return nil, err
		}
		return goose.NewProvider(goose.DialectPostgres, pool, files, append(options, goose.WithSessionLocker(locker))...)
	}
	return goose.NewProvider(goose.DialectSQLite3, pool, files, options...)
}

func up(ctx context.Context, provider *goose.Provider) (applied []string, err error) {
	results, err := provider.Up(ctx)
	for _, r := range results {
		applied = append(applied, r.Source.Path)
	}
	return applied, err
}

// checkForeignKeys makes sure that no row was orphaned while the keys were not enforced.
func checkForeignKeys(ctx context.Context, pool *sql.DB) error {
	rows, err := pool.QueryContext(ctx, "PRAGMA foreign_key_check")
	if err != nil {
		return err
	}
	defer rows.Close()
	if rows.Next() {
		var table, parent string
		var id sql.NullInt64
		var key int
		if err := rows.Scan(&table, &id, &parent, &key); err != nil {
			return err
		}
		return fmt.Errorf("after the migrations, a row of %s refers to a row of %s that is not there", table, parent)
	}
	return errors.Join(rows.Err(), rows.Close())
}
