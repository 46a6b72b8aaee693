package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"entgo.io/ent/dialect"
	"github.com/kljensen/snowball/swedish"

	"kommungraf/ent/db"
	"kommungraf/ent/db/searchdocument"
	"kommungraf/ent/db/searchterm"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// Search works on stems made in Go and kept in two ordinary tables, so that both databases find and rank alike
// (docs/decisions/0005). A document's terms have weights: what a thing is called counts for more than what is said of it.
const (
	weightName        = 16
	weightAlias       = 12
	weightIdentifier  = 12
	weightSubject     = 4 // area, products
	weightKind        = 3 // a word for its kind or form: more than a mention, so that «Sundsvalls kommun» is Sundsvall
	weightDescription = 2
	// A word without its diacritics finds the one with them, but ranks after a word that is spelled so.
	plainPenalty = 1
)

// Limits of a search.
const (
	MaxQueryLength = 256   // characters
	MaxQueryWords  = 12    // words
	MaxHits        = 1_000 // hits that can be paged through; totalCount counts on
)

// document is what search knows of a thing.
type document struct {
	db.SearchDocument
	terms map[string]int // stem → weight of the best place where it occurs
}

func newDocument(id vocab.ID, kind vocab.SearchKind, name string) document {
	return document{
		db.SearchDocument{
			ID: id, Kind: kind, NameFold: FoldName(name), NamePlain: withoutMarks(FoldName(name)), NameSort: SortName(name),
		}, map[string]int{},
	}
}

func (d document) add(weight int, texts ...string) {
	for _, text := range texts {
		for _, w := range words(text) {
			d.put(stem(w), weight)
			if plain := withoutMarks(w); plain != w {
				d.put(stem(plain), weight-plainPenalty)
			}
		}
	}
}

func (d document) put(term string, weight int) { d.terms[term] = max(d.terms[term], weight) }

func (d document) addText(weight int, t *vocab.Text) {
	if t != nil {
		d.add(weight, t.SV, t.EN)
	}
}

func actorDocument(a *db.Actor) document {
	d := newDocument(a.ID, vocab.SearchKind(a.Kind), a.Name)
	d.add(weightName, a.Name, strings.ReplaceAll(a.Slug, "-", " "))
	d.add(weightAlias, deref(a.NameEn))
	d.add(weightAlias, a.Aliases...)
	for _, i := range a.Identifiers {
		d.put(FoldName(i.Value), weightIdentifier) // found as it is written
		d.add(weightIdentifier, i.Value)
	}
	d.add(weightSubject, deref(a.County), deref(a.Seat))
	d.add(weightSubject, a.Products...)
	d.add(weightSubject, a.Categories...)
	d.add(weightKind, kindWords[a.Kind])
	if a.Form != nil {
		d.add(weightKind, formWords[*a.Form])
	}
	d.addText(weightDescription, a.Purpose)
	return d
}

func solutionDocument(s *db.Solution) document {
	d := newDocument(s.ID, vocab.FindSolution, s.Name)
	d.add(weightName, s.Name, strings.ReplaceAll(s.Slug, "-", " "))
	d.add(weightSubject, s.Area)
	d.addText(weightDescription, &s.Description)
	return d
}

// deref gives what a pointer leads to, the zero value for none.
func deref[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// words splits a text at everything but letters and digits. A hyphenated word is found as a whole and by its parts:
// "e-arkiv" gives earkiv, e and arkiv.
func words(text string) []string {
	var all []string
	for _, w := range strings.FieldsFunc(FoldName(text), func(r rune) bool { return !inWord(r) && r != '-' }) {
		parts := strings.FieldsFunc(w, func(r rune) bool { return r == '-' })
		all = append(all, parts...)
		if len(parts) > 1 {
			all = append(all, strings.Join(parts, ""))
		}
	}
	return all
}

// queryWords are the words of a query: a hyphenated one counts as a whole alone.
func queryWords(query string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(FoldName(query), "-", ""), func(r rune) bool { return !inWord(r) })
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func stem(word string) string { return swedish.Stem(word, true) }

// plainLetters are the letters with marks that Swedish names hold.
var plainLetters = strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "é", "e", "è", "e", "ü", "u", "ø", "o", "æ", "a", "á", "a", "à", "a")

func withoutMarks(word string) string { return plainLetters.Replace(word) }

// saveDocuments puts documents in place of what search knew of the same things.
func (w *Writer) saveDocuments(ctx context.Context, documents []document) error {
	for chunk := range slices.Chunk(documents, chunkSize) {
		ids := make([]vocab.ID, len(chunk))
		rows := make([]*db.SearchDocument, len(chunk))
		var terms []*db.SearchTermCreate
		for i, d := range chunk {
			ids[i], rows[i] = d.ID, &d.SearchDocument
			for term, weight := range d.terms {
				terms = append(terms, w.tx.SearchTerm.Create().SetDocumentID(d.ID).SetStem(term).SetWeight(weight))
			}
		}
		if _, err := w.tx.SearchTerm.Delete().Where(searchterm.DocumentIDIn(ids...)).Exec(ctx); err != nil {
			return err
		}
		if _, err := w.tx.SearchDocument.Delete().Where(searchdocument.IDIn(ids...)).Exec(ctx); err != nil {
			return err
		}
		if err := w.tx.SearchDocument.Insert(ctx, rows); err != nil {
			return err
		}
		for t := range slices.Chunk(terms, 4*chunkSize) {
			if err := w.tx.SearchTerm.CreateBulk(t...).Exec(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// Hit is a thing that a search found.
type Hit struct {
	ID    vocab.ID
	Score int
}

// Hits is what a search found, best first.
type Hits struct {
	Hits  []Hit // at most MaxHits
	Total int
}

// Search finds the things that contain every word of the query, or a word that the last one begins, and ranks them: a
// name that is the query first, then a name that begins with it, then by the weight of the places where the words were
// found, then by name. Without kinds it looks among all.
func (s *Store) Search(ctx context.Context, query string, kinds []vocab.SearchKind) (Hits, error) {
	return s.search(ctx, query, kinds, MaxHits)
}

// search finds as many hits as it may, all of them for 0.
func (s *Store) search(ctx context.Context, query string, kinds []vocab.SearchKind, most int) (Hits, error) {
	if n := len([]rune(query)); n > MaxQueryLength {
		return Hits{}, problem.BadInput("query", "a search has at most %d characters, this one has %d", MaxQueryLength, n)
	}
	found := queryWords(query)
	if len(found) == 0 {
		return Hits{}, problem.BadInput("query", "a search needs at least one letter or digit")
	}
	if len(found) > MaxQueryWords {
		return Hits{}, problem.BadInput("query", "a search has at most %d words, this one has %d", MaxQueryWords, len(found))
	}
	statement, args := s.searchStatement(query, found, kinds, most)
	rows, err := s.query(ctx, statement, args...)
	if err != nil {
		return Hits{}, err
	}
	defer rows.Close()
	var h Hits
	for rows.Next() {
		var hit Hit
		if err := rows.Scan(&hit.ID, &hit.Score, &h.Total); err != nil {
			return Hits{}, err
		}
		h.Hits = append(h.Hits, hit)
	}
	return h, errors.Join(rows.Err(), rows.Close())
}

// Score that the name adds. A sum of weights never reaches it.
const (
	scoreNameIs          = 4_000
	scorePlainNameIs     = 3_000 // but for its marks: "orebro"
	scoreNameBegins      = 2_000
	scorePlainNameBegins = 1_000
)

// searchStatement asks for the documents in which every word occurs. One statement, the same on both databases but for
// how a prefix is matched so that the index serves.
func (s *Store) searchStatement(query string, found []string, kinds []vocab.SearchKind, most int) (statement string, args []any) {
	arg := func(v any) string {
		args = append(args, v)
		if s.dialect == dialect.Postgres {
			return fmt.Sprintf("$%d", len(args))
		}
		return "?"
	}
	beginsWith := func(column, prefix string) string {
		if s.dialect == dialect.Postgres {
			return column + " LIKE " + arg(likePattern(prefix))
		}
		return column + " GLOB " + arg(prefix+"*") // words hold letters and digits alone: nothing to escape
	}
	name := strings.TrimSpace(FoldName(strings.Map(printable, query)))
	var b strings.Builder
	length := len([]rune(name))
	fmt.Fprintf(&b, "SELECT d.id, CASE WHEN d.name_fold = %s THEN %d WHEN d.name_plain = %s THEN %d"+
		" WHEN substr(d.name_fold, 1, %d) = %s THEN %d WHEN substr(d.name_plain, 1, %d) = %s THEN %d ELSE 0 END",
		arg(name), scoreNameIs, arg(name), scorePlainNameIs, length, arg(name), scoreNameBegins, length, arg(name), scorePlainNameBegins)
	for i := range found {
		fmt.Fprintf(&b, " + w%d.weight", i)
	}
	b.WriteString(" AS score, COUNT(*) OVER () AS total FROM search_documents d")
	for i, word := range found {
		condition := "stem = " + arg(stem(word))
		if i == len(found)-1 {
			condition = "(" + condition + " OR " + beginsWith("stem", word) + ")"
		}
		fmt.Fprintf(&b, " JOIN (SELECT document_id, MAX(weight) AS weight FROM search_terms WHERE %s GROUP BY document_id) w%d ON w%d.document_id = d.id",
			condition, i, i)
	}
	if len(kinds) > 0 {
		marks := make([]string, len(kinds))
		for i, k := range kinds {
			marks[i] = arg(string(k))
		}
		fmt.Fprintf(&b, " WHERE d.kind IN (%s)", strings.Join(marks, ", "))
	}
	if most > 0 {
		fmt.Fprintf(&b, " ORDER BY score DESC, d.name_sort, d.id LIMIT %d", most)
	}
	return b.String(), args
}

// printable puts a space in place of a control character: PostgreSQL takes no text with a NUL in it.
func printable(r rune) rune {
	if unicode.IsControl(r) {
		return ' '
	}
	return r
}

func likePattern(prefix string) string { return prefix + "%" }
