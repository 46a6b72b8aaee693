package wire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"pgregory.net/rapid"

	"kommungraf/internal/problem"
)

// answered is a request and what is true of its answer.
type answered struct {
	method, target, body string
	header               http.Header // Content-Type is set where it is left out
	status               int
	want                 http.Header
	says                 string // a part of the body
}

const (
	query        = "/?query=%7Ba%7D"
	mutation     = "/?query=mutation%7Ba%7D"
	subscription = `{"query":"subscription{a}"}`
)

func TestStatuses(t *testing.T) {
	const post = `{"query":"{a}"}`
	accepts := func(media string) http.Header { return http.Header{"Accept": {media}} }
	for name, test := range map[string]answered{
		"get":            {target: query, status: 200, want: http.Header{"Content-Type": {"application/json; charset=utf-8"}, "Content-Length": {"16"}, "Cache-Control": {"no-store"}, "X-Content-Type-Options": {"nosniff"}}, says: `{"data":{"a":1}}`},
		"head":           {method: "HEAD", target: query, status: 200, want: http.Header{"Content-Length": {"16"}}},
		"post":           {method: "POST", body: post, status: 200, want: http.Header{"Vary": {"Accept"}}, says: `{"data":{"a":1}}`},
		"later type":     {method: "POST", body: post, header: accepts(mediaResponse), status: 200, want: http.Header{"Content-Type": {"application/graphql-response+json; charset=utf-8"}}},
		"several Accept": {target: query, header: http.Header{"Accept": {"image/png", mediaResponse}}, status: 200, want: http.Header{"Content-Type": {"application/graphql-response+json; charset=utf-8"}}},
		"mutation":       {method: "POST", body: `{"query":"mutation{a}"}`, status: 200, says: `{"a":1}`},
		"charset":        {method: "POST", body: post, header: http.Header{"Content-Type": {"application/json; charset=UTF-8"}}, status: 200},
		"identity":       {method: "POST", body: post, header: http.Header{"Content-Encoding": {"identity"}}, status: 200},

		"not acceptable":           {target: query, header: accepts("image/png"), status: 406, says: "accept application/graphql-response+json"},
		"put":                      {method: "PUT", status: 405, want: http.Header{"Allow": {"GET, HEAD, POST, OPTIONS"}}, says: "PUT is not allowed"},
		"long method":              {method: strings.Repeat("X", 1000), status: 405, says: strings.Repeat("X", 20) + " is not"},
		"mutation by get":          {target: mutation, status: 405, want: http.Header{"Allow": {"POST"}}, says: "use POST"},
		"mutation by head":         {method: "HEAD", target: mutation, status: 405, want: http.Header{"Allow": {"POST"}}},
		"mutation by get, later":   {target: mutation, header: accepts(mediaResponse), status: 405},
		"subscription":             {method: "POST", body: subscription, status: 200, says: "accept text/event-stream"},
		"subscription, later type": {method: "POST", body: subscription, header: accepts(mediaResponse), status: 400},
		"subscription by get":      {target: "/?query=subscription%7Ba%7D", header: accepts(mediaResponse), status: 400},
		"invalid":                  {method: "POST", body: `{"query":"{b}"}`, status: 200, says: `{"errors":[`},
		"invalid, later type":      {method: "POST", body: `{"query":"{b}"}`, header: accepts(mediaResponse), status: 400, says: `{"errors":[`},
		"no syntax":                {method: "POST", body: `{"query":"{"}`, header: accepts(mediaResponse), status: 400},
		"no operation":             {method: "POST", body: `{"query":"query A{a}","operationName":"B"}`, header: accepts(mediaResponse), status: 400},

		"no Content-Type":    {method: "POST", body: post, header: http.Header{"Content-Type": {""}}, status: 415, says: "send application/json"},
		"form":               {method: "POST", body: "query={a}", header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, status: 415},
		"multipart":          {method: "POST", body: post, header: http.Header{"Content-Type": {"multipart/form-data; boundary=x"}}, status: 415},
		"text":               {method: "POST", body: post, header: http.Header{"Content-Type": {"text/plain"}}, status: 415},
		"other charset":      {method: "POST", body: post, header: http.Header{"Content-Type": {"application/json; charset=latin1"}}, status: 415},
		"broken type":        {method: "POST", body: post, header: http.Header{"Content-Type": {"application/json; =;"}}, status: 415},
		"compressed":         {method: "POST", body: post, header: http.Header{"Content-Encoding": {"gzip"}}, status: 415, says: "compressed"},
		"refused as a later": {method: "POST", body: post, header: http.Header{"Content-Encoding": {"gzip"}, "Accept": {mediaResponse}}, status: 415, want: http.Header{"Content-Type": {mediaResponse + "; charset=utf-8"}}},
		"refused stream":     {method: "POST", body: post, header: http.Header{"Content-Encoding": {"gzip"}, "Accept": {mediaEvents}}, status: 415, want: http.Header{"Content-Type": {mediaJSON + "; charset=utf-8"}}},

		"no query":             {target: "/", status: 400, says: "there is no query"},
		"broken address":       {target: "/?query=%7Ba%7D&x=%zz", status: 400, says: "address"},
		"address no UTF-8":     {target: "/?query=%7Ba%7D%23%ff", status: 400, says: "address"},
		"semicolon":            {target: "/?query=%7Ba%7D;x=1", status: 400, says: "address"},
		"variables by get":     {target: query + "&variables=%7B%7D&extensions=%7B%7D&operationName=", status: 200},
		"no variables by get":  {target: query + "&variables=%5B%5D", status: 400, says: "variables: "},
		"two variables":        {target: query + "&variables=%7B%7D%7B%7D", status: 400, says: "more than one"},
		"broken variables":     {target: query + "&variables=%7B", status: 400, says: "variables: "},
		"no extensions by get": {target: query + "&extensions=1", status: 400, says: "extensions: "},
		"a body with a get":    {target: query, body: "x", status: 200},
	} {
		t.Run(name, func(t *testing.T) { test.check(t, endpoint(t, Options{}, once(`{"a":1}`))) })
	}
}

func (test answered) check(t *testing.T, h http.Handler) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), test.method, "/", strings.NewReader(test.body))
	if test.target != "" {
		r.URL, _ = url.Parse(test.target)
	}
	r.Header.Set("Content-Type", mediaJSON)
	maps.Copy(r.Header, test.header)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != test.status || !strings.Contains(w.Body.String(), test.says) {
		t.Errorf("status %d, want %d: %s", w.Code, test.status, w.Body)
	}
	for name := range test.want {
		if diff := cmp.Diff(test.want.Get(name), w.Header().Get(name)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	return w
}

func TestBodies(t *testing.T) {
	deep := strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000)
	for body, status := range map[string]int{
		` {"query":"{a}"} ` + "\r\n\t":                       200,
		`{"query":"{a}","variables":null,"extensions":null}`: 200,
		`{"query":"{a}","operationName":null}`:               200,
		`{"query":"{a}","id":[1],"new":{}}`:                  200,
		`{"query":"{b}","query":"{a}"}`:                      200, // the last one counts, as JSON readers have it
		`{"query":"{\u0061}"}`:                               200,
		``:                                                   400,
		` `:                                                  400,
		`null`:                                               400,
		`true`:                                               400,
		`0`:                                                  400,
		`"{a}"`:                                              400,
		`[]`:                                                 400,
		`[{"query":"{a}"}]`:                                  400,
		`{}`:                                                 400,
		`{"query":null}`:                                     400,
		`{"query":1}`:                                        400,
		`{"query":["{a}"]}`:                                  400,
		`{"query":"{a}"`:                                     400,
		`{"query":"{a}"}{}`:                                  400,
		`{"query":"{a}"} x`:                                  400,
		`{"query":"{a}",}`:                                   400,
		`{'query':'{a}'}`:                                    400,
		"\ufeff" + `{"query":"{a}"}`:                         400,
		"{\"query\":\"{a}\",\"x\":\"\xff\"}":                 400,
		`{"query":"{a}","operationName":1}`:                  400,
		`{"query":"{a}","variables":[]}`:                     400,
		`{"query":"{a}","variables":""}`:                     400,
		`{"query":"{a}","variables":1}`:                      400,
		`{"query":"{a}","extensions":[]}`:                    400,
		`{"query":"{a}","extensions":"x"}`:                   400,
		`{"query":"{a}","variables":{"x":` + deep + `}}`:                      400,
		`{"extensions":{"persistedQuery":{}}}`:                                200, // refused by who knows of those
		`{"query":"","extensions":{"persistedQuery":{}}}`:                     200,
		`{"query":"{a}","variables":{"x":` + strings.Repeat("9", 9999) + `}}`: 200,
	} {
		t.Run(fmt.Sprintf("%.60q", body), func(t *testing.T) {
			answered{method: "POST", body: body, status: status}.check(t, endpoint(t, Options{}, once(`{}`)))
		})
	}
}

func TestLongBodies(t *testing.T) {
	body := `{"query":"{a}"}`
	for most, status := range map[int]int{len(body): 200, len(body) - 1: 413} {
		h := endpoint(t, Options{MaxBody: int64(most)}, once(`{}`))
		for name, length := range map[string]int64{"told": int64(len(body)), "not told": -1} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(body))
			r.Header.Set("Content-Type", mediaJSON)
			r.ContentLength = length
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != status || (status == 413) != strings.Contains(w.Body.String(), "than the 14 bytes") {
				t.Errorf("its length %s, status %d, want %d: %s", name, w.Code, status, w.Body)
			}
		}
	}
}

func TestHalfABody(t *testing.T) {
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", io.MultiReader(strings.NewReader(`{"query":`), iotest.ErrReader(io.ErrUnexpectedEOF)))
	r.Header.Set("Content-Type", mediaJSON)
	w := httptest.NewRecorder()
	endpoint(t, Options{MaxBody: 100}, once(`{}`)).ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "before it was whole") {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
}

func TestReadsRequest(t *testing.T) {
	const variables, extensions = `{"n":12345678901234567890,"f":1.50,"s":"å"}`, `{"e":[1e400]}`
	want := &graphql.RawParams{
		Query: "query Q {a}", OperationName: "Q",
		Variables:  map[string]any{"n": json.Number("12345678901234567890"), "f": json.Number("1.50"), "s": "å"},
		Extensions: map[string]any{"e": []any{json.Number("1e400")}},
	}
	asked := url.Values{"query": {want.Query}, "operationName": {"Q"}, "variables": {variables}, "extensions": {extensions}}
	for _, test := range []answered{
		{target: "/?" + asked.Encode(), status: 200},
		{method: "POST", body: `{"query":"query Q {a}","operationName":"Q","variables":` + variables + `,"extensions":` + extensions + `}`, status: 200},
	} {
		seen := &seeing{}
		h := endpoint(t, Options{}, once(`{}`))
		seen.GraphExecutor, h.exec = h.exec, seen
		test.header = http.Header{"X-Mark": {"1"}}
		test.check(t, h)
		if seen.params.Headers.Get("X-Mark") != "1" || seen.params.ReadTime.Start.IsZero() {
			t.Errorf("headers %v, read at %v", seen.params.Headers, seen.params.ReadTime)
		}
		seen.params.Headers, seen.params.ReadTime = nil, graphql.TraceTiming{}
		if diff := cmp.Diff(want, seen.params); diff != "" {
			t.Error(diff)
		}
	}
}

func TestNamesTransport(t *testing.T) {
	for want, test := range map[string]answered{
		"get":  {target: query, status: 200},
		"post": {method: "POST", body: `{"query":"{a}"}`, status: 200},
		"sse":  {target: query, header: http.Header{"Accept": {mediaEvents}}, status: 200},
	} {
		got := ""
		test.check(t, endpoint(t, Options{}, func(ctx context.Context) graphql.ResponseHandler {
			got = TransportOf(ctx)
			return once(`{}`)(ctx)
		}))
		if got != want {
			t.Errorf("a request by %s is named %q", want, got)
		}
	}
}

// Who is to come back later is told when, by a status that all understand.
func TestComeBackLater(t *testing.T) {
	limited := &problem.Error{Code: problem.RateLimited, Message: "later", Retry: 1500 * time.Millisecond}
	busy := &problem.Error{Code: problem.Unavailable, Message: "busy"}
	unknown := &problem.Error{Code: problem.PersistedAbsent, Message: "PersistedQueryNotFound"}
	for _, media := range offered {
		for _, test := range []struct {
			err    error
			status int
			retry  string
		}{
			{limited, 429, "2"},
			{busy, 503, ""},
		} {
			h := endpoint(t, Options{}, once(`{}`))
			h.exec = refusing{h.exec, test.err}
			w := answered{target: query, header: http.Header{"Accept": {media}}, status: test.status, says: `{"errors":[{"message":"`}.check(t, h)
			if got := w.Header().Get("Retry-After"); got != test.retry {
				t.Errorf("%s: Retry-After %q, want %q", media, got, test.retry)
			}
		}
	}
	h := endpoint(t, Options{}, once(`{}`))
	h.exec = refusing{h.exec, unknown}
	for _, media := range offered[:2] {
		answered{target: query, header: http.Header{"Accept": {media}}, status: 200, says: "PersistedQueryNotFound"}.check(t, h)
	}
}

func TestFullGate(t *testing.T) {
	h := endpoint(t, Options{Gate: NewGate(1, 0, 0)}, once(`{"a":1}`))
	leave := enter(t, h.Gate)
	for _, media := range offered {
		answered{target: query, header: http.Header{"Accept": {media}}, status: 503, want: http.Header{"Retry-After": {"1"}}, says: "try again"}.check(t, h)
	}
	leave()
	for range 3 { // each gives its place back
		answered{target: query, status: 200}.check(t, h)
		answered{method: "POST", body: `{"query":"{b}"}`, status: 200}.check(t, h)
	}
}

// The gate is for the work: neither a slow reader nor a subscription holds a place.
func TestGateIsForWork(t *testing.T) {
	h := endpoint(t, Options{Gate: NewGate(1, 0, 0)}, nil)
	free := func() {
		t.Helper()
		enter(t, h.Gate)()
	}
	h.exec = endpoint(t, Options{}, once(`{}`)).exec
	h.run(graphql.StartOperationTrace(t.Context()), &graphql.RawParams{Query: "{a}"}, func(*graphql.Response) bool { free(); return true })
	h.exec = endpoint(t, Options{}, func(ctx context.Context) graphql.ResponseHandler { free(); return once(`{}`)(ctx) }).exec
	h.run(graphql.StartOperationTrace(t.Context()), &graphql.RawParams{Query: "subscription{a}"}, func(*graphql.Response) bool { return true })
}

func TestOperationTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var cause error
		h := endpoint(t, Options{Operation: 5 * time.Second}, func(ctx context.Context) graphql.ResponseHandler {
			select {
			case <-ctx.Done():
				cause = context.Cause(ctx)
			case <-time.After(time.Minute):
				cause = nil
			}
			return once(`{}`)(ctx)
		})
		start := time.Now()
		// What comes too late is not given any more.
		answered{target: query, status: 503, says: "longer than the 5s"}.check(t, h)
		p, _ := errors.AsType[*problem.Error](cause)
		if time.Since(start) != 5*time.Second || p == nil || p.Limit != "operation-timeout" || !strings.Contains(p.Message, "5s") {
			t.Errorf("after %v: %v", time.Since(start), cause)
		}
		h.run(graphql.StartOperationTrace(t.Context()), &graphql.RawParams{Query: "subscription{a}"}, func(*graphql.Response) bool { return false })
		if cause != nil {
			t.Errorf("a subscription ends: %v", cause)
		}
	})
}

func TestErrorsInAnswer(t *testing.T) {
	for most, omitted := range map[int]string{0: "", 3: "", 2: `,"extensions":{"errorsOmitted":1}}`, 1: `,"extensions":{"errorsOmitted":2}}`} {
		w := answered{method: "POST", body: `{"query":"{b c d}"}`, status: 200}.check(t, endpoint(t, Options{Errors: most}, once(`{}`)))
		want := 3
		if most > 0 {
			want = most
		}
		if got := strings.Count(w.Body.String(), "Cannot query"); got != want || !strings.HasSuffix(w.Body.String(), "]"+omitted) && omitted != "" || omitted == "" && strings.Contains(w.Body.String(), "Omitted") {
			t.Errorf("of 3 errors, %d at most: %s", most, w.Body)
		}
	}
}

func TestPanics(t *testing.T) {
	for name, header := range map[string]http.Header{"answer": nil, "later type": {"Accept": {mediaResponse}}, "stream": {"Accept": {mediaEvents}}} {
		t.Run(name, func(t *testing.T) {
			h := endpoint(t, Options{Gate: NewGate(1, 0, 0), Streams: 1, Tag: state("1")}, func(context.Context) graphql.ResponseHandler { panic("secret") })
			for range 2 { // the places that were taken are given back
				w := answered{target: query, header: header, status: 500, want: http.Header{"Cache-Control": {"no-store"}, "ETag": {""}}, says: `{"errors":[{"message":"masked"}]}`}.check(t, h)
				if strings.Contains(w.Body.String(), "secret") {
					t.Error(w.Body)
				}
			}
		})
	}
	defer func() {
		if err := recover(); err != http.ErrAbortHandler { //nolint:errorlint // it is what net/http knows a torn connection by
			t.Errorf("the server is not told to tear the connection, but %v", err)
		}
	}()
	answered{target: query}.check(t, endpoint(t, Options{}, func(context.Context) graphql.ResponseHandler { panic(http.ErrAbortHandler) }))
}

func TestKeptAnswers(t *testing.T) {
	asked := 0
	now := "1"
	h := endpoint(t, Options{Tag: func(context.Context) string { return now }}, func(ctx context.Context) graphql.ResponseHandler {
		asked++
		return once(`{"a":1}`)(ctx)
	})
	get := func(target string, header http.Header, status int) string {
		t.Helper()
		w := answered{target: target, header: header, status: status}.check(t, h)
		if control, tag := w.Header().Get("Cache-Control"), w.Header().Get("ETag"); control != "public, max-age=60" || len(tag) < 20 {
			t.Errorf("ETag %s, Cache-Control %s", tag, control)
		}
		if status == http.StatusNotModified && w.Body.Len() > 0 {
			t.Errorf("nothing has changed, and still: %s", w.Body)
		}
		return w.Header().Get("ETag")
	}
	tag := get(query, nil, 200)
	if again := get(query, nil, 200); again != tag || asked != 2 {
		t.Errorf("asked %d times, %s and then %s", asked, tag, again)
	}
	gzip := strings.TrimSuffix(tag, `"`) + `-gzip"`
	for header, shown := range map[string]string{
		tag: tag, "W/" + tag: tag, `"x", ` + tag: tag, `"x",W/"y",W/` + tag + `,"z"`: tag, " " + tag + " ": tag, gzip: gzip, "W/" + gzip: gzip,
	} {
		if got := get(query, http.Header{"If-None-Match": {header}}, 304); got != shown {
			t.Errorf("%s is shown as %s", header, got)
		}
	}
	if asked != 2 {
		t.Error("what has not changed was executed")
	}
	for _, header := range []string{``, `*`, `"x"`, `"`, `,`, strings.Trim(tag, `"`), `"x` + tag[2:], `W/"-gzip"`, strings.TrimSuffix(tag, `"`)} {
		get(query, http.Header{"If-None-Match": {header}}, 200)
	}
	for name, other := range map[string]string{
		"variables": get(query+"&variables=%7B%7D", nil, 200), "media type": get(query, http.Header{"Accept": {mediaResponse}}, 200),
		"state": func() string { now = "2"; return get(query, http.Header{"If-None-Match": {tag}}, 200) }(),
	} {
		if other == tag {
			t.Errorf("another %s has the same tag", name)
		}
	}
}

// What is of no use to anyone else, or may be otherwise the next time, has no name by which it could be known.
func TestAnswersThatAreNotKept(t *testing.T) {
	kept := Options{Tag: state("1")}
	never := Options{Tag: state("1"), Keep: func(op *graphql.OperationContext) bool { return op.Operation.Operation != ast.Query }}
	fails := func(context.Context) graphql.ResponseHandler {
		return graphql.OneShot(&graphql.Response{Data: json.RawMessage(`{"a":null}`), Errors: gqlerror.List{{Message: "oh"}}})
	}
	for name, test := range map[string]struct {
		answered
		Options
		play func(context.Context) graphql.ResponseHandler
	}{
		"post":         {answered{method: "POST", body: `{"query":"{a}"}`, status: 200}, kept, once(`{}`)},
		"stream":       {answered{target: query, header: http.Header{"Accept": {mediaEvents}}, status: 200}, kept, once(`{}`)},
		"errors":       {answered{target: query, status: 200}, kept, fails},
		"refused":      {answered{target: "/?query=%7Bb%7D", status: 200}, kept, once(`{}`)},
		"mutation":     {answered{target: mutation, status: 405}, kept, once(`{}`)},
		"not to keep":  {answered{target: query, status: 200}, never, once(`{}`)},
		"no state":     {answered{target: query, status: 200}, Options{Tag: state("")}, once(`{}`)},
		"no tags":      {answered{target: query, status: 200}, Options{}, once(`{}`)},
		"no tag known": {answered{target: query, header: http.Header{"If-None-Match": {`""`}}, status: 200}, Options{}, once(`{}`)},
	} {
		t.Run(name, func(t *testing.T) {
			test.want = http.Header{"Etag": {""}, "Cache-Control": {"no-store"}}
			test.check(t, endpoint(t, test.Options, test.play))
		})
	}
}

// encode writes what json does, but leaves data as it is, to the byte, and leaves out data that there is not.
func TestEncode(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"<b>&", "\u2028", "\x00", `"\`}))
	value := rapid.OneOf(rapid.Map(rapid.Int(), func(i int) any { return i }), rapid.Map(text, func(s string) any { return s }), rapid.Just[any](nil))
	raw := rapid.SampledFrom([]string{`{}`, `null`, `{ "a" : [1.50, 1e400, "<&\u003c"],` + "\n" + `"a":2}`, `{"ö":12345678901234567890}`})
	rapid.Check(t, func(t *rapid.T) {
		given := &graphql.Response{Extensions: rapid.MapOfN(text, value, 0, 3).Draw(t, "extensions")}
		if rapid.Bool().Draw(t, "data?") {
			given.Data = json.RawMessage(raw.Draw(t, "data"))
		}
		for _, message := range rapid.SliceOfN(text, 0, 3).Draw(t, "errors") {
			given.Errors = append(given.Errors, &gqlerror.Error{
				Message: message, Path: ast.Path{ast.PathName("a"), ast.PathIndex(1)}, Extensions: map[string]any{"code": "X"}, Locations: []gqlerror.Location{{Line: 1, Column: 2}},
			})
		}
		body, err := encode(given)
		if err != nil {
			t.Fatal(err)
		}
		var got struct{ Data json.RawMessage }
		if err := json.Unmarshal(body, &got); err != nil || string(got.Data) != string(given.Data) {
			t.Fatalf("%v, data %s in %s", err, got.Data, body)
		}
		usual, err := json.Marshal(given)
		if err != nil {
			t.Fatal(err)
		}
		want := decoded(t, usual)
		if given.Data == nil {
			delete(want, "data")
		}
		if diff := cmp.Diff(want, decoded(t, body)); diff != "" {
			t.Errorf("%s\n%s", body, diff)
		}
	})
	if _, err := encode(&graphql.Response{Extensions: map[string]any{"a": make(chan int)}}); err == nil {
		t.Error("a channel is encoded")
	}
}

func decoded(t rapid.TB, body []byte) (fields map[string]any) {
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.UseNumber()
	if err := d.Decode(&fields); err != nil {
		t.Fatal(err)
	}
	return fields
}

// endpoint is an endpoint of a small schema, whose operations the test plays.
func endpoint(t testing.TB, o Options, play func(context.Context) graphql.ResponseHandler) *Handler {
	t.Helper()
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: "type Query {a: Int} type Mutation {a: Int} type Subscription {a: Int}"})
	exec := executor.New(&graphql.ExecutableSchemaMock{SchemaFunc: func() *ast.Schema { return schema }, ExecFunc: play})
	return New(exec, func(context.Context, any) error { return errors.New("masked") }, o)
}

// once plays an operation that has one answer.
func once(data string) func(context.Context) graphql.ResponseHandler {
	return func(context.Context) graphql.ResponseHandler { return graphql.OneShot(answer(data)) }
}

func state(name string) func(context.Context) string {
	return func(context.Context) string { return name }
}

// refusing refuses every operation.
type refusing struct {
	graphql.GraphExecutor
	err error
}

func (r refusing) CreateOperationContext(ctx context.Context, params *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	op, _ := r.GraphExecutor.CreateOperationContext(ctx, params)
	return op, gqlerror.List{gqlerror.Wrap(r.err)}
}

// seeing sees what is asked.
type seeing struct {
	graphql.GraphExecutor
	params *graphql.RawParams
}

func (s *seeing) CreateOperationContext(ctx context.Context, params *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	s.params = params
	return s.GraphExecutor.CreateOperationContext(ctx, params)
}
