package store

import (
	"context"

	"kommungraf/ent/db"
	"kommungraf/ent/db/actor"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Bounds of a page. They hold for every list, at the root and nested.
const (
	DefaultPageSize = 20
	MaxPageSize     = 1_000
)

// Page is the part of a list that is asked for.
type Page struct {
	After  *db.Cursor
	First  *int
	Before *db.Cursor
	Last   *int
}

// CheckPageSize refuses a page size that is out of bounds. Nil is no page size.
func CheckPageSize(field string, size *int) error {
	if size != nil && (*size < 1 || *size > MaxPageSize) {
		return problem.BadInput(field, "a page has between 1 and %d rows, not %d", MaxPageSize, *size)
	}
	return nil
}

// Check refuses a page without a size or with two. It is how every list begins.
func (p Page) Check() error {
	switch {
	case p.First == nil && p.Last == nil:
		return problem.BadInput("first", "a page needs first or last, between 1 and %d", MaxPageSize)
	case p.First != nil && p.Last != nil:
		return problem.BadInput("last", "a page has first or last, not both")
	}
	if err := CheckPageSize("first", p.First); err != nil {
		return err
	}
	return CheckPageSize("last", p.Last)
}

// Actors lists actors, all or those of a kind.
func (s *Store) Actors(ctx context.Context, kind vocab.ActorKind, p Page, order []*db.ActorOrder, where *db.ActorWhereInput) (*db.ActorConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	q := s.Client.Actor.Query()
	if kind != "" {
		q.Where(actor.KindEQ(kind))
	}
	return q.Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithActorOrder(order), db.WithActorFilter(where.Filter))
}

// Solutions lists solutions.
func (s *Store) Solutions(ctx context.Context, p Page, order []*db.SolutionOrder, where *db.SolutionWhereInput) (*db.SolutionConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.Solution.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithSolutionOrder(order), db.WithSolutionFilter(where.Filter))
}

// Relationships lists relations between actors.
func (s *Store) Relationships(ctx context.Context, p Page, order []*db.RelationshipOrder, where *db.RelationshipWhereInput) (*db.RelationshipConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	filter := func(q *db.RelationshipQuery) (*db.RelationshipQuery, error) {
		q, err := where.Filter(q)
		if err != nil {
			return nil, err
		}
		return q.Where(Current(ctx)), nil // after the filter, which may say something of its own
	}
	return s.Client.Relationship.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithRelationshipOrder(order), db.WithRelationshipFilter(filter))
}

// Involvements lists relations between actors and solutions.
func (s *Store) Involvements(ctx context.Context, p Page, order []*db.InvolvementOrder, where *db.InvolvementWhereInput) (*db.InvolvementConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.Involvement.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithInvolvementOrder(order), db.WithInvolvementFilter(where.Filter))
}

// SolutionLinks lists relations between solutions.
func (s *Store) SolutionLinks(ctx context.Context, p Page, order []*db.SolutionLinkOrder, where *db.SolutionLinkWhereInput) (*db.SolutionLinkConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	filter := func(q *db.SolutionLinkQuery) (*db.SolutionLinkQuery, error) {
		q, err := where.Filter(q)
		if err != nil {
			return nil, err
		}
		return q.Where(Current(ctx)), nil
	}
	return s.Client.SolutionLink.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithSolutionLinkOrder(order), db.WithSolutionLinkFilter(filter))
}

// Sources lists sources.
func (s *Store) Sources(ctx context.Context, p Page, order []*db.SourceOrder, where *db.SourceWhereInput) (*db.SourceConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.Source.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithSourceOrder(order), db.WithSourceFilter(where.Filter))
}
