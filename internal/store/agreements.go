package store

import (
	"context"

	"kommungraf/ent/db"
	"kommungraf/ent/db/agreement"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// AgreementBy names one agreement by one of the things that tell it.
type AgreementBy struct {
	Slug *string
	ID   *vocab.ID
}

// Agreement finds an agreement, whenever it runs; nil when there is none that the reader may see.
func (s *Store) Agreement(ctx context.Context, by AgreementBy) (*db.Agreement, error) {
	if (by.Slug == nil) == (by.ID == nil) {
		return nil, problem.BadInput("slug", "give exactly one of slug and id")
	}
	q := s.Client.Agreement.Query()
	if by.Slug != nil {
		q.Where(agreement.Slug(*by.Slug))
	} else {
		q.Where(agreement.ID(*by.ID))
	}
	q, err := q.CollectFields(ctx, "Node", "Agreement")
	if err != nil {
		return nil, err
	}
	found, err := q.Only(ctx)
	return found, db.MaskNotFound(err)
}

// Agreements lists agreements.
func (s *Store) Agreements(ctx context.Context, p Page, order []*db.AgreementOrder, where *db.AgreementWhereInput) (*db.AgreementConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	filter := func(q *db.AgreementQuery) (*db.AgreementQuery, error) {
		q, err := where.Filter(q)
		if err != nil {
			return nil, err
		}
		return q.Where(Current(ctx)), nil // after the filter, which may say something of its own
	}
	return s.Client.Agreement.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithAgreementOrder(order), db.WithAgreementFilter(filter))
}

// AgreementCount counts agreements.
type AgreementCount struct {
	Kind  vocab.AgreementKind `json:"kind"`
	Count int                 `json:"count"`
}

// CountAgreements counts the agreements of each kind that run, in the order of the kinds.
func (s *Store) CountAgreements(ctx context.Context) ([]*AgreementCount, error) {
	return counted(ctx, s, "Agreements", func() ([]*AgreementCount, error) {
		return count(ctx, s.Client.Agreement.Query().Where(Current(ctx)).GroupBy(agreement.FieldKind).Aggregate(db.Count()),
			func(c *AgreementCount) vocab.AgreementKind { return c.Kind })
	})
}
