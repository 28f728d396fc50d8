package identify

import (
	"cmp"
	"context"
	"slices"

	"github.com/perlheap/perlheap/heap"
)

// way is an SV with how many of the ways go through it.
type way struct {
	sv    heap.SV
	count int
}

// ways are ascending, each SV once. They are slices because there are half a
// million of them at first.
type ways []way

// join makes ways of some in any order.
func join(w ways) ways {
	slices.SortFunc(w, func(a, b way) int { return cmp.Compare(a.sv, b.sv) })
	out := w[:0]
	for _, x := range w {
		if n := len(out); n > 0 && out[n-1].sv == x.sv {
			out[n-1].count += x.count
		} else {
			out = append(out, x)
		}
	}
	return out
}

// parents is a tree of shortest ways from the roots.
type parents []heap.SV // of each SV; heap.NoSV if it is not reached, itself for what perl holds

func (p parents) reached(sv heap.SV) bool { return p[sv] != heap.NoSV }

// shortest searches breadth first from the roots, until all SVs are found; from
// those that pass only what no other reaches.
func shortest(ctx context.Context, h *heap.Heap, svs []heap.SV) (parents, error) {
	p := make(parents, h.Count())
	for i := range p {
		p[i] = heap.NoSV
	}
	wanted := make([]bool, h.Count())
	left := 0
	for _, sv := range svs {
		if !wanted[sv] {
			wanted[sv] = true
			left++
		}
	}
	var queue, held []heap.SV
	reach := func(sv, from heap.SV) {
		if h.Immortal(sv) || p[sv] != heap.NoSV {
			return
		}
		p[sv] = from
		queue = append(queue, sv)
		if wanted[sv] {
			left--
		}
	}
	lasting, passing := h.Held()
	for _, roots := range [][]heap.SV{lasting, passing} {
		queue = queue[:0]
		for _, sv := range roots {
			reach(sv, sv)
		}
		for i := 0; i < len(queue) && left > 0; i++ {
			if i&(1<<16-1) == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			held = h.AppendHeld(queue[i], held[:0])
			for _, to := range held {
				reach(to, queue[i])
			}
		}
	}
	return p, nil
}
