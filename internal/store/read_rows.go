package store

import (
	"fmt"
	"strconv"
	"sync"
	"time"

	"entgo.io/ent/dialect/sql"

	"kommungraf/internal/shape"
)

// memory is where a reader puts the values that it loads, as text, one after the other. It is used again by later readers.
type memory struct {
	text   []byte
	values []value
}

// value is a piece of the text; from -1 is null.
type value struct{ from, to int32 }

// mostMemory is the largest text that is used again, in bytes.
const mostMemory = 4 << 20

var memories = sync.Pool{New: func() any { return new(memory) }}

// release gives the memory back, once everything is written.
func (m *memory) release() {
	if cap(m.text) <= mostMemory {
		m.text, m.values = m.text[:0], m.values[:0]
		memories.Put(m)
	}
}

// Scan takes a value from the driver.
func (m *memory) Scan(src any) error {
	from := len(m.text)
	switch v := src.(type) {
	case nil:
		m.values = append(m.values, value{-1, -1})
		return nil
	case string:
		m.text = append(m.text, v...)
	case []byte:
		m.text = append(m.text, v...)
	case int64:
		m.text = strconv.AppendInt(m.text, v, 10)
	case float64:
		m.text = strconv.AppendFloat(m.text, v, 'g', -1, 64)
	case bool:
		m.text = strconv.AppendBool(m.text, v)
	case time.Time:
		m.text = v.AppendFormat(m.text, time.RFC3339Nano)
	default:
		return fmt.Errorf("a value of type %T", src)
	}
	m.values = append(m.values, value{int32(from), int32(len(m.text))})
	return nil
}

// loadedRows are the rows of a place.
type loadedRows struct {
	*memory
	first, n, width int            // of the values
	byID            map[string]int // of single things: the row, or -1
}

func (r *reader) newRows(width int) *loadedRows {
	return &loadedRows{memory: r.memory, first: len(r.memory.values), width: width}
}

func (l *loadedRows) at(row, column int) ([]byte, bool) {
	v := l.values[l.first+row*l.width+column]
	if v.from < 0 {
		return nil, false
	}
	return l.text[v.from:v.to], true
}

// drop takes the last row away.
func (l *loadedRows) drop() {
	l.n--
	first := l.first + l.n*l.width
	l.text = l.text[:l.values[first].from] // an id, which is not null
	l.values = l.values[:first]
}

// load runs a statement for the rows of a place.
func (r *reader) load(place *shape.Place, statement string, args []any) (*loadedRows, error) {
	l := r.newRows(len(place.Columns))
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
	for i := range dest {
		dest[i] = l.memory
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		l.n++
		if err := after(); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return rows.Close()
}

// distinct are the different values of a column, and a table that leads from each of them to no row.
func distinct(rows *loadedRows, column int) (all []string, none map[string]int) {
	none = make(map[string]int, rows.n)
	all = make([]string, 0, rows.n)
	for i := range rows.n {
		v, ok := rows.at(i, column)
		if !ok {
			continue
		}
		if _, known := none[string(v)]; !known {
			text := string(v)
			none[text] = -1
			all = append(all, text)
		}
	}
	return all, none
}
