package retained

import (
	"context"

	"github.com/perlheap/perlheap/heap"
)

// The names are those of L. Georgiadis, "Linear-Time Algorithms for Dominators
// and Related Problems" (2005), where the semi-NCA algorithm is from, and of
// T. Lengauer and R. E. Tarjan, "A fast algorithm for finding dominators in a
// flowgraph" (1979), of which it is a variant: semidominators are found as
// there, immediate dominators as the nearest common ancestor of the
// semidominator and the parent in the tree built so far.

// vertex is the number of an SV in the order of the depth-first search, from
// 1 on; 0 is the virtual root, which refers to all roots of the heap. It is a
// type of its own because it must never be taken for an SV.
type vertex uint32

// tree is a dominator tree over the SVs that the roots reach.
type tree struct {
	order []heap.SV // SV of each vertex; order[0] is heap.NoSV
	idom  []vertex  // immediate dominator of each vertex; idom[0] is 0
}

// graph is what the tree is built over.
type graph struct {
	count int
	// targets appends the SVs that an SV holds, in any order.
	targets func(sv heap.SV, to []heap.SV) []heap.SV
	roots   []heap.SV
}

// searchEvery is after how many vertices a search asks whether to go on.
const searchEvery = 1 << 16

// dominators builds the dominator tree. Everything is iterative: a chain of
// references may be as long as the heap.
func dominators(ctx context.Context, g *graph) (*tree, error) {
	s := &search{graph: g, number: make([]vertex, g.count), t: &tree{order: []heap.SV{heap.NoSV}}, parent: []vertex{0}}
	if err := s.run(ctx); err != nil {
		return nil, err
	}
	return s.semiNCA(ctx)
}

// search is the depth-first search that numbers the vertices.
type search struct {
	*graph
	number []vertex // of each SV, 0 for one that is not reached
	parent []vertex // of each vertex in the search's tree
	t      *tree
}

func (s *search) reach(sv heap.SV, from vertex) bool {
	if s.number[sv] != 0 {
		return false
	}
	s.number[sv] = vertex(len(s.t.order))
	s.t.order = append(s.t.order, sv)
	s.parent = append(s.parent, from)
	return true
}

// run searches from each root in turn. The stack holds SVs still to be
// reached with the vertex that found them, so that an SV's parent is the one
// that a recursive search would give it.
func (s *search) run(ctx context.Context) error {
	type found struct {
		sv   heap.SV
		from vertex
	}
	var stack []found
	var targets []heap.SV
	for i := len(s.roots) - 1; i >= 0; i-- {
		stack = append(stack, found{s.roots[i], 0})
	}
	for len(stack) > 0 {
		f := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if !s.reach(f.sv, f.from) {
			continue
		}
		v := s.number[f.sv]
		if v%searchEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		targets = s.targets(f.sv, targets[:0])
		for i := len(targets) - 1; i >= 0; i-- {
			if s.number[targets[i]] == 0 {
				stack = append(stack, found{targets[i], v})
			}
		}
	}
	return nil
}

// predecessors are the references turned round, as rows by vertex.
func (s *search) predecessors() (start []uint32, preds []vertex) {
	n := len(s.t.order)
	start = make([]uint32, n+1)
	var targets []heap.SV
	each := func(f func(from, to vertex)) {
		for _, r := range s.roots {
			f(0, s.number[r])
		}
		for v := 1; v < n; v++ {
			targets = s.targets(s.t.order[v], targets[:0])
			for _, to := range targets {
				f(vertex(v), s.number[to])
			}
		}
	}
	each(func(_, to vertex) { start[to]++ })
	var sum uint32
	for i := range start {
		start[i], sum = sum, sum+start[i]
	}
	preds = make([]vertex, sum)
	each(func(from, to vertex) {
		preds[start[to]] = from
		start[to]++
	})
	copy(start[1:], start[:n]) // the fill moved each start to its end
	start[0] = 0
	return start, preds
}

// semiNCA finds the immediate dominators.
func (s *search) semiNCA(ctx context.Context) (*tree, error) {
	n := len(s.t.order)
	start, preds := s.predecessors()
	semi := make([]vertex, n)
	label := make([]vertex, n)
	ancestor := make([]vertex, n) // as the parent at first; shortened by compression
	for v := range semi {
		semi[v], label[v] = vertex(v), vertex(v)
	}
	copy(ancestor, s.parent)
	f := &forest{semi: semi, label: label, ancestor: ancestor}
	for w := n - 1; w > 0; w-- {
		if w%searchEvery == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		best := vertex(w)
		for _, v := range preds[start[w]:start[w+1]] {
			// Vertices above w are not linked yet, and evaluate to themselves.
			u := v
			if v > vertex(w) {
				u = f.eval(v, vertex(w))
			}
			if semi[u] < best {
				best = semi[u]
			}
		}
		semi[w] = best
		label[w] = vertex(w)
	}
	idom := s.parent // the parents are needed no more
	for w := 1; w < n; w++ {
		d := idom[w]
		for d > semi[w] {
			d = idom[d]
		}
		idom[w] = d
	}
	s.t.idom = idom
	return s.t, nil
}

// forest answers which vertex on the way up to those not linked yet has the
// smallest semidominator, with path compression.
type forest struct {
	semi, label, ancestor []vertex
	path                  []vertex
}

// eval looks from v up to, not including, the vertices that are not linked:
// all up to and including last.
func (f *forest) eval(v, last vertex) vertex {
	f.path = f.path[:0]
	for u := v; f.ancestor[u] > last; u = f.ancestor[u] {
		f.path = append(f.path, u)
	}
	for i := len(f.path) - 1; i >= 0; i-- {
		u := f.path[i]
		a := f.ancestor[u]
		if f.semi[f.label[a]] < f.semi[f.label[u]] {
			f.label[u] = f.label[a]
		}
		f.ancestor[u] = f.ancestor[a]
	}
	return f.label[v]
}
