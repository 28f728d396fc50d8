package mat

import (
	"context"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/wire"
)

// LargestOptions say what [LargestJSON] measures and how much it lists.
type LargestOptions struct {
	Size Measure
	// Set returns the SVs that a size is made of, the SV itself first; nil if
	// the size is that of the SV alone.
	Set func(heap.SV) ([]heap.SV, error)
	// Counts says how many are listed, how many of the set of each of them, and
	// so on.
	Counts []int
}

// LargestJSON finds the largest SVs of a heap and the largest SVs that each
// consists of, for machines. An SV that was listed is not counted again among
// the others.
func LargestJSON(ctx context.Context, h *heap.Heap, opt LargestOptions) (wire.Largest, error) {
	l := &largest{ctx: ctx, h: h, opt: opt, seen: make([]bool, h.Count())}
	items, others, err := l.list(h.SVs().All(), opt.Counts, false)
	return wire.Largest{Items: items, OtherBytes: others}, err
}

type largest struct {
	ctx  context.Context
	h    *heap.Heap
	opt  LargestOptions
	seen []bool // by SV
}

// list is nested as deep as there are counts.
func (l *largest) list(svs []heap.SV, counts []int, nested bool) (items []wire.Large, others int64, err error) {
	size := l.opt.Size
	if nested {
		size = once(size) // what is held several times stands there several times
	}
	top, err := Largest(l.ctx, svs, counts[0], size)
	if err != nil {
		return nil, 0, err
	}
	items = []wire.Large{}
	for _, t := range top {
		l.seen[t.SV] = true
		item := wire.Large{SV: l.h.JSON(t.SV), Bytes: t.Bytes, Least: t.Least}
		if l.opt.Set != nil && len(counts) > 1 {
			set, err := l.opt.Set(t.SV)
			if err != nil {
				return nil, 0, err
			}
			if set = set[1:]; len(set) > 0 {
				if item.Of, item.OfOtherBytes, err = l.list(set, counts[1:], true); err != nil {
					return nil, 0, err
				}
				for _, sv := range set {
					l.seen[sv] = true
				}
			}
		}
		items = append(items, item)
	}
	for _, sv := range svs {
		if !l.seen[sv] {
			others += l.h.Size(sv)
		}
	}
	return items, others, nil
}

// once measures every SV only once.
func once(size Measure) Measure {
	known := map[heap.SV]Sized{}
	return func(sv heap.SV) (bytes int64, least bool, err error) {
		s, ok := known[sv]
		if !ok {
			if s.Bytes, s.Least, err = size(sv); err != nil {
				return 0, false, err
			}
			known[sv] = s
		}
		return s.Bytes, s.Least, nil
	}
}
