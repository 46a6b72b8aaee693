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

	"kommungraf/graph"
	"kommungraf/server/telemetry"
)

// Settings is everything that can be set: by flag, or by the environment variable of the same name (--max-depth is
// KOMMUNGRAF_MAX_DEPTH). The table in docs/settings.md is tested against it. A number lies within its tags min and max, or
// within the bounds that all have (values.go).
type Settings struct {
	Database      string   `help:"SQLite file, made when missing, or a postgres:// URL." default:"kommungraf.db" placeholder:"FILE|URL"`
	Address       endpoint `help:"Address to listen on; port 0 takes any free one." default:":8080" placeholder:"HOST:PORT"`
	Private       endpoint `help:"Address for metrics and profiles, for nobody but those who run the server; none when empty." placeholder:"HOST:PORT"`
	Reference     bool     `help:"Load the reference data that comes with the program at start." default:"true" negatable:""`
	Introspection bool     `help:"Let clients ask for the schema." default:"true" negatable:""`
	GraphiQL      bool     `name:"graphiql" help:"Serve GraphiQL to browsers at /graphql." default:"true" negatable:""`

	LogFormat   string    `help:"Form of the log: text or json." default:"text" enum:"text,json" placeholder:"FORMAT"`
	LogLevel    string    `help:"Least level that is logged: debug, info, warn or error." default:"info" enum:"debug,info,warn,error" placeholder:"LEVEL"`
	Traces      collector `help:"Address that traces are sent to, by OTLP over HTTP; none when empty." placeholder:"URL"`
	TraceRatio  float64   `help:"Share of the operations that are traced, 0 to 1, where the client does not say." default:"1" max:"1"`
	GCPercent   int       `name:"gc-percent" help:"How much the heap may grow before it is collected, in percent." default:"200" min:"1" max:"10000" placeholder:"PERCENT"`
	MemoryLimit size      `help:"Memory at which the collector works harder, as in 256MiB." default:"192MiB" min:"16MiB" max:"1TiB" placeholder:"SIZE"`

	TrustedProxies proxies `help:"Proxies before the server, addresses and networks with commas between. Who the client is, is taken from the X-Forwarded-For of these, and of nobody else." placeholder:"NETWORKS"`
	RateRequests   int     `help:"Requests of one client in a minute; an IPv6 client is its /64." default:"300"`
	RateCost       int     `help:"Cost of one client's operations in a minute." default:"100000"`
	RateClients    int     `help:"Clients that are remembered for these two." default:"50000" min:"1" max:"10000000"`

	Limits graph.Limits     `embed:""`
	Wire   graph.WireLimits `embed:""`
	Speed  graph.Speed      `embed:""`

	StatementTimeout  time.Duration `help:"Time of one statement of the database." default:"5s"`
	ReadHeaderTimeout time.Duration `help:"Time that the headers of a request may take; 0 stands for that of a whole request." default:"5s"`
	ReadTimeout       time.Duration `help:"Time that a whole request may take to come." default:"10s"`
	WriteTimeout      time.Duration `help:"Time from the headers of a request to the end of its answer." default:"30s"`
	IdleTimeout       time.Duration `help:"Time that a connection may lie idle; 0 stands for that of a whole request." default:"60s"`
	MaxHeader         int           `help:"Bytes of the headers of a request." default:"16384" min:"1024"`
	MaxConnections    int           `help:"Connections at once; more wait to be accepted." default:"4096"`
	Drain             time.Duration `help:"Time between /readyz telling that the server stops and its taking no more connections, so that it is sent no more; 0 is none." default:"1s"`
	StopTimeout       time.Duration `help:"Time for requests that are under way when the server stops; 0 is none." default:"8s"`
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
	if err := checkBounds(parser.Model.Flags); err != nil {
		return nil, err
	}
	if line.Address == "" { // which the address for metrics may be
		return nil, errors.New("--address is empty: write one as localhost:8080")
	}
	s := line.Settings
	switch parsed.Command() {
	case "migrate":
		return func(ctx context.Context) error { return migrate(ctx, s, out) }, nil
	case "reference":
		return func(ctx context.Context) error { return loadReference(ctx, s, out) }, nil
	case "healthcheck":
		return func(ctx context.Context) error { return healthcheck(ctx, string(s.Address)) }, nil
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

// tuneMemory sets how the runtime collects garbage. Answers are short-lived garbage: letting the heap grow to three
// times what is alive costs some memory and saves much of the collector's work.
func (s Settings) tuneMemory() {
	debug.SetGCPercent(s.GCPercent)
	debug.SetMemoryLimit(int64(s.MemoryLimit))
}

func (s Settings) logger(w io.Writer) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(s.LogLevel)) // kong has let only these words through
	return telemetry.Logger(w, s.LogFormat, level)
}
