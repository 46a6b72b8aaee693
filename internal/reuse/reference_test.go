package reuse_test

import (
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kommungraf/internal/reuse"
	"kommungraf/internal/vocab"
)

var update = flag.Bool("update", false, "write the answer into the scenario; read the difference before you keep it")

// reference is the world of the reference data, with the law as its forms of collaboration state it.
type reference struct {
	*memory
	law      reuse.Law
	actors   map[string]int32 // "municipality 2521", "association itsam"
	solution map[string]int32
}

func loadReference(t testing.TB) reference {
	t.Helper()
	r := reference{memory: newMemory(), actors: make(map[string]int32), solution: make(map[string]int32)}
	r.day = "2026-06-01"
	add := func(kind vocab.ActorKind, key string, a reuse.Actor) {
		a.Kind, a.ID = kind, vocab.ID(strings.ToLower(string(kind))+" "+key)
		r.actors[string(a.ID)] = r.actor(a)
	}
	for _, m := range readTable(t, "municipalities") {
		add(vocab.Municipality, m["code"], reuse.Actor{
			Name: m["name"], County: m["county_code"], SkrGroup: vocab.SkrGroup(m["skr_group"]),
			Population: int(m.number("population")), Latitude: m.number("latitude"), Longitude: m.number("longitude"),
		})
	}
	for _, c := range readTable(t, "regions") {
		add(vocab.Region, c["county_code"], reuse.Actor{Name: c["name"], County: c["county_code"], Population: int(c.number("population"))})
	}
	for _, a := range readTable(t, "associations") {
		add(vocab.Association, a["key"], reuse.Actor{Name: a["name"], Form: vocab.OrganisationForm(strings.ToUpper(a["kind"])), Ended: a["ended"] != ""})
	}
	for _, a := range readTable(t, "agencies") {
		add(vocab.Agency, a["key"], reuse.Actor{Name: a["name"]})
	}
	for _, s := range readTable(t, "suppliers") {
		add(vocab.Supplier, s["key"], reuse.Actor{Name: s["name"]})
	}
	for _, s := range readTable(t, "solutions") {
		r.solutions = append(r.solutions, reuse.Solution{
			ID: vocab.ID(s["key"]), Kind: vocab.SolutionKind(strings.ToUpper(s["kind"])), Area: s["domain_area"],
			Licence: s["licence"], Name: s["name"], Sort: strings.ToLower(s["name"]),
		})
		r.solution[s["key"]] = int32(len(r.solutions) - 1)
	}
	r.readRelations(t)
	r.readLaw(t)
	return r
}

var memberships = map[string]vocab.RelationshipType{
	"member_of": vocab.RelationshipMemberOf, "participates_in": vocab.RelationshipParticipatesIn, "owner_of": vocab.RelationshipOwns,
	"hosts": vocab.RelationshipHosts, "co_opted_to": vocab.RelationshipCoOptedTo, "shared_it_operation": vocab.RelationshipSharesITOperationIn,
}

var involvements = map[string]vocab.InvolvementType{
	"adopts": vocab.InvolvementUses, "provides": vocab.InvolvementProvides, "owner_of": vocab.InvolvementOwns,
	"operates": vocab.InvolvementOperates, "maintains": vocab.InvolvementMaintains, "developed": vocab.InvolvementDeveloped,
	"joint_procurement": vocab.InvolvementJointlyProcured, "supports": vocab.InvolvementSupports, "contributed_to": vocab.InvolvementContributesTo,
}

func (r *reference) readRelations(t testing.TB) {
	consultants := reuse.Agreement{
		ID: "framework agreement 10539", Kind: reuse.FrameworkAgreement, Number: "10539", Start: "2021",
		Name: vocab.Text{SV: "IT-konsulttjänster 2021", EN: "IT consultancy services 2021"}, Buyers: []int32{r.actors["association adda-inkopscentral"]},
	}
	for _, a := range readTable(t, "associations") {
		if a["member_codes"] == "*" {
			for i := range r.Municipalities() {
				r.join(vocab.RelationshipMemberOf, r.actors["association "+a["key"]], i)
			}
		}
	}
	for _, v := range readTable(t, "relationships") {
		from, to := v["from_kind"]+" "+v["from_key"], v["to_kind"]+" "+v["to_key"]
		if v["valid_to"] != "" || v["from_kind"] == "solution" && v["type"] != "developed_by" {
			continue
		}
		switch kind := v["type"]; {
		case kind == "developed_by":
			r.involve(r.actors[to], vocab.InvolvementDeveloped, r.solution[v["from_key"]])
		case kind == "framework_agreement" && v["from_key"] == "adda-inkopscentral":
			consultants.Suppliers = append(consultants.Suppliers, reuse.Lot{Supplier: r.actors[to]})
		case v["to_kind"] == "solution" && involvements[kind] != "":
			r.involve(r.actors[from], involvements[kind], r.solution[v["to_key"]])
			r.involvements[len(r.involvements)-1].Since = vocab.PartialDate(v["valid_from"])
		case v["to_kind"] == "association" && memberships[kind] != "":
			r.join(memberships[kind], r.actors[to], r.actors[from])
		}
	}
	r.agreements = append(r.agreements, consultants)
}

func (r *reference) readLaw(t testing.TB) {
	for _, f := range readTable(t, "collaboration_forms") {
		text := vocab.Text{SV: f["legal_basis_sv"], EN: f["legal_basis_en"]}
		switch f["key"] {
		case "municipal-association":
			r.law.MunicipalAssociation = text
		case "joint-board":
			r.law.JointBoard = text
		case "joint-company":
			r.law.Company = text
		case "host-agreement":
			r.law.HostAgreement = text
		case "framework-agreement":
			r.law.CallOff = text
		}
	}
}

type row map[string]string

func (r row) number(column string) float64 {
	n, _ := strconv.ParseFloat(r[column], 64) // the test of the reference data holds that it is one
	return n
}

func readTable(t testing.TB, name string) []row {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "reference", "data", name+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := make([]row, 0, len(lines))
	for _, line := range lines[1:] {
		r := make(row, len(line))
		for i, cell := range line {
			r[lines[0][i]] = cell
		}
		rows = append(rows, r)
	}
	return rows
}

// TestScenarios shows what municipalities of some 5,000 inhabitants could take over and how, by the reference data. The
// pages are read by people.
func TestScenarios(t *testing.T) {
	r := loadReference(t)
	for file, s := range map[string]scenario{
		"dals-ed": {"1438", []string{"open-eplatform", "lediga-tomter-skaraborg", "treserva"}, "fyrbodals-kommunalforbund"},
		"pajala":  {"2521", []string{"norrbotten-e-tjanster", "sdk", "sydarkivera-bevarande"}, "norrbottens-e-namnd"},
	} {
		t.Run(file, func(t *testing.T) {
			file = filepath.Join("testdata", file+".txt")
			got := s.page(t, r)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the answer is\n%s\nand not\n%s", got, want)
			}
		})
	}
}

// scenario is a municipality, the solutions that it asks routes to, and the body whose gaps it asks for.
type scenario struct {
	code      string
	solutions []string
	body      string
}

// must gives the answer of a question that has one.
func must[T any](t testing.TB, answer T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func (s scenario) page(t *testing.T, r reference) string {
	me := r.actors["municipality "+s.code]
	name := func(id vocab.ID) string { return r.memory.actors[r.actors[string(id)]].Name }
	names := func(ids []vocab.ID) string {
		list := make([]string, len(ids))
		for i, id := range ids {
			list[i] = name(id)
		}
		return strings.Join(list, ", ")
	}
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	parts := func(list []reuse.Part) (text string) {
		for _, p := range list {
			text += fmt.Sprintf("  %s %v·%v", p.Kind, p.Weight, p.Value)
		}
		return text
	}

	line("%s, %d invånare\n\nSimilar", r.Actor(me).Name, r.Actor(me).Population)
	similar, err := reuse.Similar(r, me, 5)
	for _, l := range must(t, similar, err).Similar {
		line("  %.3f %s%s", l.Similarity, name(l.Municipality), parts(l.Parts))
		line("        %s; %v", names(l.Bodies), l.Solutions)
	}
	suggest, err := reuse.Suggest(r, me, "", 5)
	line("\nSuggest\n  %s", must(t, suggest, err).Coverage.Sentence.SV)
	for _, found := range suggest.Suggestions {
		line("  %.3f %s%s", found.Score, found.Solution, parts(found.Parts))
		for _, reason := range found.Reasons {
			line("        %s", reason.Sentence.SV)
		}
		for _, p := range found.Peers[:min(3, len(found.Peers))] {
			line("        %s %.3f larger %v (of %d)", name(p.Municipality), p.Similarity, p.Larger, found.PeerCount)
		}
	}
	for _, key := range s.solutions {
		ways, err := reuse.Routes(r, r.law, me, r.solution[key])
		line("\nRoutes to %s (more than shown: %v)", key, must(t, ways, err).Truncated)
		for i, w := range ways.Routes {
			if i > 0 && w.Kind == ways.Routes[i-1].Kind {
				line("  %s %s: likewise through %s", w.Status, w.Kind, name(w.Through))
				continue
			}
			line("  %s %s", w.Status, w.Kind)
			for _, reason := range w.Reasons {
				line("      %s: %s", reason.Code, reason.Sentence.SV)
			}
			line("      First: %s", w.FirstStep.SV)
			for _, g := range w.Grounds {
				line("      %s: %s", g.Kind, g.Text.SV)
			}
		}
	}
	body := r.actors["association "+s.body]
	group := reuse.MunicipalitiesIn(r, body)
	gaps, err := reuse.Gaps(r, group, reuse.ByArea, 0.5, 0)
	line("\nGaps by area in %s: something is known of %d of %d", r.Actor(body).Name, must(t, gaps, err).Known, gaps.Members)
	line("  unknown: %s", names(gaps.Unknown))
	for _, g := range gaps.Gaps {
		line("  %.3f %s: %s; lacking: %s", g.Share, g.Area, names(g.Using), names(g.Lacking))
	}
	return b.String()
}
