package graph

import (
	"context"

	"kommungraf/ent/db"
	"kommungraf/graph/model"
	"kommungraf/internal/network"
	"kommungraf/internal/vocab"
)

// agreementStats counts, and makes things of the keys that are actors.
func (r *Resolver) agreementStats(ctx context.Context, where *db.AgreementWhereInput, by []vocab.AgreementGroupBy, first int) (*model.AgreementStats, error) {
	if err := upTo("first", first, network.MaxNodes); err != nil {
		return nil, err
	}
	groups, total, err := r.Store.AgreementGroups(ctx, where, by)
	if err != nil {
		return nil, err
	}
	answer := &model.AgreementStats{Groups: []*model.AgreementGroup{}, TotalCount: len(groups), Total: total}
	p := r.places()
	for _, g := range groups[:min(first, len(groups))] {
		made := &model.AgreementGroup{Count: g.Count}
		for i, value := range g.Keys {
			key := &model.AgreementKey{By: by[i]}
			if value != "" {
				key.Value = &value
				if by[i] == vocab.AgreementsByProcuringBody || by[i] == vocab.AgreementsBySupplier {
					key.TheActor = p.oneOrNil("actor", vocab.ID(value))
				}
			}
			made.Keys = append(made.Keys, key)
		}
		answer.Groups = append(answer.Groups, made)
	}
	return answer, nil
}
