package heap

import (
	"slices"

	"github.com/perlheap/perlheap/heap/pmat"
)

// target is an SV whose referrers are looked for: itself, and the REFs that
// refer to it.
type target struct {
	h        *Heap
	sv       SV
	addr     pmat.Addr
	via      []SV // the REFs
	viaAddrs []pmat.Addr
	many     bool // there are more REFs
}

// maxVia is how many REFs are compared with one by one.
const maxVia = 4

func (h *Heap) targetOf(sv SV) *target {
	t := &target{h: h, sv: sv, addr: h.Addr(sv)}
	for _, e := range h.in.row(sv) {
		from := e.sv()
		if h.kinds[from] != KindRef || slices.Contains(t.via, from) {
			continue
		}
		if t.many = len(t.via) == maxVia; t.many {
			break
		}
		t.via = append(t.via, from)
		t.viaAddrs = append(t.viaAddrs, h.index.addr(from))
	}
	return t
}

// isAt tells whether the target, or a REF to it, may be at an address.
func (t *target) isAt(addr pmat.Addr) bool {
	if addr == t.addr || slices.Contains(t.viaAddrs, addr) {
		return true
	}
	if !t.many {
		return false
	}
	sv, ok := t.h.index.find(addr)
	return ok && t.is(sv)
}

// is tells whether an SV is the target, or may be a REF to it.
func (t *target) is(sv SV) bool {
	if sv == t.sv || slices.Contains(t.via, sv) {
		return true
	}
	if !t.many || t.h.kinds[sv] != KindRef {
		return false
	}
	return slices.ContainsFunc(t.h.out.row(sv), func(e edge) bool { return e.sv() == t.sv })
}

// isBetween tells whether the target or a REF to it may have a number from
// one to another: neighbours in a container were often made one after the
// other, so that most of a large one need not be searched.
func (t *target) isBetween(first, last SV) bool {
	in := func(sv SV) bool { return sv >= first && sv <= last }
	return t.many || in(t.sv) || slices.ContainsFunc(t.via, in)
}

// isAmong tells whether the target, or what may be a REF to it, is among the
// other ends of edges.
func (t *target) isAmong(edges []edge) bool {
	if t.many {
		return slices.ContainsFunc(edges, func(e edge) bool { return t.is(e.sv()) })
	}
	// One tight loop after the other is several times faster than one that
	// compares with all.
	for i := -1; i < len(t.via); i++ {
		sv := t.sv
		if i >= 0 {
			sv = t.via[i]
		}
		for _, e := range edges {
			if e.sv() == sv {
				return true
			}
		}
	}
	return false
}

// uninteresting tells whether an entry can be passed over.
func (w *outrefs) uninteresting(addr pmat.Addr) bool {
	return addr == 0 || w.only != nil && !w.only.isAt(addr)
}

// stretchLen is how many entries of a large ARRAY or HASH are read at least
// when one of them is looked for.
const stretchLen = 1 << 12

// stretches are where every stretchLen-th entry of a large ARRAY or HASH
// stands: in the dump, and in the row of the SV. The row is quickly searched
// for a target; only the stretches that have it are then read from the dump.
type stretches struct {
	offset []int64
	edge   []int // one more for the end
	lowest []SV  // that the entries of a stretch refer to
	last   []SV  // the highest one
}

// stretches calls f for the ranges of entries that have to be looked at: all,
// or those that may lead to the target. The decoder stands on the first of
// the range.
func (w *outrefs) stretches(rec *pmat.Record, f func(from, to uint64)) {
	count := rec.Count
	if w.only == nil || count <= 2*stretchLen {
		f(0, count)
		return
	}
	s, err := w.h.stretchesOf(w.sv)
	if err != nil {
		f(0, count)
		return
	}
	row := w.h.out.row(w.sv)
	for i, off := range s.offset {
		if w.stopped {
			return
		}
		if w.only.isBetween(s.lowest[i], s.last[i]) && w.only.isAmong(row[s.edge[i]:s.edge[i+1]]) {
			w.d.SeekEntry(uint64(i)*stretchLen, off)
			f(uint64(i)*stretchLen, min(count, uint64(i+1)*stretchLen))
		}
	}
}

// stretchesOf gives the stretches of a large ARRAY or HASH, which are found
// when they are first asked for.
func (h *Heap) stretchesOf(sv SV) (*stretches, error) {
	h.largeMu.Lock()
	defer h.largeMu.Unlock()
	if s, ok := h.large[sv]; ok {
		return s, nil
	}
	s, err := h.findStretches(sv)
	if err != nil {
		return nil, err
	}
	if h.large == nil {
		h.large = map[SV]*stretches{}
	}
	h.large[sv] = s
	return s, nil
}

func (h *Heap) findStretches(sv SV) (*stretches, error) {
	d, err := h.record(sv)
	if err != nil {
		return nil, err
	}
	defer d.Release()
	s, rec, at := &stretches{}, d.Record(), 0
	resolved := func(addr pmat.Addr) {
		if to, ok := h.At(addr); ok && !h.Immortal(to) {
			at++
		}
	}
	if h.has(sv, isBlessed) {
		at++
	}
	hash := rec.Type != pmat.TypeArray
	if hash {
		for _, p := range rec.Ptrs[:max(1, rec.NPtrs)] {
			resolved(p)
		}
	}
	for i := uint64(0); i < rec.Count; i++ {
		if i%stretchLen == 0 {
			s.offset, s.edge = append(s.offset, d.Offset()), append(s.edge, at)
		}
		if hash {
			pair, _ := d.NextPair()
			resolved(pair.Value)
		} else {
			elem, _ := d.NextElem()
			resolved(elem)
		}
	}
	s.edge = append(s.edge, at)
	row := h.out.row(sv)
	for i := range s.offset {
		lowest, last := NoSV, SV(0)
		for _, e := range row[s.edge[i]:s.edge[i+1]] {
			lowest, last = min(lowest, e.sv()), max(last, e.sv())
		}
		s.lowest, s.last = append(s.lowest, lowest), append(s.last, last)
	}
	return s, d.Err()
}
