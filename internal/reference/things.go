package reference

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"kommungraf/ent/db"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// origin is the source part of the ids of reference rows. It never changes, or every id would.
const origin = "kommungraf-reference"

// reader turns the tables into rows of the knowledge base.
type reader struct {
	dataset
	files   fs.FS
	sources map[string]*db.Source // by title
	ids     map[string]vocab.ID   // by kind and key as the tables write them, "municipality 0180"
	seen    map[string]int        // how often a relation of the same type stood between the same ends

	strengths     map[string]strength           // of statements, by table and key
	evidenceYears map[string]*vocab.PartialDate // by key
	tensions      map[vocab.ID][]string         // keys of the principles that a principle is in tension with
}

func readFrom(files fs.FS) (*dataset, error) {
	r := &reader{
		files: files, sources: map[string]*db.Source{}, ids: map[string]vocab.ID{}, seen: map[string]int{},
		strengths: map[string]strength{}, evidenceYears: map[string]*vocab.PartialDate{}, tensions: map[vocab.ID][]string{},
	}
	for _, t := range []struct {
		table string
		read  func(row) error
	}{
		{"datasets", r.register},
		{"regions", r.region}, // before the municipalities, which lie in them
		{"municipalities", r.municipality},
		{"associations", r.association},
		{"agencies", r.agency},
		{"suppliers", r.supplier},
		{"solutions", r.solution},
		{"relationships", r.relation},
		{"agreements", r.agreement},
		{"agreement_parties", r.agreementParty},
		{"agreement_relations", r.agreementRelation}, // after the rows that they speak of
		{"associations", r.everyone},                 // those of everyone, written as * instead of 311 rows
		{"evidence", r.evidenceYear},
		{"evidence_links", r.weigh}, // before the statements, which show how strong they are
		{"roles", r.role},
		{"requirements", r.requirement},
		{"collaboration_forms", r.form},
		{"principles", r.principle},
		{"obstacles", r.obstacle},
		{"handlings", r.handling},
		{"patterns", r.pattern},
		{"situations", r.situation},
		{"needs", r.need},
		{"alternatives", r.alternative},
		{"study", r.study},
		{"disseminations", r.dissemination},
		{"evidence", r.oneEvidence},
		{"evidence_links", r.evidenceLink},
	} {
		if err := eachRow(files, t.table, t.read); err != nil {
			return nil, err
		}
	}
	if err := r.tie(); err != nil {
		return nil, err
	}
	return &r.dataset, r.useForms()
}

// register reads a register or statistics that rows cite by its title.
func (r *reader) register(row row) error {
	year, err := row.number("year")
	if err != nil {
		return err
	}
	s := r.source(row.text("title"))
	s.Kind = vocab.SourceDataset
	s.Publisher, s.Year, s.Licence = row.optional("publisher"), year, row.optional("licence")
	s.URL = optional(vocab.URL(row.text("url")))
	return nil
}

// source finds or makes the source with a title.
func (r *reader) source(title string) *db.Source {
	s, ok := r.sources[title]
	if !ok {
		s = &db.Source{
			ID: vocab.DerivedID(vocab.PrefixSource, origin, title), Kind: vocab.SourceDocument, Title: title,
		}
		if title == editorial {
			s.Kind, s.Title, s.Publisher = vocab.SourceEditorial, "Redaktionell bedömning", new("Kommungraf")
		}
		r.sources[title] = s
		r.dataset.sources = append(r.dataset.sources, s)
	}
	return s
}

// citations reads the source cell of a row: titles separated by semicolons, each with a remark in brackets or without.
func (r *reader) citations(row row) ([]store.Citation, error) {
	var all []store.Citation
	for _, title := range row.list("source") {
		var remark string
		if before, after, ok := strings.Cut(title, " ("); ok && strings.HasSuffix(after, ")") {
			title, remark = before, strings.TrimSuffix(after, ")")
		}
		c := store.Citation{Source: r.source(title).ID, Remark: remark}
		if !slices.ContainsFunc(all, func(o store.Citation) bool { return o.Source == c.Source }) {
			all = append(all, c)
		}
	}
	if len(all) == 0 {
		return nil, errors.New("source: a row names at least one source")
	}
	return all, nil
}

// add finishes an actor: its id, its key in the tables, what every table of actors has.
func (r *reader) add(row row, kindWord, key string, a *db.Actor) error {
	citations, err := r.citations(row)
	if err != nil {
		return err
	}
	if a.Confidence, err = row.confidence(); err != nil {
		return err
	}
	a.ID = vocab.DerivedID(a.Kind.Prefix(), origin, kindWord, key)
	a.Name = row.text("name")
	if a.Status == "" {
		a.Status = vocab.ActorActive
	}
	a.Aliases = []string{}
	if a.Products == nil {
		a.Products = []string{}
	}
	if a.Categories == nil {
		a.Categories = []string{}
	}
	if a.Identifiers == nil {
		a.Identifiers = []vocab.Identifier{}
	}
	if a.OrganisationNumber != nil {
		if _, err := vocab.ParseOrganisationNumber(string(*a.OrganisationNumber)); err != nil {
			return err
		}
		a.Identifiers = append(a.Identifiers, vocab.Identifier{Scheme: vocab.SchemeOrganisationNumber, Value: string(*a.OrganisationNumber)})
	}
	return r.place(kindWord, key, a.ID, func() {
		r.actors = append(r.actors, store.Cited[db.Actor]{Row: a, Sources: citations, Place: row.place()})
	})
}

// place registers a thing under the key that relations name it by.
func (r *reader) place(kindWord, key string, id vocab.ID, keep func()) error {
	name := kindWord + " " + key
	if _, taken := r.ids[name]; taken {
		return fmt.Errorf("there are two of %s", name)
	}
	r.ids[name] = id
	keep()
	return nil
}

func (r *reader) region(row row) error {
	population, err := row.number("population")
	if err != nil {
		return err
	}
	year, err := row.number("population_year")
	if err != nil {
		return err
	}
	code := row.text("county_code")
	return r.add(row, "region", code, &db.Actor{
		Kind: vocab.Region, Slug: slug(row.text("name")),
		Code: &code, CountyCode: optional(vocab.CountyCode(code)), County: row.optional("county"), Letter: row.optional("letter"), Seat: row.optional("seat"),
		Population: population, PopulationYear: year, Note: row.english("note"),
		Identifiers: []vocab.Identifier{{Scheme: vocab.SchemeCountyCode, Value: code}},
	})
}

func (r *reader) municipality(row row) error {
	code, county := row.text("code"), vocab.CountyCode(row.text("county_code"))
	region, ok := r.ids["region "+string(county)]
	if !ok {
		return fmt.Errorf("county_code: there is no region %s", county)
	}
	group, err := enum[vocab.SkrGroup]("skr_group", row.text("skr_group"))
	if err != nil {
		return err
	}
	a := &db.Actor{
		Kind: vocab.Municipality, Slug: municipalitySlug(code, row.text("name")),
		Code: &code, CountyCode: &county, County: row.optional("county"), RegionID: &region, SkrGroup: &group,
		Seat: row.optional("seat"), OrganisationNumber: optional(vocab.OrganisationNumber(row.text("organisation_number"))),
		Identifiers: []vocab.Identifier{{Scheme: vocab.SchemeMunicipalityCode, Value: code}},
	}
	if domain := row.text("website_domain"); domain != "" {
		a.Website = optional(vocab.URL("https://" + domain))
		a.Identifiers = append(a.Identifiers, vocab.Identifier{Scheme: vocab.SchemeDomain, Value: domain})
	}
	if a.Population, err = row.number("population"); err != nil {
		return err
	}
	if a.PopulationYear, err = row.number("population_year"); err != nil {
		return err
	}
	if a.SkrGroupYear, err = row.number("skr_group_year"); err != nil {
		return err
	}
	if a.Latitude, err = row.decimal("latitude"); err != nil {
		return err
	}
	if a.Longitude, err = row.decimal("longitude"); err != nil {
		return err
	}
	return r.add(row, "municipality", code, a)
}

func (r *reader) association(row row) error {
	form, err := enum[vocab.OrganisationForm]("kind", row.text("kind"))
	if err != nil {
		return err
	}
	a := &db.Actor{
		Kind: vocab.Association, Slug: row.text("key"), Form: &form, NameEn: row.optional("name_en"),
		Purpose: row.prose("purpose"), Note: row.english("member_note"),
		OrganisationNumber: optional(vocab.OrganisationNumber(row.text("organisation_number"))),
	}
	if a.Founded, err = row.date("founded"); err != nil {
		return err
	}
	if a.Ended, err = row.date("ended"); err != nil {
		return err
	}
	if a.Ended != nil {
		a.Status = vocab.ActorEnded
	}
	return r.add(row, "association", row.text("key"), a)
}

// agency reads a state agency, or what the tables keep among them: a research organisation is a kind of its own.
func (r *reader) agency(row row) error {
	form, err := enum[vocab.OrganisationForm]("kind", row.text("kind"))
	if err != nil {
		return err
	}
	return r.add(row, "agency", row.text("key"), &db.Actor{
		Kind: form.Kind(), Slug: row.text("key"), Form: &form, NameEn: row.optional("name_en"), Purpose: row.prose("role"),
	})
}

func (r *reader) supplier(row row) error {
	return r.add(row, "supplier", row.text("key"), &db.Actor{
		Kind: vocab.Supplier, Slug: row.text("key"), Country: row.optional("country"),
		Products: row.list("product_names"), Categories: row.list("category"), Note: row.english("note"),
		OrganisationNumber: optional(vocab.OrganisationNumber(row.text("org_number"))),
	})
}

func (r *reader) solution(row row) error {
	kind, err := enum[vocab.SolutionKind]("kind", row.text("kind"))
	if err != nil {
		return err
	}
	citations, err := r.citations(row)
	if err != nil {
		return err
	}
	confidence, err := row.confidence()
	if err != nil {
		return err
	}
	key := row.text("key")
	s := &db.Solution{
		ID: vocab.DerivedID(vocab.PrefixSolution, origin, key), Kind: kind, Slug: key, Name: row.text("name"),
		Area: row.text("domain_area"), Licence: row.optional("licence"), Confidence: confidence,
	}
	if text := row.prose("description"); text != nil {
		s.Description = *text
	}
	if owner := row.text("owner_key"); owner != "" {
		id, err := r.find("owner", row.text("owner_kind"), owner)
		if err != nil {
			return err
		}
		s.OwnerID = &id
	}
	return r.place("solution", key, s.ID, func() {
		r.solutions = append(r.solutions, store.Cited[db.Solution]{Row: s, Sources: citations, Place: row.place()})
	})
}

// find gives the id of the thing that a row names.
func (r *reader) find(column, kindWord, key string) (vocab.ID, error) {
	id, ok := r.ids[kindWord+" "+key]
	if !ok {
		return "", fmt.Errorf("%s: there is no %s %s", column, kindWord, key)
	}
	return id, nil
}

var slugLetters = strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "é", "e")

// slug makes an address part of a name: lower case, Swedish letters without their marks, hyphens between words.
func slug(name string) string {
	plain := slugLetters.Replace(strings.ToLower(name))
	return strings.Join(strings.FieldsFunc(plain, func(c rune) bool { return (c < 'a' || c > 'z') && (c < '0' || c > '9') }), "-")
}

// municipalitySlug tells Håbo from Habo, the one pair of municipalities that are spelled alike without marks.
func municipalitySlug(code, name string) string {
	if name == "Håbo" {
		return slug(name) + "-" + code
	}
	return slug(name)
}
