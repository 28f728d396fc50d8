package heap

import (
	"slices"

	"github.com/perlheap/perlheap/heap/pmat"
)

// addrIndex finds the number of an address. Perl takes SVs from arenas, so
// addresses lie close together: the heap is cut into segments without large
// gaps, each segment into pages, and a table gives the first SV of each page.
// A look-up costs one read of that table and a search among the few SVs of
// one page.
type addrIndex struct {
	segments []segment
}

type segment struct {
	base, end pmat.Addr // the addresses base … end are in it
	first     []uint32  // by page: the number of the first SV at or after its begin
}

const pageBits = 9 // 21 heads of 24 bytes

// pageBudget is how many pages the tables may have for a number of SVs. A gap
// that would cost more begins a new segment, so that addresses that lie far
// apart, in a damaged dump or a hostile one, do not cost memory.
func pageBudget(svs int) pmat.Addr { return 8*pmat.Addr(svs) + 4096 }

func newAddrIndex(addrs []pmat.Addr) addrIndex {
	var x addrIndex
	var used pmat.Addr // pages of all gaps so far
	for i := 0; i < len(addrs); {
		j := i + 1
		for j < len(addrs) {
			gap := (addrs[j] - addrs[j-1]) >> pageBits
			if gap > pageBudget(j) || used+gap > pageBudget(j) {
				break
			}
			used += gap
			j++
		}
		s := segment{base: addrs[i], end: addrs[j-1]}
		pages := int((s.end-s.base)>>pageBits) + 1
		s.first = make([]uint32, pages+1)
		page := 0
		for k := i; k < j; k++ {
			for p := int((addrs[k] - s.base) >> pageBits); page <= p; page++ {
				s.first[page] = uint32(k)
			}
		}
		s.first[pages] = uint32(j)
		x.segments = append(x.segments, s)
		i = j
	}
	return x
}

func (x *addrIndex) find(addrs []pmat.Addr, addr pmat.Addr) (SV, bool) {
	n, found := slices.BinarySearchFunc(x.segments, addr, func(s segment, a pmat.Addr) int {
		switch {
		case s.end < a:
			return -1
		case s.base > a:
			return 1
		}
		return 0
	})
	if !found {
		return NoSV, false
	}
	s := &x.segments[n]
	page := (addr - s.base) >> pageBits
	from, to := s.first[page], s.first[page+1]
	for from < to {
		if mid := from + (to-from)/2; addrs[mid] < addr {
			from = mid + 1
		} else {
			to = mid
		}
	}
	if int(from) < len(addrs) && addrs[from] == addr {
		return SV(from), true
	}
	return NoSV, false
}
