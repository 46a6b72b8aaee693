package pgserver

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// asVictim makes the test program start a server, print its directory and wait to be killed.
const asVictim = "PGSERVER_TEST_VICTIM"

func TestMain(m *testing.M) {
	if os.Getenv(asVictim) != "" {
		server, err := Start()
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(server.dir)
		time.Sleep(time.Hour)
	}
	os.Exit(m.Run())
}

func start(t *testing.T) *Server {
	t.Helper()
	server, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	return server
}

func open(t *testing.T, server *Server, database string) *sql.DB {
	t.Helper()
	db, err := sql.Open("postgres", server.URL(database))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestDatabases(t *testing.T) {
	server := start(t)
	ctx := t.Context()

	if err := server.CreateDatabase(ctx, "template", ""); err != nil {
		t.Fatal(err)
	}
	original := open(t, server, "template")
	_, err := original.ExecContext(ctx, `CREATE TABLE towns (name) AS VALUES ('Örebro'), ('Ale'), ('Åre'), ('Älmhult')`)
	if err != nil {
		t.Fatal(err)
	}
	if err := original.Close(); err != nil {
		t.Fatal(err)
	}

	const name = `copy "1" / å?` // nothing in a name can break out of the statement or the URL
	if err := server.CreateDatabase(ctx, name, "template"); err != nil {
		t.Fatal(err)
	}
	db := open(t, server, name)
	var towns, provider string
	if err := db.QueryRowContext(ctx, `SELECT string_agg(name, ' ' ORDER BY name) FROM towns`).Scan(&towns); err != nil {
		t.Fatal(err)
	}
	err = db.QueryRowContext(ctx, `SELECT datlocprovider FROM pg_database WHERE datname = $1`, name).Scan(&provider)
	switch swedish := err == nil && provider == "i"; {
	case !swedish:
		t.Logf("no Swedish collation here (provider %q, %v)", provider, err)
	case towns != "Ale Åre Älmhult Örebro":
		t.Errorf("order under the Swedish collation: %s", towns)
	}

	if err := server.DropDatabase(ctx, name); err != nil { // while db is connected
		t.Fatal(err)
	}
	if err := db.PingContext(ctx); err == nil {
		t.Error("a dropped database still answers")
	}
	if err := server.DropDatabase(ctx, name); err == nil {
		t.Error("dropping a missing database gives no error")
	}
}

func TestServersDoNotMeet(t *testing.T) {
	one, other := start(t), start(t)
	if err := one.CreateDatabase(t.Context(), "here", ""); err != nil {
		t.Fatal(err)
	}
	if err := open(t, other, "here").PingContext(t.Context()); err == nil {
		t.Error("a database of one server answers on another")
	}
}

func TestListensOnNoPort(t *testing.T) {
	var addresses string
	db := open(t, start(t), "postgres")
	if err := db.QueryRowContext(t.Context(), `SHOW listen_addresses`).Scan(&addresses); err != nil {
		t.Fatal(err)
	}
	if addresses != "" {
		t.Errorf("listens on %q", addresses)
	}
}

func TestStop(t *testing.T) {
	server := start(t)
	db := open(t, server, "postgres")
	connection, err := db.Conn(t.Context()) // a client that never leaves must not hold the server up
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	pid := serverPID(t, server.dir)

	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	if alive(pid) {
		t.Errorf("process %d is still there", pid)
	}
	if _, err := os.Stat(server.dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is still there: %v", server.dir, err)
	}
	if err := server.Stop(); err != nil {
		t.Errorf("a second Stop: %v", err)
	}
}

func TestHaltAndResume(t *testing.T) {
	server := start(t)
	db := open(t, server, "postgres")
	if _, err := db.ExecContext(t.Context(), "CREATE TABLE kept AS SELECT 1 AS n"); err != nil {
		t.Fatal(err)
	}
	for _, how := range []Shutdown{Fast, Immediate} {
		pid := serverPID(t, server.dir)
		if err := server.Halt(how); err != nil {
			t.Fatal(err)
		}
		if err := db.PingContext(t.Context()); err == nil {
			t.Errorf("after %s the server still answers", how)
		}
		if err := server.Resume(); err != nil {
			t.Fatal(err)
		}
		if now := serverPID(t, server.dir); now == pid {
			t.Errorf("after %s the server is still process %d", how, pid)
		}
		if how == Fast { // the other may lose what was never synced
			if _, err := db.ExecContext(t.Context(), "SELECT n FROM kept"); err != nil {
				t.Errorf("after %s: %v", how, err)
			}
		}
	}
}

func TestStopOfAHaltedServer(t *testing.T) {
	server := start(t)
	if err := server.Halt(Fast); err != nil {
		t.Fatal(err)
	}
	if err := server.Stop(); err != nil {
		t.Error(err)
	}
	if exists(server.dir) {
		t.Errorf("%s is still there", server.dir)
	}
}

func TestServerDiesWithKilledProcess(t *testing.T) {
	victim := exec.CommandContext(t.Context(), os.Args[0])
	victim.Env = append(os.Environ(), asVictim+"=1")
	victim.Stderr = os.Stderr
	output, err := victim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	dir := strings.TrimSpace(line)
	pid := serverPID(t, dir)

	if err := victim.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = victim.Wait() // it was killed: an error is what we want
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for alive(pid) || exists(dir) {
		select {
		case <-ctx.Done():
			t.Fatalf("process %d: %v, %s: %v", pid, alive(pid), dir, exists(dir))
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func TestStartReportsWhyTheServerFails(t *testing.T) {
	bin, err := os.MkdirTemp(parent, "pgserver-test-") // t.TempDir is closed to the server's user
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(bin); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"initdb", "postgres"} {
		script := "#!/bin/sh\necho " + name + " says no\nexit 1\n"
		if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	server, err := Start()
	if err == nil {
		t.Fatal(server.Stop())
	}
	if !strings.Contains(err.Error(), "initdb says no") {
		t.Errorf("the server's own words are missing: %v", err)
	}
}

func TestFindPrograms(t *testing.T) {
	root := t.TempDir()
	install := func(dir string, programs ...string) string {
		dir = filepath.Join(root, dir)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, program := range programs {
			if err := os.WriteFile(filepath.Join(dir, program), nil, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	install("pg/9/bin", "initdb", "postgres")
	newest := install("pg/17/bin", "initdb", "postgres")
	install("pg/18/bin", "psql") // only the client
	linked := install("linked")
	if err := os.Symlink(filepath.Join(newest, "initdb"), filepath.Join(linked, "initdb")); err != nil {
		t.Fatal(err)
	}
	own := install("own", "initdb", "postgres")
	places := []string{filepath.Join(root, "pg/*/bin")}

	for _, c := range []struct{ name, path, want string }{
		{"newest of the common places", "", newest},
		{"PATH comes first", own, own},
		{"a link in PATH is followed", linked, newest},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := findPrograms(c.path, places)
			if err != nil || got != c.want {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
		})
	}
	t.Run("nothing installed", func(t *testing.T) {
		_, err := findPrograms("", nil)
		if !errors.Is(err, ErrNotInstalled) || !strings.Contains(err.Error(), "apt-get install postgresql") {
			t.Errorf("got %v", err)
		}
	})
}

func serverPID(t *testing.T, dir string) int {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(dir, "data", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := strings.Cut(string(content), "\n")
	pid, err := strconv.Atoi(line)
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

func alive(pid int) bool {
	process, err := os.FindProcess(pid)
	return err == nil && process.Signal(syscall.Signal(0)) == nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
