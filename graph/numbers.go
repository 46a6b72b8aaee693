package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"entgo.io/contrib/entgql"

	"kommungraf/graph/model"
	"kommungraf/internal/network"
	"kommungraf/internal/problem"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

const (
	maxTies  = 10 // relations that an entry of a loss lists
	oldYears = 10 // after which an end that is not known is worth asking about
)

// counting is a selection whose group is still to be found.
type counting struct {
	network.Selection
	group *model.ThingInput
}

func countingRelationships(in *model.RelationshipStatsFilter) counting {
	c := counting{Selection: network.Selection{Entity: vocab.EntityRelationship}}
	if in != nil {
		c.Types, c.FromKinds, c.ToKinds = spelled[string](in.Types), spelled[vocab.SearchKind](in.FromKinds), spelled[vocab.SearchKind](in.ToKinds)
		c.Counties, c.SkrGroups, c.group = in.Counties, in.SkrGroups, in.Group
	}
	return c
}

func countingInvolvements(in *model.InvolvementStatsFilter) counting {
	c := counting{Selection: network.Selection{Entity: vocab.EntityInvolvement}}
	if in != nil {
		c.Types, c.FromKinds, c.SolutionKinds = spelled[string](in.Types), spelled[vocab.SearchKind](in.ActorKinds), in.SolutionKinds
		c.Counties, c.SkrGroups, c.Areas, c.group = in.Counties, in.SkrGroups, in.Areas, in.Group
	}
	return c
}

// spelled gives the same words as those of another type; nil stays nil.
func spelled[To, From ~string](words []From) []To {
	if words == nil {
		return nil
	}
	all := make([]To, len(words))
	for i, w := range words {
		all[i] = To(w)
	}
	return all
}

// selection finds the group. Only a body has members.
func (r *Resolver) selection(ctx context.Context, c counting) (network.Selection, error) {
	if c.group == nil {
		return c.Selection, nil
	}
	id, err := r.thing(ctx, "where.group", *c.group)
	if err == nil && id.Prefix() == vocab.PrefixSolution {
		err = problem.BadInput("where.group", "%s is a solution: name a body that actors belong to", id)
	}
	c.Group = id
	return c.Selection, err
}

func (r *Resolver) stats(ctx context.Context, c counting, by []vocab.GroupBy, m vocab.StatsMeasure, o model.StatsOrder, first int) (*model.Stats, error) {
	if err := upTo("first", first, network.MaxNodes); err != nil {
		return nil, err
	}
	where, err := r.selection(ctx, c)
	if err != nil {
		return nil, err
	}
	found, err := r.Store.Groups(ctx, store.GroupsQuestion{
		StatsQuestion: network.StatsQuestion{Where: where, By: by, Measure: m}, Order: o.Field, Descending: o.Direction == entgql.OrderDirectionDesc, Max: first,
	})
	if err != nil {
		return nil, err
	}
	d, _, err := r.draw(ctx)
	if err != nil {
		return nil, err
	}
	answer := &model.Stats{Groups: []*model.StatsGroup{}, TotalCount: found.Count, Total: found.Total, Unknown: found.Unknown, Inferred: found.Inferred}
	for _, g := range found.Groups {
		answer.Groups = append(answer.Groups, &model.StatsGroup{
			Keys: d.keys(where.Entity, g.Keys), Value: g.Value, Share: share(g.Value, found.Total), ShareWithin: share(g.Value, g.Within),
		})
	}
	return answer, nil
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// keys puts the keys of a group in a place, with their words.
func (d *drawer) keys(entity vocab.RelationEntity, keys []network.Key) []*model.StatsKey {
	all := make([]*model.StatsKey, len(keys))
	for i, k := range keys {
		made := &model.StatsKey{By: k.By, Value: k.Value, ID: k.Node, Words: wordOf(entity, k)}
		if k.Node != "" {
			made.Place = d.at("keys")
			made.Place.One(k.Node)
			if v, ok := d.graph.Find(k.Node); ok {
				made.Words = vocab.Text{SV: d.graph.Node(v).Name}
			}
		}
		all[i] = made
	}
	return all
}

func (r *Resolver) series(ctx context.Context, c counting, q network.SeriesQuestion, first int) (*model.SeriesAnswer, error) {
	if first < 1 || first > network.MaxSeries {
		return nil, problem.BadInput("first", "it is a number from 1 to %d, not %d", network.MaxSeries, first)
	}
	var err error
	if q.Where, err = r.selection(ctx, c); err != nil {
		return nil, err
	}
	found, err := r.Store.Series(ctx, q, first)
	if err != nil {
		return nil, err
	}
	d, _, err := r.draw(ctx)
	if err != nil {
		return nil, err
	}
	answer := &model.SeriesAnswer{Series: []*model.Series{}, TotalCount: found.Count, Unknown: found.Unknown}
	for _, g := range found.Groups {
		made := &model.Series{Keys: d.keys(q.Where.Entity, g.Keys), Undated: g.Undated}
		for i, step := range found.Steps {
			made.Points = append(made.Points, &model.SeriesPoint{Period: step.Name, First: step.First, Value: g.Values[i]})
			made.Total += g.Values[i]
		}
		answer.Series = append(answer.Series, made)
	}
	return answer, nil
}

func (r *Resolver) dependency(ctx context.Context, of []*model.ThingInput, by vocab.DependencyKind, first int) (*model.Dependency, error) {
	if err := upTo("first", first, network.MaxNodes); err != nil {
		return nil, err
	}
	ids, err := r.things(ctx, "of", of)
	if err != nil {
		return nil, err
	}
	d, lens, err := r.draw(ctx)
	if err != nil {
		return nil, err
	}
	found, err := d.graph.Dependency(ctx, ids, by, lens)
	if err != nil {
		return nil, err
	}
	c := found.Coverage
	answer := &model.Dependency{
		By: by, Shares: []*model.DependencyShare{}, SinglePoints: []*model.DependencyShare{}, TotalCount: len(found.Shares),
		Coverage: &model.DependencyCoverage{Actors: c.Actors, ActorsWithUse: c.WithUse, Uses: c.Uses, Known: c.Named, Inferred: c.Inferred, Ambiguous: c.Ambiguous},
	}
	if c.Named > 0 {
		answer.Concentration = &found.Concentration
	}
	for i, s := range found.Shares {
		if i < first {
			answer.Shares = append(answer.Shares, d.share("shares", s, first))
		}
		if s.Single {
			answer.SinglePoints = append(answer.SinglePoints, d.share("singlePoints", s, first))
		}
	}
	return answer, nil
}

func (d *drawer) share(place string, s network.Share, first int) *model.DependencyShare {
	made := &model.DependencyShare{
		Uses: s.Uses, ActorCount: len(s.Actors), Share: s.Share, All: s.All, Areas: append([]string{}, s.Areas...), Dependants: d.at(place + ".actors"),
	}
	made.ID, made.Place = d.node(place, s.Thing)
	for _, v := range s.Actors[:min(first, len(s.Actors))] {
		id, _ := d.node(place+".actors", v)
		made.Listed = append(made.Listed, id)
	}
	return made
}

func (r *Resolver) ifLost(ctx context.Context, thing model.ThingInput, first int) (*model.Loss, error) {
	if err := upTo("first", first, network.MaxNodes); err != nil {
		return nil, err
	}
	id, err := r.thing(ctx, "thing", thing)
	if err != nil {
		return nil, err
	}
	d, lens, err := r.draw(ctx)
	if err != nil {
		return nil, err
	}
	found, err := d.graph.IfLost(ctx, id, lens)
	if err != nil {
		return nil, err
	}
	return d.loss(found, first), nil
}

func (d *drawer) loss(found network.Loss, first int) *model.Loss {
	c := found.Coverage
	answer := &model.Loss{
		Solutions: []*model.LostSolution{}, SolutionCount: len(found.Solutions), Actors: []*model.StruckActor{}, ActorCount: len(found.Actors),
		Population: found.Population, Areas: []*model.LostArea{}, Next: []*model.NextSolution{}, NextCount: len(found.Next),
		Truncated: max(len(found.Solutions), len(found.Actors), len(found.Next)) > first,
		Coverage:  &model.LossCoverage{Uses: c.Uses, NamingSupplier: c.Named, Spared: c.Spared, OperatorKnown: c.Operated},
	}
	for _, s := range found.Solutions[:min(first, len(found.Solutions))] {
		made := &model.LostSolution{Uses: s.Uses, Others: s.Others, Ties: d.links("solutions.ties", s.Ties, maxTies)}
		made.ID, made.Place = d.node("solutions", s.Solution)
		answer.Solutions = append(answer.Solutions, made)
	}
	for _, a := range found.Actors[:min(first, len(found.Actors))] {
		made := &model.StruckActor{UseCount: len(a.Uses), Named: a.Named, Uses: d.links("actors.uses", a.Uses, maxTies)}
		made.ID, made.Place = d.node("actors", a.Actor)
		answer.Actors = append(answer.Actors, made)
	}
	for _, a := range found.Areas {
		answer.Areas = append(answer.Areas, &model.LostArea{Area: a.Area, Uses: a.Uses})
	}
	for _, n := range found.Next[:min(first, len(found.Next))] {
		made := &model.NextSolution{Uses: n.Uses, Link: d.link("next.link", n.Tie)}
		made.ID, made.Place = d.node("next", n.Solution)
		answer.Next = append(answer.Next, made)
	}
	return answer
}

// links puts the first of some relations in a place.
func (d *drawer) links(place string, edges []network.Edge, first int) []*model.NetworkLink {
	all := []*model.NetworkLink{}
	for _, e := range edges[:min(first, len(edges))] {
		all = append(all, d.link(place, e))
	}
	return all
}

// part finds what a scope names.
func (r *Resolver) part(ctx context.Context, in *model.NumbersScopeFilter) (p network.Part, err error) {
	if in == nil {
		return p, nil
	}
	if p.Types = typesOf(in.Types); p.Types != nil && len(p.Types) == 0 {
		return p, problem.BadInput("where.types", "it names no type, so nothing could be found; leave it out to ask for all")
	}
	if in.Of != nil {
		p.Of, err = r.things(ctx, "where.of", in.Of)
	}
	return p, err
}

func (r *Resolver) difference(ctx context.Context, where *model.NumbersScopeFilter, from, to vocab.Date, first int) (*model.Difference, error) {
	if err := upTo("first", first, network.MaxNodes); err != nil {
		return nil, err
	}
	part, err := r.part(ctx, where)
	if err != nil {
		return nil, err
	}
	d, lens, err := r.draw(ctx)
	if err != nil {
		return nil, err
	}
	found, err := d.graph.Difference(ctx, part, from, to, lens)
	if err != nil {
		return nil, err
	}
	return &model.Difference{
		Added:   &model.ChangedRelations{TotalCount: len(found.Added), Links: d.links("added", found.Added, first)},
		Removed: &model.ChangedRelations{TotalCount: len(found.Removed), Links: d.links("removed", found.Removed, first)},
		Unknown: found.Unknown,
	}, nil
}

func (r *Resolver) quality(ctx context.Context, where *model.NumbersScopeFilter, issues []vocab.QualityIssue, before *vocab.Date, first int) ([]*model.QualityFinding, error) {
	if err := upTo("first", first, network.MaxNodes); err != nil {
		return nil, err
	}
	if len(issues) == 0 {
		return nil, problem.BadInput("issues", "the list is empty, so nothing could be found; leave it out to ask for all")
	}
	part, err := r.part(ctx, where)
	if err != nil {
		return nil, err
	}
	old := yearsBefore(store.AsOf(ctx), oldYears)
	if before != nil {
		old = *before
	}
	findings := []*model.QualityFinding{}
	for i, issue := range issues {
		if slices.Contains(issues[:i], issue) {
			return nil, problem.BadInput("issues", "it names %s twice", issue)
		}
		found, err := r.Store.Issue(ctx, issue, part, old)
		if err != nil {
			return nil, err
		}
		d := &drawer{r, found.Graph, map[string]*model.Things{}}
		findings = append(findings, d.finding(issue, found.Issue, first))
	}
	return findings, nil
}

// finding counts what was found by type and by kind: what it lists is in that order.
func (d *drawer) finding(issue vocab.QualityIssue, found network.Issue, first int) *model.QualityFinding {
	place := strings.ToLower(string(issue))
	made := &model.QualityFinding{
		Issue: issue, TotalCount: len(found.Relations) + len(found.Things), Counts: []*model.QualityCount{},
		Links: d.links("links."+place, found.Relations, first), Place: d.at("things." + place),
	}
	count := func(entity *vocab.RelationEntity, code string) {
		if n := len(made.Counts); n > 0 && made.Counts[n-1].Code == code && (entity == nil || *made.Counts[n-1].Entity == *entity) {
			made.Counts[n-1].Count++
			return
		}
		made.Counts = append(made.Counts, &model.QualityCount{Entity: entity, Code: code, Count: 1})
	}
	for _, e := range found.Relations {
		t := e.Type()
		count(&t.Entity, t.Code)
	}
	for i, v := range found.Things {
		count(nil, string(d.graph.Node(v).Kind))
		if i < first {
			id, _ := d.node("things."+place, v)
			made.Listed = append(made.Listed, id)
		}
	}
	return made
}

// yearsBefore is the day so many years before: that of the same name, or of a leap day the one before it.
func yearsBefore(day vocab.Date, years int) vocab.Date {
	var year int
	if _, err := fmt.Sscanf(string(day[:4]), "%d", &year); err != nil || year <= years {
		return vocab.FirstDay
	}
	rest := day[4:]
	if rest == "-02-29" {
		rest = "-02-28"
	}
	return vocab.Date(fmt.Sprintf("%04d", year-years)) + rest
}
