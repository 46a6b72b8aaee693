package network

import (
	"fmt"
	"slices"
	"strings"

	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Key is what a group has in common.
type Key struct {
	By    vocab.GroupBy
	Value string   // the code, or the id of a thing
	Node  vocab.ID // of a thing; else empty
}

// column gives each relation a number by one thing that it may have in common with others: unknownKey where that is not
// known. Numbers of one column are below size, and their order is that of the keys.
type column struct {
	by     vocab.GroupBy
	size   int
	at     byte    // 'f' and 't': codes are those of the from and the to end; 'e': of of the relation itself
	codes  []int32 // by vertex
	of     func(l Line, to Vertex, f facts) (code int32, inferred bool)
	word   func(code int32) string
	thing  bool // words are ids
	ranked func(code int32) int32
}

const unknownKey int32 = -1

// notOf are the keys that the relations of an entity never have.
var notOf = map[vocab.RelationEntity][]vocab.GroupBy{
	vocab.EntityRelationship: {vocab.ByArea, vocab.BySupplier, vocab.BySolution, vocab.ByOwner},
}

// MaxKeys is how many things relations may be grouped by at once.
const MaxKeys = 3

// columns makes ready what relations are grouped by.
func (g *Graph) columns(entity vocab.RelationEntity, by []vocab.GroupBy, least, most int, lens Lens) ([]column, error) {
	if len(by) < least || len(by) > most {
		return nil, problem.BadInput("groupBy", "it names %d to %d keys, not %d", least, most, len(by))
	}
	var all []column
	for i, b := range by {
		allowed := slices.DeleteFunc(b.Values(), func(w string) bool { return slices.Contains(notOf[entity], vocab.GroupBy(w)) })
		switch {
		case !slices.Contains(allowed, string(b)):
			return nil, problem.BadInput("groupBy", "%q is nothing that these relations have: use one of %s", clip(string(b)), strings.Join(allowed, ", "))
		case slices.Contains(by[:i], b):
			return nil, problem.BadInput("groupBy", "it names %s twice", b)
		}
		all = append(all, g.column(entity, b, lens))
	}
	return all, nil
}

func (g *Graph) column(entity vocab.RelationEntity, by vocab.GroupBy, lens Lens) column {
	c := column{by: by}
	switch by {
	case vocab.ByType:
		c.edge(len(types), func(f facts) int32 { return int32(f.kind()) })
		c.word = func(code int32) string { return types[code].Code }
	case vocab.ByStatus:
		c.edge(len(statuses), func(f facts) int32 { return int32(f >> 2 & 3) })
		c.word = func(code int32) string { return statuses[code] }
	case vocab.ByConfidence:
		c.edge(len(confidences), func(f facts) int32 { return int32(f >> 4 & 3) })
		c.word = func(code int32) string { return confidences[code] }
	case vocab.ByYear:
		c.edge(10_000, func(f facts) int32 {
			if f.first() == firstDay {
				return unknownKey
			}
			return int32(f.first() >> 9)
		})
		c.word = func(code int32) string { return fmt.Sprintf("%04d", code) }
	case vocab.ByFromKind:
		g.words(&c, 'f', kindWords, func(n *Node) string { return string(n.Kind) })
	case vocab.ByToKind:
		if entity == vocab.EntityInvolvement {
			g.words(&c, 't', vocab.SolutionKind("").Values(), func(n *Node) string { return string(n.SolutionKind) })
			break
		}
		g.words(&c, 't', kindWords, func(n *Node) string { return string(n.Kind) })
	case vocab.ByCounty:
		g.words(&c, 'f', nil, func(n *Node) string { return string(n.County) })
	case vocab.BySkrGroup:
		g.words(&c, 'f', vocab.SkrGroup("").Values(), func(n *Node) string { return string(n.SkrGroup) })
	case vocab.BySizeBand:
		g.words(&c, 'f', vocab.SizeBand("").Values(), func(n *Node) string {
			if n.Kind != vocab.SearchKind(vocab.Municipality) || n.Population == 0 {
				return ""
			}
			return string(vocab.SizeBandOf(n.Population))
		})
	case vocab.ByArea:
		g.words(&c, 't', nil, func(n *Node) string { return n.Area })
	case vocab.ByForm:
		end := byte('t')
		if entity == vocab.EntityInvolvement {
			end = 'f'
		}
		g.words(&c, end, vocab.OrganisationForm("").Values(), func(n *Node) string { return string(n.Form) })
	case vocab.BySolution:
		g.things(&c, 't', func(v Vertex) Vertex { return v })
	case vocab.ByOwner:
		g.things(&c, 't', func(v Vertex) Vertex {
			if g.Node(v).Kind != vocab.FindSolution {
				return none
			}
			return g.ownerOf(v, lens)
		})
	case vocab.BySupplier:
		s := g.newSuppliers(lens)
		g.things(&c, 'e', nil)
		c.of = func(l Line, to Vertex, f facts) (int32, bool) {
			v, inferred := s.of(l, to, f)
			return max(int32(v), unknownKey), inferred
		}
	}
	return c
}

var (
	firstDay, _ = packDay(vocab.FirstDay)
	lastDay, _  = packDay(vocab.LastDay)
)

// edge makes a column of what the facts of a relation say.
func (c *column) edge(size int, code func(facts) int32) {
	c.at, c.size = 'e', size
	c.of = func(_ Line, _ Vertex, f facts) (int32, bool) { return code(f), false }
}

// words makes a column of a word of the node at an end. A nil list stands for all words that nodes have, in order.
func (g *Graph) words(c *column, end byte, list []string, word func(*Node) string) {
	c.at, c.codes = end, make([]int32, len(g.kinds))
	if list == nil {
		seen := make(map[string]bool)
		for _, n := range g.Nodes() {
			if w := word(n); w != "" && !seen[w] {
				seen[w] = true
				list = append(list, w)
			}
		}
		slices.Sort(list)
	}
	numbers := make(map[string]int32, len(list))
	for i, w := range list {
		numbers[w] = int32(i)
	}
	for v, k := range g.kinds {
		c.codes[v] = unknownKey
		if k == 0 {
			continue
		}
		if i, ok := numbers[word(g.Node(Vertex(v)))]; ok {
			c.codes[v] = i
		}
	}
	c.size = max(1, len(list))
	c.word = func(code int32) string { return list[code] }
}

// things makes a column of things: of the one that belongs to the node at an end, where of tells.
func (g *Graph) things(c *column, end byte, of func(Vertex) Vertex) {
	c.at, c.size, c.thing = end, max(1, len(g.kinds)), true
	c.word = func(code int32) string { return string(g.Node(Vertex(code)).ID) }
	c.ranked = func(code int32) int32 { return g.ranks[code] }
	if of == nil {
		return
	}
	c.codes = make([]int32, len(g.kinds))
	for v, k := range g.kinds {
		c.codes[v] = unknownKey
		if k != 0 {
			c.codes[v] = max(int32(of(Vertex(v))), unknownKey)
		}
	}
}

// keyed tells the group of relations, as one number.
type keyed struct {
	columns []column
	size    uint64 // of the numbers
}

func newKeyed(columns []column) keyed {
	k := keyed{columns, 1}
	for _, c := range columns {
		k.size *= uint64(c.size)
	}
	return k
}

// group gives the number of the group that a relation is in; not known when one of its keys is not.
func (k *keyed) group(l Line, from, to Vertex, f facts) (group uint64, inferred, known bool) {
	for i := range k.columns {
		c := &k.columns[i]
		var code int32
		switch c.at {
		case 'f':
			code = c.codes[from]
		case 't':
			code = c.codes[to]
		default:
			var guess bool
			code, guess = c.of(l, to, f)
			inferred = inferred || guess
		}
		if code < 0 {
			return 0, false, false
		}
		group = group*uint64(c.size) + uint64(code)
	}
	return group, inferred, true
}

// codes takes the number of a group apart.
func (k *keyed) codes(group uint64) []int32 {
	codes := make([]int32, len(k.columns))
	for i := len(codes) - 1; i >= 0; i-- {
		size := uint64(k.columns[i].size)
		codes[i] = int32(group % size)
		group /= size
	}
	return codes
}

func (k *keyed) keys(group uint64) []Key {
	keys := make([]Key, len(k.columns))
	for i, code := range k.codes(group) {
		c := &k.columns[i]
		keys[i] = Key{By: c.by, Value: c.word(code)}
		if c.thing {
			keys[i].Node = vocab.ID(keys[i].Value)
		}
	}
	return keys
}

// compare orders groups by their keys: words of the vocabulary in its order, things by name.
func (k *keyed) compare(a, b uint64) int {
	x, y := k.codes(a), k.codes(b)
	for i := range x {
		p, q := x[i], y[i]
		if ranked := k.columns[i].ranked; ranked != nil {
			p, q = ranked(p), ranked(q)
		}
		if p != q {
			return int(p - q)
		}
	}
	return 0
}

// slots gives groups small numbers, in the order in which they are met.
type slots struct {
	dense  []int32 // one more than the number; nil where groups are too many for a list
	sparse map[uint64]int32
	groups []uint64
}

const denseSlots = 1 << 20

func newSlots(size uint64) *slots {
	if size <= denseSlots {
		return &slots{dense: make([]int32, size)}
	}
	return &slots{sparse: make(map[uint64]int32)}
}

func (s *slots) of(group uint64) int32 {
	if s.dense != nil {
		if n := s.dense[group]; n > 0 {
			return n - 1
		}
		s.groups = append(s.groups, group)
		s.dense[group] = int32(len(s.groups))
		return int32(len(s.groups)) - 1
	}
	n, ok := s.sparse[group]
	if !ok {
		n = int32(len(s.groups))
		s.sparse[group] = n
		s.groups = append(s.groups, group)
	}
	return n
}
