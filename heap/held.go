package heap

import "slices"

// AppendHeld appends the SVs that an SV holds by counted references, as often
// as it holds them.
func (h *Heap) AppendHeld(sv SV, to []SV) []SV {
	for _, e := range h.out.row(sv) {
		if e.strength() == Strong {
			to = append(to, e.sv())
		}
	}
	return to
}

// Held gives the SVs that perl itself holds by a counted reference: the strong
// roots, what is on the stack, and mortals; each once, ascending.
func (h *Heap) Held() []SV {
	seen := map[SV]bool{}
	add := func(sv SV, ok bool) {
		if ok && !h.Immortal(sv) {
			seen[sv] = true
		}
	}
	for _, r := range h.Roots() {
		if r.Strength == Strong {
			add(h.At(r.Addr))
		}
	}
	for _, a := range h.file.Stack {
		add(h.At(a))
	}
	for _, a := range h.tail.Mortals {
		add(h.At(a))
	}
	held := make([]SV, 0, len(seen))
	for sv := range seen {
		held = append(held, sv)
	}
	slices.Sort(held)
	return held
}
