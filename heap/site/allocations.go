package site

import (
	"cmp"
	"context"
	"slices"

	"github.com/perlheap/perlheap/heap"
)

// allocations returns the SVs alive by the line that perl was at when it made
// them. What perl made before it had any source has no line, and is left out.
func allocations(ctx context.Context, h *heap.Heap, _ *Table, _ *Options) ([]Item, error) {
	if !h.Allocations().Known() {
		return nil, ctx.Err()
	}
	type partKey struct {
		at    heap.Location
		kind  heap.Kind
		undef bool
		class heap.SV
	}
	parts := map[partKey]*Part{}
	err := h.Allocations().Each(ctx, func(sv heap.SV, a heap.Allocation) {
		if !a.HasFile || a.Line == 0 {
			return
		}
		k := partKey{at: heap.Location{File: a.File, Line: int(min(a.Line, 1<<31-1))}, kind: h.Kind(sv), class: heap.NoSV}
		k.undef = k.kind == heap.KindScalar && h.Type(sv) == "UNDEF"
		if class, ok := h.Blessed(sv); ok {
			k.class = class
		}
		p := parts[k]
		if p == nil {
			p = &Part{Type: h.Type(sv), First: a.Serial, Last: a.Serial, Example: sv}
			if k.class != heap.NoSV {
				p.Class, _ = h.Stash(k.class).Name()
			}
			parts[k] = p
		}
		p.Count++
		p.Bytes += h.Size(sv)
		p.First = min(p.First, a.Serial)
		if a.Serial >= p.Last {
			p.Last, p.Example = a.Serial, sv
		}
	})
	if err != nil {
		return nil, err
	}
	lines := map[heap.Location]*Item{}
	for k, p := range parts {
		i := lines[k.at]
		if i == nil {
			i = &Item{Kind: KindAllocation, Recorded: k.at}
			lines[k.at] = i
		}
		i.Count += p.Count
		i.Bytes += p.Bytes
		i.Parts = append(i.Parts, *p)
	}
	items := make([]Item, 0, len(lines))
	for _, i := range lines {
		slices.SortFunc(i.Parts, func(a, b Part) int {
			return cmp.Or(-cmp.Compare(a.Bytes, b.Bytes), -cmp.Compare(a.Count, b.Count), cmp.Compare(a.Type, b.Type), cmp.Compare(a.Class, b.Class))
		})
		i.Type, i.Example = i.Parts[0].Type, i.Parts[0].Example
		items = append(items, *i)
	}
	return items, nil
}
