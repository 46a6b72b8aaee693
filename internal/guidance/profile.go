package guidance

import (
	"cmp"
	"slices"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Profile is what the graph says of the actor that asks.
type Profile struct {
	Actor        vocab.ID
	Kind         vocab.ActorKind
	Organisation vocab.OrganisationForm // of an association; otherwise empty
	Population   *int                   // nil where it is not known
	SkrGroup     *vocab.SkrGroup        // nil where it is not known or there is none, as for a region
	CountyCode   string                 // empty where it is not known
	Memberships  []Membership           // the bodies it belongs to
	Uses         []Use                  // the forms it already uses
}

// Membership says that the actor belongs to a body, whatever the relation is called there: member, owner, participant.
type Membership struct {
	Body         vocab.ID
	Organisation vocab.OrganisationForm
	Since        *vocab.PartialDate // nil where it is not known
}

// Use says that an actor uses a form of collaboration, and through what.
type Use struct {
	Form     string             // its slug
	Body     vocab.ID           // the body through which, or the other party
	Relation vocab.ID           // the relationship that says so
	Since    *vocab.PartialDate // nil where it is not known
}

// Peer is another actor to take examples from. Each actor comes once.
type Peer struct {
	Actor      vocab.ID
	Kind       vocab.ActorKind
	Population *int
	SkrGroup   *vocab.SkrGroup
	CountyCode string
	Uses       []Use
}

// SizeBand is the band of inhabitants, nil where it is not known or does not apply.
func (p Profile) SizeBand() *vocab.SizeBand { return sizeBand(p.Population, p.sizeMatters()) }

// sizeMatters reports whether the bands apply: they are bands of municipalities. SKR groups only municipalities, so a
// region with a group is Gotland, which is a municipality too.
func (p Profile) sizeMatters() bool { return p.Kind == vocab.Municipality || p.SkrGroup != nil }

func (p Peer) sizeBand() *vocab.SizeBand {
	return sizeBand(p.Population, p.Kind == vocab.Municipality || p.SkrGroup != nil)
}

func sizeBand(population *int, matters bool) *vocab.SizeBand {
	if population == nil || !matters {
		return nil
	}
	b := vocab.SizeBandOf(*population)
	return &b
}

// check refuses actors that get no guidance; package doc says why.
func (p Profile) check() error {
	switch {
	case p.Kind == vocab.Municipality, p.Kind == vocab.Region:
		return nil
	case p.Kind == vocab.Association && p.Organisation == vocab.FormMunicipalAssociation:
		return nil
	case p.Kind == vocab.Association:
		return problem.BadInput("actor", "guidance is given to municipalities, regions and municipal associations, not to an association of the form %s", p.Organisation)
	default:
		return problem.BadInput("actor", "guidance is given to municipalities, regions and municipal associations, not to an actor of the kind %s", p.Kind)
	}
}

// inOrder gives the profile with its lists in an order of their own, so that the order of rows changes nothing.
func (p Profile) inOrder() Profile {
	p.Memberships = slices.SortedFunc(slices.Values(p.Memberships), func(a, b Membership) int {
		return cmp.Or(cmp.Compare(a.Body, b.Body), cmp.Compare(a.Organisation, b.Organisation), compareDates(a.Since, b.Since))
	})
	p.Uses = usesInOrder(p.Uses)
	return p
}

func usesInOrder(uses []Use) []Use {
	return slices.SortedFunc(slices.Values(uses), func(a, b Use) int {
		return cmp.Or(cmp.Compare(a.Form, b.Form), cmp.Compare(a.Body, b.Body), cmp.Compare(a.Relation, b.Relation), compareDates(a.Since, b.Since))
	})
}

func compareDates(a, b *vocab.PartialDate) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	default:
		return cmp.Compare(*a, *b)
	}
}

// through gives the bodies through which the actor uses a form.
func (p Profile) through(form string) []vocab.ID {
	var bodies []vocab.ID
	for _, u := range p.Uses {
		if u.Form == form && u.Body != "" {
			bodies = append(bodies, u.Body)
		}
	}
	return unique(bodies)
}

func (p Profile) uses(form string) bool {
	return slices.ContainsFunc(p.Uses, func(u Use) bool { return u.Form == form })
}
