package mat

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/safe"
)

// StructureSize returns the size of an SV and of what is part of its structure:
// the elements of an ARRAY, the values of a HASH, the pads and constants of a
// CODE. An SV that occurs there twice counts twice, as in Devel::MAT.
func StructureSize(h *heap.Heap, sv heap.SV) (int64, error) {
	var size int64
	err := eachOfStructure(h, sv, func(part heap.SV) { size = safe.Add(size, h.Size(part)) })
	return size, err
}

// Structure returns [StructureSize] as a [Measure].
func Structure(h *heap.Heap) Measure {
	return func(sv heap.SV) (int64, bool, error) {
		bytes, err := StructureSize(h, sv)
		return bytes, false, err
	}
}

// StructureSet returns the SVs that [StructureSize] adds up, the SV itself
// first.
func StructureSet(h *heap.Heap, sv heap.SV) ([]heap.SV, error) {
	var set []heap.SV
	err := eachOfStructure(h, sv, func(part heap.SV) { set = append(set, part) })
	return set, err
}

func eachOfStructure(h *heap.Heap, sv heap.SV, yield func(heap.SV)) error {
	yield(sv)
	if !h.Kind(sv).HasStructure() {
		return nil // most SVs: their records need not be read
	}
	isCode := h.Kind(sv) == heap.KindCode
	return h.EachTarget(sv, func(to heap.SV, s heap.Strength, k heap.RefKind) bool {
		// A CODE's pads are its own though its PADLIST is between; what the REFs
		// in an ARRAY lead to is not the ARRAY's.
		if k.IsStructure() && (s != heap.Indirect || isCode) && !h.Immortal(to) {
			yield(to)
		}
		return true
	})
}
