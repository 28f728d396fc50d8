package heap

import "iter"

// SVs are the SVs of a heap.
type SVs struct{ h *Heap }

// SVs gives the SVs of the heap, to go through them.
func (h *Heap) SVs() SVs { return SVs{h} }

// OfKind gives the SVs of some kinds in the order of their numbers. It looks
// at one byte of each SV of the heap.
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

// Objects gives the SVs that are blessed in the order of their numbers. It
// looks at one byte of each SV of the heap.
func (s SVs) Objects(yield func(SV) bool) {
	for sv, kept := range s.h.state {
		if kept&isBlessed != 0 && !yield(SV(sv)) {
			return
		}
	}
}

// All gives the SVs of the heap by address.
func (s SVs) All() []SV {
	svs := make([]SV, s.h.count)
	for i := range svs {
		svs[i] = SV(i)
	}
	return svs
}
