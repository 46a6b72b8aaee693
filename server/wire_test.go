package main

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	neturl "net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"kommungraf/internal/kbtest"
)

const (
	small = `{ knowledgeBase { revision } }`
	large = `{ municipalities(first: 50) { edges { node { id name code slug } } } }` // large enough to be compressed
)

// serve runs a server on the reference data.
func serve(t *testing.T, args ...string) (url string, printed *output) {
	t.Helper()
	url, printed, _ = start(t, kbtest.SQLite(t, "loaded"), append(args, "--no-reference", "--drain=0s")...)
	return url, printed
}

// byGET is the address of a query.
func byGET(url, query string) string { return url + "/graphql?query=" + neturl.QueryEscape(query) }

// send sends a request of any kind. Without an Accept-Encoding of its own it asks for no compression.
func send(t *testing.T, method, url, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "identity")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return do(t, r)
}

// firstError is the code and the limit of the first error in an answer.
func firstError(t *testing.T, body string) (code, limit string) {
	t.Helper()
	var answer struct {
		Errors []struct{ Extensions struct{ Code, Limit string } }
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil || len(answer.Errors) == 0 {
		t.Fatalf("no errors: %v %.300s", err, body)
	}
	return answer.Errors[0].Extensions.Code, answer.Errors[0].Extensions.Limit
}

func TestWireRequestsLimited(t *testing.T) {
	url, _ := serve(t, "--rate-requests=5")
	answer, body := post(t, url, `{ rateLimit { name limit remaining window } }`)
	var told struct {
		Data struct {
			RateLimit []struct {
				Name                     string
				Limit, Remaining, Window int
			}
		}
	}
	if err := json.Unmarshal([]byte(body), &told); err != nil || len(told.Data.RateLimit) != 2 {
		t.Fatalf("%v: %s", err, body)
	}
	var policy []string
	for _, b := range told.Data.RateLimit {
		policy = append(policy, fmt.Sprintf("%q;q=%d;w=%d", b.Name, b.Limit, b.Window))
	}
	if got, want := answer.Header.Get("RateLimit-Policy"), strings.Join(policy, ", "); got != want || policy[0] != `"requests";q=5;w=60` {
		t.Errorf("RateLimit-Policy: %s, and the field rateLimit tells %s", got, want)
	}
	if got := answer.Header.Get("RateLimit"); !strings.HasPrefix(got, `"requests";r=4;t=12, "cost";r=`) || told.Data.RateLimit[0].Remaining != 4 {
		t.Errorf("RateLimit: %s, and the field rateLimit tells %+v", got, told.Data.RateLimit)
	}
	for i := range 4 {
		if answer, body := post(t, url, small); answer.StatusCode != http.StatusOK {
			t.Fatalf("request %d: %d %s", i+2, answer.StatusCode, body)
		}
	}
	answer, body = post(t, url, small)
	code, limit := firstError(t, body)
	if answer.StatusCode != http.StatusTooManyRequests || code != "RATE_LIMITED" || limit != "rate-requests" {
		t.Errorf("the sixth request: %d %s", answer.StatusCode, body)
	}
	for name, want := range map[string]string{
		"Retry-After": `^1[0-2]$`, "RateLimit": `^"requests";r=0;t=(60|5\d), `, "RateLimit-Policy": `^"requests";q=5;w=60, `,
		"Cache-Control": `^no-store$`, "Content-Type": `^application/json`,
	} {
		if got := answer.Header.Get(name); !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("the sixth request: %s: %s, want %s", name, got, want)
		}
	}
	for _, path := range []string{"/", "/livez", "/readyz", "/schema.graphql"} { // they cost nothing
		if answer, _ := get(t, url+path); answer.StatusCode != http.StatusOK || answer.Header.Get("RateLimit") != "" {
			t.Errorf("%s: %d, RateLimit %q", path, answer.StatusCode, answer.Header.Get("RateLimit"))
		}
	}
}

func TestWireCostLimited(t *testing.T) {
	url, _ := serve(t, "--rate-cost=50")
	for _, c := range []struct {
		name, query string
		status      int
		retry       bool
	}{
		{"within the budget", `{ municipalities(first: 40) { edges { node { name } } } }`, 200, false},
		{"more than is left", `{ municipalities(first: 30) { edges { node { name } } } }`, 429, true},
		{"more than there can be", `{ municipalities(first: 60) { edges { node { name } } } }`, 429, false},
		{"for nothing", `{ __typename }`, 200, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer, body := post(t, url, c.query)
			if answer.StatusCode != c.status || (answer.Header.Get("Retry-After") != "") != c.retry {
				t.Errorf("%d, Retry-After %q: %.300s", answer.StatusCode, answer.Header.Get("Retry-After"), body)
			}
			if c.status == 200 {
				return
			}
			if code, limit := firstError(t, body); code != "RATE_LIMITED" || limit != "rate-cost" {
				t.Errorf("%s", body)
			}
		})
	}
}

func TestWireProxies(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		want [3]int // answers to a client, to the same again, and to another
	}{
		"trusted": {[]string{"--trusted-proxies=127.0.0.1"}, [3]int{200, 429, 200}},
		"unknown": {[]string{"--trusted-proxies=10.0.0.0/8"}, [3]int{200, 429, 429}},
		"none":    {nil, [3]int{200, 429, 429}},
	} {
		t.Run(name, func(t *testing.T) {
			url, _ := serve(t, append(c.args, "--rate-requests=1")...)
			var got [3]int
			for i, client := range []string{"203.0.113.1", "203.0.113.1", "203.0.113.2"} {
				answer, _ := get(t, byGET(url, small), "X-Forwarded-For", client)
				got[i] = answer.StatusCode
			}
			if got != c.want {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

func TestWireKept(t *testing.T) {
	location := kbtest.SQLite(t, "loaded")
	url, _, _ := start(t, location, "--no-reference", "--drain=0s")
	encodings := []string{"identity", "gzip", "zstd"}
	tags := map[string]string{}
	for _, encoding := range encodings {
		answer, body := send(t, "GET", byGET(url, large), "", "Accept-Encoding", encoding)
		tags[encoding] = answer.Header.Get("ETag")
		if answer.StatusCode != http.StatusOK || tags[encoding] == "" || answer.Header.Get("Cache-Control") != "public, max-age=60" {
			t.Fatalf("%s: %d %v %.100s", encoding, answer.StatusCode, answer.Header, body)
		}
	}
	if tags["identity"] == tags["gzip"] {
		t.Errorf("the compressed answer has the strong tag of the plain one: %v", tags)
	}
	ask := func(encoding, known string) (*http.Response, string) {
		return send(t, "GET", byGET(url, large), "", "Accept-Encoding", encoding, "If-None-Match", known)
	}
	for _, encoding := range encodings {
		for _, known := range []string{tags[encoding], `"other", W/` + tags[encoding]} {
			answer, body := ask(encoding, known)
			if answer.StatusCode != http.StatusNotModified || body != "" || answer.Header.Get("ETag") != tags[encoding] {
				t.Errorf("%s, If-None-Match: %s: %d, ETag %s, %d bytes", encoding, known, answer.StatusCode, answer.Header.Get("ETag"), len(body))
			}
			if answer.Header.Get("Content-Encoding") != "" || answer.Header.Get("Cache-Control") != "public, max-age=60" || !varies(answer) {
				t.Errorf("%s: 304 with %v", encoding, answer.Header)
			}
		}
	}
	if answer, _ := ask("identity", `"other"`); answer.StatusCode != http.StatusOK {
		t.Errorf("another tag: %d", answer.StatusCode)
	}
	write(t, location)
	// The server learns of what another program wrote within a tenth of a second.
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if answer, _ := ask("identity", tags["identity"]); answer.StatusCode == http.StatusOK {
			break
		}
	}
	for _, encoding := range encodings {
		if answer, body := ask(encoding, tags[encoding]); answer.StatusCode != http.StatusOK || body == "" || answer.Header.Get("ETag") == tags[encoding] {
			t.Errorf("%s, after a write: %d, ETag %s, %d bytes", encoding, answer.StatusCode, answer.Header.Get("ETag"), len(body))
		}
	}
}

// varies tells whether caches are told by what they must keep an answer apart from others.
func varies(answer *http.Response) bool {
	vary := strings.Join(answer.Header.Values("Vary"), ", ")
	return regexp.MustCompile(`\bAccept\b(?:[^-]|$)`).MatchString(vary) && strings.Contains(vary, "Accept-Encoding")
}

func TestWireNotKept(t *testing.T) {
	url, _ := serve(t)
	for name, c := range map[string]struct{ method, query string }{
		"POST":                        {"POST", small},
		"POST of errors":              {"POST", "{"},
		"syntax error":                {"GET", "{"},
		"invalid":                     {"GET", "{ nothing }"},
		"error of an argument":        {"GET", "{ municipalities(first: 2, last: 2) { totalCount } }"},
		"error of one field":          {"GET", `{ knowledgeBase { revision } node(id: "nonsense") { id } }`},
		"budget":                      {"GET", "{ rateLimit { remaining } }"},
		"budget under another name":   {"GET", "{ ...f } fragment f on Query { ... { all: rateLimit { remaining } } }"},
		"subscription that is no SSE": {"GET", revisions},
		"another method":              {"PUT", small},
	} {
		t.Run(name, func(t *testing.T) {
			to, body := byGET(url, c.query), ""
			if c.method == "POST" {
				text, err := json.Marshal(map[string]string{"query": c.query})
				if err != nil {
					t.Fatal(err)
				}
				to, body = url+"/graphql", string(text)
			}
			answer, text := send(t, c.method, to, body, "Content-Type", "application/json")
			if answer.Header.Get("Cache-Control") != "no-store" || answer.Header.Get("ETag") != "" || !varies(answer) {
				t.Errorf("%d %v %.300s", answer.StatusCode, answer.Header, text)
			}
		})
	}
}

func TestWireCompressed(t *testing.T) {
	url, _ := serve(t)
	decoders := map[string]func(io.Reader) (io.Reader, error){
		"":     func(r io.Reader) (io.Reader, error) { return r, nil },
		"gzip": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		"zstd": func(r io.Reader) (io.Reader, error) { return zstd.NewReader(r) },
	}
	_, plain := send(t, "GET", byGET(url, large), "")
	for accepted, encoding := range map[string]string{
		"identity": "", "gzip": "gzip", "zstd": "zstd", "gzip, deflate, br, zstd": "zstd", "gzip;q=0": "", "br": "",
	} {
		t.Run(accepted, func(t *testing.T) {
			answer, body := send(t, "GET", byGET(url, large), "", "Accept-Encoding", accepted)
			if got := answer.Header.Get("Content-Encoding"); got != encoding || !varies(answer) {
				t.Fatalf("Content-Encoding %q, want %q; Vary %q", got, encoding, answer.Header.Values("Vary"))
			}
			decoded, err := decoders[encoding](strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			if text, err := io.ReadAll(decoded); err != nil || string(text) != plain {
				t.Errorf("%v: %d bytes, want %d: %.200s", err, len(text), len(plain), text)
			}
			if encoding != "" && len(body) >= len(plain)/2 {
				t.Errorf("%d bytes of %d are left", len(body), len(plain))
			}
		})
	}
}

// The first event comes while the stream is open, and as it is: a compressor would wait for more.
func TestWireEventsAtOnce(t *testing.T) {
	url, _ := serve(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, byGET(url, revisions), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Accept-Encoding", "gzip, zstd")
	sent := time.Now()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	const want = "event: next\ndata: {\"data\":{\"knowledgeBaseChanged\":{\"revision\":1}}"
	got := make([]byte, len(want))
	if _, err := io.ReadFull(answer.Body, got); err != nil || string(got) != want {
		t.Errorf("%v: %q", err, got)
	}
	t.Logf("the first event came %v after the request", time.Since(sent))
	if encoding := answer.Header.Get("Content-Encoding"); encoding != "" || answer.Header.Get("Content-Type") != "text/event-stream; charset=utf-8" {
		t.Errorf("%v", answer.Header)
	}
}

// Browsers, and Go, offer to take compressed answers with every request, that for a WebSocket too.
func TestWireWebsocketThatTakesGzip(t *testing.T) {
	url, _ := serve(t)
	if first := connect(t, url).next(t); first != 1 {
		t.Errorf("told of revision %d, want 1", first)
	}
}

// A table is taken away under a running server, which has to say so in its log, and to its clients no more than where to look.
func TestWireInternalError(t *testing.T) {
	databases := map[string]func(testing.TB, string) string{"sqlite": kbtest.SQLite, "postgres": kbtest.Postgres}
	for name, database := range databases {
		t.Run(name, func(t *testing.T) {
			location := database(t, "loaded")
			if name == "postgres" {
				location += "&password=hemlighet" // which the server does not ask for
			}
			url, printed, stop := start(t, location, "--no-reference", "--drain=0s", "--log-format=json")
			hideActors(t, location)
			const id = "postgres://someone:hemlighet@db/kb" // the one text of a client's that the log repeats
			answer, body := send(t, "POST", url+"/graphql", `{"query":"{ municipality(code: \"2281\") { name } }"}`,
				"Content-Type", "application/json", "X-Request-Id", id)
			var told struct {
				Errors []struct {
					Extensions struct{ Code, Request string }
				}
			}
			if err := json.Unmarshal([]byte(body), &told); err != nil || len(told.Errors) != 1 {
				t.Fatalf("%v: %s", err, body)
			}
			if e := told.Errors[0].Extensions; e.Code != "INTERNAL" || e.Request != id || answer.Header.Get("X-Request-Id") != id {
				t.Errorf("X-Request-Id %s: %s", answer.Header.Get("X-Request-Id"), body)
			}
			for _, word := range []string{"actors", "table", "relation", "pq:", "SQL"} {
				if strings.Contains(body, word) {
					t.Errorf("a client is told %q: %s", word, body)
				}
			}
			stop()
			var found []string
			for line := range strings.Lines(printed.String()) {
				var entry struct{ Msg, Request, Error string }
				if strings.HasPrefix(line, "{") && json.Unmarshal([]byte(line), &entry) != nil {
					t.Errorf("not a line of JSON: %s", line)
				}
				if entry.Msg == "internal error" {
					found = append(found, entry.Request+" "+entry.Error)
				}
			}
			if len(found) != 1 || !strings.HasPrefix(found[0], "postgres://someone:xxxxx@db/kb ") || !strings.Contains(found[0], "actors") {
				t.Errorf("the log tells of %q", found)
			}
			if strings.Contains(printed.String(), "hemlighet") {
				t.Errorf("a secret is printed:\n%s", printed)
			}
		})
	}
}

// hideActors takes a table away.
func hideActors(t *testing.T, location string) {
	t.Helper()
	tx, err := kbtest.MustOpen(t, location).Client.Tx(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = tx.ExecContext(t.Context(), "ALTER TABLE actors RENAME TO hidden")
	if err := errors.Join(err, tx.Commit()); err != nil {
		t.Fatal(err)
	}
}

func TestWireRequestID(t *testing.T) {
	url, _ := serve(t)
	for given, kept := range map[string]bool{"a-1": true, strings.Repeat("x", 64): true, strings.Repeat("x", 65): false, "a b": false, "å": false, "": false} {
		answer, _ := get(t, url+"/livez", "X-Request-Id", given)
		if got := answer.Header.Get("X-Request-Id"); got == "" || (got == given) != kept {
			t.Errorf("X-Request-Id %q: %q", given, got)
		}
	}
}

func TestWireMetrics(t *testing.T) {
	url, printed := serve(t, "--private=127.0.0.1:0", "--max-aliases=2", "--kept-answers=0") // which are no operations
	at := regexp.MustCompile(`metrics and profiles at (http://127\.0\.0\.1:\d+)`).FindStringSubmatch(printed.String())
	if at == nil {
		t.Fatalf("no private address:\n%s", printed)
	}
	private := at[1]
	for _, query := range []string{
		`query OfSomeone { knowledgeBase { revision } }`, `query OfSomeone { knowledgeBase { revision } }`,
		`query OfSomeone { a: knowledgeBase { revision } b: knowledgeBase { revision } c: knowledgeBase { revision } }`,
	} {
		post(t, url, query)
	}
	get(t, url+"/nothing/of/ours")
	_, metrics := get(t, private+"/metrics")
	for _, line := range []string{
		`kommungraf_operations_total{outcome="ok"} 2`,
		`kommungraf_operations_seconds_count{kind="query",transport="post"} 2`,
		`kommungraf_limits_total{limit="max-aliases"} 1`,
		`kommungraf_refused_total{code="QUERY_TOO_COMPLEX"} 1`,
		`kommungraf_cache_lookups_total{cache="document",result="hit"} 1`,
		`kommungraf_cache_lookups_total{cache="document",result="miss"} 2`,
		`kommungraf_http_responses_total{class="2xx",route="/graphql"} 3`,
		`kommungraf_http_responses_total{class="4xx",route="other"} 1`,
		`kommungraf_knowledge_base_revision 1`,
	} {
		if !strings.Contains(metrics, "\n"+line+"\n") {
			name, _, _ := strings.Cut(line, "{")
			t.Errorf("no %s among\n%s", line, strings.Join(regexp.MustCompile(`(?m)^`+name+`\b.*$`).FindAllString(metrics, -1), "\n"))
		}
	}
	if !regexp.MustCompile(`(?m)^kommungraf_sql_statements_total\{outcome="ok"\} [1-9]`).MatchString(metrics) {
		t.Error("no statements")
	}
	for _, name := range []string{"OfSomeone", "nothing/of/ours"} {
		if strings.Contains(metrics, name) {
			t.Errorf("the metrics hold %q, a word of a client", name)
		}
	}
	for _, path := range []string{"/metrics", "/debug/pprof/", "/debug/pprof/heap"} {
		if answer, _ := get(t, private+path); answer.StatusCode != http.StatusOK {
			t.Errorf("private %s: %d", path, answer.StatusCode)
		}
		if answer, body := get(t, url+path); answer.StatusCode != http.StatusNotFound || strings.Contains(body, "kommungraf_") {
			t.Errorf("public %s: %d", path, answer.StatusCode)
		}
	}
}

func TestWireMethods(t *testing.T) {
	url, _ := serve(t)
	t.Run("preflight", func(t *testing.T) {
		answer, body := send(t, "OPTIONS", url+"/graphql", "", "Origin", "https://example.org",
			"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type,traceparent")
		h := answer.Header
		if answer.StatusCode != http.StatusNoContent || body != "" || h.Get("Access-Control-Allow-Origin") != "*" ||
			h.Get("Access-Control-Allow-Methods") != "POST" || h.Get("Access-Control-Allow-Headers") != "content-type,traceparent" ||
			h.Get("Access-Control-Max-Age") != "86400" || h.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%d %v", answer.StatusCode, h)
		}
	})
	t.Run("preflight of what is not allowed", func(t *testing.T) {
		for name, asked := range map[string][]string{"DELETE": {"DELETE", ""}, "a header": {"POST", "authorization"}} {
			answer, _ := send(t, "OPTIONS", url+"/graphql", "", "Origin", "https://example.org",
				"Access-Control-Request-Method", asked[0], "Access-Control-Request-Headers", asked[1])
			if answer.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s: %v", name, answer.Header)
			}
		}
	})
	t.Run("OPTIONS", func(t *testing.T) {
		answer, _ := send(t, "OPTIONS", url+"/graphql", "")
		if answer.StatusCode/100 != 2 || answer.Header.Get("Allow") != "GET, HEAD, POST, OPTIONS" {
			t.Errorf("%d, Allow %q", answer.StatusCode, answer.Header.Get("Allow"))
		}
	})
	t.Run("another method", func(t *testing.T) {
		answer, body := send(t, "DELETE", url+"/graphql", "")
		if code, _ := firstError(t, body); answer.StatusCode != http.StatusMethodNotAllowed || answer.Header.Get("Allow") == "" || code != "BAD_USER_INPUT" {
			t.Errorf("%d %v %s", answer.StatusCode, answer.Header, body)
		}
	})
	t.Run("HEAD", func(t *testing.T) {
		for _, query := range []string{small, large} {
			whole, body := send(t, "GET", byGET(url, query), "")
			head, nothing := send(t, "HEAD", byGET(url, query), "")
			if head.StatusCode != http.StatusOK || nothing != "" || head.ContentLength != int64(len(body)) {
				t.Errorf("%d, Content-Length %d, %q; GET has %d bytes", head.StatusCode, head.ContentLength, nothing, len(body))
			}
			for _, name := range []string{"ETag", "Cache-Control", "Content-Type"} {
				if got, want := head.Header.Get(name), whole.Header.Get(name); got != want || got == "" {
					t.Errorf("%s: %q, and of GET %q", name, got, want)
				}
			}
		}
	})
}

// Limits of time are too short here for anything to be in time.
func TestWireTimeouts(t *testing.T) {
	for limit, setting := range map[string]string{"operation-timeout": "1ns", "statement-timeout": "1ns"} {
		t.Run(limit, func(t *testing.T) {
			url, _ := serve(t, "--"+limit+"="+setting)
			const query = `{ municipalities(first: 290) { edges { node { name memberOf(first: 10) { edges { node { other { name } } } } } } } }`
			answer, body := post(t, url, query)
			code, named := firstError(t, body)
			if code != "UNAVAILABLE" || named != limit || answer.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%d %.500s", answer.StatusCode, body)
			}
			if strings.Contains(body, "interrupt") || strings.Contains(body, "context") {
				t.Errorf("the words of a driver: %.500s", body)
			}
		})
	}
}
