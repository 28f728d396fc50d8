package heap

import (
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/section"
)

// savedFormat is the version of what [Heap.Save] writes: of the names of the
// sections and of what they hold. Whoever changes a column raises it.
const savedFormat = 1

// savedHeader are the numbers of a saved heap that are no column.
type savedHeader struct {
	Format, Count, Bytes, Oversized, Tail, Shift int64
}

// savedSegment is a segment of the index of addresses.
type savedSegment struct {
	Base, First, Slots uint64
}

// savedLarge is a number that does not fit its column, by SV.
type savedLarge struct {
	SV, Value uint64
}

// Savable reports whether a heap can be saved: what breaks off cannot.
func (h *Heap) Savable() bool { return h.trunc == nil }

// Save adds the heap to a file of sections: its columns, rows, and where the
// records of the dump are. Nothing that is text in the dump is among them, and
// no value: these are read from the dump, with which [Restore] gives the same
// heap again.
func (h *Heap) Save(w *section.Writer) {
	section.Add(w, "heap", []savedHeader{{
		savedFormat, int64(h.count), h.bytes, int64(h.big), h.ends, int64(h.index.shift),
	}})
	var skipped []savedLarge
	for _, t := range slices.Sorted(maps.Keys(h.skip)) {
		skipped = append(skipped, savedLarge{uint64(t), uint64(h.skip[t])})
	}
	section.Add(w, "skipped", skipped)
	section.Add(w, "structs", h.file.StructTypes())

	segments := make([]savedSegment, len(h.index.segments))
	for i := range segments {
		s := &h.index.segments[i]
		segments[i] = savedSegment{uint64(s.base), uint64(s.first), s.slots}
	}
	section.Add(w, "segments", segments)
	section.Add(w, "pages", h.index.pages)
	section.Add(w, "slots", h.index.slots)
	section.Add(w, "offsets", h.offset)
	section.Add(w, "offsets.high", h.offsetHi)
	section.Add(w, "kinds", h.kinds)
	section.Add(w, "flags", h.flags)
	section.Add(w, "states", h.state)
	section.Add(w, "sizes", h.sizes.small)
	section.Add(w, "sizes.large", h.sizes.saved())
	section.Add(w, "refcounts", h.refcnt.small)
	section.Add(w, "refcounts.large", h.refcnt.saved())
	h.out.save(w, "out")
	h.in.save(w, "in")

	section.Add(w, "codes", h.codes)
	section.Add(w, "files", h.filesOf())
	section.Add(w, "optrees", h.optrees)
	section.Add(w, "prototypes", h.prototypes)
	section.Add(w, "closures", h.closures)
	section.Add(w, "closures.of", h.closuresOf)

	detached := make([]savedLarge, len(h.detached))
	for i := range detached {
		detached[i] = savedLarge{uint64(h.detached[i].sv), uint64(h.detached[i].offset)}
	}
	section.Add(w, "detached", detached)
	h.saveChunks(w)
}

// saveChunks adds the chunk indexes of large containers, one behind the other.
func (h *Heap) saveChunks(w *section.Writer) {
	large := slices.Sorted(maps.Keys(h.large))
	starts := []uint32{0}
	var all chunkIndex
	for _, sv := range large {
		s := h.large[sv]
		all.offset, all.edge = append(all.offset, s.offset...), append(all.edge, s.edge...)
		all.lowest, all.last = append(all.lowest, s.lowest...), append(all.last, s.last...)
		starts = append(starts, uint32(len(all.offset)))
	}
	section.Add(w, "large", large)
	section.Add(w, "large.starts", starts)
	section.Add(w, "large.offsets", all.offset)
	section.Add(w, "large.edges", all.edge)
	section.Add(w, "large.lowest", all.lowest)
	section.Add(w, "large.last", all.last)
}

func (n *narrow[T]) saved() []savedLarge {
	var all []savedLarge
	for _, sv := range slices.Sorted(maps.Keys(n.large)) {
		all = append(all, savedLarge{uint64(sv), n.large[sv]})
	}
	return all
}

func (r *rows) save(w *section.Writer, name string) {
	section.Add(w, name+".bases", r.base)
	section.Add(w, name+".starts", r.relative)
	section.Add(w, name+".edges", r.edges)
}

// Become makes the memory of the heap a map of the file that w wrote, to which
// it was saved. Nothing else changes for those who use it.
func (h *Heap) Become(file *os.File, w *section.Writer) error { return h.memory.Become(file, w) }

// Rest lets go of what of the heap is a map of a file, until it is asked for
// again: what one step of a long work has looked at need not be held during the
// next.
func (h *Heap) Rest() {
	h.memory.Rest()
	h.reader.Rest()
}

// Restore gives the heap of a dump from what [Heap.Save] wrote of it. That it was
// of this dump, and has not changed since, is for the caller to know; the error
// is for what does not fit together. The heap owns the dump then.
func Restore(file *pmat.File, r *section.Reader) (*Heap, error) {
	h := &Heap{file: file, reader: r, index: &addrIndex{}}
	f := section.Columns{Reader: r}
	head := section.Take[savedHeader](&f, "heap", 1)
	if f.Err != nil {
		return nil, f.Err
	}
	if head[0].Format != savedFormat || head[0].Count < 1 || head[0].Count > MaxSVs {
		return nil, fmt.Errorf("heap: what was saved is of format %d and %d SVs", head[0].Format, head[0].Count)
	}
	n := int(head[0].Count)
	h.count, h.bytes, h.big, h.ends = n, head[0].Bytes, int(head[0].Oversized), head[0].Tail
	for _, s := range section.Take[savedLarge](&f, "skipped", section.AnyLength) {
		if h.skip == nil {
			h.skip = map[pmat.Type]int{}
		}
		h.skip[pmat.Type(s.SV)] = int(s.Value)
	}
	h.restoreIndex(&f, uint8(head[0].Shift))
	h.offset, h.offsetHi = section.Take[uint32](&f, "offsets", n), section.Take[uint8](&f, "offsets.high", n)
	h.kinds, h.flags, h.state = section.Take[Kind](&f, "kinds", n), section.Take[uint8](&f, "flags", n), section.Take[State](&f, "states", n)
	h.sizes = narrow[uint16]{small: section.Take[uint16](&f, "sizes", n), large: largeOf(&f, "sizes.large")}
	h.refcnt = narrow[uint8]{small: section.Take[uint8](&f, "refcounts", n), large: largeOf(&f, "refcounts.large")}
	h.out, h.in = rowsOf(&f, "out", n), rowsOf(&f, "in", n)

	h.codes = section.Take[code](&f, "codes", section.AnyLength)
	h.files.of = section.Take[SV](&f, "files", section.AnyLength)
	h.files.known = unknown(len(h.files.of))
	h.optrees = section.Take[pmat.Addr](&f, "optrees", section.AnyLength)
	h.prototypes = section.Take[SV](&f, "prototypes", len(h.optrees))
	h.closures = section.Take[SV](&f, "closures", section.AnyLength)
	h.closuresOf = section.Take[uint32](&f, "closures.of", len(h.optrees)+1)
	for _, d := range section.Take[savedLarge](&f, "detached", section.AnyLength) {
		h.detached = append(h.detached, detachedExtension{sv: SV(d.SV), offset: int64(d.Value)})
	}
	h.restoreChunks(&f)
	structs := section.Take[int64](&f, "structs", section.AnyLength)
	if f.Err != nil {
		return nil, f.Err
	}
	if err := file.ReadStructTypes(structs); err != nil {
		return nil, err
	}
	if h.tail = file.TailAt(h.ends); h.tail.Cut != nil {
		return nil, fmt.Errorf("heap: the dump has no end where it had one: %s", h.tail.Cut)
	}
	return h, nil
}

func (h *Heap) restoreIndex(f *section.Columns, shift uint8) {
	x := h.index
	x.shift = shift
	pages := uint64(0)
	for _, s := range section.Take[savedSegment](f, "segments", section.AnyLength) {
		x.segments = append(x.segments, segment{base: pmat.Addr(s.Base), first: SV(s.First), slots: s.Slots})
		pages += s.Slots >> pageBits
	}
	x.slots = section.Take[uint32](f, "slots", h.count)
	x.pages = section.Take[page](f, "pages", section.AnyLength)
	if f.Err != nil {
		return
	}
	if uint64(len(x.pages)) != pages || len(x.segments) == 0 {
		f.Err = fmt.Errorf("heap: what was saved has %d pages of addresses, and should have %d", len(x.pages), pages)
		return
	}
	x.dealOut()
}

func (h *Heap) restoreChunks(f *section.Columns) {
	large := section.Take[SV](f, "large", section.AnyLength)
	starts := section.Take[uint32](f, "large.starts", len(large)+1)
	if f.Err != nil {
		return
	}
	n := int(starts[len(large)])
	offset, edge := section.Take[int64](f, "large.offsets", n), section.Take[int64](f, "large.edges", n+len(large))
	lowest, last := section.Take[SV](f, "large.lowest", n), section.Take[SV](f, "large.last", n)
	if f.Err != nil {
		return
	}
	h.large = make(map[SV]*chunkIndex, len(large))
	for i, sv := range large {
		from, to := int(starts[i]), int(starts[i+1])
		if from > to || to > n {
			f.Err = fmt.Errorf("heap: what was saved has chunks from %d to %d of %d", from, to, n)
			return
		}
		h.large[sv] = &chunkIndex{offset[from:to], edge[from+i : to+i+1], lowest[from:to], last[from:to]}
	}
}

func largeOf(f *section.Columns, name string) map[SV]uint64 {
	all := section.Take[savedLarge](f, name, section.AnyLength)
	large := make(map[SV]uint64, len(all))
	for _, l := range all {
		large[SV(l.SV)] = l.Value
	}
	return large
}

func rowsOf(f *section.Columns, name string, n int) rows {
	r := rows{
		base:     section.Take[int64](f, name+".bases", n>>blockBits+1),
		relative: section.Take[uint32](f, name+".starts", n+1),
		edges:    section.Take[edge](f, name+".edges", section.AnyLength),
	}
	if f.Err == nil && r.start(SV(n)) != int64(len(r.edges)) {
		f.Err = fmt.Errorf("heap: what was saved has %d references, and should have %d", len(r.edges), r.start(SV(n)))
	}
	return r
}
