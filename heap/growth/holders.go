package growth

import (
	"context"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/retained"
)

// Holder is what the heap grows in: a container, or all containers of one path
// together, as the history of each of many sessions.
type Holder struct {
	Path     path.Found      // of SV
	SV       heap.SV         // in the last heap; of several the one that grew most
	Counts   []int           // entries in each heap
	Retained []retained.Size // in each heap, of all of them together
	Grown    int64           // bytes since the first heap, as [Point.Growth]
	New      []heap.SV

	points []heap.SV // in the last heap
}

const (
	maxHolders = 200 // points that get a path: the others hardly grow
	maxDescent = 64
	mostPart   = 0.7 // what one of several things must retain of all to be followed
)

// Holders finds where the heap grew in the last step, by Grown, the most first.
func (s *Series) Holders(ctx context.Context) ([]Holder, error) {
	points, err := s.Points(ctx)
	if err != nil {
		return nil, err
	}
	byShape := map[path.Path]int{}
	var holders []Holder
	last := len(s.Heaps) - 1
	for i := range points[:min(len(points), maxHolders)] {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p := &points[i]
		sv, depth := s.descend(p.SV)
		n := Holder{Path: path.Finder{Heap: s.Last()}.Of(sv), SV: sv, Counts: p.Entries, Grown: p.Growth(), points: []heap.SV{p.SV}}
		if depth > 0 {
			n.Counts = s.deepCounts(p.SV, depth)
		}
		for _, e := range s.Last().AppendHeld(sv, nil) {
			if _, old := s.Earlier(last, e); !old {
				n.New = append(n.New, e)
			}
		}
		shape := n.Path.Shape().Named()
		at, known := byShape[shape]
		if !known || !n.Path.Known() {
			byShape[shape] = len(holders)
			holders = append(holders, n)
			continue
		}
		to := &holders[at]
		to.New = append(to.New, n.New...)
		to.points = append(to.points, p.SV)
		to.Grown += n.Grown
		for k := range to.Counts {
			to.Counts[k] += n.Counts[k]
		}
	}
	for i := range holders {
		holders[i].Retained = s.retainedBy(holders[i].points)
	}
	return holders, nil
}

// retainedBy is what SVs of the last heap retain together in each heap. Those
// of one path may stand in each other.
func (s *Series) retainedBy(svs []heap.SV) []retained.Size {
	were := make([][]heap.SV, len(s.Heaps))
	for _, sv := range svs {
		for k, was := range s.Past(sv) {
			if was != heap.NoSV {
				were[k] = append(were[k], was)
			}
		}
	}
	sizes := make([]retained.Size, len(were))
	for k := range were {
		sizes[k] = s.Sizes[k].Of(were[k]...)
	}
	return sizes
}

// descend follows what grew below an SV as long as one thing that is new has
// most of it, to where it fans out: a list that was copied into a new ARRAY.
// depth is how many references it went down.
func (s *Series) descend(sv heap.SV) (at heap.SV, depth int) {
	last := len(s.Heaps) - 1
	isNew := func(to heap.SV) bool {
		_, old := s.Earlier(last, to)
		return !old
	}
	for depth < maxDescent {
		next, part := s.biggest(last, sv, isNew)
		if next == heap.NoSV || part < mostPart || s.Last().Kind(next) == heap.KindCode {
			break
		}
		sv = next
		depth++
	}
	return sv, depth
}

// deepCounts counts the entries of what is as far below an SV, in each heap.
func (s *Series) deepCounts(sv heap.SV, depth int) []int {
	counts := make([]int, len(s.Heaps))
	for k, at := range s.Past(sv) {
		for d := 0; d < depth && at != heap.NoSV; d++ {
			at, _ = s.biggest(k, at, func(heap.SV) bool { return true })
		}
		if at != heap.NoSV {
			counts[k] = s.Heaps[k].HeldCount(at)
		}
	}
	return counts
}

// biggest gives, of what an SV of heap k holds alone, that which retains most,
// and which part of all of that it is.
func (s *Series) biggest(k int, sv heap.SV, want func(heap.SV) bool) (most heap.SV, part float64) {
	most = heap.NoSV
	var bytes, sum int64
	for _, to := range s.Heaps[k].AppendHeld(sv, nil) {
		if d, ok := s.Sizes[k].Dominator(to); !ok || d != sv || !want(to) {
			continue
		}
		b := s.Sizes[k].Bytes(to)
		sum += b
		if b > bytes {
			most, bytes = to, b
		}
	}
	if sum == 0 {
		return most, 0
	}
	return most, float64(bytes) / float64(sum)
}
