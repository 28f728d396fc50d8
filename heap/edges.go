package heap

// AppendHolders appends the SVs that hold an SV by counted references, in the
// order of their addresses, as often as they hold it. It is the inverse of
// [Heap.AppendHeld].
func (h *Heap) AppendHolders(sv SV, to []SV) []SV {
	if h.Immortal(sv) {
		return to
	}
	for _, e := range h.in.row(sv) {
		if e.strength() == Strong {
			to = append(to, e.sv())
		}
	}
	return to
}
