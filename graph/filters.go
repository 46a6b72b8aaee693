package graph

import (
	"context"

	"kommungraf/ent/db"
	"kommungraf/internal/store"
)

// A filter on related rows looks at rows that no interceptor sees, so it guards them itself: without that, a hidden
// relation could be guessed through a filter and a count. Each of these makes a filter safe to stand below another one.
// The guard comes last, after what the filter says of time and status.

func related(ctx context.Context, f *db.RelationshipEndWhereInput) *db.RelationshipEndWhereInput {
	f.AddPredicates(store.Visible(ctx), store.Current(ctx))
	return f
}

func involved(ctx context.Context, f *db.InvolvementWhereInput) *db.InvolvementWhereInput {
	f.AddPredicates(store.Visible(ctx), store.Current(ctx))
	return f
}

func linked(ctx context.Context, f *db.SolutionLinkEndWhereInput) *db.SolutionLinkEndWhereInput {
	f.AddPredicates(store.Visible(ctx), store.Current(ctx))
	return f
}

// Actors and solutions are seen by everyone. An empty filter on them keeps all of them.

func anActor(f *db.ActorWhereInput) *db.ActorWhereInput {
	f.AddPredicates(store.Anything)
	return f
}

func aSolution(f *db.SolutionWhereInput) *db.SolutionWhereInput {
	f.AddPredicates(store.Anything)
	return f
}
