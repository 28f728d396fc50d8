package population

import "github.com/perlheap/perlheap/heap"

// SVs are the SVs of each shape.
func (t *Tree) SVs() map[int][]heap.SV {
	members := map[int][]heap.SV{}
	for sv, at := range t.of {
		members[int(at&^part)] = append(members[int(at&^part)], heap.SV(sv))
	}
	return members
}

// Below calls yield for a shape and those below it.
func (t *Tree) Below(at int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := at; i < len(t.nodes); i++ {
			p := i
			for p > at {
				p = int(t.nodes[p].parent)
			}
			if p == at && shape(i) != unknown && !yield(i) {
				return
			}
		}
	}
}

// Retained is what a shape retains.
func (t *Tree) Retained(at int) int64 { return t.nodes[at].retained }
