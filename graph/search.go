package graph

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"kommungraf/ent/db"
	"kommungraf/graph/model"
	"kommungraf/internal/problem"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// search finds, cuts the page and loads what it shows: three statements at most, whatever the size of the page.
func (r *Resolver) search(ctx context.Context, query string, kinds []vocab.SearchKind, after *db.Cursor, first *int) (*model.SearchConnection, error) {
	if err := (store.Page{First: first}).Check(); err != nil {
		return nil, err
	}
	if kinds != nil && len(kinds) == 0 {
		return nil, problem.BadInput("kinds", "an empty list keeps nothing: leave it out, or give at least one value")
	}
	found, err := r.Store.Search(ctx, query, kinds)
	if err != nil {
		return nil, err
	}
	begin, err := afterHit(found.Hits, after)
	if err != nil {
		return nil, err
	}
	hits := found.Hits[begin:min(begin+*first, len(found.Hits))]
	conn := &model.SearchConnection{
		Edges: []*model.SearchEdge{}, TotalCount: found.Total,
		PageInfo: &db.PageInfo{HasNextPage: begin+len(hits) < len(found.Hits)},
	}
	nodes, err := r.hitNodes(ctx, hits)
	if err != nil {
		return nil, err
	}
	for i, hit := range hits {
		if nodes[i] != nil { // it may have gone between the statements
			conn.Edges = append(conn.Edges, &model.SearchEdge{Node: nodes[i], Cursor: db.Cursor{ID: hit.ID}, Score: hit.Score})
		}
	}
	if n := len(conn.Edges); n > 0 {
		conn.PageInfo.StartCursor, conn.PageInfo.EndCursor = &conn.Edges[0].Cursor, &conn.Edges[n-1].Cursor
	}
	return conn, nil
}

func afterHit(hits []store.Hit, after *db.Cursor) (int, error) {
	if after == nil {
		return 0, nil
	}
	i := slices.IndexFunc(hits, func(h store.Hit) bool { return h.ID == after.ID })
	if i < 0 {
		return 0, problem.BadInput("after", "the cursor is not from this search, or what it points at is no longer found")
	}
	return i + 1, nil
}

// hitNodes loads what the query asks for of the things that were found.
func (r *Resolver) hitNodes(ctx context.Context, hits []store.Hit) ([]db.Noder, error) {
	nodes := make([]db.Noder, len(hits))
	ids := make([]vocab.ID, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
		nodes[i] = model.Of(&db.Actor{ID: h.ID}) // stands for what nobody asks to see
	}
	beneath, asked := at(ctx, "edges", "node")
	if !asked || len(ids) == 0 {
		return nodes, nil
	}
	nodes, err := r.Store.Load(beneath, ids)
	return model.Nodes(nodes), err
}

// at gives a context whose GraphQL field is the one at a path of names beneath the present field, so that what is loaded
// under it selects what is asked for there. It tells whether the field is asked for.
func at(ctx context.Context, names ...string) (context.Context, bool) {
	operation, field := graphql.GetOperationContext(ctx), graphql.GetFieldContext(ctx).Field
	for _, name := range names {
		found := graphql.CollectedField{}
		for _, f := range graphql.CollectFields(operation, field.Selections, nil) {
			if f.Name == name {
				selections := append(slices.Clip(found.Selections), f.Selections...)
				found = f
				found.Selections = selections
			}
		}
		if found.Field == nil {
			return ctx, false
		}
		field = found
	}
	return graphql.WithFieldContext(ctx, &graphql.FieldContext{Parent: graphql.GetFieldContext(ctx), Field: field}), true
}
