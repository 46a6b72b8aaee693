package store

import (
	"context"
	"errors"
	"math"
	"slices"
	"strconv"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/sqlgraph"

	"kommungraf/ent/db"
	"kommungraf/internal/shape"
)

// ErrNotPlain says that a compiled read met what only the reference executor knows how to answer, or to word as an error.
var ErrNotPlain = errors.New("the read is not a plain one")

// Arguments are what a list of a shape is asked with at the moment.
type Arguments struct {
	Page
	Name   string // the same for the same arguments, and for no others
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
	r := s.newReader(ctx, arguments)
	defer r.memory.release()
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
	r := s.newReader(ctx, arguments)
	defer r.memory.release()
	q := r.from(place, conditions...)
	q.Limit(2)
	statement, args := q.Query()
	rows, err := r.load(place, statement, args)
	if err != nil {
		return nil, false, err
	}
	switch rows.n {
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
	kept      map[*shape.Place]fragments // what is JSON already
	memory    *memory
}

func (s *Store) newReader(ctx context.Context, arguments []Arguments) *reader {
	return &reader{
		ctx: ctx, store: s, arguments: arguments,
		lists: map[*shape.List]*loadedList{}, ones: map[*shape.One]*loadedRows{}, memory: memories.Get().(*memory),
	}
}

// loadedList are the rows of a list: which are whose, and how many there are in all.
type loadedList struct {
	*loadedRows
	of     map[string]span
	counts map[string]int
}

type span struct{ from, to int }

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
	rows, err := r.load(l.Place, text, args)
	if err != nil {
		return err
	}
	loaded.loadedRows = rows
	loaded.of = map[string]span{"": {0, rows.n}}
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
	if rows.n == 0 {
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
	all, byID := distinct(above, o.Column)
	ids, keep, err := r.recall(o.Place, "", all)
	if err != nil {
		return err
	}
	rows := r.newRows(1)
	if len(ids) > 0 {
		text, args := r.from(o.Place, r.among("id", ids)).Query()
		if rows, err = r.load(o.Place, text, args); err != nil {
			return err
		}
	}
	r.ones[o] = rows
	rows.byID = byID
	for i := range rows.n {
		id, _ := rows.at(i, 0)
		byID[string(id)] = i
	}
	if err := r.beneath(o.Place, rows); err != nil {
		return err
	}
	return keep(func(id string) ([]byte, error) {
		if row := byID[id]; row >= 0 {
			return r.writeObject(nil, o.Place, rows, row)
		}
		return nil, nil
	})
}

// loadList loads a list beneath rows, for all of them at once.
func (r *reader) loadList(l *shape.List, above *loadedRows) error {
	loaded := &loadedList{}
	r.lists[l] = loaded
	a := r.arguments[l.Number]
	all, _ := distinct(above, 0)
	parents, keep, err := r.recall(l.Place, a.Name, all)
	if err != nil || len(parents) == 0 {
		return err
	}
	// Where pages of several parents are read, counting goes along; but a cursor keeps rows from being counted.
	together := l.Counted && l.Columns != nil && !l.Plain && len(parents) > 1 && a.After == nil && a.Before == nil
	if l.Counted && !together {
		if loaded.counts, err = r.counts(l, a, parents); err != nil {
			return err
		}
	}
	if l.Columns != nil {
		if err := r.loadPages(l, loaded, parents, together); err != nil {
			return err
		}
		if err := r.beneath(l.Place, loaded.loadedRows); err != nil {
			return err
		}
	}
	return keep(func(parent string) ([]byte, error) { return r.writePage(nil, l, parent) })
}

// loadPages loads the pages of a list, and counts what each has in all where that is wanted.
func (r *reader) loadPages(l *shape.List, loaded *loadedList, parents []string, counted bool) error {
	statement, args, err := r.pages(l, r.arguments[l.Number], parents, counted)
	if err != nil {
		return err
	}
	rows := r.newRows(len(l.Columns) + 1)
	inAll := len(l.Columns) + 1 // the column that tells how many there are, where the statement does
	told := counted && r.store.dialect == dialect.Postgres
	if told {
		rows.width++
	}
	loaded.loadedRows, loaded.of = rows, make(map[string]span, len(parents))
	if counted {
		loaded.counts = make(map[string]int, len(parents))
	}
	most := math.MaxInt
	if !l.Plain {
		most = limitOf(r.arguments[l.Number].Page)
	}
	var parent string
	from, n := 0, 0
	ended := func(to int) (err error) {
		if n == 0 {
			return nil
		}
		loaded.of[parent] = span{from, to}
		if told {
			text, _ := rows.at(from, inAll)
			n, err = strconv.Atoi(string(text))
		}
		if counted {
			loaded.counts[parent] = n
		}
		return err
	}
	err = r.each(rows, statement, args, func() error {
		last := rows.n - 1
		if owner, _ := rows.at(last, len(l.Columns)); n == 0 || string(owner) != parent {
			if err := ended(last); err != nil {
				return err
			}
			parent, from, n = string(owner), last, 0
		}
		if n++; n > most {
			rows.drop()
		}
		return nil
	})
	if err != nil {
		return err
	}
	return ended(rows.n)
}

// IsListed tells whether plain lists of an entity have an order.
func IsListed(entity string) bool { return len(listedBy[entity]) > 0 }
