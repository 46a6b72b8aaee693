package store_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"kommungraf/internal/kbtest"
	"kommungraf/internal/store"
)

// Many more different statements than are kept, from several readers at once, who use some of them together: no
// statement is closed under someone's hands, and the server gathers no more of them than are kept.
func TestStatementsAreKeptWithinBounds(t *testing.T) {
	const readers, statements = 8, 2*store.PreparedStatements + 50
	eachDatabase(t, "empty", func(t *testing.T, _, location string) {
		var prepared func() (kept, users int)
		s := kbtest.MustOpen(t, location, store.Prepared(&prepared))
		mark := "?"
		if s.Database() == "PostgreSQL" {
			mark = "$1::int"
			s.DB().SetMaxOpenConns(1) // so that what is kept is all on one connection, and one too many shows
		}
		var wg sync.WaitGroup
		for reader := range readers {
			wg.Go(func() {
				for i := range statements {
					// Every other reader starts in the middle, so that statements are thrown out while others ask for them.
					n := (i + reader%2*statements/2) % statements
					if got, err := number(t.Context(), s, fmt.Sprintf("SELECT %s + %d", mark, n), reader); err != nil || got != reader+n {
						t.Errorf("statement %d: %d, %v; want %d", n, got, err, reader+n)
						return
					}
				}
			})
		}
		wg.Wait()
		kept, users := prepared()
		if kept != store.PreparedStatements || users != 0 {
			t.Errorf("%d statements are kept, %d in use; want %d and none", kept, users, store.PreparedStatements)
		}
		if s.Database() == "PostgreSQL" {
			if open := mustCount(t, s.DB(), "SELECT count(*) FROM pg_prepared_statements"); open < 1 || open > store.PreparedStatements {
				t.Errorf("%d statements are open at the server, want at most %d", open, store.PreparedStatements)
			}
		}
	})
}

func number(ctx context.Context, s *store.Store, query string, args ...any) (n int, err error) {
	rows, err := s.Query(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
	}
	return n, rows.Err()
}

// Rows outlive their place in the cache: a statement that is thrown out while someone still reads goes when they are done.
func TestAStatementThrownOutIsReadToItsEnd(t *testing.T) {
	kbtest.EachLoaded(t, func(t *testing.T, s *store.Store) {
		const query = "SELECT id FROM actors ORDER BY id"
		rows, err := s.Query(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		read := 0
		for rows.Next() {
			if read++; read == 10 {
				for i := range store.PreparedStatements + 10 {
					if _, err := number(t.Context(), s, fmt.Sprintf("SELECT %d", i)); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		if want := mustCount(t, s.DB(), "SELECT count(*) FROM actors"); rows.Err() != nil || read != want {
			t.Errorf("read %d rows, %v; want %d", read, rows.Err(), want)
		}
	})
}
