package mat

import (
	"context"

	"github.com/perlheap/perlheap/heap"
)

// IsOrphan reports whether nothing in the dump refers to an SV: no other SV, no
// root and not the stack.
func IsOrphan(h *heap.Heap, sv heap.SV) (bool, error) {
	if h.Immortal(sv) || h.InrefCount(sv, heap.All) > 0 {
		return false, nil
	}
	refs, err := h.Inrefs(sv, heap.All, 1)
	return len(refs) == 0, err
}

// Orphans returns the orphans by address. It ends early with ctx's error.
func Orphans(ctx context.Context, h *heap.Heap) ([]heap.SV, error) {
	var list []heap.SV
	for sv := range heap.SV(h.Count()) {
		if sv%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		orphan, err := IsOrphan(h, sv)
		if err != nil {
			return nil, err
		}
		if orphan {
			list = append(list, sv)
		}
	}
	return list, nil
}
