package pprof

import (
	"cmp"
	"context"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
)

const (
	// bigShare is the part of the heap that an SV must retain to be looked at as
	// the holder of others, as a divisor.
	bigShare = 1000
	// ownShare is the part that must hang on it and on no smaller one, so that
	// there are few holders.
	ownShare = 2000
)

const (
	nameUnreached = "reached from no root"
	nameSubs      = "subs as compiled" // prototypes, named and XS subs, with their pads
)

// rest adds samples for what is neither closure nor object: SVs of each type
// by the container that they hang on, and the subs that are no closures.
func (b *builder) rest(ctx context.Context, t *site.Table) error {
	sizes, err := retained.Compute(ctx, b.h)
	if err != nil {
		return err
	}
	containers, err := b.containers(ctx, sizes)
	if err != nil {
		return err
	}
	type group struct {
		kind    heap.Kind
		at      heap.SV // the container; NoSV for none
		reached bool
	}
	type amount struct{ count, bytes int64 }
	groups := map[group]amount{}
	subs := amount{count: int64(b.h.Codes().Len())}
	err = b.each(ctx, func(sv heap.SV) {
		switch k := b.h.Kind(sv); {
		case isSub(k):
			subs.bytes += b.h.Size(sv)
		case !b.isObject(sv):
			key := group{k, containers[sv], sizes.Reached(sv)}
			groups[key] = amount{groups[key].count + 1, groups[key].bytes + b.h.Size(sv)}
		}
	})
	if err != nil {
		return err
	}
	for i := range t.Sites {
		subs.count -= int64(t.Sites[i].Closures)
		subs.bytes -= t.Sites[i].Bytes
	}
	if subs.bytes > 0 || subs.count > 0 {
		b.add(place{name: nameSubs}, nil, subs.count, subs.bytes)
	}
	order := make([]group, 0, len(groups))
	for key := range groups {
		order = append(order, key)
	}
	slices.SortFunc(order, func(x, y group) int {
		return cmp.Or(-cmp.Compare(groups[x].bytes, groups[y].bytes), cmp.Compare(x.kind, y.kind), cmp.Compare(x.at, y.at))
	})
	for _, key := range order {
		var callers []place
		switch {
		case !key.reached:
			callers = []place{{name: nameUnreached}}
		case key.at != heap.NoSV:
			callers = b.container(key.at)
		}
		b.add(place{name: key.kind.String()}, callers, groups[key].count, groups[key].bytes)
	}
	return nil
}

// container names what an SV is a part of, and who holds that.
func (b *builder) container(sv heap.SV) []place {
	cv, isPad := b.h.PadCode(sv)
	if b.h.Kind(sv) == heap.KindCode {
		cv, isPad = sv, true
	}
	if isPad && cv != heap.NoSV {
		name, _ := b.h.Symbols().Name(cv)
		return []place{b.code(cv, name)}
	}
	finder := path.Finder{Heap: b.h}
	found := finder.Of(sv)
	if !found.Known() {
		return nil
	}
	return b.holders(finder.HoldersOf(found))
}

// containers gives for every SV the nearest above it that much hangs on, of
// what retains a part of the heap that counts; NoSV for none.
func (b *builder) containers(ctx context.Context, sizes *retained.Sizes) ([]heap.SV, error) {
	h := b.h
	big, own := max(1, h.Bytes()/bigShare), max(1, h.Bytes()/ownShare)
	isBig := func(sv heap.SV) bool { return sizes.Reached(sv) && sizes.Bytes(sv) >= big }
	nearest := make([]heap.SV, h.Count())
	const unknown = heap.NoSV - 1
	for i := range nearest {
		nearest[i] = unknown
	}
	var way, bigs []heap.SV
	hangs := map[heap.SV]int64{} // bytes on big ones
	err := b.each(ctx, func(sv heap.SV) {
		at := sv
		way = way[:0]
		for at != heap.NoSV && !isBig(at) && nearest[at] == unknown {
			way = append(way, at)
			d, ok := sizes.Dominator(at)
			if !ok {
				d = heap.NoSV
			}
			at = d
		}
		if at != heap.NoSV && !isBig(at) {
			at = nearest[at]
		}
		for _, p := range way {
			nearest[p] = at
		}
		if isBig(sv) {
			nearest[sv] = sv
			bigs = append(bigs, sv)
		}
		if nearest[sv] != heap.NoSV {
			hangs[nearest[sv]] += h.Size(sv)
		}
	})
	if err != nil {
		return nil, err
	}
	// What dominates a big one retains more, so that it comes behind it: what
	// is too little to be told goes up until it is enough.
	slices.SortFunc(bigs, func(x, y heap.SV) int { return cmp.Compare(sizes.Bytes(x), sizes.Bytes(y)) })
	up := map[heap.SV]heap.SV{}
	for _, sv := range bigs {
		if hangs[sv] >= own {
			up[sv] = sv
			continue
		}
		d, ok := sizes.Dominator(sv)
		if !ok {
			d = heap.NoSV
		} else {
			hangs[d] += hangs[sv]
		}
		up[sv] = d
	}
	for i := len(bigs) - 1; i >= 0; i-- { // from the top
		if to := up[bigs[i]]; to != heap.NoSV && to != bigs[i] {
			up[bigs[i]] = up[to]
		}
	}
	for sv, at := range nearest {
		if at != heap.NoSV {
			nearest[sv] = up[at]
		}
	}
	return nearest, nil
}
