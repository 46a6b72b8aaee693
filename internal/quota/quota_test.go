package quota

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kommungraf/internal/problem"
)

// clock stands still until it is told to go on.
type clock struct{ at time.Time }

func newClock() *clock { return &clock{time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time { return c.at }

func (c *clock) pass(d time.Duration) { c.at = c.at.Add(d) }

// refused gives the problem that an answer must be.
func refused(t rapid.TB, err error) problem.Error {
	t.Helper()
	p, ok := errors.AsType[*problem.Error](err)
	if !ok || p.Code != problem.RateLimited {
		t.Fatalf("got %v, want a refusal", err)
	}
	return *p
}

func allowed(t rapid.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
}

func TestRequests(t *testing.T) {
	clock := newClock()
	c := New(Limits{Requests: 300}, 10, clock.now).Client("a")
	for range 300 {
		allowed(t, c.Request())
	}
	want := problem.Error{
		Code: problem.RateLimited, Limit: "rate-requests", Retry: 200 * time.Millisecond,
		Message: "more than the 300 requests a minute that rate-requests allows: try again in 1 s",
	}
	if diff := cmp.Diff(want, refused(t, c.Request())); diff != "" {
		t.Error(diff)
	}
	clock.pass(200 * time.Millisecond)
	allowed(t, c.Request())
	refused(t, c.Request())
}

func TestCost(t *testing.T) {
	clock := newClock()
	c := New(Limits{Cost: 600}, 10, clock.now).Client("a")
	allowed(t, c.Spend(0))
	allowed(t, c.Spend(500))
	allowed(t, c.Spend(-5)) // fills nothing, as the next lines show
	want := problem.Error{
		Code: problem.RateLimited, Limit: "rate-cost", Retry: 15 * time.Second,
		Message: "more than the 600 cost a minute that rate-cost allows: try again in 15 s",
	}
	if diff := cmp.Diff(want, refused(t, c.Spend(250))); diff != "" {
		t.Error(diff)
	}
	allowed(t, c.Spend(100)) // what was refused has taken nothing
	refused(t, c.Spend(1))
}

func TestCostAboveTheWholeBudget(t *testing.T) {
	c := New(Limits{Cost: 600}, 10, newClock().now).Client("a")
	want := problem.Error{
		Code: problem.RateLimited, Limit: "rate-cost",
		Message: "a cost of 601 is more than the 600 a minute that rate-cost allows: ask for less at once",
	}
	for _, n := range []int{601, math.MaxInt} {
		got := refused(t, c.Spend(n))
		if n == 601 && !cmp.Equal(want, got) {
			t.Error(cmp.Diff(want, got))
		}
	}
	allowed(t, c.Spend(600))
}

func TestState(t *testing.T) {
	clock := newClock()
	c := New(Limits{Requests: 300, Cost: 6000}, 10, clock.now).Client("a")
	allowed(t, c.Request())
	allowed(t, c.Spend(1500))
	clock.pass(100 * time.Millisecond)
	want := []Budget{
		{Name: "requests", Limit: 300, Remaining: 299, Reset: 100 * time.Millisecond, Window: time.Minute},
		{Name: "cost", Limit: 6000, Remaining: 4510, Reset: 14900 * time.Millisecond, Window: time.Minute},
	}
	if diff := cmp.Diff(want, c.State()); diff != "" {
		t.Error(diff)
	}
	clock.pass(time.Hour)
	for _, b := range c.State() {
		if b.Remaining != b.Limit || b.Reset != 0 {
			t.Errorf("after an hour: %+v", b)
		}
	}
}

func TestNoLimits(t *testing.T) {
	for name, c := range map[string]*Client{
		"nil": nil, "of a context without one": Of(t.Context()), "off": New(Limits{}, 10, newClock().now).Client("a"),
	} {
		for range 1000 {
			allowed(t, c.Request())
			allowed(t, c.Spend(math.MaxInt))
		}
		if s := c.State(); len(s) != 0 {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

func TestContext(t *testing.T) {
	c := New(Limits{}, 10, newClock().now).Client("a")
	if Of(With(t.Context(), c)) != c {
		t.Error("the client was lost")
	}
}

func TestForgetting(t *testing.T) {
	l := New(Limits{Requests: 1}, 2, newClock().now)
	a := l.Client("a")
	allowed(t, a.Request())
	l.Client("b")
	if l.Client("a") != a {
		t.Fatal("a was forgotten too early")
	}
	l.Client("c") // b has not been seen for longest
	refused(t, l.Client("a").Request())
	for i := range 100_000 {
		l.Client(fmt.Sprint(i))
	}
	if n := l.seen.Len(); n != 2 {
		t.Errorf("%d clients are remembered", n)
	}
	allowed(t, l.Client("a").Request())
	refused(t, a.Request()) // who still holds the forgotten one gets nothing new of it
}

func TestAtLeastOneClient(t *testing.T) {
	l := New(Limits{Requests: 1}, 0, newClock().now)
	allowed(t, l.Client("a").Request())
	refused(t, l.Client("a").Request())
}

func TestManyGoroutines(t *testing.T) {
	l := New(Limits{Requests: 500, Cost: 7000}, 3, newClock().now)
	var served, spent atomic.Int64
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 200 {
				c := l.Client("a")
				if c.Request() == nil {
					served.Add(1)
				}
				if c.Spend(70) == nil {
					spent.Add(70)
				}
				l.Client("b").State()
			}
		})
	}
	all.Wait()
	if served.Load() != 500 || spent.Load() != 7000 {
		t.Errorf("served %d of 500 requests, and %d of a cost of 7000", served.Load(), spent.Load())
	}
}

// taking is the rule of a bucket: between any two moments no more is let through than the whole bucket and what came in
// meanwhile; State tells the truth; and who waits as long as it is told is let in.
func taking(t *rapid.T) {
	clock := newClock()
	limit := rapid.IntRange(1, 1_000_000).Draw(t, "limit")
	c := New(Limits{Cost: limit}, 1, clock.now).Client("a")
	type taken struct {
		at  time.Time
		sum float64 // of all before this one
	}
	var log []taken
	var sum float64
	spend := func(n int) error {
		left := c.State()[0].Remaining
		err := c.Spend(n)
		// What is short by less than comes in in a nanosecond is let through.
		if err != nil && n <= left || err == nil && n > left+1 {
			t.Fatalf("%d remain, and asking for %d gives %v", left, n, err)
		}
		if err != nil {
			return err
		}
		log = append(log, taken{clock.at, sum})
		sum += float64(n)
		for _, since := range log {
			most := float64(limit) * (1 + clock.at.Sub(since.at).Minutes())
			if got := sum - since.sum; got > most*(1+1e-9) {
				t.Fatalf("%v of at most %v in %v", got, most, clock.at.Sub(since.at))
			}
		}
		return nil
	}
	for range rapid.IntRange(1, 50).Draw(t, "steps") {
		clock.pass(time.Duration(rapid.Int64Range(0, int64(2*time.Minute)).Draw(t, "pause")))
		n := rapid.IntRange(1, limit).Draw(t, "cost")
		if err := spend(n); err != nil && rapid.Bool().Draw(t, "wait") {
			clock.pass(refused(t, err).Retry)
			allowed(t, spend(n))
		}
	}
}

func TestTaking(t *testing.T) { rapid.Check(t, taking) }

func FuzzTaking(f *testing.F) { f.Fuzz(rapid.MakeFuzz(taking)) }

func BenchmarkClient(b *testing.B) {
	limits := Limits{Requests: math.MaxInt32, Cost: math.MaxInt32}
	keys := make([]string, 10_000)
	for i := range keys {
		keys[i] = fmt.Sprintf("2001:db8:%x:%x::/64", i>>8, i)
	}
	b.Run("known", func(b *testing.B) { // all that one request costs
		l := New(limits, len(keys), time.Now)
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			c := l.Client(keys[i%len(keys)])
			if c.Request() != nil || c.Spend(10) != nil || len(c.State()) != 2 {
				b.Fatal("refused")
			}
		}
	})
	b.Run("forgotten", func(b *testing.B) { // an attack of more addresses than are remembered
		l := New(limits, len(keys)/2, time.Now)
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			_ = l.Client(keys[i%len(keys)]).Request()
		}
	})
	b.Run("refused", func(b *testing.B) {
		c := New(Limits{Requests: 1}, 1, newClock().now).Client("a")
		b.ReportAllocs()
		for b.Loop() {
			_ = c.Request()
		}
	})
	b.Run("memory", func(b *testing.B) {
		var before, after runtime.MemStats
		for b.Loop() {
			runtime.GC()
			runtime.ReadMemStats(&before)
			l := New(limits, len(keys), time.Now)
			for _, k := range keys {
				_ = l.Client(k).Request()
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			runtime.KeepAlive(l)
		}
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(len(keys)), "B/client") // without its key
	})
}
