package store

import (
	"context"
	"iter"
	"slices"

	"kommungraf/ent/db"
	"kommungraf/ent/db/agreement"
	"kommungraf/ent/db/agreementparty"
	"kommungraf/ent/db/involvement"
	"kommungraf/internal/network"
	"kommungraf/internal/reuse"
	"kommungraf/internal/vocab"
)

// world is the graph in memory as package reuse sees it, through the lens of one class of readers on one day. Numbers of
// things are those of nodes, so that nothing is copied but what is counted. It never changes.
type world struct {
	graph          *network.Graph
	lens           network.Lens
	day            vocab.Date
	municipalities []int32
	counts         []int32 // by node: who uses the solution, or who belongs to the actor, each once
	agreements
}

// agreements are the agreements that the reader may see, with where to look for them.
type agreements struct {
	all        []reuse.Agreement
	bySupplier map[int32][]int32
	bySolution map[int32][]int32
}

// world gives the world of the reader of the context, made once for each revision, day and class of readers.
func (s *Store) world(ctx context.Context) (*world, error) {
	return counted(ctx, s, "Reuse", func() (*world, error) {
		g, lens, err := s.Network(ctx)
		if err != nil {
			return nil, err
		}
		w := &world{graph: g, lens: lens, day: viewOf(ctx).AsOf}
		w.count()
		all, err := s.agreementsOf(ctx, w)
		w.agreements = tabled(all)
		return w, err
	})
}

// count goes through all relations once. They are counted under the lens, so that what it hides is in no number; and
// those of an actor one after the other, so that whoever uses or belongs twice is told by having been met last.
func (w *world) count() {
	for v, n := range w.graph.Nodes() {
		if n.Kind == vocab.SearchKind(vocab.Municipality) {
			w.municipalities = append(w.municipalities, int32(v))
		}
		w.counts = grown(w.counts, v)
	}
	last := make([]network.Vertex, len(w.counts)) // counted from 1; 0 is nobody
	for v := range w.graph.Nodes() {
		for e := range w.graph.Out(v, w.lens) {
			if t := e.Type(); last[e.To] != v+1 && (isUse(t) || isMembership(t)) {
				last[e.To] = v + 1
				w.counts[e.To]++
			}
		}
	}
}

// grown gives a list that has a place for a node.
func grown(counts []int32, v network.Vertex) []int32 {
	return append(counts, make([]int32, max(0, int(v)+1-len(counts)))...)
}

func isUse(t network.Type) bool {
	return t.Entity == vocab.EntityInvolvement && t.Code == string(vocab.InvolvementUses)
}

// isMembership tells the types that package reuse calls memberships.
func isMembership(t network.Type) bool {
	if t.Entity != vocab.EntityRelationship {
		return false
	}
	switch vocab.RelationshipType(t.Code) {
	case vocab.RelationshipMemberOf, vocab.RelationshipOwns, vocab.RelationshipHosts, vocab.RelationshipParticipatesIn,
		vocab.RelationshipCoOptedTo, vocab.RelationshipSharesITOperationIn:
		return true
	default:
		return false
	}
}

func (w *world) find(id vocab.ID) int32 {
	v, found := w.graph.Find(id)
	if !found {
		return reuse.None
	}
	return int32(v)
}

// node gives a node, or nil where there is none.
func (w *world) node(i int32) *network.Node {
	if i < 0 || int(i) >= len(w.counts) {
		return nil
	}
	return w.graph.Node(network.Vertex(i))
}

func (w *world) Day() vocab.Date { return w.day }

func (w *world) Actor(i int32) reuse.Actor {
	n := w.node(i)
	if n == nil || n.Kind == vocab.FindSolution {
		return reuse.Actor{}
	}
	a := reuse.Actor{
		ID: n.ID, Kind: vocab.ActorKind(n.Kind), Form: n.Form, County: string(n.County), SkrGroup: n.SkrGroup,
		Population: n.Population, Ended: n.Status == vocab.ActorEnded, Name: n.Name, Sort: n.Sort,
	}
	if p := n.Position; p != nil {
		a.Latitude, a.Longitude = p.Latitude, p.Longitude
	}
	return a
}

func (w *world) Solution(i int32) reuse.Solution {
	n := w.node(i)
	if n == nil || n.Kind != vocab.FindSolution {
		return reuse.Solution{}
	}
	return reuse.Solution{ID: n.ID, Kind: n.SolutionKind, Area: n.Area, Licence: n.Licence, Name: n.Name, Sort: n.Sort}
}

func (w *world) Municipalities() iter.Seq[int32] { return slices.Values(w.municipalities) }

func (w *world) UserCount(solution int32) int { return int(w.counts[solution]) }

func (w *world) MemberCount(body int32) int { return int(w.counts[body]) }

func (w *world) InvolvementsOf(actor int32) iter.Seq[reuse.Involvement] {
	return w.involvements(w.graph.Out(network.Vertex(actor), w.lens))
}

func (w *world) InvolvementsIn(solution int32) iter.Seq[reuse.Involvement] {
	return w.involvements(w.graph.In(network.Vertex(solution), w.lens))
}

func (w *world) involvements(edges iter.Seq[network.Edge]) iter.Seq[reuse.Involvement] {
	return func(yield func(reuse.Involvement) bool) {
		for e := range edges {
			t := e.Type()
			if t.Entity != vocab.EntityInvolvement {
				continue
			}
			v := reuse.Involvement{
				Relation: w.graph.RelationID(e.Line), Type: vocab.InvolvementType(t.Code),
				Actor: int32(e.From), Solution: int32(e.To), Supplier: reuse.None,
			}
			if supplier, named := w.graph.Supplier(e.Line); named {
				v.Supplier = int32(supplier)
			}
			if first := e.ValidFirst(); first != vocab.FirstDay {
				v.Since = vocab.PartialDate(first) // that it is known; Suggest puts the date as given in its place
			}
			if !yield(v) {
				return
			}
		}
	}
}

func (w *world) BodiesOf(actor int32) iter.Seq[reuse.Membership] {
	return w.memberships(w.graph.Out(network.Vertex(actor), w.lens))
}

func (w *world) MembersOf(body int32) iter.Seq[reuse.Membership] {
	return w.memberships(w.graph.In(network.Vertex(body), w.lens))
}

func (w *world) memberships(edges iter.Seq[network.Edge]) iter.Seq[reuse.Membership] {
	return func(yield func(reuse.Membership) bool) {
		for e := range edges {
			t := e.Type()
			if !isMembership(t) {
				continue
			}
			m := reuse.Membership{
				Relation: w.graph.RelationID(e.Line), Type: vocab.RelationshipType(t.Code), Actor: int32(e.From), Body: int32(e.To),
			}
			if !yield(m) {
				return
			}
		}
	}
}

// agreementsOf loads the agreements that the reader of the context may see, those that have run out among them: that one
// could have been called off is worth knowing. What they carry says what they are for, and who buys by them.
func (s *Store) agreementsOf(ctx context.Context, w *world) ([]reuse.Agreement, error) {
	rows, err := s.Client.Agreement.Query().
		Where(Whatever, agreement.StatusNEQ(vocab.Withdrawn)).
		WithParties(func(q *db.AgreementPartyQuery) { q.Where(Whatever, agreementparty.StatusNEQ(vocab.Withdrawn)) }).
		WithInvolvements(func(q *db.InvolvementQuery) { q.Where(Whatever, involvement.StatusNEQ(vocab.Withdrawn)) }).
		Order(agreement.ByID()).All(ctx)
	if err != nil {
		return nil, Explain(ctx, err)
	}
	all := make([]reuse.Agreement, len(rows))
	for i, row := range rows {
		a := reuse.Agreement{
			ID: row.ID, Kind: reuse.AgreementKind(row.Kind), Number: deref(row.Number), Name: vocab.Text{SV: row.Name}, Area: deref(row.Area),
			Start: deref(row.ValidFrom), End: deref(row.ValidTo), ExtendableTo: deref(row.ExtendableTo),
		}
		for _, p := range row.Edges.Parties {
			w.addParty(&a, p)
		}
		for _, carried := range row.Edges.Involvements {
			a.Buyers = addOnce(a.Buyers, w.numberOf(carried.ActorID))
			a.Solutions = addOnce(a.Solutions, w.numberOf(carried.SolutionID))
		}
		all[i] = a
	}
	return all, nil
}

// addParty puts a party where its role belongs.
func (w *world) addParty(a *reuse.Agreement, p *db.AgreementParty) {
	actor := reuse.None
	if p.ActorID != nil {
		actor = w.numberOf(*p.ActorID)
	}
	switch p.Role {
	case vocab.AgreedSupplier:
		lots := p.Lots
		if len(lots) == 0 {
			lots = []string{""}
		}
		for _, lot := range lots {
			a.Suppliers = append(a.Suppliers, reuse.Lot{Supplier: actor, Name: lot})
		}
	case vocab.Eligible:
		e := reuse.Eligibility{Actor: actor, Kind: deref(p.Kind), MembersOf: reuse.None}
		if p.MembersOf {
			e.Actor, e.MembersOf = reuse.None, actor
		}
		if p.Condition != nil {
			e.Condition = *p.Condition
		}
		a.Eligible = append(a.Eligible, e)
	default: // who procured it, and the parties of a cooperation
		a.Buyers = addOnce(a.Buyers, actor)
	}
}

// numberOf is the number of a thing, or None.
func (w *world) numberOf(id vocab.ID) int32 {
	if v, found := w.graph.Find(id); found {
		return int32(v)
	}
	return reuse.None
}

func addOnce(list []int32, n int32) []int32 {
	if n == reuse.None || slices.Contains(list, n) {
		return list
	}
	return append(list, n)
}

// tabled lays agreements out by what they are asked for.
func tabled(all []reuse.Agreement) agreements {
	t := agreements{all, make(map[int32][]int32), make(map[int32][]int32)}
	for i, a := range all {
		for _, l := range a.Suppliers {
			t.bySupplier[l.Supplier] = append(t.bySupplier[l.Supplier], int32(i))
		}
		for _, solution := range a.Solutions {
			t.bySolution[solution] = append(t.bySolution[solution], int32(i))
		}
	}
	return t
}

func (t agreements) Agreement(i int32) reuse.Agreement {
	if i < 0 || int(i) >= len(t.all) {
		return reuse.Agreement{}
	}
	return t.all[i]
}

func (t agreements) Agreements() iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for i := range t.all {
			if !yield(int32(i)) {
				return
			}
		}
	}
}

func (t agreements) AgreementsWith(supplier int32) iter.Seq[int32] {
	return slices.Values(t.bySupplier[supplier])
}

func (t agreements) AgreementsOn(solution int32) iter.Seq[int32] {
	return slices.Values(t.bySolution[solution])
}
