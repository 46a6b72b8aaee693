package model

import (
	"context"

	"entgo.io/contrib/entgql"

	"kommungraf/ent/db"
	"kommungraf/internal/vocab"
)

// RelationshipStatsFilter says which relationships are counted.
type RelationshipStatsFilter struct {
	Types     []vocab.RelationshipType
	FromKinds []vocab.ActorKind
	ToKinds   []vocab.ActorKind
	Counties  []vocab.CountyCode
	SkrGroups []vocab.SkrGroup
	Group     *ThingInput
}

// InvolvementStatsFilter says which involvements are counted.
type InvolvementStatsFilter struct {
	Types         []vocab.InvolvementType
	ActorKinds    []vocab.ActorKind
	SolutionKinds []vocab.SolutionKind
	Counties      []vocab.CountyCode
	SkrGroups     []vocab.SkrGroup
	Areas         []string
	Group         *ThingInput
}

// NumbersScopeFilter says which relations are looked at.
type NumbersScopeFilter struct {
	Types *RelationTypesInput
	Of    []*ThingInput
}

// Stats are relations in groups.
type Stats struct {
	Groups                               []*StatsGroup
	TotalCount, Total, Unknown, Inferred int
}

// StatsGroup is a group of relations.
type StatsGroup struct {
	Keys               []*StatsKey
	Value              int
	Share, ShareWithin float64
}

// StatsKey is what a group has in common.
type StatsKey struct {
	By    vocab.GroupBy
	Value string

	ID    vocab.ID // of a thing; else empty
	Place *Things
	Words vocab.Text
}

// Label is the key in words.
func (k *StatsKey) Label(lang vocab.Language) string { return k.Words.In(lang) }

// Thing is the actor or solution that the key is.
func (k *StatsKey) Thing(ctx context.Context) (db.Noder, error) {
	if k.ID == "" {
		return nil, nil
	}
	return anyThing(ctx, k.Place, k.ID)
}

// StatsOrder is an order of groups.
type StatsOrder struct {
	Field     vocab.StatsOrderField
	Direction entgql.OrderDirection
}

// SeriesAnswer are numbers over time.
type SeriesAnswer struct {
	Series              []*Series
	TotalCount, Unknown int
}

// Series are the numbers of a group over time.
type Series struct {
	Keys           []*StatsKey
	Points         []*SeriesPoint
	Total, Undated int
}

// SeriesPoint is a number of a step.
type SeriesPoint struct {
	Period string
	First  vocab.Date
	Value  int
}

// Dependency is on what actors depend.
type Dependency struct {
	By            vocab.DependencyKind
	Shares        []*DependencyShare
	TotalCount    int
	Concentration *float64
	SinglePoints  []*DependencyShare
	Coverage      *DependencyCoverage
}

// DependencyShare is how much hangs on a thing.
type DependencyShare struct {
	Uses, ActorCount int
	Share            float64
	Areas            []string
	All              bool

	ID                vocab.ID
	Listed            []vocab.ID
	Place, Dependants *Things
}

// Thing is what is depended on.
func (s *DependencyShare) Thing(ctx context.Context) (db.Noder, error) {
	return anyThing(ctx, s.Place, s.ID)
}

// Actors are those who depend on it.
func (s *DependencyShare) Actors(ctx context.Context) ([]db.Noder, error) {
	return listOf(ctx, s.Dependants, s.Listed)
}

// DependencyCoverage is how far a dependency is known.
type DependencyCoverage struct {
	Actors, ActorsWithUse, Uses, Known, Inferred, Ambiguous int
}

// Loss is what is struck if a thing disappears.
type Loss struct {
	Solutions     []*LostSolution
	SolutionCount int
	Actors        []*StruckActor
	ActorCount    int
	Population    int
	Areas         []*LostArea
	Next          []*NextSolution
	NextCount     int
	Truncated     bool
	Coverage      *LossCoverage
}

// LostSolution is a solution that the lost thing is behind.
type LostSolution struct {
	Uses, Others int
	Ties         []*NetworkLink

	ID    vocab.ID
	Place *Things
}

// Solution is the solution.
func (s *LostSolution) Solution(ctx context.Context) (*db.Solution, error) {
	return thingAs[db.Solution](ctx, Thing{s.Place, s.ID})
}

// StruckActor is an actor that uses something that is lost.
type StruckActor struct {
	UseCount int
	Named    bool
	Uses     []*NetworkLink

	ID    vocab.ID
	Place *Things
}

// Actor is the actor.
func (a *StruckActor) Actor(ctx context.Context) (Actor, error) {
	return asActor(ctx, Thing{a.Place, a.ID})
}

// LostArea is an area of solutions.
type LostArea struct {
	Area string
	Uses int
}

// NextSolution is a solution that hangs together with a lost one.
type NextSolution struct {
	Link *NetworkLink
	Uses int

	ID    vocab.ID
	Place *Things
}

// Solution is the solution.
func (s *NextSolution) Solution(ctx context.Context) (*db.Solution, error) {
	return thingAs[db.Solution](ctx, Thing{s.Place, s.ID})
}

// LossCoverage is how far a loss is known.
type LossCoverage struct {
	Uses, NamingSupplier, Spared, OperatorKnown int
}

// Difference is what changed between two days.
type Difference struct {
	Added, Removed *ChangedRelations
	Unknown        int
}

// ChangedRelations are relations that began or ended.
type ChangedRelations struct {
	TotalCount int
	Links      []*NetworkLink
}

// QualityFinding is what should be looked at for one reason.
type QualityFinding struct {
	Issue      vocab.QualityIssue
	TotalCount int
	Counts     []*QualityCount
	Links      []*NetworkLink

	Listed []vocab.ID
	Place  *Things
}

// Things are the actors and solutions.
func (f *QualityFinding) Things(ctx context.Context) ([]db.Noder, error) {
	return listOf(ctx, f.Place, f.Listed)
}

// QualityCount is how many there are of a type or a kind.
type QualityCount struct {
	Entity *vocab.RelationEntity
	Code   string
	Count  int
}

// listOf gives things of a place in order, without those that have gone between the statements.
func listOf(ctx context.Context, place *Things, ids []vocab.ID) ([]db.Noder, error) {
	if len(ids) == 0 {
		return []db.Noder{}, nil
	}
	nodes, err := place.get(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]db.Noder, 0, len(ids))
	for _, id := range ids {
		if n := nodes[id]; n != nil {
			all = append(all, n)
		}
	}
	return Nodes(all), nil
}
