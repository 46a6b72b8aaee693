package wire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/coder/websocket"
)

func subscribe(id int) string {
	return fmt.Sprintf(`{"type":"subscribe","id":"%d","payload":{"query":"{a}"}}`, id)
}

func answer(data string) *graphql.Response {
	return &graphql.Response{Data: json.RawMessage(data)}
}

// large is an answer that does not fit into the buffer of a client.
var large = answer(`"` + strings.Repeat("x", 64<<10) + `"`)

// performance is an operation that a test plays.
type performance struct {
	params *graphql.RawParams
	send   func(*graphql.Response) bool
	end    chan *graphql.Response // lets Run return
	ended  chan struct{}          // closed when it does
}

// stage is a Run whose operations last until the test ends them or their context does.
func stage() (Run, chan *performance) {
	begun := make(chan *performance, 100)
	return func(ctx context.Context, params *graphql.RawParams, send func(*graphql.Response) bool) *graphql.Response {
		p := &performance{params, send, make(chan *graphql.Response), make(chan struct{})}
		defer close(p.ended)
		begun <- p
		select {
		case refused := <-p.end:
			return refused
		case <-ctx.Done():
			return nil
		}
	}, begun
}

// network is a server and the pipes that lead to it.
type network struct {
	t        *testing.T
	accepted chan net.Conn
	closed   chan struct{}
}

func serve(t *testing.T, ws Websocket) *network {
	n := &network{t, make(chan net.Conn), make(chan struct{})}
	server := &http.Server{Handler: ws}
	go func() { _ = server.Serve(n) }() // until it is closed
	t.Cleanup(func() { server.Close() })
	return n
}

func (n *network) Accept() (net.Conn, error) {
	select {
	case conn := <-n.accepted:
		return conn, nil
	case <-n.closed:
		return nil, net.ErrClosed
	}
}

func (n *network) Close() error   { close(n.closed); return nil }
func (n *network) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "unix"} }

// transport gives a client's way to the server; opened is told of each connection.
func (n *network) transport(opened func(net.Conn) net.Conn) *http.Transport {
	transport := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		n.accepted <- theirs
		return opened(ours), nil
	}}
	n.t.Cleanup(transport.CloseIdleConnections)
	return transport
}

// handshake asks for a WebSocket and gives the status and the body of the answer.
func (n *network) handshake(h http.Header) (int, string) {
	r := handshakeRequest(h)
	r.RequestURI = ""
	response, err := n.transport(func(c net.Conn) net.Conn { return c }).RoundTrip(r)
	if err != nil {
		n.t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusSwitchingProtocols {
		return response.StatusCode, ""
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		n.t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

func handshakeRequest(h http.Header) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "http://test/", http.NoBody)
	r.Header = http.Header{
		"Connection": {"Upgrade"}, "Upgrade": {"websocket"},
		"Sec-Websocket-Version": {"13"}, "Sec-Websocket-Key": {"dGhlIHNhbXBsZSBub25jZQ=="},
	}
	maps.Copy(r.Header, h)
	return r
}

// client is one end of a connection; the other is the server's. It reads all the time.
type client struct {
	t    *testing.T
	conn *websocket.Conn
	pipe *gatedConn
	got  chan string // closed when the connection has ended
	err  error       // how; to be read after that
	mute atomic.Bool // whether it leaves pings without an answer
}

// connect makes a connection that is ready for operations.
func (n *network) connect() *client {
	n.t.Helper()
	c := n.dial()
	c.send(`{"type":"connection_init"}`)
	c.want(`{"type":"connection_ack"}`)
	return c
}

// dial makes a connection.
func (n *network) dial() *client {
	n.t.Helper()
	return n.dialAs(subprotocol)
}

func (n *network) dialAs(subprotocols ...string) *client {
	n.t.Helper()
	c := &client{t: n.t, got: make(chan string, 100)}
	transport := n.transport(func(conn net.Conn) net.Conn {
		c.pipe = &gatedConn{Conn: conn, gate: make(chan struct{}, 1)}
		return c.pipe
	})
	conn, _, err := websocket.Dial(n.t.Context(), "ws://test/", &websocket.DialOptions{
		HTTPClient:     &http.Client{Transport: transport},
		Subprotocols:   subprotocols,
		OnPingReceived: func(context.Context, []byte) bool { return !c.mute.Load() },
	})
	if err != nil {
		n.t.Fatal(err)
	}
	c.conn = conn
	conn.SetReadLimit(1 << 20)
	n.t.Cleanup(func() { _ = conn.CloseNow() })
	go func() {
		defer close(c.got)
		for {
			_, text, err := conn.Read(context.Background())
			if err != nil {
				c.err = err
				return
			}
			c.got <- string(text)
		}
	}()
	return c
}

// send sends messages.
func (c *client) send(messages ...string) {
	c.t.Helper()
	for _, m := range messages {
		if err := c.conn.Write(c.t.Context(), websocket.MessageText, []byte(m)); err != nil {
			c.t.Logf("not sent: %v", err) // the server may have closed the connection already
		}
	}
}

// begin subscribes to an operation that the test plays.
func (c *client) begin(id int, begun chan *performance) *performance {
	c.t.Helper()
	c.send(subscribe(id))
	return <-begun
}

// next gives the next message, "" when the connection has ended.
func (c *client) next() string {
	c.t.Helper()
	select {
	case m := <-c.got:
		return m
	case <-time.After(2 * time.Minute):
		c.t.Fatal("nothing comes")
		return ""
	}
}

// want reads messages and compares them.
func (c *client) want(messages ...string) {
	c.t.Helper()
	for _, want := range messages {
		got := c.next()
		if got == "" {
			c.t.Fatalf("the connection has ended (%.200v) without %.200s", c.err, want)
		}
		if got != want {
			c.t.Errorf("%.200s\nis not %.200s", got, want)
		}
	}
}

// drain reads until the connection has ended.
func (c *client) drain() {
	c.t.Helper()
	for last := c.next(); last != ""; {
		last = c.next()
	}
}

// wantAlive wants the connection to be usable, and nothing unread.
func (c *client) wantAlive() {
	c.t.Helper()
	c.send(`{"type":"ping"}`)
	c.want(`{"type":"pong"}`)
}

// wantClose wants the connection to be closed, whatever comes before.
func (c *client) wantClose(code websocket.StatusCode, reason string) {
	c.t.Helper()
	c.drain()
	if told, ok := errors.AsType[websocket.CloseError](c.err); !ok || told.Code != code || !strings.Contains(told.Reason, reason) {
		c.t.Errorf("closed with %v, not with %d %q", c.err, code, reason)
	}
}

// wantGone wants the connection to end without a word.
func (c *client) wantGone() {
	c.t.Helper()
	c.drain()
	if code := websocket.CloseStatus(c.err); code != -1 {
		c.t.Errorf("closed with %d, not cut off", code)
	}
}

// pause makes a slow reader of the client, who has a buffer's worth of what is sent to it and not more, until it resumes.
func (c *client) pause() (resume func()) {
	c.pipe.gate <- struct{}{}
	resume = sync.OnceFunc(func() { <-c.pipe.gate })
	c.t.Cleanup(resume)
	return resume
}

// gatedConn is a connection on which nothing is read while its gate is held.
type gatedConn struct {
	net.Conn
	gate chan struct{}
}

func (g *gatedConn) Read(p []byte) (int, error) {
	g.gate <- struct{}{}
	<-g.gate
	return g.Conn.Read(p)
}
