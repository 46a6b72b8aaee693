package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"entgo.io/contrib/entgql"
	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/sqlgraph"
	"entgo.io/ent/schema/field"
	"github.com/lib/pq"

	"kommungraf/ent/db"
	"kommungraf/internal/shape"
	"kommungraf/internal/vocab"
)

// ErrNotPlain says that a compiled read met what only the reference executor knows how to answer, or to word as an error.
var ErrNotPlain = errors.New("the read is not a plain one")

// Arguments are what a list of a shape is asked with at the moment.
type Arguments struct {
	Page
	Order  []Order
	Filter func(*sql.Selector) // nil keeps everything
}

// Order is one column that a list is ordered by. Every order ends in the id.
type Order struct {
	Column string
	Desc   bool
}

// Entities are the entities at run time, by name.
var entities = func() map[string]*sqlgraph.Node {
	all := map[string]*sqlgraph.Node{}
	for _, n := range db.Graph().Nodes {
		all[n.Type] = n
	}
	return all
}()

// Read appends what a list at the top of a shape holds, as JSON. The rows are those that the conditions keep, seen as the
// reader of the context sees them; arguments are by the numbers of the lists. ErrNotPlain and every other error mean that
// nothing was read: the caller asks the reference executor.
func (s *Store) Read(ctx context.Context, to []byte, top *shape.List, conditions []func(*sql.Selector), arguments []Arguments) ([]byte, error) {
	r := &reader{ctx: ctx, store: s, arguments: arguments, lists: map[*shape.List]*loadedList{}, ones: map[*shape.One]*loadedRows{}}
	conditions = slices.Clone(conditions)
	for _, rule := range listedAlone[top.Entity] {
		conditions = append(conditions, rule(ctx))
	}
	if err := r.top(top, conditions); err != nil {
		return nil, err
	}
	return r.writePage(to, top, "")
}

// ReadOne appends the one row that the conditions keep, as JSON; found is false when there is none.
func (s *Store) ReadOne(ctx context.Context, to []byte, place *shape.Place, conditions []func(*sql.Selector), arguments []Arguments) (text []byte, found bool, err error) {
	r := &reader{ctx: ctx, store: s, arguments: arguments, lists: map[*shape.List]*loadedList{}, ones: map[*shape.One]*loadedRows{}}
	q := r.from(place, conditions...)
	q.Limit(2)
	statement, args := q.Query()
	rows, err := r.load(place, statement, args, 0)
	if err != nil {
		return nil, false, err
	}
	switch rows.len() {
	case 0:
		return to, false, nil
	case 1:
	default:
		return nil, false, ErrNotPlain
	}
	if err := r.beneath(place, rows); err != nil {
		return nil, false, err
	}
	to, err = r.writeObject(to, place, rows, 0)
	return to, true, err
}

// reader is one read under way. It loads place after place, each with one statement for all rows above, and then writes
// everything in one go.
type reader struct {
	ctx       context.Context
	store     *Store
	arguments []Arguments
	lists     map[*shape.List]*loadedList
	ones      map[*shape.One]*loadedRows
	kept      map[*shape.One]map[string][]byte // things that are JSON already
	state     string                           // that kept things are of
}

// loadedRows are the rows of a place, their values as text in one piece of memory.
type loadedRows struct {
	width  int
	values []value // width for each row
	text   []byte
	byID   map[string]int // of single things: the row
}

// value is a piece of the text; from -1 is null.
type value struct{ from, to int32 }

func (l *loadedRows) len() int { return len(l.values) / l.width }

func (l *loadedRows) at(row, column int) ([]byte, bool) {
	v := l.values[row*l.width+column]
	if v.from < 0 {
		return nil, false
	}
	return l.text[v.from:v.to], true
}

// loadedList are the rows of a list: which are whose, and how many there are in all.
type loadedList struct {
	*loadedRows
	of     map[string]span
	counts map[string]int
}

type span struct{ from, to int }

// cell takes a value from the driver.
type cell struct{ rows *loadedRows }

// Scan appends the value as text.
func (c *cell) Scan(src any) error {
	l := c.rows
	from := len(l.text)
	switch v := src.(type) {
	case nil:
		l.values = append(l.values, value{-1, -1})
		return nil
	case string:
		l.text = append(l.text, v...)
	case []byte:
		l.text = append(l.text, v...)
	case int64:
		l.text = strconv.AppendInt(l.text, v, 10)
	case float64:
		l.text = strconv.AppendFloat(l.text, v, 'g', -1, 64)
	case bool:
		l.text = strconv.AppendBool(l.text, v)
	case time.Time:
		l.text = v.AppendFormat(l.text, time.RFC3339Nano)
	default:
		return fmt.Errorf("a value of type %T", src)
	}
	l.values = append(l.values, value{int32(from), int32(len(l.text))})
	return nil
}

// load runs a statement for the rows of a place, which may have more columns than the place.
func (r *reader) load(place *shape.Place, statement string, args []any, more int) (*loadedRows, error) {
	l := &loadedRows{width: len(place.Columns) + more}
	var rows sql.Rows
	if err := r.store.driver.Query(r.ctx, statement, args, &rows); err != nil {
		return nil, err
	}
	defer rows.Close()
	dest := make([]any, l.width)
	c := &cell{l}
	for i := range dest {
		dest[i] = c
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return nil, err
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return l, rows.Close()
}

// from begins a statement over the rows of a place: its columns, what is asked to hold, and then what the reader may see.
func (r *reader) from(place *shape.Place, conditions ...func(*sql.Selector)) *sql.Selector {
	d := sql.Dialect(r.store.dialect)
	table := d.Table(entities[place.Entity].Table)
	q := d.Select().From(table)
	q.WithContext(r.ctx)
	q.Select(q.Columns(place.Columns...)...)
	for _, c := range conditions {
		if c != nil {
			c(q)
		}
	}
	for _, rule := range guarded[place.Entity] {
		rule(r.ctx)(q)
	}
	return q
}

// top loads the list at the top and what is beneath it.
func (r *reader) top(l *shape.List, conditions []func(*sql.Selector)) error {
	a := r.arguments[l.Number]
	conditions = append([]func(*sql.Selector){a.Filter}, conditions...)
	loaded := &loadedList{}
	r.lists[l] = loaded
	if l.Counted {
		q := r.from(&shape.Place{Entity: l.Entity}, conditions...)
		q.Count("*")
		n, err := r.count(q)
		if err != nil {
			return err
		}
		loaded.counts = map[string]int{"": n}
	}
	if l.Columns == nil {
		return nil
	}
	q := r.from(l.Place, conditions...)
	if err := cursors(q, a); err != nil {
		return err
	}
	for _, o := range orderOf(a) {
		q.OrderBy(direction(q.C(o.Column), o.Desc))
	}
	text, args := q.Limit(limitOf(a.Page)).Query()
	rows, err := r.load(l.Place, text, args, 0)
	if err != nil {
		return err
	}
	loaded.loadedRows = rows
	loaded.of = map[string]span{"": {0, rows.len()}}
	return r.beneath(l.Place, rows)
}

func (r *reader) count(q *sql.Selector) (int, error) {
	text, args := q.Query()
	var rows sql.Rows
	if err := r.store.driver.Query(r.ctx, text, args, &rows); err != nil {
		return 0, err
	}
	defer rows.Close()
	return sql.ScanInt(rows)
}

// beneath loads what lies beneath the rows of a place.
func (r *reader) beneath(place *shape.Place, rows *loadedRows) error {
	if rows.len() == 0 {
		for _, l := range place.Lists {
			r.lists[l] = &loadedList{}
		}
		return nil
	}
	for _, o := range place.Ones {
		if err := r.loadOnes(o, rows); err != nil {
			return err
		}
	}
	for _, l := range place.Lists {
		if err := r.loadList(l, rows); err != nil {
			return err
		}
	}
	return nil
}

// loadOnes loads the single things that the rows above lead to, each once.
func (r *reader) loadOnes(o *shape.One, above *loadedRows) error {
	ids := distinct(above, o.Column)
	keeps := r.store.driver.fragments != nil && o.Signature != ""
	if keeps {
		var err error
		if ids, err = r.keptOnes(o, ids); err != nil {
			return err
		}
	}
	if len(ids) == 0 {
		r.ones[o] = &loadedRows{width: 1}
		return nil
	}
	q := r.from(o.Place, r.among("id", ids))
	text, args := q.Query()
	rows, err := r.load(o.Place, text, args, 0)
	if err != nil {
		return err
	}
	rows.byID = make(map[string]int, rows.len())
	for i := range rows.len() {
		id, _ := rows.at(i, 0)
		rows.byID[string(id)] = i
	}
	r.ones[o] = rows
	if keeps {
		return r.keepOnes(o, rows)
	}
	return r.beneath(o.Place, rows)
}

// keptOnes takes the things that are kept as JSON, and gives the ids of the others.
func (r *reader) keptOnes(o *shape.One, ids []string) ([]string, error) {
	state, err := r.store.at(r.ctx)
	if err != nil {
		return nil, err
	}
	r.state = state
	found := make(map[string][]byte, len(ids))
	missing := ids[:0]
	for _, id := range ids {
		if text, ok := r.store.driver.fragments.Get(o.Signature + state + id); ok {
			found[id] = text
		} else {
			missing = append(missing, id)
		}
	}
	if r.kept == nil {
		r.kept = map[*shape.One]map[string][]byte{}
	}
	r.kept[o] = found
	return missing, nil
}

// keepOnes writes things as JSON and keeps that, if nothing was written since the read began.
func (r *reader) keepOnes(o *shape.One, rows *loadedRows) error {
	after, err := r.store.at(r.ctx)
	if err != nil {
		return err
	}
	for i := range rows.len() {
		text, err := r.writeObject(nil, o.Place, rows, i)
		if err != nil {
			return err
		}
		id, _ := rows.at(i, 0)
		r.kept[o][string(id)] = text
		if after == r.state {
			r.store.driver.fragments.Add(o.Signature+after+string(id), slices.Clip(text))
		}
	}
	return nil
}

// distinct are the different values of a column.
func distinct(rows *loadedRows, column int) []string {
	seen := make(map[string]struct{}, rows.len())
	var all []string
	for i := range rows.len() {
		v, ok := rows.at(i, column)
		if !ok {
			continue
		}
		if _, known := seen[string(v)]; !known {
			text := string(v)
			seen[text] = struct{}{}
			all = append(all, text)
		}
	}
	return all
}

// among keeps the rows whose column has one of the values. They go as one argument, so that the text of the statement,
// which is kept prepared, does not depend on how many they are.
func (r *reader) among(column string, values []string) func(*sql.Selector) {
	return func(q *sql.Selector) {
		if len(values) == 1 {
			q.Where(sql.EQ(q.C(column), values[0]))
			return
		}
		q.Where(sql.P(func(b *sql.Builder) {
			b.Ident(q.C(column))
			if r.store.dialect == dialect.Postgres {
				b.WriteString(" = ANY(").Arg(pq.Array(values)).WriteString(")")
				return
			}
			// A part of a view in which the column is always NULL is passed by only if that is said first.
			b.WriteString(" IS NOT NULL AND ").Ident(q.C(column))
			b.WriteString(" IN (SELECT value FROM json_each(").Arg(asJSON(values)).WriteString("))")
		}))
	}
}

func asJSON(values []string) string {
	text, _ := json.Marshal(values) // texts always can be
	return string(text)
}

// loadList loads a list beneath rows, for all of them at once.
func (r *reader) loadList(l *shape.List, above *loadedRows) error {
	loaded := &loadedList{}
	r.lists[l] = loaded
	parents := distinct(above, 0)
	a := r.arguments[l.Number]
	// Where the pages are ranked anyway, counting goes along; but a cursor keeps rows from being counted.
	together := l.Columns != nil && !l.Plain && len(parents) > 1 && a.After == nil && a.Before == nil
	if l.Counted && !together {
		var err error
		if loaded.counts, err = r.counts(l, a, parents); err != nil {
			return err
		}
	}
	if l.Columns == nil {
		return nil
	}
	together = together && l.Counted
	text, args, err := r.pages(l, a, parents, together)
	if err != nil {
		return err
	}
	more := 1
	if together {
		more, loaded.counts = 2, make(map[string]int, len(parents))
	}
	rows, err := r.load(l.Place, text, args, more)
	if err != nil {
		return err
	}
	loaded.loadedRows = rows
	loaded.of = make(map[string]span, len(parents))
	owner := len(l.Columns)
	for i := 0; i < rows.len(); {
		parent, _ := rows.at(i, owner)
		if together {
			n, _ := rows.at(i, owner+1)
			if loaded.counts[string(parent)], err = strconv.Atoi(string(n)); err != nil {
				return err
			}
		}
		from := i
		for i++; i < rows.len(); i++ {
			if next, _ := rows.at(i, owner); !bytes.Equal(next, parent) {
				break
			}
		}
		loaded.of[string(parent)] = span{from, i}
	}
	return r.beneath(l.Place, rows)
}

// counts counts the rows of a list for each parent. SQLite groups the rows of a view by reading all of it; it partitions
// those that are asked for.
func (r *reader) counts(l *shape.List, a Arguments, parents []string) (map[string]int, error) {
	q := r.from(&shape.Place{Entity: l.Entity}, r.among(l.Column, parents), a.Filter)
	q.Select(q.C(l.Column)).AppendSelectExprAs(sql.Raw("COUNT(*) OVER (PARTITION BY "+q.C(l.Column)+")"), "all_of").Distinct()
	text, args := q.Query()
	var rows sql.Rows
	if err := r.store.driver.Query(r.ctx, text, args, &rows); err != nil {
		return nil, err
	}
	defer rows.Close()
	counts := make(map[string]int, len(parents))
	for rows.Next() {
		var parent string
		var n int
		if err := rows.Scan(&parent, &n); err != nil {
			return nil, err
		}
		counts[parent] = n
	}
	return counts, rows.Err()
}

// pages is the statement for one page of a list for each of the parents: grouped by parent, in order, and no more rows of
// each than its page shows and one. After the columns of the place come the parent's id, and how many rows it has in all.
func (r *reader) pages(l *shape.List, a Arguments, parents []string, counted bool) (string, []any, error) {
	q := r.from(l.Place, r.among(l.Column, parents), a.Filter)
	order := orderOf(a)
	if l.Plain {
		order = nil
		for _, column := range listedBy[l.Entity] {
			order = append(order, Order{Column: column})
		}
	} else if err := cursors(q, a); err != nil {
		return "", nil, err
	}
	q.AppendSelectAs(q.C(l.Column), "page_of")
	if l.Plain || len(parents) == 1 {
		if len(parents) > 1 {
			q.OrderBy(q.C(l.Column))
		}
		for _, o := range order {
			q.OrderBy(direction(q.C(o.Column), o.Desc))
		}
		if !l.Plain {
			q.Limit(limitOf(a.Page))
		}
		text, args := q.Query()
		return text, args, nil
	}
	var terms []string
	for _, o := range order {
		terms = append(terms, direction(q.C(o.Column), o.Desc))
	}
	q.AppendSelectExprAs(sql.Raw("ROW_NUMBER() OVER (PARTITION BY "+q.C(l.Column)+" ORDER BY "+strings.Join(terms, ", ")+")"), "place_in_page")
	if counted {
		q.AppendSelectExprAs(sql.Raw("COUNT(*) OVER (PARTITION BY "+q.C(l.Column)+")"), "all_of")
	}
	inner, args := q.Query()
	var b strings.Builder
	b.WriteString("SELECT ")
	for _, c := range l.Columns {
		b.WriteString(quoted(c) + ", ")
	}
	b.WriteString("page_of")
	if counted {
		b.WriteString(", all_of")
	}
	b.WriteString(" FROM (" + inner + ") AS pages WHERE place_in_page <= ")
	args = append(args, limitOf(a.Page))
	if r.store.dialect == dialect.Postgres {
		b.WriteString("$" + strconv.Itoa(len(args)))
	} else {
		b.WriteString("?")
	}
	b.WriteString(" ORDER BY page_of, place_in_page")
	return b.String(), args, nil
}

func quoted(name string) string { return `"` + name + `"` } // both databases take it

func direction(column string, desc bool) string {
	if desc {
		return sql.Desc(column)
	}
	return sql.Asc(column)
}

// orderOf is the order in which rows are read: the one asked for, backward for the last ones, with the id at its end.
func orderOf(a Arguments) []Order {
	order := slices.Clone(a.Order)
	if !slices.ContainsFunc(order, func(o Order) bool { return o.Column == "id" }) {
		order = append(order, Order{Column: "id"})
	}
	if a.Last != nil {
		for i := range order {
			order[i].Desc = !order[i].Desc
		}
	}
	return order
}

func limitOf(p Page) int {
	if p.Last != nil {
		return *p.Last + 1
	}
	return *p.First + 1
}

// cursors keeps the rows after and before the cursors.
func cursors(q *sql.Selector, a Arguments) error {
	if a.After == nil && a.Before == nil {
		return nil
	}
	o := &entgql.MultiCursorsOptions{FieldID: "id", DirectionID: entgql.OrderDirectionAsc}
	if a.Last != nil {
		o.DirectionID = entgql.OrderDirectionDesc
	}
	for _, by := range a.Order {
		o.Fields = append(o.Fields, by.Column)
		direction := entgql.OrderDirectionAsc
		if by.Desc != (a.Last != nil) {
			direction = entgql.OrderDirectionDesc
		}
		o.Directions = append(o.Directions, direction)
	}
	predicates, err := entgql.MultiCursorsPredicate(a.After, a.Before, o)
	if err != nil {
		return err
	}
	for _, p := range predicates {
		p(q)
	}
	return nil
}

// writePage writes a list: its page, or where it has none its rows.
func (r *reader) writePage(to []byte, l *shape.List, parent string) ([]byte, error) {
	loaded := r.lists[l]
	page := pageView{list: l, total: loaded.counts[parent], rows: loaded.loadedRows}
	rows := loaded.of[parent]
	if l.Plain {
		var err error
		to = append(to, '[')
		for i := rows.from; i < rows.to; i++ {
			if i > rows.from {
				to = append(to, ',')
			}
			if to, err = r.writeObject(to, l.Place, loaded.loadedRows, i); err != nil {
				return nil, err
			}
		}
		return append(to, ']'), nil
	}
	a := r.arguments[l.Number]
	page.order = a.Order
	page.hasNext, page.hasPrevious = a.Before != nil, a.After != nil
	if n := rows.to - rows.from; n > 0 && n == limitOf(a.Page) {
		rows.to--
		if a.Last != nil {
			page.hasPrevious = true
		} else {
			page.hasNext = true
		}
	}
	page.span, page.backward = rows, a.Last != nil
	return r.writeParts(to, &page, l.Parts, -1)
}

// pageView is a page as it is written.
type pageView struct {
	list                 *shape.List
	rows                 *loadedRows
	span                 span
	backward             bool
	order                []Order
	total                int
	hasNext, hasPrevious bool
}

// row is where the n-th row of the page stands.
func (p *pageView) row(n int) int {
	if p.backward {
		return p.span.to - 1 - n
	}
	return p.span.from + n
}

func (p *pageView) len() int { return p.span.to - p.span.from }

func (r *reader) writeParts(to []byte, p *pageView, parts []shape.Part, row int) ([]byte, error) {
	var err error
	to = append(to, '{')
	for i := range parts {
		if i > 0 {
			to = append(to, ',')
		}
		to = append(to, parts[i].Name...)
		if to, err = r.writePart(to, p, &parts[i], row); err != nil {
			return nil, err
		}
	}
	return append(to, '}'), nil
}

func (r *reader) writePart(to []byte, p *pageView, part *shape.Part, row int) ([]byte, error) {
	var err error
	switch part.Kind {
	case shape.Edges:
		to = append(to, '[')
		for n := range p.len() {
			if n > 0 {
				to = append(to, ',')
			}
			if to, err = r.writeParts(to, p, part.Sub, p.row(n)); err != nil {
				return nil, err
			}
		}
		return append(to, ']'), nil
	case shape.Node:
		return r.writeAs(to, part.As, p.rows, row)
	case shape.Cursor:
		return p.cursor(to, row)
	case shape.PageInfo:
		return r.writeParts(to, p, part.Sub, row)
	case shape.TotalCount:
		return strconv.AppendInt(to, int64(p.total), 10), nil
	case shape.HasNextPage:
		return strconv.AppendBool(to, p.hasNext), nil
	case shape.HasPreviousPage:
		return strconv.AppendBool(to, p.hasPrevious), nil
	case shape.StartCursor, shape.EndCursor:
		if p.len() == 0 {
			return append(to, "null"...), nil
		}
		if part.Kind == shape.StartCursor {
			return p.cursor(to, p.row(0))
		}
		return p.cursor(to, p.row(p.len()-1))
	case shape.Typename:
		return append(to, part.Text...), nil
	}
	return nil, ErrNotPlain
}

// cursor writes where a row stands in the order.
func (p *pageView) cursor(to []byte, row int) ([]byte, error) {
	id, _ := p.rows.at(row, 0)
	c := db.Cursor{ID: vocab.ID(id)}
	place := make([]any, 0, len(p.order))
	node := entities[p.list.Entity]
	for _, o := range p.order {
		column := slices.Index(p.list.Columns, o.Column)
		if column < 0 {
			return nil, ErrNotPlain
		}
		text, ok := p.rows.at(row, column)
		if !ok {
			return nil, ErrNotPlain
		}
		if f := node.Fields[o.Column]; f != nil && f.Type == field.TypeInt {
			n, err := strconv.Atoi(string(text))
			if err != nil {
				return nil, err
			}
			place = append(place, n)
			continue
		}
		place = append(place, string(text))
	}
	c.Value = place
	b := bytes.NewBuffer(to)
	c.MarshalGQL(b)
	return b.Bytes(), nil
}

// writeObject writes a row.
func (r *reader) writeObject(to []byte, place *shape.Place, rows *loadedRows, row int) ([]byte, error) {
	return r.writeAs(to, place.Objects, rows, row)
}

func (r *reader) writeAs(to []byte, objects map[string]*shape.Object, rows *loadedRows, row int) ([]byte, error) {
	id, ok := rows.at(row, 0)
	if !ok {
		return nil, ErrNotPlain
	}
	o := objects[""]
	if o == nil {
		if o = objects[string(vocab.ID(id).Prefix())]; o == nil {
			return nil, ErrNotPlain
		}
	}
	var err error
	to = append(to, '{')
	for i := range o.Fields {
		f := &o.Fields[i]
		if i > 0 {
			to = append(to, ',')
		}
		to = append(to, f.Name...)
		switch {
		case f.Literal != nil:
			to = append(to, f.Literal...)
		case f.List != nil:
			to, err = r.writePage(to, f.List, string(id))
		case f.One != nil:
			to, err = r.writeOne(to, f, rows, row)
		default:
			text, ok := rows.at(row, f.Column)
			if !ok {
				if f.Required {
					return nil, ErrNotPlain
				}
				to = append(to, "null"...)
				continue
			}
			if to = f.Write(to, text); to == nil {
				return nil, ErrNotPlain
			}
		}
		if err != nil {
			return nil, err
		}
	}
	return append(to, '}'), nil
}

func (r *reader) writeOne(to []byte, f *shape.Field, rows *loadedRows, row int) ([]byte, error) {
	if id, ok := rows.at(row, f.One.Column); ok {
		if text, found := r.kept[f.One][string(id)]; found {
			return append(to, text...), nil
		}
		there := r.ones[f.One]
		if at, found := there.byID[string(id)]; found {
			return r.writeObject(to, f.One.Place, there, at)
		}
	}
	if f.Required {
		return nil, ErrNotPlain
	}
	return append(to, "null"...), nil
}

// IsListed tells whether plain lists of an entity have an order.
func IsListed(entity string) bool { return len(listedBy[entity]) > 0 }
