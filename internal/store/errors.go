package store

import (
	"context"
	"errors"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"kommungraf/ent/db"
	"kommungraf/internal/problem"
)

// explain turns what a database says into a problem that a person can act on. It is the one place that knows what the
// drivers' errors look like; what it does not know stays as it is and is internal.
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
		return &problem.Error{Code: problem.Unavailable, Message: "another write is under way: try again", Err: err}
	}
	return err
}

// Explain turns an error of a read into a problem where it can be named: a database that is busy or gone, or a request
// whose time is up.
func Explain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil { // lib/pq tells of a cancelled statement in words of its own
		return &problem.Error{Code: problem.Unavailable, Message: "the request was not finished in time", Err: err}
	}
	return explain(err)
}

func violatesUnique(err error) bool {
	return pq.As(err, pqerror.UniqueViolation) != nil ||
		sqliteCode(err) == sqlite3.SQLITE_CONSTRAINT_UNIQUE || sqliteCode(err) == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
}

func violatesForeignKey(err error) bool {
	return pq.As(err, pqerror.ForeignKeyViolation) != nil || sqliteCode(err) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
}

func busy(err error) bool {
	return pq.As(err, pqerror.LockNotAvailable, pqerror.TRDeadlockDetected) != nil || sqliteCode(err)&0xff == sqlite3.SQLITE_BUSY
}

func sqliteCode(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code()
	}
	return 0
}
