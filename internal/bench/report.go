package main

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"time"
)

// result is a line of the JSON report.
type result struct {
	At          time.Time `json:"at"`
	Load        string    `json:"load"` // of the machine when the cell was done
	Size        string    `json:"size"`
	Database    string    `json:"database"`
	Workload    string    `json:"workload"`
	Connections int       `json:"connections"`
	Contestant  string    `json:"contestant"`
	figures
	OfLimit float64 `json:"cpu_of_limit,omitempty"` // how many times the CPU of limit; 0 when that did not take part
}

// report writes results as they come: a Markdown table for people, lines of JSON for programs.
type report struct {
	people   io.Writer
	programs *json.Encoder // nil: none
}

func (r report) machine() {
	fmt.Fprintf(r.people, "%s, %s/%s, %d processors, load %s before the first measurement.\n", time.Now().UTC().Format(time.DateTime),
		runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), load1())
}

func (r report) table(s size, d database) {
	fmt.Fprintf(r.people, "\n### Size %s on %s\n\n", s.name, d.name())
	fmt.Fprintln(r.people, "| workload | conns | contestant | server CPU ms | database CPU ms | CPU ÷ limit | requests/s | p50 ms | p99 ms | peak MiB | bytes |")
	fmt.Fprintln(r.people, "|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|")
}

// cell adds a workload under a number of connections.
func (r report) cell(s size, d database, c cell, all []*running, medians []figures) error {
	limit := 0.0
	for i, who := range all {
		if who.name == "limit" {
			limit = medians[i].cpu()
		}
	}
	for i, who := range all {
		f := medians[i]
		line := result{
			At: time.Now().UTC(), Load: load1(), Size: s.name, Database: d.name(), Workload: c.workload.name, Connections: c.connections,
			Contestant: who.name, figures: f,
		}
		behind, multiple := "in the server", "–"
		if _, library := d.(sqliteFiles); !library {
			behind = fmt.Sprintf("%.3f", f.DatabaseCPU)
		}
		if limit > 0 {
			line.OfLimit = f.cpu() / limit
			multiple = fmt.Sprintf("%.2f", line.OfLimit)
		}
		fmt.Fprintf(r.people, "| %s | %d | %s | %.3f | %s | %s | %.0f | %.2f | %.2f | %.0f | %.0f |\n", c.workload.name, c.connections, who.name,
			f.ServerCPU, behind, multiple, f.PerSecond, f.P50, f.P99, f.Peak/(1<<20), f.Bytes)
		if r.programs == nil {
			continue
		}
		if err := r.programs.Encode(line); err != nil {
			return err
		}
	}
	return nil
}
