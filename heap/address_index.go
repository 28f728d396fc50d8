package heap

import (
	"context"
	"math/bits"
	"sort"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/section"
)

// addrIndex finds the number of an address and the address of a number. Perl
// takes SVs from arenas, so addresses lie close together and all have the same
// alignment: an address is a slot. Slots lie in pages of 64. For each page
// there is a bit per slot that has an SV, and the number of its first SV; a
// look-up reads one page and counts bits. The pages of large gaps would cost
// memory, so a large gap begins a new segment.
type addrIndex struct {
	shift    uint8 // bits of an address below its slot
	segments []segment
	pages    []page   // of all segments
	slots    []uint32 // by SV: relative to the segment's base
}

type segment struct {
	base  pmat.Addr // of the first page
	first SV
	slots uint64 // how many the pages have
	pages []page
}

// page is 64 slots. The bits are in two halves so that a page takes 12 bytes.
type page struct {
	low, high uint32 // a bit for each slot that has an SV
	first     uint32 // number of the first SV at or after the page
}

const (
	pageBits = 6
	pageLen  = 1 << pageBits
)

// pageBudget is how many pages there may be for gaps in front of a number of
// SVs. Addresses that lie far apart, in a damaged dump or a hostile one, then
// do not cost memory.
func pageBudget(svs int) uint64 { return 2*uint64(svs) + 4096 }

// newAddrIndex makes the index for the addresses of an order.
func newAddrIndex(ctx context.Context, m *section.Memory, o *order) (*addrIndex, error) {
	all := pmat.Addr(8) // the bits that any address has
	for _, p := range o.parts {
		all |= p.allAddrs
	}
	x := &addrIndex{shift: uint8(bits.TrailingZeros64(uint64(all))), slots: section.Make[uint32](m, o.count())}
	if err := x.cut(ctx, o); err != nil {
		return nil, err
	}
	x.layOut(m)
	err := parallel(ctx, o.count(), func(from, to int) { x.fill(o, x.pageBegins(o, from), x.pageBegins(o, to)) })
	return x, err
}

// fill notes SVs, of which the first and the one after the last are the first of
// their pages: nobody else touches these pages then.
func (x *addrIndex) fill(o *order, from, to int) {
	if from >= to {
		return
	}
	next := sort.Search(len(x.segments), func(i int) bool { return int(x.segments[i].first) >= from })
	s, pages := (*segment)(nil), 0 // whose first SV is known
	if next == len(x.segments) || int(x.segments[next].first) > from {
		s = &x.segments[next-1]
		pages = int(s.slot(o.addr(from-1), x.shift)>>pageBits) + 1
	}
	o.eachAddr(from, to, func(a pmat.Addr, sv int) {
		if next < len(x.segments) && x.segments[next].first == SV(sv) {
			s = &x.segments[next]
			next, pages = next+1, 0
		}
		slot := s.slot(a, x.shift)
		x.slots[sv] = slot
		for ; pages <= int(slot>>pageBits); pages++ {
			s.pages[pages].first = uint32(sv)
		}
		g := &s.pages[slot>>pageBits]
		if bit := slot & (pageLen - 1); bit < 32 {
			g.low |= 1 << bit
		} else {
			g.high |= 1 << (bit - 32)
		}
	})
}

// slot is where in a segment an address stands.
func (s *segment) slot(a pmat.Addr, shift uint8) uint32 { return uint32(uint64(a-s.base) >> shift) }

// pageBegins returns the first SV, from one on, that is the first of its page.
func (x *addrIndex) pageBegins(o *order, sv int) int {
	if sv == 0 || sv == o.count() {
		return sv
	}
	page := func(sv int) (segment int, page uint32) {
		segment = sort.Search(len(x.segments), func(i int) bool { return int(x.segments[i].first) > sv }) - 1
		return segment, x.segments[segment].slot(o.addr(sv), x.shift) >> pageBits
	}
	for s, p := page(sv - 1); sv < o.count(); sv++ {
		if t, q := page(sv); s != t || p != q {
			break
		}
	}
	return sv
}

// layOut gives each segment its pages.
func (x *addrIndex) layOut(m *section.Memory) {
	all := 0
	for i := range x.segments {
		all += int(x.segments[i].slots >> pageBits)
	}
	x.pages = section.Make[page](m, all)
	x.dealOut()
}

// dealOut cuts what pages there are into those of the segments.
func (x *addrIndex) dealOut() {
	rest := x.pages
	for i := range x.segments {
		s := &x.segments[i]
		n := s.slots >> pageBits
		s.pages, rest = rest[:n:n], rest[n:]
	}
}

// cut finds the segments. SVs that fill their pages well are taken together.
func (x *addrIndex) cut(ctx context.Context, o *order) error {
	var used uint64 // pages of all gaps so far
	var s *segment
	var last pmat.Addr
	reach := func(a pmat.Addr) { s.slots = (uint64(a-s.base)>>x.shift>>pageBits + 1) << pageBits }
	add := func(a pmat.Addr, sv int) {
		if gap := uint64(a-last) >> x.shift >> pageBits; s == nil || gap > 0 || uint64(a-s.base)>>x.shift >= s.slots {
			budget := pageBudget(sv)
			if s == nil || gap > budget || used+gap > budget || uint64(a-s.base)>>x.shift > maxSlot {
				x.segments = append(x.segments, segment{base: a &^ (pageLen<<x.shift - 1), first: SV(sv)})
				s = &x.segments[len(x.segments)-1]
			} else {
				used += gap
			}
			reach(a)
		}
		last = a
	}
	for i := range len(o.spans) - 1 {
		if i%askEvery == 0 && !safe.Turn(ctx) {
			return ctx.Err()
		}
		from, to := int(o.spans[i].sv), int(o.spans[i+1].sv)
		p, place := o.part(o.spans[i].place)
		first, end := p.addrs.at(place), p.addrs.at(place+to-from-1)
		add(first, from)
		if uint64(end-first)>>x.shift>>pageBits <= uint64(to-from)/2 && uint64(end-s.base)>>x.shift <= maxSlot {
			reach(end)
			last = end
			continue
		}
		for from++; from < to && safe.Turn(ctx); from += atOnce {
			o.eachAddr(from, min(to, from+atOnce), add)
		}
	}
	return nil
}

// maxSlot is the highest slot that a segment can have.
const maxSlot = 1<<32 - 1

// find returns the number of the SV at an address.
func (x *addrIndex) find(addr pmat.Addr) (SV, bool) {
	// Most heaps have few segments, and most SVs are in the last large one.
	i := len(x.segments) - 1
	if i > 3 {
		i = sort.Search(len(x.segments), func(i int) bool { return x.segments[i].base > addr }) - 1
	}
	for ; i >= 0; i-- {
		s := &x.segments[i]
		if addr < s.base {
			continue
		}
		slot := uint64(addr-s.base) >> x.shift
		if slot >= s.slots || addr&(1<<x.shift-1) != 0 {
			break
		}
		g := &s.pages[slot>>pageBits]
		set := uint64(g.high)<<32 | uint64(g.low)
		bit := slot & (pageLen - 1)
		if set>>bit&1 == 0 {
			break
		}
		return SV(g.first + uint32(bits.OnesCount64(set&(1<<bit-1)))), true
	}
	return NoSV, false
}

// addr returns the address of an SV.
func (x *addrIndex) addr(sv SV) pmat.Addr {
	i := len(x.segments) - 1
	if i > 3 {
		i = sort.Search(len(x.segments), func(i int) bool { return x.segments[i].first > sv }) - 1
	}
	for x.segments[i].first > sv {
		i--
	}
	return x.segments[i].base + pmat.Addr(x.slots[sv])<<x.shift
}
