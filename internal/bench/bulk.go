package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
)

// bulk writes many rows fast into a database that nobody else uses.
type bulk interface {
	// into begins to fill a table. Several tables can be filled at once.
	into(ctx context.Context, table string, columns []string) (*inserter, error)
	// finish prepares the database for reading, as an administrator would.
	finish(ctx context.Context) error
}

// inserter fills a table.
type inserter struct {
	add  func(values ...any) error
	done func() error
}

// sqliteBulk inserts many rows with each statement, all in one transaction, with neither keys nor the disk checked: the
// rows are right, and a file that is half done is thrown away. Indexes are taken off and made again at the end, sorted.
type sqliteBulk struct {
	pool    *sql.DB
	tx      *sql.Tx
	indexes []string // statements that make them again
}

// sqliteParameters is the most parameters that a statement takes.
const sqliteParameters = 32_766

func newSQLiteBulk(path string) (*sqliteBulk, error) {
	pool, err := sql.Open("sqlite", "file:"+path+"?_time_format=sqlite&_pragma=foreign_keys(0)&_pragma=synchronous(0)&_pragma=cache_size(-1000000)&_pragma=busy_timeout(10000)")
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1)
	return &sqliteBulk{pool: pool}, nil
}

func (b *sqliteBulk) into(ctx context.Context, table string, columns []string) (*inserter, error) {
	if b.tx == nil {
		tx, err := b.pool.BeginTx(ctx, nil)
		if err != nil {
			return nil, err
		}
		b.tx = tx
	}
	if err := b.dropIndexes(ctx, table); err != nil {
		return nil, err
	}
	most := min(500, sqliteParameters/len(columns))
	row := "(?" + strings.Repeat(", ?", len(columns)-1) + ")"
	insert := func(rows int) string {
		// OR ROLLBACK: SQLite need not remember how to undo a part of the transaction.
		return fmt.Sprintf("INSERT OR ROLLBACK INTO %s (%s) VALUES %s%s", table, strings.Join(columns, ", "), row, strings.Repeat(", "+row, rows-1))
	}
	full, err := b.tx.PrepareContext(ctx, insert(most))
	if err != nil {
		return nil, err
	}
	var waiting []any
	return &inserter{
		add: func(values ...any) error {
			waiting = append(waiting, values...)
			if len(waiting) < most*len(columns) {
				return nil
			}
			_, err := full.ExecContext(ctx, waiting...)
			waiting = waiting[:0]
			return err
		},
		done: func() error {
			if len(waiting) == 0 {
				return nil
			}
			_, err := b.tx.ExecContext(ctx, insert(len(waiting)/len(columns)), waiting...)
			return err
		},
	}, nil
}

func (b *sqliteBulk) dropIndexes(ctx context.Context, table string) error {
	rows, err := b.tx.QueryContext(ctx, "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?", table)
	if err != nil {
		return err
	}
	defer rows.Close()
	var drops []string
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return err
		}
		drops, b.indexes = append(drops, "DROP INDEX "+name), append(b.indexes, text)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, drop := range drops {
		if _, err := b.tx.ExecContext(ctx, drop); err != nil {
			return err
		}
	}
	return nil
}

func (b *sqliteBulk) finish(ctx context.Context) error {
	for _, index := range b.indexes {
		if _, err := b.tx.ExecContext(ctx, index); err != nil {
			return err
		}
	}
	if err := b.tx.Commit(); err != nil {
		return err
	}
	for _, statement := range []string{"ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := b.pool.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return b.pool.Close()
}

// postgresBulk copies, each table over a connection of its own, without checking foreign keys.
type postgresBulk struct{ pool *sql.DB }

func newPostgresBulk(url string) (*postgresBulk, error) {
	pool, err := sql.Open("postgres", url)
	return &postgresBulk{pool}, err
}

func (b *postgresBulk) into(ctx context.Context, table string, columns []string) (*inserter, error) {
	tx, err := b.pool.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	if _, err := tx.ExecContext(ctx, "SET LOCAL session_replication_role = replica"); err != nil {
		return nil, err
	}
	rows, err := tx.PrepareContext(ctx, fmt.Sprintf("COPY %s (%s) FROM STDIN", table, strings.Join(columns, ", ")))
	if err != nil {
		return nil, err
	}
	return &inserter{
		add: func(values ...any) error {
			// database/sql converts the values for drivers that do not say how; COPY of lib/pq is one of those, but
			// named types of strings it knows only by their kind.
			for i, v := range values {
				plain, err := driver.DefaultParameterConverter.ConvertValue(v)
				if err != nil {
					return err
				}
				values[i] = plain
			}
			_, err := rows.ExecContext(ctx, values...)
			return err
		},
		done: func() error {
			_, err := rows.ExecContext(ctx)
			return errors.Join(err, rows.Close(), tx.Commit())
		},
	}, nil
}

func (b *postgresBulk) finish(ctx context.Context) error {
	for _, statement := range []string{"VACUUM ANALYZE", "CHECKPOINT"} {
		if _, err := b.pool.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return b.pool.Close()
}
