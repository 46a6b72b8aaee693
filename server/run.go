package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/netutil"

	"kommungraf/graph"
	"kommungraf/internal/store"
	"kommungraf/server/telemetry"
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
	listener, err := listen(ctx, string(c.Address), c.MaxConnections)
	if err != nil {
		return err
	}
	defer listener.Close()

	kb := &store.Store{}
	watch, flush, err := telemetry.New(ctx, telemetry.Options{
		Log: log, Service: "kommungraf", Version: version, Database: databaseSystem(c.Database),
		Routes: routePatterns, API: apiAddress, Traces: string(c.Traces), Sample: c.TraceRatio,
		Pool:     func() telemetry.PoolStats { return poolStats(kb.Pool()) },
		Revision: func(ctx context.Context) (int, error) { return kb.Revision(ctx) },
	})
	if err != nil {
		return err
	}
	kb, err = store.Open(ctx, c.Database, store.Observe(watch.Statement), store.StatementTimeout(c.StatementTimeout),
		store.Keep(c.Speed.KeptFragments, c.Speed.KeptCounts))
	if err != nil {
		return err
	}
	defer kb.Close()

	state, stopping := &readiness{}, make(chan struct{})
	state.wait("the tables of the database")
	api := &counted{Handler: graph.Handler(kb, graph.Options{
		Log: log, Watch: watch, Introspection: c.Introspection, Limits: c.Limits, Wire: c.wire(), Speed: c.Speed, Stopping: stopping,
	})}
	server := c.server(ctx, routes(routing{
		api:   api,
		state: state, database: kb, settings: c.Settings, watch: watch, log: log,
	}), log)
	served := make(chan error, 2)
	go func() { served <- server.Serve(listener) }()
	private, err := c.servePrivately(ctx, watch, served)
	if err != nil {
		return errors.Join(err, server.Close())
	}
	defer private.Close()

	if err := prepare(ctx, c, kb, state); err != nil {
		return errors.Join(err, server.Close())
	}
	go keepUp(ctx, kb)
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
	state.stop()
	time.Sleep(c.Drain)
	close(stopping)
	_ = listener.Close()
	time.Sleep(settle)
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.StopTimeout)
	defer cancel()
	return errors.Join(server.Shutdown(grace), api.wait(grace), flush(grace))
}

// listen takes an address. More connections than may be open wait in the operating system's queue.
func listen(ctx context.Context, address string, most int) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w", address, cause(err))
	}
	if most > 0 {
		return netutil.LimitListener(listener, most), nil
	}
	return listener, nil
}

// server makes a server with which a slow client cannot hold a connection for ever.
func (c Config) server(ctx context.Context, h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: c.ReadHeaderTimeout, ReadTimeout: c.ReadTimeout, WriteTimeout: c.WriteTimeout,
		IdleTimeout: c.IdleTimeout, MaxHeaderBytes: c.MaxHeader,
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
		ErrorLog:    slog.NewLogLogger(log.Handler(), slog.LevelDebug), // clients that go away, mostly
	}
}

// servePrivately serves metrics and profiles, if an address is set for them. A profile takes as long as it is asked to.
func (c Config) servePrivately(ctx context.Context, watch *telemetry.Watcher, served chan<- error) (*http.Server, error) {
	private := &http.Server{Handler: watch.Private(), ReadHeaderTimeout: c.ReadHeaderTimeout}
	if c.Private == "" {
		return private, nil
	}
	listener, err := listen(ctx, string(c.Private), 0)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(c.out, "metrics and profiles at %s\n", baseURL(listener.Addr()))
	go func() { served <- private.Serve(listener) }()
	return private, nil
}

// wire is what the transports may be asked for, with the number that stands for «as many as fit this machine» set.
func (s Settings) wire() graph.WireLimits {
	w := s.Wire
	if w.Concurrent == 0 {
		w.Concurrent = max(4, 2*runtime.GOMAXPROCS(0))
	}
	return w
}

func poolStats(p store.PoolStats) telemetry.PoolStats {
	return telemetry.PoolStats{InUse: p.InUse, Idle: p.Idle, Max: p.MaxOpen, Waits: p.Waits, Waited: p.Waited}
}

// databaseSystem is what OpenTelemetry calls a database.
func databaseSystem(location string) string {
	if strings.HasPrefix(location, "postgres") {
		return "postgresql"
	}
	return "sqlite"
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

// keepUp reads the relations into memory and brings them up after each write, so that no question has to wait for that.
func keepUp(ctx context.Context, kb *store.Store) {
	revisions, err := kb.Watch(ctx)
	if err != nil {
		return // questions bring them up then
	}
	_, _, _ = kb.Network(ctx) // what fails here fails where it is asked for, and is told there
	for range revisions {
		_, _, _ = kb.Network(ctx)
	}
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

// counted knows when all that it serves has ended. Shutdown does not wait for WebSockets, which are no longer HTTP.
type counted struct {
	http.Handler
	open sync.WaitGroup
}

// ServeHTTP implements http.Handler.
func (c *counted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.open.Add(1)
	defer c.open.Done()
	c.Handler.ServeHTTP(w, r)
}

// wait waits until everything has ended; nothing begins any more.
func (c *counted) wait(ctx context.Context) error {
	ended := make(chan struct{})
	go func() { c.open.Wait(); close(ended) }()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// settle is the time in which requests that have come are read once no more connections are taken: Shutdown drops what
// net/http has not read by then.
const settle = 500 * time.Millisecond
