package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lib/pq"

	"kommungraf/internal/kbtest"
	"kommungraf/internal/store"
)

const secret = "hemligt"

func TestOpenSaysWhatIsWrong(t *testing.T) {
	folder := t.TempDir()
	text := filepath.Join(folder, "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("This is no database. ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	unwritable := filepath.Join(folder, "unwritable.db") // for root too, who may write to any file
	if err := os.Mkdir(unwritable+"-wal", 0o700); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name     string
		location string
		want     string // part of the message
	}{
		{name: "missing folder", location: filepath.Join(folder, "missing", "kb.db"), want: "there is no folder"},
		{name: "a file for a folder", location: filepath.Join(text, "kb.db"), want: "there is no folder"},
		{name: "a folder for a file", location: folder, want: "cannot open database " + folder},
		{name: "a folder, with a slash", location: folder + "/", want: "needs a file name"},
		{name: "nothing", location: "", want: "needs a file name"},
		{name: "no database", location: text, want: "not a database"},
		{name: "a folder for its log", location: unwritable, want: "cannot open database " + unwritable},
		{name: "unknown scheme", location: "mysql://kg:" + secret + "@localhost/kb", want: "not mysql://"},
		{name: "unknown file scheme", location: "file://" + folder + "/kb.db", want: "not file://"},
		{name: "URL with a bad port", location: "postgres://kg:" + secret + "@localhost:port/kb", want: "cannot be read"},
		{name: "URL with a bad escape", location: "postgres://kg:" + secret + "%zz@localhost/kb", want: "cannot be read"},
		{name: "URL with a bad option", location: "postgres://kg:" + secret + "@localhost/kb?sslmode=perhaps", want: "sslmode"},
		{name: "unreachable", location: "postgres://kg:" + secret + "@127.0.0.1:1/kb?sslmode=disable", want: "127.0.0.1:1"},
		{name: "unreachable, password among the options", location: "postgres://127.0.0.1:1/kb?sslmode=disable&user=kg&password=" + secret, want: "127.0.0.1:1"},
		{name: "unknown host", location: "postgresql://kg:" + secret + "@host.invalid/kb?sslmode=disable", want: "host.invalid"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			refused(t, test.location, test.want)
		})
	}
}

func TestOpenSaysWhatAServerRefuses(t *testing.T) {
	there := kbtest.Postgres(t, "new") // a server that asks no password, and a URL that names the user
	before, options, _ := strings.Cut(there, "?")
	for name, location := range map[string]string{
		"unknown database": before + "_missing?" + options + "&password=" + secret,
		"unknown user":     before + "?" + strings.Replace(options, "user=postgres", "user=nobody_known", 1) + "&password=" + secret,
	} {
		t.Run(name, func(t *testing.T) { refused(t, location, "does not exist") })
	}
}

// refused opens what cannot be opened: the message is one line for a person and tells no password.
func refused(t *testing.T, location, want string) {
	t.Helper()
	s, err := store.Open(t.Context(), location)
	if err == nil {
		s.Close()
		t.Fatalf("%s was opened", location)
	}
	if !strings.Contains(err.Error(), want) {
		t.Errorf("got %q, want %q in it", err, want)
	}
	if strings.Contains(err.Error(), "\n") {
		t.Errorf("%q is more than one line", err)
	}
	if strings.Contains(err.Error(), secret) {
		t.Errorf("%q tells the password", err)
	}
}

func TestRedact(t *testing.T) {
	for location, want := range map[string]string{
		"/srv/kb.db":            "/srv/kb.db",
		"postgres://kg@host/kb": "postgres://kg@host/kb",
		"postgres://kg:hemligt@host/kb?sslmode=allow":  "postgres://kg:xxxxx@host/kb?sslmode=allow",
		"postgres://host/kb?password=hemligt&user=kg":  "postgres://host/kb?password=xxxxx&user=kg",
		"postgres://kg:hem%zzligt@host/kb":             "postgres://…",
		"postgresql://kg:hemligt@host:notanumber/kb?a": "postgres://…",
	} {
		if got := store.Redact(location); got != want {
			t.Errorf("Redact(%q) = %q, want %q", location, got, want)
		}
	}
}

// A path may hold what means something in a URL.
func TestOpenTakesAnyFileName(t *testing.T) {
	for _, name := range []string{"kommun graf.db", "50%.db", "a?b#c.db", "åäö.db"} {
		path := filepath.Join(t.TempDir(), name)
		s := kbtest.MustOpen(t, path)
		if _, err := s.Migrate(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}

func TestOpenSetsUpEveryConnection(t *testing.T) {
	s := kbtest.MustOpen(t, kbtest.SQLite(t, "empty"))
	for pragma, want := range map[string]string{"foreign_keys": "1", "journal_mode": "wal", "synchronous": "2", "busy_timeout": "10000"} {
		var got string
		if err := s.DB().QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s = %s, %v; want %s", pragma, got, err, want)
		}
	}
	p := kbtest.MustOpen(t, kbtest.Postgres(t, "empty"))
	var zone string
	if err := p.DB().QueryRow("SHOW timezone").Scan(&zone); err != nil || zone != "UTC" {
		t.Errorf("timezone = %s, %v; want UTC", zone, err)
	}
}

// Connecting has a limit; that of the URL or of the environment comes first.
func TestConnectingHasALimit(t *testing.T) {
	const location = "postgres://host/kb?sslmode=disable"
	for _, test := range []struct{ location, environment, want string }{
		{location, "", "5s"},
		{location + "&connect_timeout=2", "", "2s"},
		{location, "7", "7s"},
	} {
		if test.environment != "" {
			t.Setenv("PGCONNECT_TIMEOUT", test.environment)
		}
		dsn, err := store.PostgresDSN(test.location)
		if err != nil {
			t.Fatal(err)
		}
		config, err := pq.NewConfig(dsn)
		if err != nil || config.ConnectTimeout.String() != test.want {
			t.Errorf("%+v: %v, %v", test, config.ConnectTimeout, err)
		}
	}
}
