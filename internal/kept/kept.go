// Package kept keeps what was made once, as long as there is room for it.
package kept

import (
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// Cache keeps what was used last, bounded by weight: what it holds is made by strangers' requests, and numbers alone bound
// nothing. It may be used by many goroutines. A nil Cache keeps nothing.
type Cache[T any] struct {
	most  int
	weigh func(key string, value T) int

	mu     sync.Mutex
	kept   *simplelru.LRU[string, T]
	weight int
}

// manyThings is more than ever fit: the bound is the weight.
const manyThings = 1 << 24

// New makes a cache of things that weigh no more than most together; nil when that is nothing.
func New[T any](most int, weigh func(key string, value T) int) *Cache[T] {
	if most <= 0 {
		return nil
	}
	c := &Cache[T]{most: most, weigh: weigh}
	c.kept, _ = simplelru.NewLRU(manyThings, func(key string, value T) { c.weight -= weigh(key, value) }) // no error for a size above 0
	return c
}

// Get gives what is kept under a key.
func (c *Cache[T]) Get(key string) (value T, found bool) {
	if c == nil {
		return value, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.kept.Get(key)
}

// Add keeps something in place of what was under the key, and forgets what was not used for longest where it becomes too
// much. What weighs more than a quarter of all is not kept: it would drive out the rest.
func (c *Cache[T]) Add(key string, value T) {
	if c == nil {
		return
	}
	weight := c.weigh(key, value)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kept.Remove(key)
	if weight > c.most/4 {
		return
	}
	c.kept.Add(key, value)
	c.weight += weight
	for c.weight > c.most {
		c.kept.RemoveOldest()
	}
}

// Weight is what everything that is kept weighs.
func (c *Cache[T]) Weight() int {
	if c == nil {
		return 0
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.weight
}
