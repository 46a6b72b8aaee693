package graph

import (
	"runtime"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

// A cache tells what was looked for in it.
func TestLookupsAreTold(t *testing.T) {
	told := map[string]int{}
	c := newCache("test", 100, func(name string, found bool) { told[name]++; told["found"] += map[bool]int{true: 1}[found] },
		func(string, string) int { return 1 })
	c.Add(t.Context(), "a", "1")
	for _, key := range []string{"a", "b", "a"} {
		c.Get(t.Context(), key)
	}
	if told["test"] != 3 || told["found"] != 2 {
		t.Error(told)
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
