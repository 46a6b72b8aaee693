package wire

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"kommungraf/internal/problem"
)

// subprotocol is the one spoken here: PROTOCOL.md of github.com/enisdenjo/graphql-ws. What calls itself graphql-ws on the
// wire is its ancestor, which nobody maintains.
const subprotocol = "graphql-transport-ws"

// Codes with which the protocol closes connections.
const (
	closeBadMessage   websocket.StatusCode = 4400
	closeUnauthorized websocket.StatusCode = 4401
	closeSubprotocol  websocket.StatusCode = 4406
	closeInitTimeout  websocket.StatusCode = 4408
	closeTaken        websocket.StatusCode = 4409
	closeTooManyInits websocket.StatusCode = 4429
)

// maxID is how many bytes the id of an operation may have. An id is kept and sent with every answer; one of this length
// still fits into the reason of a close, 123 bytes.
const maxID = 90

// Run executes one operation: it calls send with every answer, in order, until send returns false, the operation ends or
// the context ends. An operation that is refused before it begins (parse, validation, limits) is not sent: its answer,
// with errors only, is returned.
type Run func(ctx context.Context, params *graphql.RawParams, send func(*graphql.Response) bool) (refused *graphql.Response)

// Websocket serves operations over graphql-transport-ws. A setting that is zero stands for the value in its comment: none
// of them can be without a limit.
type Websocket struct {
	InitTimeout   time.Duration                           // 3 s until connection_init
	PingInterval  time.Duration                           // 15 s; a connection whose pong does not come before the next ping is cut off
	WriteTimeout  time.Duration                           // 10 s for one message; a reader slower than that is cut off
	MaxOperations int                                     // 20 at once on one connection
	MaxMessage    int64                                   // 256 KiB, of a message from the client
	Variables     int                                     // bytes of variables, and of extensions; no limit when zero
	AllowOrigin   func(*http.Request) bool                // nil: any origin, as no credentials are involved
	Stopping      <-chan struct{}                         // closed when the server stops: connections are closed with 1001
	Panicked      func(ctx context.Context, panicked any) // told of a panic in Run, on its stack; the connection is closed with 1011
	Run           Run
}

// Supports tells whether a request asks for a WebSocket.
func (t Websocket) Supports(r *http.Request) bool {
	return slices.ContainsFunc(tokens(r.Header, "Upgrade"), func(name string) bool { return strings.EqualFold(name, "websocket") })
}

// ServeHTTP makes a connection of a request and returns when it has ended, and all operations on it.
//
// A client that offers other subprotocols only is refused with 400 and an error that names ours: by RFC 6455 it has to
// drop a connection on which none of its own was chosen, and would not see why it was closed. One that offers none (a
// script, or a browser's bare «new WebSocket(url)») gets its connection and is told by a close with 4406, all that a
// browser shows.
func (t Websocket) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if t.AllowOrigin != nil && !t.AllowOrigin(r) {
		refuseHandshake(w, http.StatusForbidden, &problem.Error{Code: "FORBIDDEN", Message: "no WebSocket for this origin"})
		return
	}
	offered := tokens(r.Header, "Sec-WebSocket-Protocol")
	if len(offered) > 0 && !slices.Contains(offered, subprotocol) {
		refuseHandshake(w, http.StatusBadRequest, problem.BadInput("", "use the WebSocket subprotocol %s", subprotocol))
		return
	}
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{
		Subprotocols:       []string{subprotocol},
		InsecureSkipVerify: true, // AllowOrigin has decided
	})
	if err != nil {
		return // Accept has answered
	}
	if len(offered) == 0 {
		_ = conn.Close(closeSubprotocol, "Subprotocol not acceptable: use "+subprotocol) // the client is gone if it fails
		return
	}
	conn.SetReadLimit(-1) // receive has its own, after which the connection is closed in order and not torn down

	t.InitTimeout = cmp.Or(t.InitTimeout, 3*time.Second)
	t.PingInterval = cmp.Or(t.PingInterval, 15*time.Second)
	t.WriteTimeout = cmp.Or(t.WriteTimeout, 10*time.Second)
	t.MaxOperations = cmp.Or(t.MaxOperations, 20)
	t.MaxMessage = cmp.Or(t.MaxMessage, 256<<10)
	ctx, cancel := context.WithCancelCause(r.Context())
	c := &socket{
		Websocket: t,
		conn:      conn,
		header:    r.Header,
		cancel:    cancel,
		turn:      make(chan struct{}, 1),
		slots:     make(chan struct{}, t.MaxOperations),
		active:    map[string]*operation{},
	}
	defer c.tasks.Wait()
	defer c.cancel(nil) // for the others, should this one panic
	c.tasks.Go(func() { c.close(ctx) })
	c.tasks.Go(func() { c.keepAlive(ctx) })
	c.listen(ctx)
}

// tokens are the comma-separated values of a header.
func tokens(h http.Header, name string) []string {
	var all []string
	for _, line := range h.Values(name) {
		for token := range strings.SplitSeq(line, ",") {
			if token = strings.TrimSpace(token); token != "" {
				all = append(all, token)
			}
		}
	}
	return all
}

func refuseHandshake(w http.ResponseWriter, status int, p *problem.Error) {
	body := raw(map[string]gqlerror.List{"errors": {refusalOf(p)}})
	w.Header().Set("Content-Type", mediaJSON+"; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client has gone when this fails
}

// refusalOf is how clients see a problem that is met before anything is executed.
func refusalOf(p *problem.Error) *gqlerror.Error {
	extensions := map[string]any{"code": p.Code}
	if p.Limit != "" {
		extensions["limit"] = p.Limit
	}
	return &gqlerror.Error{Err: p, Message: p.Message, Extensions: extensions}
}

// socket is one connection. It has a goroutine that reads (listen), one that closes, one that pings, and one for each
// operation. The first and the last write messages, each in its turn, so that a slow reader holds back its own connection
// and nothing more, and no more than one message from each waits to be written.
type socket struct {
	Websocket
	conn   *websocket.Conn
	header http.Header
	cancel context.CancelCauseFunc // ends the connection; the first cause is what close tells the client
	turn   chan struct{}           // held by the one who writes
	slots  chan struct{}           // held by every Run
	tasks  sync.WaitGroup          // all goroutines but the one that reads

	mu     sync.Mutex
	active map[string]*operation // by id; only listen adds
}

// operation is one that the client has subscribed to and neither side has completed.
type operation struct {
	id   string
	stop context.CancelFunc
}

// message is what both sides send.
type message struct {
	Type    string          `json:"type"`
	ID      string          `json:"id,omitempty"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// end ends the connection, and with it all operations, for a reason that the client is told.
func (c *socket) end(code websocket.StatusCode, reason string) {
	c.cancel(websocket.CloseError{Code: code, Reason: reason})
}

// close waits for the end of the connection and closes it. Nobody else does, so that one reason is told, the first, and
// nobody who meets a reason waits for the client to acknowledge it.
func (c *socket) close(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-c.Stopping:
		c.end(websocket.StatusGoingAway, "the server is stopping")
	}
	if told, ok := errors.AsType[websocket.CloseError](context.Cause(ctx)); ok {
		_ = c.conn.Close(told.Code, told.Reason) // the client is gone if it fails
		return
	}
	_ = c.conn.CloseNow() // there is nobody to tell
}

// keepAlive sends WebSocket's own pings, which every client answers without knowing; pings of the protocol would cut off
// the simple ones.
func (c *socket) keepAlive(ctx context.Context) {
	tick := time.NewTicker(c.PingInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		pong, cancel := context.WithTimeout(ctx, c.PingInterval)
		err := c.conn.Ping(pong)
		// A ping fails early when it cannot get past a message that is being written, on which write keeps an eye.
		if err != nil && pong.Err() != nil {
			c.cancel(err)
		}
		cancel()
	}
}

// listen acts on what the client sends, until the connection ends.
func (c *socket) listen(ctx context.Context) {
	late := time.AfterFunc(c.InitTimeout, func() { c.end(closeInitTimeout, "Connection initialisation timeout") })
	defer late.Stop()
	initialised := false
	for {
		m, params, err := c.receive(ctx)
		if err != nil {
			c.cancel(err)
		}
		if ctx.Err() != nil {
			return // whatever came: the client is being told that it no longer counts
		}
		switch {
		case m.Type == "connection_init" && initialised:
			c.end(closeTooManyInits, "Too many initialisation requests")
		case m.Type == "connection_init":
			initialised = true
			late.Stop()
			c.write(ctx, message{Type: "connection_ack"})
		case m.Type == "subscribe" && !initialised:
			c.end(closeUnauthorized, "Unauthorized")
		case m.Type == "subscribe":
			c.subscribe(ctx, m.ID, params)
		case m.Type == "complete":
			if op := c.release(m.ID, nil); op != nil {
				op.stop()
			}
		case m.Type == "ping":
			c.write(ctx, message{Type: "pong", Payload: m.Payload})
		}
	}
}

// receive reads the next message. Its error is the cause for ending the connection: a websocket.CloseError when the
// message is at fault.
func (c *socket) receive(ctx context.Context) (message, *graphql.RawParams, error) {
	// A context that ends while the library reads tears the connection down; ours ends before the client is told why.
	kind, r, err := c.conn.Reader(context.WithoutCancel(ctx))
	if err != nil {
		return message{}, nil, err
	}
	text, err := io.ReadAll(io.LimitReader(r, c.MaxMessage+1))
	switch {
	case err != nil:
		return message{}, nil, err
	case int64(len(text)) > c.MaxMessage:
		reason := fmt.Sprintf("a message has at most %d bytes", c.MaxMessage)
		return message{}, nil, websocket.CloseError{Code: websocket.StatusMessageTooBig, Reason: reason}
	case kind != websocket.MessageText:
		return message{}, nil, websocket.CloseError{Code: closeBadMessage, Reason: "the message is binary, not text"}
	}
	m, params, err := readMessage(text, c.Variables)
	if err != nil {
		return message{}, nil, websocket.CloseError{Code: closeBadMessage, Reason: err.Error()}
	}
	return m, params, nil
}

// readMessage reads a message of a client, and what a subscribe asks. The error is a sentence that fits into the reason of
// a close.
func readMessage(text []byte, variables int) (message, *graphql.RawParams, error) {
	var m message
	if !utf8.Valid(text) {
		return m, nil, errors.New("the message is not UTF-8")
	}
	if !isObject(text) || json.Unmarshal(text, &m) != nil {
		return m, nil, errors.New("the message cannot be read: it is a JSON object, with type and id as text")
	}
	switch m.Type {
	case "connection_init", "ping", "pong":
		if m.Payload != nil && !isObject(m.Payload) && string(m.Payload) != "null" {
			return m, nil, errors.New("payload: it is not an object")
		}
		return m, nil, nil
	case "subscribe", "complete":
		if m.ID == "" {
			return m, nil, errors.New("id: it is missing")
		}
		if len(m.ID) > maxID {
			return m, nil, fmt.Errorf("id: it has more than %d bytes", maxID)
		}
	default:
		return m, nil, errors.New("type: a client sends connection_init, subscribe, complete, ping or pong")
	}
	if m.Type == "complete" {
		return m, nil, nil
	}
	var asked request
	if !isObject(m.Payload) || json.Unmarshal(m.Payload, &asked) != nil {
		return m, nil, errors.New("payload: it is not an object with query and operationName as text")
	}
	params, err := asked.params(variables)
	if err != nil {
		return m, nil, fmt.Errorf("payload.%w", err)
	}
	return m, params, nil
}

// isObject tells whether JSON is an object, if it is JSON.
func isObject(text []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{"))
}

// subscribe begins an operation, if its id is free and the client has not too many already.
func (c *socket) subscribe(ctx context.Context, id string, params *graphql.RawParams) {
	c.mu.Lock()
	taken, full := c.active[id] != nil, len(c.active) == c.MaxOperations
	c.mu.Unlock()
	switch {
	case taken:
		c.end(closeTaken, "Subscriber for "+id+" already exists")
		return
	case full:
		c.write(ctx, message{Type: "error", ID: id, Payload: raw(gqlerror.List{refusalOf(&problem.Error{
			Code: problem.RateLimited, Limit: "websocket-operations",
			Message: fmt.Sprintf("a connection runs at most %d operations at once: complete one first", c.MaxOperations),
		})})})
		return
	}
	// An id is free as soon as the client has completed it, a slot when Run has returned. Waiting for one bounds what a
	// client can set going by subscribing and completing without pause, and never refuses one that does so at leisure.
	select {
	case c.slots <- struct{}{}:
	case <-ctx.Done():
		return
	}
	params.Headers = c.header
	ctx, stop := context.WithCancel(ctx)
	op := &operation{id, stop}
	c.mu.Lock()
	c.active[id] = op
	c.mu.Unlock()
	c.tasks.Go(func() {
		defer func() { <-c.slots }()
		defer stop()
		c.operate(ctx, op, params)
	})
}

// release makes an id free and gives the operation that had it, if it is the one given or that is nil. The client may have
// completed one and begun another under the same id meanwhile.
func (c *socket) release(id string, only *operation) *operation {
	c.mu.Lock()
	defer c.mu.Unlock()
	op := c.active[id]
	if op == nil || (only != nil && only != op) {
		return nil
	}
	delete(c.active, id)
	return op
}

// operate runs an operation and tells the client how it ends.
func (c *socket) operate(ctx context.Context, op *operation, params *graphql.RawParams) {
	defer func() {
		if panicked := recover(); panicked != nil {
			c.end(websocket.StatusInternalError, "internal error")
			if c.Panicked != nil {
				c.Panicked(ctx, panicked)
			}
		}
	}()
	last := message{Type: "complete", ID: op.id}
	refused := c.Run(ctx, params, func(answer *graphql.Response) bool {
		payload, err := encode(answer)
		if err != nil {
			panic(err)
		}
		return c.write(ctx, message{Type: "next", ID: op.id, Payload: payload})
	})
	if refused != nil {
		last.Type, last.Payload = "error", raw(refused.Errors)
	}
	c.release(op.id, op) // before the client hears of it, which may use the id again at once
	c.write(ctx, last)
}

// write sends a message when its turn comes, unless the context has ended by then, and reports whether it did. A message
// that has not been taken in time ends the connection.
func (c *socket) write(ctx context.Context, m message) bool {
	text := raw(m)
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return false
	}
	if ctx.Err() != nil {
		return false // select chose among the two
	}
	// What has begun is brought to its end: a context that ends while the library writes tears the connection down.
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.WriteTimeout)
	defer cancel()
	if err := c.conn.Write(bounded, websocket.MessageText, text); err != nil {
		c.cancel(err)
		return false
	}
	return true
}

// raw is a value that can be written as JSON, so written.
func raw(v any) json.RawMessage {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // what Run answered is at fault
	}
	return text
}
