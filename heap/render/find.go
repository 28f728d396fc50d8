package render

import (
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// Notes writes what each filter says about an SV that was found.
func Notes(h *heap.Heap, m mat.Match, s Style) []string {
	notes := make([]string, len(m.Notes))
	for i, n := range m.Notes {
		notes[i] = findNote(h, n, s)
	}
	return notes
}

func findNote(h *heap.Heap, n mat.Note, s Style) string {
	var b strings.Builder
	for _, p := range n {
		switch p.Kind {
		case mat.PartWords:
			b.WriteString(words.Safe(p.Text))
		case mat.PartName:
			b.WriteString(words.Name(p.Text))
		case mat.PartSymbol:
			b.WriteString(s.Name(p.Text))
		case mat.PartSV:
			b.WriteString(SV(h, p.SV, s))
		case mat.PartFloat:
			b.WriteString(Number(p.Value.NV))
		case mat.PartString:
			b.WriteString(Text(p.Value))
		}
	}
	return b.String()
}

// NewFoundJSON describes an SV that was found, for machines.
func NewFoundJSON(h *heap.Heap, m mat.Match) wire.Found {
	return wire.Found{SV: h.JSON(m.SV), Notes: Notes(h, m, Plain)}
}
