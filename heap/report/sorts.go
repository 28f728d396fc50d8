package report

import (
	"cmp"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/text"
)

// sortOf is what tells small SVs apart that are put together.
type sortOf struct {
	kind  heap.Kind
	stash heap.SV       // they are blessed into; NoSV for none
	loc   heap.Location // of a CODE
}

// amount is how much there is of a sort.
type amount struct {
	bytes   int64
	count   int // of the SVs themselves
	svs     int // with what they retain
	example heap.SV
}

type pile struct {
	in *node
	of sortOf
}

// gather puts the small SVs together by what holds them and what they are, and
// makes nodes of the sorts that there is much of.
func (b *treeBuilder) gather(root, lost *node) error {
	piles := map[pile]*amount{}
	err := b.each(func(sv heap.SV) {
		if b.sizes.Bytes(sv) >= b.least || b.sizes.Head(sv) != sv {
			return
		}
		in := root
		if !b.sizes.Reached(sv) {
			in = lost
		}
		if d, ok := b.sizes.Dominator(sv); ok {
			if in = b.shownIn[d]; in == nil {
				return // below another small one
			}
		}
		key := pile{in, b.sort(sv)}
		a := piles[key]
		if a == nil {
			a = &amount{example: sv}
			piles[key] = a
		}
		a.bytes = heap.AddBytes(a.bytes, b.sizes.Bytes(sv))
		a.count++
		a.svs += b.sizes.Count(sv)
	})
	if err != nil {
		return err
	}
	var much []pile
	for key, a := range piles {
		if a.bytes >= b.least {
			much = append(much, key)
		}
	}
	slices.SortFunc(much, func(x, y pile) int { return cmp.Compare(piles[x].example, piles[y].example) })
	for _, key := range much {
		a := piles[key]
		key.in.Parts = append(key.in.Parts, b.pileNode(key, a))
	}
	return nil
}

// alone gives what a REF alone holds; the SV itself if it is none, or holds
// nothing alone.
func (b *treeBuilder) alone(sv heap.SV) heap.SV {
	if b.h.Kind(sv) != heap.KindRef {
		return sv
	}
	b.held = b.h.AppendHeld(sv, b.held[:0])
	for _, to := range b.held {
		if b.h.Immortal(to) {
			continue
		}
		if d, ok := b.sizes.Dominator(to); ok && d == sv {
			return to
		}
	}
	return sv
}

// sort tells what an SV is; a REF that alone holds something is that.
func (b *treeBuilder) sort(sv heap.SV) sortOf {
	h := b.h
	sv = b.alone(sv)
	s := sortOf{kind: h.Kind(sv), stash: heap.NoSV}
	if stash, ok := h.Blessed(sv); ok {
		s.stash = stash
	}
	if s.kind == heap.KindCode {
		s.loc, _ = h.Code(sv).Location()
	}
	return s
}

// pileNode makes the node of many small SVs.
func (b *treeBuilder) pileNode(key pile, a *amount) *node {
	s := key.of
	n := &node{Bytes: a.bytes, Count: a.svs, Type: s.kind.String(), Group: groupOf(b.h, a.example)}
	many := text.Count(a.count) + " × "
	switch {
	case s.kind == heap.KindCode:
		n.Name, n.Group = many+b.codeName(b.alone(a.example), ""), groupCode
	case s.stash != heap.NoSV:
		class, _ := b.h.Stash(s.stash).Name()
		n.Name, n.Group = many+text.Name(class), groupObject
	default:
		n.Name = many + s.kind.String()
	}
	if !b.sizes.Reached(a.example) {
		n.Group = groupUnreached
	}
	return n
}
