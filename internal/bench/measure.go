package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

// figures are what one contestant needed in one cell. Times are in milliseconds.
type figures struct {
	ServerCPU   float64 `json:"server_cpu_ms"`
	DatabaseCPU float64 `json:"database_cpu_ms"`
	PerSecond   float64 `json:"requests_per_second"`
	P50         float64 `json:"p50_ms"`
	P99         float64 `json:"p99_ms"`
	Peak        float64 `json:"peak_rss_bytes"`
	Bytes       float64 `json:"bytes_per_answer"`
}

func (f figures) cpu() float64 { return f.ServerCPU + f.DatabaseCPU }

// cell is a workload under a number of connections.
type cell struct {
	workload    workload
	connections int
}

// measure lets the contestants take turns, so that whatever else the machine does meets all of them, and gives the median
// of the rounds for each.
func measure(ctx context.Context, o options, d database, c cell, all []*running, plans []plan) ([]figures, error) {
	for i, r := range all {
		if _, err := drive(ctx, r.address, plans[i].requests, plans[i].lengths, c.connections, o.WarmUp); err != nil {
			return nil, fmt.Errorf("%s, %s, warming up: %w", c.workload.name, r.name, err)
		}
	}
	rounds := make([][]figures, len(all))
	for range o.Rounds {
		for i, r := range all {
			f, err := measureOnce(ctx, d, c, r, plans[i], o.Duration)
			if err != nil {
				return nil, fmt.Errorf("%s, %s: %w", c.workload.name, r.name, err)
			}
			rounds[i] = append(rounds[i], f)
		}
	}
	medians := make([]figures, len(all))
	for i := range all {
		medians[i] = median(rounds[i])
	}
	return medians, nil
}

func measureOnce(ctx context.Context, d database, c cell, r *running, p plan, duration time.Duration) (figures, error) {
	pid := r.command.Process.Pid
	if err := resetPeak(pid); err != nil {
		return figures{}, err
	}
	server, err := cpuOf(pid)
	if err != nil {
		return figures{}, err
	}
	behind, err := d.cpu()
	if err != nil {
		return figures{}, err
	}
	did, err := drive(ctx, r.address, p.requests, p.lengths, c.connections, duration)
	if err != nil {
		return figures{}, err
	}
	serverAfter, err := cpuOf(pid)
	if err != nil {
		return figures{}, err
	}
	behindAfter, err := d.cpu()
	if err != nil {
		return figures{}, err
	}
	peak, err := peakOf(pid)
	n := float64(did.requests)
	return figures{
		ServerCPU: milliseconds(serverAfter-server) / n, DatabaseCPU: milliseconds(behindAfter-behind) / n,
		PerSecond: n / did.elapsed.Seconds(), P50: milliseconds(percentile(did.latencies, 50)), P99: milliseconds(percentile(did.latencies, 99)),
		Peak: float64(peak), Bytes: float64(did.bytes) / n,
	}, err
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// median takes the median of each figure by itself, but the greatest peak.
func median(rounds []figures) figures {
	of := func(figure func(figures) float64) float64 {
		values := make([]float64, len(rounds))
		for i, f := range rounds {
			values[i] = figure(f)
		}
		slices.Sort(values)
		return percentile(values, 50)
	}
	return figures{
		ServerCPU:   of(func(f figures) float64 { return f.ServerCPU }),
		DatabaseCPU: of(func(f figures) float64 { return f.DatabaseCPU }),
		PerSecond:   of(func(f figures) float64 { return f.PerSecond }),
		P50:         of(func(f figures) float64 { return f.P50 }),
		P99:         of(func(f figures) float64 { return f.P99 }),
		Peak:        slices.MaxFunc(rounds, func(a, b figures) int { return cmp.Compare(a.Peak, b.Peak) }).Peak,
		Bytes:       of(func(f figures) float64 { return f.Bytes }),
	}
}
