package diagnose

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/retained"
)

// Component stands for all unreachable parts of a heap that have one origin: the
// same classes and subs. Most are cycles that lost their last outside reference.
type Component struct {
	Count   int   // of the parts
	SVs     int   // in all of them, with what only they hold
	Bytes   int64 // of these
	Cyclic  bool  // each is a cycle
	Foreign int   // parts that perl counts more references to than the dump has: C code holds them, or lost them
	Classes []string
	Codes   []heap.Location // first statements of the subs whose CODEs are in it
	Example heap.SV         // one of the SVs
}

// Unreached returns what no root reaches, by origin, most bytes first. It ends
// early with ctx's error.
func Unreached(ctx context.Context, h *heap.Heap, sizes *retained.Sizes) ([]Component, error) {
	classes, err := componentClasses(ctx, h, sizes, func(*componentClass, lostComponent) {})
	if err != nil {
		return nil, err
	}
	all := []Component{}
	for _, c := range classes {
		part := Component{Count: c.count, SVs: c.svs, Bytes: c.bytes, Cyclic: c.cyclic, Foreign: c.foreign, Example: c.example[0].members[0]}
		for _, sv := range c.example[0].members {
			if class, ok := h.Package(sv); ok && !slices.Contains(part.Classes, class) {
				part.Classes = append(part.Classes, class)
			}
			if loc, ok := h.Code(sv).Location(); ok && loc.Line > 0 && !slices.Contains(part.Codes, loc) {
				part.Codes = append(part.Codes, loc)
			}
		}
		slices.Sort(part.Classes)
		slices.SortFunc(part.Codes, func(a, b heap.Location) int {
			return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
		})
		all = append(all, part)
	}
	slices.SortFunc(all, func(a, b Component) int {
		return cmp.Or(-cmp.Compare(a.Bytes, b.Bytes), -cmp.Compare(a.Count, b.Count), cmp.Compare(a.Example, b.Example))
	})
	return all, ctx.Err()
}
