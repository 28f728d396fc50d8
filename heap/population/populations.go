package population

import (
	"sync"

	"github.com/perlheap/perlheap/heap"
)

// Populations are the populations of the heaps of a series, in their order, as
// made by [Merge]. They may be used by several goroutines.
type Populations struct {
	Top   *Population // the whole heap, which has all others below it
	heaps []merged
}

// OfLast returns the populations with the SVs of the last heap only: for the
// others, the numbers remain, but which population each SV is in is forgotten.
func (ps *Populations) OfLast() *Populations {
	last := len(ps.heaps) - 1
	only := &Populations{Top: ps.Top, heaps: make([]merged, len(ps.heaps))}
	only.heaps[last].tree, only.heaps[last].of = ps.heaps[last].tree, ps.heaps[last].of
	return only
}

// merged is how the shapes of one heap became populations.
type merged struct {
	tree  *Tree
	of    []*Population // by shape; nil for unknown
	index sync.Once
	// The members of a shape are svs[starts[shape]:starts[shape+1]], ascending.
	// Both are made when they are first asked for.
	svs    []heap.SV
	starts []uint32
	shapes map[*Population][]shape
}

// Of returns the population that an SV of a heap belongs to, as a member or as
// a part of one; nil if the tree of the heap has no SVs.
func (ps *Populations) Of(i int, sv heap.SV) *Population {
	m := &ps.heaps[i]
	if int(sv) >= len(m.tree.of) {
		return nil
	}
	return m.of[m.tree.of[sv]&^part]
}

// IsMember reports whether an SV is a member of its population, as opposed to a
// part of a member.
func (ps *Populations) IsMember(i int, sv heap.SV) bool { return ps.heaps[i].tree.of[sv]&part == 0 }

// Members returns the members of a population in a heap, without their parts.
// It takes time only for these; the first call for a heap builds an index of 4
// bytes per SV.
func (ps *Populations) Members(i int, p *Population) []heap.SV {
	m := &ps.heaps[i]
	m.index.Do(m.makeIndex)
	shapes := m.shapes[p]
	if len(shapes) == 1 {
		from, to := m.starts[shapes[0]], m.starts[shapes[0]+1]
		return m.svs[from:to:to]
	}
	var svs []heap.SV
	for _, at := range shapes {
		svs = append(svs, m.svs[m.starts[at]:m.starts[at+1]]...)
	}
	return svs
}

// makeIndex sorts the members by shape: count, prefix sum, fill.
func (m *merged) makeIndex() {
	m.shapes = map[*Population][]shape{}
	for at, p := range m.of {
		if p != nil {
			m.shapes[p] = append(m.shapes[p], shape(at))
		}
	}
	m.starts = make([]uint32, len(m.of)+1)
	for _, at := range m.tree.of {
		if at&part == 0 {
			m.starts[at+1]++
		}
	}
	for at := range m.of {
		m.starts[at+1] += m.starts[at]
	}
	m.svs = make([]heap.SV, m.starts[len(m.of)])
	next := append([]uint32(nil), m.starts...)
	for sv, at := range m.tree.of {
		if at&part == 0 {
			m.svs[next[at]] = heap.SV(sv)
			next[at]++
		}
	}
}
