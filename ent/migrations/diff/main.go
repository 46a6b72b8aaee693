// Command diff writes the migrations that the entities need beyond those there are, for both databases:
//
//	go run ./ent/migrations/diff add_agreements
//
// It works on empty databases of its own and needs an installed PostgreSQL. With --checksum alone it only brings the
// checksum files up to date, after a migration was written by hand.
package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"log"
	"os"
	"path/filepath"

	"ariga.io/atlas/sql/migrate"
	"ariga.io/atlas/sql/sqltool"
	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"

	"kommungraf/ent/migrations"
	"kommungraf/internal/kbtest/pgserver"
	"kommungraf/internal/store"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: go run ./ent/migrations/diff NAME | --checksum")
	}
	if err := run(context.Background(), os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, name string) error {
	server, err := pgserver.Start()
	if err != nil {
		return err
	}
	defer func() { _ = server.Stop() }() // it goes with this process in any case
	if err := server.CreateDatabase(ctx, "diff", ""); err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "diff")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	return errors.Join(
		diff(ctx, name, dialect.SQLite, "sqlite", filepath.Join(scratch, "diff.db")),
		diff(ctx, name, dialect.Postgres, "postgres", server.URL("diff")),
	)
}

// diff applies the migrations there are as a server would, and compares what they made with the entities.
func diff(ctx context.Context, name, dialectName, driver, location string) error {
	dir, err := sqltool.NewGooseDir(filepath.Join("ent", "migrations", migrations.Folder(dialectName)))
	if err != nil {
		return err
	}
	if name == "--checksum" {
		sum, err := dir.Checksum()
		if err != nil {
			return err
		}
		return migrate.WriteSumFile(dir, sum)
	}
	s, err := store.Open(ctx, location)
	if err != nil {
		return err
	}
	defer s.Close()
	if _, err := s.Migrate(ctx); err != nil {
		return err
	}
	pool, err := sql.Open(driver, location)
	if err != nil {
		return err
	}
	defer pool.Close()
	if driver == "sqlite" {
		// ent wants them enforced.
		if _, err := pool.ExecContext(ctx, "PRAGMA foreign_keys = on"); err != nil {
			return err
		}
	}
	m, err := schema.NewMigrate(entsql.OpenDB(dialectName, pool),
		schema.WithDir(dir), schema.WithFormatter(upOnly{}), schema.WithMigrationMode(schema.ModeInspect),
		schema.WithDialect(dialectName), schema.WithErrNoPlan(true), schema.WithDropColumn(true), schema.WithDropIndex(true))
	if err != nil {
		return err
	}
	tables, err := migrations.Tables()
	if err != nil {
		return err
	}
	err = m.NamedDiff(ctx, name, tables...)
	if errors.Is(err, migrate.ErrNoPlan) {
		log.Printf("%s: nothing to do", dialectName)
		return nil
	}
	return err
}

// upOnly writes migrations without the way down: what is generated for the rebuild of a table on SQLite is wrong, and
// nobody goes back over rows that people have entered since.
type upOnly struct{}

// Format writes a plan as a file for goose.
func (upOnly) Format(plan *migrate.Plan) ([]migrate.File, error) {
	files, err := sqltool.GooseFormatter.Format(plan)
	for i, f := range files {
		up, _, _ := bytes.Cut(f.Bytes(), []byte("-- +goose Down"))
		files[i] = migrate.NewLocalFile(f.Name(), append(bytes.TrimSpace(up), '\n'))
	}
	return files, err
}
