package network

import "kommungraf/internal/vocab"

// Node is an actor or a solution.
type Node struct {
	ID   vocab.ID
	Kind vocab.SearchKind // an ActorKind, or FindSolution
	Name string
	Sort string // the key by which names are ordered

	// Of actors. Empty, zero or nil where not known.
	County     vocab.CountyCode
	SkrGroup   vocab.SkrGroup
	Form       vocab.OrganisationForm
	Status     vocab.ActorStatus
	Population int
	Position   *Position

	// Of solutions.
	SolutionKind vocab.SolutionKind
	Area         string
	Licence      string   // empty where there is none or it is not known
	Owner        vocab.ID // of an actor; empty where not known
}

// Position is a point on earth in degrees.
type Position struct{ Latitude, Longitude float64 }

// Type names a type of relation. The entity is part of the name: an actor OWNS another, or OWNS a solution.
type Type struct {
	Entity vocab.RelationEntity
	Code   string
}

// Relation is a relationship, an involvement or a link of solutions.
type Relation struct {
	ID         vocab.ID // its prefix is that of the entity of the type
	Type       Type
	From, To   vocab.ID
	Supplier   vocab.ID   // of an involvement that names one; else empty
	ValidFirst vocab.Date // the first and the last day on which it may have held
	ValidLast  vocab.Date
	Status     vocab.ClaimStatus
	Visibility vocab.Visibility
	Confidence vocab.Confidence
	Sourced    bool // it names at least one source
	Revision   int  // the write that changed it last, at most 4 294 967 295
}

// Changes are what one or several writes did, as the state they left: what is new or has new content, and the ids of
// what is gone. What occurs twice counts as it was said last. Removing what is not there changes nothing.
type Changes struct {
	Nodes            []Node
	Relations        []Relation
	RemovedNodes     []vocab.ID // without relations that remain
	RemovedRelations []vocab.ID
}

// Vertex is the number of a node in one graph. It stands for nothing in another.
type Vertex int32

// Line is the number of a relation in one graph. It stands for nothing in another.
type Line int32

// Hop is a step along a relation.
type Hop struct {
	Edge    Edge
	Forward bool // from its `from` end to its `to` end
}

// End is the node that the step leads to.
func (h Hop) End() Vertex {
	if h.Forward {
		return h.Edge.To
	}
	return h.Edge.From
}

// Path is a way from a node to another that passes no node twice.
type Path struct {
	Start Vertex
	Hops  []Hop
}
