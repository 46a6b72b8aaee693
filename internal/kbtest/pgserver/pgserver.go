// Package pgserver runs a private PostgreSQL server for a test process.
//
// The server lives in a directory of its own under /tmp, listens on a Unix socket there and on no port, and goes with
// the process that started it, even one that is killed. Stop is for those who want it gone sooner.
package pgserver

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/lib/pq"
)

// ErrNotInstalled says that no PostgreSQL server programs were found on this machine.
var ErrNotInstalled = errors.New("PostgreSQL is not installed (no initdb and postgres found): " +
	"on Debian and Ubuntu run `apt-get install postgresql`, on Fedora `dnf install postgresql-server`, " +
	"on macOS `brew install postgresql@17`")

const (
	// parent is not os.TempDir: a socket's path has room for about 100 bytes, and the directory must be open to the
	// user that the server runs as.
	parent = "/tmp"
	// port names the socket file. It is given everywhere, because PGPORT may say something else.
	port = "5432"

	startTimeout = time.Minute
	stopTimeout  = 20 * time.Second
)

//go:embed supervise.sh
var superviseScript string

// Server is a running PostgreSQL server.
type Server struct {
	dir        string
	supervisor *exec.Cmd
	stdin      io.WriteCloser // the server runs until this is closed
	exited     chan struct{}  // closed when supervisor, server and directory are gone
	log        *os.File       // still readable when the directory is gone
	admin      *sql.DB
	stop       func() error
}

// Start makes an empty server and waits until it answers.
// Without server programs on the machine the error is ErrNotInstalled.
func Start() (*Server, error) {
	bin, err := findPrograms(os.Getenv("PATH"), commonPlaces)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(parent, "kommungraf-pg-")
	if err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	s := &Server{dir: dir, exited: make(chan struct{})}
	s.stop = sync.OnceValue(s.shutDown)
	if err := s.launch(bin); err != nil {
		return nil, errors.Join(fmt.Errorf("start PostgreSQL: %w", err), os.RemoveAll(dir))
	}
	if err := s.waitUntilReady(); err != nil {
		output, _ := io.ReadAll(io.NewSectionReader(s.log, 0, 1<<20)) // best effort: err is what matters
		return nil, errors.Join(fmt.Errorf("start PostgreSQL: %w\n%s", err, output), s.Stop())
	}
	return s, nil
}

// URL is the connection string of a database on this server, in the form that lib/pq reads.
func (s *Server) URL(database string) string {
	query := url.Values{"host": {s.dir}, "port": {port}, "user": {"postgres"}, "sslmode": {"disable"}}
	return "postgres:///" + url.PathEscape(database) + "?" + query.Encode()
}

// CreateDatabase makes a database as a copy of template, or an empty one when template is "".
// PostgreSQL refuses to copy a database that anyone is connected to: close its connections first.
func (s *Server) CreateDatabase(ctx context.Context, name, template string) error {
	if template == "" {
		template = "template1"
	}
	statement := "CREATE DATABASE " + pq.QuoteIdentifier(name) + " TEMPLATE " + pq.QuoteIdentifier(template)
	if _, err := s.admin.ExecContext(ctx, statement); err != nil {
		return fmt.Errorf("create database %q from %q: %w", name, template, err)
	}
	return nil
}

// DropDatabase removes a database and cuts the connections to it.
func (s *Server) DropDatabase(ctx context.Context, name string) error {
	if _, err := s.admin.ExecContext(ctx, "DROP DATABASE "+pq.QuoteIdentifier(name)+" WITH (FORCE)"); err != nil {
		return fmt.Errorf("drop database %q: %w", name, err)
	}
	return nil
}

// Stop ends the server, removes its directory, and returns when both are gone. Later calls return the same.
func (s *Server) Stop() error { return s.stop() }

// Shutdown is a way of halting a server, by the signal that asks for it.
type Shutdown string

// The ways of halting a server that do not wait for its clients.
const (
	Fast      Shutdown = "INT"  // transactions are rolled back, clients are told, everything is put in order
	Immediate Shutdown = "QUIT" // as if the power had failed: the next start has to recover
)

// Halt ends the server but keeps its data, and returns when it is down. Resume starts it again; Stop may come instead.
func (s *Server) Halt(how Shutdown) error {
	if err := s.order(string(how)); err != nil {
		return fmt.Errorf("halt PostgreSQL: %w", err)
	}
	lock := filepath.Join(s.dir, "data", "postmaster.pid") // goes last
	for deadline := time.Now().Add(stopTimeout); ; time.Sleep(5 * time.Millisecond) {
		if _, err := os.Stat(lock); errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("halt PostgreSQL: still running after %v", stopTimeout)
		}
	}
}

// Resume starts a halted server and waits until it answers.
func (s *Server) Resume() error {
	err := s.order("resume")
	if err == nil {
		err = s.waitUntilReady()
	}
	if err != nil {
		return fmt.Errorf("resume PostgreSQL: %w", err)
	}
	return nil
}

// order sends a line to the supervisor.
func (s *Server) order(line string) error {
	_, err := io.WriteString(s.stdin, line+"\n")
	return err
}

// launch starts the supervisor, which makes the database cluster and runs the server.
func (s *Server) launch(bin string) error {
	var err error
	if s.log, err = os.Create(filepath.Join(s.dir, "log")); err != nil {
		return err
	}
	s.supervisor = exec.Command("sh", "-c", superviseScript, "pgserver", s.dir, bin, port)
	s.supervisor.Dir = s.dir
	s.supervisor.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"} // no PGDATA, PGOPTIONS, TZ of a developer's
	s.supervisor.Stdout = s.log
	s.supervisor.Stderr = s.log
	stdin, err := s.supervisor.StdinPipe()
	if err != nil {
		return err
	}
	s.stdin = stdin
	if err := detach(s.supervisor, s.dir); err != nil {
		return err
	}
	if s.admin, err = sql.Open("postgres", s.URL("postgres")); err != nil {
		return err
	}
	if err := s.supervisor.Start(); err != nil {
		return err
	}
	go func() {
		_ = s.supervisor.Wait() // its status says nothing: the server is stopped by a signal
		close(s.exited)
	}()
	return nil
}

func (s *Server) waitUntilReady() error {
	ctx, cancel := context.WithTimeout(context.Background(), startTimeout)
	defer cancel()
	for {
		err := s.admin.PingContext(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-s.exited:
			return errors.New("it ended at once")
		case <-ctx.Done():
			return fmt.Errorf("not ready after %v: %w", startTimeout, err)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func (s *Server) shutDown() error {
	defer s.log.Close()
	_ = s.admin.Close() // it says farewell on connections that went with a halted server
	var errs []error
	if err := s.stdin.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		errs = append(errs, err)
	}
	select {
	case <-s.exited:
	case <-time.After(stopTimeout):
		errs = append(errs, fmt.Errorf("still running after %v, killed", stopTimeout))
		errs = append(errs, kill(s.supervisor), os.RemoveAll(s.dir))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("stop PostgreSQL: %w", err)
	}
	return nil
}

// commonPlaces are where packages put the server programs, because many keep them out of PATH.
var commonPlaces = []string{
	"/usr/lib/postgresql/*/bin",                          // Debian, Ubuntu
	"/usr/pgsql-*/bin",                                   // the PostgreSQL project's own RPMs
	"/usr/libexec/postgresql*",                           // Alpine
	"/opt/homebrew/opt/postgresql@*/bin",                 // Homebrew on Apple silicon
	"/usr/local/opt/postgresql@*/bin",                    // Homebrew on Intel
	"/Applications/Postgres.app/Contents/Versions/*/bin", // Postgres.app
	"/opt/local/lib/postgresql*/bin",                     // MacPorts
	"/usr/local/pgsql/bin",                               // built from source
}

// findPrograms returns the directory that holds both initdb and postgres: the first in path (as in PATH), else the
// one of the newest version among the places.
func findPrograms(path string, places []string) (string, error) {
	var installed []string
	for _, place := range places {
		found, err := filepath.Glob(place)
		if err != nil {
			return "", fmt.Errorf("look for PostgreSQL in %s: %w", place, err)
		}
		installed = append(installed, found...)
	}
	slices.SortStableFunc(installed, func(a, b string) int { return version(b) - version(a) })
	for _, dir := range append(filepath.SplitList(path), installed...) {
		initdb, err := filepath.EvalSymlinks(filepath.Join(dir, "initdb"))
		if err != nil {
			continue
		}
		bin := filepath.Dir(initdb)
		if _, err := exec.LookPath(filepath.Join(bin, "postgres")); err == nil {
			return bin, nil
		}
	}
	return "", ErrNotInstalled
}

var digits = regexp.MustCompile(`\d+`)

// version is the first number in a path, the major version in all the common places.
func version(path string) int {
	n, _ := strconv.Atoi(digits.FindString(path)) // no number: 0, the oldest
	return n
}
