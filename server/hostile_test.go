package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kommungraf/internal/kbtest"
)

// TestHostile attacks a server, as it is built and with its settings as they are but for the rate limits, which would
// hide the others. What is asserted is how each attack is answered, that no answer tells what the server is made of, and
// that the server is well afterwards. What an attack costs is logged as a table (-v): numbers of one machine, to be read
// and not to be asserted.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a minute")
	}
	binary := filepath.Join(t.TempDir(), "kommungraf")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	database := kbtest.SQLite(t, "loaded")
	v := besiege(t, binary, database)
	defer v.report(t)

	for _, group := range [][]attack{documents(), filters(), dearOperations(), bodies(), requests()} {
		for _, a := range group {
			t.Run(a.name, func(t *testing.T) {
				v.measure(a.name, func() string { return v.suffer(t, a) })
			})
			v.mustBeWell(t)
		}
	}
	for _, s := range []struct {
		name string
		run  func(*testing.T, *victim) string
	}{
		{"2,000 persisted documents of 60 KB", persistMany},
		{"1,000 documents of 1,900 tokens: aliases", manyDocuments(`{%s}`, `a%[1]d_%[2]d:__typename`, 640, "max-aliases")},
		{"1,000 documents of 1,900 tokens: a list", manyDocuments(`{nodes(ids:[%s]){id}}`, `"%[1]d_%[2]d"`, 1_950, "max-list")},
		{"1,000 documents of 1,900 tokens: a default", manyDocuments(`query($a:[ID!]!=[%s]){nodes(ids:$a){id}}`, `"%[1]d_%[2]d"`, 1_950, "max-list")},
		{"WebSocket: silence, garbage, too much", abuseWebsocket},
		{"1,100 event streams", openStreams},
		{"400 dear operations at once", shedLoad},
		{"200 who send a byte every 300 ms", dribble},
		{"60 lists of 520,000 numbers at once", floodVariables},
	} {
		t.Run(s.name, func(t *testing.T) {
			v.measure(s.name, func() string { return s.run(t, v) })
		})
		v.mustBeWell(t)
	}
	impatient := besiege(t, binary, database, "--write-timeout=2s", "--idle-timeout=2s") // who is refused waits idly
	t.Run("40 who read nothing", func(t *testing.T) {
		impatient.measure("40 who read nothing, write-timeout 2 s", func() string { return readNothing(t, impatient) })
	})
	impatient.mustBeWell(t)
	v.rows = append(v.rows, impatient.rows...)

	const mostMemory, mostGoroutines = 300, 100 // MB, a promise of the product; a handful for each connection that is open
	if now := v.memory("VmRSS"); now > mostMemory {
		t.Errorf("the server has %d MB after all this, want at most %d", now, mostMemory)
	}
	http.DefaultClient.CloseIdleConnections()
	for deadline := time.Now().Add(5 * time.Second); v.goroutines(t) > mostGoroutines; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("the server has %d goroutines after all this, want at most %d", v.goroutines(t), mostGoroutines)
		}
	}
}

// victim is a server in a process of its own, so that the processor time and the memory that are read are its own.
type victim struct {
	url, private string
	pid          int
	rows         []string
}

func besiege(t *testing.T, binary, database string, args ...string) *victim {
	t.Helper()
	printed := &output{}
	args = append([]string{"--database", database, "--address", "127.0.0.1:0", "--private", "127.0.0.1:0", "--rate-requests=0", "--rate-cost=0"}, args...)
	c := exec.CommandContext(context.WithoutCancel(t.Context()), binary, args...)
	c.Stdout, c.Stderr = printed, printed
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- c.Wait() }()
	t.Cleanup(func() {
		_ = c.Process.Signal(os.Interrupt)
		if err := <-stopped; err != nil {
			t.Errorf("the server stopped with %v:\n%.3000s", err, printed)
		}
		// An attack is the client's fault. What the server logs as an error is its own.
		if _, errs, found := strings.Cut(printed.String(), "level=ERROR"); found {
			t.Errorf("the server has logged an error:%.1000s", errs)
		}
	})
	at := regexp.MustCompile(`(?s)metrics and profiles at (\S+)\n.*\n  (http://127\.0\.0\.1:\d+)\n`)
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if m := at.FindStringSubmatch(printed.String()); m != nil {
			return &victim{url: m[2], private: m[1], pid: c.Process.Pid}
		}
	}
	t.Fatalf("the server did not start:\n%s", printed)
	return nil
}

// mustBeWell ends the test when the server does not answer as it would on any other day.
func (v *victim) mustBeWell(t *testing.T) {
	t.Helper()
	data, errs := ask(t, v.url, `{ municipality(code: "2281") { name } municipalities { totalCount } }`)
	if errs != nil || data["municipality"].(map[string]any)["name"] != "Sundsvall" {
		t.Fatalf("the server is not well: %v, errors %v", data, errs)
	}
}

// processorTime is what the server has used. Where there is no /proc it is nothing, as is the memory.
func (v *victim) processorTime() time.Duration {
	stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", v.pid))
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// memory is what a line of /proc/…/status says, in MB: VmRSS is what the server has now, VmHWM the most it ever had.
func (v *victim) memory(line string) int {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", v.pid))
	_, after, _ := strings.Cut(string(status), line+":")
	kilobytes, _, _ := strings.Cut(strings.TrimSpace(after), " ")
	n, _ := strconv.Atoi(kilobytes)
	return n / 1024
}

// goroutines is how many the server has.
func (v *victim) goroutines(t *testing.T) int {
	t.Helper()
	_, metrics := get(t, v.private+"/metrics")
	m := regexp.MustCompile(`(?m)^go_goroutines (\d+)$`).FindStringSubmatch(metrics)
	if m == nil {
		t.Fatalf("the metrics do not tell of goroutines:\n%.1000s", metrics)
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// measure notes what an attack costs, and its outcome in a few words.
func (v *victim) measure(name string, attack func() string) {
	used, begun := v.processorTime(), time.Now()
	outcome := attack()
	v.rows = append(v.rows, fmt.Sprintf("| %s | %s | %d | %d | %d | %d |", name, outcome,
		(v.processorTime()-used).Milliseconds(), time.Since(begun).Milliseconds(), v.memory("VmRSS"), v.memory("VmHWM")))
}

func (v *victim) report(t *testing.T) {
	t.Log("\n| attack | answer | CPU ms | wall ms | RSS MB | peak MB |\n|---|---|--:|--:|--:|--:|\n" + strings.Join(v.rows, "\n"))
}

// attack is a request, and how it must be answered: with a status, and with the code and the limit of the first error.
type attack struct {
	name   string
	send   request
	status int
	code   string // empty when there must be no error; notOurs when the answer is that of net/http, before anything of ours
	limit  string
}

const notOurs = "net/http"

// request is a POST of a body to /graphql, or what is said instead.
type request struct {
	method, target string
	headers        []string // names and values; they replace the usual ones
	body           string
	chunked        bool
	verbatim       string // instead of all this, what is sent
}

// document is a request for what a document asks. The media type is the one by which refusals have a status of their own.
func document(text string) request { return withVariables(text, "null") }

func withVariables(text, variables string) request {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err) // a text
	}
	return request{body: `{"query":` + string(quoted) + `,"variables":` + variables + `}`}
}

// suffer sends an attack, checks the answer, and says in a few words what it was.
func (v *victim) suffer(t *testing.T, a attack) string {
	t.Helper()
	status, body := v.answer(t, a.send)
	code, limit := notOurs, ""
	if a.code != notOurs {
		code, limit = examine(t, status, body)
	}
	if status != a.status || code != a.code || limit != a.limit {
		t.Errorf("answered with %d %s %s, want %d %s %s: %.300s", status, code, limit, a.status, a.code, a.limit, body)
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s %s", status, code, limit))
}

func (v *victim) answer(t *testing.T, q request) (status int, body []byte) {
	t.Helper()
	var answer *http.Response
	if q.verbatim != "" { // the client of net/http would not send it
		conn := v.dial(t)
		if _, err := io.WriteString(conn, q.verbatim); err != nil {
			t.Fatal(err)
		}
		var err error
		if answer, err = http.ReadResponse(bufio.NewReader(conn), nil); err != nil {
			t.Fatal(err)
		}
	} else {
		answer = v.ask(t, q)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil && answer.StatusCode != http.StatusRequestHeaderFieldsTooLarge { // which net/http follows by hanging up
		t.Fatal(err)
	}
	return answer.StatusCode, body
}

func (v *victim) ask(t *testing.T, q request) *http.Response {
	t.Helper()
	r := q.to(t.Context(), v)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func (q request) to(ctx context.Context, v *victim) *http.Request {
	var body io.Reader = strings.NewReader(q.body)
	if q.chunked {
		body = struct{ io.Reader }{body} // its length is not seen
	}
	if q.method == "" {
		q.method = http.MethodPost
	}
	if q.target == "" {
		q.target = "/graphql"
	}
	r, err := http.NewRequestWithContext(ctx, q.method, v.url+q.target, body)
	if err != nil {
		panic(err) // every request of this file can be written
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/graphql-response+json")
	for pair := range slices.Chunk(q.headers, 2) {
		r.Header.Set(pair[0], pair[1])
	}
	return r
}

func (v *victim) dial(t *testing.T) net.Conn {
	t.Helper()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(v.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// The codes that an attack may be answered with. INTERNAL is not among them: none may find a fault of ours.
var expectedCodes = []string{"BAD_USER_INPUT", "NOT_FOUND", "RATE_LIMITED", "QUERY_TOO_COMPLEX", "PERSISTED_QUERY_NOT_FOUND", "UNAVAILABLE"}

// innards are words by which a message would give away what the API is made of.
var innards = regexp.MustCompile(`(?i:pq:|sqlite|\bSQL\b|goroutine|\.go:|json:|unmarshal|strconv|ent:|db:|graphql\.|interface \{\}|map\[|%!|<nil>|\*?vocab\.|runtime error|http:)`)

// examine holds an answer to what is true of all, and gives the code and the limit of its first error, if it has one.
func examine(t *testing.T, status int, body []byte) (code, limit string) {
	t.Helper()
	var answer struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code, Limit string }
		}
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatalf("status %d, %v: %.300s", status, err, body)
	}
	if status >= http.StatusBadRequest && len(answer.Errors) == 0 {
		t.Errorf("status %d without an error: %.300s", status, body)
	}
	for _, e := range answer.Errors {
		if !slices.Contains(expectedCodes, e.Extensions.Code) {
			t.Errorf("code %q: %s", e.Extensions.Code, e.Message)
		}
		if found := innards.FindString(e.Message); found != "" {
			t.Errorf("%q in message %q", found, e.Message)
		}
	}
	if len(answer.Errors) == 0 {
		return "", ""
	}
	return answer.Errors[0].Extensions.Code, answer.Errors[0].Extensions.Limit
}
