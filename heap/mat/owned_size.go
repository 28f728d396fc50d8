package mat

import (
	"math"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/safe"
)

// OwnedSize returns Devel::MAT's owned size: that of the SV and of everything
// reached from it over strong references through SVs with a reference count of
// 1. What `local` put aside counts as if it were in its place. As in
// Devel::MAT, and so that the numbers agree, an SV counts again for each such
// reference met before the SV itself is; the values of a HASH are walked in the
// order of the dump, which for Devel::MAT is random.
func OwnedSize(h *heap.Heap, sv heap.SV) (int64, error) {
	size, _, err := ownedSize(h, sv, math.MaxInt64)
	return size, err
}

// ownedSize is [OwnedSize] that looks at so many references; all tells
// that there were no more.
func ownedSize(h *heap.Heap, sv heap.SV, refs int64) (size int64, all bool, err error) {
	all, err = eachOwned(h, sv, refs, func(owned heap.SV) bool { size = safe.Add(size, h.Size(owned)); return true })
	return size, all, err
}

// OwnedSizeWithin is [OwnedSize] for at most limit SVs, because for the largest
// SVs of a heap all of them take seconds. all reports whether these are all.
func OwnedSizeWithin(h *heap.Heap, sv heap.SV, limit int) (size int64, all bool, err error) {
	all = true
	_, err = eachOwned(h, sv, math.MaxInt64, func(owned heap.SV) bool {
		if limit == 0 {
			all = false
			return false
		}
		limit--
		size = safe.Add(size, h.Size(owned))
		return true
	})
	return size, all, err
}

// OwnedSet returns the SVs that [OwnedSize] adds up, the SV itself first.
func OwnedSet(h *heap.Heap, sv heap.SV) ([]heap.SV, error) {
	var set []heap.SV
	_, err := eachOwned(h, sv, math.MaxInt64, func(owned heap.SV) bool { set = append(set, owned); return true })
	return set, err
}

// eachOwned yields what an SV owns until yield returns false or so many
// references were looked at; all tells that it did not come to that.
func eachOwned(h *heap.Heap, sv heap.SV, refs int64, yield func(heap.SV) bool) (all bool, err error) {
	more := []heap.SV{sv}
	seen := map[heap.SV]bool{}
	for len(more) > 0 {
		next := more[len(more)-1]
		more = more[:len(more)-1]
		if !yield(next) {
			return true, nil
		}
		if seen[next] {
			continue // all that it holds was met when it was itself
		}
		seen[next] = true
		err := h.EachTarget(next, func(to heap.SV, s heap.Strength, k heap.RefKind) bool {
			if refs == 0 {
				return false
			}
			refs--
			if (s == heap.Strong || k.IsSaved()) && !h.Immortal(to) && h.Refcnt(to) == 1 && !seen[to] {
				more = append(more, to)
			}
			return true
		})
		if err != nil || refs == 0 {
			return false, err
		}
	}
	return true, nil
}
