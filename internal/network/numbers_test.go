package network_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kommungraf/internal/network"
	"kommungraf/internal/vocab"
)

// The long way to numbers: every relation is looked at, once for each question, and nothing is kept.

// known gives the words of a relation by a key, empty where not known.
func (w world) known(by vocab.GroupBy, r network.Relation, v view) (word string, inferred bool) {
	from, to := w.nodes[r.From], w.nodes[r.To]
	switch by {
	case vocab.ByType:
		return r.Type.Code, false
	case vocab.ByFromKind:
		return string(from.Kind), false
	case vocab.ByToKind:
		if r.Type.Entity == vocab.EntityInvolvement {
			return string(to.SolutionKind), false
		}
		return string(to.Kind), false
	case vocab.ByCounty:
		return string(from.County), false
	case vocab.BySkrGroup:
		return string(from.SkrGroup), false
	case vocab.BySizeBand:
		if from.Kind != "MUNICIPALITY" || from.Population == 0 {
			return "", false
		}
		return string(vocab.SizeBandOf(from.Population)), false
	case vocab.ByArea:
		return to.Area, false
	case vocab.BySupplier:
		return w.supplier(r, v)
	case vocab.BySolution:
		return string(r.To), false
	case vocab.ByOwner:
		if to.Kind != vocab.FindSolution {
			return "", false
		}
		return only(w.owners(r.To, v)), false
	case vocab.ByForm:
		if r.Type.Entity == vocab.EntityInvolvement {
			return string(from.Form), false
		}
		return string(to.Form), false
	case vocab.ByStatus:
		return string(r.Status), false
	case vocab.ByConfidence:
		return string(r.Confidence), false
	case vocab.ByYear:
		if r.ValidFirst == vocab.FirstDay {
			return "", false
		}
		return string(r.ValidFirst[:4]), false
	}
	panic(by)
}

// only gives the one word of a list, empty where there are none or several.
func only(words []vocab.ID) string {
	slices.Sort(words)
	if words = slices.Compact(words); len(words) == 1 {
		return string(words[0])
	}
	return ""
}

func (w world) involved(solution vocab.ID, v view, codes ...string) (actors []vocab.ID) {
	for _, r := range w.relations {
		if r.To == solution && v.shows(r) && r.Type.Entity == vocab.EntityInvolvement && slices.Contains(codes, r.Type.Code) {
			actors = append(actors, r.From)
		}
	}
	return actors
}

func (w world) owners(solution vocab.ID, v view) []vocab.ID {
	if owner := w.nodes[solution].Owner; owner != "" && w.nodes[owner].ID != "" {
		return []vocab.ID{owner}
	}
	return w.involved(solution, v, "OWNS")
}

func (w world) supplier(r network.Relation, v view) (string, bool) {
	if r.Supplier != "" {
		return string(r.Supplier), false
	}
	if r.Type != inv("USES") {
		return "", false
	}
	behind := w.involved(r.To, v, "PROVIDES", "RESELLS")
	if len(behind) == 0 {
		behind = w.owners(r.To, v)
	}
	if s := only(behind); s != "" && w.nodes[vocab.ID(s)].Kind == "SUPPLIER" {
		return s, true
	}
	return "", false
}

func (w world) belongs(actor, body vocab.ID, v view) bool {
	for _, r := range w.relations {
		if r.From == actor && r.To == body && v.shows(r) && slices.Contains([]network.Type{rel("MEMBER_OF"), rel("PARTICIPATES_IN"), rel("OWNS")}, r.Type) {
			return true
		}
	}
	return false
}

func (w world) selected(s network.Selection, r network.Relation, v, members view) bool {
	from, to := w.nodes[r.From], w.nodes[r.To]
	return v.shows(r) && r.Type.Entity == s.Entity && (s.Types == nil || slices.Contains(s.Types, r.Type.Code)) &&
		(s.FromKinds == nil || slices.Contains(s.FromKinds, from.Kind)) && (s.ToKinds == nil || slices.Contains(s.ToKinds, to.Kind)) &&
		(s.Counties == nil || slices.Contains(s.Counties, from.County)) && (s.Areas == nil || slices.Contains(s.Areas, to.Area)) &&
		(s.Group == "" || w.belongs(r.From, s.Group, members))
}

func (w world) stats(q network.StatsQuestion, v view) string {
	type set = map[vocab.ID]bool
	values, within, all := map[string]set{}, map[string]set{}, set{}
	unknown, inferred := 0, 0
	for _, r := range w.relations {
		if !w.selected(q.Where, r, v, v) {
			continue
		}
		key, parent, complete, guess := "", "", true, false
		for _, by := range q.By {
			word, inferred := w.known(by, r, v)
			complete, guess = complete && word != "", guess || inferred
			parent, key = key, key+word+" "
		}
		if !complete {
			unknown++
			continue
		}
		if guess {
			inferred++
		}
		counted := map[vocab.StatsMeasure]vocab.ID{vocab.CountRelations: r.ID, vocab.DistinctFrom: r.From, vocab.SumPopulation: r.From, vocab.DistinctTo: r.To}[q.Measure]
		if values[key] == nil {
			values[key] = set{}
		}
		if within[parent] == nil {
			within[parent] = set{}
		}
		values[key][counted], within[parent][counted], all[counted] = true, true, true
	}
	measure := func(s set) (sum int) {
		for id := range s {
			switch {
			case q.Measure != vocab.SumPopulation:
				sum++
			case w.nodes[id].Kind == "MUNICIPALITY":
				sum += w.nodes[id].Population
			}
		}
		return sum
	}
	text := fmt.Sprintln("total", measure(all), unknown, inferred)
	var lines []string
	for key, s := range values {
		parent := ""
		if n := len(q.By); n > 1 {
			parent = cutLast(key)
		}
		lines = append(lines, fmt.Sprintln(key, measure(s), measure(within[parent])))
	}
	slices.Sort(lines)
	return text + fmt.Sprint(lines)
}

// cutLast takes the last word away.
func cutLast(key string) string {
	for i := len(key) - 2; i >= 0; i-- {
		if key[i] == ' ' {
			return key[:i+1]
		}
	}
	return ""
}

func stats(t *rapid.T, g *network.Graph, q network.StatsQuestion, v view) string {
	s, err := g.Stats(context.Background(), q, v.lens())
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintln("total", s.Total, s.Unknown, s.Inferred)
	var lines []string
	for _, group := range s.Groups {
		key := ""
		for _, k := range group.Keys {
			key += k.Value + " "
		}
		lines = append(lines, fmt.Sprintln(key, group.Value, group.Within))
	}
	slices.Sort(lines)
	return text + fmt.Sprint(lines)
}

// furnished gives the nodes of a world what numbers are counted by, and more of the relations that suppliers follow from.
func furnished(t *rapid.T, w world) world {
	ids := slices.Sorted(maps.Keys(w.nodes))
	for _, id := range ids {
		n := w.nodes[id]
		if n.Kind == vocab.FindSolution {
			n.Area = rapid.SampledFrom([]string{"web", "school"}).Draw(t, "area")
			n.SolutionKind = rapid.SampledFrom([]vocab.SolutionKind{"OPEN_SOURCE", "STANDARD"}).Draw(t, "solution kind")
			if rapid.IntRange(0, 3).Draw(t, "owned") == 0 {
				n.Owner = rapid.SampledFrom(ids).Draw(t, "owner")
			}
		} else {
			n.County = rapid.SampledFrom([]vocab.CountyCode{"", "01", "22"}).Draw(t, "county")
			n.SkrGroup = rapid.SampledFrom([]vocab.SkrGroup{"", "A1", "C9"}).Draw(t, "group")
			n.Form = rapid.SampledFrom([]vocab.OrganisationForm{"", "JOINT_BOARD"}).Draw(t, "form")
			n.Population *= 5_000
		}
		w.nodes[id] = n
	}
	for _, id := range slices.SortedFunc(maps.Keys(w.relations), cmp.Compare) {
		r := w.relations[id]
		if r.Type.Entity == vocab.EntityInvolvement && rapid.Bool().Draw(t, "another type") {
			r.Type = inv(rapid.SampledFrom([]string{"PROVIDES", "OPERATES", "USES", "USES"}).Draw(t, "type"))
			w.relations[id] = r
		}
	}
	return w
}

func drawSelection(t *rapid.T, w world) network.Selection {
	s := network.Selection{Entity: rapid.SampledFrom([]vocab.RelationEntity{vocab.EntityRelationship, vocab.EntityInvolvement}).Draw(t, "entity")}
	switch rapid.IntRange(0, 5).Draw(t, "selection") {
	case 0:
		s.Types = []string{"OWNS"}
	case 1:
		s.FromKinds = []vocab.SearchKind{"MUNICIPALITY", "SUPPLIER"}
	case 2:
		s.Counties = []vocab.CountyCode{"22"}
	case 3:
		s.Group = rapid.SampledFrom(slices.Sorted(maps.Keys(w.nodes))).Draw(t, "body")
	}
	return s
}

func drawKeys(t *rapid.T, s network.Selection, least, most int) []vocab.GroupBy {
	var all []vocab.GroupBy
	for _, w := range vocab.GroupBy("").Values() {
		if by := vocab.GroupBy(w); s.Entity == vocab.EntityInvolvement || !slices.Contains([]vocab.GroupBy{vocab.ByArea, vocab.BySupplier, vocab.BySolution, vocab.ByOwner}, by) {
			all = append(all, by)
		}
	}
	return rapid.SliceOfNDistinct(rapid.SampledFrom(all), least, most, rapid.ID).Draw(t, "keys")
}

func TestStatsEqualThoseCountedTheLongWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := furnished(t, drawWorld(t))
		g := w.graph()
		for range 4 {
			v, s := drawView(t), drawSelection(t, w)
			q := network.StatsQuestion{Where: s, By: drawKeys(t, s, 1, 3), Measure: vocab.StatsMeasure(rapid.SampledFrom(vocab.StatsMeasure("").Values()).Draw(t, "measure"))}
			same(t, fmt.Sprint(q), stats(t, g, q, v), w.stats(q, v))
		}
	})
}

// Years alone, since years are found by cutting days there.
func (w world) series(q network.SeriesQuestion, v view) string {
	whenever := v
	whenever.whenever = true
	groups := map[string]map[int]int{}
	undated, unknown := map[string]int{}, 0
	for _, r := range w.relations {
		if !w.selected(q.Where, r, whenever, v) {
			continue
		}
		key := ""
		for _, by := range q.By {
			if key, _ = w.known(by, r, whenever); key == "" {
				unknown++
			}
		}
		if key == "" && len(q.By) > 0 {
			continue
		}
		if groups[key] == nil {
			groups[key] = map[int]int{}
		}
		if q.Measure == vocab.SeriesEnded && r.ValidLast == vocab.LastDay || q.Measure != vocab.SeriesEnded && r.ValidFirst == vocab.FirstDay {
			undated[key]++
			continue
		}
		for year := 2018; year <= 2021; year++ {
			end := vocab.Date(fmt.Sprintf("%d-12-31", year))
			if q.Measure == vocab.SeriesStarted && r.ValidFirst[:4] == end[:4] || q.Measure == vocab.SeriesEnded && r.ValidLast[:4] == end[:4] ||
				q.Measure == vocab.SeriesHolding && r.ValidFirst <= end && end <= r.ValidLast {
				groups[key][year]++
			}
		}
	}
	var lines []string
	for key, values := range groups {
		lines = append(lines, fmt.Sprintln(key, values[2018], values[2019], values[2020], values[2021], undated[key]))
	}
	slices.Sort(lines)
	return fmt.Sprintln(unknown, lines)
}

func series(t *rapid.T, g *network.Graph, q network.SeriesQuestion, v view) string {
	s, err := g.Series(context.Background(), q, v.lens())
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, group := range s.Groups {
		key := ""
		for _, k := range group.Keys {
			key = k.Value
		}
		lines = append(lines, fmt.Sprintln(key, group.Values[0], group.Values[1], group.Values[2], group.Values[3], group.Undated))
	}
	slices.Sort(lines)
	return fmt.Sprintln(s.Unknown, lines)
}

func drawSeries(t *rapid.T, w world) network.SeriesQuestion {
	s := drawSelection(t, w)
	return network.SeriesQuestion{
		Where: s, By: drawKeys(t, s, 0, 1), Interval: vocab.EachYear, From: "2018-07-01", To: "2021-02-02",
		Measure: vocab.SeriesMeasure(rapid.SampledFrom(vocab.SeriesMeasure("").Values()).Draw(t, "measure")),
	}
}

func TestSeriesEqualThoseCountedTheLongWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := furnished(t, drawWorld(t))
		g := w.graph()
		for range 3 {
			v, q := drawView(t), drawSeries(t, w)
			same(t, fmt.Sprint(q), series(t, g, q, v), w.series(q, v))
		}
	})
}

// dependencyOnSuppliers is found the long way: how many uses each supplier has among some actors, and who they are of.
func (w world) dependencyOnSuppliers(of []vocab.ID, v view) string {
	actors := map[vocab.ID]bool{}
	for _, id := range of {
		if w.nodes[id].Kind != "ASSOCIATION" {
			actors[id] = true
			continue
		}
		for a := range w.nodes {
			if w.belongs(a, id, v) {
				actors[a] = true
			}
		}
	}
	uses, users, active := map[string]int{}, map[string]map[vocab.ID]bool{}, map[vocab.ID]bool{}
	all, known, inferred := 0, 0, 0
	for _, r := range w.relations {
		if !actors[r.From] || !v.shows(r) || r.Type != inv("USES") {
			continue
		}
		all++
		active[r.From] = true
		s, guess := w.supplier(r, v)
		if s == "" {
			continue
		}
		known++
		if guess {
			inferred++
		}
		uses[s]++
		if users[s] == nil {
			users[s] = map[vocab.ID]bool{}
		}
		users[s][r.From] = true
	}
	var lines []string
	for s, n := range uses {
		lines = append(lines, fmt.Sprintln(s, n, len(users[s]), len(users[s]) >= 2 && 2*len(users[s]) > len(active)))
	}
	slices.Sort(lines)
	return fmt.Sprintln(len(actors), len(active), all, known, inferred, lines)
}

func dependencyOnSuppliers(t *rapid.T, g *network.Graph, of []vocab.ID, v view) string {
	d, err := g.Dependency(context.Background(), of, vocab.OnSupplier, v.lens())
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	shares, concentration := 0.0, 0.0
	for _, s := range d.Shares {
		lines = append(lines, fmt.Sprintln(g.Node(s.Thing).ID, s.Uses, len(s.Actors), s.Single))
		shares += s.Share
		concentration += s.Share * s.Share
	}
	if len(d.Shares) > 0 && (shares < 0.999999 || shares > 1.000001 || concentration-d.Concentration > 1e-9 || d.Concentration-concentration > 1e-9) {
		t.Fatalf("the shares add up to %v, and their squares to %v, not %v", shares, concentration, d.Concentration)
	}
	slices.Sort(lines)
	c := d.Coverage
	return fmt.Sprintln(c.Actors, c.WithUse, c.Uses, c.Named, c.Inferred, lines)
}

func drawActors(t *rapid.T, w world) (of []vocab.ID) {
	for _, id := range slices.Sorted(maps.Keys(w.nodes)) {
		if w.nodes[id].Kind != vocab.FindSolution && (len(of) == 0 || rapid.Bool().Draw(t, "asked about")) {
			of = append(of, id)
		}
	}
	return of
}

func TestDependencyEqualsThatFoundTheLongWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := furnished(t, drawWorld(t))
		g := w.graph()
		for range 3 {
			v, of := drawView(t), drawActors(t, w)
			same(t, fmt.Sprint(of), dependencyOnSuppliers(t, g, of, v), w.dependencyOnSuppliers(of, v))
		}
	})
}
