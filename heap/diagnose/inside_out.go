package diagnose

import (
	"strconv"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
)

// insideOut reports whether what collects in a HASH are data of objects that are
// alive and that something else holds: its keys are their addresses, as those of a
// fieldhash are, or of an inside-out class. It grows with the objects, and who holds
// these is the one to look for.
func (f *finder) insideOut(c *collector) bool {
	if !f.h.Kind(c.sv).HashLike() || f.h.Kind(c.sv).IsStash() {
		return false
	}
	n, alive := 0, 0
	_ = f.h.Hash(c.sv).Values(func(key []byte, _ heap.SV) bool { // what is readable helps
		n++
		addr, err := strconv.ParseUint(string(key), 10, 64)
		if err != nil {
			return n < samples
		}
		sv, ok := f.h.At(pmat.Addr(addr))
		if !ok {
			return n < samples
		}
		if _, blessed := f.h.Package(sv); blessed && !f.holds(c.sv, sv) {
			alive++
		}
		return n < samples
	})
	return n > 0 && alive*10 >= n*9
}

// holds reports whether an SV is on the way of everything that leads to another, or
// may be, as far away as it is.
func (f *finder) holds(holder, sv heap.SV) bool {
	for range maxLinks {
		d, ok := f.sizes.Dominator(sv)
		if !ok || d == holder {
			return ok
		}
		sv = d
	}
	return true
}
