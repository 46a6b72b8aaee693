package wire

import (
	"bytes"
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
)

// events answers with a stream of events (graphql-sse, distinct connections): each answer is an event «next», and
// «complete» is the last. So is the answer to an operation that is refused, as the protocol has it; only who is to come
// back later is told so by a status.
func (h *Handler) events(ctx context.Context, w http.ResponseWriter, params *graphql.RawParams) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := &stream{w: w, control: http.NewResponseController(w), patience: h.Write, end: cancel}
	defer s.close() // a panic is answered by someone else
	go s.keepAlive(ctx, h.Keepalive, h.Stopping)

	refused := h.run(ctx, params, s.next)
	if refused != nil {
		if status := refusedStatus(refused, mediaJSON); status != http.StatusOK && s.turnedBack() {
			h.write(w, mediaJSON, status, refused)
			return
		}
		s.next(refused)
	}
	s.send("complete", nil)
}

// stream is a stream of server-sent events. One that cannot be written to in time ends the operation.
type stream struct {
	w        http.ResponseWriter
	control  *http.ResponseController
	patience time.Duration
	end      context.CancelFunc

	mu     sync.Mutex
	begun  bool
	closed bool
}

func (s *stream) next(answer *graphql.Response) bool {
	body, err := encode(answer)
	if err != nil {
		panic(err)
	}
	return s.send("next", body)
}

func (s *stream) send(event string, data []byte) bool {
	var b bytes.Buffer
	b.WriteString("event: " + event + "\ndata: ")
	b.Write(data) // JSON without line breaks
	b.WriteString("\n\n")
	return s.write(b.Bytes())
}

func (s *stream) write(text []byte) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	if !s.begun {
		s.begun = true
		s.w.Header().Set("Content-Type", mediaEvents+"; charset=utf-8")
		s.w.Header().Set("X-Accel-Buffering", "no") // proxies must not wait for more
		s.w.WriteHeader(http.StatusOK)
	}
	if s.patience > 0 {
		_ = s.control.SetWriteDeadline(time.Now().Add(s.patience)) // in place of the server's, which is for whole answers
	}
	if _, err := s.w.Write(text); err != nil || s.control.Flush() != nil {
		s.closed = true
		s.end()
		return false
	}
	return true
}

// close ends the writing.
func (s *stream) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
}

// turnedBack ends the writing before it has begun; it tells whether it could.
func (s *stream) turnedBack() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = s.closed || !s.begun
	return !s.begun
}

// keepAlive sends a comment now and then, by which proxies see that the stream is alive and we see that its reader is.
func (s *stream) keepAlive(ctx context.Context, every time.Duration, stopping <-chan struct{}) {
	if every <= 0 {
		every = 15 * time.Second
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-stopping:
			s.end()
			return
		case <-ticker.C:
			if !s.write([]byte(":\n\n")) {
				return
			}
		}
	}
}
