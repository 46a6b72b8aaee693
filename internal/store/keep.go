package store

import (
	"context"
	"strconv"

	"kommungraf/internal/kept"
)

// What is kept from one read to the next is named by the revision that it was read at, and by the class of the reader, so
// that nothing has to be thrown away when something is written: it is never asked for again.

// newFragments keeps the JSON of small things.
func newFragments(most int) *kept.Cache[[]byte] {
	return kept.New(most, func(key string, text []byte) int { return len(key) + len(text) + 200 })
}

// keptCounts is how many results of counting are kept.
const keptCounts = 200

func newCounts(on bool) *kept.Cache[any] {
	if !on {
		return nil
	}
	return kept.New(keptCounts, func(string, any) int { return 1 })
}

// at names the state that the reader of a context sees, but for the day.
func (s *Store) at(ctx context.Context) (string, error) {
	revision, err := s.Latest(ctx)
	return strconv.Itoa(revision) + string(viewOf(ctx).Class) + "\x00", err
}

// counted gives a count that is kept, or counts.
func counted[T any](ctx context.Context, s *Store, name string, read func() (T, error)) (T, error) {
	if s.driver.counts == nil {
		return read()
	}
	state, err := s.at(ctx)
	if err != nil {
		return read() // and fail as a read does
	}
	key := name + "\x00" + state + string(viewOf(ctx).AsOf)
	if known, ok := s.driver.counts.Get(key); ok {
		return known.(T), nil
	}
	value, err := read()
	if after, again := s.at(ctx); err == nil && again == nil && after == state {
		s.driver.counts.Add(key, value)
	}
	return value, err
}
