package reference

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kommungraf/ent/db"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// framework is the part of the reference data that says what has been learned about working together.
type framework struct {
	roles          []store.Cited[db.Role]
	requirements   []store.Cited[db.Requirement]
	forms          []store.Cited[db.CollaborationForm]
	principles     []store.Cited[db.Principle]
	obstacles      []store.Cited[db.Obstacle]
	handlings      []store.Cited[db.Handling]
	patterns       []store.Cited[db.Pattern]
	situations     []store.Cited[db.Situation]
	needs          []store.Cited[db.Need]
	alternatives   []store.Cited[db.Alternative]
	studies        []store.Cited[db.Study]
	disseminations []store.Cited[db.Dissemination]
	evidence       []store.Cited[db.Evidence]
	evidenceLinks  []store.Cited[db.EvidenceLink]
	formUses       []store.Cited[db.FormUse]
	obstaclesMet   []store.Cited[db.ObstacleMet]
}

// editorial is how the tables mark a statement that is our own reasoning.
const editorial = "editorial"

// piece is what every row of the framework's tables has.
type piece struct {
	key        string
	id         vocab.ID
	name       vocab.Text
	confidence vocab.Confidence
	editorial  bool
	sources    []store.Citation
	strength   strength
}

// strength is what evidence there is for a statement: counted here, since it is shown without looking.
type strength struct {
	supporting, contradicting int
	newest                    *vocab.PartialDate
}

// piece reads what a row of the framework shares with all others, and registers it under its table and key.
func (r *reader) piece(row row, prefix vocab.Prefix) (p piece, err error) {
	p.key = row.text("key")
	p.id = vocab.DerivedID(prefix, origin, p.key)
	if p.sources, err = r.citations(row); err != nil {
		return p, err
	}
	if p.confidence, err = row.confidence(); err != nil {
		return p, err
	}
	p.editorial = row.text("source") == editorial
	if _, named := row.cells["name_sv"]; named {
		p.name = vocab.Text{SV: row.text("name_sv"), EN: row.text("name_en")}
	}
	p.strength = r.strengths[row.table+" "+p.key]
	return p, r.place(row.table, p.key, p.id, func() {})
}

// prose gives a pair of cells that must not be empty.
func (r row) mustProse(name string) (vocab.Text, error) {
	t := r.prose(name)
	if t == nil {
		return vocab.Text{}, fmt.Errorf("%s: a text is missing", name)
	}
	return *t, nil
}

// links reads a list of keys of another table as rows that hold nothing but their ids, in the order of the ids.
func links[T any](r *reader, row row, column, table string, of func(vocab.ID) *T) ([]*T, error) {
	var ids []vocab.ID
	for _, key := range row.list(column) {
		id, err := r.find(column, table, key)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var all []*T
	for _, id := range slices.Compact(ids) {
		all = append(all, of(id))
	}
	return all, nil
}

func formOf(id vocab.ID) *db.CollaborationForm { return &db.CollaborationForm{ID: id} }
func roleOf(id vocab.ID) *db.Role              { return &db.Role{ID: id} }
func obstacleOf(id vocab.ID) *db.Obstacle      { return &db.Obstacle{ID: id} }
func situationOf(id vocab.ID) *db.Situation    { return &db.Situation{ID: id} }
func needOf(id vocab.ID) *db.Need              { return &db.Need{ID: id} }

// weigh counts, before anything else is read, what evidence there is for each statement.
func (r *reader) weigh(row row) error {
	name := row.text("target_table") + " " + row.text("target_key")
	s := r.strengths[name]
	switch row.text("stance") {
	case "supports":
		s.supporting++
	case "contradicts":
		s.contradicting++
	default:
		return fmt.Errorf("stance: %q is neither supports nor contradicts", row.text("stance"))
	}
	if year := r.evidenceYears[row.text("evidence_key")]; year != nil && (s.newest == nil || *year > *s.newest) {
		s.newest = year
	}
	r.strengths[name] = s
	return nil
}

func (r *reader) evidenceYear(row row) (err error) {
	r.evidenceYears[row.text("key")], err = row.date("year")
	return err
}

func (r *reader) role(row row) error {
	p, err := r.piece(row, vocab.PrefixRole)
	if err != nil {
		return err
	}
	description, err := row.mustProse("description")
	r.roles = append(r.roles, store.Cited[db.Role]{Sources: p.sources, Place: row.place(), Row: &db.Role{
		ID: p.id, Slug: p.key, Name: p.name, Editorial: p.editorial, Confidence: p.confidence, Description: description,
		EvidenceFor: p.strength.supporting, EvidenceAgainst: p.strength.contradicting, NewestEvidence: p.strength.newest,
	}})
	return err
}

func (r *reader) requirement(row row) error {
	p, err := r.piece(row, vocab.PrefixRequirement)
	if err != nil {
		return err
	}
	role, err := r.find("role_key", "roles", row.text("role_key"))
	if err != nil {
		return err
	}
	statement, err := row.mustProse("statement")
	r.requirements = append(r.requirements, store.Cited[db.Requirement]{Sources: p.sources, Place: row.place(), Row: &db.Requirement{
		ID: p.id, Slug: p.key, Name: statement, Editorial: p.editorial, Confidence: p.confidence, RoleID: role,
		EvidenceFor: p.strength.supporting, EvidenceAgainst: p.strength.contradicting, NewestEvidence: p.strength.newest,
	}})
	return err
}

// participants are the words of the tables for who may take part in a form.
var participants = map[string]vocab.ActorKind{
	"municipality": vocab.Municipality, "region": vocab.Region, "association": vocab.Association,
	"supplier": vocab.Supplier, "agency": vocab.Agency, "research": vocab.ResearchOrganisation,
}

func (r *reader) form(row row) error {
	p, err := r.piece(row, vocab.PrefixCollaborationForm)
	if err != nil {
		return err
	}
	f := &db.CollaborationForm{
		ID: p.id, Slug: p.key, Name: p.name, Editorial: p.editorial, Confidence: p.confidence, LegalBasis: row.prose("legal_basis"),
		EvidenceFor: p.strength.supporting, EvidenceAgainst: p.strength.contradicting, NewestEvidence: p.strength.newest,
		ParticipantKinds: []vocab.ActorKind{}, ProcurementReasoned: !r.official(row.list("evidence_keys")),
	}
	for column, text := range map[string]*vocab.Text{
		"description": &f.Description, "opportunities": &f.Opportunities, "limitations": &f.Limitations, "responsibility": &f.Responsibility,
		"procurement": &f.Procurement, "entry": &f.Entry, "exit": &f.Exit, "suits_when": &f.SuitsWhen,
	} {
		if *text, err = row.mustProse(column); err != nil {
			return err
		}
	}
	if f.Basis, err = enum[vocab.FormBasis]("basis", row.text("basis")); err != nil {
		return err
	}
	if f.LegalPerson, err = enum[vocab.LegalPerson]("legal_person", row.text("legal_person")); err != nil {
		return err
	}
	if f.SetupEffort, err = enum[vocab.SetupEffort]("setup_effort", row.text("setup_effort")); err != nil {
		return err
	}
	if f.MinParties, err = row.count("min_parties"); err != nil {
		return err
	}
	for _, word := range row.list("participant_kinds") {
		kind, ok := participants[word]
		if !ok {
			return fmt.Errorf("participant_kinds: %q is no kind of actor", word)
		}
		f.ParticipantKinds = append(f.ParticipantKinds, kind)
	}
	r.forms = append(r.forms, store.Cited[db.CollaborationForm]{Sources: p.sources, Place: row.place(), Row: f})
	return nil
}

// official tells whether an authority, a bill or a court is among the evidence: then what a form's row says of
// procurement is not our own reasoning. The keys of such evidence begin so.
func (r *reader) official(evidence []string) bool {
	return slices.ContainsFunc(evidence, func(key string) bool {
		return slices.ContainsFunc([]string{"prop-", "sfs-", "uhm-", "fr-", "konkurrensverket-"}, func(begin string) bool {
			return strings.HasPrefix(key, begin)
		})
	})
}

func (r *reader) principle(row row) error {
	p, err := r.piece(row, vocab.PrefixPrinciple)
	if err != nil {
		return err
	}
	description, err := row.mustProse("description")
	if err != nil {
		return err
	}
	explicitness, err := enum[vocab.Explicitness]("stated", row.text("stated"))
	if err != nil {
		return err
	}
	x := &db.Principle{
		ID: p.id, Slug: p.key, Name: p.name, Editorial: p.editorial, Confidence: p.confidence, Description: description,
		EvidenceFor: p.strength.supporting, EvidenceAgainst: p.strength.contradicting, NewestEvidence: p.strength.newest,
		Explicitness: explicitness, RelationshipTypes: []string{},
	}
	for _, word := range row.list("relationship_types") {
		types := vocab.ReferenceTypes(word)
		if len(types) == 0 {
			return fmt.Errorf("relationship_types: %q is no type of relation", word)
		}
		for _, t := range types {
			if !slices.Contains(x.RelationshipTypes, t.Code) {
				x.RelationshipTypes = append(x.RelationshipTypes, t.Code)
			}
		}
	}
	if x.Edges.Forms, err = links(r, row, "form_keys", "collaboration_forms", formOf); err != nil {
		return err
	}
	r.tensions[p.id] = row.list("tension_keys")
	r.principles = append(r.principles, store.Cited[db.Principle]{Sources: p.sources, Place: row.place(), Row: x})
	return nil
}

// tie ties the principles that are in tension, when all have been read.
func (r *reader) tie() error {
	for _, p := range r.principles {
		for _, key := range r.tensions[p.Row.ID] {
			id, err := r.find("tension_keys", "principles", key)
			if err != nil {
				return fmt.Errorf("%s: %w", p.Place, err)
			}
			p.Row.Edges.Tensions = append(p.Row.Edges.Tensions, &db.Principle{ID: id})
		}
		slices.SortFunc(p.Row.Edges.Tensions, func(a, b *db.Principle) int { return cmp.Compare(a.ID, b.ID) })
	}
	return nil
}

func (r *reader) obstacle(row row) error {
	p, err := r.piece(row, vocab.PrefixObstacle)
	if err != nil {
		return err
	}
	x := &db.Obstacle{
		ID: p.id, Slug: p.key, Name: p.name, Editorial: p.editorial, Confidence: p.confidence,
		EvidenceFor: p.strength.supporting, EvidenceAgainst: p.strength.contradicting, NewestEvidence: p.strength.newest,
	}
	if x.Description, err = row.mustProse("description"); err != nil {
		return err
	}
	if x.Category, err = enum[vocab.ObstacleCategory]("category", row.text("category")); err != nil {
		return err
	}
	if x.Edges.Forms, err = links(r, row, "form_keys", "collaboration_forms", formOf); err != nil {
		return err
	}
	if x.Edges.Roles, err = links(r, row, "role_keys", "roles", roleOf); err != nil {
		return err
	}
	r.obstacles = append(r.obstacles, store.Cited[db.Obstacle]{Sources: p.sources, Place: row.place(), Row: x})
	return nil
}

// handling reads a handling, and from its example, where its outcome was published, that the actor met the obstacles.
func (r *reader) handling(row row) error {
	p, err := r.piece(row, vocab.PrefixHandling)
	if err != nil {
		return err
	}
	x := &db.Handling{
		ID: p.id, Slug: p.key, Name: p.name, Editorial: p.editorial, Confidence: p.confidence, OutcomeNote: row.prose("outcome_note"),
		EvidenceFor: p.strength.supporting, EvidenceAgainst: p.strength.contradicting, NewestEvidence: p.strength.newest,
	}
	if x.Description, err = row.mustProse("description"); err != nil {
		return err
	}
	if x.Outcome, err = enum[vocab.Outcome]("outcome", row.text("outcome")); err != nil {
		return err
	}
	if x.Edges.Obstacles, err = links(r, row, "obstacle_keys", "obstacles", obstacleOf); err != nil {
		return err
	}
	if kind := row.text("example_kind"); kind != "" {
		actor, err := r.find("example_key", kind, row.text("example_key"))
		if err != nil {
			return err
		}
		x.ExampleID = &actor
		// Only an outcome that was published says that the actor met the obstacles; which of them is our reading.
		for _, o := range x.Edges.Obstacles {
			if x.Outcome == vocab.OutcomeUnknown {
				break
			}
			r.obstaclesMet = append(r.obstaclesMet, store.Cited[db.ObstacleMet]{Sources: p.sources, Place: row.place(), Row: &db.ObstacleMet{
				ID:         vocab.DerivedID(vocab.PrefixObstacleMet, origin, string(o.ID), string(actor), p.key),
				ObstacleID: o.ID, ActorID: actor, HandlingID: &x.ID, Outcome: x.Outcome, Note: x.OutcomeNote,
				Ending: vocab.EndUnknown, Confidence: vocab.Medium, Status: vocab.Asserted, Visibility: vocab.Public,
			}})
		}
	}
	r.handlings = append(r.handlings, store.Cited[db.Handling]{Sources: p.sources, Place: row.place(), Row: x})
	return nil
}

func (r *reader) pattern(row row) error {
	p, err := r.piece(row, vocab.PrefixPattern)
	if err != nil {
		return err
	}
	x := &db.Pattern{
		ID: p.id, Slug: p.key, Name: p.name, Editorial: p.editorial, Confidence: p.confidence,
		EvidenceFor: p.strength.supporting, EvidenceAgainst: p.strength.contradicting, NewestEvidence: p.strength.newest,
	}
	for column, text := range map[string]*vocab.Text{"context": &x.Context, "description": &x.Description, "consequences": &x.Consequences} {
		if *text, err = row.mustProse(column); err != nil {
			return err
		}
	}
	if x.Edges.Forms, err = links(r, row, "form_keys", "collaboration_forms", formOf); err != nil {
		return err
	}
	if x.Edges.Obstacles, err = links(r, row, "obstacle_keys", "obstacles", obstacleOf); err != nil {
		return err
	}
	for _, key := range row.list("observed_in") {
		id, ok := r.ids["association "+key]
		if !ok {
			if id, err = r.find("observed_in", "municipality", key); err != nil {
				return err
			}
		}
		x.Edges.ObservedIn = append(x.Edges.ObservedIn, &db.Actor{ID: id})
	}
	slices.SortFunc(x.Edges.ObservedIn, func(a, b *db.Actor) int { return cmp.Compare(a.ID, b.ID) })
	r.patterns = append(r.patterns, store.Cited[db.Pattern]{Sources: p.sources, Place: row.place(), Row: x})
	return nil
}

func (r *reader) situation(row row) error {
	p, err := r.piece(row, vocab.PrefixSituation)
	if err != nil {
		return err
	}
	description, err := row.mustProse("description")
	r.situations = append(r.situations, store.Cited[db.Situation]{Sources: p.sources, Place: row.place(), Row: &db.Situation{
		ID: p.id, Slug: p.key, Name: p.name, Editorial: p.editorial, Confidence: p.confidence, Description: description,
		EvidenceFor: p.strength.supporting, EvidenceAgainst: p.strength.contradicting, NewestEvidence: p.strength.newest,
	}})
	return err
}

func (r *reader) need(row row) error {
	p, err := r.piece(row, vocab.PrefixNeed)
	if err != nil {
		return err
	}
	description, err := row.mustProse("description")
	r.needs = append(r.needs, store.Cited[db.Need]{Sources: p.sources, Place: row.place(), Row: &db.Need{
		ID: p.id, Slug: p.key, Name: p.name, Editorial: p.editorial, Confidence: p.confidence, Description: description,
		EvidenceFor: p.strength.supporting, EvidenceAgainst: p.strength.contradicting, NewestEvidence: p.strength.newest,
	}})
	return err
}

// sizeBands are the words of the tables for bands of inhabitants.
var sizeBands = map[string]vocab.SizeBand{
	"under-10000": vocab.Under10000, "10000-30000": vocab.From10000, "30000-100000": vocab.From30000, "over-100000": vocab.Over100000,
}

func (r *reader) alternative(row row) error {
	p, err := r.piece(row, vocab.PrefixAlternative)
	if err != nil {
		return err
	}
	x := &db.Alternative{
		ID: p.id, Slug: p.key, Name: p.name, Editorial: p.editorial, Confidence: p.confidence,
		EvidenceFor: p.strength.supporting, EvidenceAgainst: p.strength.contradicting, NewestEvidence: p.strength.newest,
		Steps: []vocab.Text{}, SizeBands: []vocab.SizeBand{},
	}
	for column, text := range map[string]*vocab.Text{
		"description": &x.Description, "pros": &x.Pros, "cons": &x.Cons, "prerequisites": &x.Prerequisites,
	} {
		if *text, err = row.mustProse(column); err != nil {
			return err
		}
	}
	swedish, english := row.list("steps_sv"), row.list("steps_en")
	if len(swedish) != len(english) {
		return fmt.Errorf("steps_en: has %d steps, steps_sv has %d", len(english), len(swedish))
	}
	for i := range swedish {
		x.Steps = append(x.Steps, vocab.Text{SV: swedish[i], EN: english[i]})
	}
	for _, word := range row.list("size_bands") {
		band, ok := sizeBands[word]
		if !ok {
			return fmt.Errorf("size_bands: %q is no band", word)
		}
		x.SizeBands = append(x.SizeBands, band)
	}
	if x.MinParties, err = row.count("min_parties"); err != nil {
		return err
	}
	if x.Edges.Situations, err = links(r, row, "situation_keys", "situations", situationOf); err != nil {
		return err
	}
	if x.Edges.Needs, err = links(r, row, "need_keys", "needs", needOf); err != nil {
		return err
	}
	if x.Edges.Forms, err = links(r, row, "form_keys", "collaboration_forms", formOf); err != nil {
		return err
	}
	if x.Edges.Obstacles, err = links(r, row, "obstacle_keys", "obstacles", obstacleOf); err != nil {
		return err
	}
	r.alternatives = append(r.alternatives, store.Cited[db.Alternative]{Sources: p.sources, Place: row.place(), Row: x})
	return nil
}

// count reads a whole number that must be there.
func (r row) count(column string) (int, error) {
	n, err := r.number(column)
	if err == nil && n == nil {
		err = errors.New(column + ": a number is missing")
	}
	if err != nil {
		return 0, err
	}
	return *n, nil
}
