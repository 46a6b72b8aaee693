package store

import (
	"context"

	"kommungraf/ent/db"
	"kommungraf/ent/db/actor"
	"kommungraf/ent/db/agreement"
	"kommungraf/ent/db/agreementparty"
	"kommungraf/ent/db/alternative"
	"kommungraf/ent/db/collaborationform"
	"kommungraf/ent/db/dissemination"
	"kommungraf/ent/db/evidence"
	"kommungraf/ent/db/evidencelink"
	"kommungraf/ent/db/feedback"
	"kommungraf/ent/db/formuse"
	"kommungraf/ent/db/handling"
	"kommungraf/ent/db/identifier"
	"kommungraf/ent/db/involvement"
	"kommungraf/ent/db/need"
	"kommungraf/ent/db/obstacle"
	"kommungraf/ent/db/obstaclemet"
	"kommungraf/ent/db/pattern"
	"kommungraf/ent/db/predicate"
	"kommungraf/ent/db/principle"
	"kommungraf/ent/db/proposal"
	"kommungraf/ent/db/relationship"
	"kommungraf/ent/db/requirement"
	"kommungraf/ent/db/role"
	"kommungraf/ent/db/roletaken"
	"kommungraf/ent/db/situation"
	"kommungraf/ent/db/solution"
	"kommungraf/ent/db/solutionlink"
	"kommungraf/ent/db/source"
	"kommungraf/ent/db/study"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// MaxNodes is how many things can be asked for by id at once.
const MaxNodes = 100

// The names that fragments on each type can have, for selecting the columns they ask for.
var (
	actorTypes = []string{
		"Node", "Actor", "SearchResult", "Municipality", "Region", "Association", "Supplier", "Agency", "ResearchOrganisation",
	}
	solutionTypes = []string{"Node", "SearchResult", "Solution"}
)

// Nodes is Load for ids that a client gave: at most MaxNodes.
func (s *Store) Nodes(ctx context.Context, ids []vocab.ID) ([]db.Noder, error) {
	if len(ids) > MaxNodes {
		return nil, problem.BadInput("ids", "at most %d things at once, not %d", MaxNodes, len(ids))
	}
	return s.Load(ctx, ids)
}

// Load finds the things with these ids, one statement for each type, in the order of the ids, nil where there is none.
// It selects what the GraphQL field of the context asks for.
func (s *Store) Load(ctx context.Context, ids []vocab.ID) ([]db.Noder, error) {
	found := make(map[vocab.ID]db.Noder, len(ids))
	groups := map[vocab.Prefix][]vocab.ID{}
	for _, id := range ids {
		group := groupOf(id.Prefix())
		groups[group] = append(groups[group], id)
	}
	for group, ids := range groups {
		if err := s.nodesOf(ctx, group, ids, found); err != nil {
			return nil, err
		}
	}
	nodes := make([]db.Noder, len(ids))
	for i, id := range ids {
		nodes[i] = found[id]
	}
	return nodes, nil
}

// groupOf is the prefix that stands for all ids of one table: actors of all kinds are one.
func groupOf(p vocab.Prefix) vocab.Prefix {
	if p.ActorKind() != "" {
		return vocab.PrefixMunicipality
	}
	return p
}

// nodesOf loads the things of one table. Ids of a type that the API does not show find nothing.
func (s *Store) nodesOf(ctx context.Context, group vocab.Prefix, ids []vocab.ID, found map[vocab.ID]db.Noder) error {
	c := s.Client
	switch group {
	case vocab.PrefixMunicipality:
		q, err := c.Actor.Query().Where(actor.IDIn(ids...)).CollectFields(ctx, actorTypes...)
		return load(ctx, q, err, found)
	case vocab.PrefixSolution:
		q, err := c.Solution.Query().Where(solution.IDIn(ids...)).CollectFields(ctx, solutionTypes...)
		return load(ctx, q, err, found)
	case vocab.PrefixRelationship:
		q, err := c.Relationship.Query().Where(relationship.IDIn(ids...)).CollectFields(ctx, "Node", "Relation", "Relationship")
		return load(ctx, q, err, found)
	case vocab.PrefixInvolvement:
		q, err := c.Involvement.Query().Where(involvement.IDIn(ids...), Whatever).CollectFields(ctx, "Node", "Relation", "Involvement")
		return load(ctx, q, err, found)
	case vocab.PrefixSolutionLink:
		q, err := c.SolutionLink.Query().Where(solutionlink.IDIn(ids...)).CollectFields(ctx, "Node", "Relation", "SolutionLink")
		return load(ctx, q, err, found)
	case vocab.PrefixFormUse:
		q, err := c.FormUse.Query().Where(formuse.IDIn(ids...), Whatever).CollectFields(ctx, "Node", "FormUse")
		return load(ctx, q, err, found)
	case vocab.PrefixRoleTaken:
		q, err := c.RoleTaken.Query().Where(roletaken.IDIn(ids...), Whatever).CollectFields(ctx, "Node", "RoleTaken")
		return load(ctx, q, err, found)
	case vocab.PrefixObstacleMet:
		q, err := c.ObstacleMet.Query().Where(obstaclemet.IDIn(ids...), Whatever).CollectFields(ctx, "Node", "ObstacleMet")
		return load(ctx, q, err, found)
	case vocab.PrefixAgreement:
		q, err := c.Agreement.Query().Where(agreement.IDIn(ids...)).CollectFields(ctx, "Node", "Agreement")
		return load(ctx, q, err, found)
	case vocab.PrefixAgreementParty:
		q, err := c.AgreementParty.Query().Where(agreementparty.IDIn(ids...), Whatever).CollectFields(ctx, "Node", "AgreementParty")
		return load(ctx, q, err, found)
	case vocab.PrefixSource:
		q, err := c.Source.Query().Where(source.IDIn(ids...)).CollectFields(ctx, "Node", "Source")
		return load(ctx, q, err, found)
	case vocab.PrefixRole:
		q, err := c.Role.Query().Where(role.IDIn(ids...)).CollectFields(ctx, "Node", "Role")
		return load(ctx, q, err, found)
	case vocab.PrefixRequirement:
		q, err := c.Requirement.Query().Where(requirement.IDIn(ids...)).CollectFields(ctx, "Node", "Requirement")
		return load(ctx, q, err, found)
	case vocab.PrefixCollaborationForm:
		q, err := c.CollaborationForm.Query().Where(collaborationform.IDIn(ids...)).CollectFields(ctx, "Node", "CollaborationForm")
		return load(ctx, q, err, found)
	case vocab.PrefixPrinciple:
		q, err := c.Principle.Query().Where(principle.IDIn(ids...)).CollectFields(ctx, "Node", "Principle")
		return load(ctx, q, err, found)
	case vocab.PrefixObstacle:
		q, err := c.Obstacle.Query().Where(obstacle.IDIn(ids...)).CollectFields(ctx, "Node", "Obstacle")
		return load(ctx, q, err, found)
	case vocab.PrefixHandling:
		q, err := c.Handling.Query().Where(handling.IDIn(ids...)).CollectFields(ctx, "Node", "Handling")
		return load(ctx, q, err, found)
	case vocab.PrefixPattern:
		q, err := c.Pattern.Query().Where(pattern.IDIn(ids...)).CollectFields(ctx, "Node", "Pattern")
		return load(ctx, q, err, found)
	case vocab.PrefixSituation:
		q, err := c.Situation.Query().Where(situation.IDIn(ids...)).CollectFields(ctx, "Node", "Situation")
		return load(ctx, q, err, found)
	case vocab.PrefixNeed:
		q, err := c.Need.Query().Where(need.IDIn(ids...)).CollectFields(ctx, "Node", "Need")
		return load(ctx, q, err, found)
	case vocab.PrefixAlternative:
		q, err := c.Alternative.Query().Where(alternative.IDIn(ids...)).CollectFields(ctx, "Node", "Alternative")
		return load(ctx, q, err, found)
	case vocab.PrefixEvidence:
		q, err := c.Evidence.Query().Where(evidence.IDIn(ids...)).CollectFields(ctx, "Node", "Evidence")
		return load(ctx, q, err, found)
	case vocab.PrefixEvidenceLink:
		q, err := c.EvidenceLink.Query().Where(evidencelink.IDIn(ids...)).CollectFields(ctx, "Node", "EvidenceLink")
		return load(ctx, q, err, found)
	case vocab.PrefixStudy:
		q, err := c.Study.Query().Where(study.IDIn(ids...)).CollectFields(ctx, "Node", "Study")
		return load(ctx, q, err, found)
	case vocab.PrefixProposal:
		q, err := c.Proposal.Query().Where(proposal.IDIn(ids...)).CollectFields(ctx, "Node", "Proposal")
		return load(ctx, q, err, found)
	case vocab.PrefixFeedback:
		q, err := c.Feedback.Query().Where(feedback.IDIn(ids...)).CollectFields(ctx, "Node", "Feedback")
		return load(ctx, q, err, found)
	case vocab.PrefixDissemination:
		q, err := c.Dissemination.Query().Where(dissemination.IDIn(ids...)).CollectFields(ctx, "Node", "Dissemination")
		return load(ctx, q, err, found)
	}
	return nil
}

type node interface {
	db.Noder
	Record() db.Record
}

func load[T node, Q interface {
	All(ctx context.Context) ([]T, error)
}](ctx context.Context, q Q, err error, found map[vocab.ID]db.Noder) error {
	if err != nil {
		return err
	}
	rows, err := q.All(ctx)
	for _, r := range rows {
		found[r.Record().ID] = r
	}
	return err
}

// ActorBy names one actor by one of the things that tell it.
type ActorBy struct {
	Slug       *string
	ID         *vocab.ID
	Identifier *vocab.Identifier
}

// Actor finds an actor, nil when there is none.
func (s *Store) Actor(ctx context.Context, by ActorBy) (*db.Actor, error) {
	given := 0
	for _, is := range []bool{by.Slug != nil, by.ID != nil, by.Identifier != nil} {
		if is {
			given++
		}
	}
	switch {
	case given != 1:
		return nil, problem.BadInput("slug", "give exactly one of slug, id and identifier, not %d of them", given)
	case by.Slug != nil:
		return s.oneActor(ctx, actor.Slug(*by.Slug))
	case by.ID != nil:
		return s.oneActor(ctx, actor.ID(*by.ID))
	}
	found, err := s.Client.Identifier.Query().
		Where(identifier.Scheme(by.Identifier.Scheme), identifier.Value(by.Identifier.Value)).First(ctx)
	if found == nil {
		return nil, db.MaskNotFound(err)
	}
	return s.oneActor(ctx, actor.ID(found.ActorID))
}

// ActorByCode finds the municipality or the region with a code, nil when there is none.
func (s *Store) ActorByCode(ctx context.Context, kind vocab.ActorKind, code string) (*db.Actor, error) {
	return s.oneActor(ctx, actor.KindEQ(kind), actor.Code(code))
}

func (s *Store) oneActor(ctx context.Context, where ...predicate.Actor) (*db.Actor, error) {
	q, err := s.Client.Actor.Query().Where(where...).CollectFields(ctx, actorTypes...)
	if err != nil {
		return nil, err
	}
	a, err := q.Only(ctx)
	return a, db.MaskNotFound(err)
}

// Solution finds a solution, nil when there is none.
func (s *Store) Solution(ctx context.Context, slug string) (*db.Solution, error) {
	q, err := s.Client.Solution.Query().Where(solution.Slug(slug)).CollectFields(ctx, solutionTypes...)
	if err != nil {
		return nil, err
	}
	found, err := q.Only(ctx)
	return found, db.MaskNotFound(err)
}

// FindBy names one actor by one of the things that tell it.
type FindBy struct {
	Code *vocab.MunicipalityCode
	Slug *string
	ID   *vocab.ID
}

// FindActor gives the id of the actor that is named, or a problem when it names none or more than one thing.
func (s *Store) FindActor(ctx context.Context, by FindBy) (vocab.ID, error) {
	given := 0
	for _, is := range []bool{by.Code != nil, by.Slug != nil, by.ID != nil} {
		if is {
			given++
		}
	}
	q := s.Client.Actor.Query()
	field, value := "", ""
	switch {
	case given != 1:
		return "", problem.BadInput("", "give exactly one of code, slug and id, not %d of them", given)
	case by.Code != nil:
		field, value = "code", string(*by.Code)
		q.Where(actor.KindEQ(vocab.Municipality), actor.Code(value))
	case by.Slug != nil:
		field, value = "slug", *by.Slug
		q.Where(actor.Slug(value))
	default:
		field, value = "id", string(*by.ID)
		q.Where(actor.ID(*by.ID))
	}
	id, err := q.OnlyID(ctx)
	if db.IsNotFound(err) {
		return "", problem.BadInput(field, "there is no actor with the %s %q", field, value)
	}
	return id, err
}
