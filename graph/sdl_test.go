package graph_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	entschema "entgo.io/ent/dialect/sql/schema"
	"github.com/google/go-cmp/cmp"
	sdl "github.com/vektah/gqlparser/v2/ast"

	"kommungraf/ent/db"
	"kommungraf/ent/db/migrate"
	"kommungraf/graph"
	"kommungraf/internal/reuse"
	"kommungraf/internal/vocab"
)

// definitions lists the types of the contract, without those that are part of GraphQL itself.
func definitions() (all []*sdl.Definition) {
	schema := graph.NewExecutableSchema(graph.Config{}).Schema()
	for _, name := range slices.Sorted(maps.Keys(schema.Types)) {
		if d := schema.Types[name]; !d.BuiltIn && !strings.HasPrefix(name, "__") {
			all = append(all, d)
		}
	}
	return all
}

// bound reads from gqlgen.yml which Go type each SDL name stands for.
func bound(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile("../gqlgen.yml")
	if err != nil {
		t.Fatal(err)
	}
	_, models, _ := strings.Cut(string(text), "\nmodels:\n")
	names := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^  (\w+):(?: \{model: \[?|\n    model: )([\w./]+)`).FindAllStringSubmatch(models, -1) {
		names[m[1]] = m[2]
	}
	if len(names) < 50 {
		t.Fatalf("only %d names read from gqlgen.yml", len(names))
	}
	return names
}

// words is what an enumeration of package vocab offers.
type words interface{ Values() []string }

var vocabulary = map[string]words{
	"ActorFacet": vocab.ActorFacet(""), "SolutionFacet": vocab.SolutionFacet(""), "SearchFacet": vocab.SearchFacet(""),
	"ActorKind": vocab.ActorKind(""), "ActorStatus": vocab.ActorStatus(""), "CentralityMeasure": vocab.CentralityMeasure(""), "ClaimStatus": vocab.ClaimStatus(""),
	"Confidence": vocab.Confidence(""), "Direction": vocab.Direction(""), "Ending": vocab.Ending(""),
	"InvolvementType": vocab.InvolvementType(""), "Language": vocab.Language(""), "OrganisationForm": vocab.OrganisationForm(""),
	"Origin": vocab.Origin(""), "RelationshipType": vocab.RelationshipType(""), "SearchKind": vocab.SearchKind(""),
	"SkrGroup": vocab.SkrGroup(""), "SolutionKind": vocab.SolutionKind(""), "SolutionLinkType": vocab.SolutionLinkType(""),
	"SourceKind": vocab.SourceKind(""), "Validity": vocab.Validity(""), "Visibility": vocab.Visibility(""),
	"DisseminationKind": vocab.DisseminationKind(""), "DisseminationStatus": vocab.DisseminationStatus(""),
	"EvidenceKind": vocab.EvidenceKind(""), "Explicitness": vocab.Explicitness(""), "FeedbackStance": vocab.FeedbackStance(""),
	"FormBasis": vocab.FormBasis(""), "LegalPerson": vocab.LegalPerson(""), "ObstacleCategory": vocab.ObstacleCategory(""),
	"Outcome": vocab.Outcome(""), "SetupEffort": vocab.SetupEffort(""), "SizeBand": vocab.SizeBand(""), "Stance": vocab.Stance(""),
	"StudyStatus": vocab.StudyStatus(""), "AgreementKind": vocab.AgreementKind(""), "AgreementGroupBy": vocab.AgreementGroupBy(""), "AgreementRole": vocab.AgreementRole(""),
	"GroupBy":      vocab.GroupBy(""),
	"StatsMeasure": vocab.StatsMeasure(""), "StatsOrderField": vocab.StatsOrderField(""), "SeriesInterval": vocab.SeriesInterval(""),
	"SeriesMeasure": vocab.SeriesMeasure(""), "DependencyKind": vocab.DependencyKind(""), "QualityIssue": vocab.QualityIssue(""),
	"RelationEntity": relationEntities{},

	"ReuseBasis": reuse.Basis(""), "ReuseGroundKind": reuse.GroundKind(""), "ReusePartKind": reuse.PartKind(""),
	"ReuseReasonCode": reuse.ReasonCode(""), "ReuseRouteKind": reuse.RouteKind(""), "ReuseStatus": reuse.Status(""),
}

// relationEntities stands for the one enumeration that is never stored, so that it lists no words itself.
type relationEntities struct{}

func (relationEntities) Values() []string {
	return []string{string(vocab.EntityRelationship), string(vocab.EntityInvolvement), string(vocab.EntitySolutionLink)}
}

// TestEnumsAreTheVocabulary holds the enumerations of the contract and those of the code to the same words in the same
// order.
func TestEnumsAreTheVocabulary(t *testing.T) {
	models := bound(t)
	for _, d := range definitions() {
		room, _, _ := strings.Cut(models[d.Name], ".")
		if d.Kind != sdl.Enum || room != "kommungraf/internal/vocab" && room != "kommungraf/internal/reuse" {
			continue
		}
		v, ok := vocabulary[d.Name]
		if !ok {
			t.Errorf("%s is not compared", d.Name)
			continue
		}
		var values []string
		for _, e := range d.EnumValues {
			values = append(values, e.Name)
		}
		if diff := cmp.Diff(v.Values(), values); diff != "" {
			t.Errorf("%s (-vocab +SDL):\n%s", d.Name, diff)
		}
	}
}

// entity is an ent type: its Go struct and its table.
type entity struct {
	row   any
	table *entschema.Table
}

var entities = map[string]entity{
	"Actor":             {db.Actor{}, migrate.ActorsTable},
	"Agreement":         {db.Agreement{}, migrate.AgreementsTable},
	"AgreementParty":    {db.AgreementParty{}, migrate.AgreementPartiesTable},
	"Citation":          {db.Citation{}, migrate.CitationsTable},
	"Involvement":       {db.Involvement{}, migrate.InvolvementsTable},
	"Relationship":      {db.Relationship{}, migrate.RelationshipsTable},
	"RelationshipEnd":   {db.RelationshipEnd{}, migrate.RelationshipEndsTable},
	"Solution":          {db.Solution{}, migrate.SolutionsTable},
	"SolutionLink":      {db.SolutionLink{}, migrate.SolutionLinksTable},
	"SolutionLinkEnd":   {db.SolutionLinkEnd{}, migrate.SolutionLinkEndsTable},
	"Source":            {db.Source{}, migrate.SourcesTable},
	"Alternative":       {db.Alternative{}, migrate.AlternativesTable},
	"CollaborationForm": {db.CollaborationForm{}, migrate.CollaborationFormsTable},
	"Dissemination":     {db.Dissemination{}, migrate.DisseminationsTable},
	"Evidence":          {db.Evidence{}, migrate.EvidencesTable},
	"EvidenceLink":      {db.EvidenceLink{}, migrate.EvidenceLinksTable},
	"Feedback":          {db.Feedback{}, migrate.FeedbacksTable},
	"FormUse":           {db.FormUse{}, migrate.FormUsesTable},
	"Handling":          {db.Handling{}, migrate.HandlingsTable},
	"Need":              {db.Need{}, migrate.NeedsTable},
	"Obstacle":          {db.Obstacle{}, migrate.ObstaclesTable},
	"ObstacleMet":       {db.ObstacleMet{}, migrate.ObstacleMetsTable},
	"Pattern":           {db.Pattern{}, migrate.PatternsTable},
	"Principle":         {db.Principle{}, migrate.PrinciplesTable},
	"Proposal":          {db.Proposal{}, migrate.ProposalsTable},
	"Requirement":       {db.Requirement{}, migrate.RequirementsTable},
	"Role":              {db.Role{}, migrate.RolesTable},
	"RoleTaken":         {db.RoleTaken{}, migrate.RoleTakensTable},
	"Situation":         {db.Situation{}, migrate.SituationsTable},
	"Study":             {db.Study{}, migrate.StudiesTable},
}

// ownReasoning is why a column of prose is no text: the API says how sure we are of it.
const ownReasoning = "own reasoning, shown with at most MEDIUM confidence"

// notOfEnt are fields that are no field or edge of the row, or not as the row has them, each with the reason.
var notOfEnt = map[string]string{
	"Relationship.label":        "a function of type: the phrase of the table of types",
	"Relationship.inverseLabel": "a function of type: the phrase of the table of types",
	"Involvement.label":         "a function of type: the phrase of the table of types",
	"Involvement.inverseLabel":  "a function of type: the phrase of the table of types",
	"SolutionLink.label":        "a function of type: the phrase of the table of types",
	"SolutionLink.inverseLabel": "a function of type: the phrase of the table of types",

	"Alternative.prerequisites":        ownReasoning,
	"Alternative.steps":                ownReasoning,
	"CollaborationForm.entry":          ownReasoning,
	"CollaborationForm.exit":           ownReasoning,
	"CollaborationForm.procurement":    ownReasoning, // unless an authority, a bill or a court is among its sources
	"CollaborationForm.responsibility": ownReasoning,
	"CollaborationForm.suitsWhen":      ownReasoning,
	"Pattern.consequences":             ownReasoning,
}

// requiredByKind are columns that all kinds of actors share and may be empty, but not for the kind: package store
// refuses to write such a row without them.
var requiredByKind = []string{
	"Municipality.code", "Municipality.countyCode", "Municipality.county", "Region.countyCode", "Region.county",
	"Association.form", "Agency.form", "ResearchOrganisation.form",
}

// TestFieldsAreOfEnt walks the types that stand for rows: a field is the camelCase of a field or an edge, without
// renames, so that whoever reads the one knows the other; and it promises a value only where the column does.
func TestFieldsAreOfEnt(t *testing.T) {
	models := bound(t)
	met := map[string]bool{}
	for _, d := range definitions() {
		name, ok := entityOf(models[d.Name])
		if !ok || d.Kind != sdl.Object && d.Kind != sdl.Interface {
			continue
		}
		e, ok := entities[name]
		if !ok {
			t.Errorf("%s is bound to %s, which is not compared", d.Name, name)
			continue
		}
		nullable, edges := e.columns(), e.edges()
		for _, f := range d.Fields {
			at := d.Name + "." + f.Name
			if notOfEnt[at] != "" {
				met[at] = true
				continue
			}
			null, isColumn := nullable[f.Name]
			list, isEdge := edges[f.Name]
			if isEdge && !list {
				null, isColumn = nullable[f.Name+"Id"]
			}
			switch {
			case !isColumn && !isEdge:
				t.Errorf("%s is no field and no edge of %s", at, name)
			case slices.Contains(requiredByKind, at):
				met[at] = true
				if !null || !f.Type.NonNull {
					t.Errorf("%s is listed as required by its kind and need not be", at)
				}
			case isEdge && list && !f.Type.NonNull:
				t.Errorf("%s is a list and may be null", at)
			case isColumn && null == f.Type.NonNull:
				t.Errorf("%s: NonNull is %v and the column may be null: %v", at, f.Type.NonNull, null)
			}
		}
	}
	for _, d := range definitions() {
		for _, f := range d.Fields {
			at := d.Name + "." + f.Name
			if reasoned := f.Type.Name() == "Reasoning"; reasoned != (notOfEnt[at] == ownReasoning) {
				t.Errorf("%s is of the type %s and listed as %q", at, f.Type, notOfEnt[at])
			}
		}
	}
	for _, listed := range slices.Concat(slices.Sorted(maps.Keys(notOfEnt)), requiredByKind) {
		if !met[listed] {
			t.Errorf("%s is listed as an exception and is none", listed)
		}
	}
}

// entityOf is the ent type behind a Go type of the API: kinds of actors wrap actors.
func entityOf(model string) (string, bool) {
	if name, ok := strings.CutPrefix(model, "kommungraf/ent/db."); ok {
		for _, suffix := range []string{"Connection", "Edge", "Order", "OrderField", "WhereInput", "Cursor", "PageInfo", "Noder"} {
			if strings.HasSuffix(name, suffix) {
				return "", false
			}
		}
		return name, true
	}
	name, ok := strings.CutPrefix(model, "kommungraf/graph/model.")
	for _, kind := range append(vocab.ActorKind("").Values(), "ACTOR") {
		if ok && name == pascal(kind) {
			return "Actor", true
		}
	}
	return "", false
}

// columns tells of each column, in camelCase, whether it may be null.
func (e entity) columns() map[string]bool {
	nullable := map[string]bool{}
	for _, c := range e.table.Columns {
		nullable[camel(c.Name)] = c.Nullable
	}
	return nullable
}

// edges tells of each edge, in camelCase, whether it is a list.
func (e entity) edges() map[string]bool {
	lists := map[string]bool{}
	field, ok := reflect.TypeOf(e.row).FieldByName("Edges")
	if !ok {
		return nil
	}
	for f := range field.Type.Fields() {
		if tag, ok := f.Tag.Lookup("json"); ok && f.IsExported() {
			name, _, _ := strings.Cut(tag, ",")
			lists[camel(name)] = f.Type.Kind() == reflect.Slice
		}
	}
	return lists
}

func camel(snake string) string {
	p := pascal(snake)
	return strings.ToLower(p[:1]) + p[1:]
}

func pascal(snake string) (name string) {
	for part := range strings.SplitSeq(strings.ToLower(snake), "_") {
		name += strings.ToUpper(part[:1]) + part[1:]
	}
	return name
}

var upperSnake = regexp.MustCompile(`^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$`)

// TestContractIsDescribed holds the contract to its manners: everything is described in a sentence, and words have the
// form of what they are.
func TestContractIsDescribed(t *testing.T) {
	for _, d := range definitions() {
		described(t, d.Name, d.Description)
		for _, v := range d.EnumValues {
			described(t, d.Name+"."+v.Name, v.Description)
			if !upperSnake.MatchString(v.Name) {
				t.Errorf("%s.%s is not in UPPER_SNAKE", d.Name, v.Name)
			}
		}
		for _, f := range d.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			described(t, d.Name+"."+f.Name, f.Description)
			for _, a := range f.Arguments {
				described(t, fmt.Sprintf("%s.%s(%s:)", d.Name, f.Name, a.Name), a.Description)
			}
		}
		if d.Kind == sdl.InputObject && !strings.HasSuffix(d.Name, "Input") && !strings.HasSuffix(d.Name, "Filter") && !strings.HasSuffix(d.Name, "Order") {
			t.Errorf("input %s is no Input, Filter or Order", d.Name)
		}
		if d.Kind == sdl.Scalar && d.Directives.ForName("specifiedBy") == nil {
			t.Errorf("scalar %s says nowhere what specifies it", d.Name)
		}
	}
}

func described(t *testing.T, what, description string) {
	t.Helper()
	if !strings.HasSuffix(strings.TrimSpace(description), ".") {
		t.Errorf("%s is not described in a sentence: %q", what, description)
	}
}

// TestConnections holds every list with pages to the shape that Relay gave it, and to the same arguments in the same
// order.
func TestConnections(t *testing.T) {
	types := map[string]*sdl.Definition{}
	for _, d := range definitions() {
		types[d.Name] = d
	}
	shape := func(d *sdl.Definition) (fields []string) {
		for _, f := range d.Fields {
			fields = append(fields, f.Name+": "+f.Type.String())
		}
		return fields
	}
	connections := 0
	for _, d := range definitions() {
		if stem, ok := strings.CutSuffix(d.Name, "Connection"); ok {
			connections++
			want := []string{"edges: [" + stem + "Edge!]!", "pageInfo: PageInfo!", "totalCount: Int!"}
			if diff := cmp.Diff(want, shape(d)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", d.Name, diff)
			}
			edge := shape(types[stem+"Edge"])
			if len(edge) < 2 || edge[1] != "cursor: Cursor!" || !strings.HasPrefix(edge[0], "node: ") || !strings.HasSuffix(edge[0], "!") {
				t.Errorf("%sEdge: %v", stem, edge)
			}
		}
		for _, f := range d.Fields {
			if strings.HasSuffix(f.Type.Name(), "Connection") {
				checkArguments(t, d.Name+"."+f.Name, f)
			}
		}
	}
	if connections < 10 {
		t.Errorf("only %d connections", connections)
	}
}

// unfiltered are the lists that have no filter: they are short, or there is nothing to tell their rows apart by.
var unfiltered = []string{
	"Evidence.links", "Query.needs", "Query.proposals", "Query.requirements", "Query.roles", "Query.situations", "Query.studies",
}

func checkArguments(t *testing.T, at string, f *sdl.FieldDefinition) {
	t.Helper()
	if !f.Type.NonNull {
		t.Errorf("%s may be null", at)
	}
	var names []string
	for _, a := range f.Arguments {
		names = append(names, a.Name)
		switch a.Name {
		case "first":
			if a.Type.String() != "Int" || a.DefaultValue == nil || a.DefaultValue.Raw != "20" {
				t.Errorf("%s: first is %s = %v, not Int = 20", at, a.Type, a.DefaultValue)
			}
		case "last":
			if a.Type.String() != "Int" || a.DefaultValue != nil {
				t.Errorf("%s: last is not a plain Int", at)
			}
		case "orderBy":
			if a.DefaultValue == nil {
				t.Errorf("%s: orderBy has no default", at)
			}
		}
	}
	want := []string{"after", "first", "before", "last", "orderBy", "where"}
	if at == "Query.search" { // best first: it has no end to page from and no other order
		want = []string{"query", "kinds", "after", "first"}
	}
	if slices.Contains(unfiltered, at) {
		want = slices.DeleteFunc(want, func(name string) bool { return name == "where" })
	}
	// asOf is for roots: beneath them it stands in where, which eager loading sees.
	if strings.HasPrefix(at, "Query.") && at != "Query.sources" {
		want = append(want, "asOf")
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("%s (-want +got):\n%s", at, diff)
	}
}

// TestResolversAreShort keeps rules out of the edge: a resolver body has at most ten lines.
func TestResolversAreShort(t *testing.T) {
	files, err := filepath.Glob("*.resolvers.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no resolvers: %v", err)
	}
	positions := token.NewFileSet()
	for _, name := range files {
		file, err := parser.ParseFile(positions, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				lines := positions.Position(f.Body.Rbrace).Line - positions.Position(f.Body.Lbrace).Line - 1
				if lines > 10 {
					t.Errorf("%s: %s has %d lines", name, f.Name.Name, lines)
				}
			}
		}
	}
}
