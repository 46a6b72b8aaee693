package wire

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/coder/websocket"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// The tests run in bubbles of synctest: their time is not the clock's, so that a limit of seconds is met to the moment and
// costs nothing, and none of them ends before every goroutine has, on both sides. Connections are pipes without a
// buffer: who does not read is a slow reader at once.

func TestWebsocketAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run, begun := stage()
		c := serve(t, Websocket{Run: run}).connect()
		one, two := c.begin(1, begun), c.begin(2, begun)
		one.send(answer(`{"a":1}`))
		two.send(answer(`{"b":1}`))
		one.send(&graphql.Response{Data: json.RawMessage(`{"a":null}`), Errors: gqlerror.List{{Message: "oh"}}})
		c.want(
			`{"type":"next","id":"1","payload":{"data":{"a":1}}}`,
			`{"type":"next","id":"2","payload":{"data":{"b":1}}}`,
			`{"type":"next","id":"1","payload":{"errors":[{"message":"oh"}],"data":{"a":null}}}`,
		)
		one.end <- nil
		c.want(`{"type":"complete","id":"1"}`)
		two.end <- &graphql.Response{Errors: gqlerror.List{{Message: "no"}, {Message: "never"}}}
		c.want(`{"type":"error","id":"2","payload":[{"message":"no"},{"message":"never"}]}`)

		synctest.Wait()
		if one.send(answer(`1`)) {
			t.Error("an answer is sent when Run has returned")
		}

		// Both ids are free as soon as the client knows that they are.
		for _, id := range []int{1, 2} {
			c.begin(id, begun).end <- nil
			c.want(fmt.Sprintf(`{"type":"complete","id":"%d"}`, id))
		}
	})
}

func TestWebsocketReadsOperation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run, begun := stage()
		c := serve(t, Websocket{Run: run}).connect()
		c.send(`{"type":"subscribe","id":"a","new":1,"payload":{
			"query":"query Q {a}","operationName":"Q","variables":{"n":12345678901234567890,"s":"å"},"extensions":{"e":[1.50]},"new":{}}}`)
		got := (<-begun).params
		if got.Headers.Get("Upgrade") != "websocket" {
			t.Errorf("the headers of the handshake do not come with the operation: %v", got.Headers)
		}
		got.Headers = nil
		want := &graphql.RawParams{
			Query: "query Q {a}", OperationName: "Q",
			Variables:  map[string]any{"n": json.Number("12345678901234567890"), "s": "å"},
			Extensions: map[string]any{"e": []any{json.Number("1.50")}},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWebsocketCloses(t *testing.T) {
	const begin = `{"type":"connection_init"}`
	long := strings.Repeat("ö", maxID/2)
	tests := map[string]struct {
		messages []string
		code     websocket.StatusCode
		reason   string
	}{
		"no JSON":             {[]string{`{"type":`}, 4400, "message"},
		"more than one":       {[]string{`{"type":"ping"}{}`}, 4400, "message"},
		"empty":               {[]string{``}, 4400, "message"},
		"null":                {[]string{`null`}, 4400, "message"},
		"list":                {[]string{`[]`}, 4400, "message"},
		"text":                {[]string{`"ping"`}, 4400, "message"},
		"not UTF-8":           {[]string{"{\"type\":\"ping\",\"payload\":{\"a\":\"\xff\"}}"}, 4400, "UTF-8"},
		"too deep":            {[]string{`{"type":"ping","payload":{"a":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}}`}, 4400, "message"},
		"no type":             {[]string{`{}`}, 4400, "type"},
		"number as type":      {[]string{`{"type":1}`}, 4400, "type"},
		"unknown type":        {[]string{`{"type":"start","id":"a"}`}, 4400, "type"},
		"type of the server":  {[]string{begin, `{"type":"next","id":"a","payload":{}}`}, 4400, "type"},
		"init with text":      {[]string{`{"type":"connection_init","payload":"token"}`}, 4400, "payload"},
		"ping with list":      {[]string{`{"type":"ping","payload":[]}`}, 4400, "payload"},
		"pong with number":    {[]string{`{"type":"pong","payload":1}`}, 4400, "payload"},
		"complete without id": {[]string{begin, `{"type":"complete"}`}, 4400, "id"},
		"no id":               {[]string{begin, `{"type":"subscribe","payload":{"query":"{a}"}}`}, 4400, "id"},
		"number as id":        {[]string{begin, `{"type":"subscribe","id":1,"payload":{"query":"{a}"}}`}, 4400, "id"},
		"long id":             {[]string{begin, `{"type":"subscribe","id":"` + long + `x","payload":{"query":"{a}"}}`}, 4400, "id"},
		"no payload":          {[]string{begin, `{"type":"subscribe","id":"a"}`}, 4400, "payload"},
		"null as payload":     {[]string{begin, `{"type":"subscribe","id":"a","payload":null}`}, 4400, "payload"},
		"no query":            {[]string{begin, `{"type":"subscribe","id":"a","payload":{}}`}, 4400, "payload.query"},
		"number as query":     {[]string{begin, `{"type":"subscribe","id":"a","payload":{"query":1}}`}, 4400, "query"},
		"list as variables":   {[]string{begin, `{"type":"subscribe","id":"a","payload":{"query":"{a}","variables":[]}}`}, 4400, "payload.variables"},
		"text as extensions":  {[]string{begin, `{"type":"subscribe","id":"a","payload":{"query":"{a}","extensions":""}}`}, 4400, "payload.extensions"},
		"subscribe too early": {[]string{`{"type":"subscribe","id":"a","payload":{"query":"{a}"}}`}, 4401, "Unauthorized"},
		"id twice": {[]string{
			begin, `{"type":"subscribe","id":"` + long + `","payload":{"query":"{a}"}}`, `{"type":"subscribe","id":"` + long + `","payload":{"query":"{b}"}}`,
		}, 4409, "Subscriber for " + long + " already exists"},
		"init twice": {[]string{begin, begin}, 4429, "Too many initialisation requests"},
		"too large":  {[]string{`{"type":"ping","payload":{"a":"` + strings.Repeat("x", 300<<10) + `"}}`}, 1009, "262144"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				run, _ := stage()
				c := serve(t, Websocket{Run: run}).dial()
				c.send(test.messages...)
				c.wantClose(test.code, test.reason)
			})
		})
	}

	t.Run("binary", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c := serve(t, Websocket{}).dial()
			if err := c.conn.Write(t.Context(), websocket.MessageBinary, []byte(`{"type":"ping"}`)); err != nil {
				t.Fatal(err)
			}
			c.wantClose(4400, "binary")
		})
	})
}

func TestWebsocketTakesLargestMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := serve(t, Websocket{MaxMessage: 30}).dial()
		c.send(`{"type":"ping","payload":null}`)
		c.want(`{"type":"pong","payload":null}`)
		c.send(`{"type":"ping","payload":null} `)
		c.wantClose(1009, "30")
	})
}

// On a network, a connection that is torn down while the client still sends is reset, and the client never sees why.
func TestWebsocketTellsTooLargeOnNetwork(t *testing.T) {
	server := httptest.NewServer(Websocket{})
	defer server.Close()
	conn, _, err := websocket.Dial(t.Context(), server.URL, &websocket.DialOptions{Subprotocols: []string{subprotocol}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.CloseNow() }()
	sent := conn.Write(t.Context(), websocket.MessageText, make([]byte, 8<<20))
	if _, _, err := conn.Read(t.Context()); websocket.CloseStatus(err) != websocket.StatusMessageTooBig {
		t.Errorf("read: %v; write: %v", err, sent)
	}
}

func TestWebsocketInit(t *testing.T) {
	t.Run("too late", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c, start := serve(t, Websocket{}).dial(), time.Now()
			c.send(`{"type":"ping"}`, `{"type":"complete","id":"a"}`) // both may come before
			c.want(`{"type":"pong"}`)
			c.wantClose(4408, "Connection initialisation timeout")
			if waited := time.Since(start); waited != 3*time.Second {
				t.Errorf("closed after %v", waited)
			}
		})
	})
	for name, message := range map[string]string{
		"bare":    `{"type":"connection_init"}`,
		"null":    `{"type":"connection_init","payload":null}`,
		"payload": `{"type":"connection_init", "payload": {"token":"x"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := serve(t, Websocket{}).dial()
				time.Sleep(3*time.Second - 1)
				c.send(message)
				c.want(`{"type":"connection_ack"}`)
				time.Sleep(time.Minute)
				c.wantAlive()
			})
		})
	}
}

func TestWebsocketPings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := serve(t, Websocket{}).connect()
		c.send(`{"type":"ping"}`, `{"type":"ping","payload": {"a":"<1>"}}`, `{"type":"pong"}`, `{"type":"pong","payload":{"a":1}}`)
		c.want(`{"type":"pong"}`, `{"type":"pong","payload":{"a":"\u003c1\u003e"}}`)
		time.Sleep(time.Hour + time.Second)
		c.wantAlive()
		c.mute.Store(true)
		start := time.Now()
		c.wantGone()
		if waited := time.Since(start); waited != 29*time.Second { // 14 until the ping and 15 until the next
			t.Errorf("a connection without pongs was cut off after %v", waited)
		}
	})
}

func TestWebsocketOperationsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run, begun := stage()
		c := serve(t, Websocket{Run: run}).connect()
		var all []*performance
		for i := range 20 {
			all = append(all, c.begin(i, begun))
		}
		c.send(subscribe(20))
		c.want(`{"type":"error","id":"20","payload":[{"message":"a connection runs at most 20 operations at once: complete one first",` +
			`"extensions":{"code":"RATE_LIMITED","limit":"websocket-operations"}}]}`)
		for i, p := range all {
			if !p.send(answer(`1`)) {
				t.Fatalf("operation %d does not go on", i)
			}
			c.want(fmt.Sprintf(`{"type":"next","id":"%d","payload":{"data":1}}`, i))
		}
		all[3].end <- nil
		c.want(`{"type":"complete","id":"3"}`)
		c.begin(20, begun)
		c.send(`{"type":"complete","id":"4"}`)
		c.begin(21, begun)
		c.send(subscribe(22))
		if got := c.next(); !strings.Contains(got, "RATE_LIMITED") {
			t.Errorf("the id of an operation that has ended is counted, or of one that goes on is not: %s", got)
		}
	})
}

// A client that subscribes and completes without pause cannot have more running than it may: those that it has completed
// may take a while to notice.
func TestWebsocketBoundsWhatRuns(t *testing.T) {
	play := func(t *testing.T, next func(c *client, begun *atomic.Int32, proceed, stopping chan struct{})) {
		synctest.Test(t, func(t *testing.T) {
			proceed, stopping := make(chan struct{}), make(chan struct{})
			var begun atomic.Int32
			c := serve(t, Websocket{
				MaxOperations: 2, Stopping: stopping,
				Run: func(context.Context, *graphql.RawParams, func(*graphql.Response) bool) *graphql.Response {
					begun.Add(1)
					<-proceed
					return nil
				},
			}).connect()
			for i := range 2 {
				c.send(subscribe(i), fmt.Sprintf(`{"type":"complete","id":"%d"}`, i))
			}
			c.send(subscribe(2))
			synctest.Wait()
			if n := begun.Load(); n != 2 {
				t.Errorf("%d run at once, not 2", n)
			}
			next(c, &begun, proceed, stopping)
			synctest.Wait()
		})
	}
	t.Run("and goes on", func(t *testing.T) {
		play(t, func(c *client, begun *atomic.Int32, proceed, _ chan struct{}) {
			proceed <- struct{}{}
			synctest.Wait()
			if n := begun.Load(); n != 3 {
				t.Errorf("%d have begun, not 3", n)
			}
			close(proceed)
			c.want(`{"type":"complete","id":"2"}`)
		})
	})
	t.Run("and stops", func(t *testing.T) {
		play(t, func(c *client, begun *atomic.Int32, proceed, stopping chan struct{}) {
			close(stopping)
			c.wantClose(1001, "")
			close(proceed)
			synctest.Wait()
			if n := begun.Load(); n != 2 {
				t.Errorf("%d have begun: one after the end", n)
			}
		})
	})
}

func TestWebsocketClientCompletes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run, begun := stage()
		c := serve(t, Websocket{Run: run}).connect()
		one, two := c.begin(1, begun), c.begin(2, begun)
		c.send(`{"type":"complete","id":"1"}`, `{"type":"complete","id":"unknown"}`)
		<-one.ended // without being told: its context has ended
		if one.send(answer(`1`)) {
			t.Error("an answer is sent after complete")
		}
		if !two.send(answer(`2`)) {
			t.Error("the other operation does not go on")
		}
		c.want(`{"type":"next","id":"2","payload":{"data":2}}`)
		c.wantAlive() // and nothing else has come
	})
}

// An operation that the client has completed may end when another has its id already.
func TestWebsocketReusesID(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stubborn := make(chan struct{})
		run, begun := stage()
		c := serve(t, Websocket{Run: func(ctx context.Context, params *graphql.RawParams, send func(*graphql.Response) bool) *graphql.Response {
			if params.Query == "{stubborn}" {
				<-stubborn
				send(answer(`"old"`))
				return &graphql.Response{Errors: gqlerror.List{{Message: "old"}}}
			}
			return run(ctx, params, send)
		}}).connect()
		c.send(`{"type":"subscribe","id":"1","payload":{"query":"{stubborn}"}}`, `{"type":"complete","id":"1"}`)
		second := c.begin(1, begun)
		close(stubborn)
		synctest.Wait()
		second.send(answer(`"new"`))
		c.want(`{"type":"next","id":"1","payload":{"data":"new"}}`)
		c.send(subscribe(1))
		c.wantClose(4409, "1")
	})
}

func TestWebsocketCutsOffSlowReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run, begun := stage()
		n := serve(t, Websocket{Run: run})
		slow, other := n.connect(), n.connect()
		one, two, three := slow.begin(1, begun), slow.begin(2, begun), other.begin(3, begun)
		slow.pause()

		start := time.Now()
		go one.send(large)
		synctest.Wait()
		go two.send(large) // waits for its turn
		synctest.Wait()
		if !three.send(answer(`3`)) || time.Since(start) != 0 {
			t.Error("another connection waits for a slow reader")
		}
		<-one.ended
		<-two.ended
		if waited := time.Since(start); waited != 10*time.Second {
			t.Errorf("the reader was cut off after %v", waited)
		}
		other.want(`{"type":"next","id":"3","payload":{"data":3}}`)
		other.wantAlive()
	})
}

// A reader may take its time for each message, even when a ping has to wait behind one.
func TestWebsocketWaitsForReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run, begun := stage()
		c := serve(t, Websocket{Run: run}).connect()
		p := c.begin(1, begun)
		time.Sleep(14 * time.Second)
		resume := c.pause()
		go p.send(large) // the ping comes a second later
		time.Sleep(9 * time.Second)
		resume()
		c.want(`{"type":"next","id":"1","payload":{"data":` + string(large.Data) + `}}`)
		time.Sleep(time.Minute)
		c.wantAlive()
	})
}

func TestWebsocketEndsOperations(t *testing.T) {
	tests := map[string]func(c *client, stop func()){
		"connection lost": func(c *client, _ func()) { _ = c.conn.CloseNow() },
		"client closes": func(c *client, _ func()) {
			if err := c.conn.Close(websocket.StatusNormalClosure, ""); err != nil {
				c.t.Errorf("the close is not acknowledged: %v", err)
			}
		},
		"server stops":    func(c *client, stop func()) { stop(); c.wantClose(1001, "the server is stopping") },
		"client at fault": func(c *client, _ func()) { c.send(`{}`); c.wantClose(4400, "type") },
	}
	for name, end := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				run, begun := stage()
				stopping := make(chan struct{})
				c := serve(t, Websocket{Run: run, Stopping: stopping}).connect()
				one, two := c.begin(1, begun), c.begin(2, begun)
				start := time.Now()
				end(c, func() { close(stopping) })
				<-one.ended
				<-two.ended
				if one.send(answer(`1`)) || time.Since(start) != 0 {
					t.Error("an operation has outlived its connection")
				}
			})
		})
	}
}

// The client is told why at once, and operations end at once, even when it does not read.
func TestWebsocketStopsWithSlowReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run, begun := stage()
		stopping := make(chan struct{})
		c := serve(t, Websocket{Run: run, Stopping: stopping}).connect()
		one, two := c.begin(1, begun), c.begin(2, begun)
		resume := c.pause()
		go one.send(large)
		synctest.Wait()
		start, sent := time.Now(), make(chan bool)
		go func() { sent <- two.send(large) }() // waits for its turn
		synctest.Wait()
		close(stopping)
		if <-sent {
			t.Error("an answer is begun when the connection has ended")
		}
		<-two.ended
		if waited := time.Since(start); waited != 0 {
			t.Errorf("an operation goes on for %v", waited)
		}
		time.Sleep(2 * time.Second)
		resume()
		c.want(`{"type":"next","id":"1","payload":{"data":` + string(large.Data) + `}}`) // what has begun is brought to its end
		c.wantClose(1001, "the server is stopping")
	})
}

func TestWebsocketPanic(t *testing.T) {
	for name, run := range map[string]Run{
		"in Run": func(context.Context, *graphql.RawParams, func(*graphql.Response) bool) *graphql.Response { panic("oh") },
		"of an answer that is no JSON": func(_ context.Context, _ *graphql.RawParams, send func(*graphql.Response) bool) *graphql.Response {
			send(answer(`{`))
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var told []string
				n := serve(t, Websocket{Run: run, Panicked: func(context.Context, any) {
					told = append(told, string(debug.Stack()))
				}})
				c := n.connect()
				c.send(subscribe(1))
				c.wantClose(1011, "internal error")
				synctest.Wait()
				if len(told) != 1 || !strings.Contains(told[0], "panic(") {
					t.Errorf("told of %s", told)
				}
				n.connect().wantAlive()
			})
		})
	}
}

func TestWebsocketSubprotocol(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := serve(t, Websocket{})
		n.dialAs("graphql-ws", subprotocol).wantAlive()
		n.dialAs().wantClose(4406, subprotocol)

		status, body := n.handshake(http.Header{"Sec-Websocket-Protocol": {"graphql-ws, other"}})
		want := `{"errors":[{"message":"use the WebSocket subprotocol graphql-transport-ws","extensions":{"code":"BAD_USER_INPUT"}}]}`
		if status != http.StatusBadRequest || body != want {
			t.Errorf("%d %s", status, body)
		}
	})
}

func TestWebsocketHandshake(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := serve(t, Websocket{AllowOrigin: func(r *http.Request) bool { return r.Header.Get("Origin") != "https://bad.example" }})
		ours := http.Header{"Sec-Websocket-Protocol": {subprotocol}, "Origin": {"https://good.example"}}
		if status, body := n.handshake(ours); status != http.StatusSwitchingProtocols {
			t.Errorf("%d %s", status, body)
		}
		ours.Set("Origin", "https://bad.example")
		if status, body := n.handshake(ours); status != http.StatusForbidden || !strings.Contains(body, `"code":"FORBIDDEN"`) {
			t.Errorf("%d %s", status, body)
		}
		ours.Set("Origin", "https://good.example")
		ours.Set("Sec-Websocket-Version", "12")
		if status, body := n.handshake(ours); status != http.StatusBadRequest {
			t.Errorf("%d %s", status, body)
		}
	})

	// HTTP/2 has no upgrade, and some middleware hides it.
	r := handshakeRequest(http.Header{"Sec-Websocket-Protocol": {subprotocol}})
	w := httptest.NewRecorder()
	Websocket{}.ServeHTTP(w, r)
	if w.Code != http.StatusNotImplemented {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestWebsocketSupports(t *testing.T) {
	for upgrade, want := range map[string]bool{"": false, "websocket": true, "WebSocket": true, "h2c, websocket": true, "h2c": false, "xwebsocket": false} {
		r := httptest.NewRequest(http.MethodGet, "/", http.NoBody)
		r.Header.Set("Upgrade", upgrade)
		if got := (Websocket{}).Supports(r); got != want {
			t.Errorf("%q: %t", upgrade, got)
		}
	}
}

// Whatever is sent, it is read as what it says or refused with a reason that fits into a close, and what is read reads the
// same when it is written again.
func FuzzWebsocketMessage(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `[]`, `{}`, `"x"`, `{"type":`, ` {"type":"ping"} `, `{"type":"ping","payload":null}`, `{"TYPE":"pong","payload":{"a":[1]}}`,
		`{"type":"connection_init","payload":{"a":{"b":"\ud800"}}}`, `{"type":"complete","id":"\u0000"}`,
		`{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":{"n":1e400},"operationName":null,"extensions":null}}`,
		`{"type":"subscribe","id":"1","payload": {"extensions":{"persistedQuery":{"version":1}}}}`,
		`{"type":"subscribe","id":"1","payload":{"query":1}}`, `{"type":"subscribe","id":"1","id":"","payload":{"query":"","query":null}}`,
		"{\"type\":\"ping\",\"payload\":{\"\xff\":1}}", `{"type":"next","id":"1","payload":{}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		m, params, err := readMessage(text, 0)
		if err != nil {
			if reason := err.Error(); len(reason) > 123 || !utf8.ValidString(reason) {
				t.Fatalf("reason %q", reason)
			}
			return
		}
		if !json.Valid(text) || !utf8.Valid(text) {
			t.Fatal("read as JSON, and is none")
		}
		if (params != nil) != (m.Type == "subscribe") {
			t.Fatalf("%s with operation %v", m.Type, params)
		}
		if len("Subscriber for "+m.ID+" already exists") > 123 && (m.Type == "subscribe" || m.Type == "complete") {
			t.Fatalf("an id that does not fit into a reason: %q", m.ID)
		}
		again, paramsAgain, err := readMessage(raw(m), 0)
		if err != nil {
			t.Fatalf("%s is read, and written again it is not: %v", text, err)
		}
		again.Payload, m.Payload = nil, nil // spaces, and < as \u003c
		if diff := cmp.Diff(m, again) + cmp.Diff(params, paramsAgain); diff != "" {
			t.Fatal(diff)
		}
	})
}
