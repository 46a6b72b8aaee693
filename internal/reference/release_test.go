package reference_test

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"kommungraf/ent/db"
	"kommungraf/ent/db/actor"
	"kommungraf/ent/db/relationship"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/reference"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// edit is a change to a table: old, which must be there, becomes new, the first time that it occurs.
type edit struct{ table, old, new string }

// edited is the embedded tables with some edits.
func edited(t *testing.T, edits []edit) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(reference.Embedded, "data/*.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(reference.Embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	for _, e := range edits {
		file := files["data/"+e.table+".csv"]
		if !strings.Contains(string(file.Data), e.old) {
			t.Fatalf("%s.csv has no %q any more", e.table, e.old)
		}
		file.Data = []byte(strings.Replace(string(file.Data), e.old, e.new, 1))
	}
	return files
}

func mustLoad(t *testing.T, s *store.Store, edits ...edit) map[string]store.Tally {
	t.Helper()
	steps := map[string]store.Tally{}
	loaded, err := reference.LoadFiles(t.Context(), s, edited(t, edits), func(step reference.Step) { steps[step.Name] = step.Tally })
	if err != nil || !loaded {
		t.Fatalf("loaded = %v, %v; want true", loaded, err)
	}
	return steps
}

// changed lists the rows that differ.
func changed(before, after map[vocab.ID]string) (ids []vocab.ID) {
	for id := range after {
		if before[id] != after[id] {
			ids = append(ids, id)
		}
	}
	for id := range before {
		if _, ok := after[id]; !ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func mustActor(t *testing.T, s *store.Store, slug string) *db.Actor {
	t.Helper()
	a, err := s.Client.Actor.Query().Where(actor.Slug(slug)).Only(everything(t))
	if err != nil {
		t.Fatalf("%s: %v", slug, err)
	}
	return a
}

func mustRelationship(t *testing.T, s *store.Store, fromSlug string, kind vocab.RelationshipType, toSlug string) *db.Relationship {
	t.Helper()
	r, err := s.Client.Relationship.Query().Where(relationship.TypeEQ(kind),
		relationship.FromID(mustActor(t, s, fromSlug).ID), relationship.ToID(mustActor(t, s, toSlug).ID)).Only(everything(t))
	if err != nil {
		t.Fatalf("%s %s %s: %v", fromSlug, kind, toSlug, err)
	}
	return r
}

// Rows of the tables that these tests change.
const (
	sundsvall     = "2281,Sundsvall,22,Västernorrlands län,Region Västernorrland,99048,"
	inRiges       = "municipality,2280,participates_in,association,riges,2011,2014,,European Commission OSOR 2016; CIO Sweden 2015,high\n"
	hostOfMora    = "municipality,2062,hosts,association,servicenamnden-mora,2010,"
	memberOfBoard = "municipality,1882,member_of,association,sydnarkes-it-namnd,"
)

func TestANewReleaseUpdatesWhatChangedAndNothingElse(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		before := rowsOf(t, s)
		town := mustActor(t, s, "sundsvall")
		host := mustRelationship(t, s, "mora", vocab.RelationshipHosts, "servicenamnden-mora")
		steps := mustLoad(t, s,
			edit{"municipalities", sundsvall, strings.Replace(sundsvall, "99048", "100000", 1)},
			edit{"relationships", hostOfMora, strings.Replace(hostOfMora, "2010", "2010-01-01", 1)}, // a date that became known
		)
		for step, want := range map[string]store.Tally{
			"sources": {Unchanged: steps["sources"].Unchanged}, "actors": {Updated: 1, Unchanged: 431}, "solutions": {Unchanged: 64},
			"relationships": {Updated: 1, Unchanged: 678}, "involvements": {Unchanged: 332}, "solution links": {Unchanged: 25},
			"agreements":          {Unchanged: 4 + 23},
			"relations withdrawn": {},
			"roles":               {Unchanged: 11}, "requirements": {Unchanged: 23}, "forms": {Unchanged: 15}, "principles": {Unchanged: 14},
			"obstacles": {Unchanged: 25}, "handlings": {Unchanged: 30}, "patterns": {Unchanged: 14}, "situations": {Unchanged: 16},
			"needs": {Unchanged: 15}, "alternatives": {Unchanged: 24}, "studies": {Unchanged: 1}, "disseminations": {Unchanged: 5},
			"evidence": {Unchanged: 85}, "evidence links": {Unchanged: 210}, "forms in use": {Unchanged: 39}, "obstacles met": {Unchanged: 37},
		} {
			if diff := cmp.Diff(want, steps[step]); diff != "" {
				t.Errorf("%s (-want +got):\n%s", step, diff)
			}
		}
		want := []vocab.ID{town.ID, host.ID}
		slices.Sort(want)
		if diff := cmp.Diff(want, changed(before, rowsOf(t, s))); diff != "" {
			t.Errorf("changed rows (-want +got):\n%s", diff)
		}
		now := mustActor(t, s, "sundsvall")
		if *now.Population != 100_000 || now.PopulationSort != 100_000 || now.Version != 2 || now.Revision != 2 {
			t.Errorf("population %d (%d), version %d, revision %d", *now.Population, now.PopulationSort, now.Version, now.Revision)
		}
		dated := mustRelationship(t, s, "mora", vocab.RelationshipHosts, "servicenamnden-mora")
		if *dated.ValidFrom != "2010-01-01" || dated.ValidFirst != "2010-01-01" || dated.Version != 2 {
			t.Errorf("hosts from %s (%s), version %d", *dated.ValidFrom, dated.ValidFirst, dated.Version)
		}
		wantRevision(t, s, 2)
	})
}

func TestANewNameIsFoundAndSorted(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		id := mustActor(t, s, "sundsvall").ID
		mustLoad(t, s, edit{"municipalities", "2281,Sundsvall,", "2281,Ösundsvall,"})
		for _, r := range s.Client.Relationship.Query().Where(relationship.FromID(id)).AllX(everything(t)) {
			if r.FromSort != store.SortName("Ösundsvall") || r.Version != 1 {
				t.Errorf("%s sorts by %s, version %d", r.ID, r.FromSort, r.Version)
			}
		}
		hits, err := s.Search(t.Context(), "ösundsvall", nil)
		if err != nil || len(hits.Hits) != 1 || hits.Hits[0].ID != id {
			t.Errorf("found %v, %v; want %s", hits, err, id)
		}
	})
}

func TestAVanishedRelationIsWithdrawnAndComesBack(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		before := rowsOf(t, s)
		gone := mustRelationship(t, s, "harnosand", vocab.RelationshipParticipatesIn, "riges")
		steps := mustLoad(t, s, edit{"relationships", inRiges, ""})
		if diff := cmp.Diff(store.Tally{Updated: 1}, steps["relations withdrawn"]); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]vocab.ID{gone.ID}, changed(before, rowsOf(t, s))); diff != "" {
			t.Errorf("changed rows (-want +got):\n%s", diff)
		}
		// Anyone finds it by its id, and in no list.
		nodes, err := s.Load(t.Context(), []vocab.ID{gone.ID})
		if err != nil || nodes[0] == nil {
			t.Fatalf("got %v, %v; want the relation", nodes, err)
		}
		if r := nodes[0].(*db.Relationship); r.Status != vocab.Withdrawn || r.Version != 2 || r.Revision != 2 {
			t.Errorf("status %s, version %d, revision %d", r.Status, r.Version, r.Revision)
		}
		ctx := store.WithView(t.Context(), store.View{AsOf: "2012-01-01"})
		for _, e := range mustActor(t, s, "harnosand").QueryRelationships().AllX(ctx) {
			if e.RelationshipID == gone.ID {
				t.Error("it is still among the relations of its actor")
			}
		}

		mustLoad(t, s) // the release that has it again, not changed otherwise
		back := mustRelationship(t, s, "harnosand", vocab.RelationshipParticipatesIn, "riges")
		if back.ID != gone.ID || back.Status != vocab.Asserted || back.Version != 3 {
			t.Errorf("%s is %s, version %d", back.ID, back.Status, back.Version)
		}
	})
}

// A release may say that a board has always had another host than we thought.
func TestAReleaseReplacesAHost(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		mustLoad(t, s, edit{"relationships", hostOfMora, strings.Replace(hostOfMora, "2062", "2034", 1)},
			edit{"agreement_relations", "2062,hosts", "2034,hosts"})
		if r := mustRelationship(t, s, "mora", vocab.RelationshipHosts, "servicenamnden-mora"); r.Status != vocab.Withdrawn {
			t.Errorf("the former host is %s", r.Status)
		}
		if r := mustRelationship(t, s, "orsa", vocab.RelationshipHosts, "servicenamnden-mora"); r.Status != vocab.Asserted {
			t.Errorf("the new host is %s", r.Status)
		}
	})
}

func TestWhatPeopleEnteredIsKept(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		town, gone := mustActor(t, s, "sundsvall"), mustRelationship(t, s, "harnosand", vocab.RelationshipParticipatesIn, "riges")
		host := mustRelationship(t, s, "mora", vocab.RelationshipHosts, "servicenamnden-mora")
		own := &db.Relationship{
			ID: vocab.DerivedID(vocab.PrefixRelationship, "test", "own"), Type: vocab.RelationshipAdvises, FromID: town.ID, ToID: host.FromID,
			Ending: vocab.Ongoing, Status: vocab.Asserted, Visibility: vocab.Public, Confidence: vocab.High,
		}
		err := s.Write(t.Context(), vocab.FromContribution, func(ctx context.Context, w *store.Writer) error {
			source := &db.Source{ID: vocab.DerivedID(vocab.PrefixSource, "test", "call"), Kind: vocab.SourceDocument, Title: "Samtal"}
			if _, err := w.SaveSources(ctx, []*db.Source{source}); err != nil {
				return err
			}
			cite := []store.Citation{{Source: source.ID}}
			town.Name = "Sundsvalls stad"
			if _, err := w.SaveActors(ctx, []store.Cited[db.Actor]{{Row: town, Sources: cite}}); err != nil {
				return err
			}
			gone.Status, host.Status = vocab.Confirmed, vocab.Disputed
			_, err := w.SaveRelationships(ctx, []store.Cited[db.Relationship]{
				{Row: gone, Sources: cite}, {Row: host, Sources: cite}, {Row: own, Sources: cite},
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		before := rowsOf(t, s)
		steps := mustLoad(t, s,
			edit{"municipalities", sundsvall, strings.Replace(sundsvall, "99048", "100000", 1)},
			edit{"relationships", hostOfMora, strings.Replace(hostOfMora, "2010", "2011", 1)},
			edit{"relationships", inRiges, ""},
		)
		if diff := cmp.Diff(before, rowsOf(t, s)); diff != "" {
			t.Errorf("rows that people entered or changed (-before +after):\n%s", diff)
		}
		if steps["actors"].Kept != 1 || steps["relationships"].Kept != 1 || steps["relations withdrawn"].Updated != 0 {
			t.Errorf("steps %v, want one actor and one relationship kept and none withdrawn", steps)
		}
	})
}

// A table with a fault is refused whole: the message says where it stands and what rule it breaks, and an empty
// knowledge base stays empty.
func TestFaultyTablesAreRefused(t *testing.T) {
	line := func(table, text string) string {
		before, _, ok := strings.Cut(string(edited(t, nil)["data/"+table+".csv"].Data), text)
		if !ok {
			t.Fatalf("%s.csv has no %q any more", table, text)
		}
		return fmt.Sprintf("%s.csv line %d", table, strings.Count(before, "\n")+1)
	}
	tests := []struct {
		name string
		edit
		want []string
	}{
		{
			"a supplier in a joint board",
			edit{"relationships", memberOfBoard, "supplier,cgi,member_of,association,sydnarkes-it-namnd,"},
			[]string{line("relationships", memberOfBoard), "from", "only municipalities and regions can be members of a joint board"},
		},
		{
			"two hosts",
			edit{"relationships", memberOfBoard, "municipality,1882,hosts,association,sydnarkes-it-namnd,"},
			[]string{"relationships.csv line ", "from", "joint board"},
		},
		{
			"an end before the beginning",
			edit{"relationships", inRiges, strings.Replace(inRiges, "2011,2014", "2014,2011", 1)},
			[]string{line("relationships", inRiges), "before it begins"},
		},
		{
			"an unknown key",
			edit{"relationships", inRiges, strings.Replace(inRiges, "2280", "9999", 1)},
			[]string{line("relationships", inRiges), "from_key", "there is no municipality 9999"},
		},
		{
			"an unknown type",
			edit{"relationships", inRiges, strings.Replace(inRiges, "participates_in", "likes", 1)},
			[]string{line("relationships", inRiges), "type", "likes"},
		},
		{
			"a bad date",
			edit{"relationships", inRiges, strings.Replace(inRiges, "2011", "2011-13", 1)},
			[]string{line("relationships", inRiges), "valid_from", "2011-13"},
		},
		{
			"no source",
			edit{"relationships", inRiges, strings.Replace(inRiges, "European Commission OSOR 2016; CIO Sweden 2015", " ; ", 1)},
			[]string{line("relationships", inRiges), "source"},
		},
		{
			"an unknown confidence",
			edit{"relationships", inRiges, strings.Replace(inRiges, ",high", ",sure", 1)},
			[]string{line("relationships", inRiges), "confidence", "sure"},
		},
		{
			"a bad check digit",
			edit{"municipalities", "212000-2411", "212000-2412"},
			[]string{line("municipalities", "212000-2411"), "212000-2412", "check digit"},
		},
		{
			"a population in words",
			edit{"municipalities", sundsvall, strings.Replace(sundsvall, "99048", "many", 1)},
			[]string{line("municipalities", sundsvall), "population", "many"},
		},
		{
			"a county without a region",
			edit{"municipalities", sundsvall, strings.Replace(sundsvall, ",22,", ",98,", 1)},
			[]string{line("municipalities", sundsvall), "county_code", "98"},
		},
		{
			"a code twice",
			edit{"municipalities", "2281,Sundsvall,", "2280,Sundsvall,"},
			[]string{line("municipalities", "2281,Sundsvall,"), "two of municipality 2280"},
		},
		{
			"an unknown form",
			edit{"associations", "joint_board", "club"},
			[]string{line("associations", "joint_board"), "kind", "club"},
		},
		{
			"an obstacle that strikes no form that there is",
			edit{"obstacles", "framework-agreement;joint-procurement;outsourcing;partnership,orderer", "handshake,orderer"},
			[]string{"obstacles.csv line 2", "form_keys", "there is no collaboration_forms handshake"},
		},
		{
			"an outcome in other words",
			edit{"handlings", "lock-in;cloud-autonomy,unknown,", "lock-in;cloud-autonomy,splendid,"},
			[]string{"handlings.csv line 2", "outcome", "splendid"},
		},
		{
			"evidence neither for nor against",
			edit{"evidence_links", "innovation-partner,supports", "innovation-partner,mentions"},
			[]string{"evidence_links.csv line 2", "stance", "mentions"},
		},
		{
			"a tension with no principle that there is",
			edit{"principles", "safety-in-known;supplier-carries-risk,konkurrensverket-2016", "courage,konkurrensverket-2016"},
			[]string{"principles.csv line 2", "tension_keys", "courage"},
		},
		{
			"a step without a translation",
			edit{"alternatives", "Kartlägg vad grannar", "Börja;Kartlägg vad grannar"},
			[]string{"alternatives.csv line 2", "steps_en", "steps_sv"},
		},
		{
			"a principle behind no type of relation",
			edit{"principles", "supplies;provides;publishes_on;data_source_for", "admires"},
			[]string{"principles.csv line 2", "relationship_types", "admires"},
		},
		{
			"a cell too many",
			edit{"regions", "Region Uppsala,", "Region,Uppsala,"},
			[]string{"regions", "line 3", "fields"},
		},
	}
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		for _, test := range tests {
			t.Run(test.name, func(t *testing.T) {
				loaded, err := reference.LoadFiles(t.Context(), s, edited(t, []edit{test.edit}), nil)
				if err == nil || loaded {
					t.Fatal("it was loaded")
				}
				for _, want := range test.want {
					if !strings.Contains(err.Error(), want) {
						t.Errorf("%q does not say %q", err, want)
					}
				}
				wantRevision(t, s, 0)
				if rows := rowsOf(t, s); len(rows) > 0 {
					t.Errorf("%d rows were written", len(rows))
				}
			})
		}
	})
}
