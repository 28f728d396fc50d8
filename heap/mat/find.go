package mat

import (
	"context"

	"github.com/perlheap/perlheap/heap"
)

// Match is an SV that was found, with the note of each filter.
type Match struct {
	SV    heap.SV
	Notes []Note
}

// Filter reports whether an SV matches, and which SV it found: usually the same
// one, but sometimes another. That SV is the one that further filters examine
// and that is finally reported.
type Filter func(h *heap.Heap, sv heap.SV) (found heap.SV, note Note, ok bool, err error)

// Note is what a filter says about an SV, in consecutive parts.
type Note []Part

// Part is a part of a note.
type Part struct {
	Kind  PartKind
	Text  string      // of PartWords, PartName, PartSymbol
	SV    heap.SV     // of PartSV
	Value heap.Scalar // of PartFloat, PartString
}

// PartKind is the kind of a part of a note.
type PartKind uint8

// The kinds of parts.
const (
	PartWords  PartKind = iota // text as it is
	PartName                   // a name from the dump
	PartSymbol                 // a name from the symbol table
	PartSV                     // another SV
	PartFloat                  // the floating-point number of a SCALAR
	PartString                 // the string of a SCALAR
)

func partWords(s string) Part  { return Part{Kind: PartWords, Text: s} }
func partName(s string) Part   { return Part{Kind: PartName, Text: s} }
func partSymbol(s string) Part { return Part{Kind: PartSymbol, Text: s} }
func partSV(sv heap.SV) Part   { return Part{Kind: PartSV, SV: sv} }

// Find calls yield for every SV that all filters match, in order of address,
// until yield returns false. It ends early with ctx's error.
func Find(ctx context.Context, h *heap.Heap, filters []Filter, yield func(Match) bool) error {
	for sv := range heap.SV(h.Count()) {
		if sv&0xfff == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		m, ok, err := match(h, sv, filters)
		if err != nil {
			return err
		}
		if ok && !yield(m) {
			return nil
		}
	}
	return nil
}

func match(h *heap.Heap, sv heap.SV, filters []Filter) (m Match, ok bool, err error) {
	m.SV = sv
	for _, f := range filters {
		found, note, ok, err := f(h, m.SV)
		if err != nil || !ok {
			return m, false, err
		}
		m.SV = found
		m.Notes = append(m.Notes, note)
	}
	return m, true, nil
}
