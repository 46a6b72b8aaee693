package store

import (
	"context"
	"slices"
	"strconv"

	"kommungraf/internal/kept"
	"kommungraf/internal/shape"
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

// at names the state that the reader of a context sees.
func (s *Store) at(ctx context.Context) (string, error) {
	revision, err := s.Latest(ctx)
	v := viewOf(ctx)
	return "\x00" + strconv.Itoa(revision) + string(v.Class) + "\x00" + string(v.AsOf) + "\x00", err
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
	key := name + state
	if known, ok := s.driver.counts.Get(key); ok {
		return known.(T), nil
	}
	value, err := read()
	if after, again := s.at(ctx); err == nil && again == nil && after == state {
		s.driver.counts.Add(key, value)
	}
	return value, err
}

// fragments are things of a place, or pages of a list, as JSON, by the id of the thing or of what the list belongs to.
type fragments map[string][]byte

// What is large is not kept as a fragment, in bytes: it fills what there is room for, and reading it again costs little
// more than writing it.
const (
	largestFragment = 32 << 10
	longestName     = 512 // of the arguments of a list
)

// recall takes what is kept of a place, and gives the ids of what is left to load. Keep is called when that is loaded; it
// keeps what write gives for an id, if nothing was written since.
func (r *reader) recall(p *shape.Place, arguments string, ids []string) (missing []string, keep func(write func(id string) ([]byte, error)) error, err error) {
	cache := r.store.driver.fragments
	if cache == nil || p.Signature == "" || len(arguments) > longestName {
		return ids, func(func(string) ([]byte, error)) error { return nil }, nil
	}
	state, err := r.store.at(r.ctx)
	if err != nil {
		return nil, nil, err
	}
	prefix := p.Signature + arguments + state
	found := make(fragments, len(ids))
	for _, id := range ids {
		if text, ok := cache.Get(prefix + id); ok {
			found[id] = text
		} else {
			missing = append(missing, id)
		}
	}
	if r.kept == nil {
		r.kept = map[*shape.Place]fragments{}
	}
	r.kept[p] = found
	return missing, func(write func(string) ([]byte, error)) error {
		after, err := r.store.at(r.ctx)
		if err != nil {
			return err
		}
		for _, id := range missing {
			text, err := write(id)
			if err != nil {
				return err
			}
			if text == nil {
				continue
			}
			found[id] = text
			if after == state && len(text) <= largestFragment {
				cache.Add(prefix+id, slices.Clip(text))
			}
		}
		return nil
	}, nil
}
