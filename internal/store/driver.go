package store

import (
	"context"
	"database/sql"
	"sync"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// preparedStatements is how many statements are kept prepared on each connection. The statements of an API operation
// differ by what it selects, so that a dashboard has a few dozen.
const preparedStatements = 256

// driver is ent's driver over a pool, with reads through prepared statements: lib/pq needs two round trips for an
// unprepared one. Transactions, which only write, go through ent's own driver.
type driver struct {
	entsql.Conn
	transactions *entsql.Driver
	reads        *reads
	observe      func(ctx context.Context, statement string)
}

func newDriver(dialectName string, pool *sql.DB) *driver {
	r := newReads(pool)
	d := &driver{transactions: entsql.OpenDB(dialectName, pool), reads: r}
	d.Conn = entsql.Conn{ExecQuerier: r}
	return d
}

func (d *driver) Dialect() string { return d.transactions.Dialect() }

func (d *driver) Close() error { return d.transactions.Close() }

func (d *driver) Tx(ctx context.Context) (dialect.Tx, error) { return d.transactions.Tx(ctx) }

// BeginTx is what ent looks for beside Tx.
func (d *driver) BeginTx(ctx context.Context, o *sql.TxOptions) (dialect.Tx, error) {
	return d.transactions.BeginTx(ctx, o)
}

// Query shows the statement to the observer and runs it.
func (d *driver) Query(ctx context.Context, query string, args, v any) error {
	if d.observe != nil {
		d.observe(ctx, query)
	}
	return d.Conn.Query(ctx, query, args, v)
}

// QueryContext is Query for the statements that we write ourselves.
func (d *driver) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if d.observe != nil {
		d.observe(ctx, query)
	}
	return d.reads.QueryContext(ctx, query, args...)
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
