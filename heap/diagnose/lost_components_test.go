package diagnose

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/retained"
	words "github.com/perlheap/perlheap/heap/text"
)

const (
	someClass = 0x1000
	someRoot  = 0x1100
	nodes     = 0x10000
)

func node(i int) pmat.Addr { return nodes + pmat.Addr(0x20*i) }

// graphHeap loads a heap of ARRAYs, which refer to each other as targets says;
// the first ones hang on a root.
func graphHeap(t *testing.T, targets [][]int, held int, blessed bool) *heap.Heap {
	t.Helper()
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "main_cv", Addr: someRoot})
	b.Stash(pmatbuild.SV{Addr: someClass, Refcnt: 1, Size: 100}, "Ring")
	addrs := func(list []int) (all []pmat.Addr) {
		for _, i := range list {
			all = append(all, node(i))
		}
		return all
	}
	var top []pmat.Addr
	for i := range held {
		top = append(top, node(i))
	}
	b.Array(pmatbuild.SV{Addr: someRoot, Refcnt: 1, Size: 64}, top...)
	for i, list := range targets {
		sv := pmatbuild.SV{Addr: node(i), Refcnt: 1, Size: uint64(100 + i)}
		if blessed {
			sv.Blessed = someClass
		}
		b.Array(sv, addrs(list)...)
	}
	b.End()
	path := filepath.Join(t.TempDir(), "graph.pmat")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := heap.Open(context.Background(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

// Lost components are what plain reachability says they are.
func TestLostComponentsAgainstPlainReachability(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	for round := range 400 {
		n := 1 + rng.IntN(25)
		targets := make([][]int, n)
		for i := range targets {
			for range rng.IntN(3) {
				targets[i] = append(targets[i], rng.IntN(n))
			}
		}
		h := graphHeap(t, targets, rng.IntN(min(n, 3)), false)
		sizes, err := retained.Compute(context.Background(), h)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		svs := 0
		err = lostComponents(context.Background(), h, sizes, func(i lostComponent) {
			got[fmt.Sprint(slices.Sorted(slices.Values(i.members)), i.cyclic)] = true
			svs += i.svs
		})
		if err != nil {
			t.Fatal(err)
		}
		want := plainComponents(h, sizes)
		for is := range want {
			if !got[is] {
				t.Fatalf("round %d, %v: no lost component %s in %v", round, targets, is, got)
			}
		}
		if svs > sizes.Unreached { // what several of them share is in none
			t.Fatalf("round %d, %v: the lost components have %d SVs of %d", round, targets, svs, sizes.Unreached)
		}
		// Others are dragged along by one before them.
		for is := range got {
			if !want[is] {
				t.Fatalf("round %d, %v: lost component %s is not one of %v", round, targets, is, want)
			}
		}
	}
}

// plainComponents returns the components that no other unreached one refers to.
func plainComponents(h *heap.Heap, sizes *retained.Sizes) map[string]bool {
	below := make([]map[heap.SV]bool, h.Count())
	for i := range below {
		below[i] = map[heap.SV]bool{}
		stack := h.AppendHeld(heap.SV(i), nil)
		for len(stack) > 0 {
			sv := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if !below[i][sv] {
				below[i][sv] = true
				stack = h.AppendHeld(sv, stack)
			}
		}
	}
	found := map[string]bool{}
	for i := range below {
		sv := heap.SV(i)
		if sizes.Reached(sv) {
			continue
		}
		members := []heap.SV{sv}
		first := true
		for j := range below {
			other := heap.SV(j)
			if other == sv || sizes.Reached(other) || !below[other][sv] {
				continue
			}
			if below[sv][other] {
				members = append(members, other)
			} else {
				first = false
			}
		}
		if first {
			slices.Sort(members)
			found[fmt.Sprint(members, len(members) > 1 || below[sv][sv])] = true
		}
	}
	return found
}

// A cycle as long as the heap is described by its beginning.
func TestLongCycle(t *testing.T) {
	const n = 20_000
	for _, blessed := range []bool{true, false} {
		ring := make([][]int, n)
		for i := range ring {
			ring[i] = []int{(i + 1) % n}
		}
		h := graphHeap(t, ring, 0, blessed)
		s, err := growth.NewSeries(context.Background(), []*heap.Heap{h}, false)
		if err != nil {
			t.Fatal(err)
		}
		found, err := Find(context.Background(), s, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(found) != 1 || found[0].Kind != Cycle {
			t.Fatalf("found %+v", found)
		}
		cycle := found[0].Cycle
		if len(cycle) > maxEdges+1 || len(slices.MaxFunc(cycle, func(a, b string) int { return cmp.Compare(len(a), len(b)) })) > 200 {
			t.Errorf("a cycle of %d SVs takes %d lines", n, len(cycle))
		}
		if last := cycle[len(cycle)-1]; blessed && !strings.Contains(last, words.Count(n)) {
			t.Errorf("the last line is %q", last)
		}
	}
}
