package graph

import (
	"context"

	"kommungraf/graph/model"
	"kommungraf/internal/guidance"
	"kommungraf/internal/problem"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// guidance asks package guidance and dresses its answer: slugs and ids become things that the query can go on from.
func (r *Resolver) guidance(ctx context.Context, in model.GuidanceInput) (*model.Guidance, error) {
	actor, err := r.whoAsks(ctx, in.Actor)
	if err != nil {
		return nil, problem.In("input.actor", err)
	}
	advice, guided, err := r.Store.Advise(ctx, actor, question(in))
	if err != nil {
		return nil, problem.In("input", err)
	}
	d := &dresser{load: r.Store.Load, guided: guided, places: map[string]*model.Things{}}
	return d.guidance(advice), nil
}

// guideline asks for the report; with an input, for one with a chapter for its actor.
func (r *Resolver) guideline(ctx context.Context, lang vocab.Language, in *model.GuidanceInput) (*model.Guideline, error) {
	var one *store.GuidelineFor
	if in != nil {
		actor, err := r.whoAsks(ctx, in.Actor)
		if err != nil {
			return nil, problem.In("for.actor", err)
		}
		one = &store.GuidelineFor{Actor: actor, Input: question(*in)}
	}
	content, err := r.Store.Guideline(ctx, lang, one)
	if err != nil {
		return nil, problem.In("for", err)
	}
	return &model.Guideline{Content: content}, nil
}

func (r *Resolver) whoAsks(ctx context.Context, by model.GuidanceActorInput) (vocab.ID, error) {
	return r.Store.FindActor(ctx, store.FindBy{Code: by.Code, Slug: by.Slug, ID: by.ID})
}

// question is the input as package guidance takes it.
func question(in model.GuidanceInput) guidance.Input {
	q := guidance.Input{Situations: in.Situations, Needs: in.Needs}
	if in.Parties != nil {
		q.Parties = *in.Parties
	}
	if l := in.Limits; l != nil {
		q.Limits = guidance.Limits{
			OnlyForms: l.OnlyForms, WithoutForms: l.WithoutForms, NoNewLegalPerson: l.NoNewLegalPerson, First: l.First,
		}
		if l.MaxEffort != nil {
			q.Limits.MaxEffort = *l.MaxEffort
		}
	}
	return q
}

// dresser puts things in the places of an answer.
type dresser struct {
	load   model.Load
	guided *store.Guided
	places map[string]*model.Things
}

// at is a place of the answer, by its path.
func (d *dresser) at(path string) *model.Things {
	if d.places[path] == nil {
		d.places[path] = model.NewThings(d.load)
	}
	return d.places[path]
}

// piece puts a piece of the framework in a place.
func (d *dresser) piece(path string, prefix vocab.Prefix, slug string) model.Thing {
	return d.at(path).One(d.guided.ID(prefix, slug))
}

func (d *dresser) pieces(path string, prefix vocab.Prefix, slugs []string) []model.Thing {
	var all []model.Thing
	for _, s := range slugs {
		all = append(all, d.piece(path, prefix, s))
	}
	return all
}

func (d *dresser) guidance(a guidance.Advice) *model.Guidance {
	g := &model.Guidance{
		Profile: d.profile(a.Profile), Possible: a.Possible,
		Options:  dress(a.Options, d.option),
		RuledOut: dress(a.RuledOut, d.ruledOut),
		Unknown:  dress(a.Unknown, unknown),
		WhyNone: dress(a.WhyNone, func(w guidance.WhyNone) *model.GuidanceNote {
			return &model.GuidanceNote{Kind: string(w.Kind), Subject: w.Subject, Sentence: w.Sentence}
		}),
		Weights: dress(guidance.Weights(), func(w guidance.Weight) *model.GuidanceWeight {
			return &model.GuidanceWeight{Kind: w.Kind, Most: w.Most, Reason: w.Why}
		}),
	}
	return g
}

// dress dresses each thing of a list; an empty list stays one.
func dress[T, V any](list []T, one func(T) V) []V {
	all := make([]V, len(list))
	for i, v := range list {
		all[i] = one(v)
	}
	return all
}

func (d *dresser) profile(p guidance.Profile) *model.GuidanceProfile {
	var bodies []vocab.ID
	for _, m := range p.Memberships {
		bodies = append(bodies, m.Body)
	}
	return &model.GuidanceProfile{
		SizeBand: p.SizeBand(), SkrGroup: p.SkrGroup,
		Uses:     dress(p.Uses, func(u guidance.Use) *model.GuidanceUse { return d.use("profile.uses", u) }),
		TheActor: d.at("profile.actor").One(p.Actor), Bodies: d.at("profile.memberships").Many(bodies),
	}
}

func (d *dresser) use(path string, u guidance.Use) *model.GuidanceUse {
	return &model.GuidanceUse{
		Since:   u.Since,
		TheForm: d.piece(path+".form", vocab.PrefixCollaborationForm, u.Form),
		TheBody: d.at(path + ".body").One(u.Body), TheRelation: d.at(path + ".relationship").One(u.Relation),
	}
}

func (d *dresser) option(o guidance.Option) *model.GuidanceOption {
	const path = "options."
	return &model.GuidanceOption{
		Fit: o.Fit, Confidence: o.Confidence,
		Reasons: dress(o.Reasons, func(r guidance.Reason) *model.GuidanceReason { return &model.GuidanceReason{Reason: r} }),
		Open:    dress(o.Open, d.open),
		Closed:  dress(o.Closed, func(c guidance.ClosedForm) *model.GuidanceClosedForm { return d.closed(path+"closed", c) }),
		Obstacles: dress(o.Obstacles, func(k guidance.KnownObstacle) *model.GuidanceObstacle {
			return &model.GuidanceObstacle{
				TheObstacle: d.piece(path+"obstacle", vocab.PrefixObstacle, k.Obstacle),
				TheForms:    d.pieces(path+"obstacle.forms", vocab.PrefixCollaborationForm, k.Forms),
				Handlings:   dress(k.Handlings, d.handling("handlings")),
				Warnings:    dress(k.Warnings, d.handling("warnings")),
			}
		}),
		Examples: dress(o.Examples, func(e guidance.Example) *model.GuidanceExample {
			return &model.GuidanceExample{
				Similarity: e.Similarity, Shared: e.Shared, Use: d.use(path+"examples.use", e.Use),
				TheActor: d.at(path + "examples.actor").One(e.Actor),
			}
		}),
		Unknown:        dress(o.Unknown, unknown),
		TheAlternative: d.piece(path+"alternative", vocab.PrefixAlternative, o.Alternative),
		ThePatterns:    d.pieces(path+"patterns", vocab.PrefixPattern, o.Patterns),
		Supports:       d.pieces(path+"evidenceFor", vocab.PrefixEvidence, o.EvidenceFor),
		Contradicts:    d.pieces(path+"evidenceAgainst", vocab.PrefixEvidence, o.EvidenceAgainst),
	}
}

func (d *dresser) open(f guidance.OpenForm) *model.GuidanceOpenForm {
	const path = "options.open."
	return &model.GuidanceOpenForm{
		InUse: f.InUse, Reasoned: f.Reasoned, Reason: f.Why, Statute: f.Law,
		TheForm:     d.piece(path+"form", vocab.PrefixCollaborationForm, f.Form),
		Bodies:      d.at(path + "through").Many(f.Through),
		Supports:    d.pieces(path+"evidenceFor", vocab.PrefixEvidence, f.EvidenceFor),
		Contradicts: d.pieces(path+"evidenceAgainst", vocab.PrefixEvidence, f.EvidenceAgainst),
	}
}

func (d *dresser) closed(path string, f guidance.ClosedForm) *model.GuidanceClosedForm {
	return &model.GuidanceClosedForm{
		Because: f.Because, Reasoned: f.Reasoned, Reason: f.Why, Statute: f.Law,
		TheForm: d.piece(path+".form", vocab.PrefixCollaborationForm, f.Form),
	}
}

func (d *dresser) handling(which string) func(guidance.HandlingAdvice) *model.GuidanceHandling {
	return func(h guidance.HandlingAdvice) *model.GuidanceHandling {
		return &model.GuidanceHandling{
			Outcome: h.Outcome, TheHandling: d.piece("options.obstacles."+which, vocab.PrefixHandling, h.Handling),
		}
	}
}

func (d *dresser) ruledOut(o guidance.RuledOut) *model.GuidanceRuledOut {
	return &model.GuidanceRuledOut{
		Because: o.Because, Reason: o.Why,
		Closed: dress(o.Closed, func(c guidance.ClosedForm) *model.GuidanceClosedForm {
			return d.closed("ruledOut.closed", c)
		}),
		TheAlternative: d.piece("ruledOut.alternative", vocab.PrefixAlternative, o.Alternative),
	}
}

func unknown(u guidance.Unknown) *model.GuidanceNote {
	return &model.GuidanceNote{Kind: string(u.Kind), Subject: u.Subject, Sentence: u.Sentence}
}
