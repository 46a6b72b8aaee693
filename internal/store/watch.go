package store

import (
	"context"
	"slices"
	"sync"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"kommungraf/ent/db"
	"kommungraf/ent/db/change"
	"kommungraf/ent/db/revision"
	"kommungraf/internal/vocab"
)

// Revised tells of a finished write.
type Revised struct {
	Revision   int          `json:"revision"`
	RecordedAt time.Time    `json:"recordedAt"` // UTC, to the microsecond
	Changes    int          `json:"changes"`    // rows that were created or changed; 0 when only a fingerprint was noted
	Origin     vocab.Origin `json:"origin"`
}

// Watch tells of the revisions that are finished from now on, oldest first, none twice. Of those that follow each other
// faster than they are received, the oldest are left out: what is certain is that the newest is told, and that nobody
// waits for a slow receiver. The channel is closed when ctx ends or the store is closed.
//
// On PostgreSQL the revisions of every server on the database are told, and those missed over a lost connection when there
// is one again. On SQLite they are those of this Store: a file has one server.
//
// The error is Unavailable when the database does not answer.
func (s *Store) Watch(ctx context.Context) (<-chan Revised, error) {
	last, err := s.Revision(ctx)
	if err != nil {
		return nil, Explain(ctx, err)
	}
	return s.news.watch(ctx, last), nil
}

// commit ends a write and has its revision told, in the order of the commits. On PostgreSQL the database tells it: to all
// servers, and only what is committed.
func (s *Store) commit(ctx context.Context, tx *db.Tx, r Revised) error {
	if s.dialect == dialect.Postgres {
		if err := notify(ctx, tx, r); err != nil {
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
		s.latest.note(r.Revision)
		return nil
	}
	// The next writer may begin as soon as this one is committed, but not overtake it here.
	s.committing.Lock()
	defer s.committing.Unlock()
	if err := tx.Commit(); err != nil {
		return err
	}
	s.latest.note(r.Revision)
	s.news.tell(r)
	return nil
}

// Newest is the last finished write; its Revision is 0 before the first.
func (s *Store) Newest(ctx context.Context) (Revised, error) {
	last, err := s.since(ctx, 0, 1)
	if err != nil || len(last) == 0 {
		return Revised{}, err
	}
	return last[0], nil
}

// since gives the revisions after one, oldest first, and of too many the newest.
func (s *Store) since(ctx context.Context, last, most int) ([]Revised, error) {
	rows, err := s.Client.Revision.Query().Where(revision.IDGT(last)).Order(revision.ByID(entsql.OrderDesc())).Limit(most).All(ctx)
	if err != nil {
		return nil, err
	}
	var missed []Revised
	for _, r := range slices.Backward(rows) {
		changes, err := s.Client.Change.Query().Where(change.RevisionID(r.ID)).Count(ctx)
		if err != nil {
			return nil, err
		}
		missed = append(missed, Revised{Revision: r.ID, RecordedAt: r.RecordedAt, Changes: changes, Origin: r.Origin})
	}
	return missed, nil
}

// unread is how many revisions wait for a slow receiver before the oldest is left out.
const unread = 16

// news spreads revisions among those who watch.
type news struct {
	listen func(ctx context.Context) // hears what other servers write until ctx ends; nil where there are none

	alive context.Context // until close
	end   context.CancelFunc
	wg    sync.WaitGroup // the listening

	mu        sync.Mutex
	last      Revised // told last
	watchers  map[*watcher]struct{}
	listening bool
}

// watcher is one who watches. Its channel is sent to and closed under the lock of news.
type watcher struct {
	c     chan Revised
	known int // the revision before the first that it is to be told
}

func newNews() *news {
	n := &news{watchers: map[*watcher]struct{}{}}
	n.alive, n.end = context.WithCancel(context.Background())
	return n
}

// watch tells of revisions after the known one until ctx ends. The first one who watches starts the listening.
func (n *news) watch(ctx context.Context, known int) <-chan Revised {
	w := &watcher{make(chan Revised, unread), known}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.alive.Err() != nil {
		close(w.c)
		return w.c
	}
	if n.listen != nil && !n.listening {
		n.listening, n.last.Revision = true, known
		n.wg.Go(func() { n.listen(n.alive) })
	}
	n.watchers[w] = struct{}{}
	w.offer(n.last) // it may have come between the caller's look at the database and now
	context.AfterFunc(ctx, func() { n.leave(w) })
	return w.c
}

func (n *news) leave(w *watcher) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if _, watching := n.watchers[w]; watching {
		delete(n.watchers, w)
		close(w.c)
	}
}

// latest is the number of the revision that was told last.
func (n *news) latest() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.last.Revision
}

// tell spreads a revision unless it, or a later one, is known already.
func (n *news) tell(r Revised) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if r.Revision <= n.last.Revision {
		return
	}
	n.last = r
	for w := range n.watchers {
		w.offer(r)
	}
}

// offer never waits: where there is no room, the oldest revision makes some.
func (w *watcher) offer(r Revised) {
	if r.Revision <= w.known {
		return
	}
	for {
		select {
		case w.c <- r:
			return
		default:
		}
		select {
		case <-w.c:
		default: // the receiver was faster
		}
	}
}

// close ends all watching and waits until nothing listens.
func (n *news) close() {
	n.mu.Lock()
	n.end()
	for w := range n.watchers {
		close(w.c)
	}
	clear(n.watchers)
	n.mu.Unlock()
	n.wg.Wait()
}
