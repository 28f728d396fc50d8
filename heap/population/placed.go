package population

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
)

// Placed returns the tree with its subs where at says that another heap has them, so
// that [Merge] takes them for the same. at gives no two subs one place; those of which
// it says nothing are told apart from what the other heap has there.
func (t *Tree) Placed(at func(heap.Location) (heap.Location, bool)) *Tree {
	t.words.mu.RLock()
	defer t.words.mu.RUnlock()
	placed := &Tree{nodes: t.nodes, of: t.of, words: words{steps: slices.Clone(t.words.steps)}}
	for i := range placed.words.steps {
		s := &placed.words.steps[i]
		if s.At.Line == 0 {
			continue
		}
		if to, ok := at(s.At); ok {
			s.At = to
		} else {
			s.Alone = true
		}
	}
	return placed
}
