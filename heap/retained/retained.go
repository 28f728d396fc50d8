// Package retained says how much of a heap would be freed if an SV went: its
// retained size, the sizes of all SVs that every way from the roots to leads
// through it. That is its subtree in the dominator tree over strong
// references. References count as they do for perl: weak references, lists of
// weak references and a CODE's package hold nothing, the enclosing sub and
// magic hold what they count.
//
// Perl frees by reference counts, not by reachability: an SV in a cycle with
// itself that nothing else holds stays. So a retained size is what would
// become unreachable, which is freed only as far as it has no cycles.
//
// SVs that no root reaches are apart: a cycle that lost its last outside
// reference, or what only C code refers to, which a dump cannot tell from it.
package retained

import (
	"context"

	"github.com/perlheap/perlheap/heap"
)

// Sizes are the retained sizes of all SVs of a heap: 13 bytes for each SV.
type Sizes struct {
	bytes byteColumn // of each SV with what it retains; own size if it is not reached
	count []uint32   // of SVs, itself among them
	idom  []heap.SV  // immediate dominator; NoSV for none, unreached
	// Unreached is how many SVs no root reaches, and their bytes.
	Unreached      int
	UnreachedBytes int64
}

// unreached stands for the dominator of an SV that no root reaches.
const unreached heap.SV = heap.NoSV - 1 // beyond heap.MaxSVs

// Compute finds the retained sizes of a heap. Beside the heap it needs 24
// bytes for each SV while it works.
func Compute(ctx context.Context, h *heap.Heap) (*Sizes, error) {
	return compute(ctx, h, h.Size)
}

func compute(ctx context.Context, g graph, size func(heap.SV) int64) (*Sizes, error) {
	t, err := dominators(ctx, g)
	if err != nil {
		return nil, err
	}
	n := g.Count()
	giveBack(n)
	s := &Sizes{bytes: newByteColumn(n), count: make([]uint32, n), idom: make([]heap.SV, n)}
	done := steps{ctx: ctx}
	for i := range n {
		sv := heap.SV(i)
		s.bytes.set(sv, size(sv))
		s.count[sv], s.idom[sv] = 1, unreached
		if done.ended() {
			return nil, ctx.Err()
		}
	}
	// Dominators have smaller numbers than what they dominate, so that going
	// down the numbers adds every subtree when it is complete.
	for v := len(t.order) - 1; v > 0; v-- {
		sv := t.order[v]
		above := t.order[t.idom[v]]
		s.idom[sv] = above
		if above != heap.NoSV {
			s.bytes.set(above, s.bytes.at(above)+s.bytes.at(sv))
			s.count[above] += s.count[sv]
		}
		if done.ended() {
			return nil, ctx.Err()
		}
	}
	for sv, d := range s.idom {
		if done.ended() {
			return nil, ctx.Err()
		}
		if d == unreached {
			s.Unreached++
			s.UnreachedBytes += s.bytes.at(heap.SV(sv))
		}
	}
	return s, nil
}

// Bytes is the retained size of an SV: its own and that of all that only it
// keeps reachable. For an SV that no root reaches it is its own size.
func (s *Sizes) Bytes(sv heap.SV) int64 { return s.bytes.at(sv) }

// Count is how many SVs an SV retains, itself among them.
func (s *Sizes) Count(sv heap.SV) int { return int(s.count[sv]) }

// Reached tells whether a root reaches an SV.
func (s *Sizes) Reached(sv heap.SV) bool { return s.idom[sv] != unreached }

// Dominator is the nearest SV that every way from the roots to an SV leads
// through; false if there is none.
func (s *Sizes) Dominator(sv heap.SV) (heap.SV, bool) {
	d := s.idom[sv]
	if d == unreached {
		d = heap.NoSV
	}
	return d, d != heap.NoSV
}

// Together is at least what would become unreachable if all of the SVs went at
// once: the union of what each retains. What several of them hold, and only
// they, is not in it, so that the true number may be larger.
func (s *Sizes) Together(svs []heap.SV) (bytes int64, count int) {
	in := make(map[heap.SV]bool, len(svs))
	for _, sv := range svs {
		in[sv] = true
	}
	below := map[heap.SV]bool{} // whether an SV is dominated by one of them
	for sv := range in {
		if !s.dominatedBy(in, below, sv) {
			bytes += s.bytes.at(sv)
			count += int(s.count[sv])
		}
	}
	return bytes, count
}

// dominatedBy tells whether an SV is below another of the set. What it finds
// on its way up is kept, so that many SVs below each other cost their number.
func (s *Sizes) dominatedBy(in, below map[heap.SV]bool, sv heap.SV) bool {
	var path []heap.SV
	answer := false
	for d, ok := s.Dominator(sv); ok; d, ok = s.Dominator(d) {
		if known, ok := below[d]; ok {
			answer = known || in[d]
			break
		}
		path = append(path, d)
		if in[d] {
			answer = true
			path = path[:len(path)-1] // whether d itself is below another is not known
			break
		}
	}
	for _, d := range path {
		below[d] = answer
	}
	return answer
}
