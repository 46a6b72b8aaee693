package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	neturl "net/url"
	"os"
	"os/exec"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"

	"kommungraf/internal/kbtest"
	"kommungraf/internal/kbtest/pgserver"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// asServer makes the test program be the server. It does not begin as our settings do, of which an unknown one is refused.
const asServer = "TEST_AS_KOMMUNGRAF"

func TestMain(m *testing.M) {
	if os.Getenv(asServer) != "" {
		main()
	}
	os.Exit(m.Run())
}

// startProcess does as start, with a process of its own that is stopped by SIGTERM.
func startProcess(t *testing.T, database string, args ...string) (url string, printed *output, stop func() int) {
	t.Helper()
	printed = &output{}
	process := exec.CommandContext(t.Context(), os.Args[0], append([]string{"--database", database, "--address", "127.0.0.1:0"}, args...)...)
	process.Env = []string{asServer + "=1"} // and no settings of a developer's
	process.Stdout, process.Stderr = printed, printed
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	stop = sync.OnceValue(func() int {
		_ = process.Process.Signal(syscall.SIGTERM) // when it has gone, its exit code says why
		_ = process.Wait()
		return process.ProcessState.ExitCode()
	})
	t.Cleanup(func() { stop() })
	at := regexp.MustCompile(`(?m)^  (http://127\.0\.0\.1:\d+)$`)
	if !within(30*time.Second, func() bool { return at.MatchString(printed.String()) }) {
		t.Fatalf("the server did not start:\n%s", printed)
	}
	return at.FindStringSubmatch(printed.String())[1], printed, stop
}

// within waits until something is so, and tells whether it is in time.
func within(limit time.Duration, so func() bool) bool {
	for deadline := time.Now().Add(limit); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			return false
		}
	}
	return true
}

// A thousand requests are under way, and some clients ask without pause, when the server is told to stop.
func TestStop(t *testing.T) {
	for name, server := range map[string]struct {
		database func(testing.TB, string) string
		start    func(*testing.T, string, ...string) (string, *output, func() int)
	}{
		"sqlite":           {kbtest.SQLite, start},
		"postgres":         {kbtest.Postgres, start},
		"process, SIGTERM": {kbtest.SQLite, startProcess},
	} {
		t.Run(name, func(t *testing.T) {
			url, printed, stop := server.start(t, server.database(t, "loaded"), "--no-reference",
				"--rate-requests=0", "--rate-cost=0", "--max-waiting=2000", "--max-wait=30s", "--log-level=error")
			var streams, sockets []live
			for range 10 {
				streams, sockets = append(streams, follow(t, url)), append(sockets, connect(t, url))
			}
			held, asking := int64(1000), int64(20)
			if slowed() {
				held = 100
			}
			c := newCrowd(t, url)
			c.hold(t, held)
			c.keepAsking(t, asking)
			if !within(30*time.Second, func() bool { return c.held.Load() == held && c.answered.Load() > 10*asking }) {
				t.Fatalf("%d requests are under way and %d answered", c.held.Load(), c.answered.Load())
			}
			c.answered.Store(0)

			gone := make(chan struct{})
			go func() { c.watchReadiness(); close(gone) }()
			told := time.Now()
			code := stop()
			took := time.Since(told)
			<-gone
			c.wg.Wait()

			t.Logf("told that it stops after %v, took no connection after %v, all over after %v", c.stops.Sub(told), c.refuses.Sub(told), took)
			t.Logf("%d right answers, %d of them to requests sent after it told; broken: %v", c.answered.Load(), c.late.Load(), c.broken)
			if code != exitFinished || took > 10*time.Second {
				t.Errorf("code %d after %v:\n%s", code, took, printed)
			}
			if len(c.broken) > 0 {
				t.Errorf("requests that broke: %v", c.broken)
			}
			if c.answered.Load() < held || c.late.Load() == 0 {
				t.Errorf("%d answers, %d of them late: there is one to each of the %d that were under way, and some came while it stopped",
					c.answered.Load(), c.late.Load(), held)
			}
			if c.stops.IsZero() || !c.stops.Before(c.refuses) || c.otherwise != "" {
				t.Errorf("/readyz told that it stops at %v, and connections were refused at %v; it also said %q", c.stops, c.refuses, c.otherwise)
			}
			for _, s := range streams {
				if how := s.end(t); how != "complete" {
					t.Errorf("an event stream ended with %q", how)
				}
			}
			for _, s := range sockets {
				if how := s.end(t); how != "StatusGoingAway" {
					t.Errorf("a WebSocket ended with %q", how)
				}
			}
		})
	}
}

// With nothing else under way there is nothing but its WebSockets that a process could wait for: each is told all the same.
func TestStopTellsWebsockets(t *testing.T) {
	url, _, stop := startProcess(t, kbtest.SQLite(t, "loaded"), "--no-reference", "--drain=0s")
	var sockets []live
	for range 100 {
		sockets = append(sockets, connect(t, url))
	}
	for _, s := range sockets {
		s.next(t)
	}
	if code := stop(); code != exitFinished {
		t.Errorf("code %d", code)
	}
	ended := map[string]int{}
	for _, s := range sockets {
		ended[s.end(t)]++
	}
	if ended["StatusGoingAway"] != len(sockets) {
		t.Errorf("the WebSockets ended with %v", ended)
	}
}

// slowed tells whether the race detector is on, beneath which SQLite, which is Go here, takes some twenty times as long.
func slowed() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// PostgreSQL is restarted while clients ask: they are told to come back, and nothing else than that happens to them.
func TestPostgresRestart(t *testing.T) {
	database, location := kbtest.PostgresAlone(t, "loaded")
	url, printed, stop := start(t, location, "--rate-requests=0", "--rate-cost=0")
	stream := follow(t, url)
	if first := stream.next(t); first != 1 {
		t.Fatalf("the stream began with revision %d", first)
	}
	asked := questions(t, url)

	var right, unavailable atomic.Int64
	var enough atomic.Bool
	var clients sync.WaitGroup
	for range 8 {
		clients.Go(func() {
			for !enough.Load() {
				for _, q := range asked {
					answer, body, err := tryPost(t.Context(), url, q.query)
					if err != nil {
						t.Error(err)
						return
					}
					if answer.StatusCode == http.StatusOK && body == q.want {
						right.Add(1)
						continue
					}
					unavailable.Add(1)
					if fault := notUnavailable(answer, body); fault != "" {
						t.Errorf("%s: %d %.300s", fault, answer.StatusCode, body)
						return
					}
					time.Sleep(10 * time.Millisecond) // as told, if not for as long
				}
			}
		})
	}
	ready := func(status string) bool {
		_, body := get(t, url+"/readyz")
		return strings.Contains(body, `"status":"`+status+`"`)
	}
	if !within(10*time.Second, func() bool { return right.Load() > 100 }) || !ready("ready") {
		t.Fatalf("only %d answers", right.Load())
	}
	if err := database.Halt(pgserver.Fast); err != nil {
		t.Fatal(err)
	}
	if !ready("unavailable") {
		t.Error("/readyz does not say that the database is unavailable")
	}
	time.Sleep(300 * time.Millisecond) // clients find it gone, and the stream tries in vain
	if err := database.Resume(); err != nil {
		t.Fatal(err)
	}
	back, before := time.Now(), right.Load()
	if !within(10*time.Second, func() bool { return right.Load() > before }) {
		t.Error("no right answer within 10 s after the database was back")
	}
	t.Logf("first right answer %v after the database was back", time.Since(back))
	if !within(10*time.Second, func() bool { return ready("ready") }) {
		t.Error("/readyz does not say that the database is back")
	}

	write(t, location)
	written := time.Now()
	if next := stream.next(t); next != 2 {
		t.Errorf("after the restart the stream told of revision %d, want 2", next)
	}
	t.Logf("the stream told of the write %v after it", time.Since(written))
	enough.Store(true)
	clients.Wait()
	t.Logf("%d right answers, %d unavailable", right.Load(), unavailable.Load())
	if unavailable.Load() == 0 {
		t.Error("nobody noticed the restart: this test tests nothing")
	}
	if code := stop(); code != exitFinished || strings.Contains(printed.String(), "internal error") {
		t.Errorf("code %d:\n%s", code, printed)
	}
}

// notUnavailable says what is wrong with an answer that should say no more than that the database cannot be reached.
func notUnavailable(answer *http.Response, body string) string {
	if answer.StatusCode != http.StatusOK && answer.StatusCode != http.StatusServiceUnavailable {
		return "a strange status"
	}
	if !strings.HasPrefix(answer.Header.Get("Content-Type"), "application/json") {
		return "no JSON"
	}
	codes := codes(body)
	if len(codes) == 0 || slices.ContainsFunc(codes, func(code string) bool { return code != "UNAVAILABLE" }) {
		return fmt.Sprintf("the codes %q", codes)
	}
	for _, word := range []string{"pq:", "sql", "SQL", "dial", "refused", "EOF", "socket", "driver", "57P0"} {
		if strings.Contains(body, word) {
			return "the words of a driver"
		}
	}
	return ""
}

// codes are those of the errors in an answer.
func codes(body string) []string {
	var answer struct {
		Errors []struct{ Extensions struct{ Code string } }
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		return []string{err.Error()}
	}
	var all []string
	for _, e := range answer.Errors {
		all = append(all, e.Extensions.Code)
	}
	return all
}

// What one server writes is told by the others on the same database. Here the second one brings the reference data.
func TestTwoServers(t *testing.T) {
	location := kbtest.Postgres(t, "empty")
	one, _, _ := start(t, location, "--no-reference")
	subscribers := map[string]live{"events": follow(t, one), "websocket": connect(t, one)}
	for name, s := range subscribers {
		if first := s.next(t); first != 0 {
			t.Fatalf("%s: begins with revision %d", name, first)
		}
	}
	start(t, location)
	for name, s := range subscribers {
		if next := s.next(t); next != 1 {
			t.Errorf("%s: told of revision %d, want 1", name, next)
		}
	}
}

// live is a subscription to the revisions of a server.
type live struct {
	told  chan int
	ended chan string
}

const revisions = `subscription { knowledgeBaseChanged { revision } }`

func (l live) next(t *testing.T) int {
	t.Helper()
	select {
	case n := <-l.told:
		return n
	case how := <-l.ended:
		t.Fatalf("the subscription ended: %s", how)
	case <-time.After(10 * time.Second):
		t.Fatal("nothing was told in 10 s")
	}
	return 0
}

func (l live) end(t *testing.T) string {
	t.Helper()
	select {
	case how := <-l.ended:
		return how
	case <-time.After(10 * time.Second):
		return "nothing in 10 s"
	}
}

// tell notes the revision that an answer holds.
func (l live) tell(answer []byte) {
	var a struct {
		Data struct{ KnowledgeBaseChanged struct{ Revision *int } }
	}
	if err := json.Unmarshal(answer, &a); err != nil || a.Data.KnowledgeBaseChanged.Revision == nil {
		l.ended <- string(answer)
		return
	}
	l.told <- *a.Data.KnowledgeBaseChanged.Revision
}

// follow subscribes by server-sent events. The stream ends with its last event, or an error.
func follow(t *testing.T, url string) live {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/graphql?query="+neturl.QueryEscape(revisions), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	l := live{make(chan int, 10), make(chan string, 10)}
	go func() {
		defer answer.Body.Close()
		event, lines := "", bufio.NewScanner(answer.Body)
		for lines.Scan() {
			if name, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				event = name
			}
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok && event == "next" {
				l.tell([]byte(data))
			}
		}
		if err := lines.Err(); err != nil {
			event = err.Error()
		}
		l.ended <- event
	}()
	return l
}

// connect subscribes over a WebSocket. It ends with the name of the code with which it is closed, or an error.
func connect(t *testing.T, url string) live {
	t.Helper()
	conn, _, err := websocket.Dial(t.Context(), url+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	type message struct {
		Type    string          `json:"type"`
		ID      string          `json:"id,omitempty"`
		Payload json.RawMessage `json:"payload,omitempty"`
	}
	query, err := json.Marshal(map[string]string{"query": revisions})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []message{{Type: "connection_init"}, {Type: "subscribe", ID: "1", Payload: query}} {
		if err := wsjson.Write(t.Context(), conn, m); err != nil {
			t.Fatal(err)
		}
	}
	l := live{make(chan int, 10), make(chan string, 10)}
	go func() {
		defer func() { _ = conn.CloseNow() }() // it is closed already, but where the test gave up
		for {
			var m message
			err := wsjson.Read(t.Context(), conn, &m)
			if code := websocket.CloseStatus(err); code > 0 {
				l.ended <- code.String()
				return
			}
			if err != nil {
				l.ended <- err.Error()
				return
			}
			if m.Type == "next" {
				l.tell(m.Payload)
			}
		}
	}()
	return l
}

// write adds a revision to a knowledge base, not through the server under test.
func write(t *testing.T, location string) {
	t.Helper()
	kb := kbtest.MustOpen(t, location)
	err := kb.Write(t.Context(), vocab.FromReference, func(_ context.Context, w *store.Writer) error {
		w.Loaded("by a test")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func postRequest(ctx context.Context, url, query string) (*http.Request, error) {
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/graphql", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	return r, nil
}

// tryPost sends a query and gives the answer and its body.
func tryPost(ctx context.Context, url, query string) (*http.Response, string, error) {
	r, err := postRequest(ctx, url, query)
	if err != nil {
		return nil, "", err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return answer, string(body), err
}

// post does as tryPost, and takes nothing but an answer.
func post(t *testing.T, url, query string) (*http.Response, string) {
	t.Helper()
	answer, body, err := tryPost(t.Context(), url, query)
	if err != nil {
		t.Fatal(err)
	}
	return answer, body
}
