package heap

import (
	"context"
	"sort"
	"sync/atomic"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/section"
)

// orderCodes puts the CODEs in the order of their numbers. Goroutines have ranges of
// SVs, and know where the CODEs of theirs go once those before are counted.
func (h *Heap) orderCodes(ctx context.Context, o *order) error {
	next := make([]int, h.count/atOnce+2)
	err := parallel(ctx, h.count, func(from, to int) {
		o.each(from, to, func(p *part, place, _, n int) {
			p.eachCode(place, n, func(*fileCode) { next[from/atOnce+1]++ })
		})
	})
	if err != nil {
		return err
	}
	for i := 1; i < len(next); i++ {
		next[i] += next[i-1]
	}
	h.codes = section.Make[code](h.memory, next[len(next)-1])
	return parallel(ctx, h.count, func(from, to int) {
		at := next[from/atOnce]
		o.each(from, to, func(p *part, place, sv, n int) {
			p.eachCode(place, n, func(c *fileCode) {
				h.codes[at] = c.code
				h.codes[at].sv = SV(sv + int(c.place) - place)
				at++
			})
		})
	})
}

// eachCode calls f for the CODEs at n places from one on.
func (s *part) eachCode(place, n int, f func(*fileCode)) {
	all := s.codes.len()
	for i := sort.Search(all, func(i int) bool { return int(s.codes.ref(i).place) >= place }); i < all; i++ {
		c := s.codes.ref(i)
		if int(c.place) >= place+n {
			return
		}
		f(c)
	}
}

// foundPad is the number of what is used as a pad, or list of pads or names, and in
// the two upper bits as which.
type foundPad uint32

const (
	asPadlist  foundPad = 0 << 30
	asPadnames foundPad = 1 << 30
	asPad      foundPad = 2 << 30
	padUse     foundPad = 3 << 30
)

// padKinds are the kinds of these, by use.
var padKinds = [...]Kind{asPadlist >> 30: KindPadlist, asPadnames >> 30: KindPadnames, asPad >> 30: KindPad}

// findPads tells PADLISTs, PADNAMES and PADs from other ARRAYs: the dump does
// not. Before perl 5.18 a padlist is an ARRAY of the names and then the pads;
// from then on a CODE names its pads itself. What two CODEs use differently, in a
// damaged dump, is what the first of them takes it for.
func (h *Heap) findPads(ctx context.Context, o *order) error {
	var unreal atomic.Bool // a pad was found that is not AvREAL
	all := make([][]foundPad, h.count/atOnce+1)
	err := parallel(ctx, h.count, func(from, to int) {
		var found []foundPad
		o.each(from, to, func(p *part, place, _, n int) {
			p.eachCode(place, n, func(c *fileCode) { found = h.padsOf(p, c, found) })
		})
		all[from/atOnce] = found
		for _, f := range found {
			if h.flags[f&^padUse]&pmat.ArrayUnreal != 0 {
				unreal.Store(true)
				break
			}
		}
	})
	if err != nil {
		return err
	}
	for _, found := range all {
		for _, f := range found {
			if sv := f &^ padUse; h.kinds[sv] == KindArray {
				h.kinds[sv] = padKinds[f>>30]
			}
		}
	}
	if !unreal.Load() {
		return nil
	}
	return h.countPads(ctx)
}

// padsOf adds the ARRAYs that a CODE uses for its pads.
func (h *Heap) padsOf(p *part, c *fileCode, found []foundPad) []foundPad {
	add := func(sv SV, use foundPad) {
		if h.kinds[sv] == KindArray {
			found = append(found, foundPad(sv)|use)
		}
	}
	padlist, ok := h.index.find(c.padlist)
	if ok {
		add(padlist, asPadlist)
	}
	if h.oldPads() {
		if !ok {
			return found
		}
		for i, e := range h.out.row(padlist) {
			if i == 0 {
				add(e.sv(), asPadnames)
			} else {
				add(e.sv(), asPad)
			}
		}
		return found
	}
	refs := int(p.refsFrom(int(c.place)))
	if c.padnames > 0 {
		if e := edge(p.refs.words.at(refs + int(c.padnames) - 1)); e != unresolved {
			add(e.sv(), asPadnames)
		}
	}
	first := refs + int(c.padFrom)
	for k := first; k < first+int(c.pads); k++ {
		if e := edge(p.refs.words.at(k)); e != unresolved {
			add(e.sv(), asPad)
		}
	}
	return found
}

// countPads makes the references of PADLISTs, PADNAMES and PADs strong: perl
// counts what is in them even where the ARRAY itself is not AvREAL.
func (h *Heap) countPads(ctx context.Context) error {
	return parallel(ctx, h.count, func(from, to int) { h.countPadsOf(SV(from), SV(to)) })
}

func (h *Heap) countPadsOf(from, to SV) {
	for sv := from; sv < to; sv++ {
		k := h.kinds[sv]
		if k != KindPadlist && k != KindPadnames && k != KindPad || h.flags[sv]&pmat.ArrayUnreal == 0 {
			continue
		}
		h.recount(sv, edgeWeak, edgeStrong)
	}
}
