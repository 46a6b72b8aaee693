// Command kommungraf serves a knowledge base of the Swedish municipal sector over GraphQL.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// The exit codes.
const (
	exitFailed   = 1 // it could not be done
	exitMisused  = 2 // the command line or a setting is wrong
	exitFinished = 0
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Environ(), console{os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// run carries out a command line. Whatever goes wrong becomes one line for a person and an exit code.
func run(ctx context.Context, args, environment []string, out console) int {
	command, err := parse(args, environment, out)
	if errors.Is(err, errShown) {
		return exitFinished
	}
	if err != nil {
		fmt.Fprintf(out.err, "kommungraf: %v (see kommungraf --help)\n", err)
		return exitMisused
	}
	if err := command(ctx); err != nil {
		fmt.Fprintf(out.err, "kommungraf: %v\n", err)
		return exitFailed
	}
	return exitFinished
}
