package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
)

func newBench() *cobra.Command {
	var questions int
	var sizes bool
	cmd := &cobra.Command{
		Use:   "bench DUMP",
		Short: "Measure how fast a dump is loaded, and how much memory it takes",
		Long:  "bench loads a dump and prints how long each phase took, how many bytes of\nmemory each SV takes by column, the peak of memory, and how long questions about\nSVs chosen at random take. CPU seconds are those of all processors together;\nwhere the system does not say them or the peak, there is a dash.",
		Args:  arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			b := &bench{ctx: cmd.Context(), out: tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', tabwriter.AlignRight)}
			if err := b.run(args[0], questions, sizes); err != nil {
				return err
			}
			return b.out.Flush()
		},
	}
	cmd.Flags().IntVar(&questions, "questions", 1000, "about how many SVs to ask")
	cmd.Flags().BoolVar(&sizes, "retained", true, "also find all retained sizes")
	return cmd
}

type bench struct {
	ctx    context.Context
	out    *tabwriter.Writer
	phases []phase
}

// phase is one step of loading.
type phase struct {
	name      string
	wall, cpu float64 // seconds
	peak      int64   // bytes, at its end; 0 if unknown
}

// stopwatch measures from its making on.
type stopwatch struct {
	begun time.Time
	cpu   float64
}

func newStopwatch() stopwatch { return stopwatch{time.Now(), cpuSeconds()} }

func (s stopwatch) phase(name string) phase {
	return phase{name, time.Since(s.begun).Seconds(), cpuSeconds() - s.cpu, peakMemory()}
}

func (b *bench) run(path string, questions int, sizes bool) error {
	whole := newStopwatch()
	step, name := whole, "opening"
	h, err := heap.Open(b.ctx, path, heap.Options{Progress: func(p heap.Progress) {
		if p.Phase != name {
			b.phases = append(b.phases, step.phase(name))
			step, name = newStopwatch(), p.Phase
		}
	}})
	if err != nil {
		return err
	}
	defer h.Close() //nolint:errcheck // it was only read
	b.phases = append(b.phases, step.phase(name))
	step = newStopwatch()
	if _, err := site.Collect(b.ctx, h); err != nil {
		return err
	}
	b.phases = append(b.phases, step.phase("counting by line"), whole.phase("all of it"))
	b.table(h)
	debug.FreeOSMemory()
	fmt.Fprintf(b.out, "\nresident after loading\t%s\t\n", mebibytes(procStatus("VmRSS")))
	b.columns(h)
	if err := b.questions(h, questions); err != nil {
		return err
	}
	if !sizes {
		return nil
	}
	step = newStopwatch()
	if _, err := retained.Compute(b.ctx, h); err != nil {
		return err
	}
	p := step.phase("retained sizes")
	fmt.Fprintf(b.out, "\n%s\t%.2f s\t%s CPU\tpeak %s\t\n", p.name, p.wall, seconds(p.cpu), mebibytes(p.peak))
	return nil
}

func (b *bench) table(h *heap.Heap) {
	size := h.File().Size()
	fmt.Fprintf(b.out, "%d SVs\t%d references\t%d CODEs\t%s\t\n\n", h.Count(), h.EdgeCount(), h.CodeCount(), mebibytes(size))
	fmt.Fprintf(b.out, "phase\tseconds\tCPU s\tSV/s\tMiB/s\tpeak\t\n")
	for _, p := range b.phases {
		wall := max(p.wall, 1e-9)
		fmt.Fprintf(b.out, "%s\t%.3f\t%s\t%.3g\t%.3g\t%s\t\n", p.name, p.wall, seconds(p.cpu),
			float64(h.Count())/wall, float64(size)/(1<<20)/wall, mebibytes(p.peak))
	}
}

func (b *bench) columns(h *heap.Heap) {
	fmt.Fprintf(b.out, "\ncolumn\tMiB\tbytes per SV\t\n")
	var sum int64
	row := func(name string, bytes int64) {
		fmt.Fprintf(b.out, "%s\t%.1f\t%.2f\t\n", name, float64(bytes)/(1<<20), float64(bytes)/float64(h.Count()))
	}
	for _, c := range h.Columns() {
		row(c.Name, c.Bytes)
		sum += c.Bytes
	}
	row("all", sum)
}

// questions asks about SVs chosen at random, and prints how long the answers
// take. The choice is the same in every run.
func (b *bench) questions(h *heap.Heap, n int) error {
	opt := identify.Options{Depth: identify.DefaultDepth, Elide: true, Limit: 20}
	fmt.Fprintf(b.out, "\nquestion\tmedian ms\t99 %% ms\tworst ms\t\n")
	for _, q := range []struct {
		name string
		ask  func(sv heap.SV) error
	}{
		{"identify", func(sv heap.SV) error {
			_, err := identify.Chain(b.ctx, h, sv, opt)
			return err
		}},
		{"inrefs", func(sv heap.SV) error {
			_, err := h.Inrefs(sv, heap.All, 20)
			return err
		}},
		{"show", func(sv heap.SV) error {
			_, err := render.Show(h, sv, render.ShowOptions{}, render.Plain)
			return err
		}},
	} {
		rng := rand.New(rand.NewPCG(1, 1))
		times := make([]float64, 0, n)
		for range n {
			sv := heap.SV(rng.IntN(h.Count()))
			begun := time.Now()
			if err := q.ask(sv); err != nil {
				return fmt.Errorf("%s of the SV at %s: %w", q.name, h.Addr(sv), err)
			}
			times = append(times, time.Since(begun).Seconds()*1000)
		}
		if n == 0 {
			continue
		}
		slices.Sort(times)
		fmt.Fprintf(b.out, "%s\t%.3f\t%.3f\t%.3f\t\n", q.name, times[n/2], times[n*99/100], times[n-1])
	}
	return nil
}

func seconds(s float64) string {
	if s <= 0 && cpuSeconds() == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f", s)
}

func mebibytes(n int64) string {
	if n == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f MiB", float64(n)/(1<<20))
}

// peakMemory is the most memory that the process has had resident, in bytes;
// 0 where the system does not say.
func peakMemory() int64 { return procStatus("VmHWM") }

// procStatus reads a size from Linux's description of the process.
func procStatus(field string) int64 {
	b, err := os.ReadFile("/proc/self/status")
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

// cpuSeconds is the time that all processors have worked for the process; 0
// where the system is not Linux. Linux counts it in hundredths of a second.
func cpuSeconds() float64 {
	if runtime.GOOS != "linux" {
		return 0
	}
	f, err := os.Open("/proc/self/stat")
	if err != nil {
		return 0
	}
	defer f.Close() //nolint:errcheck // it was only read
	b, err := io.ReadAll(f)
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
