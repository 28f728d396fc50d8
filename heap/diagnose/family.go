package diagnose

import (
	"cmp"
	"context"
	"strings"

	"github.com/perlheap/perlheap/heap"
)

// family is what closures of one sub, and objects of one class, have in common.
type family struct {
	class string        // of objects
	sub   heap.Location // of closures: the first statement
}

// familyOf returns the family of an object or a closure.
func familyOf(h *heap.Heap, sv heap.SV) (family, bool) {
	if h.Kind(sv) == heap.KindCode {
		if !h.Code(sv).IsClosure() {
			return family{}, false
		}
		loc, ok := h.Code(sv).Location()
		return family{sub: loc}, ok && loc.Line > 0
	}
	class, ok := h.Package(sv)
	return family{class: class}, ok
}

func (k family) compare(other family) int {
	return cmp.Or(
		strings.Compare(k.class, other.class),
		strings.Compare(k.sub.File, other.sub.File),
		cmp.Compare(k.sub.Line, other.sub.Line),
	)
}

// families groups the closures of a heap by sub, and the objects by class.
func families(ctx context.Context, h *heap.Heap) (map[family][]heap.SV, error) {
	groups := map[family][]heap.SV{}
	err := eachFamily(ctx, h, func(k family, sv heap.SV) { groups[k] = append(groups[k], sv) })
	return groups, err
}

// familyCounts returns how large the groups are.
func familyCounts(ctx context.Context, h *heap.Heap) (map[family]int, error) {
	counts := map[family]int{}
	err := eachFamily(ctx, h, func(k family, _ heap.SV) { counts[k]++ })
	return counts, err
}

func eachFamily(ctx context.Context, h *heap.Heap, f func(k family, sv heap.SV)) error {
	for i := range h.Count() {
		if i%askEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if k, ok := familyOf(h, heap.SV(i)); ok {
			f(k, heap.SV(i))
		}
	}
	return nil
}

// askEvery is how many SVs a walk visits between two checks of its context.
const askEvery = 1 << 14
