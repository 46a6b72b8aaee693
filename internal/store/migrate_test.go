package store_test

import (
	"database/sql"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"ariga.io/atlas/sql/migrate"
	"ariga.io/atlas/sql/sqltool"
	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"
	"github.com/google/go-cmp/cmp"
	"github.com/pressly/goose/v3"

	"kommungraf/ent/db/actor"
	"kommungraf/ent/db/relationshipend"
	"kommungraf/ent/db/searchdocument"
	"kommungraf/ent/db/solutionlinkend"
	"kommungraf/ent/migrations"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/store"
)

// eachDatabase runs a test on the place of a database of its own, for what happens before or beside a store.
func eachDatabase(t *testing.T, content string, test func(t *testing.T, dialectName, location string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, dialect.SQLite, kbtest.SQLite(t, content)) })
	t.Run("postgres", func(t *testing.T) { test(t, dialect.Postgres, kbtest.Postgres(t, content)) })
}

// rawPool is a connection without what a store sets.
func rawPool(t *testing.T, dialectName, location string) *sql.DB {
	t.Helper()
	driver := "sqlite"
	if dialectName == dialect.Postgres {
		driver = "postgres"
	}
	pool, err := sql.Open(driver, location)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pool.Close() })
	pool.SetMaxOpenConns(1) // a PRAGMA holds for one connection
	return pool
}

// missingMigration is what a generator would write to bring the database to the tables, or "" where it is there.
func missingMigration(t *testing.T, dialectName, location string, tables []*schema.Table) string {
	t.Helper()
	pool := rawPool(t, dialectName, location)
	if dialectName == dialect.SQLite { // ent wants them enforced
		if _, err := pool.Exec("PRAGMA foreign_keys = on"); err != nil {
			t.Fatal(err)
		}
	}
	folder := t.TempDir()
	dir, err := sqltool.NewGooseDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	m, err := schema.NewMigrate(entsql.OpenDB(dialectName, pool),
		schema.WithDir(dir), schema.WithFormatter(sqltool.GooseFormatter), schema.WithMigrationMode(schema.ModeInspect),
		schema.WithDialect(dialectName), schema.WithErrNoPlan(true), schema.WithDropColumn(true), schema.WithDropIndex(true))
	if err != nil {
		t.Fatal(err)
	}
	err = m.NamedDiff(t.Context(), "missing", tables...)
	if errors.Is(err, migrate.ErrNoPlan) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	written, err := filepath.Glob(filepath.Join(folder, "*_missing.sql"))
	if err != nil || len(written) != 1 {
		t.Fatalf("the difference is in %v, %v; want one file", written, err)
	}
	text, err := os.ReadFile(written[0])
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func mustTables(t *testing.T) []*schema.Table {
	t.Helper()
	tables, err := migrations.Tables()
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

func TestMigrationsMakeTheEntities(t *testing.T) {
	for _, content := range []string{"empty", "loaded"} {
		t.Run(content, func(t *testing.T) {
			eachDatabase(t, content, func(t *testing.T, dialectName, location string) {
				if text := missingMigration(t, dialectName, location, mustTables(t)); text != "" {
					t.Errorf("the migrations leave this to do (run `go run ./ent/migrations/diff NAME`):\n%s", text)
				}
			})
		})
	}
}

// The test above would pass if it compared nothing.
func TestADifferenceWouldBeSeen(t *testing.T) {
	eachDatabase(t, "empty", func(t *testing.T, dialectName, location string) {
		tables := mustTables(t)
		nullable(t, tables, actor.Table, actor.FieldNameFold)
		if text := missingMigration(t, dialectName, location, tables); !strings.Contains(text, actor.FieldNameFold) {
			t.Errorf("a column that may be NULL was not missed: %q", text)
		}
	})
}

func nullable(t *testing.T, tables []*schema.Table, table, column string) {
	t.Helper()
	for _, tab := range tables {
		for _, c := range tab.Columns {
			if tab.Name == table && c.Name == column {
				changed := *c
				changed.Nullable = true
				tab.Columns[slices.Index(tab.Columns, c)] = &changed
				return
			}
		}
	}
	t.Fatalf("there is no column %s.%s", table, column)
}

func TestMigrateAFilledDatabaseAgain(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		before := countRows(t, s.DB(), mustTables(t))
		applied, err := s.Migrate(t.Context())
		if err != nil || len(applied) != 0 {
			t.Errorf("applied %v, %v; want nothing", applied, err)
		}
		if diff := cmp.Diff(before, countRows(t, s.DB(), mustTables(t))); diff != "" {
			t.Errorf("rows before and after (-before +after):\n%s", diff)
		}
		if before["actors"] == 0 || before["search_terms"] == 0 {
			t.Errorf("nothing was in there to lose: %v", before)
		}
	})
}

func countRows(t *testing.T, pool *sql.DB, tables []*schema.Table) map[string]int {
	t.Helper()
	rows := map[string]int{}
	for _, table := range tables {
		rows[table.Name] = mustCount(t, pool, "SELECT count(*) FROM "+table.Name)
	}
	return rows
}

func mustCount(t *testing.T, pool *sql.DB, query string) (n int) {
	t.Helper()
	if err := pool.QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// Views are written by hand, so that nothing else holds their columns to those of the entities.
func TestViewsHaveTheColumnsOfTheirEntities(t *testing.T) {
	views := map[string][]string{
		relationshipend.Table: relationshipend.Columns,
		solutionlinkend.Table: solutionlinkend.Columns,
	}
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		for view, want := range views {
			rows, err := s.DB().Query("SELECT * FROM " + view)
			if err != nil {
				t.Fatal(err)
			}
			got, err := rows.Columns()
			if err = errors.Join(err, rows.Close()); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(got))); diff != "" {
				t.Errorf("%s (-entity +database):\n%s", view, diff)
			}
		}
	})
}

func TestChecksumsAgreeWithTheMigrations(t *testing.T) {
	for _, dialectName := range []string{dialect.SQLite, dialect.Postgres} {
		t.Run(dialectName, func(t *testing.T) {
			folder := filepath.Join("..", "..", "ent", "migrations", migrations.Folder(dialectName))
			dir, err := sqltool.NewGooseDir(folder)
			if err != nil {
				t.Fatal(err)
			}
			if err := migrate.Validate(dir); err != nil {
				t.Errorf("%s: %v: after a change by hand run `go run ./ent/migrations/diff --checksum`", folder, err)
			}
			inFolder, err := filepath.Glob(filepath.Join(folder, "*.sql"))
			if err != nil {
				t.Fatal(err)
			}
			embedded := mustEmbedded(t, dialectName)
			if len(embedded) == 0 || len(embedded) != len(inFolder) {
				t.Errorf("%d migrations are embedded, %d lie in %s", len(embedded), len(inFolder), folder)
			}
		})
	}
}

func mustEmbedded(t *testing.T, dialectName string) fstest.MapFS {
	t.Helper()
	files, err := migrations.For(dialectName)
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	embedded := fstest.MapFS{}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		embedded[name] = &fstest.MapFile{Data: text}
	}
	return embedded
}

// Servers that are started together on one database all come up, and each migration is applied once: on a new database,
// and on one that an older version has left, where all of them see the same migrations missing.
func TestMigrateFromSeveralServersAtOnce(t *testing.T) {
	t.Parallel() // they wait more than they work
	const servers = 4
	for _, older := range []bool{false, true} {
		eachDatabase(t, "new", func(t *testing.T, dialectName, location string) {
			t.Parallel()
			all := mustEmbedded(t, dialectName)
			missing := len(all)
			if older {
				first := slices.Min(slices.Collect(maps.Keys(all)))
				if _, err := kbtest.MustOpen(t, location).MigrateFiles(t.Context(), fstest.MapFS{first: all[first]}); err != nil {
					t.Fatal(err)
				}
				missing--
			}
			applied := make([][]string, servers)
			errs := make([]error, servers)
			start := make(chan struct{})
			var wg sync.WaitGroup
			for i := range servers {
				s := kbtest.MustOpen(t, location)
				wg.Go(func() {
					<-start
					applied[i], errs[i] = s.Migrate(t.Context())
				})
			}
			close(start)
			wg.Wait()
			if err := errors.Join(errs...); err != nil {
				t.Fatal(err)
			}
			if got := slices.Concat(applied...); len(got) != missing {
				t.Errorf("applied %v, want each of %d once", got, missing)
			}
			if text := missingMigration(t, dialectName, location, mustTables(t)); text != "" {
				t.Errorf("left to do:\n%s", text)
			}
		})
	}
}

// rebuilding is the migrations and one more, which ent writes for a column that becomes nullable: on SQLite it builds
// each of the tables anew in place of the old one.
func rebuilding(t *testing.T, location string, rebuilt ...string) fs.FS {
	t.Helper()
	tables := mustTables(t)
	for _, table := range rebuilt {
		nullable(t, tables, table, "name_fold")
	}
	text := missingMigration(t, dialect.SQLite, location, tables)
	for _, table := range rebuilt {
		if !strings.Contains(text, "DROP TABLE `"+table+"`") {
			t.Fatalf("this rebuilds no %s:\n%s", table, text)
		}
	}
	files := mustEmbedded(t, dialect.SQLite)
	files["99991231235959_rebuild.sql"] = &fstest.MapFile{Data: []byte(text)}
	return files
}

func TestARebuiltTableKeepsItsChildren(t *testing.T) {
	location := kbtest.SQLite(t, "loaded")
	s := kbtest.MustOpen(t, location)
	before, owned := countRows(t, s.DB(), mustTables(t)), mustCount(t, s.DB(), "SELECT count(owner_id) FROM solutions")
	applied, err := s.MigrateFiles(t.Context(), rebuilding(t, location, actor.Table, searchdocument.Table))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"99991231235959_rebuild.sql"}, applied); diff != "" {
		t.Errorf("applied (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before, countRows(t, s.DB(), mustTables(t))); diff != "" {
		t.Errorf("rows before and after (-before +after):\n%s", diff)
	}
	if got := mustCount(t, s.DB(), "SELECT count(owner_id) FROM solutions"); got != owned || owned == 0 {
		t.Errorf("%d of %d solutions kept their owner", got, owned)
	}
	if orphans := mustCount(t, s.DB(), "SELECT count(*) FROM pragma_foreign_key_check"); orphans != 0 {
		t.Errorf("%d rows refer to a row that is not there", orphans)
	}
	if n := mustCount(t, s.DB(), "SELECT count(*) FROM relationship_ends"); n < before["relationships"] {
		t.Errorf("a view over a rebuilt table has %d rows, want at least %d", n, before["relationships"])
	}
}

// What the guard is for: with foreign keys enforced the same file empties the child table and reports no error.
func TestARebuiltTableLosesItsChildrenWhereForeignKeysAreEnforced(t *testing.T) {
	location := kbtest.SQLite(t, "loaded")
	pool := rawPool(t, dialect.SQLite, "file:"+location+"?_pragma=foreign_keys(1)&_pragma=legacy_alter_table(1)")
	before := mustCount(t, pool, "SELECT count(*) FROM search_terms")
	provider, err := goose.NewProvider(goose.DialectSQLite3, pool, rebuilding(t, location, searchdocument.Table), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.Up(t.Context()); err != nil {
		t.Error(err)
	}
	if after := mustCount(t, pool, "SELECT count(*) FROM search_terms"); before == 0 || after != 0 {
		t.Errorf("search_terms: %d rows before, %d after; if they now survive, the guard of Migrate may go", before, after)
	}
}

func TestMigrateNamesAMigrationThatOrphansRows(t *testing.T) {
	files := mustEmbedded(t, dialect.SQLite)
	files["99991231235959_orphan.sql"] = &fstest.MapFile{Data: []byte("-- +goose Up\nDELETE FROM search_documents;\n")}
	s := kbtest.MustOpen(t, kbtest.SQLite(t, "loaded"))
	_, err := s.MigrateFiles(t.Context(), files)
	if err == nil || !strings.Contains(err.Error(), "search_terms") || !strings.Contains(err.Error(), "search_documents") {
		t.Errorf("got %v, want an error that names both tables", err)
	}
}

func TestMigrateTellsOfAFaultyMigration(t *testing.T) {
	t.Parallel() // it waits more than it works
	eachDatabase(t, "empty", func(t *testing.T, dialectName, location string) {
		files := mustEmbedded(t, dialectName)
		files["99991231235959_faulty.sql"] = &fstest.MapFile{Data: []byte("-- +goose Up\nCREATE TABLE half (id integer);\nCREATE NONSENSE;\n")}
		s := kbtest.MustOpen(t, location)
		_, err := s.MigrateFiles(t.Context(), files)
		if err == nil || !strings.Contains(err.Error(), "99991231235959") {
			t.Errorf("got %v, want an error that names the migration", err)
		}
		if _, err := s.DB().Exec("SELECT * FROM half"); err == nil {
			t.Error("half of the migration was kept")
		}
	})
}
