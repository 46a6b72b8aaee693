package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"github.com/dustin/go-humanize"

	"kommungraf/graph"
	"kommungraf/server/telemetry"
)

// Settings is everything that can be set: by flag, or by the environment variable of the same name (--max-depth is
// KOMMUNGRAF_MAX_DEPTH). The table in docs/settings.md is tested against it.
type Settings struct {
	Database      string `help:"SQLite file, made when missing, or a postgres:// URL." default:"kommungraf.db" placeholder:"FILE|URL"`
	Address       string `help:"Address to listen on; port 0 takes any free one." default:":8080" placeholder:"HOST:PORT"`
	Private       string `help:"Address for metrics and profiles, for nobody but those who run the server; none when empty." placeholder:"HOST:PORT"`
	Reference     bool   `help:"Load the reference data that comes with the program at start." default:"true" negatable:""`
	Introspection bool   `help:"Let clients ask for the schema." default:"true" negatable:""`
	GraphiQL      bool   `name:"graphiql" help:"Serve GraphiQL to browsers at /graphql." default:"true" negatable:""`

	LogFormat   string  `help:"Form of the log: text or json." default:"text" enum:"text,json" placeholder:"FORMAT"`
	LogLevel    string  `help:"Least level that is logged: debug, info, warn or error." default:"info" enum:"debug,info,warn,error" placeholder:"LEVEL"`
	Traces      string  `help:"Address that traces are sent to, by OTLP over HTTP; none when empty." placeholder:"URL"`
	TraceRatio  float64 `help:"Share of the operations that are traced, 0 to 1, where the client does not say." default:"1"`
	GCPercent   int     `name:"gc-percent" help:"How much the heap may grow before it is collected, in percent." default:"200" placeholder:"PERCENT"`
	MemoryLimit string  `help:"Memory at which the collector works harder, as in 256MiB." default:"192MiB" placeholder:"SIZE"`

	TrustedProxies string `help:"Proxies before the server, addresses and networks with commas between. Who the client is, is taken from the X-Forwarded-For of these, and of nobody else." placeholder:"NETWORKS"`
	RateRequests   int    `help:"Requests of one client in a minute; an IPv6 client is its /64." default:"300"`
	RateCost       int    `help:"Cost of one client's operations in a minute." default:"100000"`
	RateClients    int    `help:"Clients that are remembered for these two." default:"50000"`

	Limits graph.Limits     `embed:""`
	Wire   graph.WireLimits `embed:""`
	Speed  graph.Speed      `embed:""`

	StatementTimeout  time.Duration `help:"Time of one statement of the database." default:"5s"`
	ReadHeaderTimeout time.Duration `help:"Time that the headers of a request may take." default:"5s"`
	ReadTimeout       time.Duration `help:"Time that a whole request may take to come." default:"10s"`
	WriteTimeout      time.Duration `help:"Time from the headers of a request to the end of its answer." default:"30s"`
	IdleTimeout       time.Duration `help:"Time that a connection may lie idle." default:"60s"`
	MaxHeader         int           `help:"Bytes of the headers of a request." default:"16384"`
	MaxConnections    int           `help:"Connections at once; more wait to be accepted." default:"4096"`
	Drain             time.Duration `help:"Time between /readyz telling that the server stops and its taking no more connections, so that it is sent no more." default:"1s"`
	StopTimeout       time.Duration `help:"Time for requests that are under way when the server stops." default:"8s"`
}

type commandLine struct {
	Settings
	Serve       struct{} `cmd:"" default:"1" help:"Serve the API (the default)."`
	Migrate     struct{} `cmd:"" help:"Bring the tables of the database up to date and stop."`
	LoadData    struct{} `cmd:"" name:"reference" help:"Load the reference data into the database and stop."`
	Healthcheck struct{} `cmd:"" help:"Ask a running server at the address whether it is ready."`
	Version     struct{} `cmd:"" help:"Print the version."`
}

// console is where a command writes for people.
type console struct{ out, err io.Writer }

// errShown says that the command line asked for nothing but help, which has been shown.
var errShown = errors.New("help was shown")

const environmentPrefix = "KOMMUNGRAF_"

// parse reads a command line and the environment. A setting that does not exist is refused, in either.
func parse(args, environment []string, out console) (func(context.Context) error, error) {
	var line commandLine
	shown := false
	parser, err := kong.New(&line, kong.Name("kommungraf"), kong.UsageOnError(), kong.Writers(out.out, io.Discard),
		kong.DefaultEnvars(strings.TrimSuffix(environmentPrefix, "_")),
		kong.Description("A knowledge base of the Swedish municipal sector, served over GraphQL."),
		kong.Exit(func(int) { shown = true }))
	if err != nil {
		return nil, err
	}
	if err := knownSettings(parser.Model, environment); err != nil {
		return nil, err
	}
	parsed, err := parser.Parse(args)
	if shown {
		return nil, errShown
	}
	if err != nil {
		return nil, err
	}
	if err := line.check(); err != nil {
		return nil, err
	}
	s := line.Settings
	switch parsed.Command() {
	case "migrate":
		return func(ctx context.Context) error { return migrate(ctx, s, out) }, nil
	case "reference":
		return func(ctx context.Context) error { return loadReference(ctx, s, out) }, nil
	case "healthcheck":
		return func(ctx context.Context) error { return healthcheck(ctx, s.Address) }, nil
	case "version":
		return func(context.Context) error { return printVersion(out) }, nil
	default:
		return func(ctx context.Context) error { return Run(ctx, Config{Settings: s, console: out}) }, nil
	}
}

// knownSettings refuses an environment variable of ours that no setting has: a misspelled one would be passed by in
// silence.
func knownSettings(model *kong.Application, environment []string) error {
	known := map[string]bool{}
	for _, flag := range model.AllFlags(true) {
		for _, f := range flag {
			for _, name := range f.Envs {
				known[name] = true
			}
		}
	}
	for _, e := range environment {
		name, _, _ := strings.Cut(e, "=")
		if strings.HasPrefix(name, environmentPrefix) && !known[name] {
			return fmt.Errorf("there is no setting %s", name)
		}
	}
	return nil
}

func (l *commandLine) check() error {
	if l.GCPercent < 1 {
		return fmt.Errorf("--gc-percent must be at least 1, not %d", l.GCPercent)
	}
	if _, err := humanize.ParseBytes(l.MemoryLimit); err != nil {
		return fmt.Errorf("--memory-limit: %q is no size: write one as 256MiB", l.MemoryLimit)
	}
	if l.TraceRatio < 0 || l.TraceRatio > 1 {
		return fmt.Errorf("--trace-ratio must be between 0 and 1, not %v", l.TraceRatio)
	}
	if _, err := parseProxies(l.TrustedProxies); err != nil {
		return fmt.Errorf("--trusted-proxies: %w", err)
	}
	return nil
}

// tuneMemory sets how the runtime collects garbage. Answers are short-lived garbage: letting the heap grow to three
// times what is alive costs some memory and saves much of the collector's work.
func (s Settings) tuneMemory() {
	debug.SetGCPercent(s.GCPercent)
	if limit, err := humanize.ParseBytes(s.MemoryLimit); err == nil {
		debug.SetMemoryLimit(int64(limit))
	}
}

func (s Settings) logger(w io.Writer) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(s.LogLevel)) // kong has let only these words through
	return telemetry.Logger(w, s.LogFormat, level)
}
