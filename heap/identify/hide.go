package identify

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/text"
)

// Hide takes the keys out of the names of references that may not be told.
func (t *Tree) Hide(keys text.Keys) {
	for todo := t.Entries; len(todo) > 0; {
		var below []*Entry
		for _, e := range todo {
			hide(&e.Ref, keys)
			below = append(below, e.Entries...)
		}
		todo = below
	}
}

// Hide takes the keys out of the names of references that may not be told.
func (m *Merged) Hide(keys text.Keys) {
	for todo := m.Entries; len(todo) > 0; {
		var below []*Group
		for _, g := range todo {
			hide(&g.By.Ref, keys)
			below = append(below, g.Entries...)
		}
		todo = below
	}
}

func hide(r *heap.Ref, keys text.Keys) {
	if (r.Kind == heap.RefValue || r.Kind == heap.RefSavedValue) && !keys.May(r.Text) {
		r.Text = r.Kind.String() + " " + text.HiddenKey
		r.Kind = heap.RefOther
	}
}
