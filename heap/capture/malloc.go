package capture

import (
	"path/filepath"
	"strings"
)

// This file reads what glibc's malloc says about its memory: struct malloc_state
// (an arena), and struct heap_info, which stands before the memory that an arena of
// threads has. Neither has a symbol. Of an arena three fields follow one another in
// all versions: the chunk at its top, what was split last, and the bins, which
// are circular lists of free chunks. Before them stand the fast bins: lists of
// small chunks that are kept for quick reuse and look like used ones.

// Numbers of glibc's malloc, on 64 bits.
const (
	bins        = 127
	binSize     = 16 // the first and the last chunk of a bin
	binsFromTop = 16
	fastBins    = 10
	// threadHeap is what the address and the size of a heap of threads are multiples
	// of, or at most.
	threadHeap = 64 << 20
	// heapInfoMax is at most the size of struct heap_info.
	heapInfoMax = 64
	// ofThread is the bit of a chunk's size that says that it is in such a heap.
	ofThread = 4
	// arenaSlack is by how much versions differ in what is before the top of an
	// arena, and behind its bins.
	arenaSlack = 256
)

// isArena reports whether an address has the field of an arena that has the chunk at
// its top: whether nearly all bins behind it are lists. One may be torn.
func (w *memory) isArena(top uint64) bool {
	good := 0
	for i := range uint64(bins) {
		at := top + binsFromTop + binSize*i
		bin := at - binSize // as if it were a chunk
		first, last := w.m.u64(at), w.m.u64(at+8)
		switch {
		case first == bin && last == bin:
			good++
		case first == bin || last == bin || first == 0:
		case w.m.u64(first+24) == bin && w.m.u64(last+16) == bin:
			good++
		}
	}
	return good >= bins-2
}

// mainArena finds the arena of the main heap, which is among the variables of libc,
// by the chunk at its top.
func (w *memory) mainArena(maps []mapping, top uint64) []uint64 {
	for _, r := range maps {
		if !r.write || !r.private || !strings.HasPrefix(filepath.Base(r.path), "libc") {
			continue
		}
		for at := r.start; at+8 <= r.end; at += 8 {
			if w.m.u64(at) == top && w.isArena(at) {
				return []uint64{at}
			}
		}
	}
	return nil
}

// threadHeaps walks the heaps of threads in a mapping. Each begins with the address
// of its arena, of the heap before it, and its size.
func (w *memory) threadHeaps(start, end uint64) (tops []uint64) {
	for at := (start + threadHeap - 1) &^ (threadHeap - 1); at < end; at += threadHeap {
		arena, size := w.m.u64(at), w.m.u64(at+16)
		if size == 0 || size%pageSize != 0 || size > end-at || arena%16 != 0 || arena&^(threadHeap-1) == 0 {
			continue
		}
		first, top := at, uint64(0)
		if arena > at && arena < at+size { // it is in the first of its heaps
			if top = w.topOf(arena); top == 0 {
				continue
			}
			first = top + binsFromTop + binSize*bins
		} else if arena&(threadHeap-1) >= heapInfoMax {
			continue
		}
		for chunk := (first + 15) &^ 15; chunk < first+arenaSlack; chunk += 16 {
			if w.m.u64(chunk+8)&(prevInUse|ofThread) != prevInUse|ofThread {
				continue
			}
			// A heap that is full ends with two small chunks that are none.
			if h := w.walk(chunk, at+size); h.top != 0 || h.at+heapInfoMax >= at+size {
				w.add(&h)
				if top != 0 {
					tops = append(tops, top)
				}
				break
			}
		}
	}
	return tops
}

// topOf finds the field of an arena that has the chunk at its top; 0 if it is none.
func (w *memory) topOf(arena uint64) uint64 {
	for at := arena; at < arena+arenaSlack; at += 8 {
		if top := w.m.u64(at); top&^(threadHeap-1) >= arena&^(threadHeap-1) && w.isArena(at) {
			return at
		}
	}
	return 0
}

// freeFast takes the chunks in the fast bins of an arena as free. Since glibc 2.32
// an address in them is masked by where it stands.
func (w *memory) freeFast(top uint64) {
	for i := range uint64(fastBins) {
		size := minChunk + 16*i
		chunk := w.m.u64(top - 8*(fastBins-i))
		for chunk != 0 {
			c := w.region(chunk)
			if !w.isUsed(c, chunk) || w.m.u64(chunk+8)&^chunkFlags != size {
				break // of no fast bin, or torn
			}
			bit := (chunk - c.start) / 16
			c.first[bit/64] &^= 1 << (bit % 64)
			n := w.resident(chunk, size)
			w.used -= n
			w.free += n
			next := w.m.u64(chunk + chunkHeader)
			if !w.isUsed(w.region(next), next) {
				next ^= (chunk + chunkHeader) >> 12
			}
			chunk = next
		}
	}
}

// isUsed reports whether a chunk begins at an address that is in use.
func (w *memory) isUsed(c *chunks, addr uint64) bool {
	if c == nil || addr%16 != 0 {
		return false
	}
	bit := (addr - c.start) / 16
	return c.first[bit/64]&(1<<(bit%64)) != 0
}
