package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
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
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

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

const (
	bad        = "BAD_USER_INPUT"
	tooComplex = "QUERY_TOO_COMPLEX"
)

// times repeats a text, with a blank after each.
func times(n int, text string) string { return strings.Repeat(text+" ", n) }

// numbered repeats a text that has a number, %[1]d, and perhaps the one after it, %[2]d.
func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format+" ", i, i+1)
	}
	return b.String()
}

func sundsvall(selection string) string { return `{municipality(code:"2281"){` + selection + `}}` }

// documents attack what reads and validates a document. Where the length is not the attack, they stay below 2,000 tokens.
func documents() []attack {
	const related = `relationships{edges{node{other{...f%[2]d}}}}`
	kinds := []string{"Municipality", "Region", "Association", "Supplier", "Agency", "ResearchOrganisation"}
	var onKinds strings.Builder
	for i := range 17 {
		fmt.Fprintf(&onKinds, "... on %s{relationships{%s}}", kinds[i%len(kinds)], times(7, "... on ActorRelationshipConnection{edges{node{other{name}}}}"))
	}
	var mesh strings.Builder
	for i := range 40 {
		fmt.Fprintf(&mesh, "fragment f%d on Municipality{name %s} ", i, strings.Join(strings.Split(numbered(40, "...f%[1]d"), " ")[i+1:], " "))
	}
	return []attack{
		{"5,000 times the same field", document(sundsvall(times(5_000, "name"))), 400, tooComplex, "max-tokens"},
		{"100,000 unknown fields", document("{" + times(100_000, "x") + "}"), 400, tooComplex, "max-document"},
		{"500 unknown directives", document("{__typename " + times(500, "@x") + "}"), 400, bad, ""},
		{"280 times @skip", document("{__typename " + times(280, "@skip(if:false)") + "}"), 400, bad, ""},
		{"the same field 1,980 times", document(sundsvall(times(1_980, "name"))), 200, "", ""},
		{"the same object 480 times", document(sundsvall(times(480, "region{name}"))), 200, "", ""},
		{"the same object 45 times with 40 fields", document(sundsvall(times(45, "region{"+times(40, "name")+"}"))), 200, "", ""},
		{"1,985 unknown fields of Query", document("{" + numbered(1_985, "municipalitie%[1]d") + "}"), 400, bad, ""},
		{"900 unknown fields with long names", document("{" + numbered(900, "m"+strings.Repeat("u", 60)+"%[1]d") + "}"), 400, bad, ""},
		{"640 fields that Actor has only as a Municipality", document(`{actor(slug:"x"){` + numbered(640, "a%[1]d:population") + "}}"), 400, bad, ""},
		{"650 unknown arguments", document("{municipalities(" + numbered(650, "firsts%[1]d:1") + "){totalCount}}"), 400, bad, ""},
		{"1,970 unknown enum values", document(`{search(query:"x",kinds:[` + numbered(1_970, "MUNICIPALIT%[1]d") + "]){totalCount}}"), 400, bad, ""},
		{"650 unknown fields of a filter", document("{actors(where:{" + numbered(650, "kinds%[1]d:1") + "}){totalCount}}"), 400, bad, ""},
		{"330 unknown types", document("{__typename " + numbered(330, "... on Municipalit%[1]d{id}") + "}"), 400, bad, ""},
		{"490 variables of an unknown type", document("query(" + numbered(490, "$a%[1]d:Municipalitx") + "){__typename}"), 400, bad, ""},
		{"490 variables that nobody uses", document("query(" + numbered(490, "$a%[1]d:Int") + "){__typename}"), 400, bad, ""},
		{"1,900 variables", document("query(" + numbered(1_900, "$a%[1]d:Int") + "){__typename}"), 400, tooComplex, "max-tokens"},
		{"one variable used 150 times", document("query($d:Date){" + times(150, `municipality(code:"2281",asOf:$d){name}`) + "}"), 200, "", ""},
		{"one variable used 900 times", document("query($i:ID!){nodes(ids:[" + times(900, "$i") + "]){id}}"), 400, bad, ""},
		{"a cycle of 2 fragments", document(sundsvall("...a") + "fragment a on Municipality{...b} fragment b on Municipality{...a}"), 400, bad, ""},
		{"a cycle of 240 fragments", document(sundsvall("...f0") + numbered(239, "fragment f%[1]d on Municipality{...f%[2]d}") + "fragment f239 on Municipality{...f0}"), 400, bad, ""},
		{"30 fragments, each with all 30", document(sundsvall("...f0") + numbered(30, "fragment f%[1]d on Municipality{"+numbered(30, "...f%[1]d")+"}")), 400, bad, ""},
		{"40 fragments, each with all after it", document(sundsvall("...f0") + mesh.String()), 200, "", ""},
		{"140 fragments, each twice the next", document(sundsvall("...f0") + numbered(140, "fragment f%[1]d on Municipality{...f%[2]d ...f%[2]d}") + "fragment f140 on Municipality{name}"), 200, "", ""},
		{"40 levels of fragments, each with two fields", document(`{actor(slug:"x"){...f0}}` + numbered(40, "fragment f%[1]d on Actor{"+related+related+"}") + "fragment f40 on Actor{name}"), 400, tooComplex, "max-depth"},
		{"40 levels of fragments, each with two aliases", document(`{actor(slug:"x"){...f0}}` + numbered(40, "fragment f%[1]d on Actor{a:"+related+"b:"+related+"}") + "fragment f40 on Actor{name}"), 400, tooComplex, "max-aliases"},
		{"3 levels of fragments, each with 10 aliases", document(`{actor(slug:"x"){...f0}}` + numbered(3, "fragment f%[1]d on Actor{"+aliased(10, `involvements{totalCount}`)+"r:"+related+"}") + "fragment f3 on Actor{name}"), 400, tooComplex, "max-aliases"},
		{"one key in fragments on six types", document(`{actor(slug:"x"){` + onKinds.String() + "}}"), 200, "", ""},
		{"280 operations with one fragment", document(numbered(280, "query q%[1]d{...f}") + "fragment f on Query{" + times(300, "__typename") + "}"), 400, bad, ""},
		{"120 operations with 120 fragments", document(numbered(120, "query q%[1]d{...f0}") + numbered(120, "fragment f%[1]d on Query{...f%[2]d}") + "fragment f120 on Query{__typename}"), 400, bad, ""},
		{"a list of 950 levels", document("{actors(where:{id:" + times(950, "[") + times(950, "]") + "}){totalCount}}"), 400, bad, ""},
		{"an object of 490 levels", document("{actors(where:" + times(490, "{x:") + "1" + times(490, "}") + "){totalCount}}"), 400, bad, ""},
		{"a variable whose type is a list of 950 levels", document("query($a:" + times(950, "[") + "ID" + times(950, "]") + "){actors(where:{id:$a}){totalCount}}"), 400, bad, ""},
		{"200 levels of fields", document(deep(200)), 400, tooComplex, "max-depth"},
		{"480 levels of fields", document(deep(480)), 400, tooComplex, "max-depth"},
		{"900 levels of fields", document(deep(900)), 400, tooComplex, "max-tokens"},
		{"200 aliases", document(sundsvall(aliased(200, "name"))), 400, tooComplex, "max-aliases"},
		{"25 root fields", document("{" + aliased(25, "__typename") + "}"), 400, tooComplex, "max-root-fields"},
		{"a number of 10,000 digits", document("{municipalities(first:" + strings.Repeat("9", 10_000) + "){totalCount}}"), 400, bad, ""},
		{"a text of 60,000 characters", document(`{search(query:"` + strings.Repeat("a", 60_000) + `"){totalCount}}`), 200, bad, ""},
		{"a comment of 60,000 characters", document("{__typename} #" + strings.Repeat("a", 60_000)), 200, "", ""},
		{"a block text that is not closed", document(`{search(query:"""` + strings.Repeat("a\n", 20_000) + `){totalCount}}`), 400, bad, ""},
	}
}

// aliased selects a field many times, each under its own alias.
func aliased(n int, field string) string {
	return numbered(n, "z%[1]d:"+strings.ReplaceAll(field, "%", "%%"))
}

// deep is an actor of an actor of an actor, in so many levels.
func deep(levels int) string {
	const four = "relationships{edges{node{other{"
	return `{actor(slug:"x"){` + times(levels/4, four) + "name" + times(levels/4, "}}}}") + "}}"
}

// filters attack through the arguments.
func filters() []attack {
	const actors = "query($w:ActorFilter){actors(where:$w){totalCount}}"
	const nodes = "query($i:[ID!]!){nodes(ids:$i){id}}"
	const page = "query($n:Int){municipalities(first:$n){totalCount}}"
	const search = "query($q:String!){search(query:$q){totalCount}}"
	list := func(n int, item string) string {
		return `{"i":[` + strings.TrimSuffix(strings.Repeat(item+",", n), ",") + "]}"
	}
	const id = `"act_01JD0000000000000000000000"`
	return []attack{
		{"a filter of 480 levels", document("{actors(where:" + times(480, "{not:") + `{slug:["x"]}` + times(480, "}") + "){totalCount}}"), 400, tooComplex, "max-filter-depth"},
		{"a filter of 1,000 levels by variable", withVariables(actors, `{"w":`+strings.Repeat(`{"not":`, 1_000)+`{"slug":["x"]}`+strings.Repeat("}", 1_000)+"}"), 400, tooComplex, "max-filter-depth"},
		{"a filter of 9,000 levels by variable", withVariables(actors, `{"w":`+strings.Repeat(`{"not":`, 9_000)+`{"slug":["x"]}`+strings.Repeat("}", 9_000)+"}"), 400, tooComplex, "max-variables"},
		{"a filter of 20,000 branches by variable", withVariables(actors, `{"w":{"or":[`+strings.TrimSuffix(strings.Repeat(`{"slug":["x"]},`, 20_000), ",")+"]}}"), 400, tooComplex, "max-variables"},
		{"28,000 ids by variable", withVariables(nodes, list(28_000, id)), 400, tooComplex, "max-variables"},
		{"40,000 ids by variable", withVariables(nodes, list(40_000, id)), 413, bad, "max-body"},
		{"520,000 numbers by variable", withVariables(nodes, list(520_000, "1")), 400, tooComplex, "max-variables"},
		{"200,000 objects by variable", withVariables(nodes, list(200_000, `{}`)), 400, tooComplex, "max-variables"},
		{"70,000 variables that nobody defined", withVariables(nodes, `{"i":[],`+strings.TrimSuffix(numberedJSON(70_000), ",")+"}"), 400, tooComplex, "max-variables"},
		{"a list of 9,000 levels by variable", withVariables(nodes, `{"i":`+strings.Repeat("[", 9_000)+strings.Repeat("]", 9_000)+"}"), 400, bad, ""},
		{"a list of 300,000 levels by variable", withVariables(nodes, `{"i":`+strings.Repeat("[", 300_000)+strings.Repeat("]", 300_000)+"}"), 400, bad, ""},
		{"the number 1e999999", withVariables(page, `{"n":1e999999}`), 400, bad, ""},
		{"a number of 10,000 digits by variable", withVariables(page, `{"n":`+strings.Repeat("9", 10_000)+"}"), 400, bad, ""},
		{"NUL by variable", withVariables(search, `{"q":"a\u0000b"}`), 400, bad, ""},
		{"half a surrogate pair by variable", withVariables(search, `{"q":"sund\ud800"}`), 200, "", ""},
		{"half a surrogate pair in a document", document(`{search(query:"sund\ud800"){totalCount}}`), 200, "", ""},
		{"NUL in a document", document(`{search(query:"a\u0000b"){totalCount}}`), 400, bad, ""},
	}
}

func numberedJSON(n int) string {
	return strings.ReplaceAll(numbered(n, `"x%[1]d":1,`), " ", "")
}

// dearOperations is the most that can be asked for below the limits, as far as we have found it.
func dearOperations() []attack {
	const values = "id kind slug name nameEn aliases organisationNumber website status note confidence origin version revision recordedAt updatedAt"
	const guidance = `guidance(input:{actor:{code:"2281"},limits:{first:50}}){possible options{fit alternative{name} reasons{text} open{why law form{name}} closed{form{name}}}}`
	const argument = "name description type{name ofType{name ofType{name ofType{name}}}}"
	const field = "name description isDeprecated deprecationReason args{" + argument + "} type{name kind ofType{name kind ofType{name kind ofType{name}}}}"
	const typeFields = "fields{name} ofType{fields{name} ofType{fields{name} ofType{fields{name}}}}"
	const introspection = "{queryType{name} types{kind name description fields(includeDeprecated:true){" + field + "} inputFields{" + argument + "} interfaces{name} enumValues(includeDeprecated:true){name description} possibleTypes{name}} directives{name description locations args{" + argument + "}}}"
	manyBranches := `{"w":{"validity":"ANY","or":[` + strings.TrimSuffix(strings.Repeat(`{"type":["MEMBER_OF","OWNS"],"validity":"ANY"},`, 40), ",") + "]}}"
	return []attack{
		{"a page of 1,000 in each of a page of 1,000", document("{municipalities(first:1000){edges{node{relationships(first:1000){edges{node{label}}}}}}}"), 400, tooComplex, "max-cost"},
		{"all values of all actors 9 times, 20 notes each", document("{" + aliased(9, "actors(first:1000){edges{cursor node{...A}}}") + "}fragment A on Actor{" + values + " " + aliased(20, "note") + "}"), 200, "", ""},
		{"both ends of 3,000 relations, 27 notes each", document(bothEnds("r%[1]d:relationships(first:1000,where:{validity:ANY}){edges{node{from{...A} to{...A}}}}", aliased(27, "note"))), 200, "", ""},
		{"8 lists of each municipality", document("{municipalities(first:290){edges{node{" + aliased(8, "relationships(first:1,where:{validity:ANY}){totalCount edges{node{other{name}}}}") + "}}}}"), 200, "", ""},
		// What a filter of many filters costs the database is not seen in what comes back. It should cost something.
		{"29 counts of each actor, 40 filters each", withVariables("query($w:ActorRelationshipFilter){actors(first:300){edges{node{"+aliased(29, "relationships(where:$w){totalCount}")+"}}}}", manyBranches), 400, tooComplex, "max-cost"},
		// A page that only tells whether there is more has been read all the same. It should cost what it may hold.
		{"29 pages of each actor, of which only pageInfo", withVariables("query($w:ActorRelationshipFilter){actors(first:432){edges{node{"+aliased(29, "relationships(first:1000,where:$w){pageInfo{hasNextPage endCursor}}")+"}}}}", manyBranches), 400, tooComplex, "max-cost"},
		{"20 searches", document("{" + aliased(20, `search(query:"kommun e",first:450){totalCount edges{node{__typename ... on Municipality{name note}}}}`) + "}"), 200, "", ""},
		{"20 times the knowledge base", document("{" + aliased(20, "knowledgeBase{revision counts{actors{count}solutions{count}relationships{count}involvements{count}solutionLinks{count}} dataSources{title}}") + "}"), 200, "", ""},
		{"15 times guidance", document("{" + aliased(15, guidance) + "}"), 200, "", ""},
		{"9 times the guideline", document("{" + aliased(9, `guideline(for:{actor:{code:"2281"}}){html markdown}`) + "}"), 200, "", ""},
		{"9 times the whole schema", document("{" + aliased(9, "__schema{...S}") + "}fragment S on __Schema" + introspection), 200, "", ""},
		{"the fields of the types of all fields", document("{__schema{types{fields{type{" + typeFields + "}}}}}"), 200, "", ""},
		// Each level of introspection is as long as the schema, so aliases on two levels multiply: 90 MB for these few words.
		{"9 times the types, 10 times their interfaces, 10 times the types of these", document("{" + aliased(9, "__schema{types{...A}}") + "}fragment A on __Type{" + aliased(10, "interfaces{...B}") + "}fragment B on __Type{" + aliased(10, "possibleTypes{...C}") + "}fragment C on __Type{name description}"), 400, tooComplex, "max-cost"},
		{"introspection of 26 levels that fan out", document("{__schema{types{...f0}}}" + numbered(26, "fragment f%[1]d on __Type{ofType{...f%[2]d ...f%[2]d}}") + "fragment f26 on __Type{name}"), 200, "", ""},
	}
}

// bothEnds asks for three lists of relations, and for something of the actors at both ends.
func bothEnds(list, ofActors string) string {
	return "{" + numbered(3, list) + "}fragment A on Actor{" + ofActors + "}"
}

// bodies attack what reads the body of a request.
func bodies() []attack {
	json := func(body string) request { return request{body: body} }
	big := request{body: `{"query":"` + strings.Repeat("a", 20<<20) + `"}`}
	bigInChunks := big
	bigInChunks.chunked = true
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	_, _ = z.Write(make([]byte, 100<<20)) // into memory
	_ = z.Close()
	return []attack{
		{"20 MB", big, 413, bad, "max-body"},
		{"20 MB in chunks", bigInChunks, 413, bad, "max-body"},
		{"a gzip bomb", request{body: bomb.String(), headers: []string{"Content-Encoding", "gzip"}}, 415, bad, ""},
		{"null", json("null"), 400, bad, ""},
		{"[]", json("[]"), 400, bad, ""},
		{"a batch", json(`[{"query":"{__typename}"}]`), 400, bad, ""},
		{`"x"`, json(`"x"`), 400, bad, ""},
		{"1", json("1"), 400, bad, ""},
		{"{}", json("{}"), 400, bad, ""},
		{"nothing", json(""), 400, bad, ""},
		{"broken JSON", json(`{"query":`), 400, bad, ""},
		{"two objects", json(`{"query":"{__typename}"}{}`), 400, bad, ""},
		{"900,000 levels of lists", json(strings.Repeat("[", 900_000)), 400, bad, ""},
		{"200,000 levels of objects", json(strings.Repeat(`{"a":`, 200_000)), 400, bad, ""},
		{"9,000 levels in extensions", json(`{"query":"{__typename}","extensions":{"a":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + "}}"), 200, "", ""},
		{"the query twice", json(`{"query":"{__typename}","query":"{x}"}`), 400, bad, ""},
		{"variables as text", json(`{"query":"{__typename}","variables":"x"}`), 400, bad, ""},
		{"not UTF-8", json("{\"query\":\"{__typename} #\xff\"}"), 400, bad, ""},
		{"NUL", json("{\"query\":\"{__typename}\x00\"}"), 400, bad, ""},
		{"half a surrogate pair", json(`{"query":"{__typename} #\ud800"}`), 200, "", ""},
		{"an unknown persisted document", json(`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + strings.Repeat("0", 64) + `"}}}`), 200, "PERSISTED_QUERY_NOT_FOUND", ""},
		{"a persisted document with a wrong hash", json(`{"query":"{__typename}","extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + strings.Repeat("0", 64) + `"}}}`), 400, bad, ""},
		{"a persisted document without sense", json(`{"query":"{__typename}","extensions":{"persistedQuery":[1]}}`), 400, bad, ""},
	}
}

// requests attack what reads the rest of a request.
func requests() []attack {
	const query = "/graphql?query={__typename}"
	get := func(target string, headers ...string) request {
		return request{method: http.MethodGet, target: target, headers: headers}
	}
	post := func(headers ...string) request {
		return request{body: `{"query":"{__typename}"}`, headers: headers}
	}
	return []attack{
		{"an address of 15 KiB", get(query + "%23" + strings.Repeat("a", 15<<10)), 200, "", ""},
		{"an address of 24 KiB", get(query + "%23" + strings.Repeat("a", 24<<10)), 431, notOurs, ""},
		{"headers of 24 KiB", post("X-Large", strings.Repeat("a", 24<<10)), 431, notOurs, ""},
		{"broken percent-encoding in the parameters", get("/graphql?query=%zz"), 400, bad, ""},
		{"broken percent-encoding in the path", request{verbatim: "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n"}, 400, notOurs, ""},
		{"no request line", request{verbatim: "\x16\x03\x01\x02\x00\r\n\r\n"}, 400, notOurs, ""},
		{"no host", request{verbatim: "GET /graphql HTTP/1.1\r\n\r\n"}, 400, notOurs, ""},
		{"two lengths", request{verbatim: "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"}, 400, notOurs, ""},
		{"chunks that are none", request{verbatim: "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"}, 400, bad, ""},
		{"a mutation by GET", get("/graphql?query=mutation{x}"), 400, bad, ""},
		{"a subscription by GET", get("/graphql?query=subscription{knowledgeBaseChanged{revision}}"), 400, bad, ""},
		{"PUT", request{method: http.MethodPut}, 405, bad, ""},
		{"DELETE", request{method: http.MethodDelete}, 405, bad, ""},
		{"an unknown method", request{method: "BREW"}, 405, bad, ""},
		{"text/plain", post("Content-Type", "text/plain"), 415, bad, ""},
		{"a form", post("Content-Type", "application/x-www-form-urlencoded"), 415, bad, ""},
		{"a form of several parts", post("Content-Type", "multipart/form-data; boundary=x"), 415, bad, ""},
		{"no content type", post("Content-Type", ""), 415, bad, ""},
		{"JSON in Latin-1", post("Content-Type", "application/json; charset=iso-8859-1"), 415, bad, ""},
		{"text/plain accepted alone", post("Accept", "text/plain"), 406, bad, ""},
		{"10,000 commas accepted", post("Accept", strings.Repeat(",", 10_000)), 406, bad, ""},
		{"2,000 media types accepted", post("Accept", strings.Repeat("a/b;q=0,", 2_000)+"*/*"), 200, "", ""},
		{"10,000 commas known", get(query, "If-None-Match", strings.Repeat(",", 10_000)), 200, "", ""},
		{"15,000 empty parameters", get("/graphql?" + strings.Repeat("&", 15_000) + "query={__typename}"), 400, bad, ""},
	}
}

// persistMany fills the store of persisted documents with the largest.
func persistMany(t *testing.T, v *victim) string {
	for i := range 2_000 {
		text := fmt.Sprintf("{__typename} #%d%s", i, strings.Repeat("a", 60_000))
		body := fmt.Sprintf(`{"query":%q,"extensions":{"persistedQuery":{"version":1,"sha256Hash":"%x"}}}`, text, sha256.Sum256([]byte(text)))
		v.suffer(t, attack{send: request{body: body}, status: 200})
	}
	return "200"
}

// manyDocuments fills the cache of parsed documents. They are valid, and beyond a limit that is looked at later.
func manyDocuments(format, item string, items int, limit string) func(*testing.T, *victim) string {
	return func(t *testing.T, v *victim) string {
		for i := range 1_000 {
			var all strings.Builder
			for j := range items {
				fmt.Fprintf(&all, item+" ", i, j)
			}
			v.suffer(t, attack{send: document(fmt.Sprintf(format, &all)), status: 400, code: tooComplex, limit: limit})
		}
		return "400 " + tooComplex + " " + limit
	}
}

// abuseWebsocket opens connections that say nothing, nonsense or too much, and one on which too much is asked for.
func abuseWebsocket(t *testing.T, v *victim) string {
	const init = `{"type":"connection_init"}`
	for _, c := range []struct {
		name, says string
		closed     websocket.StatusCode
	}{
		{"nothing", "", 4408},
		{"garbage", "\x01\x02", 4400},
		{"a list", "[]", 4400},
		{"200,000 levels", strings.Repeat("[", 200_000), 4400},
		{"an operation before the beginning", `{"type":"subscribe","id":"1","payload":{"query":"{__typename}"}}`, 4401},
		{"300 KiB", `{"type":"ping","payload":{"x":"` + strings.Repeat("a", 300<<10) + `"}}`, websocket.StatusMessageTooBig},
	} {
		conn := openWebsocket(t, v)
		if c.says != "" {
			writeText(t, conn, c.says)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		_, _, err := conn.Read(ctx)
		cancel()
		if got := websocket.CloseStatus(err); got != c.closed {
			t.Errorf("%s: closed by %d (%v), want %d", c.name, got, err, c.closed)
		}
	}
	conn := openWebsocket(t, v)
	writeText(t, conn, init)
	for i := range 25 {
		writeText(t, conn, fmt.Sprintf(`{"type":"subscribe","id":"%d","payload":{"query":"subscription{knowledgeBaseChanged{revision}}"}}`, i))
	}
	answers := map[string]int{}
	for range 26 {
		_, text, err := conn.Read(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var m struct{ Type string }
		if err := json.Unmarshal(text, &m); err != nil {
			t.Fatal(err)
		}
		if m.Type == "error" && !strings.Contains(string(text), `"RATE_LIMITED"`) {
			t.Errorf("refused without the code RATE_LIMITED: %s", text)
		}
		answers[m.Type]++
	}
	if answers["next"] != 20 || answers["error"] != 5 {
		t.Errorf("of 25 operations at once: %v, want 20 that run and 5 errors", answers)
	}
	return "closed; of 25 operations 20 run"
}

func openWebsocket(t *testing.T, v *victim) *websocket.Conn {
	t.Helper()
	conn, _, err := websocket.Dial(t.Context(), v.url+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}}) //nolint:bodyclose // it becomes the connection
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	return conn
}

func writeText(t *testing.T, conn *websocket.Conn, text string) {
	t.Helper()
	if err := conn.Write(t.Context(), websocket.MessageText, []byte(text)); err != nil {
		t.Fatal(err)
	}
}

// openStreams opens more event streams than there may be, leaves them all, and opens one again.
func openStreams(t *testing.T, v *victim) string {
	subscription := document("subscription{knowledgeBaseChanged{revision}}")
	subscription.headers = []string{"Accept", "text/event-stream"}
	counts := map[int]int{}
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	for range 1_100 {
		answer, err := http.DefaultClient.Do(subscription.to(ctx, v))
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		counts[answer.StatusCode]++
		if answer.StatusCode == http.StatusOK {
			continue
		}
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		if code, limit := examine(t, answer.StatusCode, body); code != "UNAVAILABLE" || limit != "max-streams" || answer.Header.Get("Retry-After") == "" {
			t.Errorf("refused by %s %s, Retry-After %q", code, limit, answer.Header.Get("Retry-After"))
		}
	}
	if counts[200] != 1_000 || counts[503] != 100 {
		t.Errorf("answers by status: %v, want 1,000 of 200 and 100 of 503", counts)
	}
	leave()
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) { // the server sees it in its own time
		answer := v.ask(t, subscription)
		answer.Body.Close()
		if answer.StatusCode == http.StatusOK {
			return fmt.Sprint(counts)
		}
		if time.Now().After(deadline) {
			t.Fatal("no stream can be opened after all have been left")
		}
	}
}

// shedLoad asks for more at once than the server can do: it answers some, and turns the others away in good time.
func shedLoad(t *testing.T, v *victim) string {
	dear := document("{" + aliased(2, `guideline(for:{actor:{code:"2281"}}){html markdown}`) + "}")
	type outcome struct {
		status int
		limit  string
	}
	var mu sync.Mutex
	counts := map[outcome]int{}
	slowest := time.Duration(0)
	var all sync.WaitGroup
	for range 400 {
		all.Go(func() {
			begun := time.Now()
			answer, err := http.DefaultClient.Do(dear.to(t.Context(), v))
			if err != nil {
				t.Error(err)
				return
			}
			defer answer.Body.Close()
			body, err := io.ReadAll(answer.Body)
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			code, limit := examine(t, answer.StatusCode, body)
			counts[outcome{answer.StatusCode, limit}]++
			slowest = max(slowest, time.Since(begun))
			if answer.StatusCode != http.StatusOK && (answer.StatusCode != http.StatusServiceUnavailable || code != "UNAVAILABLE" || answer.Header.Get("Retry-After") == "") {
				t.Errorf("turned away with %d %s, Retry-After %q", answer.StatusCode, code, answer.Header.Get("Retry-After"))
			}
		})
	}
	all.Wait()
	if served := counts[outcome{200, ""}]; served == 0 || served == 400 {
		t.Errorf("%d of 400 answered, want some and not all", served)
	}
	return fmt.Sprintf("%v, slowest %v", counts, slowest.Round(time.Millisecond))
}

// floodVariables sends much that takes more memory than it has bytes, from many at once. All are answered, with whatever.
func floodVariables(t *testing.T, v *victim) string {
	numbers := withVariables("query($i:[ID!]!){nodes(ids:$i){id}}", `{"i":[`+strings.Repeat("1,", 519_999)+"1]}")
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var mu sync.Mutex
	counts := map[int]int{}
	var all sync.WaitGroup
	for range 60 {
		all.Go(func() {
			answer, err := http.DefaultClient.Do(numbers.to(ctx, v))
			if err != nil {
				t.Errorf("no answer: %v", err)
				return
			}
			defer answer.Body.Close()
			body, err := io.ReadAll(answer.Body)
			if err != nil {
				t.Errorf("no whole answer: %v", err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			examine(t, answer.StatusCode, body)
			counts[answer.StatusCode]++
		})
	}
	all.Wait()
	return fmt.Sprint(counts)
}

// dribble keeps connections busy by sending as little as possible, half of them in the headers and half in the body, and
// tells what a client notices that asks meanwhile as it always does.
func dribble(t *testing.T, v *victim) string {
	alone := v.ordinaryLoad(t, time.After(3*time.Second))
	begun := time.Now()
	var all sync.WaitGroup
	lived := make(chan time.Duration, 200)
	for i := range 200 {
		conn, head := v.dial(t), "POST /graphql HTTP/1.1\r\nHost: x\r\n"
		if i%2 == 0 {
			head += "Content-Type: application/json\r\nContent-Length: 10000\r\n\r\n"
		}
		all.Go(func() {
			_, err := io.WriteString(conn, head)
			closed := make(chan struct{})
			go func() { _, _ = io.Copy(io.Discard, conn); close(closed) }()
			for err == nil {
				select {
				case <-closed:
					err = io.EOF
				case <-time.After(300 * time.Millisecond):
					_, err = io.WriteString(conn, "a")
				}
			}
			lived <- time.Since(begun)
		})
	}
	gone := make(chan time.Time)
	go func() { all.Wait(); close(gone) }()
	beside := v.ordinaryLoad(t, gone)
	longest := time.Duration(0)
	for range 200 {
		longest = max(longest, <-lived)
	}
	if longest > 12*time.Second {
		t.Errorf("the last was cut off after %v, want at most 12 s", longest)
	}
	return fmt.Sprintf("cut off after %v; others' p50 %v → %v (×%.2f), p99 %v → %v (×%.2f)", longest.Round(100*time.Millisecond),
		alone.p50, beside.p50, float64(beside.p50)/float64(alone.p50), alone.p99, beside.p99, float64(beside.p99)/float64(alone.p99))
}

type latency struct{ p50, p99 time.Duration }

// ordinaryLoad asks one thing after the other until the end, and tells how long the answers took.
func (v *victim) ordinaryLoad(t *testing.T, end <-chan time.Time) latency {
	t.Helper()
	var took []time.Duration
	for {
		select {
		case <-end:
			slices.Sort(took)
			return latency{took[len(took)/2].Round(time.Microsecond), took[len(took)*99/100].Round(time.Microsecond)}
		default:
		}
		begun := time.Now()
		v.mustBeWell(t)
		took = append(took, time.Since(begun))
	}
}

// readNothing asks for large answers and takes none of them: each is cut off.
func readNothing(t *testing.T, v *victim) string {
	large := document(bothEnds("r%[1]d:relationships(first:1000,where:{validity:ANY}){edges{node{from{...A} to{...A}}}}", aliased(27, "note")))
	head := "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " + strconv.Itoa(len(large.body)) + "\r\n\r\n"
	before := v.goroutines(t)
	begun := time.Now()
	for range 40 {
		conn := v.dial(t)
		_ = conn.(*net.TCPConn).SetReadBuffer(4 << 10) // otherwise the operating system reads for us
		if _, err := io.WriteString(conn, head+large.body); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(time.Second)
	// The server has let go of a connection when it has no goroutine for it; one that was answered would have, waiting
	// for the next request. Some have waited for their turn before their answer was written.
	for v.goroutines(t) > before+5 {
		if time.Since(begun) > 15*time.Second {
			t.Fatalf("%d goroutines, %d before: readers who do not read are not cut off", v.goroutines(t), before)
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Sprintf("all cut off after %v", time.Since(begun).Round(100*time.Millisecond))
}
