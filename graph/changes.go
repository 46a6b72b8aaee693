package graph

import (
	"context"
	"time"

	"kommungraf/graph/model"
	"kommungraf/internal/quota"
	"kommungraf/internal/store"
)

// knowledgeBaseChanged tells of the present revision, and then of each newer one until the context ends. It begins to
// watch before it looks, so that nothing falls between the two.
func (r *Resolver) knowledgeBaseChanged(ctx context.Context) (<-chan *model.KnowledgeBaseChange, error) {
	written, err := r.Store.Watch(ctx)
	if err != nil {
		return nil, err
	}
	present, err := r.Store.Newest(ctx)
	if err != nil {
		return nil, err
	}
	told := make(chan *model.KnowledgeBaseChange, 1)
	told <- change(present)
	go func() {
		defer close(told)
		last := present.Revision
		for next := range written {
			if next.Revision <= last {
				continue
			}
			last = next.Revision
			select {
			case told <- change(next):
			case <-ctx.Done():
				return
			}
		}
	}()
	return told, nil
}

func change(r store.Revised) *model.KnowledgeBaseChange {
	c := &model.KnowledgeBaseChange{Revision: r.Revision, Changes: r.Changes}
	if r.Revision > 0 {
		c.RecordedAt = &r.RecordedAt
	}
	return c
}

// budgets is what a client has left.
func budgets(of *quota.Client) []*model.RateBudget {
	all := []*model.RateBudget{}
	for _, b := range of.State() {
		all = append(all, &model.RateBudget{
			Name: b.Name, Limit: b.Limit, Remaining: b.Remaining, Window: int(b.Window.Seconds()),
			Reset: int((b.Reset + time.Second - 1) / time.Second),
		})
	}
	return all
}
