// Package kbtest runs tests on both databases: SQLite in a temporary file, PostgreSQL on a private server that the test
// process starts from installed binaries.
package kbtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kommungraf/internal/kbtest/pgserver"
	"kommungraf/internal/reference"
	"kommungraf/internal/store"
)

// Each runs a test on an empty, migrated knowledge base on SQLite and on PostgreSQL.
func Each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	each(t, "empty", test)
}

// EachLoaded runs a test on a knowledge base with the reference data on SQLite and on PostgreSQL.
func EachLoaded(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	each(t, "loaded", test)
}

func each(t *testing.T, content string, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, MustOpen(t, SQLite(t, content))) })
	t.Run("postgres", func(t *testing.T) { test(t, MustOpen(t, Postgres(t, content))) })
}

// MustOpen opens a knowledge base for a test or a benchmark.
func MustOpen(t testing.TB, location string, options ...store.Option) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), location, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// templates are made once for a test process and copied for each test.
var templates sync.Map // name → func() (string, error)

func template(name string, build func() (string, error)) (string, error) {
	once, _ := templates.LoadOrStore(name, sync.OnceValues(build))
	return once.(func() (string, error))()
}

// fill brings a new database into one of the states that tests begin with: "new", "empty" or "loaded".
func fill(location, content string) error {
	if content == "new" {
		return nil
	}
	ctx := context.Background()
	s, err := store.Open(ctx, location)
	if err != nil {
		return err
	}
	_, err = s.Migrate(ctx)
	if err == nil && content == "loaded" {
		_, err = reference.Load(ctx, s, nil)
	}
	return errors.Join(err, s.Close())
}

// SQLite gives the path of a database file of the test's own: "new" for one that does not exist yet, "empty" for one with
// tables and no rows, "loaded" for one with the reference data.
func SQLite(t testing.TB, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "kommungraf.db")
	if content == "new" {
		return path
	}
	file, err := template("sqlite "+content, func() (string, error) {
		dir, err := os.MkdirTemp("", "kbtest")
		if err != nil {
			return "", err
		}
		defer os.RemoveAll(dir)
		template := filepath.Join(dir, "template.db")
		if err := fill(template, content); err != nil {
			return "", err
		}
		data, err := os.ReadFile(template) // kept in memory, so that nothing stays behind
		return string(data), err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

var (
	startServer = sync.OnceValues(pgserver.Start)
	databases   atomic.Int64
)

// Postgres gives the URL of a PostgreSQL database of the test's own, with content as for SQLite. Where PostgreSQL is not
// installed the test is skipped, except on CI, where it fails.
func Postgres(t testing.TB, content string) string {
	t.Helper()
	server := must(t, startServer)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	from := ""
	if content != "new" {
		var err error
		from, err = template("postgres "+content, func() (string, error) {
			name := "template_" + content
			if err := server.CreateDatabase(ctx, name, ""); err != nil {
				return "", err
			}
			return name, fill(server.URL(name), content)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	name := fmt.Sprintf("test_%d", databases.Add(1))
	if err := server.CreateDatabase(ctx, name, from); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.DropDatabase(context.WithoutCancel(ctx), name); err != nil {
			t.Error(err)
		}
	})
	return server.URL(name)
}

// PostgresAlone gives the URL of a PostgreSQL database on a server of the test's own, which it may halt, with content as for
// SQLite. It takes a second or two; where PostgreSQL is not installed it does as Postgres.
func PostgresAlone(t testing.TB, content string) (*pgserver.Server, string) {
	t.Helper()
	server := must(t, pgserver.Start)
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	location := server.URL("postgres")
	if err := fill(location, content); err != nil {
		t.Fatal(err)
	}
	return server, location
}

func must(t testing.TB, start func() (*pgserver.Server, error)) *pgserver.Server {
	t.Helper()
	server, err := start()
	if errors.Is(err, pgserver.ErrNotInstalled) && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return server
}
