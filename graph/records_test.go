package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strconv"
	"testing"

	"kommungraf/ent/db"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// records are the rows of a case, as a person writes them: columns by name, ends by slug. What is not said is plain: an
// active actor, a public asserted claim, one source for everything.
type records struct {
	Sources []*db.Source
	Actors  []struct {
		db.Actor
		SourceIDs []vocab.ID `json:"sources"`
	}
	Solutions []struct {
		db.Solution
		Owner     string
		SourceIDs []vocab.ID `json:"sources"`
	}
	Agreements []struct {
		db.Agreement
		Parties []struct {
			db.AgreementParty
			Actor string
		}
		SourceIDs []vocab.ID `json:"sources"`
	}
	Relationships []struct {
		db.Relationship
		From, To, Agreement string
		SourceIDs           []vocab.ID `json:"sources"`
	}
	Involvements []struct {
		db.Involvement
		Actor, Solution, Supplier, Agreement string
		SourceIDs                            []vocab.ID `json:"sources"`
	}
	Links []struct {
		db.SolutionLink
		From, To  string
		SourceIDs []vocab.ID `json:"sources"`
	}
	Framework frameworkRecords
}

// frameworkRecords are the rows of a case that belong to the framework. Pieces are named by their slugs wherever others
// point at them.
type frameworkRecords struct {
	Roles []struct {
		db.Role
	}
	Forms []struct {
		db.CollaborationForm
	}
	Obstacles []struct {
		db.Obstacle
		Forms, Roles []string
	}
	Handlings []struct {
		db.Handling
		Obstacles []string
	}
	Studies []struct {
		db.Study
	}
	Proposals []struct {
		db.Proposal
		Study string
	}
	Feedback []struct {
		db.Feedback
		Proposal string
	}
	Evidence []struct {
		db.Evidence
		Study string
	}
	EvidenceLinks []struct {
		db.EvidenceLink
		Evidence, Subject string // the subject by its slug, or by its id
	}
	FormUses []struct {
		db.FormUse
		Form, Actor, Relationship string
	}
	RolesTaken []struct {
		db.RoleTaken
		Role, Actor, Relationship string
	}
	ObstaclesMet []struct {
		db.ObstacleMet
		Obstacle, Actor, Relationship, Handling string
	}
}

const caseRows = "case" // the source part of ids that a case does not give itself

var oneSource = db.Source{ID: vocab.DerivedID(vocab.PrefixSource, caseRows), Kind: vocab.SourceDocument, Title: "A decision"}

// save writes the records of a case in one write.
func save(t testing.TB, s *store.Store, text []byte) {
	t.Helper()
	var r records
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		t.Fatalf("rows: %v", err)
	}
	if err := s.Write(t.Context(), vocab.FromContribution, r.write); err != nil {
		t.Fatalf("rows: %v", err)
	}
}

func (r records) write(ctx context.Context, w *store.Writer) error {
	ids := map[string]vocab.ID{}
	source := oneSource
	if _, err := w.SaveSources(ctx, append(r.Sources, &source)); err != nil {
		return err
	}
	var actors []store.Cited[db.Actor]
	for _, a := range r.Actors {
		fallback(&a.ID, vocab.DerivedID(a.Kind.Prefix(), caseRows, a.Slug))
		fallback(&a.Status, vocab.ActorActive)
		fallback(&a.Confidence, vocab.High)
		a.Aliases, a.Identifiers = append([]string{}, a.Aliases...), append([]vocab.Identifier{}, a.Identifiers...)
		a.Products, a.Categories = append([]string{}, a.Products...), append([]string{}, a.Categories...)
		ids[a.Slug] = a.ID
		actors = append(actors, store.Cited[db.Actor]{Row: &a.Actor, Sources: cite(a.SourceIDs)})
	}
	if _, err := w.SaveActors(ctx, actors); err != nil {
		return err
	}
	var solutions []store.Cited[db.Solution]
	for _, s := range r.Solutions {
		fallback(&s.ID, vocab.DerivedID(vocab.PrefixSolution, caseRows, s.Slug))
		fallback(&s.Confidence, vocab.High)
		ids[s.Slug] = s.ID
		if s.Owner != "" {
			s.OwnerID = new(ids[s.Owner])
		}
		solutions = append(solutions, store.Cited[db.Solution]{Row: &s.Solution, Sources: cite(s.SourceIDs)})
	}
	if _, err := w.SaveSolutions(ctx, solutions); err != nil {
		return err
	}
	return r.writeRelations(ctx, w, ids)
}

// writeAgreements saves agreements, each with its parties. Relations name them by their slugs.
func (r records) writeAgreements(ctx context.Context, w *store.Writer, ids map[string]vocab.ID) error {
	var agreements []store.Cited[db.Agreement]
	var parties []store.Cited[db.AgreementParty]
	for _, x := range r.Agreements {
		fallback(&x.ID, vocab.DerivedID(vocab.PrefixAgreement, caseRows, x.Slug))
		plainClaim(&x.Status, &x.Visibility, &x.Ending, &x.Confidence)
		ids[x.Slug] = x.ID
		agreements = append(agreements, store.Cited[db.Agreement]{Row: &x.Agreement, Sources: cite(x.SourceIDs)})
		for i, p := range x.Parties {
			fallback(&p.ID, vocab.DerivedID(vocab.PrefixAgreementParty, caseRows, x.Slug, strconv.Itoa(i)))
			fallback(&p.Status, vocab.Asserted)
			fallback(&p.Confidence, vocab.High)
			p.AgreementID, p.ActorID, p.Lots = x.ID, known(ids, p.Actor), append([]string{}, p.Lots...)
			parties = append(parties, store.Cited[db.AgreementParty]{Row: &p.AgreementParty, Sources: cite(nil)})
		}
	}
	_, err := w.SaveAgreements(ctx, agreements, parties)
	return err
}

func (r records) writeRelations(ctx context.Context, w *store.Writer, ids map[string]vocab.ID) error {
	if err := r.writeAgreements(ctx, w, ids); err != nil {
		return err
	}
	var relationships []store.Cited[db.Relationship]
	for _, x := range r.Relationships {
		x.FromID, x.ToID, x.AgreementID = ids[x.From], ids[x.To], known(ids, x.Agreement)
		if x.Type.Spec().Symmetric && x.FromID > x.ToID { // stated from the lower id
			x.FromID, x.ToID = x.ToID, x.FromID
		}
		fallback(&x.ID, vocab.DerivedID(vocab.PrefixRelationship, caseRows, string(x.Type), x.From, x.To))
		plainClaim(&x.Status, &x.Visibility, &x.Ending, &x.Confidence)
		relationships = append(relationships, store.Cited[db.Relationship]{Row: &x.Relationship, Sources: cite(x.SourceIDs)})
	}
	if _, err := w.SaveRelationships(ctx, relationships); err != nil {
		return err
	}
	var involvements []store.Cited[db.Involvement]
	for _, x := range r.Involvements {
		x.ActorID, x.SolutionID, x.AgreementID = ids[x.Actor], ids[x.Solution], known(ids, x.Agreement)
		if x.Supplier != "" {
			x.SupplierID = new(ids[x.Supplier])
		}
		fallback(&x.ID, vocab.DerivedID(vocab.PrefixInvolvement, caseRows, string(x.Type), x.Actor, x.Solution))
		plainClaim(&x.Status, &x.Visibility, &x.Ending, &x.Confidence)
		involvements = append(involvements, store.Cited[db.Involvement]{Row: &x.Involvement, Sources: cite(x.SourceIDs)})
	}
	if _, err := w.SaveInvolvements(ctx, involvements); err != nil {
		return err
	}
	var links []store.Cited[db.SolutionLink]
	for _, x := range r.Links {
		x.FromID, x.ToID = ids[x.From], ids[x.To]
		fallback(&x.ID, vocab.DerivedID(vocab.PrefixSolutionLink, caseRows, string(x.Type), x.From, x.To))
		plainClaim(&x.Status, &x.Visibility, &x.Ending, &x.Confidence)
		links = append(links, store.Cited[db.SolutionLink]{Row: &x.SolutionLink, Sources: cite(x.SourceIDs)})
	}
	if _, err := w.SaveSolutionLinks(ctx, links); err != nil {
		return err
	}
	return r.Framework.write(ctx, w, ids)
}

// write saves the framework of a case: what others point at comes first.
func (r frameworkRecords) write(ctx context.Context, w *store.Writer, ids map[string]vocab.ID) error {
	for _, step := range []func(context.Context, *store.Writer, map[string]vocab.ID) error{
		r.writePieces, r.writeStudies, r.writePractice, r.writeEvidence,
	} {
		if err := step(ctx, w, ids); err != nil {
			return err
		}
	}
	return nil
}

// plainPiece fills in what a case does not say of a piece of the framework, and makes its slug known.
func plainPiece(ids map[string]vocab.ID, prefix vocab.Prefix, slug string, id *vocab.ID, confidence *vocab.Confidence) {
	fallback(id, vocab.DerivedID(prefix, caseRows, slug))
	fallback(confidence, vocab.High)
	ids[slug] = *id
}

func (r frameworkRecords) writePieces(ctx context.Context, w *store.Writer, ids map[string]vocab.ID) error {
	var roles []store.Cited[db.Role]
	for _, x := range r.Roles {
		plainPiece(ids, vocab.PrefixRole, x.Slug, &x.ID, &x.Confidence)
		roles = append(roles, store.Cited[db.Role]{Row: &x.Role, Sources: cite(nil)})
	}
	if _, err := w.SaveRoles(ctx, roles); err != nil {
		return err
	}
	var forms []store.Cited[db.CollaborationForm]
	for _, x := range r.Forms {
		plainPiece(ids, vocab.PrefixCollaborationForm, x.Slug, &x.ID, &x.Confidence)
		forms = append(forms, store.Cited[db.CollaborationForm]{Row: &x.CollaborationForm, Sources: cite(nil)})
	}
	if _, err := w.SaveForms(ctx, forms); err != nil {
		return err
	}
	var obstacles []store.Cited[db.Obstacle]
	for _, x := range r.Obstacles {
		plainPiece(ids, vocab.PrefixObstacle, x.Slug, &x.ID, &x.Confidence)
		for _, slug := range x.Forms {
			x.Edges.Forms = append(x.Edges.Forms, &db.CollaborationForm{ID: ids[slug]})
		}
		for _, slug := range x.Roles {
			x.Edges.Roles = append(x.Edges.Roles, &db.Role{ID: ids[slug]})
		}
		obstacles = append(obstacles, store.Cited[db.Obstacle]{Row: &x.Obstacle, Sources: cite(nil)})
	}
	if _, err := w.SaveObstacles(ctx, obstacles); err != nil {
		return err
	}
	var handlings []store.Cited[db.Handling]
	for _, x := range r.Handlings {
		plainPiece(ids, vocab.PrefixHandling, x.Slug, &x.ID, &x.Confidence)
		for _, slug := range x.Obstacles {
			x.Edges.Obstacles = append(x.Edges.Obstacles, &db.Obstacle{ID: ids[slug]})
		}
		handlings = append(handlings, store.Cited[db.Handling]{Row: &x.Handling, Sources: cite(nil)})
	}
	_, err := w.SaveHandlings(ctx, handlings)
	return err
}

func (r frameworkRecords) writeStudies(ctx context.Context, w *store.Writer, ids map[string]vocab.ID) error {
	var studies []store.Cited[db.Study]
	for _, x := range r.Studies {
		plainPiece(ids, vocab.PrefixStudy, x.Slug, &x.ID, &x.Confidence)
		studies = append(studies, store.Cited[db.Study]{Row: &x.Study, Sources: cite(nil)})
	}
	if _, err := w.SaveStudies(ctx, studies); err != nil {
		return err
	}
	var proposals []store.Cited[db.Proposal]
	for _, x := range r.Proposals {
		plainPiece(ids, vocab.PrefixProposal, x.Slug, &x.ID, &x.Confidence)
		x.StudyID = known(ids, x.Study)
		proposals = append(proposals, store.Cited[db.Proposal]{Row: &x.Proposal, Sources: cite(nil)})
	}
	if _, err := w.SaveProposals(ctx, proposals); err != nil {
		return err
	}
	var feedback []store.Cited[db.Feedback]
	for _, x := range r.Feedback {
		fallback(&x.Confidence, vocab.High)
		x.ProposalID = ids[x.Proposal]
		feedback = append(feedback, store.Cited[db.Feedback]{Row: &x.Feedback, Sources: cite(nil)})
	}
	_, err := w.SaveFeedback(ctx, feedback)
	return err
}

func (r frameworkRecords) writePractice(ctx context.Context, w *store.Writer, ids map[string]vocab.ID) error {
	var uses []store.Cited[db.FormUse]
	for _, x := range r.FormUses {
		x.FormID, x.ActorID, x.RelationshipID = ids[x.Form], ids[x.Actor], known(ids, x.Relationship)
		plainClaim(&x.Status, &x.Visibility, &x.Ending, &x.Confidence)
		uses = append(uses, store.Cited[db.FormUse]{Row: &x.FormUse, Sources: cite(nil)})
	}
	if _, err := w.SaveFormUses(ctx, uses); err != nil {
		return err
	}
	var taken []store.Cited[db.RoleTaken]
	for _, x := range r.RolesTaken {
		x.RoleID, x.ActorID, x.RelationshipID = ids[x.Role], ids[x.Actor], known(ids, x.Relationship)
		plainClaim(&x.Status, &x.Visibility, &x.Ending, &x.Confidence)
		taken = append(taken, store.Cited[db.RoleTaken]{Row: &x.RoleTaken, Sources: cite(nil)})
	}
	if _, err := w.SaveRolesTaken(ctx, taken); err != nil {
		return err
	}
	var met []store.Cited[db.ObstacleMet]
	for _, x := range r.ObstaclesMet {
		x.ObstacleID, x.ActorID, x.RelationshipID = ids[x.Obstacle], ids[x.Actor], known(ids, x.Relationship)
		x.HandlingID = known(ids, x.Handling)
		plainClaim(&x.Status, &x.Visibility, &x.Ending, &x.Confidence)
		met = append(met, store.Cited[db.ObstacleMet]{Row: &x.ObstacleMet, Sources: cite(nil)})
	}
	_, err := w.SaveObstaclesMet(ctx, met)
	return err
}

func (r frameworkRecords) writeEvidence(ctx context.Context, w *store.Writer, ids map[string]vocab.ID) error {
	var evidence []store.Cited[db.Evidence]
	for _, x := range r.Evidence {
		plainPiece(ids, vocab.PrefixEvidence, x.Slug, &x.ID, &x.Confidence)
		x.StudyID, x.Participants = known(ids, x.Study), append([]string{}, x.Participants...)
		evidence = append(evidence, store.Cited[db.Evidence]{Row: &x.Evidence})
	}
	if _, err := w.SaveEvidence(ctx, evidence); err != nil {
		return err
	}
	var links []store.Cited[db.EvidenceLink]
	for _, x := range r.EvidenceLinks {
		x.EvidenceID, x.SubjectID = ids[x.Evidence], *known(ids, x.Subject)
		fallback(&x.ID, vocab.DerivedID(vocab.PrefixEvidenceLink, caseRows, x.Evidence, x.Subject))
		links = append(links, store.Cited[db.EvidenceLink]{Row: &x.EvidenceLink})
	}
	_, err := w.SaveEvidenceLinks(ctx, links)
	return err
}

// known is the id of what a case names by its slug, or by the id itself; nil when it names nothing.
func known(ids map[string]vocab.ID, name string) *vocab.ID {
	if name == "" {
		return nil
	}
	if id, ok := ids[name]; ok {
		return &id
	}
	return new(vocab.ID(name))
}

func plainClaim(status *vocab.ClaimStatus, visibility *vocab.Visibility, ending *vocab.Ending, confidence *vocab.Confidence) {
	fallback(status, vocab.Asserted)
	fallback(visibility, vocab.Public)
	fallback(ending, vocab.EndUnknown)
	fallback(confidence, vocab.High)
}

func cite(ids []vocab.ID) []store.Citation {
	if len(ids) == 0 {
		return []store.Citation{{Source: oneSource.ID}}
	}
	var all []store.Citation
	for _, id := range ids {
		all = append(all, store.Citation{Source: id})
	}
	return all
}

// fallback fills in what a case does not say.
func fallback[T ~string](v *T, otherwise T) {
	if *v == "" {
		*v = otherwise
	}
}
