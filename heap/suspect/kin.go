package suspect

import (
	"cmp"
	"context"
	"strings"

	"github.com/perlheap/perlheap/heap"
)

// kin is what closures of one sub, and objects of one class, have in common.
type kin struct {
	class string        // of objects
	sub   heap.Location // of closures: the first statement
}

// kinOf tells what an object or a closure is one of.
func kinOf(h *heap.Heap, sv heap.SV) (kin, bool) {
	if h.Kind(sv) == heap.KindCode {
		if !h.Code(sv).IsClosure() {
			return kin{}, false
		}
		loc, ok := h.Code(sv).Location()
		return kin{sub: loc}, ok && loc.Line > 0
	}
	class, ok := h.Package(sv)
	return kin{class: class}, ok
}

func (k kin) compare(other kin) int {
	return cmp.Or(
		strings.Compare(k.class, other.class),
		strings.Compare(k.sub.File, other.sub.File),
		cmp.Compare(k.sub.Line, other.sub.Line),
	)
}

// kinGroups groups the closures of a heap by sub, and the objects by class.
func kinGroups(ctx context.Context, h *heap.Heap) (map[kin][]heap.SV, error) {
	groups := map[kin][]heap.SV{}
	err := eachKin(ctx, h, func(k kin, sv heap.SV) { groups[k] = append(groups[k], sv) })
	return groups, err
}

// kinCounts is how large the groups are.
func kinCounts(ctx context.Context, h *heap.Heap) (map[kin]int, error) {
	counts := map[kin]int{}
	err := eachKin(ctx, h, func(k kin, _ heap.SV) { counts[k]++ })
	return counts, err
}

func eachKin(ctx context.Context, h *heap.Heap, f func(k kin, sv heap.SV)) error {
	for i := range h.Count() {
		if i%askEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if k, ok := kinOf(h, heap.SV(i)); ok {
			f(k, heap.SV(i))
		}
	}
	return nil
}

// askEvery is after how many SVs a walk asks whether to go on.
const askEvery = 1 << 14
