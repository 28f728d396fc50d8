package heap_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
)

// benchClosures is how many closures the dump of the benchmarks has.
// PERLHEAP_BENCH_DUMP names another dump to measure with.
const benchClosures = 20_000

// benchPath is the dump that was made for the benchmarks, if any.
var benchPath string

// benchDump is the dump that is measured with.
var benchDump = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("PERLHEAP_BENCH_DUMP"); path != "" {
		return path, nil
	}
	f, err := os.CreateTemp("", "perlheap-bench-*.pmat")
	if err != nil {
		return "", err
	}
	benchPath = f.Name()
	return benchPath, errors.Join(pmatbuild.Leak(f, benchClosures), f.Close())
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path := benchPath; path != "" {
		_ = os.Remove(path) // it is in the folder of temporary files
	}
	os.Exit(code)
}

func openBench(b *testing.B) *heap.Heap {
	b.Helper()
	path, err := benchDump()
	if err != nil {
		b.Fatal(err)
	}
	h, err := heap.Open(context.Background(), path, heap.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = h.Close() })
	return h
}

// perSV adds what a round over all SVs takes for each.
func perSV(b *testing.B, svs int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(svs), "ns/SV")
}

func BenchmarkDecode(b *testing.B) {
	path, err := benchDump()
	if err != nil {
		b.Fatal(err)
	}
	f, err := pmat.Open(context.Background(), path, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	b.SetBytes(f.Size())
	n := 0
	for b.Loop() {
		d := f.Records()
		for d.Next() {
		}
		if d.Err() != nil {
			b.Fatal(d.Err())
		}
		n = d.SVs
	}
	perSV(b, n)
}

// BenchmarkLoad is a whole load. It also says what each phase takes, where
// sorting addresses makes the index and resolving references the edges, and
// how much memory the columns take.
func BenchmarkLoad(b *testing.B) {
	path, err := benchDump()
	if err != nil {
		b.Fatal(err)
	}
	phases := map[string]time.Duration{}
	n, bytes := 0, int64(0)
	b.ReportAllocs()
	for b.Loop() {
		phase, begun := "", time.Now()
		h, err := heap.Open(context.Background(), path, heap.Options{Progress: func(p heap.Progress) {
			if p.Phase != phase {
				phases[phase] += time.Since(begun)
				phase, begun = p.Phase, time.Now()
			}
		}})
		if err != nil {
			b.Fatal(err)
		}
		phases[phase] += time.Since(begun)
		b.SetBytes(h.File().Size())
		n, bytes = h.Count(), 0
		for _, c := range h.Footprint().Columns {
			bytes += c.Bytes
		}
		_ = h.Close()
	}
	perSV(b, n)
	b.ReportMetric(float64(bytes)/float64(n), "B/SV")
	for unit, phase := range map[string]string{"decode-ns/SV": "reading SVs", "index-ns/SV": "sorting addresses", "edges-ns/SV": "resolving references"} {
		b.ReportMetric(float64(phases[phase].Nanoseconds())/float64(b.N)/float64(n), unit)
	}
}

func BenchmarkIndex(b *testing.B) {
	h := openBench(b)
	rng := rand.New(rand.NewPCG(1, 1))
	addrs := make([]pmat.Addr, 1<<16)
	for i := range addrs {
		addrs[i] = h.Addr(heap.SV(rng.IntN(h.Count())))
	}
	i := 0
	for b.Loop() {
		if _, ok := h.At(addrs[i&(1<<16-1)]); !ok {
			b.Fatal("not found")
		}
		i++
	}
}

// BenchmarkEdges follows every counted reference both ways.
func BenchmarkEdges(b *testing.B) {
	h := openBench(b)
	for b.Loop() {
		out, in := 0, 0
		for sv := range heap.SV(h.Count()) {
			for _, next, ok := h.NextHeld(sv, 0); ok; _, next, ok = h.NextHeld(sv, next) {
				out++
			}
			for _, next, ok := h.NextHolder(sv, 0); ok; _, next, ok = h.NextHolder(sv, next) {
				in++
			}
		}
		if out == 0 || out != in {
			b.Fatalf("%d references out, %d in", out, in)
		}
	}
	perSV(b, h.Count())
}

// BenchmarkLocations counts what is alive at each line.
func BenchmarkLocations(b *testing.B) {
	h := openBench(b)
	for b.Loop() {
		if t, err := site.Collect(context.Background(), h); err != nil || len(t.Sites) == 0 {
			b.Fatal(err)
		}
	}
	perSV(b, h.Codes().Len())
}

func BenchmarkDominators(b *testing.B) {
	h := openBench(b)
	for b.Loop() {
		if _, err := retained.Compute(context.Background(), h); err != nil {
			b.Fatal(err)
		}
	}
	perSV(b, h.Count())
}

func BenchmarkPopulations(b *testing.B) {
	h := openBench(b)
	sizes, err := retained.Compute(context.Background(), h)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		tree, err := population.New(context.Background(), h, sizes)
		if err != nil {
			b.Fatal(err)
		}
		population.Merge(tree)
	}
	perSV(b, h.Count())
}

// random asks about one SV after the other, the same ones in every run.
func random(b *testing.B, ask func(h *heap.Heap, sv heap.SV) error) {
	h := openBench(b)
	rng := rand.New(rand.NewPCG(1, 1))
	for b.Loop() {
		if err := ask(h, heap.SV(rng.IntN(h.Count()))); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIdentify(b *testing.B) {
	random(b, func(h *heap.Heap, sv heap.SV) error {
		_, err := identify.Chain(context.Background(), h, sv, identify.Options{Depth: identify.DefaultDepth, Elide: true, Limit: 20})
		return err
	})
}

func BenchmarkShow(b *testing.B) {
	random(b, func(h *heap.Heap, sv heap.SV) error {
		_, err := render.Show(h, sv, render.ShowOptions{}, render.Plain)
		return err
	})
}

// The dump of the benchmarks is what it is meant to be.
func TestBenchDump(t *testing.T) {
	var w bytes.Buffer
	if err := pmatbuild.Leak(&w, 100); err != nil {
		t.Fatal(err)
	}
	b := w.Bytes()
	f, err := pmat.NewFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	d := f.Records()
	for d.Next() {
	}
	if d.Err() != nil || d.SVs != pmatbuild.LeakSVs(100) {
		t.Errorf("%d SVs, %v", d.SVs, d.Err())
	}
}
