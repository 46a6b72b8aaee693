package store

import (
	"context"
	"slices"
	"sync/atomic"

	"kommungraf/ent/db"
	"kommungraf/ent/db/actor"
	"kommungraf/ent/db/collaborationform"
	"kommungraf/ent/db/evidencelink"
	"kommungraf/ent/db/relationship"
	"kommungraf/internal/guidance"
	"kommungraf/internal/policy"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Guided is what guidance reasons over, as one class of readers sees it on one day at one revision: the framework, and
// who works in which form. It is small, changes rarely and is asked for whole, so that the last one is kept.
type Guided struct {
	revision int
	class    policy.Class
	day      vocab.Date

	knowledge guidance.Knowledge
	profiles  map[vocab.ID]guidance.Profile
	peers     []guidance.Peer
	ids       map[vocab.Prefix]map[string]vocab.ID // of the framework's pieces, by slug
}

// guided keeps the last Guided.
type guided struct{ last atomic.Pointer[Guided] }

// ID gives the id of the piece of the framework with a slug.
func (g *Guided) ID(prefix vocab.Prefix, slug string) vocab.ID { return g.ids[prefix][slug] }

// Advise answers what an actor could do. The errors are those of package guidance.
func (s *Store) Advise(ctx context.Context, actorID vocab.ID, in guidance.Input) (guidance.Advice, *Guided, error) {
	g, err := s.guide(ctx)
	if err != nil {
		return guidance.Advice{}, nil, err
	}
	profile, ok := g.profiles[actorID]
	if !ok {
		return guidance.Advice{}, nil, problem.BadInput("actor", "guidance is given to municipalities, regions and municipal associations, not to an actor of the kind %s", actorID.Prefix().ActorKind())
	}
	advice, err := guidance.Advise(&g.knowledge, profile, g.peers, in)
	return advice, g, err
}

// guide gives what guidance reasons over, from what is kept or from the database.
func (s *Store) guide(ctx context.Context) (*Guided, error) {
	revision, err := s.Revision(ctx)
	if err != nil {
		return nil, err
	}
	view := viewOf(ctx)
	if g := s.guided.last.Load(); g != nil && g.revision == revision && g.class == view.Class && g.day == view.AsOf {
		return g, nil
	}
	g := &Guided{revision: revision, class: view.Class, day: view.AsOf, ids: map[vocab.Prefix]map[string]vocab.ID{}}
	if err := g.readFramework(ctx, s.Client); err != nil {
		return nil, err
	}
	if err := g.readPractice(ctx, s.Client); err != nil {
		return nil, err
	}
	s.guided.last.Store(g)
	return g, nil
}

func (g *Guided) name(id vocab.ID, slug string) string {
	prefix := id.Prefix()
	if g.ids[prefix] == nil {
		g.ids[prefix] = map[string]vocab.ID{}
	}
	g.ids[prefix][slug] = id
	return slug
}

// readFramework reads the pieces of the framework and how they hang together, one statement for each and each link.
func (g *Guided) readFramework(ctx context.Context, c *db.Client) error {
	k := &g.knowledge
	situations, err := c.Situation.Query().All(ctx)
	if err != nil {
		return err
	}
	for _, x := range situations {
		k.Situations = append(k.Situations, guidance.Named{Slug: g.name(x.ID, x.Slug), Name: x.Name})
	}
	needs, err := c.Need.Query().All(ctx)
	if err != nil {
		return err
	}
	for _, x := range needs {
		k.Needs = append(k.Needs, guidance.Named{Slug: g.name(x.ID, x.Slug), Name: x.Name})
	}
	forms, err := c.CollaborationForm.Query().All(ctx)
	if err != nil {
		return err
	}
	for _, x := range forms {
		k.Forms = append(k.Forms, guidance.Form{
			Slug: g.name(x.ID, x.Slug), Name: x.Name, Basis: x.Basis, LegalPerson: x.LegalPerson, LegalBasis: x.LegalBasis,
			Participants: x.ParticipantKinds, MinParties: x.MinParties, SetupEffort: x.SetupEffort,
		})
	}
	obstacles, err := c.Obstacle.Query().WithForms().All(ctx)
	if err != nil {
		return err
	}
	for _, x := range obstacles {
		k.Obstacles = append(k.Obstacles, guidance.Obstacle{
			Slug: g.name(x.ID, x.Slug), Name: x.Name, Forms: slugs(x.Edges.Forms, func(f *db.CollaborationForm) string { return f.Slug }),
		})
	}
	handlings, err := c.Handling.Query().WithObstacles().All(ctx)
	if err != nil {
		return err
	}
	for _, x := range handlings {
		k.Handlings = append(k.Handlings, guidance.Handling{
			Slug: g.name(x.ID, x.Slug), Outcome: x.Outcome, Obstacles: slugs(x.Edges.Obstacles, func(o *db.Obstacle) string { return o.Slug }),
		})
	}
	patterns, err := c.Pattern.Query().WithForms().WithObstacles().All(ctx)
	if err != nil {
		return err
	}
	for _, x := range patterns {
		k.Patterns = append(k.Patterns, guidance.Pattern{
			Slug:      g.name(x.ID, x.Slug),
			Forms:     slugs(x.Edges.Forms, func(f *db.CollaborationForm) string { return f.Slug }),
			Obstacles: slugs(x.Edges.Obstacles, func(o *db.Obstacle) string { return o.Slug }),
		})
	}
	alternatives, err := c.Alternative.Query().WithSituations().WithNeeds().WithForms().WithObstacles().All(ctx)
	if err != nil {
		return err
	}
	for _, x := range alternatives {
		k.Alternatives = append(k.Alternatives, guidance.Alternative{
			Slug: g.name(x.ID, x.Slug), Name: x.Name, SizeBands: x.SizeBands, MinParties: x.MinParties,
			Editorial: x.Editorial, Confidence: x.Confidence,
			Situations: slugs(x.Edges.Situations, func(y *db.Situation) string { return y.Slug }),
			Needs:      slugs(x.Edges.Needs, func(y *db.Need) string { return y.Slug }),
			Forms:      slugs(x.Edges.Forms, func(y *db.CollaborationForm) string { return y.Slug }),
			Obstacles:  slugs(x.Edges.Obstacles, func(y *db.Obstacle) string { return y.Slug }),
		})
	}
	return g.readEvidence(ctx, c)
}

// readEvidence reads what evidence speaks of alternatives and forms.
func (g *Guided) readEvidence(ctx context.Context, c *db.Client) error {
	of := map[vocab.ID]string{}
	for _, prefix := range []vocab.Prefix{vocab.PrefixAlternative, vocab.PrefixCollaborationForm} {
		for slug, id := range g.ids[prefix] {
			of[id] = slug
		}
	}
	var subjects []vocab.ID
	for id := range of {
		subjects = append(subjects, id)
	}
	links, err := c.EvidenceLink.Query().Where(evidencelink.SubjectIDIn(subjects...)).WithEvidence().All(ctx)
	if err != nil {
		return err
	}
	for _, l := range links {
		g.knowledge.Links = append(g.knowledge.Links, guidance.EvidenceLink{
			Evidence: g.name(l.EvidenceID, l.Edges.Evidence.Slug), Kind: l.SubjectID.Prefix(), Subject: of[l.SubjectID], Stance: l.Stance,
		})
	}
	return nil
}

// worksIn are the types of relationships through which an actor works in the form of the body at the other end.
var worksIn = []vocab.RelationshipType{
	vocab.RelationshipMemberOf, vocab.RelationshipOwns, vocab.RelationshipHosts, vocab.RelationshipSharesITOperationIn,
	vocab.RelationshipParticipatesIn,
}

// readPractice reads who could be advised, and in which forms they and their likes work: three statements.
func (g *Guided) readPractice(ctx context.Context, c *db.Client) error {
	actors, err := c.Actor.Query().Where(actor.Or(
		actor.KindIn(vocab.Municipality, vocab.Region), actor.FormEQ(vocab.FormMunicipalAssociation),
	)).All(ctx)
	if err != nil {
		return err
	}
	uses, err := c.FormUse.Query().WithForm().All(ctx)
	if err != nil {
		return err
	}
	formsOf := map[vocab.ID][]string{}
	for _, u := range uses {
		formsOf[u.ActorID] = append(formsOf[u.ActorID], u.Edges.Form.Slug)
	}
	relations, err := c.Relationship.Query().Where(Current(ctx), relationship.TypeIn(worksIn...)).WithTo().All(ctx)
	if err != nil {
		return err
	}
	workings := map[vocab.ID][]guidance.Use{}
	memberships := map[vocab.ID][]guidance.Membership{}
	for _, r := range relations {
		for _, form := range formsOf[r.ToID] {
			workings[r.FromID] = append(workings[r.FromID], guidance.Use{Form: form, Body: r.ToID, Relation: r.ID, Since: r.ValidFrom})
		}
		if r.Type == vocab.RelationshipMemberOf && r.Edges.To.Form != nil {
			memberships[r.FromID] = append(memberships[r.FromID], guidance.Membership{Body: r.ToID, Organisation: *r.Edges.To.Form, Since: r.ValidFrom})
		}
	}
	g.profiles = make(map[vocab.ID]guidance.Profile, len(actors))
	for _, a := range actors {
		p := guidance.Profile{
			Actor: a.ID, Kind: a.Kind, Population: a.Population, SkrGroup: a.SkrGroup, Memberships: memberships[a.ID], Uses: workings[a.ID],
		}
		if a.Form != nil {
			p.Organisation = *a.Form
		}
		if a.CountyCode != nil {
			p.CountyCode = string(*a.CountyCode)
		}
		g.profiles[a.ID] = p
		if a.Kind != vocab.Association {
			g.peers = append(g.peers, guidance.Peer{
				Actor: a.ID, Kind: a.Kind, Population: a.Population, SkrGroup: a.SkrGroup, CountyCode: p.CountyCode, Uses: p.Uses,
			})
		}
	}
	return nil
}

func slugs[T any](rows []*T, slug func(*T) string) []string {
	var all []string
	for _, r := range rows {
		all = append(all, slug(r))
	}
	return all
}

// Bounds of a comparison of forms.
const (
	minCompared = 2
	maxCompared = 15
)

// FormsNamed finds forms by their slugs, in that order.
func (s *Store) FormsNamed(ctx context.Context, names []string) ([]*db.CollaborationForm, error) {
	if n := len(names); n < minCompared || n > maxCompared {
		return nil, problem.BadInput("slugs", "between %d and %d forms are compared, not %d", minCompared, maxCompared, n)
	}
	rows, err := s.Client.CollaborationForm.Query().Where(collaborationform.SlugIn(names...)).All(ctx)
	if err != nil {
		return nil, err
	}
	var found []*db.CollaborationForm
	for _, name := range names {
		i := slices.IndexFunc(rows, func(f *db.CollaborationForm) bool { return f.Slug == name })
		if i < 0 {
			return nil, problem.BadInput("slugs", "no form of collaboration has the slug %.60q", name)
		}
		found = append(found, rows[i])
	}
	return found, nil
}
