package heap

import (
	"context"
	"sort"

	"github.com/perlheap/perlheap/heap/pmat"
)

// entriesPerChunk is how many entries of a large ARRAY or HASH are read at least
// when one of them is looked for.
const entriesPerChunk = 1 << 10

// chunkIndex is where every entriesPerChunk-th entry of a large ARRAY or HASH
// stands: in the dump, and in the row of the SV. The row is quickly searched
// for a target; only the chunks that have it are then read from the dump.
// They are noted while the dump is loaded: finding them takes as long as
// reading the whole container.
type chunkIndex struct {
	offset []int64
	edge   []int64 // one more for the end
	lowest []SV    // that the entries of a chunk refer to
	last   []SV    // the highest one
}

// chunkStart is where a chunk begins, while references are addresses.
type chunkStart struct {
	place  uint32
	offset int64 // in the dump
	ref    int64 // position of the next reference
}

// isLarge reports whether a container has a chunk index.
func isLarge(rec *pmat.Record) bool { return rec.Count > 2*entriesPerChunk }

// startChunk notes where an entry of the last SV stands.
func (s *part) startChunk() {
	s.chunkStarts = append(s.chunkStarts, chunkStart{uint32(s.svs.len() - 1), s.decoder.Offset(), s.refs.len()})
}

// chunkStartsFrom returns the starts of chunks of the SVs from a place on.
func (s *part) chunkStartsFrom(place int) []chunkStart {
	return s.chunkStarts[sort.Search(len(s.chunkStarts), func(i int) bool { return int(s.chunkStarts[i].place) >= place }):]
}

// indexChunks turns the starts that begin a list into the chunk index of their SV,
// whose references have become edges, from begin up to end. It gives the rest
// of the list.
func (h *Heap) indexChunks(ctx context.Context, p *part, starts []chunkStart, sv SV, begin, end int64) []chunkStart {
	n := 1
	for n < len(starts) && starts[n].place == starts[0].place {
		n++
	}
	s := &chunkIndex{}
	at, edges := begin, int64(0)
	count := func(to int64) (lowest, last SV) {
		lowest = NoSV
		for ; at < to; at++ {
			if e := edge(p.refs.words.at(int(at))); e != unresolved {
				lowest, last = min(lowest, e.sv()), max(last, e.sv())
				edges++
			}
		}
		return lowest, last
	}
	count(starts[0].ref)
	for i, m := range starts[:n] {
		if ctx.Err() != nil {
			return nil // the heap is given up
		}
		s.offset, s.edge = append(s.offset, m.offset), append(s.edge, edges)
		to := end
		if i+1 < n {
			to = starts[i+1].ref
		}
		lowest, last := count(to)
		s.lowest, s.last = append(s.lowest, lowest), append(s.last, last)
	}
	s.edge = append(s.edge, edges)
	h.largeMu.Lock()
	if h.large == nil {
		h.large = map[SV]*chunkIndex{}
	}
	h.large[sv] = s
	h.largeMu.Unlock()
	return starts[n:]
}

// chunks calls f for the ranges of entries that have to be looked at: all,
// or those that may lead to the target. The decoder stands on the first of
// the range. Where each entry leads to an SV, these are given too.
func (w *outrefs) chunks(rec *pmat.Record, f func(from, to uint64, edges []edge)) {
	count := rec.Count
	s := w.h.large[w.sv]
	if w.only == nil || s == nil {
		f(0, count, nil)
		return
	}
	row := w.h.out.row(w.sv)
	for i, off := range s.offset {
		if w.stopped {
			return
		}
		edges := row[s.edge[i]:s.edge[i+1]]
		if !w.only.isBetween(s.lowest[i], s.last[i]) || !w.only.isAmong(edges) {
			continue
		}
		from, to := uint64(i)*entriesPerChunk, min(count, uint64(i+1)*entriesPerChunk)
		// The references of extensions stand behind those of the last chunk.
		if uint64(len(edges)) != to-from || to == count && w.h.has(w.sv, hasExtension|hasDetached) {
			edges = nil
		}
		w.d.SeekEntry(from, off)
		f(from, to, edges)
	}
}
