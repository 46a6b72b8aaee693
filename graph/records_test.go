package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
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
	Relationships []struct {
		db.Relationship
		From, To  string
		SourceIDs []vocab.ID `json:"sources"`
	}
	Involvements []struct {
		db.Involvement
		Actor, Solution, Supplier string
		SourceIDs                 []vocab.ID `json:"sources"`
	}
	Links []struct {
		db.SolutionLink
		From, To  string
		SourceIDs []vocab.ID `json:"sources"`
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

func (r records) writeRelations(ctx context.Context, w *store.Writer, ids map[string]vocab.ID) error {
	var relationships []store.Cited[db.Relationship]
	for _, x := range r.Relationships {
		x.FromID, x.ToID = ids[x.From], ids[x.To]
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
		x.ActorID, x.SolutionID = ids[x.Actor], ids[x.Solution]
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
	_, err := w.SaveSolutionLinks(ctx, links)
	return err
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
