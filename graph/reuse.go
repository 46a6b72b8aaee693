package graph

import (
	"context"
	"errors"

	"kommungraf/graph/model"
	"kommungraf/internal/problem"
	"kommungraf/internal/reuse"
	"kommungraf/internal/vocab"
)

// places are the places of an answer by their paths. All things of a place are loaded together.
type places struct {
	load   model.Load
	byPath map[string]*model.Things
}

func (r *Resolver) places() *places {
	return &places{r.Store.Load, map[string]*model.Things{}}
}

func (p *places) one(path string, id vocab.ID) model.Thing { return p.at(path).One(id) }

func (p *places) many(path string, ids []vocab.ID) []model.Thing { return p.at(path).Many(ids) }

// oneOrNil puts a thing in a place, if there is one.
func (p *places) oneOrNil(path string, id vocab.ID) *model.Thing {
	if id == "" {
		return nil
	}
	return new(p.one(path, id))
}

func (p *places) at(path string) *model.Things {
	if p.byPath[path] == nil {
		p.byPath[path] = model.NewThings(p.load)
	}
	return p.byPath[path]
}

// orNil gives nil for what is empty.
func orNil[T comparable](v T) *T {
	var empty T
	if v == empty {
		return nil
	}
	return &v
}

// orEmpty gives what is empty for nil.
func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// called gives a problem about a field of another room the name that the argument has here.
func called(err error, names map[string]string) error {
	p, ok := errors.AsType[*problem.Error](err)
	if !ok || names[p.Field] == "" {
		return err
	}
	renamed := *p
	renamed.Field = names[p.Field]
	return &renamed
}

func reasons(all []reuse.Reason) []*model.ReuseReason {
	return dress(all, func(r reuse.Reason) *model.ReuseReason { return &model.ReuseReason{Reason: r} })
}

func (r *Resolver) similar(ctx context.Context, municipality model.ThingInput, first int) (*model.SimilarMunicipalities, error) {
	if err := upTo("first", first, reuse.MaxFirst); err != nil {
		return nil, err
	}
	id, err := r.thing(ctx, "municipality", municipality)
	if err != nil {
		return nil, err
	}
	found, err := r.Store.Similar(ctx, id, first)
	if err != nil {
		return nil, err
	}
	p := r.places()
	return &model.SimilarMunicipalities{
		Truncated: found.Truncated, TheMunicipality: p.one("municipality", found.Municipality),
		Similar: dress(found.Similar, func(l reuse.Likeness) *model.SimilarMunicipality {
			return &model.SimilarMunicipality{
				Similarity: l.Similarity, Parts: l.Parts, TheMunicipality: p.one("similar.municipality", l.Municipality),
				SharedBodies: p.many("similar.bodies", l.Bodies), SharedThings: p.many("similar.solutions", l.Solutions),
			}
		}),
	}, nil
}

func (r *Resolver) reuse(ctx context.Context, who model.ThingInput, area string, first int) (*model.Reuse, error) {
	if err := upTo("first", first, reuse.MaxFirst); err != nil {
		return nil, err
	}
	id, err := r.thing(ctx, "for", who)
	if err != nil {
		return nil, err
	}
	found, err := r.Store.Suggest(ctx, id, area, first)
	if err != nil {
		return nil, called(err, map[string]string{"actor": "for"})
	}
	p := r.places()
	return &model.Reuse{
		Truncated: found.Truncated, Coverage: &model.ReuseCoverage{Coverage: found.Coverage},
		TheMunicipality: p.one("municipality", found.Actor),
		Suggestions: dress(found.Suggestions, func(s reuse.Suggestion) *model.ReuseSuggestion {
			return &model.ReuseSuggestion{
				Score: s.Score, Parts: s.Parts, Reasons: reasons(s.Reasons), Peers: dress(s.Peers, p.peer), PeerCount: s.PeerCount,
				TheSolution: p.one("suggestions.solution", s.Solution),
			}
		}),
	}, nil
}

func (p *places) peer(u reuse.PeerUse) *model.ReusePeer {
	const path = "suggestions.peers."
	return &model.ReusePeer{
		Similarity: u.Similarity, Larger: u.Larger, Since: orNil(u.Since),
		TheMunicipality: p.one(path+"municipality", u.Municipality), TheSupplier: p.oneOrNil(path+"supplier", u.Supplier),
		TheRelation: p.one(path+"relation", u.Relation),
	}
}

func (r *Resolver) routes(ctx context.Context, who, what model.ThingInput) (*model.AcquisitionRoutes, error) {
	actor, err := r.thing(ctx, "actor", who)
	if err != nil {
		return nil, err
	}
	solution, err := r.thing(ctx, "solution", what)
	if err != nil {
		return nil, err
	}
	found, err := r.Store.Routes(ctx, actor, solution)
	if err != nil {
		return nil, err
	}
	p := r.places()
	return &model.AcquisitionRoutes{
		Routes: dress(found.Routes, p.route), Truncated: append([]reuse.RouteKind{}, found.Truncated...),
		TheActor: p.one("actor", found.Actor), TheSolution: p.one("solution", found.Solution), Holding: p.many("held", found.Held),
	}, nil
}

func (p *places) route(r reuse.Route) *model.AcquisitionRoute {
	return &model.AcquisitionRoute{
		Kind: r.Kind, Status: r.Status, Reasons: reasons(r.Reasons), Until: orNil(r.Until), TheAgreement: p.oneOrNil("routes.agreement", r.Agreement),
		Grounds: dress(r.Grounds, func(g reuse.Ground) *model.ReuseGround {
			return &model.ReuseGround{Kind: g.Kind, Says: g.Text}
		}),
		Step: r.FirstStep, TheThrough: p.oneOrNil("routes.through", r.Through), Relations: p.many("routes.rests", r.Rests),
	}
}

func (r *Resolver) gaps(ctx context.Context, group model.ThingInput, basis reuse.Basis, minShare float64, first int) (*model.CoverageGaps, error) {
	if err := upTo("first", first, reuse.MaxFirst); err != nil {
		return nil, err
	}
	id, err := r.thing(ctx, "group", group)
	if err != nil {
		return nil, err
	}
	found, err := r.Store.Gaps(ctx, id, basis, minShare, first)
	if err != nil {
		return nil, err
	}
	p := r.places()
	return &model.CoverageGaps{
		Members: found.Members, Known: found.Known, Truncated: found.Truncated,
		TheGroup: p.one("group", id), Unheard: p.many("unknown", found.Unknown),
		Gaps: dress(found.Gaps, func(g reuse.Gap) *model.CoverageGap {
			return &model.CoverageGap{
				Area: orNil(g.Area), Share: g.Share, TheSolution: p.oneOrNil("gaps.solution", g.Solution),
				Users: p.many("gaps.using", g.Using), Lackers: p.many("gaps.lacking", g.Lacking),
			}
		}),
	}, nil
}

func (r *Resolver) windows(ctx context.Context, area string, between model.DateSpanInput, within, first int) (*model.ContractWindows, error) {
	if err := upTo("first", first, reuse.MaxFirst); err != nil {
		return nil, err
	}
	found, err := r.Store.Windows(ctx, area, [2]vocab.Date{between.From, between.To}, within, first)
	if err != nil {
		return nil, called(err, map[string]string{"within": "withinMonths"})
	}
	p := r.places()
	return &model.ContractWindows{
		Truncated: found.Truncated, Alone: found.Alone, EndUnknown: found.EndUnknown, AreaUnknown: found.AreaUnknown,
		Windows: dress(found.Windows, func(w reuse.Window) *model.ContractWindow {
			return &model.ContractWindow{
				Area: w.Area, From: w.From, To: w.To, AgreementCount: w.AgreementCount, BuyerCount: w.BuyerCount,
				Ends: dress(w.Ends, func(e reuse.End) *model.ContractEnd {
					return &model.ContractEnd{TheAgreement: p.one("windows.ends.agreement", e.Agreement), End: e.End, ExtendableTo: orNil(e.ExtendableTo)}
				}),
				Buying: p.many("windows.buyers", w.Buyers),
			}
		}),
	}, nil
}
