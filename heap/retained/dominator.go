package retained

import (
	"context"
	"runtime"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/safe"
)

// The names are those of L. Georgiadis, "Linear-Time Algorithms for Dominators
// and Related Problems" (2005), where the semi-NCA algorithm is from, and of
// T. Lengauer and R. E. Tarjan, "A fast algorithm for finding dominators in a
// flowgraph" (1979), of which it is a variant: semidominators are found as
// there, immediate dominators as the nearest common ancestor of the
// semidominator and the parent in the tree built so far.
//
// What is needed beside the heap is six numbers of 32 bits for each SV, and
// nothing that grows with the references or the depth of the graph.

// vertex is the number of an SV in the order of the depth-first search, from
// 1 on; 0 is the virtual root, which refers to all roots of the heap. It is a
// type of its own because it must never be taken for an SV.
type vertex uint32

// tree is a dominator tree over all SVs. The virtual root refers to the roots of
// the heap and to the heads of its lost components, each of which refers to all
// members of its component.
type tree struct {
	order []heap.SV // SV of each vertex; order[0] is heap.NoSV
	idom  []vertex  // immediate dominator of each vertex; idom[0] is 0
	lost  lost
}

// graph is what the tree is built over. A position is one in the list of what
// an SV holds, or is held by; see [heap.Heap.NextHeld].
type graph interface {
	Count() int
	Held() (lasting, passing []heap.SV) // the roots, each once
	NextHeld(sv heap.SV, i uint32) (to heap.SV, next uint32, ok bool)
	NextHolder(sv heap.SV, i uint32) (from heap.SV, next uint32, ok bool)
}

// dominators builds the dominator tree. Everything is iterative: a chain of
// references may be as long as the heap.
//
// prefer ranks SVs by how well they stand for a lost component; nil if they all
// do.
func dominators(ctx context.Context, g graph, prefer func(a, b heap.SV) int) (*tree, error) {
	s := newSearch(ctx, g)
	s.parts.prefer = prefer
	for _, root := range s.roots {
		if err := s.from(root); err != nil {
			return nil, err
		}
	}
	s.lasting = vertex(len(s.order) - 1)
	for _, root := range s.passing {
		if err := s.from(root); err != nil {
			return nil, err
		}
	}
	if err := s.lost(); err != nil {
		return nil, err
	}
	if err := s.semidominators(); err != nil {
		return nil, err
	}
	s.number, s.label, s.ancestor = nil, nil, nil
	return s.nearestCommonAncestors()
}

// search is the depth-first search that numbers the vertices, and what is
// found out about them.
type search struct {
	graph
	safe.Poll
	roots   []heap.SV // those that last
	passing []heap.SV
	number  []vertex // of each SV, 0 for one that is not reached
	order   []heap.SV
	parent  []vertex // of each vertex in the search's tree

	lasting vertex // the last vertex that a lasting root reaches; those behind only passing ones do
	reached vertex // the last vertex that a root reaches; those behind are lost
	parts   lost

	semi []vertex // the semidominator
	// ancestor is the parent at first, and moves up as paths are compressed;
	// label is the smallest semidominator from a vertex up to below it.
	ancestor, label []vertex
}

func newSearch(ctx context.Context, g graph) *search {
	n := g.Count()
	s := &search{graph: g, Poll: safe.NewPoll(ctx), number: make([]vertex, n), order: make([]heap.SV, 1, n+1), parent: make([]vertex, 1, n+1)}
	s.roots, s.passing = g.Held()
	s.order[0] = heap.NoSV
	return s
}

// enter numbers an SV that was not reached before.
func (s *search) enter(sv heap.SV, from vertex) vertex {
	v := vertex(len(s.order))
	s.number[sv] = v
	s.order = append(s.order, sv)
	s.parent = append(s.parent, from)
	return v
}

// from reaches all that can be reached from a root and was not before. The way
// back is that of the parents, so that no stack is needed; how much of what a
// vertex holds has been looked at, is kept where its semidominator will be.
func (s *search) from(root heap.SV) error {
	if s.number[root] != 0 {
		return nil
	}
	if s.semi == nil {
		s.semi = make([]vertex, s.Count()+1)
	}
	for v := s.enter(root, 0); v != 0; {
		sv, i := s.order[v], uint32(s.semi[v])
		for {
			if s.Ended() {
				return s.Err()
			}
			to, next, ok := s.NextHeld(sv, i)
			if !ok {
				v = s.parent[v]
				break
			}
			i = next
			if s.number[to] == 0 {
				s.semi[v] = vertex(i)
				v = s.enter(to, v)
				break
			}
		}
	}
	return nil
}

// semidominators finds the semidominator of every vertex, from the last to
// the first.
func (s *search) semidominators() error {
	n := vertex(len(s.order))
	s.label, s.ancestor = make([]vertex, n), make([]vertex, n)
	copy(s.ancestor, s.parent)
	isRoot := make(map[heap.SV]bool, len(s.roots)+len(s.passing))
	for _, root := range s.roots {
		isRoot[root] = true
	}
	for _, root := range s.passing {
		isRoot[root] = s.number[root] > s.lasting
	}
	// The head of the lost component that is looked at; numbers go down, and
	// its own is the smallest of all that was reached from it.
	c := len(s.parts.heads) - 1
	for w := n - 1; w > 0; w-- {
		sv := s.order[w]
		best := s.parent[w]
		if best != 0 && isRoot[sv] {
			best = 0
		}
		if w > s.reached {
			head := s.number[s.parts.heads[c]]
			switch {
			case w == head:
				c--
			case s.parts.cyclic.has(sv):
				best = head
			}
		}
		for i := uint32(0); best != 0; {
			if s.Ended() {
				return s.Err()
			}
			from, next, ok := s.NextHolder(sv, i)
			if !ok {
				break
			}
			i = next
			v := s.number[from]
			switch {
			case v > s.reached && w <= s.reached, v > s.lasting && w <= s.lasting: // does not count
			case v > w:
				best = min(best, s.eval(v, w))
			default:
				best = min(best, v) // not linked yet: evaluates to itself
			}
		}
		s.semi[w], s.label[w] = best, best
	}
	return s.Err()
}

// eval returns the smallest semidominator from v up to, not including, the
// vertices that are not linked: all up to and including last. It compresses
// the path. On the way up each vertex points to the one that it was reached
// from, so that the way down needs no stack.
func (s *search) eval(v, last vertex) vertex {
	below, u := vertex(0), v
	for s.ancestor[u] > last {
		if s.Ended() {
			return 0
		}
		u, s.ancestor[u], below = s.ancestor[u], below, u
	}
	top, best := s.ancestor[u], s.label[u]
	for below != 0 {
		if s.Ended() {
			return 0
		}
		best = min(best, s.label[below])
		s.label[below] = best
		below, s.ancestor[below] = s.ancestor[below], top
	}
	return best
}

// nearestCommonAncestors makes immediate dominators of the semidominators.
func (s *search) nearestCommonAncestors() (*tree, error) {
	idom := s.parent // the parents are no longer needed
	for w := 1; w < len(idom); w++ {
		d := idom[w]
		for d > s.semi[w] {
			if s.Ended() {
				return nil, s.Err()
			}
			d = idom[d]
		}
		idom[w] = d
	}
	return &tree{order: s.order, idom: idom, lost: s.parts}, s.Err()
}

// giveBack frees at once what is no longer needed. What is in use
// beside the heap would else be all that was ever needed.
func giveBack(n int) {
	if n > 1<<20 {
		runtime.GC()
	}
}
