// Command bench measures the product as its users meet it: over HTTP, each contestant a process of its own, on data of
// three sizes in both databases. README.md says how to run it and how to read what it gives.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

type options struct {
	Sizes       []string      `default:"S" help:"Sizes of the data: S, M, L."`
	Databases   []string      `default:"sqlite,postgres" help:"Databases: sqlite, postgres."`
	Workloads   []string      `help:"Workloads by name, as W1,W3; all when left out."`
	Contestants []string      `help:"Contestants by name; all that the server can be when left out."`
	Connections []int         `default:"1,8,32" help:"Connections at once."`
	Duration    time.Duration `default:"3s" help:"Time of one measurement."`
	Rounds      int           `default:"3" help:"Measurements of each contestant in a cell; the median is reported."`
	WarmUp      time.Duration `default:"1s" help:"Time for which each contestant is warmed up before a cell."`

	Data             string `help:"Folder for the databases that were made, which are kept." type:"path"`
	Server           string `help:"Program of the product; built when left out." type:"existingfile"`
	PostgresPrograms string `help:"Folder of initdb and postgres; searched for when left out." type:"existingdir"`
	JSON             string `help:"File that the results are appended to as lines of JSON." type:"path"`
	OnlyMake         bool   `help:"Make the data and stop."`
}

type commandLine struct {
	Run   runCommand   `cmd:"" default:"withargs" help:"Measure (the default)."`
	Limit limitCommand `cmd:"" hidden:""`
	Fixed fixedCommand `cmd:"" hidden:""`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	line := kong.Parse(new(commandLine), kong.Name("bench"), kong.Description("Measures Kommungraf as its users meet it."))
	line.BindTo(ctx, (*context.Context)(nil))
	err := line.Run()
	stop()
	line.FatalIfErrorf(err)
}

type runCommand struct{ options }

// Run measures what the options name.
func (r runCommand) Run(ctx context.Context) (err error) {
	o := r.options
	chosenSizes, err := chosen(o.Sizes, sizes, func(s size) string { return s.name })
	if err != nil {
		return err
	}
	chosenWorkloads, err := chosen(o.Workloads, workloads, func(l workload) string { return l.name })
	if err != nil {
		return err
	}
	if o.Data == "" {
		if o.Data, err = dataFolder(); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(o.Data, 0o755); err != nil {
		return err
	}
	if o.Server == "" {
		o.Server = filepath.Join(o.Data, "kommungraf")
		if output, err := exec.CommandContext(ctx, "go", "build", "-o", o.Server, "kommungraf/server").CombinedOutput(); err != nil {
			return fmt.Errorf("build the server: %w\n%s", err, output)
		}
	}
	out := report{people: os.Stdout}
	if o.JSON != "" {
		file, err := os.OpenFile(o.JSON, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		out.programs = json.NewEncoder(file)
	}
	databases, stop, err := o.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	out.machine()
	for _, s := range chosenSizes {
		w := newWorld(s)
		for _, d := range databases {
			location, err := prepare(ctx, d, w, func(format string, args ...any) { fmt.Fprintf(os.Stderr, format, args...) })
			if err != nil {
				return err
			}
			if o.OnlyMake {
				continue
			}
			if err := o.compete(ctx, w, d, location, chosenWorkloads, out); err != nil {
				return fmt.Errorf("size %s on %s: %w", s.name, d.name(), err)
			}
		}
	}
	return nil
}

// open starts the databases that were chosen.
func (o options) open(ctx context.Context) (opened []database, stop func() error, err error) {
	stop = func() error { return nil }
	for _, name := range o.Databases {
		switch name {
		case "sqlite":
			opened = append(opened, sqliteFiles{o.Data})
		case "postgres":
			server, err := startPostgres(ctx, o.PostgresPrograms, o.Data)
			if err != nil {
				return nil, nil, err
			}
			opened, stop = append(opened, server), server.stop
		default:
			return nil, nil, fmt.Errorf("there is no database %q", name)
		}
	}
	return opened, stop, nil
}

// compete measures all contestants in all cells on one database.
func (o options) compete(ctx context.Context, w *world, d database, location string, tasks []workload, out report) error {
	all, stop, err := o.start(ctx, location)
	defer stop()
	if err != nil {
		return err
	}
	out.table(w.size, d)
	for _, l := range tasks {
		if l.missing != "" {
			fmt.Fprintf(out.people, "| %s | | not available: %s | | | | | | | | |\n", l.name, l.missing)
			continue
		}
		plans, err := check(ctx, l, w, all)
		if err != nil {
			return err
		}
		for _, n := range o.Connections {
			medians, err := measure(ctx, o, d, cell{l, n}, all, plans)
			if err != nil {
				return err
			}
			if err := out.cell(w.size, d, cell{l, n}, all, medians); err != nil {
				return err
			}
		}
	}
	return nil
}

// start runs the contestants that were chosen; the first is always the reference, which the others are checked against.
func (o options) start(ctx context.Context, location string) (all []*running, stop func(), err error) {
	stop = func() {
		for _, r := range all {
			r.stop()
		}
	}
	named, err := chosen(o.Contestants, contestants, func(c contestant) string { return c.name })
	if err != nil {
		return nil, stop, err
	}
	if named[0].name != contestants[0].name {
		named = append([]contestant{contestants[0]}, named...)
	}
	help, err := exec.CommandContext(ctx, o.Server, "--help").Output()
	if err != nil {
		return nil, stop, fmt.Errorf("the server's settings: %w", err)
	}
	for _, c := range named {
		if _, err := c.settings(string(help)); err != nil && len(o.Contestants) == 0 {
			fmt.Fprintf(os.Stderr, "without %s: %v\n", c.name, err)
			continue
		}
		r, err := c.start(ctx, o.Server, string(help), location)
		if err != nil {
			return all, stop, fmt.Errorf("%s: %w", c.name, err)
		}
		all = append(all, r)
	}
	return all, stop, nil
}

// chosen gives the things with these names, in their own order; all when there are no names.
func chosen[T any](names []string, all []T, name func(T) string) ([]T, error) {
	if len(names) == 0 {
		return all, nil
	}
	for _, n := range names {
		if !slices.ContainsFunc(all, func(t T) bool { return name(t) == n }) {
			var known []string
			for _, t := range all {
				known = append(known, name(t))
			}
			return nil, fmt.Errorf("there is no %q: choose of %s", n, strings.Join(known, ", "))
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(t T) bool { return !slices.Contains(names, name(t)) }), nil
}

// dataFolder is the user's cache, but for root: PostgreSQL then runs as another user, who cannot enter root's.
func dataFolder() (string, error) {
	if os.Geteuid() == 0 {
		return "/var/tmp/kommungraf-bench", nil
	}
	cache, err := os.UserCacheDir()
	return filepath.Join(cache, "kommungraf-bench"), err
}
