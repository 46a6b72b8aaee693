package store

import (
	"context"
	sqldriver "database/sql/driver"
	"errors"
	"reflect"
	"sync"

	sqlite3 "modernc.org/sqlite/lib"
)

// interruptible opens SQLite connections whose statements stop when their context ends. modernc stops a statement only
// until it has its first row; what it does for the next ones, for minutes if need be, nothing ends.
type interruptible struct{ sqldriver.Connector }

// Connect opens a connection.
func (i interruptible) Connect(ctx context.Context) (sqldriver.Conn, error) {
	opened, err := i.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	conn, ok := opened.(sqliteConn)
	// The driver does not show its handle, and has no other way to interrupt. Should the field be renamed, no knowledge
	// base opens and every test fails.
	handle := reflect.Indirect(reflect.ValueOf(opened)).FieldByName("db")
	if !ok || handle.Kind() != reflect.Uintptr {
		return nil, errors.Join(errors.New("this release of the SQLite driver is not the one that we know"), opened.Close())
	}
	return interruptibleConn{conn, uintptr(handle.Uint())}, nil
}

// What database/sql looks for in the driver's types, all of which must shine through ours.
type (
	sqliteConn interface {
		sqldriver.Conn
		sqldriver.ConnBeginTx
		sqldriver.ConnPrepareContext
		sqldriver.ExecerContext
		sqldriver.Pinger
		sqldriver.QueryerContext
		sqldriver.SessionResetter
		sqldriver.Validator
	}
	sqliteStmt interface {
		sqldriver.Stmt
		sqldriver.StmtExecContext
		sqldriver.StmtQueryContext
	}
	sqliteRows interface {
		sqldriver.Rows
		sqldriver.RowsColumnTypeDatabaseTypeName
		sqldriver.RowsColumnTypeLength
		sqldriver.RowsColumnTypeNullable
		sqldriver.RowsColumnTypePrecisionScale
		sqldriver.RowsColumnTypeScanType
	}
)

type interruptibleConn struct {
	sqliteConn
	handle uintptr // of the connection in SQLite
}

// PrepareContext prepares a statement.
func (c interruptibleConn) PrepareContext(ctx context.Context, query string) (sqldriver.Stmt, error) {
	s, err := c.sqliteConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return interruptibleStmt{s.(sqliteStmt), c}, nil
}

// QueryContext runs a query.
func (c interruptibleConn) QueryContext(ctx context.Context, query string, args []sqldriver.NamedValue) (sqldriver.Rows, error) {
	rows, err := c.sqliteConn.QueryContext(ctx, query, args)
	if err != nil {
		return nil, err
	}
	return c.watch(ctx, rows), nil
}

type interruptibleStmt struct {
	sqliteStmt
	conn interruptibleConn
}

// QueryContext runs the statement.
func (s interruptibleStmt) QueryContext(ctx context.Context, args []sqldriver.NamedValue) (sqldriver.Rows, error) {
	rows, err := s.sqliteStmt.QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	return s.conn.watch(ctx, rows), nil
}

type interruptibleRows struct {
	sqliteRows
	settle func()
}

// watch interrupts the connection when ctx ends before the rows are closed.
func (c interruptibleConn) watch(ctx context.Context, rows sqldriver.Rows) sqldriver.Rows {
	done := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(done)
		sqlite3.Xsqlite3_interrupt(nil, c.handle) // sets one flag, for which it needs no thread state
	})
	return interruptibleRows{rows.(sqliteRows), sync.OnceFunc(func() {
		if !stop() {
			<-done // so that it hits no later statement, and no closed connection
		}
	})}
}

// Close ends the rows.
func (r interruptibleRows) Close() error {
	r.settle()
	return r.sqliteRows.Close()
}
