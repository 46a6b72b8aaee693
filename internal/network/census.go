package network

import "sync/atomic"

// census remembers how many relations of a node one sieve keeps, since those of hubs are asked for by nearly every
// question and take long to count. Counting twice at a time is harmless, so nobody waits.
type census struct {
	sieve
	links []atomic.Int32 // one more than there are; 0 where not counted yet
}

// censuses are the latest of a graph. A day and the rights of a viewer make a lens, so that few are in use at a time.
type censuses struct {
	kept [8]atomic.Pointer[census]
	next atomic.Uint32
}

// census gives that of a sieve.
func (g *Graph) census(s sieve) *census {
	for i := range g.counted.kept {
		if c := g.counted.kept[i].Load(); c != nil && c.sieve == s {
			return c
		}
	}
	c := &census{s, make([]atomic.Int32, len(g.kinds))}
	g.counted.kept[g.counted.next.Add(1)%uint32(len(g.counted.kept))].Store(c)
	return c
}

// count counts the relations of a node that the sieve keeps, and says how many half-edges it went through for that. A
// relation that leads back to the node counts twice.
func (c *census) count(g *Graph, v Vertex) (links int32, steps int) {
	if n := c.links[v].Load(); n > 0 {
		return n - 1, 1
	}
	n := int32(0)
	e := g.ends.at(int32(v))
	for _, list := range [2][]half{e.out, e.in} {
		for i := range list {
			if c.keeps(list[i].facts) {
				n++
			}
		}
	}
	c.links[v].Store(n + 1)
	return n, len(e.out) + len(e.in)
}
