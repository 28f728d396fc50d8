package path

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/text"
)

// Step is the step that a reference takes from what refers, whichever end of it
// r.SV is; false if it takes none that a program has a name for, as that of a
// REF. What is in a pad is a Lexical or Temporary of its sub.
func (f Finder) Step(from heap.SV, r heap.Ref) (s Step, ok bool) {
	switch k := f.Heap.Kind(from); {
	case k == heap.KindPad:
		switch r.Kind {
		case heap.RefLexical:
			return Step{Kind: Lexical, Text: r.Text}, true
		case heap.RefTemporary:
			return Step{Kind: Temporary}, true
		}
	case k == heap.KindArray:
		return Step{Kind: AnyElement}, true
	case k.HashLike():
		if r.Kind == heap.RefValue && f.isNameTable(from) {
			return Step{Kind: Key, Text: r.Text}, true
		}
		return Step{Kind: AnyKey}, true
	case k == heap.KindObject:
		return Step{Kind: Field, Text: r.Text}, true
	}
	return Step{}, false
}

// StepTo is the step from an SV to another that it holds, with the key of any
// HASH; what is in the pad of a closure is Captured by it. False if it has none
// that a program has a name for.
func (f Finder) StepTo(from, to heap.SV) (s Step, ok bool) {
	h := f.Heap
	switch k := h.Kind(from); {
	case k == heap.KindArray:
		return Step{Kind: AnyElement}, true
	case k.HashLike():
		_ = h.Values(from, func(name []byte, value heap.SV) bool { // what is readable helps
			if value == to {
				s, ok = Step{Kind: Key, Text: text.Decode(name)}, true
			}
			return !ok
		})
	case k == heap.KindPad, k == heap.KindObject:
		refs, _ := h.Outrefs(from, heap.Strong)
		for _, r := range refs {
			if r.SV != to {
				continue
			}
			if s, ok = f.Step(from, r); ok && s.Kind != Temporary {
				if s.Kind == Lexical {
					s.Kind = Captured
				}
				return s, true
			}
		}
		return Step{}, false
	}
	return s, ok
}
