package mat

import (
	"github.com/perlheap/perlheap/heap"
)

// StructureSize is the size of an SV and of what is part of its structure: the
// elements of an ARRAY, the values of a HASH, the pads and constants of a
// CODE. An SV that stands there twice counts twice, as in Devel::MAT.
func StructureSize(h *heap.Heap, sv heap.SV) (int64, error) {
	var size int64
	err := eachOfStructure(h, sv, func(part heap.SV) { size = heap.AddBytes(size, h.Size(part)) })
	return size, err
}

// Structure is [StructureSize] as a [Measure].
func Structure(h *heap.Heap) Measure {
	return func(sv heap.SV) (int64, error) { return StructureSize(h, sv) }
}

// StructureSet gives the SVs that [StructureSize] adds up, the SV itself
// first.
func StructureSet(h *heap.Heap, sv heap.SV) ([]heap.SV, error) {
	var set []heap.SV
	err := eachOfStructure(h, sv, func(part heap.SV) { set = append(set, part) })
	return set, err
}

func eachOfStructure(h *heap.Heap, sv heap.SV, yield func(heap.SV)) error {
	yield(sv)
	add := func(svs ...heap.SV) {
		for _, s := range svs {
			if s != heap.NoSV && !h.Immortal(s) {
				yield(s)
			}
		}
	}
	switch k := h.Kind(sv); {
	case k == heap.KindArray, k == heap.KindPad, k == heap.KindPadlist, k == heap.KindPadnames:
		elems, err := h.Elems(sv)
		add(elems...)
		return err
	case k.HashLike():
		return h.Values(sv, func(_ []byte, v heap.SV) bool {
			add(v)
			return true
		})
	case k == heap.KindCode:
		body, err := h.Code(sv).Body()
		if err != nil {
			return err
		}
		refs, err := h.Outrefs(sv, heap.Strong)
		for _, kind := range [...]heap.RefKind{heap.RefPadlist, heap.RefConstval} {
			for _, r := range refs {
				if r.Kind == kind {
					add(r.SV)
				}
			}
		}
		add(body.Padnames)
		add(body.Pads...)
		add(body.Constants...)
		add(body.Globs...)
		return err
	}
	return nil
}
