package heap

import "unsafe"

// Column is one of the arrays that hold a heap in memory.
type Column struct {
	Name  string
	Bytes int64
}

// Footprint is what a heap takes in memory.
type Footprint struct {
	References int64    // direct ones between SVs, each of which takes room in both directions
	Columns    []Column // in a fixed order
}

// Footprint says how much memory the heap takes. It does not include what is
// small for every heap (names of files, roots, contexts).
func (h *Heap) Footprint() Footprint {
	return Footprint{int64(len(h.out.edges)), []Column{
		{"address, as a slot", bytesOf(h.index.slots)},
		{"index of addresses", bytesOf(h.index.pages)},
		{"offset of the record", bytesOf(h.offset) + bytesOf(h.offsetHi)},
		{"kind, flags, state", bytesOf(h.kinds) + bytesOf(h.flags) + bytesOf(h.state)},
		{"size", h.sizes.bytes()},
		{"reference count", h.refcnt.bytes()},
		{"outrefs", h.out.bytes()},
		{"inrefs", h.in.bytes()},
		{"CODEs", bytesOf(h.codes) + bytesOf(h.closures) + bytesOf(h.closuresOf) + bytesOf(h.prototypes) + bytesOf(h.optrees)},
	}}
}

func bytesOf[T any](s []T) int64 {
	var v T
	return int64(cap(s)) * int64(unsafe.Sizeof(v))
}

func (r *rows) bytes() int64 { return bytesOf(r.base) + bytesOf(r.relative) + bytesOf(r.edges) }

// largeEntry is about what an entry of a map takes.
const largeEntry = 40

func (n *narrow[T]) bytes() int64 { return bytesOf(n.small) + largeEntry*int64(len(n.large)) }
