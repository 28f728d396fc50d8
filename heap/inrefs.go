package heap

import (
	"slices"

	"github.com/perlheap/perlheap/heap/pmat"
)

// Inrefs gives the references to an SV, of the strengths asked for: first
// those from other SVs, in the order of the referrers' addresses, then the
// roots and perl's stack, whose Ref has NoSV. It is the inverse of
// [Heap.Outrefs], with the same names. References to perl's immortals are not
// kept: everything has them.
//
// With limit > 0 it stops after that many; [Heap.InrefCount] says how many
// there are in all.
func (h *Heap) Inrefs(sv SV, want Strength, limit int) ([]Ref, error) {
	var refs []Ref
	if h.Immortal(sv) {
		return nil, nil
	}
	only := h.targetOf(sv)
	for _, from := range h.referrers(sv, want) {
		err := h.eachOutref(from, only, func(r rawRef) bool {
			if r.to == sv && r.strength&want != 0 {
				refs = append(refs, Ref{h.refName(r), r.strength, from})
			}
			return limit <= 0 || len(refs) < limit
		})
		if err != nil {
			return refs, err
		}
		if limit > 0 && len(refs) >= limit {
			return refs, nil
		}
	}
	return append(refs, h.rootRefs(sv, want)...), nil
}

// InrefCount is how many direct references of the given strengths lead to an
// SV from other SVs. Indirect and inferred ones are not counted.
func (h *Heap) InrefCount(sv SV, want Strength) int {
	if h.Immortal(sv) {
		return 0
	}
	n := 0
	for _, e := range h.in.row(sv) {
		if e.strength()&want != 0 {
			n++
		}
	}
	return n
}

func (e edge) strength() Strength {
	switch e & edgeStrength {
	case edgeWeak:
		return Weak
	case edgeInferred:
		return Inferred
	}
	return Strong
}

func (h *Heap) targetOf(sv SV) *target {
	t := &target{addr: h.Addr(sv)}
	for _, e := range h.in.row(sv) {
		if from := e.sv(); h.kinds[from] == KindRef {
			if t.via == nil {
				t.via = map[pmat.Addr]bool{}
			}
			t.via[h.index.addr(from)] = true
		}
	}
	return t
}

// referrers gives the SVs that may have references of the given strengths to
// an SV, ascending, each once. Direct referrers stand in the rows; indirect
// ones are found one SV further, as eachOutref defines them.
func (h *Heap) referrers(sv SV, want Strength) []SV {
	var from []SV
	indirect := want&Indirect != 0
	for _, e := range h.in.row(sv) {
		src := e.sv()
		if e.strength()&want != 0 {
			from = append(from, src)
		}
		if !indirect {
			continue
		}
		switch k := h.kinds[src]; {
		case k == KindRef:
			for _, c := range h.in.row(src) {
				from = append(from, c.sv())
			}
		case h.has(src, isBackrefs):
			for _, c := range h.in.row(src) {
				from = append(from, c.sv())
			}
		case k == KindPad || k == KindPadlist:
			if cv, ok := h.PadCode(src); ok {
				from = append(from, cv)
			}
		}
	}
	if indirect {
		if cv, ok := h.PadCode(sv); ok {
			from = append(from, cv)
		}
	}
	if want&Inferred != 0 {
		from = append(from, h.clonesOf(sv)...)
	}
	slices.Sort(from)
	return slices.Compact(from)
}

// rootRefs gives the roots that lead to an SV, as Devel::MAT counts them: a
// value on the stack is listed among the weak ones, though the Ref says
// strong.
func (h *Heap) rootRefs(sv SV, want Strength) []Ref {
	var refs []Ref
	addr := h.Addr(sv)
	for _, r := range h.Roots() {
		if r.Addr == addr && r.Strength&want != 0 {
			refs = append(refs, Ref{r.Desc, r.Strength, NoSV})
		}
	}
	if want&Weak != 0 {
		for _, a := range h.file.Stack {
			if a == addr {
				refs = append(refs, Ref{"a value on the stack", Strong, NoSV})
			}
		}
	}
	return refs
}

// FirstReferrer gives the SV at the lowest address that has a strong
// reference to an SV.
func (h *Heap) FirstReferrer(sv SV) (SV, bool) {
	if h.Immortal(sv) {
		return NoSV, false
	}
	for _, e := range h.in.row(sv) {
		if e.strength() == Strong {
			return e.sv(), true
		}
	}
	return NoSV, false
}
