package mat

import (
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// TestOwnedShapes asks for all owned sizes of heaps on which a walk from every
// SV would look at a number of references that grows with the square of n.
func TestOwnedShapes(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	at := func(i int) pmat.Addr { return pmat.Addr(0x10000 + 24*i) }
	const n = 20_000
	for name, shape := range map[string]struct {
		build  func(b *pmatbuild.Builder)
		sv     int
		owned  int64
		exact  bool
		walked bool
	}{
		"held again and again": {func(b *pmatbuild.Builder) {
			elems, same := make([]pmat.Addr, n), make([]pmat.Addr, n)
			for i := range n {
				elems[i], same[i] = at(i+2), at(1)
				b.Undef(pmatbuild.SV{Addr: at(i + 2), Refcnt: 1, Size: 24})
			}
			b.Array(pmatbuild.SV{Addr: at(1), Refcnt: 1, Size: 80}, elems...)
			b.Array(pmatbuild.SV{Addr: at(0), Refcnt: 1, Size: 100}, same...)
		}, 0, 100 + n*80 + n*24, true, false},
		"a ring": {func(b *pmatbuild.Builder) {
			for i := range n {
				b.Ref(pmatbuild.SV{Addr: at(i), Refcnt: 1, Size: 24}, at((i+1)%n), false)
			}
		}, n / 2, n * 24, true, false},
		"a chain above what several hold": {func(b *pmatbuild.Builder) {
			for i := range n {
				b.Array(pmatbuild.SV{Addr: at(i), Refcnt: 1, Size: 24}, at(i+1), at(n))
			}
			b.Undef(pmatbuild.SV{Addr: at(n), Refcnt: 1, Size: 24})
		}, 0, 24, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			b := pmatbuild.New(pmatbuild.Default)
			shape.build(b)
			b.End()
			h := openBytes(t, b.Bytes())
			o, err := NewOwned(t.Context(), h)
			if err != nil {
				t.Fatal(err)
			}
			for sv := range heap.SV(h.Count()) {
				if _, _, err := o.Size(sv); err != nil {
					t.Fatal(err)
				}
			}
			sv, _ := h.At(at(shape.sv))
			got, least, _ := o.Size(sv)
			if shape.exact && got != shape.owned || got < shape.owned || o.walked[sv] != shape.walked {
				t.Errorf("%d bytes, walked: %t; want %d", got, o.walked[sv], shape.owned)
			}
			if least == shape.exact {
				t.Errorf("a lower bound: %t", least)
			}
			set, err := o.Set(sv)
			if err != nil || len(set) > 2*n+2 {
				t.Errorf("a set of %d SVs, %v", len(set), err)
			}
			if alone, err := OwnedSize(h, sv); err != nil || shape.exact && alone != shape.owned {
				t.Errorf("alone %d bytes, %v; want %d", alone, err, shape.owned)
			}
		})
	}
}
