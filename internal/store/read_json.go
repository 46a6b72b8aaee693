package store

import (
	"bytes"
	"slices"
	"strconv"

	"entgo.io/ent/schema/field"

	"kommungraf/ent/db"
	"kommungraf/internal/shape"
	"kommungraf/internal/vocab"
)

// writePage writes a list: its page, or where it has none its rows.
func (r *reader) writePage(to []byte, l *shape.List, parent string) ([]byte, error) {
	if text, found := r.kept[l.Place][parent]; found {
		return append(to, text...), nil
	}
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
		if text, found := r.kept[f.One.Place][string(id)]; found {
			return append(to, text...), nil
		}
		there := r.ones[f.One]
		if at, found := there.byID[string(id)]; found && at >= 0 {
			return r.writeObject(to, f.One.Place, there, at)
		}
	}
	if f.Required {
		return nil, ErrNotPlain
	}
	return append(to, "null"...), nil
}
