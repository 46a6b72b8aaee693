package wire

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"kommungraf/internal/problem"
)

func TestGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGate(2, 1, time.Second)
		leave, other := enter(t, g), enter(t, g)

		waited := make(chan time.Duration)
		start := time.Now()
		go func() {
			defer enter(t, g)()
			waited <- time.Since(start)
		}()
		synctest.Wait()
		wantShed(t, g, "max-waiting", 0) // one waits already

		time.Sleep(900 * time.Millisecond)
		leave()
		if got := <-waited; got != 900*time.Millisecond {
			t.Errorf("the one who waits gets in after %v", got)
		}
		synctest.Wait()

		// The place of the one who has waited and left is free, and nobody waits any more.
		leave() // a second time says nothing
		again := enter(t, g)
		wantShed(t, g, "max-wait", time.Second)
		wantShed(t, g, "max-wait", time.Second)
		again()
		other()
		enter(t, g)()
	})
}

func TestGateWithoutQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGate(1, 0, time.Second)
		defer enter(t, g)()
		wantShed(t, g, "max-waiting", 0)
	})
}

func TestGateLetsGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGate(1, 1, time.Second)
		defer enter(t, g)()
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		start := time.Now()
		_, err := g.Enter(ctx)
		p, _ := errors.AsType[*problem.Error](err)
		if p == nil || p.Code != problem.Unavailable || p.Limit != "" || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("whose request ends is told %+v", p)
		}
		if waited := time.Since(start); waited != time.Millisecond {
			t.Errorf("waits %v though the request has ended", waited)
		}
		wantShed(t, g, "max-wait", time.Second) // its place in the queue is free
	})
}

func TestNoGate(t *testing.T) {
	var g *Gate
	enter(t, g)
	enter(t, g)()
}

func enter(t *testing.T, g *Gate) (leave func()) {
	t.Helper()
	leave, err := g.Enter(t.Context())
	if err != nil {
		t.Error(err)
		return func() {}
	}
	return leave
}

// wantShed wants to be turned away, by the limit and after the time.
func wantShed(t *testing.T, g *Gate, limit string, after time.Duration) {
	t.Helper()
	start := time.Now()
	_, err := g.Enter(t.Context())
	p, _ := errors.AsType[*problem.Error](err)
	if p == nil || p.Code != problem.Unavailable || p.Limit != limit || p.Retry <= 0 {
		t.Errorf("turned away by %+v, want %s", p, limit)
	}
	if waited := time.Since(start); waited != after {
		t.Errorf("turned away after %v, want %v", waited, after)
	}
}
