package heap

import "github.com/perlheap/perlheap/heap/pmat"

// ConstantValue returns the value of a CODE that is a named constant, as those
// of `use constant` can be. Other CODEs have none.
func (c Code) ConstantValue() (SV, bool) {
	if c.h.Kind(c.sv) != KindCode || c.OpRoot() != 0 {
		return NoSV, false
	}
	d, err := c.h.record(c.sv)
	if err != nil {
		return NoSV, false
	}
	defer d.Release()
	return c.h.At(d.Record().Ptrs[pmat.CodeConstval])
}
