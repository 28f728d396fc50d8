package retained

import (
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/section"
)

// savedFormat is the version of what [Sizes.Save] writes. Whoever changes a
// column, or how sizes are computed, raises it.
const savedFormat = 1

// savedHeader are the numbers that are no column.
type savedHeader struct {
	Format, SVs, Unreached, UnreachedBytes int64
}

// savedLarge is a size that does not fit the column.
type savedLarge struct {
	SV, Bytes int64
}

// Save adds the sizes to a file of sections. There is nothing of the dump in
// them but numbers.
func (s *Sizes) Save(w *section.Writer) {
	section.Add(w, "retained", []savedHeader{{savedFormat, int64(len(s.idom)), int64(s.Unreached), s.UnreachedBytes}})
	section.Add(w, "bytes", s.bytes.low)
	section.Add(w, "bytes.high", s.bytes.high)
	var more []savedLarge
	for _, sv := range slices.Sorted(maps.Keys(s.bytes.more)) {
		more = append(more, savedLarge{int64(sv), s.bytes.more[sv]})
	}
	section.Add(w, "bytes.large", more)
	section.Add(w, "counts", s.count)
	section.Add(w, "dominators", s.idom)
	section.Add(w, "lost", s.lost.is)
	section.Add(w, "cyclic", s.lost.cyclic)
	section.Add(w, "members", s.lost.members)
	ends := make([]int64, len(s.lost.ends))
	for i, end := range s.lost.ends {
		ends[i] = int64(end)
	}
	section.Add(w, "ends", ends)
	section.Add(w, "heads", s.lost.heads)
}

// Become makes the memory of the sizes a map of the file that w wrote, to which
// they were saved. Nothing else changes for those who use them.
func (s *Sizes) Become(file *os.File, w *section.Writer) error { return s.memory.Become(file, w) }

// Rest is to sizes what [heap.Heap.Rest] is to a heap.
func (s *Sizes) Rest() {
	s.memory.Rest()
	s.reader.Rest()
}

// Restore gives the sizes of a heap from what [Sizes.Save] wrote of them. That
// they were of this heap is for the caller to know; the error is for what does
// not fit together.
func Restore(h *heap.Heap, r *section.Reader) (*Sizes, error) {
	s := &Sizes{reader: r}
	f := section.Columns{Reader: r}
	head := section.Take[savedHeader](&f, "retained", 1)
	if f.Err != nil {
		return nil, f.Err
	}
	n := h.Count()
	if head[0].Format != savedFormat || head[0].SVs != int64(n) {
		return nil, fmt.Errorf("retained: what was saved is of format %d and %d SVs", head[0].Format, head[0].SVs)
	}
	s.Unreached, s.UnreachedBytes = int(head[0].Unreached), head[0].UnreachedBytes
	s.bytes = byteColumn{low: section.Take[uint32](&f, "bytes", n), high: section.Take[uint8](&f, "bytes.high", n)}
	for _, l := range section.Take[savedLarge](&f, "bytes.large", section.AnyLength) {
		if s.bytes.more == nil {
			s.bytes.more = map[heap.SV]int64{}
		}
		s.bytes.more[heap.SV(l.SV)] = l.Bytes
	}
	s.count, s.idom = section.Take[uint32](&f, "counts", n), section.Take[heap.SV](&f, "dominators", n)
	words := len(newBitset(n))
	s.lost.is, s.lost.cyclic = section.Take[uint64](&f, "lost", words), section.Take[uint64](&f, "cyclic", words)
	s.lost.members = section.Take[heap.SV](&f, "members", section.AnyLength)
	s.lost.heads = section.Take[heap.SV](&f, "heads", section.AnyLength)
	for _, end := range section.Take[int64](&f, "ends", len(s.lost.heads)) {
		s.lost.ends = append(s.lost.ends, int(end))
	}
	return s, f.Err
}
