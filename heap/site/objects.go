package site

import (
	"context"

	"github.com/perlheap/perlheap/heap"
)

// checkEvery is after how many SVs a walk asks its context.
const checkEvery = 1 << 12

// objects returns the live objects by class.
func objects(ctx context.Context, h *heap.Heap, _ *Table, opt *Options) ([]Item, error) {
	byClass := map[heap.SV][]heap.SV{}
	for sv := range h.SVs().Objects {
		if stash, ok := h.Blessed(sv); ok {
			byClass[stash] = append(byClass[stash], sv)
		}
	}
	var items []Item
	var pkgs *packages
	for stash, svs := range byClass {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		name, ok := h.Stash(stash).Name()
		if !ok {
			continue
		}
		i := Item{Kind: KindObject, Name: name, Count: len(svs)}
		var types kindBytes
		for _, sv := range svs {
			i.Bytes += h.Size(sv)
			types[h.Kind(sv)] += h.Size(sv)
		}
		if !opt.reached(&i) {
			continue
		}
		i.Type = types.most().String()
		for k, n := range types {
			if n > 0 {
				i.kinds = append(i.kinds, heap.Kind(k))
			}
		}
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

// kindBytes is how many bytes SVs take by their kind.
type kindBytes [heap.KindImmortal + 1]int64

// most returns the kind that takes most.
func (b *kindBytes) most() heap.Kind {
	best := heap.KindUnknown
	for k, n := range b {
		if n > b[best] {
			best = heap.Kind(k)
		}
	}
	return best
}
