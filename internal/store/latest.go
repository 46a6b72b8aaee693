package store

import (
	"context"
	"sync"
	"time"
)

// fresh is how long a revision is taken for the latest without asking the database again.
const fresh = 100 * time.Millisecond

// latest is the last revision that this server knows of.
type latest struct {
	mu       sync.Mutex
	revision int
	until    time.Time
}

// Latest is the number of the last write, as far as this server knows: its own writes at once, those of other servers and
// programs within a tenth of a second. What is kept from one request to the next goes by it.
func (s *Store) Latest(ctx context.Context) (int, error) {
	l := &s.latest
	l.mu.Lock() // also while it asks: the others want to know the same
	defer l.mu.Unlock()
	now := time.Now() // not the clock of the store, which may stand still
	if now.Before(l.until) {
		return l.revision, nil
	}
	revision, err := s.Revision(ctx)
	if err != nil {
		return 0, err
	}
	l.revision, l.until = max(l.revision, revision), now.Add(fresh)
	return l.revision, nil
}

// note takes a revision that this server has written.
func (l *latest) note(revision int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.revision = max(l.revision, revision)
}
