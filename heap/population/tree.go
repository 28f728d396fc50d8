package population

import (
	"context"
	"runtime"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/safe"
)

// Tree is the tree of the shapes of one heap.
type Tree struct {
	nodes []node
	words words
	of    []shape // by SV; with the bit part for what is part of a member
}

// shape is the number of a node. Parents have smaller numbers than what is
// below them.
type shape uint32

const (
	whole   shape = iota // the heap
	lost                 // what no root reaches
	unknown              // not found out yet
	first                // of the others
)

// part marks SVs that are parts of the members of their shape.
const part shape = 1 << 30

type node struct {
	parent      shape
	step, class word
	depth       uint16
	keys        uint16 // how many children there are by names of keys
	count       int
	svs         int
	bytes       int64
	retained    int64
	example     heap.SV
}

const (
	// maxDepth is how deep a tree may be: data that is nested deeper is counted
	// with what it is in.
	maxDepth = 64
	// maxNodes bounds the memory that a tree takes.
	maxNodes = 1 << 20
	// maxKeys is how many names of keys the HASHes of one shape may have. More
	// are data.
	maxKeys = 64
	// maxRepeat is how many steps lie at most between two of a list or tree.
	maxRepeat = 8
)

// LostText is the name of the population that no root reaches.
const LostText = "what nothing in the dump holds"

// New finds the shapes of a heap. It takes time linear in the number of SVs and
// references and, besides the memory for the shapes, 8 bytes per SV, of which 4
// remain in use.
func New(ctx context.Context, h *heap.Heap, sizes *retained.Sizes) (*Tree, error) {
	b := &builder{Tree: &Tree{of: make([]shape, h.Count())}, ctx: ctx, h: h, sizes: sizes, via: make([]word, h.Count())}
	for _, s := range commonWords {
		b.words.number(s)
	}
	b.nodes = make([]node, first, 1<<10)
	b.nodes[whole] = node{example: heap.NoSV}
	b.nodes[lost] = node{class: b.words.number(path.Step{Kind: path.Root, Text: LostText}), depth: 1, example: heap.NoSV}
	if err := b.look(); err != nil {
		return nil, err
	}
	if err := b.assign(); err != nil {
		return nil, err
	}
	b.addUp()
	return b.Tree, nil
}

// builder makes a tree: goroutines that each have a part of the SVs look at
// what is to be known of each, and then one goes from the top to the bottom.
type builder struct {
	*Tree
	ctx   context.Context
	h     *heap.Heap
	sizes *retained.Sizes

	via    []word // by SV: the step from its dominator
	shapes transitions
}

// minPart is how many SVs are worth a goroutine.
const minPart = 1 << 16

// look finds the step to every SV, and its label, which stands where its shape
// will.
func (b *builder) look() error {
	n := b.h.Count()
	parts := min(runtime.GOMAXPROCS(0), 1+n/minPart)
	lookers := make([]*looker, parts)
	for i := range lookers {
		lookers[i] = newLooker(b)
	}
	each := func(do func(l *looker, i int) error) error {
		errs := make([]error, parts)
		var workers safe.Workers
		for i, l := range lookers {
			workers.Go(func() { errs[i] = do(l, i) })
		}
		workers.Wait()
		for _, err := range errs {
			if err != nil {
				return err
			}
		}
		return nil
	}
	err := each(func(l *looker, i int) error { return l.direct(heap.SV(n*i/parts), heap.SV(n*(i+1)/parts)) })
	if err != nil {
		return err
	}
	b.roots()
	return each(func(l *looker, _ int) error { return l.indirect() })
}

// dominates reports whether an SV is the dominator of another.
func (b *builder) dominates(d, sv heap.SV) bool {
	if b.h.Immortal(sv) {
		return false
	}
	above, ok := b.sizes.Dominator(sv)
	return ok && above == d
}

// only returns what a REF leads to, if nothing else does.
func (b *builder) only(ref heap.SV) (heap.SV, bool) {
	to, _, ok := b.h.NextHeld(ref, 0)
	return to, ok && b.dominates(ref, to)
}

// assign returns every SV its shape, dominators first.
func (b *builder) assign() error {
	var up []heap.SV
	for i := range b.of {
		if i&0x3fff == 0 && !safe.Turn(b.ctx) {
			return b.ctx.Err()
		}
		sv := heap.SV(i)
		for label(b.of[sv])&pending != 0 {
			d, ok := b.sizes.Dominator(sv)
			if ok && label(b.of[d])&pending != 0 {
				up = append(up, sv)
				sv = d
				continue
			}
			b.of[sv] = b.shapeOf(sv, d, ok)
			if len(up) > 0 {
				sv = up[len(up)-1]
				up = up[:len(up)-1]
			}
		}
	}
	return nil
}

// shapeOf finds the shape of an SV whose dominator, if it is dominated, has one,
// and counts it there.
func (b *builder) shapeOf(sv, d heap.SV, dominated bool) shape {
	l, step := label(b.of[sv]), b.via[sv]&^proposal
	if step == target && dominated && b.via[d]&^proposal == through && !b.isObject(d) {
		step = through // the REF is a part of what holds it, as a constant in a package
		b.via[sv] = through
	}
	var at shape
	switch {
	case l&atTop != 0:
		at = b.child(whole, noStep, l.class())
	case !dominated && !b.sizes.Reached(sv):
		at = b.child(lost, noStep, l.class())
	case !dominated:
		at = b.child(whole, step, l.class())
	case step == through && b.isObject(sv):
		step = further
		at = b.child(b.of[d]&^part, step, l.class())
	case step == through || step == target:
		at = b.of[d] &^ part
	case step == noStep:
		at = b.child(b.of[d]&^part, further, l.class())
	default:
		at = b.child(b.of[d]&^part, step, l.class())
	}
	n := &b.nodes[at]
	n.svs++
	n.bytes = safe.Add(n.bytes, b.h.Size(sv))
	if l&isPart != 0 || step == through && dominated && l&atTop == 0 {
		return at | part
	}
	n.count++
	if n.example == heap.NoSV || sv < n.example {
		n.example = sv
	}
	return at
}

// child returns the shape that a step leads to. What repeats, as the links of a
// list do, is one shape.
func (b *builder) child(parent shape, step, class word) shape {
	key := keyOf(parent, step, class)
	n, ok := b.shapes.get(key)
	if !ok {
		n = b.newChild(parent, step, class)
		b.shapes.put(key, n)
	}
	return n
}

func (b *builder) newChild(parent shape, step, class word) shape {
	if n, ok := b.repeated(parent, step, class); ok {
		return n
	}
	p := &b.nodes[parent]
	if p.depth >= maxDepth || len(b.nodes) >= maxNodes {
		return parent
	}
	if b.words.steps[step].Kind == path.Key {
		if p.keys >= 4*maxKeys {
			return b.child(parent, anyKey, class)
		}
		p.keys++
	}
	b.nodes = append(b.nodes, node{parent: parent, step: step, class: class, depth: p.depth + 1, example: heap.NoSV})
	return shape(len(b.nodes) - 1)
}

// repeated finds the shape that a new one would repeat: an object or a closure
// in others of its kind, data at the same step if there is neither between: an
// object's {events} are not those of the object that holds it.
func (b *builder) repeated(parent shape, step, class word) (shape, bool) {
	isType := b.words.steps[class].Kind != path.Data
	for at, i := parent, 0; at >= first && i < maxRepeat; at, i = b.nodes[at].parent, i+1 {
		n := &b.nodes[at]
		if n.class == class && (isType || n.step == step) {
			return at, true
		}
		if !isType && b.words.steps[n.class].Kind != path.Data {
			break
		}
	}
	return 0, false
}
