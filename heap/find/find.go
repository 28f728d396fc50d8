// Package find selects SVs by what they are: by package, number, string,
// lexical name and more, several criteria combined. The criteria are those of
// pmat's `find`.
package find

import (
	"context"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
)

// Match is an SV that was found, and what each criterion has to say of it.
type Match struct {
	SV    heap.SV
	Notes []string
}

// Filter tells whether an SV matches, and says what it is that does. The SV
// that it gives is the one that further filters look at and that is found:
// mostly the same.
type Filter func(h *heap.Heap, sv heap.SV, s render.Style) (found heap.SV, note string, ok bool, err error)

// Each calls yield for every SV that all filters match, by address, until it
// is false. It ends early with ctx's error.
func Each(ctx context.Context, h *heap.Heap, filters []Filter, s render.Style, yield func(Match) bool) error {
	for sv := range heap.SV(h.Count()) {
		if sv&0xfff == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		m, ok, err := match(h, sv, filters, s)
		if err != nil {
			return err
		}
		if ok && !yield(m) {
			return nil
		}
	}
	return nil
}

func match(h *heap.Heap, sv heap.SV, filters []Filter, s render.Style) (m Match, ok bool, err error) {
	m.SV = sv
	for _, f := range filters {
		found, note, ok, err := f(h, m.SV, s)
		if err != nil || !ok {
			return m, false, err
		}
		m.SV = found
		m.Notes = append(m.Notes, note)
	}
	return m, true, nil
}
