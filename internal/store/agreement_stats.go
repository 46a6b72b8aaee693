package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"kommungraf/ent/db"
	"kommungraf/ent/db/agreement"
	"kommungraf/ent/db/agreementparty"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Bounds of counting agreements.
const (
	maxAgreementKeys    = 3
	maxCountedAgreement = 100_000 // agreements that one question goes through
)

// AgreementGroup is agreements that have something in common: a value for each property asked for, empty where it is not known.
type AgreementGroup struct {
	Keys  []string
	Count int
}

// AgreementGroups counts the agreements that a filter keeps and that may run on the day, in two statements at most. The
// groups come largest first; total is the number of agreements, each counted once.
func (s *Store) AgreementGroups(ctx context.Context, where *db.AgreementWhereInput, by []vocab.AgreementGroupBy) (groups []AgreementGroup, total int, err error) {
	if n := len(by); n == 0 || n > maxAgreementKeys {
		return nil, 0, problem.BadInput("groupBy", "give 1 to %d properties, not %d", maxAgreementKeys, n)
	}
	for i, b := range by {
		if slices.Contains(by[:i], b) {
			return nil, 0, problem.BadInput("groupBy", "%s is given twice", b)
		}
	}
	q, err := where.Filter(s.Client.Agreement.Query())
	if err != nil {
		return nil, 0, Explain(ctx, err)
	}
	q.Where(Current(ctx)).Limit(maxCountedAgreement + 1)
	if slices.Contains(by, vocab.AgreementsByProcuringBody) || slices.Contains(by, vocab.AgreementsBySupplier) {
		q.WithParties(func(p *db.AgreementPartyQuery) {
			p.Where(agreementparty.RoleIn(vocab.ProcuringBody, vocab.AgreedSupplier), agreementparty.ActorIDNotNil())
		})
	}
	rows, err := q.Select(agreement.FieldID, agreement.FieldKind, agreement.FieldArea, agreement.FieldStatus, agreement.FieldValidFrom, agreement.FieldValidTo).All(ctx)
	if err != nil {
		return nil, 0, Explain(ctx, err)
	}
	if len(rows) > maxCountedAgreement {
		return nil, 0, &problem.Error{
			Code: problem.TooComplex, Field: "where", Limit: "agreements",
			Message: fmt.Sprintf("more than %d agreements would be counted: narrow the filter", maxCountedAgreement),
		}
	}
	counts := map[[maxAgreementKeys]string]int{}
	for _, row := range rows {
		for _, keys := range combined(row, by) {
			counts[keys]++
		}
	}
	for keys, n := range counts {
		groups = append(groups, AgreementGroup{slices.Clone(keys[:len(by)]), n})
	}
	slices.SortFunc(groups, func(a, b AgreementGroup) int {
		return cmp.Or(b.Count-a.Count, slices.CompareFunc(a.Keys, b.Keys, strings.Compare))
	})
	return groups, len(rows), nil
}

// combined are the keys of an agreement: several where it has several suppliers or was procured by several.
func combined(a *db.Agreement, by []vocab.AgreementGroupBy) [][maxAgreementKeys]string {
	all := make([][maxAgreementKeys]string, 1)
	for i, b := range by {
		var next [][maxAgreementKeys]string
		for _, value := range agreementValues(a, b) {
			for _, keys := range all {
				keys[i] = value
				next = append(next, keys)
			}
		}
		all = next
	}
	return all
}

// agreementValues are the values of a property, one empty one where none is known.
func agreementValues(a *db.Agreement, by vocab.AgreementGroupBy) []string {
	switch by {
	case vocab.AgreementsByKind:
		return []string{string(a.Kind)}
	case vocab.AgreementsByArea:
		return []string{deref(a.Area)}
	case vocab.AgreementsByStatus:
		return []string{string(a.Status)}
	case vocab.AgreementsByStartYear:
		return []string{yearOf(a.ValidFrom)}
	case vocab.AgreementsByEndYear:
		return []string{yearOf(a.ValidTo)}
	}
	role := vocab.ProcuringBody
	if by == vocab.AgreementsBySupplier {
		role = vocab.AgreedSupplier
	}
	var actors []string
	for _, p := range a.Edges.Parties {
		if id := string(*p.ActorID); p.Role == role && !slices.Contains(actors, id) {
			actors = append(actors, id)
		}
	}
	if actors == nil {
		return []string{""}
	}
	return actors
}

// yearOf is the year of a date, however exact it is.
func yearOf(d *vocab.PartialDate) string {
	if d == nil {
		return ""
	}
	year, _, _ := strings.Cut(string(*d), "-")
	return year
}
