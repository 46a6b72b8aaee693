package store_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"

	"kommungraf/internal/kbtest"
	"kommungraf/internal/kbtest/pgserver"
	"kommungraf/internal/problem"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

func TestExplainKnowsWhatPasses(t *testing.T) {
	said := func(code pqerror.Code) error {
		return &pq.Error{Code: code, Message: "terminating connection", Severity: "FATAL"}
	}
	closed := kbtest.SQLite(t, "empty")
	s, err := store.Open(t.Context(), closed)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	_, errClosed := s.Revision(t.Context())
	const gone, other = "the database cannot be reached: try again in a moment", ""
	for _, test := range []struct {
		err  error
		want string // the message; empty when the error is not known
	}{
		{said(pqerror.AdminShutdown), gone},
		{said(pqerror.CrashShutdown), gone},
		{said(pqerror.CannotConnectNow), gone},
		{said(pqerror.TooManyConnections), gone},
		{said(pqerror.ConnectionFailure), gone},
		{driver.ErrBadConn, gone},
		{sql.ErrConnDone, gone},
		{io.EOF, gone},
		{io.ErrUnexpectedEOF, gone},
		{errClosed, gone},
		{&net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}, gone},
		{&net.OpError{Op: "write", Err: syscall.EPIPE}, gone},
		{said(pqerror.LockNotAvailable), "another write is under way: try again"},
		{said(pqerror.QueryCanceled), "the database stopped before it was done: try again in a moment"},
		{said(pqerror.ReadOnlySQLTransaction), "the database takes no writes now: try again in a moment"},
		{said(pqerror.DiskFull), other},
		{said(pqerror.InvalidPassword), other},
		{said(pqerror.SyntaxError), other},
		{errors.New("sql: no such thing"), other},
	} {
		got := store.Explain(t.Context(), fmt.Errorf("while reading: %w", test.err))
		if test.want == other {
			if problem.CodeOf(got) != problem.Internal || !errors.Is(got, test.err) {
				t.Errorf("%v became %v, want it unchanged", test.err, got)
			}
			continue
		}
		p := mustProblem(t, got, problem.Unavailable, "")
		if p.Message != test.want || p.Retry != time.Second || p.Limit != "" || !errors.Is(p, test.err) {
			t.Errorf("%v: %q, retry %v, limit %q, over %v; want %q", test.err, p.Message, p.Retry, p.Limit, p.Err, test.want)
		}
	}
}

func TestExplainKnowsWhyAnOperationEnded(t *testing.T) {
	named := &problem.Error{Code: problem.Unavailable, Limit: "operation-timeout", Message: "an operation takes at most 10 s"}
	past := time.Now().Add(-time.Second)
	late, cancel := context.WithDeadline(t.Context(), past)
	defer cancel()
	lateByName, cancel := context.WithDeadlineCause(t.Context(), past, named)
	defer cancel()
	left, leave := context.WithCancel(t.Context())
	leave()
	for _, test := range []struct {
		name  string
		ctx   context.Context
		limit string
		says  string
	}{
		{"late", late, "operation-timeout", ""},
		{"late, with a cause", lateByName, "operation-timeout", named.Message},
		{"left", left, "", ""},
	} {
		// lib/pq tells of a cancelled statement in words of its own
		err := error(&pq.Error{Code: pqerror.QueryCanceled})
		p := mustProblem(t, store.Explain(test.ctx, err), problem.Unavailable, "")
		if p.Limit != test.limit || test.says != "" && p.Message != test.says || !errors.Is(p, err) {
			t.Errorf("%s: limit %q, %q, over %v", test.name, p.Limit, p.Message, p.Err)
		}
		known := problem.BadInput("query", "is too long")
		if got := store.Explain(test.ctx, known); !errors.Is(got, known) || problem.CodeOf(got) != known.Code {
			t.Errorf("%s: what was known became %v", test.name, got)
		}
	}
	if named.Err != nil {
		t.Error("the cause itself was changed")
	}
	if err := store.Explain(late, nil); err != nil {
		t.Errorf("nothing became %v", err)
	}
}

// A second writer who does not wait long enough is told to try again.
func TestABusyFileIsUnavailable(t *testing.T) {
	location := kbtest.SQLite(t, "empty")
	s := kbtest.MustOpen(t, location)
	other := rawPool(t, "sqlite3", location)
	other.SetMaxOpenConns(1)
	if _, err := other.Exec("BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	s.DB().SetMaxOpenConns(1)
	if _, err := s.DB().Exec("PRAGMA busy_timeout = 10"); err != nil {
		t.Fatal(err)
	}
	err := s.Write(t.Context(), vocab.FromContribution, (batch{}).save)
	if p := mustProblem(t, err, problem.Unavailable, ""); p.Retry == 0 {
		t.Errorf("it does not say when to try again: %v", p)
	}
}

// While PostgreSQL stops, is down and starts, every read and every write is UNAVAILABLE or answered, and afterwards all is
// as before, without anyone's doing.
func TestAnOutageIsUnavailableAndPasses(t *testing.T) {
	server, location := kbtest.PostgresAlone(t, "empty")
	s := kbtest.MustOpen(t, location, store.StatementTimeout(5*time.Second))
	for _, how := range []pgserver.Shutdown{pgserver.Fast, pgserver.Immediate} {
		ctx, cancel := context.WithCancel(t.Context())
		var reads, refused atomic.Int64
		check := func(err error) {
			reads.Add(1)
			if err == nil || ctx.Err() != nil {
				return
			}
			refused.Add(1)
			if p, ok := errors.AsType[*problem.Error](store.Explain(ctx, err)); !ok || p.Code != problem.Unavailable || p.Limit != "" || p.Retry != time.Second {
				t.Errorf("%s: %T %v", how, err, err)
			}
		}
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				for n := 0; ctx.Err() == nil; n++ {
					_, err := number(ctx, s, fmt.Sprintf("SELECT count(*) + $1::int + %d FROM generate_series(1, 2000)", n%50), i) // with and without preparing
					check(err)
				}
			})
		}
		wg.Go(func() {
			for ctx.Err() == nil {
				check(s.Write(ctx, vocab.FromContribution, func(_ context.Context, w *store.Writer) error { w.Loaded("again"); return nil }))
			}
		})
		time.Sleep(200 * time.Millisecond)
		if err := server.Halt(how); err != nil {
			t.Fatal(err)
		}
		time.Sleep(200 * time.Millisecond)
		if refused.Load() == 0 {
			t.Errorf("%s: nothing was refused while the server was down", how)
		}
		if err := server.Resume(); err != nil {
			t.Fatal(err)
		}
		back := time.Now()
		for {
			_, err := number(t.Context(), s, "SELECT 42")
			if err == nil {
				break
			}
			if wantProblem(t, store.Explain(t.Context(), err), problem.Unavailable, ""); time.Since(back) > soon {
				t.Fatalf("%s: still %v", how, err)
			}
		}
		t.Logf("%s: answered %v after the server, %d of %d refused", how, time.Since(back), refused.Load(), reads.Load())
		time.Sleep(100 * time.Millisecond)
		cancel()
		wg.Wait()
		for range 3 * s.Pool().MaxOpen { // no connection of the old server is left to be met
			if _, err := number(t.Context(), s, "SELECT count(*) + $1::int + 7 FROM generate_series(1, 2000)", 1); err != nil {
				t.Errorf("%s: afterwards: %v", how, err)
			}
		}
	}
}

// A host that takes connections and says nothing holds a request up for no longer than connecting may take.
func TestAServerThatSaysNothing(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	begin := time.Now()
	_, err = store.Open(t.Context(), "postgres://kg@"+silent.Addr().String()+"/kb?sslmode=disable&connect_timeout=1")
	if took := time.Since(begin); err == nil || took > soon {
		t.Errorf("%v after %v", err, took)
	}
}
