package reference

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"kommungraf/internal/vocab"
)

// row is one row of a table, its cells by column name.
type row struct {
	table string
	line  int
	cells map[string]string
}

// eachRow reads a table and calls f with each row. An error names the table, the line and the column.
func eachRow(files fs.FS, table string, f func(row) error) error {
	file, err := files.Open("data/" + table + ".csv")
	if err != nil {
		return err
	}
	defer file.Close()
	r := csv.NewReader(file)
	header, err := r.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	for {
		values, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
		line, _ := r.FieldPos(0)
		cells := make(map[string]string, len(header))
		for i, name := range header {
			cells[name] = values[i]
		}
		if err := f(row{table, line, cells}); err != nil {
			return fmt.Errorf("%s: %w", row{table: table, line: line}.place(), err)
		}
	}
}

// place tells where the row stands.
func (r row) place() string { return fmt.Sprintf("%s.csv line %d", r.table, r.line) }

// text gives a cell. A column that the table has not is a fault of the loader, not of the data.
func (r row) text(column string) string {
	v, ok := r.cells[column]
	if !ok {
		panic(fmt.Sprintf("reference: %s.csv has no column %s", r.table, column))
	}
	return v
}

// optional gives a cell, nil when it is empty: not confirmed.
func (r row) optional(column string) *string { return optional(r.text(column)) }

func optional[T ~string](v T) *T {
	if v == "" {
		return nil
	}
	return &v
}

// list gives the values of a cell that holds several.
func (r row) list(column string) []string {
	values := []string{}
	for v := range strings.SplitSeq(r.text(column), ";") {
		if v = strings.TrimSpace(v); v != "" {
			values = append(values, v)
		}
	}
	return values
}

func (r row) number(column string) (*int, error) {
	v := r.text(column)
	if v == "" {
		return nil, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		return nil, fmt.Errorf("%s: %q is no whole number", column, v)
	}
	return &n, nil
}

func (r row) decimal(column string) (*float64, error) {
	v := r.text(column)
	if v == "" {
		return nil, nil
	}
	f, err := strconv.ParseFloat(v, 64)
	if err != nil {
		return nil, fmt.Errorf("%s: %q is no number", column, v)
	}
	return &f, nil
}

// yes reads a cell that says yes or nothing.
func (r row) yes(column string) (bool, error) {
	switch v := r.text(column); v {
	case "":
		return false, nil
	case "yes":
		return true, nil
	default:
		return false, fmt.Errorf("%s: %q is neither yes nor empty", column, v)
	}
}

func (r row) date(column string) (*vocab.PartialDate, error) {
	v := r.text(column)
	if v == "" {
		return nil, nil
	}
	d, err := vocab.ParsePartialDate(v)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", column, err)
	}
	return &d, nil
}

// english gives a cell that holds English prose alone, nil when it is empty.
func (r row) english(column string) *vocab.Text {
	if r.text(column) == "" {
		return nil
	}
	return &vocab.Text{EN: r.text(column)}
}

// prose gives the cells NAME_sv and NAME_en, nil when both are empty.
func (r row) prose(name string) *vocab.Text {
	t := vocab.Text{SV: r.text(name + "_sv"), EN: r.text(name + "_en")}
	if t.IsZero() {
		return nil
	}
	return &t
}

func (r row) confidence() (vocab.Confidence, error) {
	switch c := r.text("confidence"); c {
	case "high":
		return vocab.High, nil
	case "medium":
		return vocab.Medium, nil
	default:
		return "", fmt.Errorf("confidence: %q is neither high nor medium", c)
	}
}

// enum reads a word of the tables, open_source, as a value of an enumeration, OPEN_SOURCE.
func enum[T interface {
	~string
	Values() []string
}](column, word string,
) (T, error) {
	v := T(strings.ToUpper(word))
	if slices.Contains(v.Values(), string(v)) {
		return v, nil
	}
	return "", fmt.Errorf("%s: %q is not one of %s", column, word, strings.ToLower(strings.Join(v.Values(), ", ")))
}
