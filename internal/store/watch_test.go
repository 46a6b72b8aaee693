package store_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kommungraf/ent/db"
	"kommungraf/internal/kbtest"
	"kommungraf/internal/kbtest/pgserver"
	"kommungraf/internal/problem"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// revise makes a revision of one source and one supplier.
func revise(t *testing.T, s *store.Store, slug string) {
	t.Helper()
	mustSave(t, s, batch{actors: []*db.Actor{newActor(vocab.Supplier, slug, slug)}})
}

func mustWatch(ctx context.Context, t *testing.T, s *store.Store) <-chan store.Revised {
	t.Helper()
	revisions, err := s.Watch(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return revisions
}

// told waits for what is told next; ok is false when it is the end.
func told(t *testing.T, revisions <-chan store.Revised) (r store.Revised, ok bool) {
	t.Helper()
	select {
	case r, ok = <-revisions:
		return r, ok
	case <-time.After(soon):
		t.Fatal("nothing is told")
		return r, false
	}
}

func wantTold(t *testing.T, revisions <-chan store.Revised, revision int) {
	t.Helper()
	if r, ok := told(t, revisions); !ok || r.Revision != revision {
		t.Fatalf("told %+v, %v; want revision %d", r, ok, revision)
	}
}

func wantEnd(t *testing.T, revisions <-chan store.Revised) {
	t.Helper()
	if r, ok := told(t, revisions); ok {
		t.Fatalf("told %+v, want the end", r)
	}
}

func TestAWriteIsToldOnce(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		now := time.Date(2026, time.November, 23, 8, 30, 0, 123456000, time.UTC)
		s.Now = func() time.Time { return now }
		revise(t, s, "before")
		revisions, others := mustWatch(t.Context(), t, s), mustWatch(t.Context(), t, s)
		revise(t, s, "first")
		mustSave(t, s, batch{}) // the source is there: no revision
		if err := s.Write(t.Context(), vocab.FromContribution, func(context.Context, *store.Writer) error { return errChangedMind }); err == nil {
			t.Fatal("a change of mind was written")
		}
		err := s.Write(t.Context(), vocab.FromReference, func(_ context.Context, w *store.Writer) error {
			w.Loaded("fingerprint")
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []<-chan store.Revised{revisions, others} {
			for _, want := range []store.Revised{
				{Revision: 2, RecordedAt: now, Changes: 1, Origin: vocab.FromContribution},
				{Revision: 3, RecordedAt: now, Changes: 0, Origin: vocab.FromReference},
			} {
				got, _ := told(t, c)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Error(diff)
				}
			}
		}
		revise(t, s, "last")
		wantTold(t, revisions, 4) // and nothing twice before it
	})
}

// Several writers at once are told in the order of their revisions, and as many as a watcher has room for all of them.
func TestRevisionsAreToldInOrder(t *testing.T) {
	const writers, writes = 4, store.Unread / 4
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		revisions := mustWatch(t.Context(), t, s)
		var wg sync.WaitGroup
		for i := range writers {
			wg.Go(func() {
				for j := range writes {
					revise(t, s, fmt.Sprintf("actor-%d-%d", i, j))
				}
			})
		}
		for want := range writers * writes {
			wantTold(t, revisions, want+1)
		}
		wg.Wait()
	})
}

func TestAnotherServerIsToldOnPostgreSQL(t *testing.T) {
	location := kbtest.Postgres(t, "empty")
	one, other := kbtest.MustOpen(t, location), kbtest.MustOpen(t, location)
	here, there := mustWatch(t.Context(), t, one), mustWatch(t.Context(), t, other)
	revise(t, one, "one")
	wantTold(t, here, 1)
	wantTold(t, there, 1)
	revise(t, other, "other")
	wantTold(t, here, 2)
	wantTold(t, there, 2)
}

// One who does not receive holds nobody up, and finds the newest revisions in order.
func TestASlowWatcherHoldsNobodyUp(t *testing.T) {
	const revised = store.Unread + 10
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		slow, quick := mustWatch(t.Context(), t, s), mustWatch(t.Context(), t, s)
		for i := range revised {
			revise(t, s, fmt.Sprintf("actor-%d", i))
			wantTold(t, quick, i+1)
		}
		for want := revised - store.Unread + 1; want <= revised; want++ {
			wantTold(t, slow, want)
		}
	})
}

func TestWatchingEndsWithItsContext(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, cancel := context.WithCancel(t.Context())
		ended, goesOn := mustWatch(ctx, t, s), mustWatch(t.Context(), t, s)
		cancel()
		wantEnd(t, ended)
		revise(t, s, "one")
		wantTold(t, goesOn, 1)
	})
}

func TestWatchingEndsWithTheStore(t *testing.T) {
	eachDatabase(t, "empty", func(t *testing.T, _, location string) {
		s, err := store.Open(t.Context(), location)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		revisions := mustWatch(ctx, t, s)
		revise(t, s, "one")
		wantTold(t, revisions, 1)
		if !listens() && s.Database() == "PostgreSQL" {
			t.Error("nobody listens: the test below could not fail")
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		wantEnd(t, revisions)
		cancel() // after the end: nothing to close twice
		if listens() {
			t.Error("someone still listens")
		}
		_, err = s.Watch(t.Context())
		wantProblem(t, err, problem.Unavailable, "")
	})
}

// listens tells whether a goroutine of the listening is there, ours or the driver's.
func listens() bool {
	stacks := make([]byte, 1<<20)
	text := string(stacks[:runtime.Stack(stacks, true)])
	return strings.Contains(text, "store.(*Store).listen") || strings.Contains(text, "pq.(*ListenerConn)")
}

// A lost connection is made again, and what was missed meanwhile is told by its newest revision.
func TestListeningGoesOnAfterALostConnection(t *testing.T) {
	location := kbtest.Postgres(t, "empty")
	s, other := kbtest.MustOpen(t, location), kbtest.MustOpen(t, location)
	revisions := mustWatch(t.Context(), t, s)
	revise(t, other, "first")
	wantTold(t, revisions, 1)
	const listening = `FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`
	for i := range 3 {
		if n := mustCount(t, other.DB(), "SELECT count(pg_terminate_backend(pid)) "+listening); n != 1 {
			t.Fatalf("%d connections were listening, want 1", n)
		}
		// At once, before a new connection is made. As many as that are told although nobody heard them.
		for j := range 3 {
			revise(t, other, fmt.Sprintf("missed-%d-%d", i, j))
		}
		begin := time.Now()
		for j := range 3 {
			wantTold(t, revisions, 4*i+j+2)
		}
		t.Logf("told after %v", time.Since(begin))
		revise(t, other, fmt.Sprintf("heard-%d", i))
		wantTold(t, revisions, 4*i+5)
	}
}

func TestListeningGoesOnAfterAnOutage(t *testing.T) {
	server, location := kbtest.PostgresAlone(t, "empty")
	s := kbtest.MustOpen(t, location)
	revisions := mustWatch(t.Context(), t, s)
	revise(t, s, "before")
	wantTold(t, revisions, 1)
	if err := server.Halt(pgserver.Fast); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Watch(t.Context()); err == nil {
		t.Error("a watch began without a database")
	} else {
		wantProblem(t, err, problem.Unavailable, "")
	}
	time.Sleep(300 * time.Millisecond) // some attempts
	if err := server.Resume(); err != nil {
		t.Fatal(err)
	}
	revise(t, s, "after")
	wantTold(t, revisions, 2)
}

func TestNewestIsTheLastWrite(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		if r, err := s.Newest(t.Context()); err != nil || r != (store.Revised{}) {
			t.Errorf("before the first write: %+v, %v", r, err)
		}
		revisions := mustWatch(t.Context(), t, s)
		revise(t, s, "one")
		revise(t, s, "two")
		wantTold(t, revisions, 1)
		last, _ := told(t, revisions)
		got, err := s.Newest(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(last, got); diff != "" { // what is read is what was told
			t.Error(diff)
		}
	})
}
