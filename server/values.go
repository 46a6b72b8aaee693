package main

import (
	"cmp"
	"fmt"
	"math"
	"net"
	"reflect"
	"time"

	"github.com/alecthomas/kong"
	"github.com/dustin/go-humanize"

	"kommungraf/server/telemetry"
)

// The kinds of values that settings have beyond Go's. Each reads itself, so that a wrong one is refused before anything
// starts; kong puts the name of the setting before the error.

// size is a number of bytes, as in 256MiB.
type size int64

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *size) UnmarshalText(text []byte) error {
	n, err := humanize.ParseBytes(string(text))
	if err != nil || n > math.MaxInt64 {
		return fmt.Errorf("%q is no size: write one as 256MiB", text)
	}
	*s = size(n)
	return nil
}

func (s size) String() string { return humanize.IBytes(uint64(s)) }

// endpoint is an address to listen on.
type endpoint string

// UnmarshalText implements encoding.TextUnmarshaler.
func (e *endpoint) UnmarshalText(text []byte) error {
	_, port, err := net.SplitHostPort(string(text))
	if err == nil {
		_, err = net.LookupPort("tcp", port) // a name, as in :http, is looked up in a table
	}
	if err != nil && len(text) > 0 {
		return fmt.Errorf("%q is no address: write one as localhost:8080", text)
	}
	*e = endpoint(text)
	return nil
}

// collector is where traces are sent.
type collector string

// UnmarshalText implements encoding.TextUnmarshaler.
func (c *collector) UnmarshalText(text []byte) error {
	*c = collector(text)
	if len(text) == 0 {
		return nil
	}
	_, err := telemetry.Collector(string(text))
	return err
}

// bounds are the least and the greatest value of a setting that is a number or a time, as it is written; empty for what
// has none. Without a tag of its own none is negative, and none so large that a sum of two overflows: a number that long
// is a mistake.
func bounds(f *kong.Flag) (least, most string) {
	switch {
	case f.Target.Type() == reflect.TypeFor[time.Duration]():
		least, most = "0s", "24h"
	case f.Target.CanInt(), f.Target.CanFloat():
		least, most = "0", "1000000000000"
	}
	return cmp.Or(f.Tag.Get("min"), least), cmp.Or(f.Tag.Get("max"), most)
}

// checkBounds refuses the first setting that is not within its bounds.
func checkBounds(settings []*kong.Flag) error {
	for _, f := range settings {
		least, most := bounds(f)
		if least == "" {
			continue
		}
		var limits [2]float64
		for i, text := range []string{least, most} {
			limit := reflect.New(f.Target.Type()).Elem()
			if err := f.Parse(kong.ScanFromTokens(kong.Token{Value: text}), limit); err != nil {
				return err
			}
			limits[i] = number(limit)
		}
		if n := number(f.Target); !(n >= limits[0] && n <= limits[1]) { // written so that it refuses NaN too
			return fmt.Errorf("--%s must be from %s to %s, not %v", f.Name, least, most, f.Target)
		}
	}
	return nil
}

func number(v reflect.Value) float64 {
	if v.CanFloat() {
		return v.Float()
	}
	return float64(v.Int())
}
