package store

import (
	"context"
	"fmt"
	"strings"

	"entgo.io/ent/dialect"

	"kommungraf/internal/network"
	"kommungraf/internal/vocab"
)

// GroupsQuestion asks for so many groups of relations, in an order.
type GroupsQuestion struct {
	network.StatsQuestion
	Order      vocab.StatsOrderField
	Descending bool
	Max        int
}

// Groups are relations in groups, as many groups as were asked for.
type Groups struct {
	network.Stats
	Count int // of all groups
}

// Groups counts relations in groups, once for each revision, day and class of readers.
func (s *Store) Groups(ctx context.Context, q GroupsQuestion) (Groups, error) {
	return counted(ctx, s, fmt.Sprintf("Groups %#v", q), func() (Groups, error) {
		g, lens, err := s.Network(ctx)
		if err != nil {
			return Groups{}, err
		}
		found, err := g.Stats(ctx, q.StatsQuestion, lens)
		if err != nil {
			return Groups{}, err
		}
		all := Groups{found, len(found.Groups)}
		ordered := found.Ordered(q.Order, q.Descending)
		all.Groups = append([]network.StatsGroup(nil), ordered[:min(q.Max, len(ordered))]...) // what is kept is no more than that
		return all, nil
	})
}

// SeriesOf are series, as many as were asked for.
type SeriesOf struct {
	network.Series
	Count int // of all series
}

// Series counts relations over time, once for each revision, day and class of readers.
func (s *Store) Series(ctx context.Context, q network.SeriesQuestion, most int) (SeriesOf, error) {
	return counted(ctx, s, fmt.Sprintf("Series %d %#v", most, q), func() (SeriesOf, error) {
		g, lens, err := s.Network(ctx)
		if err != nil {
			return SeriesOf{}, err
		}
		found, err := g.Series(ctx, q, lens)
		all := SeriesOf{found, len(found.Groups)}
		all.Groups = append([]network.SeriesGroup(nil), found.Groups[:min(most, len(found.Groups))]...)
		return all, err
	})
}

// Found is what should be looked at, and the graph whose relations and vertices they are.
type Found struct {
	*network.Graph
	network.Issue
}

// Issue finds what should be looked at in a part of the graph. Ends that are not known count where the relation began
// before a day.
func (s *Store) Issue(ctx context.Context, issue vocab.QualityIssue, part network.Part, before vocab.Date) (f Found, err error) {
	var lens network.Lens
	if f.Graph, lens, err = s.Network(ctx); err != nil {
		return f, err
	}
	switch issue {
	case vocab.InDispute:
		f.Issue, err = f.Disputed(ctx, part, lens)
		return f, err
	case vocab.OrphanThing:
		f.Issue, err = f.Orphans(ctx, part, lens)
		return f, err
	}
	ids, err := s.relationsWith(ctx, issue, before)
	if err != nil {
		return f, err
	}
	f.Issue, err = f.Listed(ctx, part, ids, lens)
	return f, err
}

// relationsWith finds relations by what the graph does not hold, in one statement that is kept.
func (s *Store) relationsWith(ctx context.Context, issue vocab.QualityIssue, before vocab.Date) ([]vocab.ID, error) {
	return counted(ctx, s, fmt.Sprintf("Issue %s %s", issue, before), func() ([]vocab.ID, error) {
		var condition string
		var day vocab.Date
		switch issue {
		case vocab.Unsourced:
			condition = "NOT EXISTS (SELECT 1 FROM citations WHERE subject_id = r.id)"
		case vocab.Stale:
			condition, day = "review_by < %s", viewOf(ctx).AsOf
		case vocab.UnknownEnd:
			condition, day = "ending = 'UNKNOWN' AND valid_first < %s AND valid_first <> '"+string(vocab.FirstDay)+"'", before
		default:
			return nil, fmt.Errorf("store: no relations are found by the issue %q", issue)
		}
		var parts []string
		var args []any
		for _, part := range relationParts {
			where := condition
			if day != "" {
				args = append(args, string(day))
				where = fmt.Sprintf(condition, s.placeholder(len(args)))
			}
			parts = append(parts, "SELECT id FROM "+part.table+" r WHERE "+where)
		}
		var ids []vocab.ID
		err := texts(ctx, s.driver.Query, strings.Join(parts, " UNION ALL "), args, func(row []string) error {
			ids = append(ids, vocab.ID(row[0]))
			return nil
		}, 1)
		return ids, Explain(ctx, err)
	})
}

func (s *Store) placeholder(n int) string {
	if s.dialect == dialect.Postgres {
		return fmt.Sprintf("$%d", n)
	}
	return "?"
}
