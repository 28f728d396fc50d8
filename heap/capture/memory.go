package capture

import (
	"math/bits"
	"sort"

	"github.com/perlheap/perlheap/heap/wire"
)

// memory computes what the memory of a process consists of. It walks the chunks of
// glibc's malloc, and perl's structures claim theirs: nothing is counted twice, and
// malloc's overhead counts with its chunk.
//
// The header of a chunk is two words: the size of the one before, and its own
// size, whose low bits are flags. A chunk is free if the next one says so; those
// that malloc keeps for quick reuse (tcache, fast bins) do not look free.
type memory struct {
	m       *Image
	headers []uint64 // how much perl may put before what it allocates
	regions []chunks
	last    int
	bytes   map[wire.MemoryName]int64
	used    int64 // of chunks in use
	free    int64
	bodies  int64 // bodies and hash entries in use
	heads   int64
}

// chunks are those of one range of addresses: a bit for each 16 bytes.
type chunks struct {
	start, end uint64
	first      []uint64 // where chunks begin
	claimed    []uint64
}

// Bits of a chunk's size, and the bytes of its header.
const (
	prevInUse   = 1
	isMmapped   = 2
	chunkFlags  = 7
	chunkHeader = 16
	minChunk    = 32
	pageSize    = 4096
)

// newMemory walks the chunks of malloc's heaps, that of the main thread and those
// of others, and those that have a mapping of their own.
func newMemory(m *Image, maps []mapping) *memory {
	w := &memory{m: m, headers: []uint64{0}, bytes: map[wire.MemoryName]int64{}}
	missing := m.Missing
	var mainTop uint64 // the chunk at the top of the main heap
	var arenas []uint64
	for _, r := range maps {
		switch {
		case r.path == "[heap]":
			if h := w.heap(r.start, r.end); h.top != 0 {
				mainTop = h.top
			}
		case r.path == "" && r.private && r.write && !w.mmapped(r.start, r.end):
			arenas = append(arenas, w.threadHeaps(r.start, r.end)...)
		}
	}
	sort.Slice(w.regions, func(i, j int) bool { return w.regions[i].start < w.regions[j].start })
	if mainTop != 0 {
		arenas = append(arenas, w.mainArena(maps, mainTop)...)
	}
	for _, top := range arenas {
		w.freeFast(top)
	}
	m.Missing = missing
	return w
}

func newChunks(start, end uint64) chunks {
	words := (end-start)/16/64 + 1
	return chunks{start, end, make([]uint64, words), make([]uint64, words)}
}

// walked is what a walk from chunk to chunk found.
type walked struct {
	chunks
	used, free int64
	at         uint64 // where it ended
	top        uint64 // the chunk at the top, which is free; 0 if it did not get there
}

// walk walks from chunk to chunk, up to the one at the top.
func (w *memory) walk(start, end uint64) (h walked) {
	h.chunks, h.at = newChunks(start, end), start
	for {
		size := w.m.u64(h.at+8) &^ chunkFlags
		switch {
		case size < minChunk || size%16 != 0 || size > end-h.at:
			return h // not of glibc, or not there
		case h.at+size == end:
			h.top = h.at
			h.free += w.resident(h.at, size)
			return h
		case w.m.u64(h.at+size+8)&prevInUse == 0:
			h.free += w.resident(h.at, size)
		default:
			bit := (h.at - start) / 16
			h.first[bit/64] |= 1 << (bit % 64)
			h.used += w.resident(h.at, size)
		}
		h.at += size
	}
}

// heap walks a heap and counts what it found.
func (w *memory) heap(start, end uint64) walked {
	h := w.walk(start, end)
	w.add(&h)
	return h
}

func (w *memory) add(h *walked) {
	w.used, w.free, w.regions = w.used+h.used, w.free+h.free, append(w.regions, h.chunks)
}

// mmapped walks large chunks, each of which had a mapping of its own: the kernel
// joins them. It reports whether there is one. Their sizes are whole pages; since
// glibc 2.43 they say how much of the pages is used, and one more may follow.
func (w *memory) mmapped(start, end uint64) bool {
	var c chunks
	isOne := func(at uint64) bool {
		size := w.m.u64(at + 8)
		return at < end && size&chunkFlags == isMmapped && size > pageSize && size%16 == isMmapped && size <= end-at+isMmapped
	}
	for at := start; isOne(at); {
		if c.first == nil {
			c = newChunks(start, end)
		}
		size := w.m.u64(at+8) &^ chunkFlags
		w.use(&c, at, size)
		at += (size + pageSize - 1) &^ (pageSize - 1)
		if !isOne(at) {
			at += pageSize
		}
	}
	if c.first == nil {
		return false
	}
	w.regions = append(w.regions, c)
	return true
}

func (w *memory) use(c *chunks, at, size uint64) {
	bit := (at - c.start) / 16
	c.first[bit/64] |= 1 << (bit % 64)
	w.used += w.resident(at, size)
}

// resident is how much of a range the image has: pages that were never touched
// or were given back are not in it.
func (w *memory) resident(at, size uint64) int64 {
	n := uint64(0)
	for end := at + size; at < end; {
		if s := w.m.find(at); s != nil {
			next := min(end, s.end)
			n += next - at
			at = next
			continue
		}
		i := sort.Search(len(w.m.segments), func(i int) bool { return w.m.segments[i].start > at })
		if i == len(w.m.segments) {
			break
		}
		at = w.m.segments[i].start
	}
	return int64(n)
}

func (w *memory) region(addr uint64) *chunks {
	if w.last < len(w.regions) {
		if c := &w.regions[w.last]; addr >= c.start && addr < c.end {
			return c
		}
	}
	i := sort.Search(len(w.regions), func(i int) bool { return w.regions[i].end > addr })
	if i == len(w.regions) || addr < w.regions[i].start {
		return nil
	}
	w.last = i
	return &w.regions[i]
}

// claim counts the chunk that malloc returned at an address, and returns its bytes;
// 0 if there is none, or it was claimed before.
func (w *memory) claim(addr uint64, name wire.MemoryName) int64 {
	if w == nil {
		return 0
	}
	for _, header := range w.headers {
		if n := w.claimChunk(addr-header, name); n > 0 {
			return n
		}
	}
	return 0
}

// debugHeaders are how much a perl that is built with PERL_TRACK_MEMPOOL puts
// before what it allocates: with the size of it, if that is poisoned when freed,
// and without.
var debugHeaders = []uint64{32, 24, 0}

func (w *memory) claimChunk(addr uint64, name wire.MemoryName) int64 {
	if addr < chunkHeader {
		return 0
	}
	at := addr - chunkHeader
	c := w.region(at)
	if c == nil || at%16 != 0 {
		return 0
	}
	bit := (at - c.start) / 16
	word, mask := bit/64, uint64(1)<<(bit%64)
	if c.first[word]&mask == 0 || c.claimed[word]&mask != 0 {
		return 0
	}
	c.claimed[word] |= mask
	n := w.resident(at, w.m.u64(at+8)&^chunkFlags)
	w.bytes[name] += n
	return n
}

// maxSlab is how far before an address the chunk is looked for that has it, in
// words of the bits: 64 KiB.
const maxSlab = 64

// claimAround counts the chunk that an address is in, as an op is in a slab of
// them.
func (w *memory) claimAround(addr uint64, name wire.MemoryName) {
	if w == nil {
		return
	}
	c := w.region(addr)
	if c == nil {
		return
	}
	bit := (addr - c.start) / 16
	word := int(bit / 64)
	have := c.first[word] & (^uint64(0) >> (63 - bit%64))
	for n := 0; have == 0 && word > 0 && n < maxSlab; n++ {
		word--
		have = c.first[word]
	}
	if have != 0 {
		w.claimChunk(c.start+16*(64*uint64(word)+uint64(63-bits.LeadingZeros64(have)))+chunkHeader, name)
	}
}

// claimed is how much was claimed.
func (w *memory) claimed() (n int64) {
	for _, bytes := range w.bytes {
		n += bytes
	}
	return n
}

// split moves a part of what was claimed from one name to another.
func (w *memory) split(from, to wire.MemoryName, n int64) {
	n = max(0, min(n, w.bytes[from]))
	w.bytes[from] -= n
	w.bytes[to] += n
}
