package heap

import "github.com/perlheap/perlheap/heap/pmat"

// ConstantValue gives what a CODE returns that is a constant with a name, as
// those of `use constant` can be. Other CODEs have none.
func (h *Heap) ConstantValue(cv SV) (SV, bool) {
	if h.Kind(cv) != KindCode || h.OpRoot(cv) != 0 {
		return NoSV, false
	}
	d, err := h.record(cv)
	if err != nil {
		return NoSV, false
	}
	defer d.Release()
	return h.At(d.Record().Ptrs[pmat.CodeConstval])
}
