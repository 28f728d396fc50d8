package mat

import (
	"testing"

	"github.com/perlheap/perlheap/heap"
)

func leak(t *testing.T, n string) *heap.Heap {
	t.Helper()
	return openDump(t, "p536-amd64-d046-leak."+n)
}

// TestDiff: both sides and what is common add up, and nothing unique is in
// the other.
func TestDiff(t *testing.T) {
	a, b := leak(t, "1"), leak(t, "2")
	d := Diff(a, b)
	if len(d.OnlyA)+d.Common != a.Count() || len(d.OnlyB)+d.Common != b.Count() {
		t.Errorf("%d+%d of %d, %d+%d of %d", len(d.OnlyA), d.Common, a.Count(), len(d.OnlyB), d.Common, b.Count())
	}
	for _, sv := range d.OnlyB {
		if _, ok := a.At(b.Addr(sv)); ok {
			t.Fatalf("%s is in both", b.Addr(sv))
		}
	}
	if len(d.OnlyB) == 0 {
		t.Error("nothing grew")
	}
}

// TestTrees: every SV stands in the trees exactly once.
func TestTrees(t *testing.T) {
	a, b := leak(t, "1"), leak(t, "2")
	d := Diff(a, b)
	trees, err := Trees(t.Context(), b, d.OnlyB)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[heap.SV]int{}
	for stack := trees; len(stack) > 0; {
		n := stack[len(stack)-1]
		stack = append(stack[:len(stack)-1:len(stack)-1], n.Nodes...)
		seen[n.SV]++
	}
	for _, sv := range d.OnlyB {
		if seen[sv] != 1 {
			t.Fatalf("%s stands %d times", b.Addr(sv), seen[sv])
		}
	}
	if len(seen) != len(d.OnlyB) || len(trees) == len(d.OnlyB) {
		t.Errorf("%d SVs in %d trees, want %d in fewer", len(seen), len(trees), len(d.OnlyB))
	}
}

// TestStays: what stays was not in the first dump, is in the others, and is
// the 60 closures that each dump has more.
func TestStays(t *testing.T) {
	var s Stays
	one, two, three := leak(t, "1"), leak(t, "2"), leak(t, "3")
	s.Next(one, false)
	s.Next(two, false)
	s.Next(three, true)
	closures := 0
	for _, stayed := range s.Result(three) {
		addr := three.Addr(stayed.SV)
		if _, ok := two.At(addr); !ok || stayed.Since != 2 {
			t.Fatalf("%s appeared in dump %d, but is not in the second", addr, stayed.Since)
		}
		if three.Code(stayed.SV).IsClosure() {
			closures++
		}
	}
	if closures < 60 {
		t.Errorf("%d closures stayed, want 60 or more", closures)
	}
}
