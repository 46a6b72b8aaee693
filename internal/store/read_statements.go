package store

import (
	"slices"
	"strconv"
	"strings"

	"entgo.io/contrib/entgql"
	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"kommungraf/ent/db"
	"kommungraf/internal/shape"
)

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

// among keeps the rows whose column has one of the values. They go as one argument, so that the text of the statement,
// which is kept prepared, does not depend on how many they are.
func (r *reader) among(column string, ids []string) func(*sql.Selector) {
	return func(q *sql.Selector) {
		if len(ids) == 1 {
			q.Where(sql.EQ(q.C(column), ids[0]))
			return
		}
		q.Where(sql.P(func(b *sql.Builder) {
			b.Ident(q.C(column))
			if r.store.dialect == dialect.Postgres {
				b.WriteString(" = ANY(").Arg(arrayOf(ids)).WriteString(")")
				return
			}
			// A part of a view in which the column is always NULL is passed by only if that is said first.
			b.WriteString(" IS NOT NULL AND ").Ident(q.C(column))
			b.WriteString(" IN (SELECT value FROM json_each(").Arg(jsonOf(ids)).WriteString("))")
		}))
	}
}

// Ids are made of letters, digits and underscores, which stand as they are in an array of PostgreSQL and in JSON.
func arrayOf(ids []string) string { return "{" + strings.Join(ids, ",") + "}" }
func jsonOf(ids []string) string  { return `["` + strings.Join(ids, `","`) + `"]` }

// counts counts the rows of a list for each parent. SQLite groups the rows of a view by reading all of it; it partitions
// those that are asked for.
func (r *reader) counts(l *shape.List, a Arguments, parents []string) (map[string]int, error) {
	q := r.from(&shape.Place{Entity: l.Entity}, db.InList, r.among(l.Column, parents), a.Filter)
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

// pages is the statement for the rows of a list of each of the parents, grouped by parent and in order. After the columns
// of the place come the parent's id and, where they are counted, how many rows it has in all. Where there are many parents
// SQLite gives all their rows: it has no join that ends after a number of rows for each, and to rank them takes it longer
// than to give them.
func (r *reader) pages(l *shape.List, a Arguments, parents []string, counted bool) (string, []any, error) {
	var order []Order
	if l.Plain {
		for _, column := range listedBy[l.Entity] {
			order = append(order, Order{Column: column})
		}
	} else {
		order = orderOf(a)
	}
	lateral := r.store.dialect == dialect.Postgres && !l.Plain && len(parents) > 1
	conditions := []func(*sql.Selector){r.among(l.Column, parents), a.Filter, db.InList}
	if lateral {
		conditions[0] = func(q *sql.Selector) { q.Where(sql.ExprP(q.C(l.Column) + " = parents.id")) }
	}
	q := r.from(l.Place, conditions...)
	if !l.Plain {
		if err := cursors(q, a); err != nil {
			return "", nil, err
		}
	}
	q.AppendSelectAs(q.C(l.Column), "page_of")
	if len(parents) > 1 && !lateral {
		q.OrderBy(q.C(l.Column))
	}
	for _, o := range order {
		q.OrderBy(direction(q.C(o.Column), o.Desc))
	}
	if lateral || len(parents) == 1 && !l.Plain {
		q.Limit(limitOf(a.Page))
	}
	if !lateral {
		text, args := q.Query()
		return text, args, nil
	}
	if counted {
		q.AppendSelectExprAs(sql.Raw("COUNT(*) OVER ()"), "all_of")
	}
	var b strings.Builder
	for _, c := range l.Columns {
		b.WriteString("pages." + quoted(c) + ", ")
	}
	b.WriteString("pages.page_of")
	if counted {
		b.WriteString(", pages.all_of")
	}
	sorting := []string{"parents.place"} // and of each page, whose own order is lost when they are put together
	for i, o := range order {
		name := "by_" + strconv.Itoa(i)
		q.AppendSelectAs(q.C(o.Column), name)
		sorting = append(sorting, direction("pages."+quoted(name), o.Desc))
	}
	q.SetTotal(1) // the parents stand before its arguments
	inner, args := q.Query()
	return "SELECT " + b.String() + " FROM unnest($1::text[]) WITH ORDINALITY AS parents(id, place) CROSS JOIN LATERAL (" + inner +
		") AS pages ORDER BY " + strings.Join(sorting, ", "), append([]any{arrayOf(parents)}, args...), nil
}

func quoted(name string) string { return `"` + name + `"` }

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
