package heap

import (
	"cmp"
	"slices"
)

// Inrefs returns the references to an SV, of the given strengths: first those
// from other SVs, in the order of the referrers' addresses, then the roots and
// perl's stack, for which Ref.SV is NoSV. It is the inverse of [Heap.Outrefs],
// with the same names. References to perl's immortals are not kept, because
// everything has them.
//
// With limit > 0 it stops after that many; [Heap.InrefCount] says how many
// there are in all.
func (h *Heap) Inrefs(sv SV, want Strength, limit int) ([]Ref, error) {
	if h.Immortal(sv) {
		return nil, nil
	}
	only := h.targetOf(sv)
	// An SV that half a million others refer to is asked for its first few.
	// These are tried on the referrers with the lowest addresses; more are
	// taken if too few of them turn out to have what is wanted.
	for most := 4 * limit; ; most *= 16 {
		referrers, all := h.referrers(sv, want, most)
		refs, err := h.refsFrom(referrers, only, want, limit)
		if err != nil || limit > 0 && len(refs) >= limit {
			return refs, err
		}
		if all {
			return append(refs, h.rootRefs(sv, want)...), nil
		}
	}
}

// refsFrom returns the references that some SVs have to a target, limit at most
// if it is not 0.
func (h *Heap) refsFrom(referrers []SV, only *target, want Strength, limit int) ([]Ref, error) {
	var refs []Ref
	var failed error
	w := outrefs{h: h, only: only} // one for all of them
	w.yield = func(r *rawRef) bool {
		if r.SV == only.sv && r.Strength&want != 0 {
			var ref Ref
			ref, failed = h.ref(r, w.sv)
			refs = append(refs, ref)
		}
		return failed == nil && (limit <= 0 || len(refs) < limit)
	}
	for _, w.sv = range referrers {
		w.stopped = false
		err := w.each()
		if err = cmp.Or(failed, err); err != nil || limit > 0 && len(refs) >= limit {
			return refs, err
		}
	}
	return refs, nil
}

// InrefCount returns how many direct references of the given strengths lead to
// an SV from other SVs. Indirect and inferred ones are not counted.
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

// lowest gathers the SVs with the lowest numbers, each once.
type lowest struct {
	svs     []SV
	most    int // how many are kept at least; 0 for all
	below   SV  // what is not below this was dropped
	dropped bool
}

func (l *lowest) add(sv SV) {
	if l.dropped && sv >= l.below {
		return
	}
	l.svs = append(l.svs, sv)
	if l.most > 0 && len(l.svs) > 4*l.most+1024 {
		l.compact()
		if len(l.svs) > l.most {
			l.below, l.dropped = l.svs[l.most], true
			l.svs = l.svs[:l.most]
		}
	}
}

func (l *lowest) compact() {
	slices.Sort(l.svs)
	l.svs = slices.Compact(l.svs)
}

// referrers returns the SVs that may have references of the given strengths to
// an SV, ascending, each once; of many, at least the first most, if that is
// not 0, and then not all. Direct referrers stand in the rows; indirect ones
// are found one SV further, as eachOutref defines them.
func (h *Heap) referrers(sv SV, want Strength, most int) (from []SV, all bool) {
	l := lowest{most: most}
	indirect := want&Indirect != 0
	for _, e := range h.in.row(sv) {
		src := e.sv()
		if e.strength()&want != 0 {
			if l.add(src); l.dropped && !indirect {
				break // the row ascends
			}
		}
		if !indirect {
			continue
		}
		switch k := h.kinds[src]; {
		case k == KindRef, h.has(src, isBackrefs):
			for _, c := range h.in.row(src) {
				l.add(c.sv())
			}
		case k == KindPad || k == KindPadlist:
			if cv, ok := h.PadCode(src); ok {
				l.add(cv)
			}
		}
	}
	if indirect {
		if cv, ok := h.PadCode(sv); ok {
			l.add(cv)
		}
	}
	if want&Inferred != 0 {
		for _, cv := range h.clonesOf(sv) {
			l.add(cv)
		}
	}
	l.compact()
	return l.svs, !l.dropped
}

// rootRefs returns the roots that lead to an SV, as Devel::MAT counts them: a
// value on the stack is listed among the weak ones, though the Ref says
// strong.
func (h *Heap) rootRefs(sv SV, want Strength) []Ref {
	var refs []Ref
	addr := h.Addr(sv)
	for _, r := range h.Roots().All() {
		if r.Addr == addr && r.Strength&want != 0 {
			refs = append(refs, Ref{Kind: RefRoot, Text: r.Desc, Strength: r.Strength, SV: NoSV})
		}
	}
	if want&Weak != 0 {
		for _, a := range h.file.Stack {
			if a == addr {
				refs = append(refs, Ref{Kind: RefStack, Strength: Strong, SV: NoSV})
			}
		}
	}
	return refs
}

// FirstReferrer returns the SV at the lowest address that has a strong
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
