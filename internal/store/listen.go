package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/lib/pq"

	"kommungraf/ent/db"
)

// channel is the one on which servers tell each other of revisions; PostgreSQL keeps it apart for each database.
const channel = "kommungraf_revised"

// How long to wait before listening again when the connection was lost: the first time, and at most.
const (
	firstPause   = 100 * time.Millisecond
	longestPause = 5 * time.Second
)

// notify has a revision told to all who listen, when the transaction is committed.
func notify(ctx context.Context, tx *db.Tx, r Revised) error {
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "SELECT pg_notify($1, $2)", channel, string(text))
	return err
}

// listen tells of the revisions that any server commits until ctx ends, over as many connections as it takes. It does not
// use pq.Listener, which sleeps and dials where Close cannot reach it, and which blocks for ever when nobody receives.
func (s *Store) listen(ctx context.Context) {
	pause := firstPause
	for ctx.Err() == nil {
		if s.hear(ctx) {
			pause = firstPause
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
		pause = min(2*pause, longestPause)
	}
}

// hear tells of revisions until ctx ends or the connection is lost, and reports whether it came as far as listening. A
// host that is gone without a word is noticed by the keep-alives of TCP, within three minutes.
func (s *Store) hear(ctx context.Context) bool {
	notices := make(chan *pq.Notification, unread)
	conn, err := pq.NewListenerConn(s.dsn, notices) // for connectTimeout at most
	if err != nil {
		return false
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer func() {
		stop()
		conn.Close()
		for range notices { // until the connection's goroutine is gone
		}
	}()
	if _, err := conn.Listen(channel); err != nil {
		return false
	}
	// What was committed before we listened, nobody tells; what is committed from now on may be told twice.
	missed, err := s.since(ctx, s.news.latest(), unread)
	if err != nil {
		return false
	}
	for _, r := range missed {
		s.news.tell(r)
	}
	for n := range notices {
		var r Revised
		if json.Unmarshal([]byte(n.Extra), &r) == nil { // anyone may write to the channel
			s.news.tell(r)
		}
	}
	return true
}
