package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	_ "github.com/lib/pq"
	_ "modernc.org/sqlite"

	"kommungraf/internal/vocab"
)

// limitCommand serves the answers of hand-written statements: what there is to reach by hand, over the same driver, with
// as many connections and the same pragmas as package store.
type limitCommand struct {
	Location string `arg:""`
}

// Run serves until the context ends.
func (l limitCommand) Run(ctx context.Context) error {
	driver, pool, err := openAsStore(l.Location)
	if err != nil {
		return err
	}
	defer pool.Close()
	mux := http.NewServeMux()
	for _, w := range workloads {
		if w.missing != "" {
			continue
		}
		s, err := w.statement(driver)
		if err != nil {
			return err
		}
		prepared, err := pool.PrepareContext(ctx, s.text)
		if err != nil {
			return fmt.Errorf("%s: %w", w.name, err)
		}
		mux.Handle("GET /"+w.name, answerer{prepared, s.parameters})
	}
	return serve(ctx, mux)
}

// openAsStore opens a database as package store does, whose pool is its own.
func openAsStore(location string) (driver string, pool *sql.DB, err error) {
	connections := 8
	if driver = "sqlite"; strings.HasPrefix(location, "postgres://") {
		driver, connections = "postgres", 20
		location += "&timezone=UTC"
	} else {
		q := url.Values{"_txlock": {"immediate"}, "_time_format": {"sqlite"}}
		q["_pragma"] = []string{"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)"}
		location = "file:" + location + "?" + q.Encode()
	}
	if pool, err = sql.Open(driver, location); err != nil {
		return "", nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return driver, pool, nil
}

// answerer answers with what a statement gives.
type answerer struct {
	prepared   *sql.Stmt
	parameters []string
}

func (a answerer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	given := r.URL.Query()
	args, used := make([]any, len(a.parameters)), map[string]int{}
	for i, name := range a.parameters {
		if name == "day" {
			args[i] = string(vocab.DateOf(time.Now()))
			continue
		}
		values := given[name]
		if len(values) == 0 {
			http.Error(w, "missing "+name, http.StatusBadRequest)
			return
		}
		args[i] = values[used[name]%len(values)]
		used[name]++
	}
	answer := append(make([]byte, 0, 4096), `{"data":`...)
	var data []byte
	if err := a.prepared.QueryRowContext(r.Context(), args...).Scan(&data); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	writeJSON(w, append(append(answer, data...), '}'))
}

func writeJSON(w http.ResponseWriter, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // the client has gone when this fails
}

// fixedCommand serves as many bytes as the path says: what an answer costs that only has to be sent.
type fixedCommand struct{}

// Run serves until the context ends.
func (fixedCommand) Run(ctx context.Context) error {
	const most = 8 << 20
	bytes := []byte(answerBegins + strings.Repeat("x", most))
	return serve(ctx, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, err := strconv.Atoi(r.URL.Path[1:])
		if err != nil || n > most {
			http.NotFound(w, r)
			return
		}
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return
		}
		writeJSON(w, bytes[:n])
	}))
}

// serve says where it is, and serves until the context ends.
func serve(ctx context.Context, h http.Handler) error {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stdout, "http://%s\n", listener.Addr())
	server := http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
