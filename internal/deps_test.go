// Package internal_test holds the dependency rule of the house as a test.
package internal_test

import (
	"errors"
	"go/build"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "kommungraf/"

// Groups of packages that rules speak of, by their path in the module. A name also stands for what lies beneath it.
var (
	generated = []string{"ent/db"}
	// Programs and helpers that only run on a developer's machine.
	tooling = []string{"ent/migrations/diff", "internal/kbtest", "internal/bench"}
	// The rooms that decide and know of no database and no network.
	pure = []string{"internal/policy", "internal/guidance", "internal/reuse", "internal/network", "internal/exchange", "internal/guideline", "internal/shape"}
)

// rule forbids all packages but some to import something. Packages are paths in the module.
type rule struct {
	forbidden []string // import paths; also stands for what lies beneath them
	allowed   []string // the packages that may
	because   string
}

var rules = []rule{
	{
		[]string{module + "server"},
		[]string{"server"},
		"server wires everything: what it needs from below comes to it, never the other way",
	},
	{
		[]string{module + "graph"},
		[]string{"graph", "server"},
		"graph translates for clients: no rule of the domain may depend on how it is asked for",
	},
	{
		[]string{module + "internal/store"},
		[]string{"graph", "server", "internal/reference", "ent/migrations/diff", "internal/kbtest", "internal/bench"},
		"what decides is handed what it needs, and does not fetch it",
	},
	{
		[]string{module + "internal/reference"},
		[]string{"server", "internal/kbtest"},
		"the reference data is loaded at the start, and otherwise rows like all others",
	},
	{
		[]string{module + "internal/kbtest"},
		[]string{"internal/kbtest", "ent/migrations/diff"},
		"what helps tests is not part of the product",
	},
	{
		[]string{module + "ent/db"},
		slices.Concat([]string{"ent/db", "ent/migrations", "internal/store", "graph", "server", "internal/reference"}, tooling),
		"only rooms that read and write rows know their Go types",
	},
	{
		[]string{module + "ent/schema"},
		generated,
		"the entities are the generator's business; everyone else uses what it made of them",
	},
	{
		[]string{"github.com/99designs/gqlgen", "github.com/vektah/gqlparser"},
		slices.Concat([]string{"graph"}, generated),
		"a change of the GraphQL library must stop at graph",
	},
	{
		[]string{"net/http"},
		[]string{"graph", "server", "internal/bench"},
		"the domain is also asked by the command line and by tests",
	},
	{
		[]string{"database/sql", "github.com/lib/pq", "modernc.org/sqlite", "github.com/pressly/goose"},
		// vocab.ID implements database/sql/driver.Valuer, an interface of the standard library.
		slices.Concat([]string{"internal/store", "internal/vocab"}, generated, tooling),
		"how databases differ is known in one room",
	},
	{
		[]string{"entgo.io"},
		slices.Concat([]string{"ent", "internal/store", "graph"}, tooling),
		"ent is how rows are kept, not what they mean",
	},
}

// A pure room may import the words, the problems and the standard library, and vocab and problem only the latter.
func TestPureRooms(t *testing.T) {
	for _, p := range packages(t) {
		var allowed []string
		switch {
		case within(p.path(), []string{"internal/vocab", "internal/problem"}):
		case within(p.path(), pure):
			allowed = []string{module + "internal/vocab", module + "internal/problem"}
		default:
			continue
		}
		for _, i := range p.Imports {
			if !standard(i) && !within(i, append(allowed, p.ImportPath)) {
				t.Errorf("%s imports %s: pure rooms decide, and know nothing but the words", p.path(), i)
			}
		}
	}
}

func TestDependencies(t *testing.T) {
	all := packages(t)
	for _, r := range rules {
		for _, p := range all {
			for _, i := range p.Imports {
				if within(i, r.forbidden) && !within(p.path(), r.allowed) {
					t.Errorf("%s imports %s: %s", p.path(), i, r.because)
				}
			}
		}
	}
}

// pkg is a package and what it imports, without its tests.
type pkg struct {
	ImportPath string
	Imports    []string
}

func (p pkg) path() string { return strings.TrimPrefix(p.ImportPath, module) }

// packages reads the import clauses of the whole module. It reads the files itself instead of asking go list, so that
// a changed file makes a kept test result worthless.
func packages(t *testing.T) []pkg {
	t.Helper()
	var all []pkg
	err := filepath.WalkDir("..", func(dir string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		if name := entry.Name(); name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".") && name != ".." {
			return fs.SkipDir
		}
		p, err := build.ImportDir(dir, 0)
		if _, empty := errors.AsType[*build.NoGoError](err); empty {
			return nil
		}
		if err != nil {
			return err
		}
		path, err := filepath.Rel("..", dir)
		all = append(all, pkg{module + filepath.ToSlash(path), p.Imports})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 10 {
		t.Fatalf("found only %d packages", len(all))
	}
	return all
}

// within tells whether a path is one of the names or lies beneath one.
func within(path string, names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return path == n || strings.HasPrefix(path, n+"/") })
}

// standard tells an import of the standard library: its first part has no dot, and it is not ours.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && first+"/" != module
}
