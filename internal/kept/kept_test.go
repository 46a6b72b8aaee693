package kept

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func byLength(key, value string) int { return len(key) + len(value) }

func TestCache(t *testing.T) {
	c := New(16, byLength)
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
	for key := range strings.SplitSeq("abcdefgh", "") {
		c.Add(key, "1")
	}
	held("a1", "b1", "c1", "d1", "e1", "f1", "g1", "h1") // exactly as much as it may
	if got, ok := c.Get("a"); got != "1" || !ok {
		t.Errorf("got %q, %t", got, ok)
	}
	c.Add("i", "1")
	held("c1", "d1", "e1", "f1", "g1", "h1", "a1", "i1") // what was not used for longest is forgotten
	c.Add("d", "333")
	held("e1", "f1", "g1", "h1", "a1", "i1", "d333") // what is replaced counts once
	if got, ok := c.Get("b"); got != "" || ok {
		t.Errorf("got %q, %t of what is forgotten", got, ok)
	}
	c.Add("e", "xxxx") // more than a quarter of all
	held("f1", "g1", "h1", "a1", "i1", "d333")
	if got := c.Weight(); got != 14 {
		t.Errorf("weighs %d", got)
	}
}

func TestNothingIsKept(t *testing.T) {
	c := New(0, byLength)
	c.Add("a", "1")
	if got, ok := c.Get("a"); ok || c.Weight() != 0 {
		t.Errorf("got %q", got)
	}
}

// However it is used, a cache weighs what is in it and never more than it may, and holds what was put in last.
func TestCacheIsBounded(t *testing.T) {
	text := rapid.StringMatching(`[a-c]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		c := New(48, byLength)
		last := map[string]string{}
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			key, value := text.Draw(t, "key"), text.Draw(t, "value")
			if rapid.Bool().Draw(t, "look") {
				if got, ok := c.Get(key); ok && got != last[key] {
					t.Fatalf("%q under %q, and %q was put there", got, key, last[key])
				}
				continue
			}
			last[key] = value
			c.Add(key, value)
			if got, ok := c.Get(key); got != value || !ok { // each fits on its own
				t.Fatalf("%q, %t under %q, where %q was just put", got, ok, key, value)
			}
		}
		weight := 0
		for _, key := range c.kept.Keys() {
			value, _ := c.kept.Peek(key)
			weight += byLength(key, value)
		}
		if weight != c.Weight() || weight > 48 {
			t.Errorf("weighs %d, and its books say %d", weight, c.Weight())
		}
	})
}

func TestCacheForMany(t *testing.T) {
	c := New(50, byLength)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 200 {
				key := fmt.Sprint((i + j) % 20)
				c.Add(key, "v")
				c.Get(key)
			}
		})
	}
	all.Wait()
	if c.Weight() > 50 {
		t.Errorf("weighs %d", c.Weight())
	}
}
