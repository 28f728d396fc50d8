package heap

import "iter"

// SVs are the SVs of a heap.
type SVs struct{ h *Heap }

// SVs returns the SVs of the heap, for iterating over them.
func (h *Heap) SVs() SVs { return SVs{h} }

// OfKind returns the SVs of some kinds, by number. It looks at one byte of each
// SV of the heap.
func (s SVs) OfKind(kinds ...Kind) iter.Seq[SV] {
	var wanted [KindImmortal + 1]bool
	for _, k := range kinds {
		wanted[k] = true
	}
	return func(yield func(SV) bool) {
		for sv, k := range s.h.kinds {
			if wanted[k] && !yield(SV(sv)) {
				return
			}
		}
	}
}

// Objects yields the blessed SVs, by number. It looks at one byte of each SV of
// the heap.
func (s SVs) Objects(yield func(SV) bool) {
	for sv, kept := range s.h.state {
		if kept&isBlessed != 0 && !yield(SV(sv)) {
			return
		}
	}
}

// All returns the SVs of the heap by address.
func (s SVs) All() []SV {
	svs := make([]SV, s.h.count)
	for i := range svs {
		svs[i] = SV(i)
	}
	return svs
}
