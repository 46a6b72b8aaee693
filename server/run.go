package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"kommungraf/graph"
	"kommungraf/internal/store"
)

// How long a client may take, so that a slow one cannot hold a connection for ever.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 10 * time.Second
	writeTimeout      = 30 * time.Second
	idleTimeout       = 60 * time.Second
	maxHeaderBytes    = 16 << 10
	stopTimeout       = 10 * time.Second // for requests under way when the server is told to stop
)

// Config is what a server runs with.
type Config struct {
	Settings
	console
	// Ready, when set, is called with the server's base URL once it can answer.
	Ready func(url string)
}

// Run serves until the context ends, and then lets requests that are under way finish. It listens before it prepares
// the database, so that a port that is taken is known at once and /livez answers while data is loaded.
func Run(ctx context.Context, c Config) error {
	c.tuneMemory()
	log := c.logger(c.err)
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Address)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", c.Address, cause(err))
	}
	defer listener.Close()
	kb, err := store.Open(ctx, c.Database)
	if err != nil {
		return err
	}
	defer kb.Close()

	state := &readiness{}
	state.wait("the tables of the database")
	server := &http.Server{
		Handler: routes(routing{
			api:   graph.Handler(kb, graph.Options{Log: log, Introspection: c.Introspection}),
			state: state, database: kb, graphiql: c.GraphiQL, log: log,
		}),
		ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeaderBytes,
		BaseContext:    func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()

	if err := prepare(ctx, c, kb, state); err != nil {
		return errors.Join(err, server.Close())
	}
	url := baseURL(listener.Addr())
	c.greet(kb, url)
	if c.Ready != nil {
		c.Ready(url)
	}
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	fmt.Fprintln(c.out, "stopping")
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	return server.Shutdown(stopping)
}

// prepare brings the tables and the reference data up to date.
func prepare(ctx context.Context, c Config, kb *store.Store, state *readiness) error {
	if _, err := kb.Migrate(ctx); err != nil {
		return err
	}
	if c.Reference {
		state.wait("the reference data")
		if err := load(ctx, kb, c.console); err != nil {
			return err
		}
	}
	state.wait("")
	return nil
}

// greet says where the server is, and gives one query to try.
func (c Config) greet(kb *store.Store, url string) {
	fmt.Fprintf(c.out, `
Kommungraf %s serves %s (%s) at

  %s

Open %s/graphql in a browser, or try

  curl -s %s/graphql -H 'Content-Type: application/json' \
    -d '{"query":"{ municipality(code: \"2281\") { name population memberOf { edges { node { other { name } } } } } }"}'

`, version, store.Redact(c.Database), kb.Database(), url, url, url)
}

// baseURL is the address of a listener as one would type it.
func baseURL(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if ip := net.ParseIP(host); err != nil || ip == nil || ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// cause is the last part of a network error, which says what happened without the address once more.
func cause(err error) error {
	if op, ok := errors.AsType[*net.OpError](err); ok {
		return errors.New(strings.TrimPrefix(op.Err.Error(), "bind: "))
	}
	return err
}
