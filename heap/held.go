package heap

import (
	"slices"

	"github.com/perlheap/perlheap/heap/pmat"
)

// AppendHeld appends the SVs that an SV holds by counted references, each as
// often as it is held.
func (h *Heap) AppendHeld(sv SV, to []SV) []SV {
	for _, e := range h.out.row(sv) {
		if e.strength() == Strong {
			to = append(to, e.sv())
		}
	}
	return to
}

// HeldCount returns how many counted references an SV has: the number of SVs
// that [Heap.AppendHeld] appends.
func (h *Heap) HeldCount(sv SV) int {
	n := 0
	for _, e := range h.out.row(sv) {
		if e&edgeStrength == edgeStrong {
			n++
		}
	}
	return n
}

// NextHeld returns the first SV that an SV holds by a counted reference at or
// after a position in its list, and the position after it; false at the end of
// the list. The list begins at 0.
func (h *Heap) NextHeld(sv SV, i uint32) (to SV, next uint32, ok bool) {
	return nextStrong(h.out.row(sv), i)
}

// NextHolder is the inverse of [Heap.NextHeld]: it returns the SVs that hold an
// SV, one after another.
func (h *Heap) NextHolder(sv SV, i uint32) (from SV, next uint32, ok bool) {
	return nextStrong(h.in.row(sv), i)
}

func nextStrong(row []edge, i uint32) (other SV, next uint32, ok bool) {
	for ; uint64(i) < uint64(len(row)); i++ {
		if e := row[i]; e&edgeStrength == edgeStrong {
			return e.sv(), i + 1, true
		}
	}
	return NoSV, i, false
}

// Held returns the SVs that perl itself holds by a counted reference, each once
// and by number. The strong roots hold for long. What passes is held, beside
// these, only by the statement that was being executed: it is on the stack, or
// mortal.
func (h *Heap) Held() (lasting, passing []SV) {
	seen := map[SV]bool{}
	add := func(to []SV, a pmat.Addr) []SV {
		sv, ok := h.At(a)
		if !ok || h.Immortal(sv) || seen[sv] {
			return to
		}
		seen[sv] = true
		return append(to, sv)
	}
	for _, r := range h.Roots().All() {
		if r.Strength == Strong {
			lasting = add(lasting, r.Addr)
		}
	}
	for _, a := range h.file.Stack {
		passing = add(passing, a)
	}
	for _, a := range h.tail.Mortals {
		passing = add(passing, a)
	}
	slices.Sort(lasting)
	slices.Sort(passing)
	return lasting, passing
}

// AppendOwned appends the SVs of refcount 1 that an SV holds, by a strong
// reference or as something that `local` put aside; one that is held twice is
// appended twice.
func (h *Heap) AppendOwned(sv SV, to []SV) []SV {
	for _, e := range h.out.row(sv) {
		if e&edgeStrength != edgeWeak && h.refcnt.at(e.sv()) == 1 {
			to = append(to, e.sv())
		}
	}
	return to
}
