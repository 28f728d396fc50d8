package heap_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
)

// benchClosures is how many closures the dump of the benchmarks has: 16 SVs
// each. PERLHEAP_BENCH_DUMP names another dump to measure with.
const benchClosures = 20_000

// leak writes the dump of a process that keeps closures in one ARRAY, in the
// order in which perl's arenas have them.
func leak(closures int) []byte {
	const root, stash, hash, list, names, proto = 0x10000, 0x10018, 0x10030, 0x10048, 0x10060, 0x10078
	next := pmat.Addr(0x20000)
	take := func() pmat.Addr {
		if next%4096 == 4080 { // the last that fits an arena
			next += 16
		}
		next += 24
		return next - 24
	}
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "main_cv", Addr: root})
	sv := func(a pmat.Addr) pmatbuild.SV { return pmatbuild.SV{Addr: a, Refcnt: 1, Size: 24} }
	body := pmatbuild.Code{
		File: "lib/Helpers.pm", Line: 12, Outside: root, Stash: stash, OpRoot: 0x999000,
		Names: []string{"$self", "$tx", "$err"}, ConstIndexes: []uint64{3, 4, 5, 6, 7, 8},
	}
	var refs []pmat.Addr
	for range closures {
		rv, cv, pad, tx := take(), take(), take(), take()
		b.Ref(sv(rv), cv, false)
		c := body
		c.Flags, c.Pads = pmat.CodeCloned, []pmat.Addr{pad}
		b.Code(sv(cv), c)
		slots := []pmat.Addr{0, hash, tx}
		b.Hash(sv(tx), 0, pmatbuild.Pair{Key: "id", Value: pmatbuild.Undef})
		for range 12 {
			slot := take()
			b.Undef(sv(slot))
			slots = append(slots, slot)
		}
		b.Array(sv(pad), slots...)
		refs = append(refs, rv)
	}
	b.Code(sv(root), pmatbuild.Code{File: "app.pl", Line: 1, Pads: []pmat.Addr{names}})
	b.Stash(sv(stash), "Helpers")
	b.Hash(sv(hash), 0, pmatbuild.Pair{Key: "error", Value: list})
	b.Array(sv(list), refs...)
	b.Array(sv(names), 0, hash)
	body.Flags = pmat.CodeClone
	b.Code(sv(proto), body)
	b.End()
	return b.Bytes()
}

// benchDump is the dump that is measured with.
var benchDump = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("PERLHEAP_BENCH_DUMP"); path != "" {
		return path, nil
	}
	path := filepath.Join(os.TempDir(), fmt.Sprintf("perlheap-bench-%d.pmat", os.Getpid()))
	return path, os.WriteFile(path, leak(benchClosures), 0o600)
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := benchDump(); err == nil && os.Getenv("PERLHEAP_BENCH_DUMP") == "" {
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

func BenchmarkLoad(b *testing.B) {
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		path, err := benchDump()
		if err != nil {
			b.Fatal(err)
		}
		h, err := heap.Open(context.Background(), path, heap.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(h.File().Size())
		n = h.Count()
		_ = h.Close()
	}
	perSV(b, n)
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

func BenchmarkEdges(b *testing.B) {
	h := openBench(b)
	var held []heap.SV
	for b.Loop() {
		for sv := range heap.SV(h.Count()) {
			held = h.AppendHeld(sv, held[:0])
		}
	}
	perSV(b, h.Count())
}

func BenchmarkSites(b *testing.B) {
	h := openBench(b)
	for b.Loop() {
		if t, err := site.Collect(context.Background(), h); err != nil || len(t.Sites) == 0 {
			b.Fatal(err)
		}
	}
	perSV(b, h.CodeCount())
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

// BenchmarkHover is what a hover asks: the sites, and the chain of one.
func BenchmarkHover(b *testing.B) {
	h := openBench(b)
	t, err := site.Collect(context.Background(), h)
	if err != nil || len(t.Sites) == 0 {
		b.Fatal(err)
	}
	example := t.Sites[0].Example
	for b.Loop() {
		tree, err := identify.Chain(context.Background(), h, example, identify.Options{Depth: identify.DefaultDepth, Elide: true, Limit: 5})
		if err != nil {
			b.Fatal(err)
		}
		if render.Identify(h, tree, render.Plain) == "" {
			b.Fatal("nothing")
		}
	}
}

// The dump of the benchmarks is what it is meant to be.
func TestBenchDump(t *testing.T) {
	b := leak(100)
	f, err := pmat.NewFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	d := f.Records()
	for d.Next() {
	}
	if d.Err() != nil || d.SVs != 16*100+6 {
		t.Errorf("%d SVs, %v", d.SVs, d.Err())
	}
}
