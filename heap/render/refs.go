package render

import (
	"cmp"
	"slices"

	"github.com/perlheap/perlheap/heap"
	words "github.com/perlheap/perlheap/heap/text"
)

// SortRefs puts references into the order in which they are shown: by name,
// then by the address at the other end, with roots last.
func SortRefs(refs []heap.Ref) {
	slices.SortStableFunc(refs, func(a, b heap.Ref) int { return cmp.Compare(a.SV, b.SV) })
	words.SortBy(refs, heap.Ref.Name)
}

// Refs writes references as pmat does: strength, name, and the SV at the other
// end. A root or the stack, which pmat leaves out, is marked as such.
func Refs(h *heap.Heap, refs []heap.Ref, s Style) string {
	t := &words.Table{Seps: []string{"  "}}
	letters := map[heap.Strength]string{heap.Strong: "s", heap.Weak: "w", heap.Indirect: "i", heap.Inferred: "~"}
	for _, r := range refs {
		other := "(a root)"
		if r.SV != heap.NoSV {
			other = SV(h, r.SV, s)
		}
		t.Add(s.Note(letters[r.Strength]), words.Safe(r.Name()), other)
	}
	return t.String()
}
