package reference_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kommungraf/ent/db"
	"kommungraf/ent/db/handling"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// The counts are those of the files, as in TestEverythingIsLoaded.
func TestTheFrameworkIsLoaded(t *testing.T) {
	tables := map[string]int{
		"roles": 11, "requirements": 23, "collaboration_forms": 15, "obstacles": 25, "handlings": 30, "principles": 14, "patterns": 14,
		"situations": 16, "needs": 15, "alternatives": 24, "evidence": 85, "evidence_links": 210, "study": 1, "disseminations": 5,
	}
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		ctx, c := everything(t), s.Client
		got := map[string]int{
			"roles": c.Role.Query().CountX(ctx), "requirements": c.Requirement.Query().CountX(ctx),
			"collaboration_forms": c.CollaborationForm.Query().CountX(ctx), "obstacles": c.Obstacle.Query().CountX(ctx),
			"handlings": c.Handling.Query().CountX(ctx), "principles": c.Principle.Query().CountX(ctx), "patterns": c.Pattern.Query().CountX(ctx),
			"situations": c.Situation.Query().CountX(ctx), "needs": c.Need.Query().CountX(ctx), "alternatives": c.Alternative.Query().CountX(ctx),
			"evidence": c.Evidence.Query().CountX(ctx), "evidence_links": c.EvidenceLink.Query().CountX(ctx), "study": c.Study.Query().CountX(ctx),
			"disseminations": c.Dissemination.Query().CountX(ctx),
		}
		if diff := cmp.Diff(tables, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		// What is made from the rows of other tables, and what no table holds.
		for name, counts := range map[string][2]int{
			"forms in use":  {c.FormUse.Query().CountX(ctx), 39},
			"obstacles met": {c.ObstacleMet.Query().CountX(ctx), 37},
			"roles taken":   {c.RoleTaken.Query().CountX(ctx), 0},
			"proposals":     {c.Proposal.Query().CountX(ctx), 0},
			"feedback":      {c.Feedback.Query().CountX(ctx), 0},
		} {
			if counts[0] != counts[1] {
				t.Errorf("%d %s, want %d", counts[0], name, counts[1])
			}
		}
	})
	for table, rows := range tables {
		if lines := tableLines(t, table); lines != rows {
			t.Errorf("%s.csv has %d rows, want %d", table, lines, rows)
		}
	}
}

// statement is a row of the framework with all that a test asks of every one of them.
type statement struct {
	name             string
	sources          []*db.Citation
	confidence       vocab.Confidence
	evidence         []*db.EvidenceLink
	isFor, isAgainst int
	newest           *vocab.PartialDate
	evidenced        bool // evidence can speak of it
	editorial        bool
	directions       []int // how many rows lead to it by each way that there is, one for the list at the root
}

// statements lists every row of the framework.
func statements(t *testing.T, s *store.Store) (all []statement) {
	t.Helper()
	ctx, c := everything(t), s.Client
	for _, r := range c.Role.Query().WithSources().WithEvidence().WithRequirements().WithObstacles().AllX(ctx) {
		all = append(all, statement{
			r.Slug, r.Edges.Sources, r.Confidence, r.Edges.Evidence, r.EvidenceFor, r.EvidenceAgainst, r.NewestEvidence,
			true, r.Editorial,
			[]int{1, len(r.Edges.Requirements), len(r.Edges.Obstacles), len(r.Edges.Evidence)},
		})
	}
	for _, r := range c.Requirement.Query().WithSources().WithEvidence().WithRole().AllX(ctx) {
		all = append(all, statement{
			r.Slug, r.Edges.Sources, r.Confidence, r.Edges.Evidence, r.EvidenceFor, r.EvidenceAgainst, r.NewestEvidence,
			true, r.Editorial,
			[]int{1, one(r.Edges.Role), len(r.Edges.Evidence)},
		})
	}
	for _, r := range c.CollaborationForm.Query().WithSources().WithEvidence().WithPrinciples().WithObstacles().WithPatterns().WithAlternatives().WithUses().AllX(ctx) {
		all = append(all, statement{
			r.Slug, r.Edges.Sources, r.Confidence, r.Edges.Evidence, r.EvidenceFor, r.EvidenceAgainst, r.NewestEvidence,
			true, r.Editorial,
			[]int{
				1, len(r.Edges.Principles), len(r.Edges.Obstacles), len(r.Edges.Patterns), len(r.Edges.Alternatives),
				len(r.Edges.Uses), len(r.Edges.Evidence),
			},
		})
	}
	for _, r := range c.Principle.Query().WithSources().WithEvidence().WithForms().WithTensions().AllX(ctx) {
		all = append(all, statement{
			r.Slug, r.Edges.Sources, r.Confidence, r.Edges.Evidence, r.EvidenceFor, r.EvidenceAgainst, r.NewestEvidence,
			true, r.Editorial,
			[]int{1, len(r.Edges.Forms), len(r.Edges.Tensions), len(r.Edges.Evidence)},
		})
	}
	for _, r := range c.Obstacle.Query().WithSources().WithEvidence().WithForms().WithRoles().WithHandlings().WithPatterns().WithAlternatives().WithMet().AllX(ctx) {
		all = append(all, statement{
			r.Slug, r.Edges.Sources, r.Confidence, r.Edges.Evidence, r.EvidenceFor, r.EvidenceAgainst, r.NewestEvidence,
			true, r.Editorial,
			[]int{
				1, len(r.Edges.Forms), len(r.Edges.Roles), len(r.Edges.Handlings), len(r.Edges.Patterns),
				len(r.Edges.Alternatives), len(r.Edges.Met), len(r.Edges.Evidence),
			},
		})
	}
	for _, r := range c.Handling.Query().WithSources().WithEvidence().WithObstacles().WithMet().AllX(ctx) {
		all = append(all, statement{
			r.Slug, r.Edges.Sources, r.Confidence, r.Edges.Evidence, r.EvidenceFor, r.EvidenceAgainst, r.NewestEvidence,
			true, r.Editorial,
			[]int{1, len(r.Edges.Obstacles), len(r.Edges.Met), len(r.Edges.Evidence)},
		})
	}
	for _, r := range c.Pattern.Query().WithSources().WithEvidence().WithForms().WithObstacles().WithObservedIn().AllX(ctx) {
		all = append(all, statement{
			r.Slug, r.Edges.Sources, r.Confidence, r.Edges.Evidence, r.EvidenceFor, r.EvidenceAgainst, r.NewestEvidence,
			true, r.Editorial,
			[]int{1, len(r.Edges.Forms), len(r.Edges.Obstacles), len(r.Edges.ObservedIn), len(r.Edges.Evidence)},
		})
	}
	for _, r := range c.Situation.Query().WithSources().WithEvidence().WithAlternatives().AllX(ctx) {
		all = append(all, statement{
			r.Slug, r.Edges.Sources, r.Confidence, r.Edges.Evidence, r.EvidenceFor, r.EvidenceAgainst, r.NewestEvidence,
			true, r.Editorial,
			[]int{1, len(r.Edges.Alternatives), len(r.Edges.Evidence)},
		})
	}
	for _, r := range c.Need.Query().WithSources().WithEvidence().WithAlternatives().AllX(ctx) {
		all = append(all, statement{
			r.Slug, r.Edges.Sources, r.Confidence, r.Edges.Evidence, r.EvidenceFor, r.EvidenceAgainst, r.NewestEvidence,
			true, r.Editorial,
			[]int{1, len(r.Edges.Alternatives), len(r.Edges.Evidence)},
		})
	}
	for _, r := range c.Alternative.Query().WithSources().WithEvidence().WithSituations().WithNeeds().WithForms().WithObstacles().AllX(ctx) {
		all = append(all, statement{
			r.Slug, r.Edges.Sources, r.Confidence, r.Edges.Evidence, r.EvidenceFor, r.EvidenceAgainst, r.NewestEvidence,
			true, r.Editorial,
			[]int{1, len(r.Edges.Situations), len(r.Edges.Needs), len(r.Edges.Forms), len(r.Edges.Obstacles), len(r.Edges.Evidence)},
		})
	}
	for _, r := range c.FormUse.Query().WithSources().WithEvidence().WithForm().WithActor().AllX(ctx) {
		all = append(all, statement{
			string(r.ID), r.Edges.Sources, r.Confidence, r.Edges.Evidence, r.EvidenceFor, r.EvidenceAgainst, r.NewestEvidence,
			true, false,
			[]int{1, one(r.Edges.Form), one(r.Edges.Actor)},
		})
	}
	for _, r := range c.ObstacleMet.Query().WithSources().WithEvidence().WithObstacle().WithActor().WithHandling().AllX(ctx) {
		all = append(all, statement{
			string(r.ID), r.Edges.Sources, r.Confidence, r.Edges.Evidence, r.EvidenceFor, r.EvidenceAgainst, r.NewestEvidence,
			true, false,
			[]int{1, one(r.Edges.Obstacle), one(r.Edges.Actor), one(r.Edges.Handling)},
		})
	}
	for _, r := range c.Study.Query().WithSources().WithDisseminations().AllX(ctx) {
		all = append(all, statement{name: r.Slug, sources: r.Edges.Sources, confidence: r.Confidence, directions: []int{1, len(r.Edges.Disseminations)}})
	}
	for _, r := range c.Dissemination.Query().WithSources().WithStudy().AllX(ctx) { // from its study, and by its id
		all = append(all, statement{name: r.Slug, sources: r.Edges.Sources, confidence: r.Confidence, directions: []int{1, one(r.Edges.Study)}})
	}
	return all
}

func one[T any](row *T) int {
	if row == nil {
		return 0
	}
	return 1
}

// A statement that nobody can check, or that nobody finds, is not in the reference data.
func TestEveryStatementHasASourceAndIsReachedTwoWays(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		all := statements(t, s)
		if len(all) != 11+23+15+25+30+14+14+16+15+24+39+37+1+5 {
			t.Errorf("%d statements were looked at", len(all))
		}
		for _, x := range all {
			if len(x.sources) == 0 || !slices.Contains(x.confidence.Values(), string(x.confidence)) {
				t.Errorf("%s has %d sources and the confidence %q", x.name, len(x.sources), x.confidence)
			}
			if x.editorial && x.confidence == vocab.High {
				t.Errorf("%s is our own reasoning, and of high confidence", x.name)
			}
			ways := 0
			for _, rows := range x.directions {
				if rows > 0 {
					ways++
				}
			}
			if ways < 2 {
				t.Errorf("%s is reached %d ways", x.name, ways)
			}
		}
		// Evidence is found in the list of it and from what it speaks of; so it must speak of something.
		ctx := everything(t)
		for _, e := range s.Client.Evidence.Query().WithLinks().AllX(ctx) {
			if len(e.Edges.Links) == 0 {
				t.Errorf("%s speaks of nothing", e.Slug)
			}
		}
	})
}

// The counts that are shown without looking are those of the links, and each link has exactly one subject.
func TestEvidenceIsCountedAsItIsLinked(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		ctx := everything(t)
		dates := map[vocab.ID]*vocab.PartialDate{}
		for _, e := range s.Client.Evidence.Query().AllX(ctx) {
			dates[e.ID] = e.Date
		}
		linked := 0
		for _, x := range statements(t, s) {
			supports, contradicts := 0, 0
			var newest *vocab.PartialDate
			for _, l := range x.evidence {
				linked++
				switch l.Stance {
				case vocab.Supports:
					supports++
				case vocab.Contradicts:
					contradicts++
				}
				if d := dates[l.EvidenceID]; d != nil && (newest == nil || *d > *newest) {
					newest = d
				}
			}
			if x.isFor != supports || x.isAgainst != contradicts || x.evidenced && cmp.Diff(newest, x.newest) != "" {
				t.Errorf("%s: %d for, %d against, newest %v; its links say %d, %d, %v", x.name, x.isFor, x.isAgainst, x.newest, supports, contradicts, newest)
			}
		}
		if total := s.Client.EvidenceLink.Query().CountX(ctx); linked != total {
			t.Errorf("%d of %d links have a statement as subject", linked, total)
		}
	})
}

func TestTensionsGoBothWays(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		tense := map[[2]string]bool{}
		for _, p := range s.Client.Principle.Query().WithTensions().AllX(everything(t)) {
			for _, other := range p.Edges.Tensions {
				tense[[2]string{p.Slug, other.Slug}] = true
			}
		}
		if len(tense) == 0 {
			t.Error("no principle is in tension with another one")
		}
		for pair := range tense {
			if pair[0] == pair[1] || !tense[[2]string{pair[1], pair[0]}] {
				t.Errorf("%s is in tension with %s, not the other way round", pair[0], pair[1])
			}
		}
	})
}

// What did not work is the most useful of all to know: it keeps its outcome, what happened and where.
func TestOutcomesAreKept(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		ctx := everything(t)
		got := map[vocab.Outcome]int{}
		for _, h := range s.Client.Handling.Query().WithObstacles().WithMet().AllX(ctx) {
			got[h.Outcome]++
			want := 0
			if h.ExampleID != nil && h.Outcome != vocab.OutcomeUnknown {
				want = len(h.Edges.Obstacles)
			}
			if len(h.Edges.Met) != want {
				t.Errorf("%s was tried against %d obstacles, want %d", h.Slug, len(h.Edges.Met), want)
			}
			for _, m := range h.Edges.Met {
				if m.Outcome != h.Outcome || m.ActorID != *h.ExampleID || cmp.Diff(h.OutcomeNote, m.Note) != "" || m.Confidence == vocab.High {
					t.Errorf("%s: %s by %s, with confidence %s: %v", h.Slug, m.Outcome, m.ActorID, m.Confidence, m.Note)
				}
			}
			if h.Outcome != vocab.OutcomeUnknown && (h.OutcomeNote == nil || h.ExampleID == nil) {
				t.Errorf("%s: %s, but not what happened or where", h.Slug, h.Outcome)
			}
		}
		want := map[vocab.Outcome]int{vocab.Worked: 6, vocab.PartlyWorked: 10, vocab.Failed: 1, vocab.OutcomeUnknown: 13}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		failed := s.Client.Handling.Query().Where(handling.OutcomeEQ(vocab.Failed)).WithMet().OnlyX(ctx)
		if failed.Slug != "assume-exempt" || len(failed.Edges.Met) != 1 || failed.Edges.Met[0].Outcome != vocab.Failed {
			t.Errorf("%s failed, met %v", failed.Slug, failed.Edges.Met)
		}
	})
}

// frameworkRows keeps every row of the framework, with what it is linked to.
func frameworkRows(ctx context.Context, t *testing.T, c *db.Client, keep func(vocab.ID, any)) {
	t.Helper()
	fetch(ctx, t, c.Role.Query().IDsX(ctx), c.Role.Fetch, keep)
	fetch(ctx, t, c.Requirement.Query().IDsX(ctx), c.Requirement.Fetch, keep)
	fetch(ctx, t, c.CollaborationForm.Query().IDsX(ctx), c.CollaborationForm.Fetch, keep)
	fetch(ctx, t, c.Principle.Query().IDsX(ctx), c.Principle.Fetch, keep)
	fetch(ctx, t, c.Obstacle.Query().IDsX(ctx), c.Obstacle.Fetch, keep)
	fetch(ctx, t, c.Handling.Query().IDsX(ctx), c.Handling.Fetch, keep)
	fetch(ctx, t, c.Pattern.Query().IDsX(ctx), c.Pattern.Fetch, keep)
	fetch(ctx, t, c.Situation.Query().IDsX(ctx), c.Situation.Fetch, keep)
	fetch(ctx, t, c.Need.Query().IDsX(ctx), c.Need.Fetch, keep)
	fetch(ctx, t, c.Alternative.Query().IDsX(ctx), c.Alternative.Fetch, keep)
	fetch(ctx, t, c.Study.Query().IDsX(ctx), c.Study.Fetch, keep)
	fetch(ctx, t, c.Dissemination.Query().IDsX(ctx), c.Dissemination.Fetch, keep)
	fetch(ctx, t, c.Evidence.Query().IDsX(ctx), c.Evidence.Fetch, keep)
	fetch(ctx, t, c.EvidenceLink.Query().IDsX(ctx), c.EvidenceLink.Fetch, keep)
	fetch(ctx, t, c.FormUse.Query().IDsX(ctx), c.FormUse.Fetch, keep)
	fetch(ctx, t, c.ObstacleMet.Query().IDsX(ctx), c.ObstacleMet.Fetch, keep)
}

func fetch[T any, P interface {
	*T
	Record() db.Record
}](ctx context.Context, t *testing.T, ids []vocab.ID, from func(context.Context, []vocab.ID) ([]*T, error), keep func(vocab.ID, any)) {
	t.Helper()
	rows, err := from(ctx, ids)
	if err != nil || len(rows) != len(ids) {
		t.Fatalf("%d of %d rows: %v", len(rows), len(ids), err)
	}
	for _, r := range rows {
		keep(P(r).Record().ID, r)
	}
}
