package render

import (
	"cmp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
)

// Page is a part of a list for machines.
type Page[T any] struct {
	Total  int `json:"total"`  // how many there are in all
	Offset int `json:"offset"` // of the first item
	Items  []T `json:"items"`
}

// NewPage cuts a part out of a list: limit items from offset on, all if limit
// is 0.
func NewPage[T any](all []T, offset, limit int) Page[T] {
	from := min(max(offset, 0), len(all))
	to := len(all)
	if limit > 0 {
		to = min(to, from+limit)
	}
	items := all[from:to]
	if items == nil {
		items = []T{}
	}
	return Page[T]{len(all), from, items}
}

// SortRefs puts references into the order in which they are shown: by name,
// then by the address at the other end, roots last.
func SortRefs(refs []heap.Ref) {
	slices.SortStableFunc(refs, func(a, b heap.Ref) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), cmp.Compare(a.SV, b.SV))
	})
}

// Refs writes references as pmat does: strength, name, and the SV at the
// other end. A root or the stack, which pmat leaves out, is said to be one.
func Refs(h *heap.Heap, refs []heap.Ref, s Style) string {
	t := &table{seps: []string{"  "}}
	letters := map[heap.Strength]string{heap.Strong: "s", heap.Weak: "w", heap.Indirect: "i", heap.Inferred: "~"}
	for _, r := range refs {
		other := "(a root)"
		if r.SV != heap.NoSV {
			other = SV(h, r.SV, s)
		}
		t.add(s.note(letters[r.Strength]), Safe(r.Name), other)
	}
	return t.String()
}

// NewRefsJSON gives references for machines.
func NewRefsJSON(h *heap.Heap, page Page[heap.Ref]) Page[NamedRefJSON] {
	items := make([]NamedRefJSON, len(page.Items))
	for i, r := range page.Items {
		items[i] = NamedRefJSON{Name: Safe(r.Name), Strength: r.Strength.String()}
		if r.SV != heap.NoSV {
			sv := NewSVJSON(h, r.SV)
			items[i].SV = &sv
		}
	}
	return Page[NamedRefJSON]{page.Total, page.Offset, items}
}
