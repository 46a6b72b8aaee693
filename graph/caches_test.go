package graph

import (
	"fmt"
	"maps"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"
)

// lookups counts what a cache tells.
type lookups struct {
	nobody
	mu   sync.Mutex
	told map[string]int
}

func (l *lookups) Lookup(cache string, found bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.told == nil {
		l.told = map[string]int{}
	}
	l.told[fmt.Sprintf("%s %t", cache, found)]++
}

func byLength(key, value string) int { return len(key) + len(value) }

func TestCache(t *testing.T) {
	var told lookups
	c := newCache("test", 10, told.Lookup, byLength)
	held := func(want ...string) {
		t.Helper()
		var got []string
		for _, key := range c.kept.Keys() { // the oldest first; to Get them would be to use them
			value, _ := c.kept.Peek(key)
			got = append(got, key+value)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	for _, key := range []string{"a", "b", "c", "d", "e"} {
		c.Add(t.Context(), key, "1")
	}
	held("a1", "b1", "c1", "d1", "e1") // exactly as much as it may
	if got, ok := c.Get(t.Context(), "a"); got != "1" || !ok {
		t.Errorf("got %q, %t", got, ok)
	}
	c.Add(t.Context(), "f", "1")
	held("c1", "d1", "e1", "a1", "f1") // what was not used for longest is forgotten
	c.Add(t.Context(), "d", "22")
	held("e1", "a1", "f1", "d22") // what is replaced counts once
	c.Add(t.Context(), "d", "3")
	c.Add(t.Context(), "g", "1")
	held("e1", "a1", "f1", "d3", "g1")
	if got, ok := c.Get(t.Context(), "b"); got != "" || ok {
		t.Errorf("got %q, %t of what is forgotten", got, ok)
	}
	c.Add(t.Context(), "h", strings.Repeat("x", 10))
	held() // more than it may ever hold
	c.Add(t.Context(), "i", "1")
	held("i1")
	if diff := cmp.Diff(map[string]int{"test true": 1, "test false": 1}, told.told); diff != "" {
		t.Error(diff)
	}
}

// However it is used, a cache weighs what is in it and never more than it may, and holds what was put in last.
func TestCacheIsBounded(t *testing.T) {
	text := rapid.StringMatching(`[a-c]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		c := newCache("test", 12, func(string, bool) {}, byLength)
		last := map[string]string{}
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			key, value := text.Draw(t, "key"), text.Draw(t, "value")
			if rapid.Bool().Draw(t, "look") {
				if got, ok := c.Get(t.Context(), key); ok && got != last[key] {
					t.Fatalf("%q under %q, and %q was put there", got, key, last[key])
				}
				continue
			}
			last[key] = value
			c.Add(t.Context(), key, value)
			if got, ok := c.Get(t.Context(), key); got != value || !ok { // each fits on its own
				t.Fatalf("%q, %t under %q, where %q was just put", got, ok, key, value)
			}
		}
		weight := 0
		for _, key := range c.kept.Keys() {
			value, _ := c.kept.Peek(key)
			weight += byLength(key, value)
		}
		if weight != c.weight || weight > 12 {
			t.Errorf("weighs %d, and its books say %d", weight, c.weight)
		}
	})
}

func TestCacheForMany(t *testing.T) {
	var told lookups
	c := newCache("test", 50, told.Lookup, byLength)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 200 {
				key := fmt.Sprint((i + j) % 20)
				c.Add(t.Context(), key, "v")
				c.Get(t.Context(), key)
			}
		})
	}
	all.Wait()
	sum := 0
	for n := range maps.Values(told.told) {
		sum += n
	}
	if c.weight > 50 || sum != 8*200 {
		t.Errorf("weighs %d, told of %d lookups", c.weight, sum)
	}
}

// A document weighs about what it takes: the bound is one of memory, and not of text, which may be short and mean much.
func TestDocumentsWeighWhatTheyTake(t *testing.T) {
	most := 900 // values, a little less than the tokens that are allowed
	for name, text := range map[string]string{
		"fields":            "{" + strings.Repeat("a ", most) + "}",
		"arguments":         "{" + strings.Repeat("a(a:1)", most/6) + "}",
		"list":              "{a(b:[" + strings.Repeat("1 ", most) + "])}",
		"objects":           "{a(b:[" + strings.Repeat("{a:1}", most/5) + "])}",
		"fragments":         "{a}" + strings.Repeat("fragment F on T{a}", most/7),
		"spreads":           "{" + strings.Repeat("...F ", most/2) + "}",
		"directives":        "{" + strings.Repeat("a@a(b:1)", most/7) + "}",
		"default":           "query($a:[Int]=[" + strings.Repeat("1 ", most) + "]){a}",
		"variables":         "query(" + strings.Repeat("$a:A ", most/4) + "){a}",
		"spread directives": "{" + strings.Repeat("...F@a(b:[1 1 1 1])", most/10) + "}",
	} {
		t.Run(name, func(t *testing.T) {
			const copies = 100
			docs := make([]*ast.QueryDocument, copies)
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			for i := range docs {
				docs[i] = parsed(text)
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			takes := int(after.HeapAlloc-before.HeapAlloc) / copies
			weighs := len(text) + nodes(docs[copies-1])*bytesOfNode
			if docs[0] == nil || takes > 2*weighs {
				t.Errorf("takes %d bytes, weighs %d", takes, weighs)
			}
			runtime.KeepAlive(docs)
		})
	}
}
