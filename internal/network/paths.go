package network

import (
	"cmp"
	"context"
	"slices"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// PathQuestion asks how two nodes are connected.
type PathQuestion struct {
	From, To vocab.ID
	MaxHops  int                // 1 to MaxPathHops; 0 for MaxHops
	Types    []Type             // of relations; nil for all
	Kinds    []vocab.SearchKind // of what lies between; nil for all
	Exclude  []vocab.ID         // what must not lie between, at most MaxOrigins
	MaxPaths int                // 1 to MaxPaths; 0 for DefaultPaths
}

// PathsFound are ways between two nodes, the best first.
type PathsFound struct {
	Paths []Path
	// Truncated tells that the search was given up after a great many attempts: there may be more paths, longer than
	// those given or as long. It says nothing of paths left out because enough were found.
	Truncated bool
}

// Paths gives the best ways from one node to another that pass no node twice and read relations in either direction. A
// path is better when it is shorter; of equally long ones when the nodes between have fewer visible relations of the
// types asked for, added up, since a connection through a small body says more than one through a body that all belong
// to; and else when its nodes come first by name and then by id, the first that differ deciding. Ways through the same
// nodes are one path; of several relations between two nodes it shows the one whose type comes first in the tables, then
// that with the lowest id.
//
// Anyone may ask who holds the lens. Its errors are *problem.Error with NOT_FOUND for `from`, `to` and `exclude`, and
// BAD_USER_INPUT for `to` that is `from`, `exclude` that names either, `maxHops`, `types`, `kinds` and `maxPaths`; or
// that of the context.
func (g *Graph) Paths(ctx context.Context, q PathQuestion, lens Lens) (PathsFound, error) {
	a, err := filters(q.Types, q.Kinds, "", lens)
	if err != nil {
		return PathsFound{}, err
	}
	var failed [5]error
	a.hops, failed[0] = number("maxHops", q.MaxHops, MaxHops, MaxPathHops)
	a.max, failed[1] = number("maxPaths", q.MaxPaths, DefaultPaths, MaxPaths)
	s := newSearch(ctx, g, a)
	defer s.close()
	s.from, failed[2] = g.origin("from", q.From)
	s.to, failed[3] = g.origin("to", q.To)
	s.exclude, failed[4] = g.origins("exclude", q.Exclude)
	if err := cmp.Or(failed[:]...); err != nil {
		return PathsFound{}, err
	}
	if s.from == s.to {
		return PathsFound{}, problem.BadInput("to", "it is the node that the path begins at: %s", q.To)
	}
	if slices.Contains(s.exclude, s.from) || slices.Contains(s.exclude, s.to) {
		return PathsFound{}, problem.BadInput("exclude", "it names an end of the path, and only excludes what lies between")
	}
	return s.run()
}
