package mat

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
)

// Dangling is a pointer of an SV that leads to no SV.
type Dangling struct {
	SV   heap.SV
	Name string // of the pointer: `elem [3]`, `value {x}`, `rv`
	Addr pmat.Addr
}

// EachDangling calls yield for each pointer of an SV that leads to no SV of the
// dump, until yield returns false. The address of a root counts as an SV.
func EachDangling(h *heap.Heap, sv heap.SV, yield func(Dangling) bool) error {
	var failed error
	err := h.EachPointer(sv, func(p *heap.Pointer) bool {
		if _, ok := h.At(p.Addr); ok || isRoot(h, p.Addr) {
			return true
		}
		var name string
		if name, failed = p.Name(); failed != nil {
			return false
		}
		return yield(Dangling{sv, name, p.Addr})
	})
	if failed != nil {
		return failed
	}
	return err
}

func isRoot(h *heap.Heap, addr pmat.Addr) bool {
	for _, r := range h.Roots().All() {
		if r.Addr == addr {
			return true
		}
	}
	return false
}
