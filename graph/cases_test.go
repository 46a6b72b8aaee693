package graph_test

import (
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"kommungraf/internal/kbtest"
	"kommungraf/internal/policy"
	"kommungraf/internal/store"
)

var update = flag.Bool("update", false, "rewrite the answers of the cases; review every one of them")

// apiCase is a question to the API and its whole answer, kept as a file that can be read without knowing Go. The comment
// that the file begins with says what it shows; its sections are
//
//	query      the question, in GraphQL
//	variables  its variables, in JSON
//	request    instead of a query: method, target and, after an empty line, the body, as they are sent
//	state      what the knowledge base holds: "loaded" (the reference data, also when left out) or "empty"
//	rows       instead of a state: the records that it holds
//	viewer     who asks: "anonymous" (also when left out), "sector" or "system"
//	status     the HTTP status of the answer, 200 when left out
//	answer     the answer, laid out, otherwise to the byte
type apiCase struct {
	name     string
	archive  *txtar.Archive
	sections map[string]string
}

func readCases(t *testing.T) []*apiCase {
	t.Helper()
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	known := []string{"query", "variables", "request", "state", "rows", "viewer", "status", "answer"}
	var cases []*apiCase
	for _, f := range files {
		archive, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		c := &apiCase{strings.TrimSuffix(filepath.Base(f), ".txtar"), archive, map[string]string{}}
		if strings.TrimSpace(string(archive.Comment)) == "" {
			t.Errorf("%s: a case begins with what it shows", c.name)
		}
		for _, section := range archive.Files {
			if !slices.Contains(known, section.Name) {
				t.Errorf("%s: there is no section %s", c.name, section.Name)
			}
			c.sections[section.Name] = string(section.Data)
		}
		cases = append(cases, c)
	}
	return cases
}

// set puts a section in place of the one with that name, or at the end.
func (c *apiCase) set(name, text string) {
	c.sections[name] = text
	for i := range c.archive.Files {
		if c.archive.Files[i].Name == name {
			c.archive.Files[i].Data = []byte(text)
			return
		}
	}
	c.archive.Files = append(c.archive.Files, txtar.File{Name: name, Data: []byte(text)})
}

func (c *apiCase) word(name, otherwise string) string {
	if w := strings.TrimSpace(c.sections[name]); w != "" {
		return w
	}
	return otherwise
}

// send asks the case's question.
func (c *apiCase) send(t *testing.T, h http.Handler) (answer string, status int) {
	t.Helper()
	method, target, body := http.MethodPost, "/graphql", ""
	if request, ok := c.sections["request"]; ok {
		head, rest, _ := strings.Cut(request, "\n")
		method, target, _ = strings.Cut(head, " ")
		body = strings.TrimSpace(rest)
	} else {
		variables := json.RawMessage(c.word("variables", "{}"))
		text, err := json.Marshal(map[string]any{"query": c.sections["query"], "variables": variables})
		if err != nil {
			t.Fatal(err)
		}
		body = string(text)
	}
	text, status := send(h, method, target, body)
	return pretty(t, text), status
}

// base is the knowledge base that a case is asked of. The loaded one serves all cases that want it: they only read.
func (c *apiCase) base(t *testing.T, loaded *store.Store) *store.Store {
	t.Helper()
	rows, given := c.sections["rows"]
	if !given && c.word("state", "loaded") == "loaded" {
		return loaded
	}
	s := open(t, loaded, "empty")
	if given {
		save(t, s, []byte(rows))
	}
	return s
}

// TestCases asks every case of both databases and compares with the same answer, so that they answer alike to the byte.
func TestCases(t *testing.T) {
	kbtest.Each(t, func(t *testing.T, s *store.Store) {
		load(t, s)
		for _, c := range readCases(t) {
			t.Run(c.name, func(t *testing.T) {
				h := api(t, c.base(t, s), viewer{policy.Class(c.word("viewer", "anonymous")), today})
				answer, status := c.send(t, h)
				again, _ := c.send(t, h)
				if again != answer {
					t.Errorf("asked twice, another answer (-first +second):\n%s", cmp.Diff(answer, again))
				}
				if *update && s.Database() == "SQLite" {
					c.rewrite(t, answer, status)
				}
				if diff := cmp.Diff(c.sections["answer"], answer); diff != "" {
					t.Errorf("answer (-want +got):\n%s", diff)
				}
				if want := c.word("status", "200"); want != strconv.Itoa(status) {
					t.Errorf("status %d, want %s", status, want)
				}
			})
		}
	})
}

func (c *apiCase) rewrite(t *testing.T, answer string, status int) {
	t.Helper()
	if status != http.StatusOK || c.sections["status"] != "" {
		c.set("status", strconv.Itoa(status)+"\n")
	}
	c.set("answer", answer)
	if err := os.WriteFile("testdata/cases/"+c.name+".txtar", txtar.Format(c.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// codes is the closed list of what extensions.code may be.
var codes = []string{
	"BAD_USER_INPUT", "UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "CONFLICT", "RATE_LIMITED", "QUERY_TOO_COMPLEX",
	"PERSISTED_QUERY_NOT_FOUND", "UNAVAILABLE", "INTERNAL",
}

// innards are words by which a message would give away what the API is made of.
var innards = regexp.MustCompile(`(?i:pq:|sqlite|\bSQL\b|goroutine|\.go:|json:|unmarshal|strconv|ent:|db:|graphql\.|interface \{\}|map\[|%!|<nil>|\*?vocab\.|runtime error)`)

// TestErrors holds what is true of all errors: a case named error-… has one and only such a case does; each has a code
// from the list, none of them internal; and no message tells of Go, SQL, a driver or a decoder.
func TestErrors(t *testing.T) {
	for _, c := range readCases(t) {
		var answer struct {
			Errors []struct {
				Message    string
				Extensions struct{ Code, Field string }
			}
		}
		if err := json.Unmarshal([]byte(c.sections["answer"]), &answer); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if expected := strings.HasPrefix(c.name, "error-"); expected != (len(answer.Errors) > 0) {
			t.Errorf("%s has %d errors", c.name, len(answer.Errors))
		}
		for _, e := range answer.Errors {
			if !slices.Contains(codes, e.Extensions.Code) || e.Extensions.Code == "INTERNAL" {
				t.Errorf("%s: code %q", c.name, e.Extensions.Code)
			}
			if found := innards.FindString(e.Message); found != "" {
				t.Errorf("%s: %q in message %q", c.name, found, e.Message)
			}
		}
	}
}
