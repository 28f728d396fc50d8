package heap

import "iter"

// OfKind gives the SVs of some kinds in the order of their numbers. It looks
// at one byte of each SV of the heap.
func (h *Heap) OfKind(kinds ...Kind) iter.Seq[SV] {
	var wanted [KindImmortal + 1]bool
	for _, k := range kinds {
		wanted[k] = true
	}
	return func(yield func(SV) bool) {
		for sv, k := range h.kinds {
			if wanted[k] && !yield(SV(sv)) {
				return
			}
		}
	}
}

// Objects gives the SVs that are blessed in the order of their numbers. It
// looks at one byte of each SV of the heap.
func (h *Heap) Objects(yield func(SV) bool) {
	for sv, s := range h.state {
		if s&isBlessed != 0 && !yield(SV(sv)) {
			return
		}
	}
}

// All gives the SVs of the heap by address.
func (h *Heap) All() []SV {
	svs := make([]SV, h.count)
	for i := range svs {
		svs[i] = SV(i)
	}
	return svs
}
