package graph

import (
	"cmp"
	"context"
	"fmt"

	"kommungraf/graph/model"
	"kommungraf/internal/network"
	"kommungraf/internal/problem"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// drawer puts what package network found into the places of an answer: numbers of nodes become things that the query can
// go on from, and all things of a place are loaded together.
type drawer struct {
	*Resolver
	graph  *network.Graph
	places map[string]*model.Things
}

// draw looks up the graph as the reader sees it.
func (r *Resolver) draw(ctx context.Context) (*drawer, network.Lens, error) {
	g, lens, err := r.Store.Network(ctx)
	return &drawer{r, g, map[string]*model.Things{}}, lens, err
}

func (d *drawer) at(path string) *model.Things {
	if d.places[path] == nil {
		d.places[path] = model.NewThings(d.Store.Load)
	}
	return d.places[path]
}

// node puts a node in a place.
func (d *drawer) node(path string, v network.Vertex) (vocab.ID, *model.Things) {
	place, id := d.at(path), d.graph.Node(v).ID
	place.One(id)
	return id, place
}

// link puts a relation in a place.
func (d *drawer) link(path string, e network.Edge) *model.NetworkLink {
	place, id, t := d.at(path), d.graph.Relation(e.Line).ID, e.Type()
	place.One(id)
	return &model.NetworkLink{
		ID: id, Entity: t.Entity, Type: t.Code, From: d.graph.Node(e.From).ID, To: d.graph.Node(e.To).ID,
		Spec: specOf(t), Place: place,
	}
}

func specOf(t network.Type) vocab.RelationType {
	switch t.Entity {
	case vocab.EntityInvolvement:
		return vocab.InvolvementType(t.Code).Spec()
	case vocab.EntitySolutionLink:
		return vocab.SolutionLinkType(t.Code).Spec()
	}
	return vocab.RelationshipType(t.Code).Spec()
}

// path puts a way in a place.
func (d *drawer) path(place string, p network.Path) *model.Path {
	made := &model.Path{Hops: []*model.PathHop{}, Explain: d.explain}
	at := p.Start
	for _, h := range p.Hops {
		hop := &model.PathHop{Link: d.link(place+".link", h.Edge), Direction: vocab.In}
		if h.Forward {
			hop.Direction = vocab.Out
		}
		hop.FromID, hop.Froms = d.node(place+".from", at)
		hop.FromName = d.graph.Node(at).Name
		at = h.End()
		hop.ToID, hop.Tos = d.node(place+".to", at)
		hop.ToName = d.graph.Node(at).Name
		made.Hops = append(made.Hops, hop)
	}
	return made
}

// explain says a way in a sentence for each step.
func (d *drawer) explain(ctx context.Context, hops []*model.PathHop, lang vocab.Language) ([]string, error) {
	ids := make([]vocab.ID, len(hops))
	for i, h := range hops {
		ids[i] = h.Link.ID
	}
	grounds, err := d.Store.Grounds(ctx, ids)
	if err != nil {
		return nil, err
	}
	sentences := make([]string, len(hops))
	for i, h := range hops {
		label := h.Link.Spec.Label
		if h.Direction == vocab.In {
			label = h.Link.Spec.Inverse
		}
		sentences[i] = grounds[h.Link.ID].Sentence(h.FromName, label, h.ToName, lang)
	}
	return sentences, nil
}

// things finds what is named, in order.
func (r *Resolver) things(ctx context.Context, field string, named []*model.ThingInput) ([]vocab.ID, error) {
	if len(named) > network.MaxOrigins {
		return nil, problem.BadInput(field, "at most %d may be named, not %d", network.MaxOrigins, len(named))
	}
	ids := make([]vocab.ID, len(named))
	for i, n := range named {
		var err error
		if ids[i], err = r.thing(ctx, fmt.Sprintf("%s[%d]", field, i), *n); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// thing finds what is named. An id is looked up in the graph.
func (r *Resolver) thing(ctx context.Context, field string, n model.ThingInput) (vocab.ID, error) {
	id, err := r.Store.FindThing(ctx, store.ThingBy{ID: n.ID, Code: n.Code, Actor: n.Actor, Solution: n.Solution})
	return id, problem.In(field, called(err, map[string]string{"slug": "actor"}))
}

// typesOf puts types of relations together; nil is all.
func typesOf(in *model.RelationTypesInput) []network.Type {
	if in == nil {
		return nil
	}
	types := []network.Type{}
	for _, t := range in.Relationships {
		types = append(types, network.Type{Entity: vocab.EntityRelationship, Code: string(t)})
	}
	for _, t := range in.Involvements {
		types = append(types, network.Type{Entity: vocab.EntityInvolvement, Code: string(t)})
	}
	for _, t := range in.SolutionLinks {
		types = append(types, network.Type{Entity: vocab.EntitySolutionLink, Code: string(t)})
	}
	return types
}

func (r *Resolver) neighbourhood(ctx context.Context, of []*model.ThingInput, q network.Question) (*model.Neighbourhood, error) {
	err := cmp.Or(upTo("hops", q.Hops, network.MaxHops), upTo("maxNodes", q.MaxNodes, network.MaxNodes))
	if err != nil {
		return nil, err
	}
	q.MaxLinks = min(linksOfOne*q.MaxNodes, network.MaxLinks)
	if q.Of, err = r.things(ctx, "of", of); err != nil {
		return nil, err
	}
	d, lens, err := r.draw(ctx)
	if err != nil {
		return nil, err
	}
	found, err := d.graph.Neighbourhood(ctx, q, lens)
	if err != nil {
		return nil, err
	}
	answer := &model.Neighbourhood{Nodes: []*model.NetworkNode{}, Links: []*model.NetworkLink{}, Truncated: found.Truncated}
	for _, n := range found.Nodes {
		node := &model.NetworkNode{Distance: n.Distance, Degree: n.Links}
		node.ID, node.Place = d.node("nodes", n.Node)
		answer.Nodes = append(answer.Nodes, node)
	}
	for _, e := range found.Links {
		answer.Links = append(answer.Links, d.link("links", e))
	}
	return answer, nil
}

func (r *Resolver) paths(ctx context.Context, from, to model.ThingInput, exclude []*model.ThingInput, q network.PathQuestion) (*model.Paths, error) {
	err := cmp.Or(upTo("maxHops", q.MaxHops, network.MaxPathHops), upTo("maxPaths", q.MaxPaths, network.MaxPaths))
	if err != nil {
		return nil, err
	}
	if q.From, err = r.thing(ctx, "from", from); err != nil {
		return nil, err
	}
	if q.To, err = r.thing(ctx, "to", to); err != nil {
		return nil, err
	}
	if q.Exclude, err = r.things(ctx, "exclude", exclude); err != nil {
		return nil, err
	}
	d, lens, err := r.draw(ctx)
	if err != nil {
		return nil, err
	}
	found, err := d.graph.Paths(ctx, q, lens)
	if err != nil {
		return nil, err
	}
	answer := &model.Paths{Paths: []*model.Path{}, Truncated: found.Truncated}
	for _, p := range found.Paths {
		answer.Paths = append(answer.Paths, d.path("paths", p))
	}
	return answer, nil
}

func (r *Resolver) reachable(ctx context.Context, from model.ThingInput, q network.ReachQuestion) (*model.Reach, error) {
	err := cmp.Or(upTo("maxHops", q.MaxHops, network.MaxHops), upTo("first", q.Max, network.MaxNodes))
	if err != nil {
		return nil, err
	}
	if q.From, err = r.thing(ctx, "from", from); err != nil {
		return nil, err
	}
	d, lens, err := r.draw(ctx)
	if err != nil {
		return nil, err
	}
	found, err := d.graph.Reachable(ctx, q, lens)
	if err != nil {
		return nil, err
	}
	answer := &model.Reach{Nodes: []*model.ReachedNode{}, Truncated: found.Truncated}
	for _, n := range found.Nodes {
		node := &model.ReachedNode{Distance: n.Distance, Path: d.path("paths", n.Path)}
		node.ID, node.Place = d.node("nodes", n.Node)
		answer.Nodes = append(answer.Nodes, node)
	}
	return answer, nil
}

func (r *Resolver) communities(ctx context.Context, scope network.Scope, first, members int) (*model.Communities, error) {
	if err := cmp.Or(upTo("first", first, network.MaxNodes), upTo("members", members, network.MaxNodes)); err != nil {
		return nil, err
	}
	found, err := r.Store.Communities(ctx, scope)
	if err != nil {
		return nil, err
	}
	d := &drawer{r, found.Graph, map[string]*model.Things{}}
	answer := &model.Communities{Communities: []*model.Community{}, TotalCount: len(found.Division.Communities), Modularity: found.Modularity}
	for _, c := range found.Division.Communities[:min(first, len(found.Division.Communities))] {
		made := &model.Community{Size: len(c), Place: d.at("members")}
		for _, v := range c[:min(members, len(c))] {
			id, _ := d.node("members", v)
			made.Listed = append(made.Listed, id)
		}
		answer.Communities = append(answer.Communities, made)
	}
	return answer, nil
}

func (r *Resolver) centrality(ctx context.Context, measure vocab.CentralityMeasure, scope network.Scope, first int) (*model.Centrality, error) {
	if err := upTo("first", first, network.MaxNodes); err != nil {
		return nil, err
	}
	found, err := r.Store.Centrality(ctx, network.Measure(measure), scope)
	if err != nil {
		return nil, err
	}
	d := &drawer{r, found.Graph, map[string]*model.Things{}}
	answer := &model.Centrality{Nodes: []*model.CentralNode{}, TotalCount: len(found.Nodes)}
	for _, c := range found.Nodes[:min(first, len(found.Nodes))] {
		node := &model.CentralNode{Value: c.Value}
		node.ID, node.Place = d.node("nodes", c.Node)
		answer.Nodes = append(answer.Nodes, node)
	}
	return answer, nil
}

// linksOfOne is how many relations a neighbourhood lists at most, for each thing.
const linksOfOne = 10

// upTo refuses a number that is less than 1 or too large. Packages network and reuse take 0 for what is usual, which the
// contract does not promise.
func upTo(field string, n, most int) error {
	if n < 1 || n > most {
		return problem.BadInput(field, "it is a number from 1 to %d, not %d", most, n)
	}
	return nil
}
