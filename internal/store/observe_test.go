package store_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kommungraf/internal/kbtest"
	"kommungraf/internal/policy"
	"kommungraf/internal/store"
)

// endless counts for minutes: all of them before its first row, or after it.
var endless = map[string]string{
	"before the first row": "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 100000000000) SELECT count(*) FROM c",
	"after the first row": "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 100000000000)" +
		" SELECT n FROM c WHERE n IN (1, 100000000000)",
}

// soon is when a statement that was stopped must be gone, on a machine that is busy with other things.
const soon = 20 * time.Second

func TestObserveSeesBothEndsOfEveryRead(t *testing.T) {
	eachDatabase(t, "loaded", func(t *testing.T, _, location string) {
		type mark struct{}
		var begun []string
		var ended []error
		var marked bool
		s := kbtest.MustOpen(t, location, store.Observe(func(ctx context.Context, statement string) (context.Context, func(error)) {
			begun = append(begun, statement)
			marked, _ = ctx.Value(mark{}).(bool)
			return ctx, func(err error) { ended = append(ended, err) }
		}))
		ctx := context.WithValue(t.Context(), mark{}, true)
		if _, err := s.Revision(ctx); err != nil {
			t.Fatal(err)
		}
		if len(begun) != 1 || !strings.Contains(begun[0], "revisions") || len(ended) != 1 || ended[0] != nil || !marked {
			t.Errorf("begun %q, ended %v, in the caller's context: %v; want the one statement on revisions", begun, ended, marked)
		}

		begun, ended = nil, nil
		rows, err := s.Query(ctx, "SELECT id FROM actors")
		if err != nil {
			t.Fatal(err)
		}
		if rows.Next(); len(ended) != 0 {
			t.Error("a statement has ended whose rows are being read")
		}
		for range 2 {
			if err := rows.Close(); err != nil {
				t.Error(err)
			}
		}
		if len(begun) != 1 || len(ended) != 1 || ended[0] != nil {
			t.Errorf("begun %q, ended %v; want one that ended well", begun, ended)
		}

		begun, ended = nil, nil
		if _, err := s.Query(ctx, "SELECT nonsense"); err == nil {
			t.Fatal("nonsense was answered")
		}
		if len(begun) != 1 || len(ended) != 1 || ended[0] == nil {
			t.Errorf("begun %q, ended %v; want one that failed", begun, ended)
		}
	})
}

func TestAStatementWhoseTimeIsUpIsStopped(t *testing.T) {
	eachDatabase(t, "empty", func(t *testing.T, _, location string) {
		var ended []error
		s := kbtest.MustOpen(t, location, store.StatementTimeout(100*time.Millisecond),
			store.Observe(func(ctx context.Context, _ string) (context.Context, func(error)) {
				return ctx, func(err error) { ended = append(ended, err) }
			}))
		for name, statement := range endless {
			ended = nil
			begin := time.Now()
			_, err := number(t.Context(), s, statement)
			took := time.Since(begin)
			t.Logf("%s: stopped after %v", name, took)
			p := mustProblem(t, store.Explain(t.Context(), err), "UNAVAILABLE", "")
			if p.Limit != "statement-timeout" || !strings.Contains(p.Message, "longer than 0.1 s") {
				t.Errorf("%s: limit %q, %q", name, p.Limit, p.Message)
			}
			if took > soon {
				t.Errorf("%s: it took %v", name, took)
			}
			if len(ended) != 1 || ended[0] == nil {
				t.Errorf("%s: the observer was told %v, want one error", name, ended)
			}
			nothingRuns(t, s)
		}
		if n, err := number(t.Context(), s, "SELECT 42"); err != nil || n != 42 {
			t.Errorf("the next statement: %d, %v", n, err)
		}
	})
}

// nothingRuns waits until no connection is in use, and none of them works for nobody.
func nothingRuns(t *testing.T, s *store.Store) {
	t.Helper()
	deadline := time.Now().Add(soon)
	running := func() int {
		if n := s.Pool().InUse; n > 0 || s.Database() == "SQLite" { // a connection is in use as long as SQLite works on it
			return n
		}
		return mustCount(t, s.DB(), `SELECT count(*) FROM pg_stat_activity
			WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()`)
	}
	for running() > 0 {
		if time.Now().After(deadline) {
			t.Fatal("something runs on")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestTimeoutsLeaveThePoolWhole(t *testing.T) {
	eachDatabase(t, "empty", func(t *testing.T, _, location string) {
		s := kbtest.MustOpen(t, location, store.StatementTimeout(20*time.Millisecond))
		for i := range 25 {
			for name, statement := range endless {
				if _, err := number(t.Context(), s, statement); err == nil {
					t.Fatalf("%s, time %d: it came to an end", name, i)
				}
			}
		}
		nothingRuns(t, s)
		for range s.Pool().MaxOpen { // each that there can be is there and works
			c, err := s.DB().Conn(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if err := c.PingContext(t.Context()); err != nil {
				t.Error(err)
			}
		}
	})
}

// Rows stay readable after the statement was sent: the limit ends with them, and does not cut them short.
func TestRowsWithinTheTimeAreReadToTheirEnd(t *testing.T) {
	eachDatabase(t, "loaded", func(t *testing.T, _, location string) {
		s := kbtest.MustOpen(t, location, store.StatementTimeout(time.Minute))
		want := mustCount(t, s.DB(), "SELECT count(*) FROM actors")
		if all, err := s.Client.Actor.Query().All(store.WithView(t.Context(), store.View{Class: policy.System})); err != nil || len(all) != want {
			t.Errorf("%d actors, %v; want %d", len(all), err, want)
		}
	})
}

// The time of the whole operation stops a statement too, and is told apart from the statement's own.
func TestAnOperationWhoseTimeIsUpIsStopped(t *testing.T) {
	eachDatabase(t, "empty", func(t *testing.T, _, location string) {
		s := kbtest.MustOpen(t, location, store.StatementTimeout(time.Minute))
		for name, statement := range endless {
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			_, err := number(ctx, s, statement)
			if p := mustProblem(t, store.Explain(ctx, err), "UNAVAILABLE", ""); p.Limit != "operation-timeout" {
				t.Errorf("%s: limit %q of %v", name, p.Limit, err)
			}
			nothingRuns(t, s)

			left, leave := context.WithCancel(t.Context())
			time.AfterFunc(100*time.Millisecond, leave)
			_, err = number(left, s, statement)
			if p := mustProblem(t, store.Explain(left, err), "UNAVAILABLE", ""); p.Limit != "" {
				t.Errorf("%s: limit %q when the client left", name, p.Limit)
			}
			nothingRuns(t, s)
		}
		if n, err := number(t.Context(), s, "SELECT 42"); err != nil || n != 42 {
			t.Errorf("the next statement: %d, %v", n, err)
		}
	})
}

func TestPoolTellsOfConnections(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		rows, err := s.Query(t.Context(), "SELECT id FROM actors")
		if err != nil {
			t.Fatal(err)
		}
		if !rows.Next() {
			t.Fatal(rows.Err())
		}
		if p := s.Pool(); p.InUse != 1 || p.Open < 1 || p.MaxOpen < 2 {
			t.Errorf("while reading: %+v", p)
		}
		rows.Close()
		s.DB().SetMaxOpenConns(1)
		held, err := s.Query(t.Context(), "SELECT id FROM actors")
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(50*time.Millisecond, func() { held.Close() })
		if _, err := number(t.Context(), s, "SELECT 1"); err != nil {
			t.Fatal(err)
		}
		if p := s.Pool(); p.InUse != 0 || p.Idle != 1 || p.MaxOpen != 1 || p.Waits != 1 || p.Waited <= 0 {
			t.Errorf("after waiting: %+v", p)
		}
	})
}

// PostgreSQL itself stops a statement whose cancelling was lost, and leaves writes alone.
func TestPostgresStopsWhatWasNotCancelled(t *testing.T) {
	s := kbtest.MustOpen(t, kbtest.Postgres(t, "empty"), store.StatementTimeout(20*time.Millisecond))
	if _, err := s.DB().ExecContext(t.Context(), "SELECT pg_sleep(600)"); err == nil { // past the driver, which would cancel it
		t.Error("it ran to its end")
	}
	err := s.Write(t.Context(), "test", func(ctx context.Context, w *store.Writer) error {
		_, err := w.Tx().ExecContext(ctx, "SELECT pg_sleep(1.5)")
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
