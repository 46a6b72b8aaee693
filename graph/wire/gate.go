package wire

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"kommungraf/internal/problem"
)

// Gate lets only so many operations run at once, and so many wait for a moment. Beyond that it sheds: an answer that
// comes too late is work for nobody, and a queue that grows makes all answers late. A nil Gate is open.
type Gate struct {
	places  chan struct{}
	queue   int64
	wait    time.Duration
	waiting atomic.Int64
}

// NewGate makes a gate for so many at once, with a queue in which one waits no longer than the time given.
func NewGate(places, queue int, wait time.Duration) *Gate {
	return &Gate{places: make(chan struct{}, places), queue: int64(queue), wait: wait}
}

// Enter takes a place, which leave gives back; leave may be called more than once. The error is UNAVAILABLE.
func (g *Gate) Enter(ctx context.Context) (leave func(), err error) {
	if g == nil {
		return func() {}, nil
	}
	leave = sync.OnceFunc(func() { <-g.places })
	select {
	case g.places <- struct{}{}:
		return leave, nil
	default:
	}
	defer g.waiting.Add(-1)
	if g.waiting.Add(1) > g.queue {
		return nil, g.full("max-waiting")
	}
	timer := time.NewTimer(g.wait)
	defer timer.Stop()
	select {
	case g.places <- struct{}{}:
		return leave, nil
	case <-timer.C:
		return nil, g.full("max-wait")
	case <-ctx.Done():
		return nil, &problem.Error{Code: problem.Unavailable, Message: "the request ended before its turn came", Err: ctx.Err()}
	}
}

func (g *Gate) full(limit string) error {
	return &problem.Error{
		Code: problem.Unavailable, Limit: limit, Retry: time.Second,
		Message: "the server has as much to do as it can: try again in a moment",
	}
}
