package heap

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"sync/atomic"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/section"
)

// link resolves the references that the scan found, and tells apart the
// ARRAYs that are pads.
func (h *Heap) link(ctx context.Context, s *scan, o *order) error {
	if err := h.resolveDetached(ctx, s); err != nil {
		return err
	}
	out := newRows(h.memory, h.count)
	err := parallel(ctx, h.count, func(from, to int) {
		o.each(from, to, func(p *part, place, sv, n int) { h.resolve(ctx, p, place, sv, out.relative[sv:sv+n]) })
	})
	if err != nil {
		return err
	}
	for i := range h.detached {
		out.relative[h.detached[i].sv] += uint32(len(h.detached[i].edges))
	}
	if err := out.layOut(ctx, h.memory, s.limits.block); err != nil {
		return err
	}
	err = parallel(ctx, h.count, func(from, to int) {
		o.each(from, to, func(p *part, place, sv, n int) {
			if len(h.detached) == 0 {
				p.fill(ctx, place, n, &out, SV(sv))
				return
			}
			for i := range n {
				p.fill(ctx, place+i, 1, &out, SV(sv+i))
			}
		})
	})
	if err != nil {
		return err
	}
	// What does not stand behind its SV in the dump comes last in its row.
	var row []edge
	for i := len(h.detached) - 1; i >= 0; i-- {
		st := &h.detached[i]
		if i+1 == len(h.detached) || h.detached[i+1].sv != st.sv {
			row = out.row(st.sv)
		}
		rest := len(row) - len(st.edges)
		copy(row[rest:], st.edges)
		row = row[:rest]
	}
	h.out = out
	for _, list := range h.arrays(s.byMagic) {
		h.state[list] |= isBackrefs
	}
	for _, list := range h.arrays(s.lists) {
		h.state[list] |= isBackrefs
		if !h.File().Header.ArrayFlags() { // then at least of these it is known, as Devel::MAT has it
			h.flags[list] |= pmat.ArrayUnreal
			h.recount(list, edgeStrong, edgeWeak)
		}
	}
	if err := h.findPads(ctx, o); err != nil {
		return err
	}
	for _, addr := range s.tail.Mortals {
		if sv, ok := h.At(addr); ok && !h.Immortal(sv) {
			h.state[sv] |= isMortal
		}
	}
	return ctx.Err()
}

// arrays returns the ARRAYs among what stands at addresses.
func (h *Heap) arrays(addrs []pmat.Addr) []SV {
	var svs []SV
	for _, addr := range addrs {
		if sv, ok := h.At(addr); ok && h.Kind(sv) == KindArray {
			svs = append(svs, sv)
		}
	}
	return svs
}

// unresolved marks a reference to no SV of the dump. No edge has that value:
// it would be that of a number beyond MaxSVs.
const unresolved = edge(math.MaxUint32)

// resolve turns the references of n SVs, which stand side by side in a part,
// into edges, in place, and counts for each SV those that lead to an SV. A
// package that is not in the dump blesses nothing.
func (h *Heap) resolve(ctx context.Context, p *part, place, sv int, counts []uint32) {
	at := p.refsFrom(place)
	starts := p.chunkStartsFrom(place)
	var words []uint32
	for i := 0; i < len(counts); {
		ends, base := p.refsEnds(place+i, len(counts)-i)
		for _, relative := range ends {
			begin, end := at, base+int64(relative)
			n := uint32(0)
			for ; at < end; at++ {
				if len(words) == 0 {
					if ctx.Err() != nil {
						return
					}
					words = p.refs.words.run(int(at), chunkLen)
				}
				e := h.edge(p.refs.target(at, words[0]), words[0]&3)
				words[0] = uint32(e)
				words = words[1:]
				if e != unresolved {
					n++
				} else if at == begin {
					h.state[sv+i] &^= isBlessed
				}
			}
			counts[i] = n
			if len(starts) > 0 && int(starts[0].place) == place+i {
				starts = h.indexChunks(ctx, p, starts, SV(sv+i), begin, end)
			}
			i++
		}
	}
}

// fill copies the edges of n SVs, which stand side by side in a part, into
// their rows. Rows that detached extensions add to have room left at the end.
func (p *part) fill(ctx context.Context, place, n int, out *rows, sv SV) {
	to := out.edges[out.start(sv):out.start(sv+SV(n))]
	for at, end := p.refsFrom(place), p.refsFrom(place+n); at < end; {
		words := p.refs.words.run(int(at), int(end-at))
		at += int64(len(words))
		for _, w := range words {
			if edge(w) != unresolved {
				to[0] = edge(w)
				to = to[1:]
			}
		}
		if at < end && ctx.Err() != nil {
			return
		}
	}
}

// edge returns the edge for a reference. The immortals have no rows: everything
// refers to them and it tells nothing.
func (h *Heap) edge(addr pmat.Addr, how uint32) edge {
	to, ok := h.index.find(addr)
	if !ok || addr == h.file.Undef || addr == h.file.Yes || addr == h.file.No {
		return unresolved
	}
	strength := edgeStrong
	switch how {
	case refWeak:
		strength = edgeWeak
	case refInferred:
		strength = edgeInferred
	case refBackrefs:
		if h.kinds[to] != KindArray {
			strength = edgeWeak
		}
	}
	return edge(to) | strength
}

// resolveDetached finds the SVs of extension records that do not follow them.
func (h *Heap) resolveDetached(ctx context.Context, s *scan) error {
	for i, st := range s.detached {
		if i%askEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		sv, ok := h.At(st.addr)
		if !ok || h.Immortal(sv) {
			continue
		}
		st.sv = sv
		for _, r := range st.refs {
			if e := h.edge(r.to, r.how); e != unresolved {
				st.edges = append(st.edges, e)
			}
		}
		st.refs = nil
		h.state[sv] |= st.state
		h.detached = append(h.detached, st)
	}
	return sortFunc(ctx, h.detached, func(a, b detachedExtension) int {
		return cmp.Or(cmp.Compare(a.sv, b.sv), cmp.Compare(a.offset, b.offset))
	})
}

// magicBackrefs is the type of the magic that holds the list of an SV's weak
// references, for SVs that have no slot for it.
const magicBackrefs = '<'

// recount makes the references of one strength in an SV's row to those of
// another, but for that to its package.
func (h *Heap) recount(sv SV, from, to edge) {
	row := h.out.row(sv)
	if h.state[sv]&isBlessed != 0 {
		row = row[1:]
	}
	for i, e := range row {
		if e&edgeStrength == from {
			row[i] = to | edge(e.sv())
		}
	}
}

// columns puts what the parts hold of each SV in the order of numbers.
func (h *Heap) columns(ctx context.Context, o *order) error {
	n := h.count
	m := h.memory
	h.offset, h.offsetHi = section.Make[uint32](m, n), section.Make[uint8](m, n)
	h.kinds, h.flags, h.state = section.Make[Kind](m, n), section.Make[uint8](m, n), section.Make[State](m, n)
	h.sizes, h.refcnt = newNarrow[uint16](m, n), newNarrow[uint8](m, n)
	// A string that several SVs share counts for each of them, at most 256 times.
	most := 256 * int64(h.File().Header.MaxSize())
	var bytes atomic.Int64
	var over atomic.Bool
	err := parallel(ctx, n, func(from, to int) {
		sum := int64(0)
		o.each(from, to, func(p *part, place, sv, n int) {
			for n > 0 {
				svs := p.svs.run(place, n)
				for i := range svs {
					r := &svs[i]
					h.offset[sv+i], h.offsetHi[sv+i] = r.offset, r.offsetHi
					h.kinds[sv+i], h.flags[sv+i], h.state[sv+i] = r.kind, r.flags, r.state
					h.sizes.small[sv+i], h.refcnt.small[sv+i] = r.size, r.refcnt
					if r.size == math.MaxUint16 {
						size := p.sizes[uint32(place+i)]
						h.sizes.setLarge(SV(sv+i), size)
						sum = safe.Add(sum, int64(size))
					} else {
						sum += int64(r.size)
					}
					if r.refcnt == math.MaxUint8 {
						h.refcnt.setLarge(SV(sv+i), uint64(p.refcnts[uint32(place+i)]))
					}
				}
				place, sv, n = place+len(svs), sv+len(svs), n-len(svs)
			}
		})
		if total := bytes.Add(min(sum, most+1)); total > most {
			over.Store(true)
		}
	})
	h.bytes = bytes.Load()
	if err == nil && over.Load() {
		err = fmt.Errorf("heap: the dump is damaged: its SVs state more than %d bytes together, which no process has", most)
	}
	return err
}
