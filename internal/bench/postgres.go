package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"entgo.io/ent/dialect"
	"github.com/lib/pq"
)

// postgresSettings are what a small production server would be given; the same for all contestants, of course. The rest is
// as PostgreSQL comes. Package pgserver of the tests does not fit: it gives little memory and keeps nothing.
var postgresSettings = []string{
	"listen_addresses=", "max_connections=200",
	"shared_buffers=1GB", "effective_cache_size=4GB", "work_mem=16MB", "maintenance_work_mem=512MB",
	"random_page_cost=1.1", // what is read lies in memory or on a solid-state disk
	"jit=off",              // short statements by the thousand: compiling them costs more than it gains
	"max_wal_size=8GB", "checkpoint_timeout=30min", "log_min_messages=fatal",
}

const (
	postgresStart = time.Minute
	postgresStop  = 2 * time.Minute // it writes what it has in memory
)

// postgresServer is a PostgreSQL server of our own, its data kept in a folder, its socket in a temporary one.
type postgresServer struct {
	command *exec.Cmd
	exited  chan error
	sockets string
	admin   *sql.DB
}

// startPostgres starts a server on the data in dir, which it makes when missing. It ends with this program.
func startPostgres(ctx context.Context, bin, dir string) (p *postgresServer, err error) {
	if bin == "" {
		if bin, err = findPostgres(); err != nil {
			return nil, err
		}
	}
	data := filepath.Join(dir, "postgres")
	sockets, err := os.MkdirTemp("/tmp", "kommungraf-bench-") // the path of a socket has room for 100 characters
	if err != nil {
		return nil, err
	}
	p = &postgresServer{sockets: sockets, exited: make(chan error, 1)}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("start PostgreSQL: %w", err), p.stop())
		}
	}()
	if _, err := os.Stat(filepath.Join(data, "PG_VERSION")); err != nil {
		// C: the product makes its own order, so that any other collation only costs time.
		initdb := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "--pgdata="+data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale")
		if err := os.MkdirAll(data, 0o700); err != nil {
			return p, err
		}
		if err := asServer(initdb, data, sockets); err != nil {
			return p, err
		}
		if output, err := initdb.CombinedOutput(); err != nil {
			return p, fmt.Errorf("%w\n%s", err, output)
		}
	}
	args := []string{"-D", data, "-k", sockets}
	for _, s := range postgresSettings {
		args = append(args, "-c", s)
	}
	p.command = exec.Command(filepath.Join(bin, "postgres"), args...) //nolint:noctx // stopped by stop, so that it can write what it has
	p.command.Stderr = os.Stderr
	if err := asServer(p.command, data, sockets); err != nil {
		return p, err
	}
	if err := p.command.Start(); err != nil {
		p.command = nil
		return p, err
	}
	go func() { p.exited <- p.command.Wait() }()
	if p.admin, err = sql.Open("postgres", p.url("postgres")); err != nil {
		return p, err
	}
	return p, p.waitUntilReady(ctx)
}

func (p *postgresServer) waitUntilReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, postgresStart)
	defer cancel()
	for {
		err := p.admin.PingContext(ctx)
		if err == nil {
			return nil
		}
		select {
		case ended := <-p.exited:
			p.exited <- ended
			return fmt.Errorf("it ended at once: %w", ended)
		case <-ctx.Done():
			return fmt.Errorf("not ready after %v: %w", postgresStart, err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// stop ends the server in good order, as its data is kept.
func (p *postgresServer) stop() error {
	if p.admin != nil {
		_ = p.admin.Close()
	}
	defer os.RemoveAll(p.sockets)
	if p.command == nil {
		return nil
	}
	if err := p.command.Process.Signal(syscall.SIGINT); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case err := <-p.exited:
		return err
	case <-time.After(postgresStop):
		return errors.Join(fmt.Errorf("PostgreSQL still runs after %v, killed", postgresStop), p.command.Process.Kill())
	}
}

func (p *postgresServer) url(database string) string {
	q := url.Values{"host": {p.sockets}, "user": {"postgres"}, "sslmode": {"disable"}}
	return "postgres:///" + url.PathEscape(database) + "?" + q.Encode()
}

func (*postgresServer) name() string { return "PostgreSQL" }

// cpu is what the server and all its processes have used, those that have ended included.
func (p *postgresServer) cpu() (time.Duration, error) { return cpuOfFamily(p.command.Process.Pid) }

func (p *postgresServer) with(ctx context.Context, w *world, fill func(string, func() (bulk, error)) error) (string, error) {
	of, err := edition(dialect.Postgres, w)
	if err != nil {
		return "", err
	}
	name := strings.ToLower(w.name) + "_" + of
	var there bool
	if err := p.admin.QueryRowContext(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&there); err != nil || there {
		return p.url(name), err
	}
	making := name + "_making"
	for _, statement := range []string{"DROP DATABASE IF EXISTS ", "CREATE DATABASE "} {
		if _, err := p.admin.ExecContext(ctx, statement+pq.QuoteIdentifier(making)); err != nil {
			return "", err
		}
	}
	if err := fill(p.url(making), func() (bulk, error) { return newPostgresBulk(p.url(making)) }); err != nil {
		return "", err
	}
	_, err = p.admin.ExecContext(ctx, "ALTER DATABASE "+pq.QuoteIdentifier(making)+" RENAME TO "+pq.QuoteIdentifier(name))
	return p.url(name), err
}

// findPostgres finds the server programs: in PATH, else the newest where Debian and Ubuntu put them.
func findPostgres() (string, error) {
	if initdb, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(initdb), nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil || len(found) == 0 {
		return "", errors.New("no PostgreSQL server programs found: install them, or name their folder with --postgres-programs")
	}
	return slices.MaxFunc(found, func(a, b string) int { // 9 before 17
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	}), nil
}
