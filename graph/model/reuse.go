package model

import (
	"context"

	"kommungraf/ent/db"
	"kommungraf/internal/reuse"
	"kommungraf/internal/vocab"
)

// DateSpanInput is a span of days.
type DateSpanInput struct{ From, To vocab.Date }

// ReuseReason is why something is suggested, or why a route has its status.
type ReuseReason struct{ reuse.Reason }

// Text is the reason as a sentence.
func (r *ReuseReason) Text(lang vocab.Language) string { return r.Sentence.In(lang) }

// SimilarMunicipalities are the municipalities most like one.
type SimilarMunicipalities struct {
	Similar   []*SimilarMunicipality
	Truncated bool

	TheMunicipality Thing
}

// Municipality is the one that the others are compared with.
func (s *SimilarMunicipalities) Municipality(ctx context.Context) (*Municipality, error) {
	return asMunicipality(ctx, s.TheMunicipality)
}

// SimilarMunicipality is how alike another municipality is.
type SimilarMunicipality struct {
	Similarity float64
	Parts      []reuse.Part

	TheMunicipality            Thing
	SharedBodies, SharedThings []Thing
}

// Municipality is the other municipality.
func (s *SimilarMunicipality) Municipality(ctx context.Context) (*Municipality, error) {
	return asMunicipality(ctx, s.TheMunicipality)
}

// Bodies are those that both belong to.
func (s *SimilarMunicipality) Bodies(ctx context.Context) ([]Actor, error) {
	return asActors(ctx, s.SharedBodies)
}

// Solutions are those that both use.
func (s *SimilarMunicipality) Solutions(ctx context.Context) ([]*db.Solution, error) {
	return thingsAs[db.Solution](ctx, s.SharedThings)
}

// Reuse is what a municipality could take over.
type Reuse struct {
	Suggestions []*ReuseSuggestion
	Truncated   bool
	Coverage    *ReuseCoverage

	TheMunicipality Thing
}

// Municipality is the one that would take something over.
func (r *Reuse) Municipality(ctx context.Context) (*Municipality, error) {
	return asMunicipality(ctx, r.TheMunicipality)
}

// ReuseSuggestion is a solution that a municipality could take over.
type ReuseSuggestion struct {
	Score     float64
	Parts     []reuse.Part
	Reasons   []*ReuseReason
	Peers     []*ReusePeer
	PeerCount int

	TheSolution Thing
}

// Solution is the solution.
func (s *ReuseSuggestion) Solution(ctx context.Context) (*db.Solution, error) {
	return thingAs[db.Solution](ctx, s.TheSolution)
}

// ReusePeer is that another municipality uses a solution.
type ReusePeer struct {
	Similarity float64
	Larger     bool
	Since      *vocab.PartialDate

	TheMunicipality, TheRelation Thing
	TheSupplier                  *Thing
}

// Municipality is the other municipality.
func (p *ReusePeer) Municipality(ctx context.Context) (*Municipality, error) {
	return asMunicipality(ctx, p.TheMunicipality)
}

// Supplier is who delivers the solution to it.
func (p *ReusePeer) Supplier(ctx context.Context) (Actor, error) {
	return asActorOrNil(ctx, p.TheSupplier)
}

// Relation is what says so.
func (p *ReusePeer) Relation(ctx context.Context) (*db.Involvement, error) {
	return thingAs[db.Involvement](ctx, p.TheRelation)
}

// ReuseCoverage is how much is known of those whom suggestions rest on.
type ReuseCoverage struct{ reuse.Coverage }

// Sentence is the coverage as a sentence.
func (c *ReuseCoverage) Sentence(lang vocab.Language) string { return c.Coverage.Sentence.In(lang) }

// AcquisitionRoutes are the ways to take over a solution.
type AcquisitionRoutes struct {
	Routes    []*AcquisitionRoute
	Truncated []reuse.RouteKind

	TheActor, TheSolution Thing
	Holding               []Thing
}

// Actor is who would take it over.
func (r *AcquisitionRoutes) Actor(ctx context.Context) (Actor, error) {
	return asActor(ctx, r.TheActor)
}

// Solution is the solution.
func (r *AcquisitionRoutes) Solution(ctx context.Context) (*db.Solution, error) {
	return thingAs[db.Solution](ctx, r.TheSolution)
}

// Held are the actor's own relations to it.
func (r *AcquisitionRoutes) Held(ctx context.Context) ([]*db.Involvement, error) {
	return thingsAs[db.Involvement](ctx, r.Holding)
}

// AcquisitionRoute is one way to take over a solution.
type AcquisitionRoute struct {
	Kind    reuse.RouteKind
	Status  reuse.Status
	Reasons []*ReuseReason
	Until   *vocab.PartialDate
	Grounds []*ReuseGround

	Step         vocab.Text
	TheThrough   *Thing
	TheAgreement *Thing
	Relations    []Thing
}

// Agreement is the agreement that it rests on.
func (r *AcquisitionRoute) Agreement(ctx context.Context) (*db.Agreement, error) {
	if r.TheAgreement == nil {
		return nil, nil
	}
	return thingAs[db.Agreement](ctx, *r.TheAgreement)
}

// FirstStep is what to do first.
func (r *AcquisitionRoute) FirstStep(lang vocab.Language) string { return r.Step.In(lang) }

// Through is whom the route goes through.
func (r *AcquisitionRoute) Through(ctx context.Context) (Actor, error) {
	return asActorOrNil(ctx, r.TheThrough)
}

// Rests are the relations that say so.
func (r *AcquisitionRoute) Rests(ctx context.Context) ([]db.Noder, error) {
	all := []db.Noder{}
	for _, t := range r.Relations {
		n, err := anyThing(ctx, t.place, t.id)
		if err != nil {
			return nil, err
		}
		if n != nil {
			all = append(all, n)
		}
	}
	return all, nil
}

// ReuseGround is what a route rests on.
type ReuseGround struct {
	Kind reuse.GroundKind

	Says vocab.Text
}

// Text is what it says.
func (g *ReuseGround) Text(lang vocab.Language) string { return g.Says.In(lang) }

// CoverageGaps is what most of a group use and some of it lack.
type CoverageGaps struct {
	Members   int
	Known     int
	Gaps      []*CoverageGap
	Truncated bool

	TheGroup Thing
	Unheard  []Thing
}

// Group is the body.
func (g *CoverageGaps) Group(ctx context.Context) (Actor, error) { return asActor(ctx, g.TheGroup) }

// Unknown are those of whom no use is known.
func (g *CoverageGaps) Unknown(ctx context.Context) ([]*Municipality, error) {
	return asMunicipalities(ctx, g.Unheard)
}

// CoverageGap is something that most of a group use.
type CoverageGap struct {
	Area  *string
	Share float64

	TheSolution    *Thing
	Users, Lackers []Thing
}

// Solution is the solution.
func (g *CoverageGap) Solution(ctx context.Context) (*db.Solution, error) {
	if g.TheSolution == nil {
		return nil, nil
	}
	return thingAs[db.Solution](ctx, *g.TheSolution)
}

// Using are those that use it.
func (g *CoverageGap) Using(ctx context.Context) ([]*Municipality, error) {
	return asMunicipalities(ctx, g.Users)
}

// Lacking are those that are known to lack it.
func (g *CoverageGap) Lacking(ctx context.Context) ([]*Municipality, error) {
	return asMunicipalities(ctx, g.Lackers)
}

// ContractWindows are stretches of time in which agreements end.
type ContractWindows struct {
	Windows     []*ContractWindow
	Truncated   bool
	Alone       int
	EndUnknown  int
	AreaUnknown int
}

// ContractWindow is a stretch of time in which agreements on an area end.
type ContractWindow struct {
	Area           string
	From, To       vocab.Date
	Ends           []*ContractEnd
	AgreementCount int
	BuyerCount     int

	Buying []Thing
}

// Buyers are those who could buy together.
func (w *ContractWindow) Buyers(ctx context.Context) ([]Actor, error) { return asActors(ctx, w.Buying) }

// ContractEnd is that an agreement ends.
type ContractEnd struct {
	End          vocab.PartialDate
	ExtendableTo *vocab.PartialDate

	TheAgreement Thing
}

// Agreement is the agreement.
func (e *ContractEnd) Agreement(ctx context.Context) (*db.Agreement, error) {
	return thingAs[db.Agreement](ctx, e.TheAgreement)
}
