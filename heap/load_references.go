package heap

import (
	"sort"

	"github.com/perlheap/perlheap/heap/pmat"
)

// How a reference counts while its target is still an address: two bits.
const (
	refStrong uint32 = iota
	refWeak
	refBackrefs // strong to an ARRAY, weak to the only referrer itself
	refInferred
)

// reference is a reference before its target is known by number.
type reference struct {
	to  pmat.Addr
	how uint32
}

// references are those of the SVs of a part, one behind the other. Each is a
// word of 32 bits: how it counts, and above that the distance of its target
// from a base, in steps of the alignment of SVs. The few that lead farther
// stand in a list of their own, by their position.
type references struct {
	words chunked[uint32]
	base  pmat.Addr
	shift uint8
	far   []farReference // by position
}

type farReference struct {
	at int64
	to pmat.Addr
}

// isFar is the distance of references that are in the list.
const isFar = 1<<30 - 1

// near chooses the base so that it lies well before an address.
func (r *references) near(addr pmat.Addr, ptrLen int) {
	r.shift = 3
	if ptrLen == 4 {
		r.shift = 2 // reaches everything
	}
	reach := pmat.Addr(isFar) << r.shift
	if addr > reach/2 {
		r.base = (addr - reach/2) &^ 7
	}
}

// add notes a reference, unless it is to nothing.
func (r *references) add(to pmat.Addr, how uint32) {
	if to == 0 {
		return
	}
	distance := (to - r.base) >> r.shift
	if distance >= isFar || to&(1<<r.shift-1) != 0 {
		r.far = append(r.far, farReference{int64(r.words.len()), to})
		distance = isFar
	}
	r.words.add(uint32(distance)<<2 | how)
}

// target returns what the word at a position refers to.
func (r *references) target(at int64, word uint32) pmat.Addr {
	if distance := word >> 2; distance != isFar {
		return r.base + pmat.Addr(distance)<<r.shift
	}
	i := sort.Search(len(r.far), func(i int) bool { return r.far[i].at >= at })
	return r.far[i].to
}

func (r *references) len() int64 { return int64(r.words.len()) }

func (r *references) cut(n int64) {
	r.words.cut(int(n))
	for len(r.far) > 0 && r.far[len(r.far)-1].at >= n {
		r.far = r.far[:len(r.far)-1]
	}
}
