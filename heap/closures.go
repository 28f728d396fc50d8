package heap

import (
	"context"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/safe"
)

// Optrees returns the number of optrees that the CODEs of the heap have.
func (c Codes) Optrees() int { return len(c.h.optrees) }

// ClosuresOf returns the closures that run an optree, by number. The slice
// belongs to the heap and must not be changed.
func (c Codes) ClosuresOf(optree int) []SV {
	return c.h.closures[c.h.closuresOf[optree]:c.h.closuresOf[optree+1]]
}

// groupClosures groups the closures by optree, and finds the prototype of
// each: count, prefix sum, fill. CODEs without an optree are in no group.
func (h *Heap) groupClosures(ctx context.Context) error {
	h.prototypes = make([]SV, len(h.optrees))
	for i := range h.prototypes {
		h.prototypes[i] = NoSV
	}
	next := make([]uint32, len(h.optrees)+1)
	for i := range h.codes {
		if i%atOnce == 0 && !safe.Turn(ctx) {
			return ctx.Err()
		}
		c := &h.codes[i]
		if h.optrees[c.optree] == 0 {
			continue
		}
		flags := h.flags[c.sv]
		if flags&pmat.CodeClone != 0 && h.prototypes[c.optree] == NoSV {
			h.prototypes[c.optree] = c.sv
		}
		if flags&pmat.CodeCloned != 0 {
			next[c.optree+1]++
		}
	}
	for i := 1; i < len(next); i++ {
		next[i] += next[i-1]
	}
	h.closures = make([]SV, next[len(h.optrees)])
	for i := range h.codes {
		if i%atOnce == 0 && !safe.Turn(ctx) {
			return ctx.Err()
		}
		c := &h.codes[i]
		if h.optrees[c.optree] != 0 && h.flags[c.sv]&pmat.CodeCloned != 0 {
			h.closures[next[c.optree]] = c.sv
			next[c.optree]++
		}
	}
	// What was filled next is now where the group after begins.
	copy(next[1:], next)
	next[0] = 0
	h.closuresOf = next
	return nil
}

// Compiled returns one CODE for each optree that the heap has, in the order of
// their numbers: the prototype if it is alive, else the first.
func (c Codes) Compiled() []SV {
	seen := make([]bool, len(c.h.optrees))
	var all []SV
	for i := range c.h.codes {
		kept := &c.h.codes[i]
		if c.h.optrees[kept.optree] == 0 || seen[kept.optree] {
			continue
		}
		seen[kept.optree] = true
		if proto := c.h.prototypes[kept.optree]; proto != NoSV {
			all = append(all, proto)
		} else {
			all = append(all, kept.sv)
		}
	}
	return all
}
