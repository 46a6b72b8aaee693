package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// contestant is a program that answers the workloads.
type contestant struct {
	name string
	what string
	// flags are the product's settings. Those that a server does not have yet are left out.
	flags []string
	// needs is the setting without which there is nothing to tell the contestant from the reference.
	needs string
	// args are those of this program, where the contestant is not the product.
	args func(location string) []string
	// ask is what is sent for one request of a workload; answered is the product's answer to the same.
	ask func(l workload, v variables, answered []byte) (wireRequest, error)
}

var contestants = []contestant{
	{
		name: "reference", what: "the product, each field resolved by gqlgen",
		flags: []string{"--no-fast-reads", "--kept-answers=0", "--kept-fragments=0", "--no-kept-counts"}, ask: askProduct,
	},
	{
		name: "fast", what: "the product, compiled reads",
		flags: []string{"--kept-answers=0", "--kept-fragments=0", "--no-kept-counts"}, needs: "fast-reads", ask: askProduct,
	},
	{
		name: "fragments", what: "the product, compiled reads, fragments kept",
		flags: []string{"--kept-answers=0"}, needs: "kept-fragments", ask: askProduct,
	},
	{name: "answers", what: "the product as it comes", needs: "kept-answers", ask: askProduct},
	{
		name: "limit", what: "one hand-written statement, no GraphQL",
		args: func(location string) []string { return []string{"limit", location} }, ask: askLimit,
	},
	{
		name: "fixed", what: "fixed bytes, no database",
		args: func(string) []string { return []string{"fixed"} }, ask: askFixed,
	},
}

// productFlags are what every product runs with: no limit that a benchmark would meet.
var productFlags = []string{
	"--address=127.0.0.1:0", "--no-reference", "--log-level=error", "--rate-requests=0", "--rate-cost=0", "--max-cost=0",
	"--gc-percent=" + gcPercent, "--memory-limit=" + memoryLimit,
}

// The collector's settings of all contestants, which are the product's defaults.
const (
	gcPercent   = "200"
	memoryLimit = "192MiB"
)

func askProduct(l workload, v variables, _ []byte) (wireRequest, error) {
	body, err := l.body(v)
	return post("/graphql", body), err
}

func askLimit(l workload, v variables, _ []byte) (wireRequest, error) { return get(l.address(v)), nil }

// askFixed sends what the product is sent, and gets as much as it gives.
func askFixed(l workload, v variables, answered []byte) (wireRequest, error) {
	body, err := l.body(v)
	return post("/"+strconv.Itoa(len(answered)), body), err
}

// settings are the flags that a server has, of those that the contestant wants; an error says what it has not.
func (c contestant) settings(help string) ([]string, error) {
	if c.needs != "" && !strings.Contains(help, c.needs) {
		return nil, fmt.Errorf("this server has no --%s", c.needs)
	}
	var known []string
	for _, f := range c.flags {
		name, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(f, "--"), "no-"), "=")
		if strings.Contains(help, name) {
			known = append(known, f)
		}
	}
	return known, nil
}

// running is a contestant's process.
type running struct {
	contestant
	command *exec.Cmd
	address string // host:port
}

var announced = regexp.MustCompile(`^\s*http://(127\.0\.0\.1:\d+)$`)

// start runs a contestant and waits until it has said where it listens, which it does when it can answer.
func (c contestant) start(ctx context.Context, server, help, location string) (*running, error) {
	program, args := server, append([]string{"--database=" + location}, productFlags...)
	if c.args != nil {
		self, err := os.Executable()
		if err != nil {
			return nil, err
		}
		program, args = self, c.args(location)
	} else {
		flags, err := c.settings(help)
		if err != nil {
			return nil, err
		}
		args = append(args, flags...)
	}
	command := exec.CommandContext(ctx, program, args...)
	command.Env = append(os.Environ(), "GOGC="+gcPercent, "GOMEMLIMIT="+memoryLimit)
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	command.WaitDelay = 15 * time.Second
	command.Stderr = os.Stderr
	tied(command)
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	r := &running{contestant: c, command: command}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if m := announced.FindStringSubmatch(lines.Text()); m != nil {
			r.address = m[1]
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return r, nil
		}
	}
	return nil, errors.Join(fmt.Errorf("%s ended before it listened", c.name), lines.Err(), command.Wait())
}

func (r *running) stop() {
	_ = r.command.Process.Signal(syscall.SIGTERM)
	_ = r.command.Wait() // it was told to stop: how it ended is of no interest
}
