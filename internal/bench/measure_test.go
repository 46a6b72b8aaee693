package main

import (
	"os"
	"os/exec"
	"runtime"
	"testing"
	"time"
)

func TestPercentile(t *testing.T) {
	hundred := make([]int, 100)
	for i := range hundred {
		hundred[i] = i + 1
	}
	for _, c := range []struct {
		sorted  []int
		p, want int
	}{
		{nil, 50, 0},
		{[]int{7}, 50, 7},
		{[]int{7}, 99, 7},
		{[]int{1, 2}, 50, 1},
		{[]int{1, 2, 3}, 50, 2},
		{[]int{1, 2, 3}, 99, 3},
		{hundred, 50, 50},
		{hundred, 99, 99},
		{hundred, 100, 100},
	} {
		if got := percentile(c.sorted, c.p); got != c.want {
			t.Errorf("percentile %d of %v is %d, want %d", c.p, c.sorted, got, c.want)
		}
	}
}

func TestMedian(t *testing.T) {
	got := median([]figures{{ServerCPU: 3, P99: 9, Peak: 1}, {ServerCPU: 1, P99: 2, Peak: 5}, {ServerCPU: 2, P99: 4, Peak: 3}})
	if want := (figures{ServerCPU: 2, P99: 4, Peak: 5}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestParseStat(t *testing.T) {
	const line = `4242 (a (bad) name) S 17 4242 4242 0 -1 4194560 900 0 1 0 250 50 30 20 20 0 8 0 123456 1000 2000 18446744073709551615`
	got, err := parseStat(line)
	if want := (procStat{parent: 17, own: 3 * time.Second, children: 500 * time.Millisecond}); err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
	for _, bad := range []string{"", "4242 (name", "4242 (name) S 17", "1 (x) S 1 2 3 4 5 6 7 8 9 10 x 12 13 14 15"} {
		if got, err := parseStat(bad); err == nil {
			t.Errorf("%q is read as %+v", bad, got)
		}
	}
}

func TestParsePeak(t *testing.T) {
	got, err := parsePeak([]byte("Name:\tbench\nVmPeak:\t  999 kB\nVmHWM:\t   1234 kB\nVmRSS:\t 1000 kB\n"))
	if err != nil || got != 1234*1024 {
		t.Errorf("got %d, %v", got, err)
	}
	if _, err := parsePeak([]byte("Name:\tbench\n")); err == nil {
		t.Error("no peak is no error")
	}
}

// TestProc asks the system itself: the work of a child is seen, and it is a child.
func TestProc(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("measuring needs /proc")
	}
	child := exec.CommandContext(t.Context(), "sh", "-c", "while :; do :; done")
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	defer child.Wait()         //nolint:errcheck // it is killed
	defer child.Process.Kill() //nolint:errcheck // it may have ended
	for deadline := time.Now().Add(4 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		own, err := cpuOf(child.Process.Pid)
		if err != nil {
			t.Fatal(err)
		}
		family, err := cpuOfFamily(os.Getpid())
		if err != nil {
			t.Fatal(err)
		}
		if own >= 2*tick && family >= own {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the child's work is not seen: own %v, family %v", own, family)
		}
	}
	if err := resetPeak(child.Process.Pid); err != nil {
		t.Fatal(err)
	}
	if peak, err := peakOf(child.Process.Pid); err != nil || peak < 1<<10 || peak > 1<<30 {
		t.Errorf("peak %d, %v", peak, err)
	}
}

func TestSettings(t *testing.T) {
	reference, fast := contestants[0], contestants[1]
	if got, err := reference.settings("--database=FILE"); err != nil || len(got) != 0 {
		t.Errorf("a server without the settings: %v, %v", got, err)
	}
	if got, err := fast.settings("--database=FILE"); err == nil {
		t.Errorf("fast runs on a server without fast reads: %v", got)
	}
	const help = "--[no-]fast-reads --kept-answers=16MiB --kept-fragments=64MiB --[no-]kept-counts"
	for _, c := range []contestant{reference, fast} {
		if got, err := c.settings(help); err != nil || len(got) != len(c.flags) {
			t.Errorf("%s: %v, %v; want %v", c.name, got, err, c.flags)
		}
	}
}
