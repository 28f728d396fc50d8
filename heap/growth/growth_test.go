package growth

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
)

func TestTrendOf(t *testing.T) {
	for _, c := range []struct {
		values []int64
		want   Trend
	}{
		{[]int64{5}, Single},
		{[]int64{100, 200, 300}, Grows},
		{[]int64{0, 200, 400}, Grows},
		{[]int64{100, 500, 600}, Slows},
		{[]int64{100, 600, 600}, Once},
		{[]int64{100, 100, 600}, Lately},
		{[]int64{600, 580, 100}, Falls},
		{[]int64{585, 560, 596}, Lately},
		{[]int64{1000, 1010, 1005}, Stable},
		{[]int64{100, 200}, Grows},
	} {
		if got := TrendOf(c.values); got != c.want {
			t.Errorf("TrendOf(%v) is %s, want %s", c.values, got, c.want)
		}
	}
}

func real(t *testing.T, name string) *heap.Heap {
	t.Helper()
	return open(t, filepath.Join("..", "..", "testdata", "dumps", name+".pmat.gz"))
}

func open(t *testing.T, path string) *heap.Heap {
	t.Helper()
	h, err := heap.Open(context.Background(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

func TestSame(t *testing.T) {
	one, two := real(t, "p536-amd64-d046-leak.1"), real(t, "p536-amd64-d046-leak.2")
	if err := Same(one, two); err != nil {
		t.Errorf("two dumps of one process: %v", err)
	}
	for _, other := range []string{"p514-amd64-d020", "p536-i386-d046", "p536-amd64-d046-gadget"} {
		_, err := NewSeries(context.Background(), []*heap.Heap{one, real(t, other)}, false)
		if !errors.Is(err, ErrOtherProcess) {
			t.Errorf("%s is compared: %v", other, err)
		}
		if _, err := NewSeries(context.Background(), []*heap.Heap{one, real(t, other)}, true); err != nil {
			t.Errorf("%s, forced: %v", other, err)
		}
	}
}

// The addresses of a built dump.
const (
	stash  = 0x1000
	object = 0x2000 // a HASH of class Foo, a root
	errs   = 0x2100 // REF in {errors}
	list   = 0x2200 // the ARRAY it refers to
	copied = 0x2300 // REF in {copied}, to a new ARRAY in each dump
	busy   = 0x2400 // REF in {busy}
	churn  = 0x2500 // an ARRAY whose elements are others in each dump
	first  = 0x100000
)

// build writes a dump in which {errors} has n strings, {copied} n in a new
// ARRAY, and {busy} always 40 others.
func build(t *testing.T, dump, n int) *heap.Heap {
	t.Helper()
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "main_cv", Addr: object})
	b.Stash(pmatbuild.SV{Addr: stash, Refcnt: 2, Size: 100}, "Foo")
	b.Hash(pmatbuild.SV{Addr: object, Refcnt: 1, Size: 200, Blessed: stash}, 0,
		pmatbuild.Pair{Key: "errors", Value: errs}, pmatbuild.Pair{Key: "copied", Value: copied}, pmatbuild.Pair{Key: "busy", Value: busy})
	next := pmat.Addr(first)
	fill := func(array pmat.Addr, from pmat.Addr, n int) {
		var elems []pmat.Addr
		for i := range n {
			elems = append(elems, from+pmat.Addr(0x20*i))
			b.Scalar(pmatbuild.SV{Addr: elems[i], Refcnt: 1, Size: 50}, 0x08, 0, 0, "text")
		}
		b.Array(pmatbuild.SV{Addr: array, Refcnt: 1, Size: uint64(64 + 8*n)}, elems...)
	}
	ref := func(from, to pmat.Addr) { b.Ref(pmatbuild.SV{Addr: from, Refcnt: 1, Size: 24}, to, false) }
	ref(errs, list)
	fill(list, next, n)
	array := pmat.Addr(0x30000 + 0x100*dump)
	ref(copied, array)
	fill(array, next+0x1000000, n)
	ref(busy, churn)
	fill(churn, next+pmat.Addr(0x2000000*(dump+1)), 40)
	b.End()
	path := filepath.Join(t.TempDir(), fmt.Sprintf("%d.pmat", dump))
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, path)
}

func series(t *testing.T) *Series {
	t.Helper()
	s, err := NewSeries(context.Background(), []*heap.Heap{build(t, 0, 20), build(t, 1, 60), build(t, 2, 100)}, false)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestCompare(t *testing.T) {
	s := series(t)
	r, err := s.Compare(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	// Of 81 + 40 new ones in the second dump the ring's 40 and one ARRAY went.
	if d := r.Dumps[1]; d.New != 121 || d.Stay != 80 || d.Reused != 0 {
		t.Errorf("the second dump: %+v", d)
	}
	if c := r.Classes; len(c) != 1 || c[0].Name != "Foo" || !slices.Equal(c[0].Counts, []int64{1, 1, 1}) || c[0].Trend != Stable {
		t.Errorf("classes: %+v", c)
	}
	// 40 strings more in each step; what is exchanged for as much is no growth, be
	// it the elements of an ARRAY or the ARRAY itself.
	if len(r.Holders) != 2 {
		t.Errorf("%d populations grew, want the strings of two ARRAYs", len(r.Holders))
	}
	grown := int64(0)
	for _, h := range r.Holders {
		if grown += h.Grown(); h.Trend != Grows || strings.Contains(population.Writer{}.Path(h.Population), "busy") {
			t.Errorf("%s: %s", population.Writer{}.Path(h.Population), h.Trend)
		}
	}
	if grown != 2*80*50 {
		t.Errorf("%d bytes grew", grown)
	}
}

// TestRealSeries holds the report on three dumps of one process against what
// each dump says by itself.
func TestRealSeries(t *testing.T) {
	var heaps []*heap.Heap
	for i := 1; i <= 3; i++ {
		heaps = append(heaps, real(t, fmt.Sprintf("p536-amd64-d046-leak.%d", i)))
	}
	s, err := NewSeries(context.Background(), heaps, false)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Compare(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for k, h := range heaps {
		closures := 0
		for cv := range h.Codes().All {
			if h.Code(cv).IsClosure() && h.Code(cv).OpRoot() != 0 {
				closures++
			}
		}
		sum := 0
		for _, l := range r.Lines {
			sum += int(l.Counts[k])
		}
		if sum != closures {
			t.Errorf("dump %d: lines have %d closures, the heap %d", k, sum, closures)
		}
	}
	if len(r.Holders) == 0 || r.Holders[0].Trend != Grows {
		t.Errorf("holders: %+v", r.Holders)
	}
}

// A summary says of each line what the comparison of the heaps says.
func TestSummaryAgreesWithCompare(t *testing.T) {
	var heaps []*heap.Heap
	var sums []*Summary
	for _, n := range []string{"1", "2"} {
		h := real(t, "p536-amd64-d046-leak."+n)
		table, err := site.Collect(context.Background(), h)
		if err != nil {
			t.Fatal(err)
		}
		sum, err := Summarize(context.Background(), h, table)
		if err != nil {
			t.Fatal(err)
		}
		for i := range table.Sites {
			if count, bytes := sum.Line(&table.Sites[i]); count < table.Sites[i].Closures || bytes < table.Sites[i].Bytes {
				t.Errorf("%v has %d closures in the summary, %d in the heap", table.Sites[i].Recorded, count, table.Sites[i].Closures)
			}
		}
		heaps, sums = append(heaps, h), append(sums, sum)
	}
	s, err := NewSeries(context.Background(), heaps, false)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Compare(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for k, sum := range sums {
		for _, line := range r.Lines {
			at := site.Site{Recorded: line.Recorded, Name: line.Name}
			if count, bytes := sum.Line(&at); int64(count) != line.Counts[k] || bytes != line.Bytes[k] {
				t.Errorf("dump %d: %s has %d closures, %d bytes; in the report %d, %d", k, line.Name, count, bytes, line.Counts[k], line.Bytes[k])
			}
		}
		for _, c := range r.Classes {
			if count, bytes := sum.Class(c.Name); int64(count) != c.Counts[k] || bytes != c.Bytes[k] {
				t.Errorf("dump %d: %s has %d objects, %d bytes; in the report %d, %d", k, c.Name, count, bytes, c.Counts[k], c.Bytes[k])
			}
		}
	}
	if err := sums[0].Same(sums[1].Process); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"p514-amd64-d020", "p536-amd64-d046-gadget"} {
		other := ProcessOf(real(t, name))
		if err := sums[0].Same(other); !errors.Is(err, ErrOtherProcess) {
			t.Errorf("before %s: %v", name, err)
		}
		if err := other.Same(sums[0].Process); !errors.Is(err, ErrOtherProcess) {
			t.Errorf("after %s: %v", name, err)
		}
	}
}

// Of dumps of different processes populations are compared, and nothing is said
// of single SVs.
func TestAcross(t *testing.T) {
	heaps := []*heap.Heap{real(t, "p536-amd64-d046-gadget"), real(t, "p536-amd64-d046-leak.1")}
	reason := Same(heaps[0], heaps[1])
	s, err := Across(context.Background(), heaps, make([]*retained.Sizes, 2), reason)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Compare(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Earlier(1, 5); ok || r.Unrelated == nil || r.Dumps[1].New != 0 || len(r.Holders) == 0 {
		t.Errorf("%+v, %v", r.Dumps, r.Unrelated)
	}
	for k, h := range heaps {
		sum := r.Rest.Bytes[k]
		for _, g := range r.Holders {
			sum += g.Bytes[k]
		}
		if sum != h.Bytes() {
			t.Errorf("dump %d: holders and the rest have %d bytes, the heap %d", k, sum, h.Bytes())
		}
	}
}
