// Package migrations holds the versioned migrations of both databases. They are written by `go run
// ./ent/migrations/diff NAME` from the difference between the entities and the migrations before, reviewed by us, and
// never changed once released. Views are written by hand.
package migrations

import (
	"embed"
	"io/fs"
	"slices"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql/schema"

	"kommungraf/ent/db/citation"
	"kommungraf/ent/db/evidencelink"
	"kommungraf/ent/db/migrate"
)

//go:embed sqlite/*.sql postgres/*.sql
var files embed.FS

// For gives the migrations of a dialect.
func For(dialectName string) (fs.FS, error) { return fs.Sub(files, Folder(dialectName)) }

// Folder is where the migrations of a dialect lie.
func Folder(dialectName string) string {
	if dialectName == dialect.Postgres {
		return "postgres"
	}
	return "sqlite"
}

// Tables is what the migrations must make: the tables of the entities, less what ent cannot know of. Views are not
// tables, and the subject of a citation or of evidence is any entity, so that it has no foreign key.
func Tables() ([]*schema.Table, error) {
	tables, err := schema.CopyTables(migrate.Tables)
	if err != nil {
		return nil, err
	}
	tables = slices.DeleteFunc(tables, func(t *schema.Table) bool {
		return t.Name == migrate.RelationshipEndsTable.Name || t.Name == migrate.SolutionLinkEndsTable.Name
	})
	for _, t := range tables {
		t.ForeignKeys = slices.DeleteFunc(t.ForeignKeys, func(k *schema.ForeignKey) bool {
			anything := t.Name == citation.Table || t.Name == evidencelink.Table
			return anything && k.Columns[0].Name == citation.FieldSubjectID
		})
	}
	return tables, nil
}
