package store

import (
	"context"

	"kommungraf/ent/db"
	"kommungraf/ent/db/actor"
	"kommungraf/ent/db/identifier"
	"kommungraf/ent/db/involvement"
	"kommungraf/ent/db/predicate"
	"kommungraf/ent/db/relationship"
	"kommungraf/ent/db/solution"
	"kommungraf/ent/db/solutionlink"
	"kommungraf/ent/db/source"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// MaxNodes is how many things can be asked for by id at once.
const MaxNodes = 100

// The names that fragments on each type can have, for selecting the columns they ask for.
var (
	actorTypes = []string{
		"Node", "Actor", "SearchResult", "Municipality", "Region", "Association", "Supplier", "Agency", "ResearchOrganisation",
	}
	solutionTypes = []string{"Node", "SearchResult", "Solution"}
)

// Nodes is Load for ids that a client gave: at most MaxNodes.
func (s *Store) Nodes(ctx context.Context, ids []vocab.ID) ([]db.Noder, error) {
	if len(ids) > MaxNodes {
		return nil, problem.BadInput("ids", "at most %d things at once, not %d", MaxNodes, len(ids))
	}
	return s.Load(ctx, ids)
}

// Load finds the things with these ids, one statement for each type, in the order of the ids, nil where there is none.
// It selects what the GraphQL field of the context asks for.
func (s *Store) Load(ctx context.Context, ids []vocab.ID) ([]db.Noder, error) {
	found := make(map[vocab.ID]db.Noder, len(ids))
	byTable := map[string][]vocab.ID{}
	for _, id := range ids {
		if table := tableOf(id.Prefix()); table != "" {
			byTable[table] = append(byTable[table], id)
		}
	}
	for table, ids := range byTable {
		if err := s.nodesOf(ctx, table, ids, found); err != nil {
			return nil, err
		}
	}
	nodes := make([]db.Noder, len(ids))
	for i, id := range ids {
		nodes[i] = found[id]
	}
	return nodes, nil
}

// tableOf is the table in which ids with the prefix are found, or "" when no thing of the API has such an id.
func tableOf(p vocab.Prefix) string {
	if p.ActorKind() != "" {
		return actor.Table
	}
	switch p {
	case vocab.PrefixSolution:
		return solution.Table
	case vocab.PrefixRelationship:
		return relationship.Table
	case vocab.PrefixInvolvement:
		return involvement.Table
	case vocab.PrefixSolutionLink:
		return solutionlink.Table
	case vocab.PrefixSource:
		return source.Table
	}
	return ""
}

func (s *Store) nodesOf(ctx context.Context, table string, ids []vocab.ID, found map[vocab.ID]db.Noder) error {
	switch table {
	case actor.Table:
		q, err := s.Client.Actor.Query().Where(actor.IDIn(ids...)).CollectFields(ctx, actorTypes...)
		return load(ctx, q, err, found)
	case solution.Table:
		q, err := s.Client.Solution.Query().Where(solution.IDIn(ids...)).CollectFields(ctx, solutionTypes...)
		return load(ctx, q, err, found)
	case relationship.Table:
		q, err := s.Client.Relationship.Query().Where(relationship.IDIn(ids...)).CollectFields(ctx, "Node", "Relationship")
		return load(ctx, q, err, found)
	case involvement.Table:
		q, err := s.Client.Involvement.Query().Where(involvement.IDIn(ids...), Whatever).CollectFields(ctx, "Node", "Involvement")
		return load(ctx, q, err, found)
	case solutionlink.Table:
		q, err := s.Client.SolutionLink.Query().Where(solutionlink.IDIn(ids...)).CollectFields(ctx, "Node", "SolutionLink")
		return load(ctx, q, err, found)
	default:
		q, err := s.Client.Source.Query().Where(source.IDIn(ids...)).CollectFields(ctx, "Node", "Source")
		return load(ctx, q, err, found)
	}
}

type node interface {
	db.Noder
	Record() db.Record
}

func load[T node, Q interface {
	All(ctx context.Context) ([]T, error)
}](ctx context.Context, q Q, err error, found map[vocab.ID]db.Noder) error {
	if err != nil {
		return err
	}
	rows, err := q.All(ctx)
	for _, r := range rows {
		found[r.Record().ID] = r
	}
	return err
}

// ActorBy names one actor by one of the things that tell it.
type ActorBy struct {
	Slug       *string
	ID         *vocab.ID
	Identifier *vocab.Identifier
}

// Actor finds an actor, nil when there is none.
func (s *Store) Actor(ctx context.Context, by ActorBy) (*db.Actor, error) {
	given := 0
	for _, is := range []bool{by.Slug != nil, by.ID != nil, by.Identifier != nil} {
		if is {
			given++
		}
	}
	switch {
	case given != 1:
		return nil, problem.BadInput("slug", "give exactly one of slug, id and identifier, not %d of them", given)
	case by.Slug != nil:
		return s.oneActor(ctx, actor.Slug(*by.Slug))
	case by.ID != nil:
		return s.oneActor(ctx, actor.ID(*by.ID))
	}
	found, err := s.Client.Identifier.Query().
		Where(identifier.Scheme(by.Identifier.Scheme), identifier.Value(by.Identifier.Value)).First(ctx)
	if found == nil {
		return nil, db.MaskNotFound(err)
	}
	return s.oneActor(ctx, actor.ID(found.ActorID))
}

// ActorByCode finds the municipality or the region with a code, nil when there is none.
func (s *Store) ActorByCode(ctx context.Context, kind vocab.ActorKind, code string) (*db.Actor, error) {
	return s.oneActor(ctx, actor.KindEQ(kind), actor.Code(code))
}

func (s *Store) oneActor(ctx context.Context, where ...predicate.Actor) (*db.Actor, error) {
	q, err := s.Client.Actor.Query().Where(where...).CollectFields(ctx, actorTypes...)
	if err != nil {
		return nil, err
	}
	a, err := q.Only(ctx)
	return a, db.MaskNotFound(err)
}

// Solution finds a solution, nil when there is none.
func (s *Store) Solution(ctx context.Context, slug string) (*db.Solution, error) {
	q, err := s.Client.Solution.Query().Where(solution.Slug(slug)).CollectFields(ctx, solutionTypes...)
	if err != nil {
		return nil, err
	}
	found, err := q.Only(ctx)
	return found, db.MaskNotFound(err)
}
