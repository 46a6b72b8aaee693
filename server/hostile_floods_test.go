package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
)

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
