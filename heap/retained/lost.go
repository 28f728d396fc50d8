package retained

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
)

// This file finds the lost components of a heap: what no root reaches and
// nothing else that is lost holds. Such a component is strongly connected, a
// cycle or several that meet, or a single SV. All that no root reaches hangs on
// them.

// Component is a lost component.
type Component struct {
	Head    heap.SV   // the member that stands for all of them
	Members []heap.SV // with Head; not in order
}

// lost are the lost components of a heap.
type lost struct {
	is      bitset    // the SVs that no root reaches
	cyclic  bitset    // those that are members of a component of several
	members []heap.SV // of all components, one behind the other
	ends    []int     // of each component in members
	heads   []heap.SV // of each component
	prefer  func(a, b heap.SV) int
}

type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) has(sv heap.SV) bool { return b[sv/64]&(1<<(sv%64)) != 0 }
func (b bitset) set(sv heap.SV)      { b[sv/64] |= 1 << (sv % 64) }

// component returns a lost component.
func (l *lost) component(c int) Component {
	from := 0
	if c > 0 {
		from = l.ends[c-1]
	}
	return Component{l.heads[c], l.members[from:l.ends[c]:l.ends[c]]}
}

// add takes down a component. Of its members the one that tells most is the
// head; of those that tell as much, the first.
func (l *lost) add(members []heap.SV) heap.SV {
	head := members[0]
	for _, sv := range members[1:] {
		better := 0
		if l.prefer != nil {
			better = l.prefer(sv, head)
		}
		if better > 0 || better == 0 && sv < head {
			head = sv
		}
	}
	if len(members) > 1 {
		for _, sv := range members {
			l.cyclic.set(sv)
		}
	}
	l.heads = append(l.heads, head)
	l.members = append(l.members, members...)
	l.ends = append(l.ends, len(l.members))
	return head
}

// lost finds the lost components when the search has been to all that the
// roots reach, and searches on from them. What no root reaches is numbered
// behind all that one does.
func (s *search) lost() error {
	s.reached = vertex(len(s.order) - 1)
	n := s.Count()
	l := &s.parts
	l.is, l.cyclic = newBitset(n), newBitset(n)
	for i, v := range s.number {
		if v == 0 {
			l.is.set(heap.SV(i))
		}
		if s.Ended() {
			return s.Err()
		}
	}
	if int(s.reached) == n {
		return nil
	}
	g := &strong{search: s}
	if err := g.run(n - int(s.reached)); err != nil {
		return err
	}
	// Components come sinks first; going back, those that hold others come
	// before these, and what was not met yet is held by none.
	for c := len(g.ends) - 1; c >= 0; c-- {
		begin := 0
		if c > 0 {
			begin = g.ends[c-1]
		}
		members := g.members[begin:g.ends[c]]
		if s.number[members[0]] != 0 {
			continue // dragged along
		}
		if err := s.from(l.add(members)); err != nil {
			return err
		}
		if s.Ended() {
			return s.Err()
		}
	}
	return s.Err()
}

// strong finds the strongly connected components of what no root reaches, by
// the algorithm of R. E. Tarjan, "Depth-first search and linear graph
// algorithms" (1972), without recursion.
type strong struct {
	*search
	svs    []heap.SV // what no root reaches, ascending
	before []uint32  // how many of them are before the SVs of a word of the bitset

	next  uint32
	index []uint32 // in which order they are met, from 1 on
	low   []uint32 // the smallest index that is reached; 0 if the component is complete
	stack []lostNumber

	members []heap.SV // of all components, one behind the other
	ends    []int     // of each component in members
}

// lostNumber counts the SVs that no root reaches.
type lostNumber uint32

// notLost is the number of an SV that a root reaches.
const notLost lostNumber = 1<<32 - 1

func (g *strong) lostNumber(sv heap.SV) lostNumber {
	word, bit := g.parts.is[sv/64], uint64(1)<<(sv%64)
	if word&bit == 0 {
		return notLost
	}
	return lostNumber(g.before[sv/64]) + lostNumber(bits.OnesCount64(word&(bit-1)))
}

func (g *strong) run(n int) error {
	g.svs, g.members = make([]heap.SV, 0, n), make([]heap.SV, 0, n)
	g.index, g.low = make([]uint32, n), make([]uint32, n)
	g.before = make([]uint32, len(g.parts.is))
	for i, word := range g.parts.is {
		g.before[i] = uint32(len(g.svs))
		for ; word != 0; word &= word - 1 {
			g.svs = append(g.svs, heap.SV(64*i+bits.TrailingZeros64(word)))
		}
	}
	for i := range g.svs {
		if g.index[i] == 0 {
			g.from(lostNumber(i))
		}
		if g.Ended() {
			break
		}
	}
	return g.Err()
}

// visit is an SV on the way down, and how much of what it holds was looked at.
type visit struct {
	n    lostNumber
	next uint32
}

func (g *strong) enter(n lostNumber) visit {
	g.next++
	g.index[n], g.low[n] = g.next, g.next
	g.stack = append(g.stack, n)
	return visit{n: n}
}

func (g *strong) from(start lostNumber) {
	visits := []visit{g.enter(start)}
	for len(visits) > 0 {
		if g.Ended() {
			return
		}
		v := &visits[len(visits)-1]
		if to, next, ok := g.NextHeld(g.svs[v.n], v.next); ok {
			v.next = next
			switch t := g.lostNumber(to); {
			case t == notLost:
			case g.index[t] == 0:
				visits = append(visits, g.enter(t))
			case g.low[t] != 0:
				g.low[v.n] = min(g.low[v.n], g.index[t])
			}
			continue
		}
		n := v.n
		visits = visits[:len(visits)-1]
		if len(visits) > 0 {
			above := visits[len(visits)-1].n
			g.low[above] = min(g.low[above], g.low[n])
		}
		if g.low[n] == g.index[n] {
			g.complete(n)
		}
	}
}

// complete takes a component off the stack, of which n was met first.
func (g *strong) complete(n lostNumber) {
	at := len(g.stack) - 1
	for g.stack[at] != n {
		at--
	}
	for _, m := range g.stack[at:] {
		g.low[m] = 0
		g.members = append(g.members, g.svs[m])
	}
	g.stack = g.stack[:at]
	g.ends = append(g.ends, len(g.members))
}

// Components yields the lost components. Those that hold others and are held by
// nothing come first. What none of them holds alone is in none.
func (s *Sizes) Components(yield func(Component) bool) {
	for c := range s.lost.ends {
		if !yield(s.lost.component(c)) {
			return
		}
	}
}

// whole returns what stands for an SV: for a member of a lost cycle its head,
// since a cycle goes as one.
func (s *Sizes) whole(sv heap.SV) heap.SV {
	if int(sv) < len(s.idom) && s.lost.cyclic.has(sv) && s.idom[sv] != heap.NoSV {
		return s.idom[sv]
	}
	return sv
}

// Head returns the member that represents a lost cycle; any other SV represents
// itself.
func (s *Sizes) Head(sv heap.SV) heap.SV { return s.whole(sv) }

// prefersOf compares members of lost components by how much they tell a person,
// and by what they are called, so that of the cycles of one shape the same member
// stands for each, wherever it is in memory.
func prefersOf(h *heap.Heap) func(a, b heap.SV) int {
	order := []heap.Kind{heap.KindArray, heap.KindHash, heap.KindObject}
	rank := func(sv heap.SV) int {
		k := h.Kind(sv)
		if k == heap.KindCode {
			return len(order) + 2
		}
		if _, ok := h.Blessed(sv); ok {
			return len(order) + 1
		}
		return slices.Index(order, k)
	}
	return func(a, b heap.SV) int {
		if r := cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(h.Kind(b), h.Kind(a))); r != 0 {
			return r
		}
		if h.Kind(a) == heap.KindCode {
			at, _ := h.Code(a).Location()
			other, _ := h.Code(b).Location()
			if r := cmp.Or(strings.Compare(other.File, at.File), cmp.Compare(other.Line, at.Line)); r != 0 {
				return r
			}
		}
		if of, _ := h.Blessed(a); !isBlessed(h, b, of) {
			class, _ := h.Package(a)
			other, _ := h.Package(b)
			if r := strings.Compare(other, class); r != 0 {
				return r
			}
		}
		return cmp.Or(cmp.Compare(h.HeldCount(a), h.HeldCount(b)), cmp.Compare(h.Size(a), h.Size(b)))
	}
}

func isBlessed(h *heap.Heap, sv, stash heap.SV) bool {
	of, _ := h.Blessed(sv)
	return of == stash
}
