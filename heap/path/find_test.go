package path_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// built is a heap in which an ARRAY is in two objects, of which the nearer is
// held by a closure that it holds; 0x400000 begins a list of a hundred thousand
// HASHes that nothing holds.
func built(t *testing.T) *heap.Heap {
	t.Helper()
	sv := func(a pmat.Addr) pmatbuild.SV { return pmatbuild.SV{Addr: a, Refcnt: 1, Size: 64} }
	object := func(a, class pmat.Addr) pmatbuild.SV {
		return pmatbuild.SV{Addr: a, Refcnt: 1, Size: 64, Blessed: class}
	}
	b := pmatbuild.New(pmatbuild.Default)
	b.Stash(sv(0x100), "Near")
	b.Stash(sv(0x200), "Far")
	b.Array(sv(0x1000), 0)
	b.Ref(sv(0x1100), 0x1000, false)
	b.Hash(object(0x1200, 0x100), 0, pmatbuild.Pair{Key: "list", Value: 0x1100}, pmatbuild.Pair{Key: "cb", Value: 0x1500})
	b.Ref(sv(0x1300), 0x1200, false)
	b.Array(sv(0x1400), 0, 0x1300)
	b.Ref(sv(0x1500), 0x1600, false)
	b.Code(sv(0x1600), pmatbuild.Code{File: "Near.pm", Line: 3, OpRoot: 1, Flags: pmat.CodeCloned, Names: []string{"$self"}, Outer: map[int]bool{1: true}, Pads: []pmat.Addr{0x1400}})
	b.Ref(sv(0x2000), 0x1000, false)
	b.Array(sv(0x2100), 0x2000)
	b.Ref(sv(0x2200), 0x2100, false)
	b.Hash(object(0x2300, 0x200), 0, pmatbuild.Pair{Key: "all", Value: 0x2200})
	const links = 100_000
	for a := pmat.Addr(0x400000); a < 0x400000+0x40*links; a += 0x40 {
		b.Hash(sv(a), 0, pmatbuild.Pair{Key: "next", Value: a + 0x20})
		b.Ref(sv(a+0x20), a+0x40, false)
	}
	b.Hash(sv(0x400000+0x40*links), 0)
	b.End()
	file := filepath.Join(t.TempDir(), "built.pmat")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := heap.Open(context.Background(), file, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

func TestHolders(t *testing.T) {
	h := built(t)
	at := func(a pmat.Addr) heap.SV {
		sv, ok := h.At(a)
		if !ok {
			t.Fatalf("nothing at %s", a)
		}
		return sv
	}
	f, w := path.Finder{Heap: h}, path.Writer{}
	// The closure is held by what it holds: no step goes back there.
	if got := w.Holders(f.Holders(at(0x1000))); got != "{list} of Near ← the lexical $self" {
		t.Errorf("got %q", got)
	}
	if got := w.Holders(f.Holders(at(0x1600))); got != "{cb} of Near" {
		t.Errorf("the closure is held by %q", got)
	}
	near := []heap.SV{at(0x1200)}
	f.Avoid = func(sv heap.SV) bool { return slices.Contains(near, sv) }
	if got := w.Holders(f.Holders(at(0x1000))); got != "{all} of Far" {
		t.Errorf("without the nearer it is held by %q", got)
	}
	if found := f.Of(at(0x1000)); found.Path != path.OfClass("Far").Then(key("all"), element(0)) || found.From != at(0x2300) {
		t.Errorf("got %v", found.Steps())
	}
}

// The search in a long list ends.
func TestLongList(t *testing.T) {
	h := built(t)
	f := path.Finder{Heap: h}
	last, _ := h.At(0x400000 + 0x40*100_000)
	if found := f.Of(last); found.Known() || found.From != heap.NoSV || f.Holders(last) != nil {
		t.Errorf("found %s", found)
	}
	first, _ := h.At(0x400000)
	ref, _ := h.At(0x400020)
	if s, ok := f.StepTo(first, ref); !ok || s != key("next") {
		t.Errorf("got %+v, %t", s, ok)
	}
	if s, ok := f.StepTo(ref, first); ok {
		t.Errorf("a REF has a step %+v", s)
	}
}
