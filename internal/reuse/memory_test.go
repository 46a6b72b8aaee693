package reuse_test

import (
	"iter"
	"slices"

	"kommungraf/internal/reuse"
	"kommungraf/internal/vocab"
)

// memory is a world made of slices, for tests. Relations are laid out by their ends on the first question.
type memory struct {
	day          vocab.Date
	actors       []reuse.Actor
	solutions    []reuse.Solution
	agreements   []reuse.Agreement
	involvements []reuse.Involvement
	memberships  []reuse.Membership

	laidOut     bool
	ofActor     [][]int32
	inSolution  [][]int32
	bodies      [][]int32
	members     [][]int32
	userCount   []int
	memberCount []int
	with        map[int32][]int32
	on          map[int32][]int32
}

func newMemory() *memory { return &memory{day: "2026-06-01"} }

func (m *memory) lay() *memory {
	if m.laidOut {
		return m
	}
	m.laidOut = true
	m.ofActor, m.bodies, m.members = make([][]int32, len(m.actors)), make([][]int32, len(m.actors)), make([][]int32, len(m.actors))
	m.inSolution = make([][]int32, len(m.solutions))
	m.userCount, m.memberCount = make([]int, len(m.solutions)), make([]int, len(m.actors))
	m.with, m.on = make(map[int32][]int32), make(map[int32][]int32)
	users := make([]map[int32]bool, len(m.solutions))
	for i, v := range m.involvements {
		m.ofActor[v.Actor] = append(m.ofActor[v.Actor], int32(i))
		m.inSolution[v.Solution] = append(m.inSolution[v.Solution], int32(i))
		if v.Type == vocab.InvolvementUses {
			if users[v.Solution] == nil {
				users[v.Solution] = make(map[int32]bool)
			}
			users[v.Solution][v.Actor] = true
		}
	}
	for s, u := range users {
		m.userCount[s] = len(u)
	}
	belonging := make(map[[2]int32]bool)
	for i, b := range m.memberships {
		m.bodies[b.Actor] = append(m.bodies[b.Actor], int32(i))
		m.members[b.Body] = append(m.members[b.Body], int32(i))
		if !belonging[[2]int32{b.Actor, b.Body}] {
			belonging[[2]int32{b.Actor, b.Body}] = true
			m.memberCount[b.Body]++
		}
	}
	for i, a := range m.agreements {
		for _, l := range a.Suppliers {
			m.with[l.Supplier] = append(m.with[l.Supplier], int32(i))
		}
		for _, s := range a.Solutions {
			m.on[s] = append(m.on[s], int32(i))
		}
	}
	return m
}

func (m *memory) Day() vocab.Date { return m.day }

func at[T any](list []T, i int32) (zero T) {
	if i < 0 || int(i) >= len(list) {
		return zero
	}
	return list[i]
}

func (m *memory) Actor(i int32) reuse.Actor         { return at(m.actors, i) }
func (m *memory) Solution(i int32) reuse.Solution   { return at(m.solutions, i) }
func (m *memory) Agreement(i int32) reuse.Agreement { return at(m.agreements, i) }
func (m *memory) UserCount(s int32) int             { return m.lay().userCount[s] }
func (m *memory) MemberCount(b int32) int           { return m.lay().memberCount[b] }

func (m *memory) Municipalities() iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for i, a := range m.actors {
			if a.Kind == vocab.Municipality && !yield(int32(i)) {
				return
			}
		}
	}
}

func each[T any](all []T, which []int32) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, i := range which {
			if !yield(all[i]) {
				return
			}
		}
	}
}

func (m *memory) InvolvementsOf(a int32) iter.Seq[reuse.Involvement] {
	return each(m.involvements, m.lay().ofActor[a])
}

func (m *memory) InvolvementsIn(s int32) iter.Seq[reuse.Involvement] {
	return each(m.involvements, m.lay().inSolution[s])
}

func (m *memory) BodiesOf(a int32) iter.Seq[reuse.Membership] {
	return each(m.memberships, m.lay().bodies[a])
}

func (m *memory) MembersOf(b int32) iter.Seq[reuse.Membership] {
	return each(m.memberships, m.lay().members[b])
}

func (m *memory) Agreements() iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for i := range m.agreements {
			if !yield(int32(i)) {
				return
			}
		}
	}
}

func (m *memory) AgreementsWith(s int32) iter.Seq[int32] { return slices.Values(m.lay().with[s]) }

func (m *memory) AgreementsOn(s int32) iter.Seq[int32] { return slices.Values(m.lay().on[s]) }

// Ids in tests are names, so that a failure can be read.

func (m *memory) actor(a reuse.Actor) int32 {
	if a.Sort == "" {
		a.Sort = a.Name
	}
	if a.ID == "" {
		a.ID = vocab.ID(a.Name)
	}
	m.actors = append(m.actors, a)
	return int32(len(m.actors) - 1)
}

func (m *memory) municipality(name string, population int, county string) int32 {
	return m.actor(reuse.Actor{Name: name, Kind: vocab.Municipality, Population: population, County: county})
}

func (m *memory) body(name string, form vocab.OrganisationForm) int32 {
	return m.actor(reuse.Actor{Name: name, Kind: vocab.Association, Form: form})
}

func (m *memory) supplier(name string) int32 {
	return m.actor(reuse.Actor{Name: name, Kind: vocab.Supplier})
}

func (m *memory) solution(name string, kind vocab.SolutionKind) int32 {
	m.solutions = append(m.solutions, reuse.Solution{ID: vocab.ID(name), Name: name, Sort: name, Kind: kind, Area: "area"})
	return int32(len(m.solutions) - 1)
}

func (m *memory) involve(actor int32, t vocab.InvolvementType, solution int32) {
	m.involvements = append(m.involvements, reuse.Involvement{
		Relation: vocab.ID(m.actors[actor].Name + " " + string(t) + " " + m.solutions[solution].Name),
		Type:     t, Actor: actor, Solution: solution, Supplier: reuse.None,
	})
}

func (m *memory) use(solution int32, actors ...int32) {
	for _, a := range actors {
		m.involve(a, vocab.InvolvementUses, solution)
	}
}

func (m *memory) join(t vocab.RelationshipType, body int32, actors ...int32) {
	for _, a := range actors {
		m.memberships = append(m.memberships, reuse.Membership{
			Relation: vocab.ID(m.actors[a].Name + " " + string(t) + " " + m.actors[body].Name), Type: t, Actor: a, Body: body,
		})
	}
}
