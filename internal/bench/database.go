package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"entgo.io/ent/dialect"

	"kommungraf/ent/migrations"
	"kommungraf/internal/store"
)

// database is a kind of database that holds worlds. A world is made once and kept.
type database interface {
	name() string
	// with gives the location of a world, as the product's --database takes it, made by fill when it is not there yet.
	with(ctx context.Context, w *world, fill func(location string, b func() (bulk, error)) error) (location string, err error)
	// cpu is what the processes of the database have used until now; none for a library.
	cpu() (time.Duration, error)
}

// prepare makes sure that a database holds a world.
func prepare(ctx context.Context, d database, w *world, say func(format string, args ...any)) (string, error) {
	return d.with(ctx, w, func(location string, open func() (bulk, error)) error {
		began := time.Now()
		say("making size %s on %s …\n", w.name, d.name())
		if err := migrateAndLoad(ctx, location, open, w); err != nil {
			return fmt.Errorf("size %s on %s: %w", w.name, d.name(), err)
		}
		say("made size %s on %s in %v\n", w.name, d.name(), time.Since(began).Round(100*time.Millisecond))
		return nil
	})
}

func migrateAndLoad(ctx context.Context, location string, open func() (bulk, error), w *world) (err error) {
	s, err := store.Open(ctx, location)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if _, err := s.Migrate(ctx); err != nil {
		return err
	}
	b, err := open()
	if err != nil {
		return err
	}
	return load(ctx, s, b, w)
}

// edition tells worlds apart that differ in their tables or their rows.
func edition(dialectName string, w *world) (string, error) {
	files, err := migrations.For(dialectName)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	fmt.Fprintln(sum, generation, w.size)
	err = fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, path)
		sum.Write(text)
		return err
	})
	return hex.EncodeToString(sum.Sum(nil)[:4]), err
}

// sqliteFiles keeps worlds as SQLite files in a folder.
type sqliteFiles struct{ dir string }

func (sqliteFiles) name() string { return "SQLite" }

func (sqliteFiles) cpu() (time.Duration, error) { return 0, nil }

func (f sqliteFiles) with(_ context.Context, w *world, fill func(string, func() (bulk, error)) error) (string, error) {
	of, err := edition(dialect.SQLite, w)
	if err != nil {
		return "", err
	}
	path := filepath.Join(f.dir, w.name+"-"+of+".db")
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	making := path + ".making"
	for _, rest := range []string{"", "-wal", "-shm"} { // of an attempt that was cut short
		if err := os.Remove(making + rest); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	if err := fill(making, func() (bulk, error) { return newSQLiteBulk(making) }); err != nil {
		return "", err
	}
	return path, os.Rename(making, path)
}
