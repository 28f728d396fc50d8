package render

import (
	"strings"

	"github.com/perlheap/perlheap/heap"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// Largest writes the largest SVs as pmat does.
func Largest(h *heap.Heap, j wire.Largest, s Style) string {
	var b strings.Builder
	writeLargest(&b, h, j.Items, j.OtherBytes, "", s)
	return b.String()
}

func writeLargest(b *strings.Builder, h *heap.Heap, items []wire.Large, others int64, indent string, s Style) {
	for _, item := range items {
		b.WriteString(indent + svOf(h, &item.SV, s) + ": " + words.Size(item.Bytes, item.Least))
		if item.Of == nil {
			b.WriteByte('\n')
			continue
		}
		b.WriteString(": of which\n")
		writeLargest(b, h, item.Of, item.OfOtherBytes, indent+" |   ", s)
	}
	if others > 0 {
		b.WriteString(indent + s.Note("others") + ": " + words.Bytes(others) + "\n")
	}
}
