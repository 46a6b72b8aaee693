// Package model holds the Go types of the API that are not rows: actors as the kinds they are, and what several rows
// make together.
package model

import (
	"cmp"
	"slices"

	"kommungraf/ent/db"
	"kommungraf/internal/vocab"
)

// Actor is an actor of any kind.
type Actor interface {
	db.Noder
	IsActor()
}

// base is what all kinds of actors share. Fields and lists come from the row itself, through the embedding.
type base struct{ *db.Actor }

// Note is what else is to be said.
func (b base) Note(lang vocab.Language) *string { return b.Actor.Note.InOrNil(lang) }

// Purpose is what an organisation is for.
func (b base) Purpose(lang vocab.Language) *string { return b.Actor.Purpose.InOrNil(lang) }

type (
	// Municipality is an actor that is a municipality.
	Municipality struct{ base }
	// Region is an actor that is a region.
	Region struct{ base }
	// Association is a body that actors form or belong to.
	Association struct{ base }
	// Supplier is a company that sells to the sector.
	Supplier struct{ base }
	// Agency is a state agency or a standards body.
	Agency struct{ base }
	// ResearchOrganisation is a university or a research institute.
	ResearchOrganisation struct{ base }
)

// Of wraps an actor as the kind that its id tells: never by a column, which may not have been selected. Nil stays nil.
func Of(a *db.Actor) Actor {
	if a == nil {
		return nil
	}
	b := base{a}
	switch a.ID.Prefix() {
	case vocab.PrefixMunicipality:
		return Municipality{b}
	case vocab.PrefixRegion:
		return Region{b}
	case vocab.PrefixAssociation:
		return Association{b}
	case vocab.PrefixSupplier:
		return Supplier{b}
	case vocab.PrefixAgency:
		return Agency{b}
	default:
		return ResearchOrganisation{b}
	}
}

// As wraps an actor where the query has fixed the kind. Nil stays nil.
func As[T ~struct{ base }](a *db.Actor) *T {
	if a == nil {
		return nil
	}
	return &T{base{a}}
}

// All wraps actors as the kinds that their ids tell, in the order of their ids.
func All(actors []*db.Actor) []Actor {
	all := []Actor{}
	actors = slices.SortedFunc(slices.Values(actors), func(a, b *db.Actor) int { return cmp.Compare(a.ID, b.ID) })
	for _, a := range actors {
		all = append(all, Of(a))
	}
	return all
}
