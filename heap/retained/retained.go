// Package retained computes how much of a heap would be freed if an SV went
// away: its retained size, which is the sizes of all SVs that every path from
// the roots reaches through it. That is its subtree in the dominator tree over
// strong references. References count as they do for perl: weak references,
// lists of weak references and a CODE's package hold nothing; the enclosing sub
// and magic hold what they count.
//
// What passes does not count where something lasts: of what the strong roots
// reach, nothing is kept by the stack, mortals, or what only these hold. They are
// gone when the statement ends that the dump was taken in, and an array that this
// statement used is still retained by its variable.
//
// Perl frees by reference counts, not by reachability: an SV in a cycle that
// nothing else holds stays. So a retained size is what would become
// unreachable, and that is freed only as far as it has no cycles.
//
// What no root reaches is retained by lost components: a cycle that lost its
// last outside reference, together with all that meets in it, or an SV that
// nothing holds. What only C code refers to is one too, since a dump cannot
// tell the difference. A cycle goes as a whole: each of its members retains all
// of it, and what only it holds. What several lost components share is retained
// by none of them, just like what several roots share.
package retained

import (
	"context"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/section"
	"github.com/perlheap/perlheap/heap/text"
)

// Sizes are the retained sizes of all SVs of a heap: 13 bytes for each SV, and
// 4 for each member of a lost component.
type Sizes struct {
	memory *section.Memory // that the columns are in
	reader *section.Reader // that they are in, if they were saved before

	bytes byteColumn // of each SV with what it retains
	count []uint32   // of SVs, itself among them
	idom  []heap.SV  // immediate dominator; NoSV for none; of members of a lost cycle, but its head, the head
	lost  lost
	// Unreached is how many SVs no root reaches; UnreachedBytes is their size.
	Unreached      int
	UnreachedBytes int64
}

// Compute finds the retained sizes of a heap. While it works it needs 24 bytes
// for each SV, in addition to the heap.
func Compute(ctx context.Context, h *heap.Heap) (*Sizes, error) {
	return compute(ctx, h, h.Size, prefersOf(h))
}

func compute(ctx context.Context, g graph, size func(heap.SV) int64, prefer func(a, b heap.SV) int) (*Sizes, error) {
	t, err := dominators(ctx, g, prefer)
	if err != nil {
		return nil, err
	}
	n := g.Count()
	giveBack(n)
	m := section.NewMemory()
	s := &Sizes{memory: m, bytes: newByteColumn(m, n), count: section.Make[uint32](m, n), idom: section.Make[heap.SV](m, n), lost: t.lost}
	s.lost.prefer = nil
	done := safe.NewPoll(ctx)
	for i := range n {
		sv := heap.SV(i)
		s.bytes.set(sv, size(sv))
		s.count[sv], s.idom[sv] = 1, heap.NoSV
		if s.lost.is.has(sv) {
			s.Unreached++
			s.UnreachedBytes += s.bytes.at(sv)
		}
		if done.Ended() {
			return nil, ctx.Err()
		}
	}
	// Dominators have smaller numbers than what they dominate, so that going
	// down the numbers adds every subtree when it is complete. What a member of a
	// lost cycle holds hangs on the head, which has a smaller number still.
	for v := len(t.order) - 1; v > 0; v-- {
		sv := t.order[v]
		above := t.order[t.idom[v]]
		if above != heap.NoSV && s.lost.cyclic.has(above) {
			if d := t.order[t.idom[t.idom[v]]]; d != heap.NoSV {
				above = d
			}
		}
		s.idom[sv] = above
		if above != heap.NoSV {
			s.bytes.set(above, s.bytes.at(above)+s.bytes.at(sv))
			s.count[above] += s.count[sv]
		}
		if done.Ended() {
			return nil, ctx.Err()
		}
	}
	return s, nil
}

// Bytes returns the retained size of an SV: its own size and that of everything
// that only it keeps. A member of a lost cycle retains what the cycle does.
// What perl never frees, such as undef, retains nothing.
func (s *Sizes) Bytes(sv heap.SV) int64 {
	if int(sv) >= len(s.idom) {
		return 0
	}
	return s.bytes.at(s.whole(sv))
}

// Count returns how many SVs an SV retains, including itself.
func (s *Sizes) Count(sv heap.SV) int {
	if int(sv) >= len(s.idom) {
		return 0
	}
	return int(s.count[s.whole(sv)])
}

// Reached reports whether a root reaches an SV. What perl never frees is reached.
func (s *Sizes) Reached(sv heap.SV) bool { return int(sv) >= len(s.idom) || !s.lost.is.has(sv) }

// Dominator returns the nearest SV that every path from the roots to an SV goes
// through or, if no root reaches it, every path from the lost components; false
// if there is none. A lost cycle is represented by its head, which dominates
// the other members and everything that only they hold.
func (s *Sizes) Dominator(sv heap.SV) (heap.SV, bool) {
	if int(sv) >= len(s.idom) {
		return heap.NoSV, false // perl's own undef, yes and no
	}
	d := s.idom[sv]
	return d, d != heap.NoSV
}

// Dominated returns an SV and those that it dominates immediately: they would
// be freed with it, and nothing in between holds them.
func (s *Sizes) Dominated(sv heap.SV) []heap.SV {
	set := []heap.SV{sv}
	for below, by := range s.idom {
		if by == sv && heap.SV(below) != sv {
			set = append(set, heap.SV(below))
		}
	}
	return set
}

// Size is what one SV or several retain.
type Size struct {
	Bytes int64
	SVs   int // in so many SVs, they themselves among them
	// Least means that it may be more: if there are many SVs, what is held only
	// by several of them is not included.
	Least bool
}

// String writes the bytes for a person: 88.1 MiB, or ≥ 88.1 MiB.
func (s Size) String() string { return text.Size(s.Bytes, s.Least) }

// Of returns what SVs retain together: at least what would become unreachable
// if all of them went at once. It is the union of what each retains, never the
// sum: what is below another counts once, and a lost cycle counts as one.
func (s *Sizes) Of(svs ...heap.SV) (size Size) {
	if len(svs) == 1 {
		return Size{Bytes: s.Bytes(svs[0]), SVs: s.Count(svs[0])}
	}
	in, u := newMarks(len(svs), len(s.idom)), upward{newMarks(len(svs), len(s.idom)), newMarks(len(svs), len(s.idom))}
	each := make([]heap.SV, 0, len(svs))
	for _, sv := range svs {
		if sv = s.whole(sv); int(sv) < len(s.idom) && !in.has(sv) {
			in.add(sv)
			each = append(each, sv)
		}
	}
	parts := 0
	for _, sv := range each {
		if !s.dominatedBy(&in, &u, sv) {
			size.Bytes += s.bytes.at(sv)
			size.SVs += int(s.count[sv])
			parts++
		}
	}
	size.Least = parts > 1
	return size
}

// upward is what was found on ways up: which SVs are below one of a set, and of
// which that is known.
type upward struct{ known, below marks }

// dominatedBy reports whether an SV is below another of the set. What it finds
// on its way up is kept, so that many SVs below each other cost their number.
func (s *Sizes) dominatedBy(in *marks, u *upward, sv heap.SV) bool {
	var path []heap.SV
	answer := false
	for d, ok := s.Dominator(sv); ok; d, ok = s.Dominator(d) {
		if in.has(d) { // whether it is below another does not matter
			answer = true
			break
		}
		if u.known.has(d) {
			answer = u.below.has(d)
			break
		}
		path = append(path, d)
	}
	for _, d := range path {
		u.known.add(d)
		if answer {
			u.below.add(d)
		}
	}
	return answer
}

// marks are a set of SVs: of few in a map, of many a bit for each SV of the heap.
type marks struct {
	few  map[heap.SV]bool
	many bitset
}

// manyOf is which part of a heap is many: clearing a bit for each SV costs less
// then. A test sets another.
var manyOf = 512

// newMarks makes marks for about n of the SVs of a heap.
func newMarks(n, svs int) marks {
	if n > svs/manyOf {
		return marks{many: newBitset(svs)}
	}
	return marks{few: make(map[heap.SV]bool, n)}
}

func (m *marks) has(sv heap.SV) bool {
	if m.many != nil {
		return m.many.has(sv)
	}
	return m.few[sv]
}

func (m *marks) add(sv heap.SV) {
	if m.many == nil {
		m.few[sv] = true
	} else {
		m.many.set(sv)
	}
}
