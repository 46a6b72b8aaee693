package guidance_test

import (
	"encoding/csv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"kommungraf/internal/guidance"
	"kommungraf/internal/vocab"
)

// reference is what the tests know of the world: the reference data, read from its files. The product reads it through
// packages reference and store; that this reads the files itself keeps the test from needing a database.
type reference struct {
	knowledge guidance.Knowledge
	actors    map[string]guidance.Profile // by municipality code, or "region" and county code, or key of an association
	peers     []guidance.Peer             // every municipality and region
	names     map[vocab.ID]string         // to show ids as the files write them
}

// formsOfAssociations says which form of collaboration an association is.
var formsOfAssociations = map[string]string{
	"municipal_association":   "municipal-association",
	"joint_board":             "joint-board",
	"joint_company":           "joint-company",
	"contractual_cooperation": "host-agreement",
	"central_purchasing_body": "framework-agreement",
	"county_federation":       "county-cooperation",
	"network":                 "network",
	"non_profit_association":  "network",
	"open_source_community":   "open-source-community",
	"research_project":        "research-collaboration",
	"research_network":        "research-collaboration",
}

var belongs = []string{"member_of", "participates_in", "hosts", "shared_it_operation", "owner_of"}

var loadReference = sync.OnceValues(readReference)

func mustLoad(t testing.TB) reference {
	t.Helper()
	r, err := loadReference()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func readReference() (reference, error) {
	tables := make(map[string][]row)
	for _, name := range []string{
		"alternatives", "collaboration_forms", "situations", "needs", "obstacles", "handlings", "patterns", "evidence_links",
		"municipalities", "regions", "associations", "relationships",
	} {
		rows, err := readTable(name)
		if err != nil {
			return reference{}, err
		}
		tables[name] = rows
	}
	r := reference{knowledge: knowledgeOf(tables), actors: make(map[string]guidance.Profile), names: make(map[vocab.ID]string)}
	r.readActors(tables)
	r.readRelations(tables)
	for _, key := range slices.Sorted(maps.Keys(r.actors)) {
		if a := r.actors[key]; a.Kind != vocab.Association {
			r.peers = append(r.peers, guidance.Peer{
				Actor: a.Actor, Kind: a.Kind, Population: a.Population, SkrGroup: a.SkrGroup, CountyCode: a.CountyCode, Uses: a.Uses,
			})
		}
	}
	return r, nil
}

func knowledgeOf(tables map[string][]row) guidance.Knowledge {
	var k guidance.Knowledge
	for _, r := range tables["situations"] {
		k.Situations = append(k.Situations, guidance.Named{Slug: r["key"], Name: r.prose("name")})
	}
	for _, r := range tables["needs"] {
		k.Needs = append(k.Needs, guidance.Named{Slug: r["key"], Name: r.prose("name")})
	}
	bands := map[string]vocab.SizeBand{
		"under-10000": vocab.Under10000, "10000-30000": vocab.From10000, "30000-100000": vocab.From30000, "over-100000": vocab.Over100000,
	}
	for _, r := range tables["alternatives"] {
		a := guidance.Alternative{
			Slug: r["key"], Name: r.prose("name"), Situations: r.list("situation_keys"), Needs: r.list("need_keys"),
			Forms: r.list("form_keys"), Obstacles: r.list("obstacle_keys"), MinParties: r.number("min_parties"),
			Editorial: r["source"] == "editorial", Confidence: vocab.Confidence(strings.ToUpper(r["confidence"])),
		}
		for _, b := range r.list("size_bands") {
			a.SizeBands = append(a.SizeBands, bands[b])
		}
		k.Alternatives = append(k.Alternatives, a)
	}
	for _, r := range tables["collaboration_forms"] {
		f := guidance.Form{
			Slug: r["key"], Name: r.prose("name"), Basis: vocab.FormBasis(strings.ToUpper(r["basis"])),
			LegalPerson: vocab.LegalPerson(strings.ToUpper(r["legal_person"])), MinParties: r.number("min_parties"),
			SetupEffort: vocab.SetupEffort(strings.ToUpper(r["setup_effort"])),
		}
		if law := r.prose("legal_basis"); !law.IsZero() {
			f.LegalBasis = &law
		}
		for _, p := range r.list("participant_kinds") {
			kind := vocab.ActorKind(strings.ToUpper(p))
			if p == "research" {
				kind = vocab.ResearchOrganisation
			}
			f.Participants = append(f.Participants, kind)
		}
		k.Forms = append(k.Forms, f)
	}
	for _, r := range tables["obstacles"] {
		k.Obstacles = append(k.Obstacles, guidance.Obstacle{Slug: r["key"], Name: r.prose("name"), Forms: r.list("form_keys")})
	}
	for _, r := range tables["handlings"] {
		k.Handlings = append(k.Handlings, guidance.Handling{
			Slug: r["key"], Obstacles: r.list("obstacle_keys"), Outcome: vocab.Outcome(strings.ToUpper(r["outcome"])),
		})
	}
	for _, r := range tables["patterns"] {
		k.Patterns = append(k.Patterns, guidance.Pattern{Slug: r["key"], Forms: r.list("form_keys"), Obstacles: r.list("obstacle_keys")})
	}
	kinds := map[string]vocab.Prefix{
		"alternatives": vocab.PrefixAlternative, "collaboration_forms": vocab.PrefixCollaborationForm, "handlings": vocab.PrefixHandling,
	}
	for _, r := range tables["evidence_links"] {
		k.Links = append(k.Links, guidance.EvidenceLink{
			Evidence: r["evidence_key"], Kind: kinds[r["target_table"]], Subject: r["target_key"],
			Stance: vocab.Stance(strings.ToUpper(r["stance"])),
		})
	}
	return k
}

func (r *reference) readActors(tables map[string][]row) {
	for _, m := range tables["municipalities"] {
		population, group := m.number("population"), vocab.SkrGroup(m["skr_group"])
		r.actors[m["code"]] = guidance.Profile{
			Actor: r.id(vocab.PrefixMunicipality, m["code"]), Kind: vocab.Municipality,
			Population: &population, SkrGroup: &group, CountyCode: m["county_code"],
		}
	}
	for _, c := range tables["regions"] {
		population := c.number("population")
		r.actors["region "+c["county_code"]] = guidance.Profile{
			Actor: r.id(vocab.PrefixRegion, c["county_code"]), Kind: vocab.Region, Population: &population, CountyCode: c["county_code"],
		}
	}
	for _, a := range tables["associations"] {
		r.actors[a["key"]] = guidance.Profile{
			Actor: r.id(vocab.PrefixAssociation, a["key"]), Kind: vocab.Association,
			Organisation: vocab.OrganisationForm(strings.ToUpper(a["kind"])),
		}
	}
}

// readRelations gives each municipality and region its memberships, and the forms that they stand for.
func (r *reference) readRelations(tables map[string][]row) {
	for _, rel := range tables["relationships"] {
		key := rel["from_key"]
		if rel["from_kind"] == "region" {
			key = "region " + key
		}
		actor, known := r.actors[key]
		body := r.actors[rel["to_key"]]
		if !known || rel["to_kind"] != "association" || rel["valid_to"] != "" || !slices.Contains(belongs, rel["type"]) {
			continue
		}
		var since *vocab.PartialDate
		if v := vocab.PartialDate(rel["valid_from"]); v != "" {
			since = &v
		}
		actor.Memberships = append(actor.Memberships, guidance.Membership{Body: body.Actor, Organisation: body.Organisation, Since: since})
		if form := formsOfAssociations[strings.ToLower(string(body.Organisation))]; form != "" {
			actor.Uses = append(actor.Uses, guidance.Use{
				Form: form, Body: body.Actor, Since: since,
				Relation: vocab.DerivedID(vocab.PrefixRelationship, "test", rel["type"], key, rel["to_key"]),
			})
		}
		r.actors[key] = actor
	}
}

func (r *reference) id(prefix vocab.Prefix, key string) vocab.ID {
	id := vocab.DerivedID(prefix, "test", key)
	r.names[id] = key
	return id
}

// row is one row of a table, its cells by column name.
type row map[string]string

func readTable(name string) ([]row, error) {
	file, err := os.Open(filepath.Join("..", "reference", "data", name+".csv"))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, err
	}
	rows := make([]row, 0, len(lines))
	for _, line := range lines[1:] {
		r := make(row, len(line))
		for i, cell := range line {
			r[lines[0][i]] = cell
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func (r row) prose(name string) vocab.Text { return vocab.Text{SV: r[name+"_sv"], EN: r[name+"_en"]} }

func (r row) list(column string) []string {
	if r[column] == "" {
		return nil
	}
	return strings.Split(r[column], ";")
}

// number gives a cell of the reference data, whose own test holds that it is one.
func (r row) number(column string) int {
	n, _ := strconv.Atoi(r[column])
	return n
}
