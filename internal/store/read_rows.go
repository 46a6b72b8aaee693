package store

import (
	"fmt"
	"strconv"
	"time"

	"entgo.io/ent/dialect/sql"

	"kommungraf/internal/shape"
)

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

// drop takes the last row away.
func (l *loadedRows) drop() {
	first := len(l.values) - l.width
	l.text = l.text[:l.values[first].from] // an id, which is not null
	l.values = l.values[:first]
}

// load runs a statement for the rows of a place.
func (r *reader) load(place *shape.Place, statement string, args []any) (*loadedRows, error) {
	l := &loadedRows{width: len(place.Columns)}
	return l, r.each(l, statement, args, func() error { return nil })
}

// each runs a statement and calls a function after every row.
func (r *reader) each(l *loadedRows, statement string, args []any, after func() error) error {
	var rows sql.Rows
	if err := r.store.driver.Query(r.ctx, statement, args, &rows); err != nil {
		return err
	}
	defer rows.Close()
	dest := make([]any, l.width)
	c := &cell{l}
	for i := range dest {
		dest[i] = c
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		if err := after(); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return rows.Close()
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
