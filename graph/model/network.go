package model

import (
	"context"

	"kommungraf/ent/db"
	"kommungraf/internal/vocab"
)

// ThingInput names one actor or solution.
type ThingInput struct {
	ID       *vocab.ID
	Code     *vocab.MunicipalityCode
	Actor    *string
	Solution *string
}

// RelationTypesInput is types of relations of all three entities.
type RelationTypesInput struct {
	Relationships []vocab.RelationshipType
	Involvements  []vocab.InvolvementType
	SolutionLinks []vocab.SolutionLinkType
}

// Neighbourhood is what lies around some things.
type Neighbourhood struct {
	Nodes     []*NetworkNode
	Links     []*NetworkLink
	Truncated bool
}

// NetworkNode is a thing in a network.
type NetworkNode struct {
	ID       vocab.ID
	Distance int
	Degree   int

	Place *Things
}

// Node is the thing.
func (n *NetworkNode) Node(ctx context.Context) (db.Noder, error) {
	return anyThing(ctx, n.Place, n.ID)
}

// NetworkLink is a relation in a network.
type NetworkLink struct {
	ID       vocab.ID
	Entity   vocab.RelationEntity
	Type     string
	From, To vocab.ID

	Spec  vocab.RelationType
	Place *Things
}

// Label is the verb phrase that reads from the from end to the to end.
func (l *NetworkLink) Label(lang vocab.Language) string { return l.Spec.Label.In(lang) }

// Relation is the relation itself.
func (l *NetworkLink) Relation(ctx context.Context) (db.Noder, error) {
	return anyThing(ctx, l.Place, l.ID)
}

// Paths are ways between two things.
type Paths struct {
	Paths     []*Path
	Truncated bool
}

// Path is a way from one thing to another.
type Path struct {
	Hops []*PathHop

	// Explain puts the steps of the answer into words.
	Explain func(ctx context.Context, hops []*PathHop, lang vocab.Language) ([]string, error)
}

// Length is how many steps it has.
func (p *Path) Length() int { return len(p.Hops) }

// Explanation is the way in words.
func (p *Path) Explanation(ctx context.Context, lang vocab.Language) ([]string, error) {
	return p.Explain(ctx, p.Hops, lang)
}

// PathHop is a step of a way.
type PathHop struct {
	Link      *NetworkLink
	Direction vocab.Direction

	FromID, ToID     vocab.ID
	FromName, ToName string
	Froms, Tos       *Things
}

// From is the thing that the step begins at.
func (h *PathHop) From(ctx context.Context) (db.Noder, error) {
	return anyThing(ctx, h.Froms, h.FromID)
}

// To is the thing that it leads to.
func (h *PathHop) To(ctx context.Context) (db.Noder, error) { return anyThing(ctx, h.Tos, h.ToID) }

// Reach is what can be got to.
type Reach struct {
	Nodes     []*ReachedNode
	Truncated bool
}

// ReachedNode is a thing that can be got to.
type ReachedNode struct {
	Distance int
	Path     *Path

	ID    vocab.ID
	Place *Things
}

// Node is the thing.
func (n *ReachedNode) Node(ctx context.Context) (db.Noder, error) {
	return anyThing(ctx, n.Place, n.ID)
}

// Communities are things divided into groups.
type Communities struct {
	Communities []*Community
	TotalCount  int
	Modularity  float64
}

// Community is a group of things that are related to one another.
type Community struct {
	Size int

	Listed []vocab.ID
	Place  *Things
}

// Members are its members.
func (c *Community) Members(ctx context.Context) ([]db.Noder, error) {
	nodes, err := c.Place.get(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]db.Noder, 0, len(c.Listed))
	for _, id := range c.Listed {
		if n := nodes[id]; n != nil { // it may have gone between the statements
			all = append(all, n)
		}
	}
	return Nodes(all), nil
}

// Centrality is how much things stand in the middle.
type Centrality struct {
	Nodes      []*CentralNode
	TotalCount int
}

// CentralNode is a thing with how much it stands in the middle.
type CentralNode struct {
	Value float64

	ID    vocab.ID
	Place *Things
}

// Node is the thing.
func (n *CentralNode) Node(ctx context.Context) (db.Noder, error) {
	return anyThing(ctx, n.Place, n.ID)
}
