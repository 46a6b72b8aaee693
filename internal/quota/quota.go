// Package quota says how much each client may still ask: so many requests and so much cost a minute, each in a bucket
// that is full at first and fills evenly. A client may thus spend a minute's worth at once, and then as much as comes
// in.
package quota

import (
	"context"
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"golang.org/x/time/rate"

	"kommungraf/internal/problem"
)

// What there is a budget of. The setting that limits it has the same name after "rate-".
const (
	requests = "requests"
	cost     = "cost"
)

const window = time.Minute // what Limits count in

// Limits is how much one client may ask in a minute. A limit that is not positive is off.
type Limits struct {
	Requests int
	Cost     int
}

// Limiter knows the clients and what each has left.
type Limiter struct {
	perMinute Limits
	now       func() time.Time

	mu   sync.Mutex
	seen *simplelru.LRU[string, *Client]
}

// New makes a Limiter that remembers so many clients, at least one, and when there are more forgets the one it has not
// seen for longest. The clock must not run backwards; time.Now does not.
//
// A forgotten client that comes back has its whole budget again. So nobody is ever refused for the many addresses of
// someone else, and who wants to be forgotten needs as many addresses as are remembered: with those he may ask that
// many times the limits anyway, which is no matter for limits per client.
func New(perMinute Limits, clients int, now func() time.Time) *Limiter {
	seen, _ := simplelru.NewLRU[string, *Client](max(clients, 1), nil) // the size is positive: no error
	return &Limiter{perMinute: perMinute, now: now, seen: seen}
}

// Client finds a client, or makes it when it is not known or was forgotten. Keys are kept: they should be short.
func (l *Limiter) Client(key string) *Client {
	l.mu.Lock()
	defer l.mu.Unlock()
	c, ok := l.seen.Get(key)
	if !ok {
		c = &Client{now: l.now, requests: bucket(l.perMinute.Requests), cost: bucket(l.perMinute.Cost)}
		l.seen.Add(key, c)
	}
	return c
}

// bucket is a full one, nil when the limit is off.
func bucket(limit int) *rate.Limiter {
	if limit <= 0 {
		return nil
	}
	return rate.NewLimiter(rate.Limit(float64(limit)/window.Seconds()), limit)
}

// Client is what one client may still ask. It may be used by many goroutines. A nil *Client has no limits.
type Client struct {
	now func() time.Time
	// Held from the reading of the clock to the taking: a bucket that is handed an earlier time than the last one counts
	// the time between them twice.
	mu       sync.Mutex
	requests *rate.Limiter // nil when off, like cost
	cost     *rate.Limiter
}

// Request takes one request. RATE_LIMITED when there is none left.
func (c *Client) Request() error {
	if c == nil {
		return nil
	}
	return c.take(requests, c.requests, 1)
}

// Spend takes the cost of an operation, all of it or nothing; one that costs nothing is free. RATE_LIMITED when less is
// left, and without a time to try again when it is more than there can ever be.
func (c *Client) Spend(n int) error {
	if c == nil || n <= 0 {
		return nil
	}
	return c.take(cost, c.cost, n)
}

func (c *Client) take(name string, from *rate.Limiter, n int) error {
	if from == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	if from.AllowN(now, n) {
		return nil
	}
	refused := &problem.Error{Code: problem.RateLimited, Limit: "rate-" + name}
	if n > from.Burst() {
		refused.Message = fmt.Sprintf("a %s of %d is more than the %d a minute that %s allows: ask for less at once",
			name, n, from.Burst(), refused.Limit)
		return refused
	}
	refused.Retry = fill(from, float64(n)-from.TokensAt(now))
	refused.Message = fmt.Sprintf("more than the %d %s a minute that %s allows: try again in %d s",
		from.Burst(), name, refused.Limit, (refused.Retry+time.Second-1)/time.Second)
	return refused
}

// fill is the time in which so much comes in, to the nearest nanosecond. A bucket lets through what is short by less
// than one, so that who waits exactly so long is let in.
func fill(b *rate.Limiter, tokens float64) time.Duration {
	return time.Duration(math.Round(tokens / float64(b.Limit()) * float64(time.Second)))
}

// Budget is the state of one limit.
type Budget struct {
	Name      string        // "requests" or "cost"
	Limit     int           // what may be asked in a Window
	Remaining int           // what may be asked now
	Reset     time.Duration // until all of Limit may be asked, if nothing is asked meanwhile
	Window    time.Duration
}

// State is what the client has left, one Budget for each limit that is on.
func (c *Client) State() []Budget {
	if c == nil {
		return nil
	}
	now := c.now()
	state := make([]Budget, 0, 2)
	for _, b := range []struct {
		name   string
		bucket *rate.Limiter
	}{{requests, c.requests}, {cost, c.cost}} {
		if b.bucket == nil {
			continue
		}
		left, limit := b.bucket.TokensAt(now), b.bucket.Burst()
		state = append(state, Budget{
			Name: b.name, Limit: limit, Remaining: int(left),
			Reset: fill(b.bucket, float64(limit)-left), Window: window,
		})
	}
	return state
}

type contextKey struct{}

// With says whose request a context belongs to.
func With(ctx context.Context, c *Client) context.Context {
	return context.WithValue(ctx, contextKey{}, c)
}

// Of is the client whose request a context belongs to, nil when nobody has said.
func Of(ctx context.Context) *Client {
	c, _ := ctx.Value(contextKey{}).(*Client)
	return c
}
