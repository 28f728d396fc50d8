package heap

import (
	"slices"

	"github.com/perlheap/perlheap/heap/pmat"
)

// link resolves the references that the scan found, and tells apart the
// ARRAYs that are pads.
func (h *Heap) link(s *scan, order []uint32) error {
	h.resolveStrays(s)
	counts := make([]uint32, h.count)
	parallel(h.count, func(from, to int) {
		for sv := from; sv < to; sv++ {
			counts[sv] = h.resolve(s, order[sv], SV(sv))
		}
	})
	for i := range h.strays {
		counts[h.strays[i].sv] += uint32(len(h.strays[i].refs))
	}
	out, err := newRows(h.count, func(i int) uint32 { return counts[i] })
	if err != nil {
		return err
	}
	parallel(h.count, func(from, to int) {
		for sv := from; sv < to; sv++ {
			begin, end := s.refsOf(order[sv])
			row := out.row(SV(sv))
			n := 0
			for i := begin; i < end; i++ {
				if e := s.refs.at(i); e != unresolved {
					row[n] = edge(e)
					n++
				}
			}
			counts[sv] = uint32(n)
		}
	})
	for _, st := range h.strays {
		row := out.row(st.sv)
		for _, e := range st.refs {
			row[counts[st.sv]] = edge(e)
			counts[st.sv]++
		}
	}
	h.out = out
	h.findBackrefs(s)
	h.findPads(s, order)
	s.refs, s.refsBegin, s.refsBase = chunked[pending]{}, chunked[uint32]{}, nil
	for _, addr := range s.tail.Mortals {
		if sv, ok := h.At(addr); ok && !h.Immortal(sv) {
			h.state[sv] |= isMortal
		}
	}
	return nil
}

// unresolved marks a reference to no SV of the dump. No edge has that value:
// it would be that of a number beyond MaxSVs.
const unresolved = ^pending(0)

// resolve turns the references of one SV into edges, in place, and counts
// those that lead to an SV. A package that is not in the dump blesses nothing.
func (h *Heap) resolve(s *scan, place uint32, sv SV) (n uint32) {
	begin, end := s.refsOf(place)
	for i := begin; i < end; i++ {
		p := s.refs.at(i)
		e := h.edge(p)
		s.refs.set(i, e)
		if p&3 == pendBackrefs {
			s.backrefsSlot(p.addr())
		}
		if e != unresolved {
			n++
		} else if i == begin {
			h.state[sv] &^= isBlessed
		}
	}
	return n
}

// backrefsSlot notes what the slot of a HASH for its weak references holds.
func (s *scan) backrefsSlot(addr pmat.Addr) {
	s.mu.Lock()
	s.lists = append(s.lists, addr)
	s.mu.Unlock()
}

// edge gives the edge for a pending reference. The immortals have no rows:
// everything refers to them and it tells nothing.
func (h *Heap) edge(p pending) pending {
	to, ok := h.At(p.addr())
	if !ok || h.Immortal(to) {
		return unresolved
	}
	how := edgeStrong
	switch p & 3 {
	case pendWeak:
		how = edgeWeak
	case pendInferred:
		how = edgeInferred
	case pendBackrefs:
		if h.kinds[to] != KindArray {
			how = edgeWeak
		}
	}
	return pending(edge(to) | how)
}

// resolveStrays finds the SVs of extension records that do not follow them.
func (h *Heap) resolveStrays(s *scan) {
	for _, st := range s.strays {
		sv, ok := h.At(st.addr)
		if !ok || h.Immortal(sv) {
			continue
		}
		st.sv = sv
		kept := st.refs[:0]
		for _, r := range st.refs {
			if e := h.edge(r); e != unresolved {
				kept = append(kept, e)
			}
		}
		st.refs = kept
		h.state[sv] |= st.state
		h.strays = append(h.strays, st)
	}
	slices.SortStableFunc(h.strays, func(a, b stray) int { return int(a.sv) - int(b.sv) })
}

// magicBackrefs is the type of the magic that holds the list of an SV's weak
// references, for SVs that have no slot for it.
const magicBackrefs = '<'

// findBackrefs marks the ARRAYs that are lists of weak references.
func (h *Heap) findBackrefs(s *scan) {
	for _, addr := range s.lists {
		if list, ok := h.At(addr); ok && h.Kind(list) == KindArray {
			h.state[list] |= isBackrefs
		}
	}
}

// findPads tells PADLISTs, PADNAMES and PADs from other ARRAYs: the dump does
// not. Before perl 5.18 a padlist is an ARRAY of the names and then the pads;
// from then on a CODE names its pads itself.
func (h *Heap) findPads(s *scan, order []uint32) {
	pad := func(sv SV, kind Kind) {
		if h.kinds[sv] == KindArray {
			h.kinds[sv] = kind
		}
	}
	defer h.countPads()
	old := h.oldPads()
	for i := range h.codes {
		c := &h.codes[i]
		padlist, ok := h.At(c.padlist)
		ok = ok && !h.Immortal(padlist)
		if ok {
			pad(padlist, KindPadlist)
		}
		if old {
			if !ok {
				continue
			}
			for n, e := range h.out.row(padlist) {
				kind := KindPad
				if n == 0 {
					kind = KindPadnames
				}
				pad(e.sv(), kind)
			}
			continue
		}
		f := s.fileCode(order[c.sv])
		begin, _ := s.refsOf(order[c.sv])
		first := begin + int(f.padFrom)
		if f.padnames {
			if e := s.refs.at(first - 1); e != unresolved {
				pad(edge(e).sv(), KindPadnames)
			}
		}
		for k := first; k < first+int(f.pads); k++ {
			if e := s.refs.at(k); e != unresolved {
				pad(edge(e).sv(), KindPad)
			}
		}
	}
}

// countPads makes the references of PADLISTs, PADNAMES and PADs strong: perl
// counts what is in them even where the ARRAY itself is not AvREAL.
func (h *Heap) countPads() {
	for sv, k := range h.kinds {
		if k != KindPadlist && k != KindPadnames && k != KindPad || h.flags[sv]&pmat.ArrayUnreal == 0 {
			continue
		}
		row := h.out.row(SV(sv))
		for i := range row {
			if blessed := i == 0 && h.state[sv]&isBlessed != 0; !blessed && row[i].strength() == Weak {
				row[i] = edgeStrong | edge(row[i].sv())
			}
		}
	}
}
