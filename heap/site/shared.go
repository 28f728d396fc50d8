package site

import (
	"context"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
)

// Capture is a variable that the closures of a site captured.
type Capture struct {
	Name string // with sigil
	SVs  int    // how many different SVs the closures have for it
	// Most is how many closures share the most widely shared one, which is
	// Example. If SVs is 1, all of them share it; if it is the number of
	// closures, each has its own.
	Most    int
	Example heap.SV
}

// Captured says, for each captured variable, how many closures of a site share
// it, in the order of s.Captures. It looks at every closure, so its cost grows
// with their number. It ends early with ctx's error.
func Captured(ctx context.Context, h *heap.Heap, s *Site) ([]Capture, error) {
	optree, ok := h.Code(s.Example).Optree()
	if !ok || len(s.Captures) == 0 {
		return nil, nil
	}
	names, err := h.Code(s.Example).Padnames()
	if err != nil {
		return nil, err
	}
	captures := make([]Capture, 0, len(s.Captures))
	var slots []int
	for i, name := range s.Captures {
		if i > 0 && name == s.Captures[i-1] {
			continue // captured twice by one name: nothing tells them apart
		}
		captures = append(captures, Capture{Name: name, Example: heap.NoSV})
		slots = append(slots, capturedSlot(names, name))
	}
	r, err := h.Code(s.Example).Slots(names, slots)
	if err != nil {
		return nil, err
	}
	all := make([][]heap.SV, len(captures))
	var buf, pads []heap.SV
	for i, cv := range h.Codes().ClosuresOf(optree) {
		if i&(1<<12-1) == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if pads = h.Code(cv).AppendPads(pads[:0]); len(pads) == 0 {
			continue
		}
		// The pads of further calls have the same captured variables.
		if buf, err = r.Read(pads[0], buf[:0]); err != nil {
			return nil, err
		}
		for k, sv := range buf {
			if sv != heap.NoSV {
				all[k] = append(all[k], sv)
			}
		}
	}
	for k := range captures {
		captures[k].count(all[k])
	}
	return captures, ctx.Err()
}

// count finds how often the same SV is among those of a capture.
func (c *Capture) count(svs []heap.SV) {
	slices.Sort(svs)
	for from := 0; from < len(svs); {
		to := from + 1
		for to < len(svs) && svs[to] == svs[from] {
			to++
		}
		c.SVs++
		if to-from > c.Most {
			c.Most, c.Example = to-from, svs[from]
		}
		from = to
	}
}

// capturedSlot returns the slot of a captured variable: the first of that name
// that is marked as captured, or the first if the dump marks none.
func capturedSlot(names []heap.Padname, name string) int {
	first := -1
	for i := range names {
		if names[i].Name != name || !names[i].IsVariable() && !names[i].Field {
			continue
		}
		if names[i].Flags&pmat.PadnameOuter != 0 {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	return first
}
