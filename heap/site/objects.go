package site

import (
	"context"
	"maps"
	"slices"

	"github.com/perlheap/perlheap/heap"
)

// checkEvery is after how many SVs a walk asks its context.
const checkEvery = 1 << 12

// objects returns the live objects by class.
func objects(ctx context.Context, h *heap.Heap, t *Table, opt *Options) ([]Item, error) {
	rows, err := tallied(t.tally, &t.tally.objects, func() ([]objectTally, error) { return tallyObjects(ctx, h) })
	if err != nil {
		return nil, err
	}
	var items []Item
	var pkgs *packages
	for k := range rows {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		row := &rows[k]
		name, ok := h.Stash(row.Stash).Name()
		if !ok {
			continue
		}
		i := Item{Kind: KindObject, Name: name, Count: int(row.Count), Bytes: row.Bytes, Example: row.Example}
		if !opt.reached(&i) {
			continue
		}
		i.Type = heap.Kind(row.Most).String()
		for k := range heap.KindImmortal {
			if row.Kinds>>k&1 != 0 {
				i.kinds = append(i.kinds, k)
			}
		}
		if pkgs == nil {
			pkgs = newPackages(h)
		}
		i.lineage = pkgs.lineage(name, row.Stash)
		if file := pkgs.fileOf(name, row.Stash); file != "" {
			i.Recorded.File = file
		}
		items = append(items, i)
	}
	return items, ctx.Err()
}

// tallyObjects adds up the objects of each class.
func tallyObjects(ctx context.Context, h *heap.Heap) (rows []objectTally, err error) {
	byClass := map[heap.SV][]heap.SV{}
	for sv := range h.SVs().Objects {
		if stash, ok := h.Blessed(sv); ok {
			byClass[stash] = append(byClass[stash], sv)
		}
	}
	for _, stash := range slices.Sorted(maps.Keys(byClass)) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		svs := byClass[stash]
		row := objectTally{Stash: stash, Count: int64(len(svs))}
		var types kindBytes
		for _, sv := range svs {
			row.Bytes += h.Size(sv)
			types[h.Kind(sv)] += h.Size(sv)
		}
		row.Most = uint32(types.most())
		for k, n := range types {
			if n > 0 {
				row.Kinds |= 1 << k
			}
		}
		if row.Example, err = typical(h, svs); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
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
