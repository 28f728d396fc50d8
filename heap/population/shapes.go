package population

import (
	"fmt"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/safe"
)

// Shape is one shape of a heap, for what keeps a [Tree] without its heap.
type Shape struct {
	Parent      int // index of what holds it, which stands before it; of the first, the whole heap, 0
	Step, Class path.Step
	Count, SVs  int   // as in [Population]
	Bytes       int64 // of the SVs
}

// Shapes gives the shapes of a tree, parents first; the first is the whole heap.
func (t *Tree) Shapes() []Shape {
	list := make([]Shape, 0, len(t.nodes))
	index := make([]int, len(t.nodes))
	for at := range t.nodes {
		if shape(at) == unknown {
			continue
		}
		n := &t.nodes[at]
		index[at] = len(list)
		list = append(list, Shape{index[n.parent], t.words.step(n.step), t.words.step(n.class), n.count, n.svs, n.bytes})
	}
	return list
}

// TreeOf makes a tree of shapes, as [Tree.Shapes] gives them, from wherever they
// come. It has no SVs: [Populations.Members] of its heap are none.
func TreeOf(shapes []Shape) (*Tree, error) {
	if len(shapes) == 0 || len(shapes) > maxNodes {
		return nil, fmt.Errorf("a heap has 1 to %d shapes, not %d", maxNodes, len(shapes))
	}
	t := &Tree{nodes: make([]node, first, first+shape(len(shapes)))}
	for _, s := range commonWords {
		t.words.number(s)
	}
	t.nodes[lost] = node{class: t.words.number(path.Step{Kind: path.Root, Text: LostText}), depth: 1, example: heap.NoSV}
	index := make([]shape, len(shapes))
	for i := range shapes {
		s := &shapes[i]
		if s.Parent < 0 || i > 0 && s.Parent >= i || s.Count < 0 || s.SVs < 0 || s.Bytes < 0 {
			return nil, fmt.Errorf("shape %d of a heap leads nowhere, or has fewer than 0 members", i)
		}
		n := node{count: s.Count, svs: s.SVs, bytes: s.Bytes, example: heap.NoSV}
		switch {
		case i == 0:
			t.nodes[whole] = n
			continue
		case s.Parent == 0 && s.Class == path.Step{Kind: path.Root, Text: LostText}:
			index[i] = lost
			n.class, n.depth = t.nodes[lost].class, 1
			t.nodes[lost] = n
			continue
		}
		n.parent, n.step, n.class = index[s.Parent], t.words.number(s.Step), t.words.number(s.Class)
		if n.depth = t.nodes[n.parent].depth + 1; n.depth > maxDepth {
			return nil, fmt.Errorf("shape %d of a heap is deeper than %d", i, maxDepth)
		}
		index[i] = shape(len(t.nodes))
		t.nodes = append(t.nodes, n)
	}
	t.addUp()
	return t, nil
}

// addUp adds up the shapes from the bottom to the top.
func (t *Tree) addUp() {
	for i := len(t.nodes) - 1; i >= 0; i-- {
		n := &t.nodes[i]
		n.retained = safe.Add(n.retained, n.bytes)
		if shape(i) != whole && shape(i) != unknown {
			p := &t.nodes[n.parent]
			p.retained = safe.Add(p.retained, n.retained)
		}
	}
	t.nodes[whole].count = 1
}
