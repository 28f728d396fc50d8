package growth

import (
	"cmp"
	"context"
	"slices"

	"github.com/perlheap/perlheap/heap"
)

// Point is an SV at which the heap grows: it was there before, and it retains
// more than then, more than what it holds that was there before accounts for.
// Everything else that came below it came because the point holds it.
type Point struct {
	SV       heap.SV // in the last heap
	Entries  []int   // how many references it holds, in each heap; 0 before it was there
	Retained []int64 // bytes, in each heap
	// Own is the growth of its retained bytes in each step that no older SV
	// below it has; it has one element less than there are heaps.
	Own []int64
}

// Growth is the sum of Own over all steps.
func (p *Point) Growth() (bytes int64) {
	for _, b := range p.Own {
		bytes += b
	}
	return bytes
}

// minEntries and minBytes are how much a point must grow in the last step to
// be listed.
const (
	minEntries = 8
	minBytes   = 1024
)

// askEvery is after how many SVs a walk asks whether to go on.
const askEvery = 1 << 14

// Points finds where the heap grew in the last step, by Growth, the most
// first. A series of one heap has none.
//
// The retained growth of an SV that is in two heaps is R(now) - R(then). What
// its children in the dominator tree that are in both grew by is theirs; the
// rest is its own. Over a whole heap these parts add up to the growth of all
// that the roots reach, so that nothing is counted twice and churn cancels
// out. It takes time linear in the number of SVs, and reads no record.
func (s *Series) Points(ctx context.Context) ([]Point, error) {
	n := len(s.Heaps)
	if n < 2 {
		return nil, nil
	}
	last := s.Last()
	owns := make([][]int64, n-1)
	for k := 1; k < n; k++ {
		own, err := s.ownGrowth(ctx, k)
		if err != nil {
			return nil, err
		}
		owns[k-1] = own
	}
	table, ok := last.Roots().Find("strtab") // grows with every key there is, and holds none of them
	if !ok {
		table = heap.NoSV
	}
	var points []Point
	for i, was := range s.earlier[n-1] {
		if i%askEvery == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		sv := heap.SV(i)
		if was == heap.NoSV || sv == table || !holds(last, sv) {
			continue
		}
		if few := owns[n-2][i] < minBytes; few || last.Kind(sv).IsStash() {
			// A package that gains no names is only where ways meet.
			least := 1
			if few {
				least = minEntries
			}
			entries := last.HeldCount(sv)
			if entries < least || entries-s.Heaps[n-2].HeldCount(was) < least {
				continue
			}
		}
		points = append(points, s.point(sv, owns))
	}
	slices.SortFunc(points, func(a, b Point) int {
		return cmp.Or(-cmp.Compare(a.Growth(), b.Growth()), cmp.Compare(a.SV, b.SV))
	})
	return points, nil
}

// holds reports whether an SV can be a point. Pads are parts of their CODE, and
// a list of weak references grows with what refers, not by itself.
func holds(h *heap.Heap, sv heap.SV) bool {
	switch h.Kind(sv) {
	case heap.KindPad, heap.KindPadlist, heap.KindPadnames, heap.KindImmortal:
		return false
	}
	return !h.State(sv).IsBackrefs()
}

func (s *Series) point(sv heap.SV, owns [][]int64) Point {
	n := len(s.Heaps)
	p := Point{SV: sv, Entries: make([]int, n), Retained: make([]int64, n), Own: make([]int64, n-1)}
	past := s.Past(sv)
	for k, was := range past {
		if was == heap.NoSV {
			continue
		}
		p.Entries[k] = s.Heaps[k].HeldCount(was)
		p.Retained[k] = s.Sizes[k].Bytes(was)
		if k > 0 {
			p.Own[k-1] = owns[k-1][was]
			if past[k-1] == heap.NoSV {
				p.Own[k-1] = p.Retained[k]
			}
		}
	}
	return p
}

// ownGrowth computes, for the SVs of heap k, what of their retained growth
// since heap k-1 is their own; 0 for those that are new.
func (s *Series) ownGrowth(ctx context.Context, k int) ([]int64, error) {
	now, then := s.Sizes[k], s.Sizes[k-1]
	own := make([]int64, s.Heaps[k].Count())
	for i := range own {
		if i%askEvery == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		sv := heap.SV(i)
		was := s.earlier[k][sv]
		if was == heap.NoSV || !now.Reached(sv) {
			continue
		}
		grown := now.Bytes(sv) - then.Bytes(was)
		own[i] += grown
		above, ok := now.Dominator(sv)
		if !ok {
			continue
		}
		if before, ok := then.Dominator(was); ok && before == s.earlier[k][above] {
			own[above] -= grown
		}
	}
	return own, nil
}
