package graph

import (
	"context"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/hashicorp/golang-lru/v2/simplelru"
	"github.com/vektah/gqlparser/v2/ast"
)

// What the caches hold at most, in bytes: anyone may fill them.
const (
	keptDocuments = 32 << 20 // parsed and validated once
	keptPersisted = 4 << 20  // texts of documents that clients name by their hash
)

// cache keeps what was used last, by weight. It is a graphql.Cache.
type cache[T any] struct {
	name   string
	most   int
	weigh  func(key string, value T) int
	lookup func(cache string, found bool)

	mu     sync.Mutex
	kept   *simplelru.LRU[string, T]
	weight int
}

func newCache[T any](name string, most int, lookup func(string, bool), weigh func(string, T) int) *cache[T] {
	c := &cache[T]{name: name, most: most, weigh: weigh, lookup: lookup}
	c.kept, _ = simplelru.NewLRU(1<<20, func(key string, value T) { c.weight -= weigh(key, value) }) // bounded by weight; no error for a size above 0
	return c
}

// Get gives what is kept under a key.
func (c *cache[T]) Get(_ context.Context, key string) (T, bool) {
	c.mu.Lock()
	value, found := c.kept.Get(key)
	c.mu.Unlock()
	c.lookup(c.name, found)
	return value, found
}

// Add keeps something, and forgets what was not used for longest when it becomes too much.
func (c *cache[T]) Add(_ context.Context, key string, value T) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kept.Remove(key)
	c.kept.Add(key, value)
	c.weight += c.weigh(key, value)
	for c.weight > c.most {
		c.kept.RemoveOldest()
	}
}

// newPersisted keeps the texts of documents by their hash.
func newPersisted(w Watcher) graphql.Cache[string] {
	return newCache("persisted", keptPersisted, w.Lookup, func(hash, text string) int { return len(hash) + len(text) + 200 })
}

// newDocuments keeps parsed documents by their text.
func newDocuments(w Watcher) graphql.Cache[*ast.QueryDocument] {
	return documents{newCache("document", keptDocuments, w.Lookup, func(text string, doc *ast.QueryDocument) int {
		return len(text) + nodes(doc)*bytesOfNode
	})}
}

// bytesOfNode is what a field, an argument or a value of a parsed document takes in memory, with its place in the text.
const bytesOfNode = 400

func nodes(doc *ast.QueryDocument) int {
	n := 1
	for _, op := range doc.Operations {
		n += 1 + len(op.VariableDefinitions) + nodesOf(op.SelectionSet)
		for _, v := range op.VariableDefinitions {
			for t := v.Type; t != nil; t = t.Elem {
				n++
			}
			if v.DefaultValue != nil {
				n += values(v.DefaultValue)
			}
		}
	}
	for _, f := range doc.Fragments {
		n += 1 + nodesOf(f.SelectionSet)
	}
	return n
}

func nodesOf(set ast.SelectionSet) int {
	n := len(set)
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			n += len(s.Directives) + nodesOf(s.SelectionSet)
			for _, a := range s.Arguments {
				n += 1 + values(a.Value)
			}
		case *ast.InlineFragment:
			n += len(s.Directives) + nodesOf(s.SelectionSet)
		case *ast.FragmentSpread:
			n += len(s.Directives)
		}
	}
	return n
}

func values(v *ast.Value) int {
	n := 1
	for _, child := range v.Children {
		n += values(child.Value)
	}
	return n
}
