package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of times in /proc: Linux tells programs 100 in a second, whatever it counts in itself.
const tick = 10 * time.Millisecond

// procStat is what we read of /proc/PID/stat.
type procStat struct {
	parent   int
	own      time.Duration // user and system time of the process
	children time.Duration // of its children that have ended and been waited for
}

// parseStat reads a line of /proc/PID/stat. The name of the program stands in parentheses and may hold anything.
func parseStat(line string) (procStat, error) {
	end := strings.LastIndexByte(line, ')')
	fields := strings.Fields(line[end+1:])
	const parent, utime, stime, cutime, cstime = 1, 11, 12, 13, 14 // counted from the state
	if end < 0 || len(fields) <= cstime {
		return procStat{}, fmt.Errorf("no line of /proc/PID/stat: %.80q", line)
	}
	var numbers [cstime + 1]int
	for _, i := range []int{parent, utime, stime, cutime, cstime} {
		n, err := strconv.Atoi(fields[i])
		if err != nil {
			return procStat{}, fmt.Errorf("field %d of /proc/PID/stat: %w", i+3, err)
		}
		numbers[i] = n
	}
	return procStat{
		parent: numbers[parent],
		own:    time.Duration(numbers[utime]+numbers[stime]) * tick, children: time.Duration(numbers[cutime]+numbers[cstime]) * tick,
	}, nil
}

func statOf(pid int) (procStat, error) {
	line, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return procStat{}, err
	}
	return parseStat(string(line))
}

// cpuOf is the user and system time that a process has used.
func cpuOf(pid int) (time.Duration, error) {
	s, err := statOf(pid)
	return s.own, err
}

// cpuOfFamily is what a process and its children have used. PostgreSQL has no grandchildren.
func cpuOfFamily(pid int) (time.Duration, error) {
	s, err := statOf(pid)
	if err != nil {
		return 0, err
	}
	sum := s.own + s.children
	processes, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return 0, err
	}
	for _, path := range processes {
		line, err := os.ReadFile(path)
		if err != nil {
			continue // it ended meanwhile: then its time is its parent's next time
		}
		child, err := parseStat(string(line))
		if err != nil {
			return 0, err
		}
		if child.parent == pid {
			sum += child.own
		}
	}
	return sum, nil
}

// resetPeak lets the peak of a process's memory begin anew.
func resetPeak(pid int) error {
	return os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0)
}

// peakOf is the most memory that a process has had since resetPeak, in bytes.
func peakOf(pid int) (int64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	return parsePeak(status)
}

func parsePeak(status []byte) (int64, error) {
	for line := range bytes.Lines(status) {
		if value, ok := bytes.CutPrefix(line, []byte("VmHWM:")); ok {
			kB, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(string(value)), " kB"), 10, 64)
			return kB * 1024, err
		}
	}
	return 0, errors.New("no VmHWM in /proc/PID/status")
}

// load1 is the load of the machine, for the reader to judge the figures by; "?" where there is none.
func load1() string {
	text, err := os.ReadFile("/proc/loadavg")
	if errors.Is(err, fs.ErrNotExist) || len(text) == 0 {
		return "?"
	}
	first, _, _ := strings.Cut(string(text), " ")
	return first
}
