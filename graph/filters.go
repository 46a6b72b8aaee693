package graph

import (
	"context"

	"kommungraf/ent/db"
	"kommungraf/ent/db/principle"
	"kommungraf/internal/problem"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
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

func agreed(ctx context.Context, f *db.AgreementWhereInput) *db.AgreementWhereInput {
	f.AddPredicates(store.Visible(ctx), store.Current(ctx))
	return f
}

func partyTo(ctx context.Context, f *db.AgreementPartyWhereInput) *db.AgreementPartyWhereInput {
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

// The framework is seen by everyone; where it was met and used is not.

func aForm(f *db.CollaborationFormWhereInput) *db.CollaborationFormWhereInput {
	f.AddPredicates(store.Anything)
	return f
}

func anObstacle(f *db.ObstacleWhereInput) *db.ObstacleWhereInput {
	f.AddPredicates(store.Anything)
	return f
}

func aHandling(f *db.HandlingWhereInput) *db.HandlingWhereInput {
	f.AddPredicates(store.Anything)
	return f
}

func formUsed(ctx context.Context, f *db.FormUseWhereInput) *db.FormUseWhereInput {
	f.AddPredicates(store.Visible(ctx), store.Current(ctx))
	return f
}

func obstacleMet(ctx context.Context, f *db.ObstacleMetWhereInput) *db.ObstacleMetWhereInput {
	f.AddPredicates(store.Visible(ctx), store.Current(ctx))
	return f
}

// relationTypeFilter keeps the principles behind a type of relation, and refuses a word that is none.
func relationTypeFilter(f *db.PrincipleWhereInput, code string) error {
	for _, entity := range []vocab.RelationEntity{vocab.EntityRelationship, vocab.EntityInvolvement, vocab.EntitySolutionLink} {
		for _, t := range vocab.RelationTypes(entity) {
			if t.Code == code {
				f.AddPredicates(store.Lists(principle.FieldRelationshipTypes, code))
				return nil
			}
		}
	}
	return problem.BadInput("where.relationshipType", "%.60q is no type of relation", code)
}
