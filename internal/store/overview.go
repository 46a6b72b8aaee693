package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"kommungraf/ent/db"
	"kommungraf/ent/db/actor"
	"kommungraf/ent/db/involvement"
	"kommungraf/ent/db/relationship"
	"kommungraf/ent/db/revision"
	"kommungraf/ent/db/solution"
	"kommungraf/ent/db/solutionlink"
	"kommungraf/ent/db/source"
	"kommungraf/internal/vocab"
)

// How many things there are of a kind or a type.
type (
	// ActorCount counts actors.
	ActorCount struct {
		Kind  vocab.ActorKind `json:"kind"`
		Count int             `json:"count"`
	}
	// SolutionCount counts solutions.
	SolutionCount struct {
		Kind  vocab.SolutionKind `json:"kind"`
		Count int                `json:"count"`
	}
	// RelationshipCount counts relations between actors.
	RelationshipCount struct {
		Type  vocab.RelationshipType `json:"type"`
		Count int                    `json:"count"`
	}
	// InvolvementCount counts relations between actors and solutions.
	InvolvementCount struct {
		Type  vocab.InvolvementType `json:"type"`
		Count int                   `json:"count"`
	}
	// SolutionLinkCount counts relations between solutions.
	SolutionLinkCount struct {
		Type  vocab.SolutionLinkType `json:"type"`
		Count int                    `json:"count"`
	}
)

// CountActors counts the actors of each kind, in the order of the kinds.
func (s *Store) CountActors(ctx context.Context) ([]*ActorCount, error) {
	return counted(ctx, s, "Actors", func() ([]*ActorCount, error) {
		return count(ctx, s.Client.Actor.Query().GroupBy(actor.FieldKind).Aggregate(db.Count()),
			func(c *ActorCount) vocab.ActorKind { return c.Kind })
	})
}

// CountSolutions counts the solutions of each kind, in the order of the kinds.
func (s *Store) CountSolutions(ctx context.Context) ([]*SolutionCount, error) {
	return counted(ctx, s, "Solutions", func() ([]*SolutionCount, error) {
		return count(ctx, s.Client.Solution.Query().GroupBy(solution.FieldKind).Aggregate(db.Count()),
			func(c *SolutionCount) vocab.SolutionKind { return c.Kind })
	})
}

// CountRelationships counts the relationships of each type that hold, in the order of the table of types.
func (s *Store) CountRelationships(ctx context.Context) ([]*RelationshipCount, error) {
	return counted(ctx, s, "Relationships", func() ([]*RelationshipCount, error) {
		return count(ctx, s.Client.Relationship.Query().Where(Current(ctx)).GroupBy(relationship.FieldType).Aggregate(db.Count()),
			func(c *RelationshipCount) vocab.RelationshipType { return c.Type })
	})
}

// CountInvolvements counts the involvements of each type that hold, in the order of the table of types.
func (s *Store) CountInvolvements(ctx context.Context) ([]*InvolvementCount, error) {
	return counted(ctx, s, "Involvements", func() ([]*InvolvementCount, error) {
		return count(ctx, s.Client.Involvement.Query().GroupBy(involvement.FieldType).Aggregate(db.Count()),
			func(c *InvolvementCount) vocab.InvolvementType { return c.Type })
	})
}

// CountSolutionLinks counts the links of each type that hold, in the order of the table of types.
func (s *Store) CountSolutionLinks(ctx context.Context) ([]*SolutionLinkCount, error) {
	return counted(ctx, s, "SolutionLinks", func() ([]*SolutionLinkCount, error) {
		return count(ctx, s.Client.SolutionLink.Query().Where(Current(ctx)).GroupBy(solutionlink.FieldType).Aggregate(db.Count()),
			func(c *SolutionLinkCount) vocab.SolutionLinkType { return c.Type })
	})
}

type scanner interface {
	Scan(ctx context.Context, v any) error
}

func count[T any, W interface {
	~string
	Values() []string
}](ctx context.Context, q scanner, word func(*T) W,
) ([]*T, error) {
	var rows []*T
	if err := q.Scan(ctx, &rows); err != nil {
		return nil, err
	}
	order := W("").Values()
	slices.SortFunc(rows, func(a, b *T) int {
		return cmp.Compare(slices.Index(order, string(word(a))), slices.Index(order, string(word(b))))
	})
	return rows, nil
}

// LoadedAt tells when reference data was last loaded, nil when it never was.
func (s *Store) LoadedAt(ctx context.Context) (*time.Time, error) {
	r, err := s.Client.Revision.Query().Where(revision.FingerprintNotNil()).Order(revision.ByID(sql.OrderDesc())).First(ctx)
	if r == nil {
		return nil, db.MaskNotFound(err)
	}
	return &r.RecordedAt, err
}

// DataSources lists the sources that are sets of data, by title.
func (s *Store) DataSources(ctx context.Context) ([]*db.Source, error) {
	return s.Client.Source.Query().Where(source.KindEQ(vocab.SourceDataset)).Order(source.ByTitleSort(), source.ByID()).
		Limit(MaxPageSize).All(ctx)
}
