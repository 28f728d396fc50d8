package site

import (
	"context"

	"github.com/perlheap/perlheap/heap"
)

// checkEvery is after how many SVs a walk asks its context.
const checkEvery = 1 << 12

// objects gives the live objects by class.
func objects(ctx context.Context, h *heap.Heap, _ *Table, opt *Options) ([]Item, error) {
	byClass := map[heap.SV][]heap.SV{}
	for sv := range heap.SV(h.Count()) {
		if sv%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if stash, ok := h.Blessed(sv); ok {
			byClass[stash] = append(byClass[stash], sv)
		}
	}
	var items []Item
	var pkgs *packages
	for stash, svs := range byClass {
		name, ok := h.StashName(stash)
		if !ok {
			continue
		}
		i := Item{Kind: KindObject, Name: name, Count: len(svs)}
		types := map[heap.Kind]int64{}
		for _, sv := range svs {
			i.Bytes += h.Size(sv)
			types[h.Kind(sv)] += h.Size(sv)
		}
		if !opt.reached(&i) {
			continue
		}
		i.Type = most(types).String()
		var err error
		if i.Example, err = typical(h, svs); err != nil {
			return nil, err
		}
		if pkgs == nil {
			pkgs = newPackages(h)
		}
		i.lineage = pkgs.lineage(name, stash)
		if file := pkgs.fileOf(name, stash); file != "" {
			i.Recorded.File = file
		}
		items = append(items, i)
	}
	return items, ctx.Err()
}

// most gives the kind that takes most.
func most(bytes map[heap.Kind]int64) heap.Kind {
	best := heap.KindUnknown
	for k, n := range bytes {
		if n > bytes[best] || n == bytes[best] && (best == heap.KindUnknown || k < best) {
			best = k
		}
	}
	return best
}
