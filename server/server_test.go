package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"kommungraf/internal/kbtest"
	"kommungraf/server/graphiql"
)

// output is a writer that a server and a test may use at once.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// start runs a server on a free port as a person would and gives its URL, what it prints, and how to stop it.
func start(t *testing.T, database string, args ...string) (url string, printed *output, stop func() int) {
	t.Helper()
	printed = &output{}
	ctx, cancel := context.WithCancel(t.Context())
	code := make(chan int, 1)
	go func() {
		args = append([]string{"--database", database, "--address", "127.0.0.1:0"}, args...)
		code <- run(ctx, args, nil, console{printed, printed})
	}()
	stop = sync.OnceValue(func() int { cancel(); return <-code })
	t.Cleanup(func() { stop() })
	at := regexp.MustCompile(`(?m)^  (http://127\.0\.0\.1:\d+)$`)
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if m := at.FindStringSubmatch(printed.String()); m != nil {
			return m[1], printed, stop
		}
		select {
		case c := <-code:
			code <- c
			t.Fatalf("the server stopped with code %d:\n%s", c, printed)
		default:
		}
	}
	t.Fatalf("the server did not start:\n%s", printed)
	return "", nil, nil
}

// get fetches an address and gives the answer and its body.
func get(t *testing.T, url string, headers ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return do(t, r)
}

// ask sends a query and gives the answer.
func ask(t *testing.T, url, query string) (data map[string]any, errs []any) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/graphql", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	_, text := do(t, r)
	var answer struct {
		Data   map[string]any
		Errors []any
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return answer.Data, answer.Errors
}

func do(t *testing.T, r *http.Request) (*http.Response, string) {
	t.Helper()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(text)
}

func TestServe(t *testing.T) {
	databases := map[string]func(testing.TB, string) string{"sqlite": kbtest.SQLite, "postgres": kbtest.Postgres}
	for name, database := range databases {
		t.Run(name, func(t *testing.T) {
			location := database(t, "new")
			url, printed, stop := start(t, location)
			if !strings.Contains(printed.String(), "reference data loaded") {
				t.Errorf("the first start did not load the reference data:\n%s", printed)
			}
			data, errs := ask(t, url, `{ municipality(code: "2281") { name } municipalities { totalCount } knowledgeBase { revision } }`)
			if errs != nil || data["municipality"].(map[string]any)["name"] != "Sundsvall" {
				t.Errorf("answer = %v, errors %v", data, errs)
			}
			if n := data["municipalities"].(map[string]any)["totalCount"]; n != 290.0 {
				t.Errorf("municipalities = %v, want 290", n)
			}
			if code := stop(); code != exitFinished {
				t.Errorf("stopped with code %d:\n%s", code, printed)
			}

			url, printed, _ = start(t, location)
			if strings.Contains(printed.String(), "reference data loaded") {
				t.Errorf("the second start loaded the reference data again:\n%s", printed)
			}
			if again, _ := ask(t, url, `{ knowledgeBase { revision } }`); again["knowledgeBase"].(map[string]any)["revision"] != 1.0 {
				t.Errorf("after the second start: %v, want revision 1", again)
			}
		})
	}
}

func TestServeWithoutReferenceData(t *testing.T) {
	url, _, _ := start(t, kbtest.SQLite(t, "new"), "--no-reference")
	data, errs := ask(t, url, `{ actors { totalCount } knowledgeBase { revision loadedAt } }`)
	if errs != nil || data["actors"].(map[string]any)["totalCount"] != 0.0 {
		t.Errorf("answer = %v, errors %v, want no actors", data, errs)
	}
}

// Each example that GraphiQL shows must answer, and with something.
func TestExamples(t *testing.T) {
	url, _, _ := start(t, kbtest.SQLite(t, "loaded"))
	for _, e := range graphiql.Examples() {
		t.Run(e.Name, func(t *testing.T) {
			data, errs := ask(t, url, e.Query)
			if errs != nil {
				t.Fatalf("errors: %v", errs)
			}
			text, err := json.Marshal(data)
			if err != nil {
				t.Fatal(err)
			}
			if len(text) < 300 {
				t.Errorf("a thin answer: %s", text)
			}
		})
	}
}

func TestRoutes(t *testing.T) {
	url, _, _ := start(t, kbtest.SQLite(t, "loaded"))
	const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
	for _, c := range []struct {
		name, path, accept string
		status             int
		mediaType, holds   string
	}{
		{"home as text", "/", "*/*", 200, "text/plain; charset=utf-8", "POST /graphql"},
		{"home in a browser", "/", browser, 200, "text/html; charset=utf-8", "<h1>Kommungraf</h1>"},
		{"GraphiQL in a browser", "/graphql", browser, 200, "text/html; charset=utf-8", "/graphiql/"},
		{"a query in a browser", "/graphql?query={knowledgeBase{revision}}", browser, 200, "application/json", `{"knowledgeBase":{"revision":1}}`},
		{"a query by GET", "/graphql?query={knowledgeBase{revision}}", "application/json", 200, "application/json", `{"knowledgeBase":{"revision":1}}`},
		{"the schema", "/schema.graphql", "*/*", 200, "application/graphql; charset=utf-8", "type Municipality implements"},
		{"live", "/livez", "*/*", 200, "application/json", `"live"`},
		{"ready", "/readyz", "*/*", 200, "application/json", `"ready"`},
		{"nothing", "/nothing", "*/*", 404, "text/plain; charset=utf-8", "not found"},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer, body := get(t, url+c.path, "Accept", c.accept)
			if answer.StatusCode != c.status || !strings.HasPrefix(answer.Header.Get("Content-Type"), c.mediaType) || !strings.Contains(body, c.holds) {
				t.Errorf("%d %s: %.300s", answer.StatusCode, answer.Header.Get("Content-Type"), body)
			}
			if answer.Header.Get("X-Request-Id") == "" {
				t.Error("the answer has no X-Request-Id")
			}
		})
	}
	t.Run("any origin may read", func(t *testing.T) {
		answer, _ := get(t, url+"/graphql?query={knowledgeBase{revision}}", "Origin", "https://example.org")
		if got := answer.Header.Get("Access-Control-Allow-Origin"); got != "*" {
			t.Errorf("Access-Control-Allow-Origin = %q, want *", got)
		}
		if got := answer.Header.Get("Access-Control-Allow-Credentials"); got != "" {
			t.Errorf("Access-Control-Allow-Credentials = %q, want none", got)
		}
	})
	t.Run("a body that is too large", func(t *testing.T) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/graphql", strings.NewReader(strings.Repeat(" ", 1<<20+1)))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		if _, body := do(t, r); !strings.Contains(body, `"errors"`) || strings.Contains(body, "http:") {
			t.Errorf("answer: %.300s", body)
		}
	})
}

// Whatever is wrong at the start is one line and an exit code.
func TestMisuse(t *testing.T) {
	taken, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("this is no database, but it is longer than a header"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name        string
		args        []string
		environment []string
		code        int
		says        string
	}{
		{"unknown flag", []string{"--speed=9"}, nil, exitMisused, "unknown flag --speed"},
		{"unknown command", []string{"dance"}, nil, exitMisused, "unexpected argument dance"},
		{"unknown setting", nil, []string{"KOMMUNGRAF_DATABSE=x"}, exitMisused, "there is no setting KOMMUNGRAF_DATABSE"},
		{"bad log level", []string{"--log-level=loud"}, nil, exitMisused, `--log-level must be one of "debug","info","warn","error" but got "loud"`},
		{"bad memory limit", []string{"--memory-limit=much"}, nil, exitMisused, `--memory-limit: "much" is no size`},
		{"bad GC percent", []string{"--gc-percent=0"}, nil, exitMisused, "--gc-percent must be from 1 to 10000, not 0"},
		{"bad number in the environment", nil, []string{"KOMMUNGRAF_MAX_DEPTH=-1"}, exitMisused, "--max-depth must be from 0 to 1000000000000, not -1"},
		{"port taken", []string{"--address", taken.Addr().String()}, nil, exitFailed, "address already in use"},
		{"bad address", []string{"--address", "nowhere"}, nil, exitMisused, `--address: "nowhere" is no address: write one as localhost:8080`},
		{"no folder", []string{"--address=127.0.0.1:0", "--database=/no/such/folder/kb.db"}, nil, exitFailed, "there is no folder /no/such/folder"},
		{"no database file", []string{"--address=127.0.0.1:0", "--database=" + file}, nil, exitFailed, "cannot open database " + file},
		{"unknown database", []string{"--address=127.0.0.1:0", "--database=mysql://localhost/kb"}, nil, exitFailed, "a database is a file path or a postgres:// URL"},
		{"no PostgreSQL there", []string{"--address=127.0.0.1:0", "--database=postgres://someone:hemlighet@127.0.0.1:1/kb"}, nil, exitFailed, "connection refused"},
		{"nobody answers the health check", []string{"healthcheck", "--address=127.0.0.1:1"}, nil, exitFailed, "no server answers at http://127.0.0.1:1/readyz"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out, errs output
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			for _, e := range c.environment {
				name, value, _ := strings.Cut(e, "=")
				t.Setenv(name, value)
			}
			code := run(ctx, c.args, c.environment, console{&out, &errs})
			text := errs.String()
			if code != c.code || !strings.Contains(text, c.says) {
				t.Errorf("code %d, printed %q, want %d and %q", code, text, c.code, c.says)
			}
			if strings.Count(text, "\n") != 1 || !strings.HasPrefix(text, "kommungraf: ") {
				t.Errorf("not one line: %q", text)
			}
			if strings.Contains(text, "hemlighet") {
				t.Errorf("the password is shown: %q", text)
			}
		})
	}
}

func TestCommands(t *testing.T) {
	database := filepath.Join(t.TempDir(), "kb.db")
	url, _, _ := start(t, kbtest.SQLite(t, "loaded"))
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"version"}, "kommungraf " + version},
		{[]string{"--help"}, "Usage: kommungraf <command> [flags]"},
		{[]string{"migrate", "--database", database}, "are up to date"},
		{[]string{"reference", "--database", database}, "reference data loaded"},
		{[]string{"reference", "--database", database}, "the reference data is up to date"},
		{[]string{"healthcheck", "--address", strings.TrimPrefix(url, "http://")}, ""},
	} {
		var out, errs output
		if code := run(t.Context(), c.args, nil, console{&out, &errs}); code != exitFinished || !strings.Contains(out.String(), c.says) {
			t.Errorf("%v: code %d, printed %q %q, want %q", c.args, code, out.String(), errs.String(), c.says)
		}
	}
}

func TestPrefersHTML(t *testing.T) {
	for accept, want := range map[string]bool{
		"":    false,
		"*/*": false,
		"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8": true,
		"application/json": false,
		"application/graphql-response+json; charset=utf-8, application/json; charset=utf-8": false,
		"application/json, text/html;q=0.5":                                                 false,
		"text/html;q=0.9, application/json;q=0.5":                                           true,
		"text/html, application/json":                                                       false,
	} {
		if got := prefersHTML(accept); got != want {
			t.Errorf("prefersHTML(%q) = %v, want %v", accept, got, want)
		}
	}
}
