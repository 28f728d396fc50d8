package diagnose

import (
	"context"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/safe"
)

// lostComponent is a part of a heap that no root reaches: a strongly connected
// component of several SVs, or an SV that nothing refers to.
type lostComponent struct {
	members []heap.SV
	cyclic  bool
	// foreign counts references that perl counts and the dump does not have.
	foreign int64
	bytes   int64 // with what only it holds
	svs     int   // the same
}

// lostComponents yields the lost components of a heap, with what they hold.
func lostComponents(ctx context.Context, h *heap.Heap, sizes *retained.Sizes, yield func(lostComponent)) error {
	a := safe.NewPoll(ctx)
	for c := range sizes.Components {
		is := lostComponent{members: c.Members, cyclic: len(c.Members) > 1, bytes: sizes.Bytes(c.Head), svs: sizes.Count(c.Head)}
		for to, i, ok := h.NextHeld(c.Head, 0); ok && !is.cyclic; to, i, ok = h.NextHeld(c.Head, i) {
			is.cyclic = to == c.Head
			if a.Ended() {
				return ctx.Err()
			}
		}
		for _, sv := range c.Members {
			if a.Ended() {
				return ctx.Err()
			}
			switch h.Kind(sv) {
			case heap.KindPad, heap.KindPadlist, heap.KindPadnames:
				continue // perl does not count these, the CODE has them
			}
			is.foreign += max(0, int64(h.Refcnt(sv))-int64(h.InrefCount(sv, heap.Strong)))
		}
		yield(is)
	}
	return ctx.Err()
}
