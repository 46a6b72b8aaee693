// Package store is the only room that knows databases. It opens them, brings their tables up to date, guards what is
// read, and writes: whole rows, checked, each write one revision. It behaves alike on SQLite and PostgreSQL.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"entgo.io/ent/dialect"
	"github.com/lib/pq"
	"modernc.org/sqlite"

	"kommungraf/ent/db"
)

// Store is an open knowledge base. Its reads are guarded for the viewer in the context (WithView).
type Store struct {
	Client *db.Client
	Now    func() time.Time // the clock; tests set it

	dialect  string
	dsn      string
	pool     *sql.DB
	driver   *driver
	guided   guided
	latest   latest
	networks networks

	news       *news
	committing sync.Mutex // on SQLite: held from a commit until it is told of
}

// Option changes how a knowledge base is opened.
type Option func(*driver)

// Observe calls f with the text of every statement that a read is about to send. The statement runs in the context that
// f returns, and the function that f returns is called once: when the rows are closed or the statement has failed, with
// its error or nil. Both are called from many goroutines.
func Observe(f func(ctx context.Context, statement string) (context.Context, func(error))) Option {
	return func(d *driver) { d.observe = f }
}

// StatementTimeout limits how long a statement of a read may take, from when it asks for a connection until its rows are
// closed; 0 is no limit. A statement whose time is up is stopped in the database. Writes and migrations are not limited.
func StatementTimeout(limit time.Duration) Option {
	return func(d *driver) { d.limit = limit }
}

// Keep keeps pieces of answers, up to so many bytes, and counts, for as long as nothing is written. Without it none are.
func Keep(fragments int, counts bool) Option {
	return func(d *driver) { d.fragments, d.counts = newFragments(fragments), newCounts(counts) }
}

// The most connections that one server holds open. On PostgreSQL, Watch needs one more.
const (
	sqliteConnections   = 8
	postgresConnections = 20
)

// connectTimeout is how long making a connection to PostgreSQL may take where the URL does not say: without a limit a
// host that does not answer holds a request up for minutes, whatever its own deadline.
const connectTimeout = 5 * time.Second

// Open opens the database that a URL names: postgres://… for PostgreSQL, otherwise the path of a SQLite file, which
// is made when missing. It does not touch the tables; see Migrate. Its errors are one line for a person and never show
// the password of a URL.
func Open(ctx context.Context, location string, options ...Option) (*Store, error) {
	s := &Store{Now: time.Now, dialect: dialect.SQLite}
	connections := sqliteConnections
	var err error
	if isPostgres(location) {
		s.dialect, connections = dialect.Postgres, postgresConnections
		s.dsn, err = postgresDSN(location)
	} else {
		s.dsn, err = sqliteDSN(location)
	}
	if err != nil {
		return nil, err
	}
	var set driver
	for _, o := range options {
		o(&set)
	}
	if s.pool, err = openPool(s.dialect, s.insured(set.limit)); err != nil {
		return nil, fmt.Errorf("cannot open database %s: %w", Redact(location), err)
	}
	s.pool.SetMaxOpenConns(connections)
	s.pool.SetMaxIdleConns(connections)
	if err := s.pool.PingContext(ctx); err != nil {
		s.pool.Close()
		return nil, fmt.Errorf("cannot open database %s: %w", Redact(location), err)
	}
	s.driver = newDriver(s.dialect, s.pool)
	for _, o := range options {
		o(s.driver)
	}
	s.Client = db.NewClient(db.Driver(s.driver))
	s.Client.Intercept(guard())
	s.news = newNews()
	if s.dialect == dialect.Postgres {
		s.news.listen = s.listen
	}
	return s, nil
}

// Close ends those who watch and closes the database.
func (s *Store) Close() error {
	s.news.close()
	return s.Client.Close()
}

// Ping tells whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.pool.PingContext(ctx) }

// Database names the kind of database, for people.
func (s *Store) Database() string {
	if s.dialect == dialect.Postgres {
		return "PostgreSQL"
	}
	return "SQLite"
}

func (s *Store) now() time.Time { return s.Now().UTC().Truncate(time.Microsecond) }

func isPostgres(location string) bool {
	return strings.HasPrefix(location, "postgres://") || strings.HasPrefix(location, "postgresql://")
}

func sqlDriver(dialectName string) string {
	if dialectName == dialect.Postgres {
		return "postgres"
	}
	return "sqlite"
}

func openPool(dialectName, dsn string) (*sql.DB, error) {
	if dialectName == dialect.Postgres {
		return sql.Open("postgres", dsn)
	}
	base, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(interruptible{base}), nil
}

// postgresDSN asks the server to speak UTC, so that times read back as they were written, and puts a limit to how long
// it may take to answer where neither the URL nor the environment has one.
func postgresDSN(location string) (string, error) {
	u, err := url.Parse(location)
	if err != nil {
		return "", errors.New("the database URL cannot be read: write postgres://user:password@host:5432/name?sslmode=require")
	}
	q := u.Query()
	q.Set("timezone", "UTC")
	u.RawQuery = q.Encode()
	config, err := pq.NewConfig(u.String())
	if err != nil {
		return "", fmt.Errorf("the database URL cannot be used: %w", err)
	}
	if config.ConnectTimeout == 0 {
		q.Set("connect_timeout", fmt.Sprint(connectTimeout.Seconds()))
		u.RawQuery = q.Encode()
	}
	return u.String(), nil
}

// insured is where the pool connects to. When a statement's time is up, lib/pq asks PostgreSQL once to stop it, and then
// waits: a request that comes before the statement does is lost, and so is whoever waits. PostgreSQL itself stops it then,
// a moment later.
func (s *Store) insured(limit time.Duration) string {
	if s.dialect != dialect.Postgres || limit == 0 {
		return s.dsn
	}
	u, err := url.Parse(s.dsn)
	if err != nil {
		return s.dsn // which it was made from
	}
	q := u.Query()
	q.Set("statement_timeout", fmt.Sprint((limit + time.Second).Milliseconds()))
	u.RawQuery = q.Encode()
	return u.String()
}

// sqliteDSN sets what every connection needs: enforced foreign keys, a log beside the file so that readers never wait,
// patience with another writer, commits that survive a power cut, and times in a form that compares as text.
func sqliteDSN(location string) (string, error) {
	path := strings.TrimPrefix(location, "sqlite://")
	if scheme, _, ok := strings.Cut(path, "://"); ok {
		return "", fmt.Errorf("a database is a file path or a postgres:// URL, not %s://…", scheme)
	}
	if path == "" || strings.HasSuffix(path, "/") {
		return "", errors.New("the database needs a file name")
	}
	dir := filepath.Dir(path)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return "", fmt.Errorf("cannot open database %s: there is no folder %s", path, dir)
	}
	return sqliteURL(path, "foreign_keys(1)"), nil
}

func sqliteURL(path string, pragmas ...string) string {
	q := url.Values{"_txlock": {"immediate"}, "_time_format": {"sqlite"}}
	for _, p := range append([]string{"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)"}, pragmas...) {
		q.Add("_pragma", p)
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// Redact gives a database URL without its password, for messages. The password may stand among the options as well.
func Redact(location string) string {
	if !isPostgres(location) {
		return location
	}
	u, err := url.Parse(location)
	if err != nil {
		return "postgres://…"
	}
	q := u.Query()
	for _, secret := range []string{"password", "sslpassword"} {
		if q.Has(secret) {
			q.Set(secret, "xxxxx")
			u.RawQuery = q.Encode()
		}
	}
	return u.Redacted()
}
