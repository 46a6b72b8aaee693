package network

import (
	"hash/maphash"
	"slices"
)

const (
	pageBits = 8
	pageSize = 1 << pageBits
)

// paged is a list in pages, so that a changed list can share all pages but the changed ones with the list it came from.
type paged[T any] struct {
	pages []*[pageSize]T
	n     int
}

func (p *paged[T]) at(i int32) *T { return &p.pages[i>>pageBits][i&(pageSize-1)] }

// editor changes a list without touching the one it came from.
type editor[T any] struct {
	paged[T]
	own []bool // the pages that are in no other list
}

func (p paged[T]) edit() editor[T] {
	p.pages = slices.Clone(p.pages)
	return editor[T]{p, make([]bool, len(p.pages))}
}

// change gives an element to write to.
func (e *editor[T]) change(i int32) *T {
	if page := i >> pageBits; !e.own[page] {
		copied := *e.pages[page]
		e.pages[page], e.own[page] = &copied, true
	}
	return e.at(i)
}

func (e *editor[T]) add(v T) {
	if e.n == len(e.pages)<<pageBits {
		e.pages, e.own = append(e.pages, new([pageSize]T)), append(e.own, true)
	}
	e.n++
	*e.change(int32(e.n - 1)) = v
}

// index finds the number of a thing by its id. It keeps numbers alone, in buckets by the hash of the id; whoever asks
// tells whether a number is the one.
type index struct{ buckets [][]int32 }

const (
	bucketSize = 16 // numbers in a bucket of a new index
	bucketFull = 64 // numbers in a bucket, on average, that call for a new index
)

var seed = maphash.MakeSeed()

// hash is of the part of an id that follows the prefix.
func hash(id []byte) uint64 { return maphash.Bytes(seed, id) }

// newIndex indexes the numbers below n; hashOf is asked twice for each.
func newIndex(n int, hashOf func(int32) (hash uint64, ok bool)) index {
	x := index{make([][]int32, n/bucketSize+1)}
	sizes, all := make([]int32, len(x.buckets)), make([]int32, n)
	for i := range int32(n) {
		if h, ok := hashOf(i); ok {
			sizes[x.bucket(h)]++
		}
	}
	for b, size := range sizes {
		x.buckets[b], all = all[:0:size], all[size:]
	}
	for i := range int32(n) {
		if h, ok := hashOf(i); ok {
			b := x.bucket(h)
			x.buckets[b] = append(x.buckets[b], i)
		}
	}
	return x
}

func (x index) bucket(h uint64) int { return int(h % uint64(len(x.buckets))) }

// find gives the number that is the one, or -1.
func (x index) find(h uint64, is func(int32) bool) int32 {
	for _, i := range x.buckets[x.bucket(h)] {
		if is(i) {
			return i
		}
	}
	return -1
}

func (x index) full(n int) bool { return n > bucketFull*len(x.buckets) }

// put and drop copy the bucket, which other graphs may share.
func (x index) put(h uint64, i int32) {
	b := x.bucket(h)
	x.buckets[b] = append(slices.Clone(x.buckets[b]), i)
}

func (x index) drop(h uint64, i int32) {
	b := x.bucket(h)
	x.buckets[b] = slices.DeleteFunc(slices.Clone(x.buckets[b]), func(j int32) bool { return j == i })
}
