package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"kommungraf/internal/reference"
	"kommungraf/internal/store"
)

// version is that of the API and the program. A release raises it.
const version = "0.1.0"

// migrate brings the tables up to date, for those who want it apart from the start of a server.
func migrate(ctx context.Context, s Settings, out console) error {
	kb, err := store.Open(ctx, s.Database)
	if err != nil {
		return err
	}
	defer kb.Close()
	applied, err := kb.Migrate(ctx)
	if err != nil {
		return err
	}
	for _, name := range applied {
		fmt.Fprintf(out.out, "applied %s\n", name)
	}
	fmt.Fprintf(out.out, "the tables of %s are up to date\n", store.Redact(s.Database))
	return nil
}

// loadReference loads the reference data, for those who serve without it.
func loadReference(ctx context.Context, s Settings, out console) error {
	kb, err := store.Open(ctx, s.Database)
	if err != nil {
		return err
	}
	defer kb.Close()
	if _, err := kb.Migrate(ctx); err != nil {
		return err
	}
	return load(ctx, kb, out)
}

// load loads the reference data and shows how it goes.
func load(ctx context.Context, kb *store.Store, out console) error {
	begin := time.Now()
	loaded, err := reference.Load(ctx, kb, func(step reference.Step) {
		fmt.Fprintf(out.out, "  %-20s %s\n", step.Name, describe(step.Tally))
	})
	if err != nil {
		return err
	}
	if !loaded {
		fmt.Fprintln(out.out, "the reference data is up to date")
		return nil
	}
	fmt.Fprintf(out.out, "reference data loaded in %s\n", time.Since(begin).Round(time.Millisecond))
	debug.FreeOSMemory() // a load leaves garbage that nothing will ask for again
	return nil
}

// describe says what saving did, leaving out what it did not do.
func describe(t store.Tally) string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{t.Created, "new"}, {t.Updated, "changed"}, {t.Unchanged, "as before"}, {t.Kept, "left as people changed them"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}

// healthcheck asks the server at an address whether it is ready.
func healthcheck(ctx context.Context, address string) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "localhost"
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	url := "http://" + net.JoinHostPort(host, port) + "/readyz"
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("no server answers at %s", url)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the server at %s is not ready: %s", url, answer.Status)
	}
	return nil
}

func printVersion(out console) error {
	text := []string{"kommungraf", version}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				text = append(text, s.Value)
			}
		}
		text = append(text, info.GoVersion)
	}
	_, err := fmt.Fprintln(out.out, strings.Join(text, " "))
	return err
}
