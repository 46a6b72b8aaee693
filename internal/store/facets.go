package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"entgo.io/ent/dialect/sql"

	"kommungraf/ent/db"
	"kommungraf/ent/db/actor"
	"kommungraf/ent/db/solution"
	"kommungraf/internal/network"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Facet is things counted by a property.
type Facet struct {
	By     string
	Values []*FacetValue
}

// FacetValue is a value of a property, nil where it is not known, with how many have it.
type FacetValue struct {
	Value *string `sql:"value"`
	Count int     `sql:"count"`
}

// facetColumns are the columns behind facets.
var (
	actorFacetColumns = map[vocab.ActorFacet]string{
		"KIND": actor.FieldKind, "COUNTY": actor.FieldCountyCode, "SKR_GROUP": actor.FieldSkrGroup, "FORM": actor.FieldForm, "STATUS": actor.FieldStatus,
	}
	solutionFacetColumns = map[vocab.SolutionFacet]string{
		"KIND": solution.FieldKind, "AREA": solution.FieldArea, "LICENCE": solution.FieldLicence,
	}
)

// ActorFacets counts the actors that a filter keeps, a statement for each property.
func (s *Store) ActorFacets(ctx context.Context, where *db.ActorWhereInput, by []vocab.ActorFacet) ([]*Facet, error) {
	return facets(ctx, by, func(f vocab.ActorFacet) (scanner, error) {
		q, err := where.Filter(s.Client.Actor.Query())
		if err != nil {
			return nil, err
		}
		return q.Modify(countedBy(actorFacetColumns[f])), nil
	})
}

// SolutionFacets counts the solutions that a filter keeps, a statement for each property.
func (s *Store) SolutionFacets(ctx context.Context, where *db.SolutionWhereInput, by []vocab.SolutionFacet) ([]*Facet, error) {
	return facets(ctx, by, func(f vocab.SolutionFacet) (scanner, error) {
		q, err := where.Filter(s.Client.Solution.Query())
		if err != nil {
			return nil, err
		}
		return q.Modify(countedBy(solutionFacetColumns[f])), nil
	})
}

// countedBy groups rows by a column.
func countedBy(column string) func(*sql.Selector) {
	return func(q *sql.Selector) {
		q.Select(sql.As(q.C(column), "value"), sql.As(sql.Count("*"), "count")).GroupBy(q.C(column))
	}
}

func facets[F ~string](ctx context.Context, by []F, query func(F) (scanner, error)) ([]*Facet, error) {
	if err := checkFacets(by); err != nil {
		return nil, err
	}
	all := make([]*Facet, len(by))
	for i, f := range by {
		q, err := query(f)
		if err != nil {
			return nil, Explain(ctx, err)
		}
		all[i] = &Facet{By: string(f), Values: []*FacetValue{}}
		if err := q.Scan(ctx, &all[i].Values); err != nil {
			return nil, Explain(ctx, err)
		}
		sortFacet(all[i].Values)
	}
	return all, nil
}

func checkFacets[F ~string](by []F) error {
	if len(by) == 0 {
		return problem.BadInput("by", "an empty list counts nothing: give at least one property")
	}
	for i, f := range by {
		if slices.Contains(by[:i], f) {
			return problem.BadInput("by", "%s is given twice", f)
		}
	}
	return nil
}

// sortFacet puts the most frequent first, and what is not known last.
func sortFacet(values []*FacetValue) {
	slices.SortFunc(values, func(a, b *FacetValue) int {
		switch {
		case a.Value == nil:
			return 1
		case b.Value == nil:
			return -1
		}
		return cmp.Or(b.Count-a.Count, strings.Compare(*a.Value, *b.Value))
	})
}

// nodeFacets are the properties that the graph in memory knows of its nodes; empty where one is not known.
var nodeFacets = map[vocab.SearchFacet]func(*network.Node) string{
	"KIND":      func(n *network.Node) string { return string(n.Kind) },
	"COUNTY":    func(n *network.Node) string { return string(n.County) },
	"SKR_GROUP": func(n *network.Node) string { return string(n.SkrGroup) },
	"FORM":      func(n *network.Node) string { return string(n.Form) },
	"AREA":      func(n *network.Node) string { return n.Area },
}

// SearchFacets counts all that a search finds: one statement for the ids, and the graph in memory for what they are.
func (s *Store) SearchFacets(ctx context.Context, query string, kinds []vocab.SearchKind, by []vocab.SearchFacet) ([]*Facet, error) {
	if err := checkFacets(by); err != nil {
		return nil, err
	}
	found, err := s.search(ctx, query, kinds, 0)
	if err != nil {
		return nil, err
	}
	g, _, err := s.Network(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]*Facet, len(by))
	for i, f := range by {
		counts := map[string]int{}
		for _, hit := range found.Hits {
			if v, ok := g.Find(hit.ID); ok {
				counts[nodeFacets[f](g.Node(v))]++
			}
		}
		all[i] = &Facet{By: string(f), Values: []*FacetValue{}}
		for value, n := range counts {
			made := &FacetValue{Count: n}
			if value != "" {
				made.Value = &value
			}
			all[i].Values = append(all[i].Values, made)
		}
		sortFacet(all[i].Values)
	}
	return all, nil
}
