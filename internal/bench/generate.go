package main

import (
	"fmt"
	"hash/fnv"
	"iter"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"kommungraf/ent/db"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// generation goes up when the generator makes other rows, so that kept databases are made anew.
const generation = 1

// size is how much data there is. All sizes have the same shape: as many of each kind for each hundred actors, as many
// relations for each actor. (The largest has as many municipalities as codes of four digits let it.)
type size struct {
	name                                           string
	counties, municipalities                       int // each county has a region
	associations, suppliers, agencies, researchers int
	solutions, relationships, involvements         int
}

var sizes = []size{
	{"S", 21, 290, 150, 200, 25, 14, 1_500, 6_000, 20_000},
	{"M", 58, 2_900, 1_600, 2_100, 200, 142, 15_000, 60_000, 200_000},
	{"L", 90, 8_700, 30_000, 57_000, 3_000, 1_210, 150_000, 1_000_000, 3_000_000},
}

// recordedAt is when everything was written. It has all six digits of a second's fraction, so that a time looks alike
// however a contestant cuts trailing zeros.
var recordedAt = time.Date(2025, time.January, 2, 3, 4, 5, 123456000, time.UTC)

// world is the data of a size: the things in memory, the relations made as they are asked for. The same size is the same
// world always and everywhere.
type world struct {
	size
	sources   []*db.Source
	actors    []store.Cited[db.Actor]
	solutions []store.Cited[db.Solution]
	kinds     map[vocab.ActorKind][]*db.Actor // the first of a kind are the ones with the most relations
	everyone  []*db.Actor
}

func newWorld(s size) *world {
	w := &world{size: s, kinds: map[vocab.ActorKind][]*db.Actor{}}
	d := newDice(s, "things")
	for i := range 50 {
		w.sources = append(w.sources, &db.Source{
			ID: derivedID(vocab.PrefixSource, s, i), Kind: vocab.SourceDocument,
			Title: fmt.Sprintf("Årsredovisning %d", i+1), Publisher: new("Provkommunen"), Year: new(2000 + i%25),
		})
	}
	for i := range s.counties {
		w.addActor(d, vocab.Region, "Region "+placeName(i), func(a *db.Actor) {
			a.Code, a.CountyCode, a.County = new(countyCode(i)), new(vocab.CountyCode(countyCode(i))), new(placeName(i)+"s län")
		})
	}
	for i := range s.municipalities {
		w.addActor(d, vocab.Municipality, placeName(s.counties+i), func(a *db.Actor) { w.settle(d, a, i) })
	}
	for i := range s.associations {
		forms := []vocab.OrganisationForm{vocab.FormMunicipalAssociation, vocab.FormNetwork, vocab.FormProject, vocab.FormNonProfitAssociation}
		w.addActor(d, vocab.Association, placeName(7*i)+" i samverkan", func(a *db.Actor) { a.Form = &forms[i%len(forms)] })
	}
	for i := range s.suppliers {
		w.addActor(d, vocab.Supplier, placeName(11*i)+" Data AB", func(a *db.Actor) {
			a.Products, a.Categories, a.Country = []string{productName(i)}, []string{"verksamhetssystem"}, new("SE")
		})
	}
	for i := range s.agencies {
		w.addActor(d, vocab.Agency, placeName(13*i)+"verket", func(a *db.Actor) { a.Form = new(vocab.FormStateAgency) })
	}
	for i := range s.researchers {
		w.addActor(d, vocab.ResearchOrganisation, placeName(17*i)+"s högskola", func(a *db.Actor) { a.Form = new(vocab.FormUniversity) })
	}
	d.Shuffle(len(w.everyone), func(i, j int) { w.everyone[i], w.everyone[j] = w.everyone[j], w.everyone[i] })
	for i := range s.solutions {
		w.addSolution(d, i)
	}
	return w
}

func (w *world) addActor(d *dice, kind vocab.ActorKind, name string, complete func(*db.Actor)) {
	n := len(w.kinds[kind])
	slug := fmt.Sprintf("%s-%d", strings.ToLower(strings.ReplaceAll(string(kind), "_", "-")), n)
	a := &db.Actor{
		ID: derivedID(kind.Prefix(), w.size, n), Kind: kind, Slug: slug, Name: name, Status: vocab.ActorActive, Confidence: d.confidence(),
		Website: new(vocab.URL("https://" + slug + ".example")), Identifiers: []vocab.Identifier{{Scheme: vocab.SchemeDomain, Value: slug + ".example"}},
		Aliases: []string{}, Products: []string{}, Categories: []string{},
	}
	complete(a)
	a.NameSort = store.SortName(name) // relations repeat it
	w.actors = append(w.actors, store.Cited[db.Actor]{Row: a, Sources: w.cite(d)})
	w.kinds[kind] = append(w.kinds[kind], a)
	w.everyone = append(w.everyone, a)
}

// settle gives a municipality its place: the first is the largest, as in a country.
func (w *world) settle(d *dice, a *db.Actor, i int) {
	region := w.kinds[vocab.Region][i%w.counties]
	groups := vocab.SkrGroup("").Values()
	a.Code = new(fmt.Sprintf("%s%02d", *region.Code, i/w.counties))
	a.CountyCode, a.County, a.RegionID = region.CountyCode, region.County, &region.ID
	a.Seat, a.Population, a.PopulationYear = new(a.Name), new(2_400+int(950_000/math.Pow(float64(i+1), 0.9))), new(2023)
	a.SkrGroup, a.SkrGroupYear = new(vocab.SkrGroup(groups[i%len(groups)])), new(2023)
	a.Latitude, a.Longitude = new(55+14*d.Float64()), new(11+13*d.Float64())
}

func (w *world) addSolution(d *dice, i int) {
	kinds := vocab.SolutionKind("").Values()
	areas := []string{"e-services", "archive", "schools", "health care", "planning"}
	s := &db.Solution{
		ID: derivedID(vocab.PrefixSolution, w.size, i), Kind: vocab.SolutionKind(kinds[i%len(kinds)]), Slug: fmt.Sprintf("solution-%d", i),
		Name: productName(i), Area: areas[i%len(areas)], Confidence: d.confidence(),
		Description: vocab.Text{SV: "Stöd för handläggning i en kommun.", EN: "Support for casework in a municipality."},
	}
	if d.percent(80) {
		s.OwnerID = &pick(d, w.everyone).ID
	}
	s.NameSort = store.SortName(s.Name)
	w.solutions = append(w.solutions, store.Cited[db.Solution]{Row: s, Sources: w.cite(d)})
}

// group is who may stand at an end of a relation; none is everyone.
type group []vocab.ActorKind

// share is a part of a mix: so many of what its shares add up to.
type share[T any] struct {
	parts    int
	kind     T
	from, to group
}

var relationshipMix = []share[vocab.RelationshipType]{
	{30, vocab.RelationshipMemberOf, group{vocab.Municipality}, group{vocab.Association}},
	{25, vocab.RelationshipSupplies, group{vocab.Supplier}, group{vocab.Municipality}},
	{10, vocab.RelationshipHasFrameworkAgreementWith, group{vocab.Municipality}, group{vocab.Supplier}},
	{10, vocab.RelationshipSharesSolutionsWith, group{vocab.Municipality}, group{vocab.Municipality}},
	{15, vocab.RelationshipCooperatesWith, nil, nil},
	{10, vocab.RelationshipAdvises, nil, nil},
}

var involvementMix = []share[vocab.InvolvementType]{
	{60, vocab.InvolvementUses, group{vocab.Municipality}, nil},
	{15, vocab.InvolvementUses, nil, nil},
	{10, vocab.InvolvementDeveloped, group{vocab.Supplier}, nil},
	{10, vocab.InvolvementEvaluates, group{vocab.Municipality}, nil},
	{5, vocab.InvolvementContributesTo, nil, nil},
}

// allRelationships makes the relations between actors as the store would save them, but for their bookkeeping.
func (w *world) allRelationships() iter.Seq[store.Cited[db.Relationship]] {
	return func(yield func(store.Cited[db.Relationship]) bool) {
		d := newDice(w.size, "relationships")
		for i := range w.relationships {
			s := roll(d, relationshipMix)
			from, to := w.actor(d, s.from), w.actor(d, s.to)
			for from == to {
				to = w.actor(d, s.to)
			}
			if s.kind.Spec().Symmetric && from.ID > to.ID {
				from, to = to, from
			}
			r := &db.Relationship{
				ID: derivedID(vocab.PrefixRelationship, w.size, i), Type: s.kind, Confidence: d.confidence(),
				FromID: from.ID, ToID: to.ID, FromSort: from.NameSort, ToSort: to.NameSort,
				Status: d.status(), Visibility: d.visibility(), Note: d.note(),
			}
			r.ValidFrom, r.ValidTo, r.Ending, r.ValidFirst, r.ValidLast = d.period()
			if !yield(store.Cited[db.Relationship]{Row: r, Sources: w.cite(d)}) {
				return
			}
		}
	}
}

// allInvolvements is to involvements what allRelationships is to relationships.
func (w *world) allInvolvements() iter.Seq[store.Cited[db.Involvement]] {
	return func(yield func(store.Cited[db.Involvement]) bool) {
		d := newDice(w.size, "involvements")
		for i := range w.involvements {
			s := roll(d, involvementMix)
			actor, solution := w.actor(d, s.from), pick(d, w.solutions).Row
			r := &db.Involvement{
				ID: derivedID(vocab.PrefixInvolvement, w.size, i), Type: s.kind, Confidence: d.confidence(),
				ActorID: actor.ID, SolutionID: solution.ID, ActorSort: actor.NameSort, SolutionSort: solution.NameSort,
				Status: d.status(), Visibility: d.visibility(), Note: d.note(),
			}
			if s.kind.Spec().Facet == vocab.FacetUse {
				r.UsedID = &r.SolutionID
				if d.percent(50) {
					r.SupplierID = &w.actor(d, group{vocab.Supplier}).ID
				}
			}
			r.ValidFrom, r.ValidTo, r.Ending, r.ValidFirst, r.ValidLast = d.period()
			if !yield(store.Cited[db.Involvement]{Row: r, Sources: w.cite(d)}) {
				return
			}
		}
	}
}

// actor draws one of a group.
func (w *world) actor(d *dice, g group) *db.Actor {
	if len(g) == 0 {
		return pick(d, w.everyone)
	}
	return pick(d, w.kinds[pick(d, g)])
}

// cite names the sources that a statement rests on: one as a rule, few of them often.
func (w *world) cite(d *dice) []store.Citation {
	first := d.few(len(w.sources))
	cited := []store.Citation{{Source: w.sources[first].ID}}
	if d.percent(20) {
		cited = append(cited, store.Citation{Source: w.sources[(first+1)%len(w.sources)].ID, Remark: "Uppgiften upprepas."})
	}
	return cited
}

// dice makes choices that are the same each time, for each part of a world its own.
type dice struct{ *rand.Rand }

func newDice(s size, part string) *dice {
	h := fnv.New64a()
	fmt.Fprint(h, s.name, part, generation)
	return &dice{rand.New(rand.NewPCG(h.Sum64(), generation))}
}

func (d *dice) percent(n int) bool { return d.IntN(100) < n }

// few draws one of n by a power law: the first of a hundred comes in a fifth of the draws, the last in one of 300.
func (d *dice) few(n int) int {
	u := d.Float64()
	return int(float64(n) * u * u * u)
}

// pick draws one of a list by the same law.
func pick[T any](d *dice, list []T) T { return list[d.few(len(list))] }

// roll draws a part of a mix.
func roll[T any](d *dice, mix []share[T]) share[T] {
	whole := 0
	for _, s := range mix {
		whole += s.parts
	}
	at, i := d.IntN(whole), 0
	for ; at >= mix[i].parts; i++ {
		at -= mix[i].parts
	}
	return mix[i]
}

func (d *dice) confidence() vocab.Confidence {
	if d.percent(60) {
		return vocab.High
	}
	return vocab.Medium
}

func (d *dice) visibility() vocab.Visibility {
	if d.percent(4) {
		return vocab.Sector
	}
	return vocab.Public
}

func (d *dice) status() vocab.ClaimStatus {
	switch at := d.IntN(100); {
	case at < 2:
		return vocab.Withdrawn
	case at < 5:
		return vocab.Disputed
	case at < 40:
		return vocab.Confirmed
	}
	return vocab.Asserted
}

func (d *dice) note() *vocab.Text {
	if d.percent(90) {
		return nil
	}
	return &vocab.Text{SV: "Enligt avtal som förlängs ett år i taget.", EN: "By an agreement that is renewed each year."}
}

// period draws when a relation held: most have a beginning of some precision, some have ended.
func (d *dice) period() (from, to *vocab.PartialDate, ending vocab.Ending, first, last vocab.Date) {
	day := time.Date(1990+d.IntN(34), time.Month(1+d.IntN(12)), 1+d.IntN(28), 0, 0, 0, 0, time.UTC)
	partial := func(day time.Time) *vocab.PartialDate {
		return new(vocab.PartialDate(day.Format(time.DateOnly)[:[]int{4, 7, 10}[d.IntN(3)]]))
	}
	ending = vocab.EndUnknown
	if d.percent(70) {
		from = partial(day)
	}
	switch at := d.IntN(100); {
	case at < 8:
		to, ending = partial(day.AddDate(1+d.IntN(9), 0, 0)), vocab.Ended
	case at < 10:
		ending = vocab.Ended
	case at < 50:
		ending = vocab.Ongoing
	}
	first, last = vocab.Period{From: from, To: to, Ending: ending}.Span(vocab.DateOf(recordedAt))
	return from, to, ending, first, last
}

func derivedID(p vocab.Prefix, s size, n int) vocab.ID {
	return vocab.DerivedID(p, "bench "+s.name, strconv.Itoa(n))
}

func countyCode(i int) string { return fmt.Sprintf("%02d", i+1) }

// placeName makes names that look Swedish, å ä ö among them; the same ones come again with a number.
func placeName(i int) string {
	first := []string{"Åker", "Älv", "Öster", "Berg", "Sund", "Lind", "Norr", "Mark", "Troll", "Kung", "Häll", "Gran", "Vik", "Ström", "Hov", "Skog", "Ek"}
	last := []string{"by", "köping", "stad", "vall", "ås", "ö", "sjö", "hamn", "fors", "näs", "berga", "lunda", "torp"}
	name := first[i%len(first)] + last[i%len(last)] // 17 and 13 have no common factor: 221 names
	if round := i / (len(first) * len(last)); round > 0 {
		name += " " + strconv.Itoa(round+1)
	}
	return name
}

func productName(i int) string {
	first := []string{"Nova", "Platina", "Treserva", "Evolution", "Castor", "Vera", "Artvise"}
	return fmt.Sprintf("%s %s %d", first[i%len(first)], []string{"Ärende", "Arkiv", "Skola", "Omsorg", "Bygg"}[i%5], i)
}
