package diagnose

import (
	"strconv"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
)

// insideOut reports whether what collects in a HASH belongs to live objects that
// something else holds: its keys are their addresses, as in a fieldhash or an
// inside-out class, or its values are weak references to them. It grows with the
// objects, so the holder of these is the one to look for.
func (f *finder) insideOut(c *collector) bool {
	if !f.h.Kind(c.sv).HashLike() || f.h.Kind(c.sv).IsStash() {
		return false
	}
	n, alive := 0, 0
	_ = f.h.Hash(c.sv).Values(func(key []byte, value heap.SV) bool { // what can be read is enough
		n++
		if value != heap.NoSV && f.h.Kind(value) == heap.KindRef && f.h.Flags(value)&pmat.RefWeak != 0 {
			if to, ok := f.h.Referent(value); ok && !f.h.Immortal(to) {
				alive++
				return n < samples
			}
		}
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

// holds reports whether all ways to an SV lead through another, or may do so if it
// is too far away to tell.
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
