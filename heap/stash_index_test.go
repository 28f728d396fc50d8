package heap

import (
	"fmt"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// A symbol table with very many entries is the same as a small one; of two
// entries of a name the first is meant.
func TestLargeStash(t *testing.T) {
	for _, n := range []int{10, largeStash + 10} {
		b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "defstash", Addr: 0x800})
		var pairs []pmatbuild.Pair
		addr := func(i int) pmat.Addr { return pmat.Addr(0x100000 + 16*i) }
		for i := range n {
			pairs = append(pairs, pmatbuild.Pair{Key: fmt.Sprintf("_<file%d", i), Value: addr(i)})
		}
		pairs = append(pairs, pmatbuild.Pair{Key: "x", Value: addr(n)}, pmatbuild.Pair{Key: "\x14", Value: addr(n + 1)}, pmatbuild.Pair{Key: "x", Value: addr(0)})
		b.Stash(pmatbuild.SV{Addr: 0x800}, "main", pairs...)
		for i := range n + 2 {
			b.Array(pmatbuild.SV{Addr: addr(i)})
		}
		b.End()
		h, err := tryLoad(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // the second time it is asked for, it is known
			for name, want := range map[string]pmat.Addr{"_<file3": addr(3), "x": addr(n), "^T": addr(n + 1), fmt.Sprintf("_<file%d", n-1): addr(n - 1)} {
				if sv, err := h.stashValue(name); err != nil || h.Addr(sv) != want {
					t.Errorf("%d entries: %q is %v, %v", n, name, sv, err)
				}
			}
			if _, err := h.stashValue("none"); err == nil {
				t.Error("what is not there is found")
			}
		}
		if known := len(h.stashes) > 0; known != (n >= largeStash) {
			t.Errorf("%d entries are kept: %v", n, known)
		}
	}
}
