package store

import (
	"encoding/hex"
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// FoldName makes names comparable without regard to case. Neither database does so for å, ä and ö alike.
func FoldName(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// A collator is not safe for several goroutines at once.
var collators = sync.Pool{New: func() any {
	return &collator{Collator: collate.New(language.Swedish, collate.Loose, collate.Numeric)}
}}

type collator struct {
	*collate.Collator
	buffer collate.Buffer
}

// SortName makes the key that lists are ordered by: the Swedish order of letters, å ä ö last, without regard to case
// and accents, numbers by value. It is lower-case hexadecimal, which every database collation orders alike.
func SortName(name string) string {
	c := collators.Get().(*collator)
	defer collators.Put(c)
	c.buffer.Reset()
	return hex.EncodeToString(c.KeyFromString(&c.buffer, norm.NFC.String(name)))
}
