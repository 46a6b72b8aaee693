package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/hashicorp/golang-lru/v2/simplelru"

	"kommungraf/internal/kept"
	"kommungraf/internal/problem"
)

// preparedStatements is how many statements are kept prepared on each connection. The statements of an API operation
// differ by what it selects, so that a dashboard has a few dozen.
const preparedStatements = 256

// driver is ent's driver over a pool, with reads through prepared statements: lib/pq needs two round trips for an
// unprepared one. Transactions, which only write, go through ent's own driver: nobody watches or hurries them.
type driver struct {
	conn         entsql.Conn
	transactions *entsql.Driver
	reads        *reads
	observe      func(ctx context.Context, statement string) (context.Context, func(error))
	limit        time.Duration // for one read statement; 0 is none
	fragments    *kept.Cache[[]byte]
	counts       *kept.Cache[any]
}

func newDriver(dialectName string, pool *sql.DB) *driver {
	r := newReads(pool)
	return &driver{conn: entsql.Conn{ExecQuerier: r}, transactions: entsql.OpenDB(dialectName, pool), reads: r}
}

func (d *driver) Dialect() string { return d.transactions.Dialect() }

func (d *driver) Close() error { return d.transactions.Close() }

func (d *driver) Tx(ctx context.Context) (dialect.Tx, error) { return d.transactions.Tx(ctx) }

// BeginTx is what ent looks for beside Tx.
func (d *driver) BeginTx(ctx context.Context, o *sql.TxOptions) (dialect.Tx, error) {
	return d.transactions.BeginTx(ctx, o)
}

// Exec runs a statement without rows.
func (d *driver) Exec(ctx context.Context, query string, args, v any) error {
	return d.conn.Exec(ctx, query, args, v)
}

// Query runs a read, whose rows go into v. The time for a statement, waiting for a connection included, ends when they
// are closed. There is no QueryContext beside it, which ent would take: the rows that it gives cannot be watched.
func (d *driver) Query(ctx context.Context, query string, args, v any) error {
	r := d.begin(ctx, query)
	if err := d.conn.Query(r.ctx, query, args, v); err != nil {
		return r.end(err)
	}
	rows := v.(*entsql.Rows) // or Query would have failed
	r.ColumnScanner, rows.ColumnScanner = rows.ColumnScanner, r
	return nil
}

// read is a statement under way, from before it is sent until its rows are closed.
type read struct {
	entsql.ColumnScanner
	ctx    context.Context
	cancel context.CancelFunc
	ended  func(error) // tells the observer; nil once it has been told, or when there is none
}

func (d *driver) begin(ctx context.Context, query string) *read {
	r := &read{ctx: ctx, cancel: func() {}}
	if d.observe != nil {
		r.ctx, r.ended = d.observe(ctx, query)
	}
	if d.limit > 0 {
		r.ctx, r.cancel = context.WithTimeoutCause(r.ctx, d.limit, overtime{d.limit})
	}
	return r
}

// overtime is why the context of a statement ended when its own time was up, and not that of the whole operation.
type overtime struct{ limit time.Duration }

// Error says it to ourselves; explain says it to a client.
func (o overtime) Error() string { return fmt.Sprintf("a statement took longer than %v", o.limit) }

// explain puts the reason in place of what the driver says of a statement that was stopped because its time was up.
func (r *read) explain(err error) error {
	late, ok := errors.AsType[overtime](context.Cause(r.ctx))
	if err == nil || !ok {
		return err
	}
	return &problem.Error{
		Code: problem.Unavailable, Limit: "statement-timeout", Err: err,
		Message: fmt.Sprintf("a database statement took longer than %v s, which is the limit: ask for less at once", late.limit.Seconds()),
	}
}

// end gives back what the statement held and tells the observer, the first time that it is called.
func (r *read) end(err error) error {
	err = r.explain(err)
	r.cancel()
	if r.ended != nil {
		r.ended(err)
		r.ended = nil
	}
	return err
}

// Close ends the reading. Its error is also that of the rows, if they were not read to their end.
func (r *read) Close() error {
	err := r.ColumnScanner.Err()
	if closing := r.ColumnScanner.Close(); err == nil {
		err = closing
	}
	return r.end(err)
}

// The rows of a statement whose time is up fail in each of these.

// Err is the error that ended the rows.
func (r *read) Err() error { return r.explain(r.ColumnScanner.Err()) }

// Scan reads the present row.
func (r *read) Scan(dest ...any) error { return r.explain(r.ColumnScanner.Scan(dest...)) }

// Columns are the names of the columns.
func (r *read) Columns() ([]string, error) {
	names, err := r.ColumnScanner.Columns()
	return names, r.explain(err)
}

// ColumnTypes are the types of the columns.
func (r *read) ColumnTypes() ([]*sql.ColumnType, error) {
	types, err := r.ColumnScanner.ColumnTypes()
	return types, r.explain(err)
}

// query runs a read of our own making, watched and limited like those that the client makes.
func (s *Store) query(ctx context.Context, statement string, args ...any) (*entsql.Rows, error) {
	rows := new(entsql.Rows)
	if err := s.driver.Query(ctx, statement, args, rows); err != nil {
		return nil, err
	}
	return rows, nil
}

// reads keeps statements prepared, the ones used last, and closes one only when nobody is using it.
type reads struct {
	*sql.DB
	mu    sync.Mutex
	cache *simplelru.LRU[string, *prepared]
}

type prepared struct {
	*sql.Stmt
	users   int
	evicted bool
}

func newReads(pool *sql.DB) *reads {
	r := &reads{DB: pool}
	r.cache, _ = simplelru.NewLRU(preparedStatements, func(_ string, p *prepared) { // the size is positive: no error
		if p.evicted = true; p.users == 0 {
			_ = p.Close()
		}
	})
	return r
}

// QueryContext runs a query as a prepared statement.
func (r *reads) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	p, err := r.take(ctx, query)
	if err != nil {
		return nil, err
	}
	defer r.release(p)
	return p.QueryContext(ctx, args...)
}

func (r *reads) take(ctx context.Context, query string) (*prepared, error) {
	r.mu.Lock()
	if p, ok := r.cache.Get(query); ok {
		p.users++
		r.mu.Unlock()
		return p, nil
	}
	r.mu.Unlock()

	// Prepared outside the lock: two who need the same new statement at once both prepare it, and the later one stays.
	stmt, err := r.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	p := &prepared{Stmt: stmt, users: 1}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cache.Remove(query) // so that the earlier one is closed when its users are done
	r.cache.Add(query, p)
	return p, nil
}

func (r *reads) release(p *prepared) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p.users--; p.users == 0 && p.evicted {
		_ = p.Close() // rows that are still open keep the connection's statement alive
	}
}
