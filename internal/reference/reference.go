// Package reference ships public facts of the Swedish municipal sector as CSV files, embedded, and loads them into a
// knowledge base. Loading is repeatable: the same file gives the same ids, an unchanged row is left, a newer release
// updates what came from the reference data, and what people have entered or changed is never touched.
package reference

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"

	"kommungraf/ent/db"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

//go:embed data/*.csv
var files embed.FS

// version goes up when the loader makes other rows of the same files, so that they are loaded again.
const version = 2

// Fingerprint tells one set of reference data from another: the SHA-256 sum of the files and the loader's version.
func Fingerprint() string { return fingerprintOf(files) }

func fingerprintOf(files fs.FS) string {
	sum := sha256.New()
	fmt.Fprintln(sum, version)
	entries, err := fs.ReadDir(files, "data")
	if err != nil {
		panic(err) // the embedded folder is there
	}
	for _, e := range entries {
		text, err := fs.ReadFile(files, "data/"+e.Name())
		if err != nil {
			panic(err)
		}
		fmt.Fprintln(sum, e.Name(), len(text))
		sum.Write(text)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Step is one finished part of a load.
type Step struct {
	Name string
	store.Tally
}

// Load brings the reference data into the knowledge base in one transaction, unless exactly this data is there already.
// It reports each step as it is done, and whether there was anything to do.
func Load(ctx context.Context, s *store.Store, report func(Step)) (loaded bool, err error) {
	return load(ctx, s, files, report)
}

func load(ctx context.Context, s *store.Store, files fs.FS, report func(Step)) (loaded bool, err error) {
	fingerprint := fingerprintOf(files)
	if present, err := s.LoadedFingerprint(ctx); err != nil || present == fingerprint {
		return false, err
	}
	data, err := readFrom(files)
	if err != nil {
		return false, fmt.Errorf("the reference data cannot be read: %w", err)
	}
	err = s.Write(ctx, vocab.FromReference, func(ctx context.Context, w *store.Writer) error {
		// Another server may have loaded it while this one waited for its turn.
		if present, err := w.LoadedFingerprint(ctx); err != nil || present == fingerprint {
			return err
		}
		loaded = true
		w.Loaded(fingerprint)
		return data.save(ctx, w, report)
	})
	if err != nil {
		return false, fmt.Errorf("the reference data cannot be loaded: %w", err)
	}
	return loaded, nil
}

// dataset is the reference data as rows of the knowledge base.
type dataset struct {
	sources       []*db.Source
	actors        []store.Cited[db.Actor]
	solutions     []store.Cited[db.Solution]
	relationships []store.Cited[db.Relationship]
	involvements  []store.Cited[db.Involvement]
	links         []store.Cited[db.SolutionLink]
	agreements
	framework
}

// save writes everything, each thing after what it refers to.
func (d *dataset) save(ctx context.Context, w *store.Writer, report func(Step)) error {
	steps := []struct {
		name string
		run  func() (store.Tally, error)
	}{
		{"sources", func() (store.Tally, error) { return w.SaveSources(ctx, d.sources) }},
		{"actors", func() (store.Tally, error) { return w.SaveActors(ctx, d.actors) }},
		{"solutions", func() (store.Tally, error) { return w.SaveSolutions(ctx, d.solutions) }},
		// First what is gone: it may stand in the way of what takes its place, as the former host of a joint board does.
		{"relations withdrawn", func() (store.Tally, error) { return w.WithdrawMissing(ctx, d.relationIDs()) }},
		{"agreements", func() (store.Tally, error) { return w.SaveAgreements(ctx, d.agreements.agreements, d.parties) }},
		{"relationships", func() (store.Tally, error) { return w.SaveRelationships(ctx, d.relationships) }},
		{"involvements", func() (store.Tally, error) { return w.SaveInvolvements(ctx, d.involvements) }},
		{"solution links", func() (store.Tally, error) { return w.SaveSolutionLinks(ctx, d.links) }},
		{"roles", func() (store.Tally, error) { return w.SaveRoles(ctx, d.roles) }},
		{"requirements", func() (store.Tally, error) { return w.SaveRequirements(ctx, d.requirements) }},
		{"forms", func() (store.Tally, error) { return w.SaveForms(ctx, d.forms) }},
		{"principles", func() (store.Tally, error) { return w.SavePrinciples(ctx, d.principles) }},
		{"obstacles", func() (store.Tally, error) { return w.SaveObstacles(ctx, d.obstacles) }},
		{"handlings", func() (store.Tally, error) { return w.SaveHandlings(ctx, d.handlings) }},
		{"patterns", func() (store.Tally, error) { return w.SavePatterns(ctx, d.patterns) }},
		{"situations", func() (store.Tally, error) { return w.SaveSituations(ctx, d.situations) }},
		{"needs", func() (store.Tally, error) { return w.SaveNeeds(ctx, d.needs) }},
		{"alternatives", func() (store.Tally, error) { return w.SaveAlternatives(ctx, d.alternatives) }},
		{"studies", func() (store.Tally, error) { return w.SaveStudies(ctx, d.studies) }},
		{"disseminations", func() (store.Tally, error) { return w.SaveDisseminations(ctx, d.disseminations) }},
		{"evidence", func() (store.Tally, error) { return w.SaveEvidence(ctx, d.evidence) }},
		{"evidence links", func() (store.Tally, error) { return w.SaveEvidenceLinks(ctx, d.evidenceLinks) }},
		{"evidence links removed", func() (store.Tally, error) { return w.RemoveEvidenceLinks(ctx, d.relationIDs()) }},
		{"forms in use", func() (store.Tally, error) { return w.SaveFormUses(ctx, d.formUses) }},
		{"obstacles met", func() (store.Tally, error) { return w.SaveObstaclesMet(ctx, d.obstaclesMet) }},
	}
	for _, step := range steps {
		tally, err := step.run()
		if err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
		if report != nil {
			report(Step{step.name, tally})
		}
	}
	return nil
}

func (d *dataset) relationIDs() map[vocab.ID]bool {
	ids := map[vocab.ID]bool{}
	for _, r := range d.relationships {
		ids[r.Row.ID] = true
	}
	for _, r := range d.involvements {
		ids[r.Row.ID] = true
	}
	for _, r := range d.links {
		ids[r.Row.ID] = true
	}
	for _, r := range d.agreements.agreements {
		ids[r.Row.ID] = true
	}
	for _, r := range d.parties {
		ids[r.Row.ID] = true
	}
	for _, r := range d.formUses {
		ids[r.Row.ID] = true
	}
	for _, r := range d.obstaclesMet {
		ids[r.Row.ID] = true
	}
	for _, r := range d.evidenceLinks {
		ids[r.Row.ID] = true
	}
	return ids
}
