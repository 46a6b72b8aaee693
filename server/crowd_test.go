package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// question is what is asked, and what is answered as long as nothing is written.
type question struct{ query, want string }

// questions have small answers mostly, and a larger one.
func questions(t *testing.T, url string) []question {
	t.Helper()
	var all []question
	for _, query := range []string{
		`{ municipality(code: "2281") { name } }`, `{ municipality(code: "0180") { slug } }`, `{ __typename }`, large,
	} {
		_, body := post(t, url, query)
		all = append(all, question{query, body})
	}
	return all
}

// crowd is clients of a server that stops.
type crowd struct {
	url       string
	questions []question
	transport *http.Transport
	wg        sync.WaitGroup

	stopping, refusing chan struct{} // closed when /readyz has told that the server stops, and when it takes no connection
	stops, refuses     time.Time     // when that was
	otherwise          string        // what else /readyz said

	held           atomic.Int64 // requests of which the server has read the header and waits for the body
	answered, late atomic.Int64 // late ones are among those answered

	mu     sync.Mutex
	broken map[string]int // how often, by what happened
}

func newCrowd(t *testing.T, url string) *crowd {
	t.Helper()
	c := &crowd{
		url: url, questions: questions(t, url), broken: map[string]int{},
		stopping: make(chan struct{}), refusing: make(chan struct{}),
		// What is held back waits for «100 Continue» as long as it takes.
		transport: &http.Transport{MaxIdleConnsPerHost: 2000, DisableCompression: true, ExpectContinueTimeout: time.Minute},
	}
	t.Cleanup(c.transport.CloseIdleConnections)
	return c
}

// hold sends requests whose bodies come when the server has told that it stops, or when it takes no more connections.
func (c *crowd) hold(t *testing.T, clients int64) {
	t.Helper()
	for n := range clients {
		until := []chan struct{}{c.stopping, c.refusing}[n%2]
		c.wg.Go(func() {
			c.ask(t.Context(), int(n/2), func(r *http.Request) {
				r.Header.Set("Expect", "100-continue")
				r.GetBody, r.Body = nil, &heldBody{ReadCloser: r.Body, begin: sync.OnceFunc(func() { c.held.Add(1); <-until })}
			})
		})
	}
}

// heldBody is asked for when the server has asked for it, and then begins when it may.
type heldBody struct {
	io.ReadCloser
	begin func()
}

func (b *heldBody) Read(p []byte) (int, error) {
	b.begin()
	return b.ReadCloser.Read(p)
}

// keepAsking sends one request after the other on each of some connections, until there is nobody to send them to.
func (c *crowd) keepAsking(t *testing.T, clients int64) {
	t.Helper()
	for i := range clients {
		c.wg.Go(func() {
			n := int(i)
			for c.ask(t.Context(), n, func(*http.Request) {}) {
				n++
			}
		})
	}
}

// reason is what an error ends with, without addresses.
var reason = regexp.MustCompile(`[^:]*$`)

// ask sends a request and tells whether it was answered.
func (c *crowd) ask(ctx context.Context, n int, prepare func(*http.Request)) bool {
	q, late := c.questions[n%len(c.questions)], isClosed(c.stopping)
	reused := false
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(i httptrace.GotConnInfo) { reused = i.Reused }})
	r, err := postRequest(ctx, c.url, q.query)
	if err != nil {
		return c.broke(err.Error())
	}
	prepare(r)
	answer, err := c.transport.RoundTrip(r)
	dial, _ := errors.AsType[*net.OpError](err)
	switch {
	case err == nil:
	case dial != nil && dial.Op == "dial":
		return false // as it should be
	case !reused && errors.Is(err, syscall.ECONNRESET):
		return false // the operating system had made the connection, but the server not taken it when it ceased to listen
	default:
		return c.broke(fmt.Sprintf("on a connection used before: %t, sent after it told: %t,%s", reused, late, reason.FindString(err.Error())))
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK || string(body) != q.want {
		return c.broke(fmt.Sprintf("status %d, %d bytes of %d, %v", answer.StatusCode, len(body), len(q.want), err))
	}
	c.answered.Add(1)
	if late {
		c.late.Add(1)
	}
	return true
}

func (c *crowd) broke(how string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.broken[how]++
	return false
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// watchReadiness asks as a load balancer does, each time on a new connection, until there is none.
func (c *crowd) watchReadiness() {
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for ; ; time.Sleep(10 * time.Millisecond) {
		answer, err := client.Get(c.url + "/readyz")
		if err != nil {
			c.refuses = time.Now()
			close(c.refusing)
			if !isClosed(c.stopping) { // it never told; what is held back must not be for ever
				close(c.stopping)
			}
			return
		}
		body, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		switch text := fmt.Sprintf("%d %s", answer.StatusCode, body); {
		case strings.HasPrefix(text, `503 {"status":"stopping"}`):
			if !isClosed(c.stopping) {
				c.stops = time.Now()
				close(c.stopping)
			}
		case !strings.HasPrefix(text, `200 {"status":"ready"}`) || isClosed(c.stopping):
			c.otherwise = text
		}
	}
}
