package store_test

import (
	"context"
	"errors"
	"testing"

	"kommungraf/ent/db"
	"kommungraf/internal/problem"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// What the tests of this package write: a small sector of invented bodies. Each function makes a new row, because saving
// a row fills it in.

func theSource() *db.Source {
	return &db.Source{ID: vocab.DerivedID(vocab.PrefixSource, "test", "minutes"), Kind: vocab.SourceDocument, Title: "Protokoll"}
}

func cited[T any](row *T) store.Cited[T] {
	return store.Cited[T]{Row: row, Sources: []store.Citation{{Source: theSource().ID}}}
}

func newActor(kind vocab.ActorKind, slug, name string) *db.Actor {
	return &db.Actor{
		ID: vocab.DerivedID(kind.Prefix(), "test", slug), Kind: kind, Slug: slug, Name: name,
		Status: vocab.ActorActive, Confidence: vocab.High,
		Aliases: []string{}, Identifiers: []vocab.Identifier{}, Products: []string{}, Categories: []string{},
	}
}

func newMunicipality(code, slug, name string) *db.Actor {
	a := newActor(vocab.Municipality, slug, name)
	a.Code, a.CountyCode, a.County = &code, new(vocab.CountyCode(code[:2])), new("Ett län")
	return a
}

func newAssociation(form vocab.OrganisationForm, slug, name string) *db.Actor {
	a := newActor(vocab.Association, slug, name)
	a.Form = &form
	return a
}

func newSolution(slug, name string) *db.Solution {
	return &db.Solution{
		ID: vocab.DerivedID(vocab.PrefixSolution, "test", slug), Kind: vocab.SolutionOpenSource, Slug: slug, Name: name,
		Area: "archive", Description: vocab.Text{SV: "En lösning."}, Confidence: vocab.High,
	}
}

func newRelationship(key string, from *db.Actor, t vocab.RelationshipType, to *db.Actor) *db.Relationship {
	return &db.Relationship{
		ID: vocab.DerivedID(vocab.PrefixRelationship, "test", key), Type: t, FromID: from.ID, ToID: to.ID,
		Ending: vocab.EndUnknown, Status: vocab.Asserted, Visibility: vocab.Public, Confidence: vocab.High,
	}
}

func newInvolvement(key string, a *db.Actor, t vocab.InvolvementType, s *db.Solution) *db.Involvement {
	return &db.Involvement{
		ID: vocab.DerivedID(vocab.PrefixInvolvement, "test", key), Type: t, ActorID: a.ID, SolutionID: s.ID,
		Ending: vocab.EndUnknown, Status: vocab.Asserted, Visibility: vocab.Public, Confidence: vocab.High,
	}
}

func newLink(key string, from *db.Solution, t vocab.SolutionLinkType, to *db.Solution) *db.SolutionLink {
	return &db.SolutionLink{
		ID: vocab.DerivedID(vocab.PrefixSolutionLink, "test", key), Type: t, FromID: from.ID, ToID: to.ID,
		Ending: vocab.EndUnknown, Status: vocab.Asserted, Visibility: vocab.Public, Confidence: vocab.High,
	}
}

// counting calls f with each statement that a read sends.
func counting(f func(statement string)) store.Option {
	return store.Observe(func(ctx context.Context, statement string) (context.Context, func(error)) {
		f(statement)
		return ctx, func(error) {}
	})
}

// batch is rows to save together, each after what it refers to.
type batch struct {
	actors        []*db.Actor
	solutions     []*db.Solution
	relationships []*db.Relationship
	involvements  []*db.Involvement
	links         []*db.SolutionLink
}

func (b batch) save(ctx context.Context, w *store.Writer) error {
	if _, err := w.SaveSources(ctx, []*db.Source{theSource()}); err != nil {
		return err
	}
	if _, err := w.SaveActors(ctx, citedAll(b.actors)); err != nil {
		return err
	}
	if _, err := w.SaveSolutions(ctx, citedAll(b.solutions)); err != nil {
		return err
	}
	if _, err := w.SaveRelationships(ctx, citedAll(b.relationships)); err != nil {
		return err
	}
	if _, err := w.SaveInvolvements(ctx, citedAll(b.involvements)); err != nil {
		return err
	}
	_, err := w.SaveSolutionLinks(ctx, citedAll(b.links))
	return err
}

func citedAll[T any](rows []*T) (all []store.Cited[T]) {
	for _, r := range rows {
		all = append(all, cited(r))
	}
	return all
}

func mustSave(t *testing.T, s *store.Store, b batch) {
	t.Helper()
	if err := s.Write(t.Context(), vocab.FromContribution, b.save); err != nil {
		t.Fatal(err)
	}
}

// wantProblem checks the code and the field of a refusal.
func wantProblem(t *testing.T, err error, code problem.Code, field string) {
	t.Helper()
	_ = mustProblem(t, err, code, field)
}

// mustProblem is wantProblem for a closer look.
func mustProblem(t *testing.T, err error, code problem.Code, field string) *problem.Error {
	t.Helper()
	var p *problem.Error
	if !errors.As(err, &p) {
		t.Fatalf("got %v, want a problem", err)
	}
	if p.Code != code || p.Field != field {
		t.Errorf("got %s about %q (%v), want %s about %q", p.Code, p.Field, err, code, field)
	}
	return p
}
