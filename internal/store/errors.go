package store

import (
	"context"
	"database/sql"
	sqldriver "database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"
	"time"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"kommungraf/ent/db"
	"kommungraf/internal/problem"
)

// retrySoon is after which time trying again may help: a restart of a database and a write both take about so long.
const retrySoon = time.Second

// Explain turns an error of a read or a write into a problem where it can be named. Of the problems that pass, the code
// is Unavailable: a database that is busy, gone or starting, a statement whose time was up (Limit "statement-timeout"),
// and an operation whose time was up (Limit "operation-timeout") or whose client has left (no Limit). Whoever set the
// deadline of ctx may have said it better: then the cause of ctx is the problem. What Explain does not know it returns
// as it is, which is internal.
func Explain(ctx context.Context, err error) error {
	if _, known := errors.AsType[*problem.Error](err); known || err == nil {
		return err
	}
	if ctx.Err() != nil { // whatever the drivers say now, they say it because of that
		return unfinished(ctx, err)
	}
	return explain(err)
}

// unfinished is the problem of an operation whose context is over.
func unfinished(ctx context.Context, err error) error {
	if named, ok := errors.AsType[*problem.Error](context.Cause(ctx)); ok {
		p := *named
		p.Err = err
		return &p
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &problem.Error{
			Code: problem.Unavailable, Limit: "operation-timeout", Err: err,
			Message: "the request was not finished in the time that an operation may take: ask for less at once",
		}
	}
	return unavailable("the request was ended before it was finished", 0, err)
}

// explain turns what a database says into a problem that a person can act on. It is the one place that knows what the
// drivers' errors look like; what it does not know stays as it is and is internal.
//
// So does what only whoever runs the server can mend, and must therefore find in its log: a disk that is full or fails
// (SQLITE_FULL, SQLITE_IOERR, class 58), a file or a database that is not there, a wrong password.
func explain(err error) error {
	if _, known := errors.AsType[*problem.Error](err); known || err == nil {
		return err
	}
	if invalid, ok := errors.AsType[*db.ValidationError](err); ok {
		return &problem.Error{Code: problem.BadUserInput, Field: invalid.Name, Message: errors.Unwrap(invalid).Error(), Err: err}
	}
	switch {
	case violatesUnique(err):
		return &problem.Error{Code: problem.Conflict, Message: "another row has the same key (id, slug, code or identifier)", Err: err}
	case violatesForeignKey(err):
		return &problem.Error{Code: problem.NotFound, Message: "a row refers to something that does not exist", Err: err}
	case busy(err):
		return unavailable("another write is under way: try again", retrySoon, err)
	case stopped(err):
		return unavailable("the database stopped before it was done: try again in a moment", retrySoon, err)
	case pq.As(err, pqerror.ReadOnlySQLTransaction) != nil: // while another server takes over
		return unavailable("the database takes no writes now: try again in a moment", retrySoon, err)
	case gone(err):
		return unavailable("the database cannot be reached: try again in a moment", retrySoon, err)
	}
	return err
}

func unavailable(message string, retry time.Duration, err error) error {
	return &problem.Error{Code: problem.Unavailable, Message: message, Retry: retry, Err: err}
}

func violatesUnique(err error) bool {
	return pq.As(err, pqerror.UniqueViolation) != nil ||
		sqliteCode(err) == sqlite3.SQLITE_CONSTRAINT_UNIQUE || sqliteCode(err) == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
}

func violatesForeignKey(err error) bool {
	return pq.As(err, pqerror.ForeignKeyViolation) != nil || sqliteCode(err) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
}

// busy tells of someone else's write. On SQLite it is known only after the connection has waited for its busy_timeout.
func busy(err error) bool {
	primary := sqliteCode(err) & 0xff
	return pq.As(err, pqerror.LockNotAvailable, pqerror.TRDeadlockDetected, pqerror.TRSerializationFailure) != nil ||
		primary == sqlite3.SQLITE_BUSY || primary == sqlite3.SQLITE_LOCKED
}

// stopped tells of a statement that someone else stopped: an administrator, or a limit that the database itself has.
func stopped(err error) bool {
	return pq.As(err, pqerror.QueryCanceled) != nil || sqliteCode(err) == sqlite3.SQLITE_INTERRUPT ||
		errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// gone tells of a database that is stopping, down, starting, or has no room for one more connection.
func gone(err error) bool {
	if e := pq.As(err); e != nil {
		return e.Code.Class() == pqerror.ClassConnectionException || pq.As(err, pqerror.AdminShutdown, pqerror.CrashShutdown,
			pqerror.CannotConnectNow, pqerror.IdleSessionTimeout, pqerror.TooManyConnections) != nil
	}
	if _, ok := errors.AsType[*net.OpError](err); ok { // refused, reset, broken pipe, no route, took too long
		return true
	}
	for _, e := range []error{sqldriver.ErrBadConn, sql.ErrConnDone, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed} {
		if errors.Is(err, e) {
			return true
		}
	}
	return strings.HasSuffix(err.Error(), "sql: database is closed") // database/sql keeps the value to itself
}

func sqliteCode(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code()
	}
	return 0
}
