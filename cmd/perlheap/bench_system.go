package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// usage is what something cost.
type usage struct {
	wall, cpu float64 // seconds; cpu is that of all processors, 0 if unknown
	peak      int64   // resident memory in bytes; 0 if unknown
}

// stopwatch measures this process from when it is made.
type stopwatch struct {
	begun time.Time
	cpu   float64
}

const thisProcess = "self"

func newStopwatch() stopwatch { return stopwatch{time.Now(), cpuSeconds(thisProcess)} }

// usage returns what was used since; the peak is that since resetPeak.
func (s stopwatch) usage() usage {
	return usage{time.Since(s.begun).Seconds(), cpuSeconds(thisProcess) - s.cpu, procStatus(thisProcess, "VmHWM")}
}

// resetPeak makes Linux forget how much memory a process once had. Where it
// cannot, peaks are those since the process began.
func resetPeak(pid string) {
	_ = os.WriteFile(procFile(pid, "clear_refs"), []byte("5"), 0) // see above
}

func procFile(pid, name string) string { return filepath.Join("/proc", pid, name) }

// procStatus reads a size in bytes from Linux's description of a process; 0
// where there is none.
func procStatus(pid, field string) int64 {
	b, err := os.ReadFile(procFile(pid, "status"))
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(b) {
		if rest, ok := strings.CutPrefix(string(line), field+":"); ok {
			n, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			if err == nil {
				return n << 10
			}
		}
	}
	return 0
}

// cpuSeconds is the time that all processors have worked for a process; 0
// where the system is not Linux, which counts it in hundredths of a second.
func cpuSeconds(pid string) float64 {
	if runtime.GOOS != "linux" {
		return 0
	}
	b, err := os.ReadFile(procFile(pid, "stat"))
	if err != nil {
		return 0
	}
	// The name of the program, in parentheses, may have blanks.
	fields := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseFloat(fields[11], 64) // numbers, or the kernel is broken
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) / 100
}

// quantile returns the smallest of the values that a share of them does not
// exceed. The values need not be sorted; 0 for none.
func quantile(values []float64, share float64) float64 {
	if len(values) == 0 {
		return 0
	}
	values = slices.Sorted(slices.Values(values))
	return values[min(len(values)-1, int(float64(len(values))*share))]
}

// median returns the run whose wall time is the median, and the highest peak of
// all runs.
func median(runs []usage) usage {
	runs = slices.SortedFunc(slices.Values(runs), func(a, b usage) int {
		if a.wall < b.wall {
			return -1
		}
		return 1
	})
	m := runs[len(runs)/2]
	for _, r := range runs {
		m.peak = max(m.peak, r.peak)
	}
	return m
}

func seconds(s float64) string {
	if s <= 0 && cpuSeconds(thisProcess) == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f", s)
}

func mebibytes(n int64) string {
	if n <= 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f MiB", float64(n)/(1<<20))
}
