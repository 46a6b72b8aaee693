package store

import (
	"context"

	"kommungraf/ent/db"
	"kommungraf/ent/db/alternative"
	"kommungraf/ent/db/collaborationform"
	"kommungraf/ent/db/handling"
	"kommungraf/ent/db/need"
	"kommungraf/ent/db/obstacle"
	"kommungraf/ent/db/pattern"
	"kommungraf/ent/db/principle"
	"kommungraf/ent/db/proposal"
	"kommungraf/ent/db/requirement"
	"kommungraf/ent/db/role"
	"kommungraf/ent/db/situation"
	"kommungraf/ent/db/study"
)

// The pieces of the framework, one by its slug (nil when there is none) and as lists.

// Role finds a role by its slug.
func (s *Store) Role(ctx context.Context, slug string) (*db.Role, error) {
	q, err := s.Client.Role.Query().Where(role.Slug(slug)).CollectFields(ctx)
	if err != nil {
		return nil, err
	}
	found, err := q.Only(ctx)
	return found, db.MaskNotFound(err)
}

// Roles lists them.
func (s *Store) Roles(ctx context.Context, p Page, order []*db.RoleOrder) (*db.RoleConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.Role.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithRoleOrder(order))
}

// Requirement finds a requirement by its slug.
func (s *Store) Requirement(ctx context.Context, slug string) (*db.Requirement, error) {
	q, err := s.Client.Requirement.Query().Where(requirement.Slug(slug)).CollectFields(ctx)
	if err != nil {
		return nil, err
	}
	found, err := q.Only(ctx)
	return found, db.MaskNotFound(err)
}

// Requirements lists them.
func (s *Store) Requirements(ctx context.Context, p Page, order []*db.RequirementOrder) (*db.RequirementConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.Requirement.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithRequirementOrder(order))
}

// CollaborationForm finds a collaboration form by its slug.
func (s *Store) CollaborationForm(ctx context.Context, slug string) (*db.CollaborationForm, error) {
	q, err := s.Client.CollaborationForm.Query().Where(collaborationform.Slug(slug)).CollectFields(ctx)
	if err != nil {
		return nil, err
	}
	found, err := q.Only(ctx)
	return found, db.MaskNotFound(err)
}

// CollaborationForms lists them.
func (s *Store) CollaborationForms(ctx context.Context, p Page, order []*db.CollaborationFormOrder, where *db.CollaborationFormWhereInput) (*db.CollaborationFormConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.CollaborationForm.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithCollaborationFormOrder(order), db.WithCollaborationFormFilter(where.Filter))
}

// Principle finds a principle by its slug.
func (s *Store) Principle(ctx context.Context, slug string) (*db.Principle, error) {
	q, err := s.Client.Principle.Query().Where(principle.Slug(slug)).CollectFields(ctx)
	if err != nil {
		return nil, err
	}
	found, err := q.Only(ctx)
	return found, db.MaskNotFound(err)
}

// Principles lists them.
func (s *Store) Principles(ctx context.Context, p Page, order []*db.PrincipleOrder, where *db.PrincipleWhereInput) (*db.PrincipleConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.Principle.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithPrincipleOrder(order), db.WithPrincipleFilter(where.Filter))
}

// Obstacle finds an obstacle by its slug.
func (s *Store) Obstacle(ctx context.Context, slug string) (*db.Obstacle, error) {
	q, err := s.Client.Obstacle.Query().Where(obstacle.Slug(slug)).CollectFields(ctx)
	if err != nil {
		return nil, err
	}
	found, err := q.Only(ctx)
	return found, db.MaskNotFound(err)
}

// Obstacles lists them.
func (s *Store) Obstacles(ctx context.Context, p Page, order []*db.ObstacleOrder, where *db.ObstacleWhereInput) (*db.ObstacleConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.Obstacle.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithObstacleOrder(order), db.WithObstacleFilter(where.Filter))
}

// Handling finds a handling by its slug.
func (s *Store) Handling(ctx context.Context, slug string) (*db.Handling, error) {
	q, err := s.Client.Handling.Query().Where(handling.Slug(slug)).CollectFields(ctx)
	if err != nil {
		return nil, err
	}
	found, err := q.Only(ctx)
	return found, db.MaskNotFound(err)
}

// Handlings lists them.
func (s *Store) Handlings(ctx context.Context, p Page, order []*db.HandlingOrder, where *db.HandlingWhereInput) (*db.HandlingConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.Handling.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithHandlingOrder(order), db.WithHandlingFilter(where.Filter))
}

// Pattern finds a pattern by its slug.
func (s *Store) Pattern(ctx context.Context, slug string) (*db.Pattern, error) {
	q, err := s.Client.Pattern.Query().Where(pattern.Slug(slug)).CollectFields(ctx)
	if err != nil {
		return nil, err
	}
	found, err := q.Only(ctx)
	return found, db.MaskNotFound(err)
}

// Patterns lists them.
func (s *Store) Patterns(ctx context.Context, p Page, order []*db.PatternOrder, where *db.PatternWhereInput) (*db.PatternConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.Pattern.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithPatternOrder(order), db.WithPatternFilter(where.Filter))
}

// Situation finds a situation by its slug.
func (s *Store) Situation(ctx context.Context, slug string) (*db.Situation, error) {
	q, err := s.Client.Situation.Query().Where(situation.Slug(slug)).CollectFields(ctx)
	if err != nil {
		return nil, err
	}
	found, err := q.Only(ctx)
	return found, db.MaskNotFound(err)
}

// Situations lists them.
func (s *Store) Situations(ctx context.Context, p Page, order []*db.SituationOrder) (*db.SituationConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.Situation.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithSituationOrder(order))
}

// Need finds a need by its slug.
func (s *Store) Need(ctx context.Context, slug string) (*db.Need, error) {
	q, err := s.Client.Need.Query().Where(need.Slug(slug)).CollectFields(ctx)
	if err != nil {
		return nil, err
	}
	found, err := q.Only(ctx)
	return found, db.MaskNotFound(err)
}

// Needs lists them.
func (s *Store) Needs(ctx context.Context, p Page, order []*db.NeedOrder) (*db.NeedConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.Need.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithNeedOrder(order))
}

// Alternative finds an alternative by its slug.
func (s *Store) Alternative(ctx context.Context, slug string) (*db.Alternative, error) {
	q, err := s.Client.Alternative.Query().Where(alternative.Slug(slug)).CollectFields(ctx)
	if err != nil {
		return nil, err
	}
	found, err := q.Only(ctx)
	return found, db.MaskNotFound(err)
}

// Alternatives lists them.
func (s *Store) Alternatives(ctx context.Context, p Page, order []*db.AlternativeOrder, where *db.AlternativeWhereInput) (*db.AlternativeConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.Alternative.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithAlternativeOrder(order), db.WithAlternativeFilter(where.Filter))
}

// Study finds a study by its slug.
func (s *Store) Study(ctx context.Context, slug string) (*db.Study, error) {
	q, err := s.Client.Study.Query().Where(study.Slug(slug)).CollectFields(ctx)
	if err != nil {
		return nil, err
	}
	found, err := q.Only(ctx)
	return found, db.MaskNotFound(err)
}

// Studies lists them.
func (s *Store) Studies(ctx context.Context, p Page, order []*db.StudyOrder) (*db.StudyConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.Study.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithStudyOrder(order))
}

// Proposal finds a proposal by its slug.
func (s *Store) Proposal(ctx context.Context, slug string) (*db.Proposal, error) {
	q, err := s.Client.Proposal.Query().Where(proposal.Slug(slug)).CollectFields(ctx)
	if err != nil {
		return nil, err
	}
	found, err := q.Only(ctx)
	return found, db.MaskNotFound(err)
}

// Proposals lists them.
func (s *Store) Proposals(ctx context.Context, p Page, order []*db.ProposalOrder) (*db.ProposalConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.Proposal.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithProposalOrder(order))
}

// AllEvidence lists them.
func (s *Store) AllEvidence(ctx context.Context, p Page, order []*db.EvidenceOrder, where *db.EvidenceWhereInput) (*db.EvidenceConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.Evidence.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithEvidenceOrder(order), db.WithEvidenceFilter(where.Filter))
}

// FormUses lists them.
func (s *Store) FormUses(ctx context.Context, p Page, order []*db.FormUseOrder, where *db.FormUseWhereInput) (*db.FormUseConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.FormUse.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithFormUseOrder(order), db.WithFormUseFilter(where.Filter))
}

// RolesTaken lists them.
func (s *Store) RolesTaken(ctx context.Context, p Page, order []*db.RoleTakenOrder, where *db.RoleTakenWhereInput) (*db.RoleTakenConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.RoleTaken.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithRoleTakenOrder(order), db.WithRoleTakenFilter(where.Filter))
}

// ObstaclesMet lists them.
func (s *Store) ObstaclesMet(ctx context.Context, p Page, order []*db.ObstacleMetOrder, where *db.ObstacleMetWhereInput) (*db.ObstacleMetConnection, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.Client.ObstacleMet.Query().Paginate(ctx, p.After, p.First, p.Before, p.Last, db.WithObstacleMetOrder(order), db.WithObstacleMetFilter(where.Filter))
}
