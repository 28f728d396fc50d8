package path

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/text"
)

// Step returns the step that a reference takes from the SV that refers,
// whichever end of it r.SV is; false if it takes none that a program has a name
// for, such as that of a REF. What is in a pad is a Lexical or Temporary of its
// sub.
func (f Finder) Step(from heap.SV, r heap.Ref) (s Step, ok bool) {
	switch r.Kind {
	case heap.RefLexical:
		return Step{Kind: Lexical, Text: r.Text}, true
	case heap.RefTemporary:
		return Step{Kind: Temporary}, true
	case heap.RefElement:
		return Step{Kind: Element, Index: r.Index}, true
	case heap.RefValue:
		if f.isNameTable(from) {
			return Step{Kind: Key, Text: r.Text}, true
		}
		return Step{Kind: AnyKey}, true
	case heap.RefField:
		return Step{Kind: Field, Text: r.Text}, true
	case heap.RefMagicObject, heap.RefMagicPointer:
		return Step{Kind: Magic, Text: r.Text}, true
	}
	return Step{}, false
}

// StepTo returns the step from an SV to another that it holds, with the key for
// any HASH and the index for any ARRAY; what is in the pad of a closure is
// Captured by it. It returns false if there is no step that a program has a
// name for.
func (f Finder) StepTo(from, to heap.SV) (s Step, ok bool) {
	h := f.Heap
	switch k := h.Kind(from); {
	case k == heap.KindArray:
		if elems, err := h.Elems(from); err != nil || slices.Contains(elems, to) { // what is readable helps
			return Step{Kind: AnyElement}, true
		}
	case k.HashLike():
		_ = h.Hash(from).Values(func(name []byte, value heap.SV) bool {
			if value == to {
				s, ok = Step{Kind: Key, Text: text.Decode(name)}, true
			}
			return !ok
		})
		if ok {
			return s, true
		}
	}
	refs, _ := h.Outrefs(from, heap.Strong)
	for _, r := range refs {
		if r.SV != to {
			continue
		}
		switch s, ok = f.Step(from, r); s.Kind {
		case Temporary:
			continue
		case Lexical:
			s.Kind = Captured
		}
		if ok {
			return s, true
		}
	}
	return Step{}, false
}
