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

// isAt reports whether the target, or a REF to it, may be at an address.
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

// is reports whether an SV is the target, or may be a REF to it.
func (t *target) is(sv SV) bool {
	if sv == t.sv || slices.Contains(t.via, sv) {
		return true
	}
	if !t.many || t.h.kinds[sv] != KindRef {
		return false
	}
	return slices.ContainsFunc(t.h.out.row(sv), func(e edge) bool { return e.sv() == t.sv })
}

// isBetween reports whether the target or a REF to it may have a number from
// one to another: neighbours in a container were often made one after the
// other, so that most of a large one need not be searched.
func (t *target) isBetween(first, last SV) bool {
	in := func(sv SV) bool { return sv >= first && sv <= last }
	return t.many || in(t.sv) || slices.ContainsFunc(t.via, in)
}

// isAmong reports whether the target, or what may be a REF to it, is among the
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

// uninteresting reports whether an entry can be passed over.
func (w *outrefs) uninteresting(addr pmat.Addr) bool {
	return addr == 0 || w.only != nil && !w.only.isAt(addr)
}
