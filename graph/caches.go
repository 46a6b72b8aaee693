package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"kommungraf/internal/kept"
)

// What the caches hold at most, in bytes: anyone may fill them.
const (
	keptDocuments = 32 << 20 // parsed and validated once
	keptPersisted = 4 << 20  // texts of documents that clients name by their hash
)

// cache is a graphql.Cache that tells what was looked for in it.
type cache[T any] struct {
	*kept.Cache[T]
	name   string
	lookup func(cache string, found bool)
}

func newCache[T any](name string, most int, lookup func(string, bool), weigh func(string, T) int) *cache[T] {
	return &cache[T]{kept.New(most, weigh), name, lookup}
}

// Get gives what is kept under a key.
func (c *cache[T]) Get(_ context.Context, key string) (T, bool) {
	value, found := c.Cache.Get(key)
	c.lookup(c.name, found)
	return value, found
}

// Add keeps something.
func (c *cache[T]) Add(_ context.Context, key string, value T) { c.Cache.Add(key, value) }

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

// newAnswers keeps whole answers, nil when there is no room for any.
func newAnswers(most int, w Watcher) graphql.Cache[[]byte] {
	if most <= 0 {
		return nil
	}
	return newCache("answer", most, w.Lookup, func(key string, body []byte) int { return len(key) + len(body) + 100 })
}
