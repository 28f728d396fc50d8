package population

import (
	"context"
	"regexp"
	"sync"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/retained"
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
const part shape = 1 << 31

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

// word is the number of a step in a table.
type word uint32

// words are the steps of a tree, each once.
type words struct {
	mu      sync.Mutex // of numbering, which several goroutines do
	steps   []path.Step
	numbers map[path.Step]word
}

func (w *words) number(s path.Step) word {
	w.mu.Lock()
	defer w.mu.Unlock()
	n, ok := w.numbers[s]
	if !ok {
		if w.numbers == nil {
			w.numbers = map[path.Step]word{}
		}
		n = word(len(w.steps))
		w.numbers[s] = n
		w.steps = append(w.steps, s)
	}
	return n
}

func (w *words) len() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.steps)
}

// The words that every tree has.
const (
	noStep     word = iota
	through         // a part of what holds it
	further         // held, but not directly: by several things below its dominator
	anyElement      // of an ARRAY
	anyKey          // of a table
)

var commonWords = []path.Step{{}, {Kind: path.More, Text: "part"}, {Kind: path.More}, {Kind: path.AnyElement}, {Kind: path.AnyKey}}

// LostText is what the population of what no root reaches is called.
const LostText = "what nothing in the dump holds"

// New finds the shapes of a heap. It takes time linear in the number of SVs,
// and 8 bytes for each beside what the shapes take.
func New(ctx context.Context, h *heap.Heap, sizes *retained.Sizes) (*Tree, error) {
	b := &builder{Tree: &Tree{of: make([]shape, h.Count())}, ctx: ctx, h: h, sizes: sizes}
	b.finder.Heap = h
	for _, s := range commonWords {
		b.words.number(s)
	}
	b.nodes = make([]node, first, 1<<10)
	b.nodes[whole] = node{example: heap.NoSV}
	b.nodes[lost] = node{class: b.words.number(path.Step{Kind: path.Root, Text: LostText}), depth: 1, example: heap.NoSV}
	if err := b.findSteps(); err != nil {
		return nil, err
	}
	if err := b.assign(); err != nil {
		return nil, err
	}
	b.add()
	return b.Tree, nil
}

// builder makes a tree.
type builder struct {
	*Tree
	ctx    context.Context
	h      *heap.Heap
	sizes  *retained.Sizes
	finder path.Finder

	via      []word // by SV: the step from its dominator
	children map[childKey]shape
	last     childKey // that was asked for, and its answer
	lastIs   shape

	classes  map[heap.SV]word // by package
	optrees  []word           // by optree of closures
	kinds    [256]word
	held     map[heap.SV]word                  // by what a root refers to
	lexicals map[heap.SV]map[heap.SV]path.Step // by pad and SV
}

type childKey struct {
	parent      shape
	step, class word
}

// assign gives every SV its shape, dominators first.
func (b *builder) assign() error {
	b.children = map[childKey]shape{}
	for i := range b.of {
		b.of[i] = unknown
	}
	var up []heap.SV
	for i := range b.of {
		if i&0xffff == 0 && b.ctx.Err() != nil {
			return b.ctx.Err()
		}
		sv := heap.SV(i)
		for b.of[sv] == unknown {
			up = append(up, sv)
			d, ok := b.sizes.Dominator(sv)
			if !ok {
				break
			}
			sv = d
		}
		for len(up) > 0 {
			sv = up[len(up)-1]
			up = up[:len(up)-1]
			b.of[sv] = b.shapeOf(sv)
		}
	}
	return nil
}

// shapeOf finds the shape of an SV whose dominator has one.
func (b *builder) shapeOf(sv heap.SV) shape {
	d, dominated := b.sizes.Dominator(sv)
	parent, step := whole, noStep
	switch {
	case dominated:
		parent, step = b.of[d], b.via[sv]
	case !b.sizes.Reached(sv):
		parent = lost
	default:
		step = b.via[sv]
	}
	kind := b.h.Kind(sv)
	if kind.IsStash() {
		if name, ok := b.h.Stash(sv).Name(); ok {
			return b.child(whole, noStep, b.words.number(path.Step{Kind: path.Symbol, Text: "%" + numbered(name) + "::"}))
		}
	}
	if step == through {
		return parent
	}
	return b.child(parent, step, b.class(sv, kind))
}

// class says what an SV is. What a REF leads to, and it alone, stands for it.
func (b *builder) class(sv heap.SV, kind heap.Kind) word {
	if kind == heap.KindRef {
		if to, ok := b.only(sv); ok {
			sv, kind = to, b.h.Kind(to)
		}
	}
	if stash, ok := b.h.Blessed(sv); ok {
		w, known := b.classes[stash]
		if !known {
			w = b.kind(kind)
			if name, ok := b.h.Stash(stash).Name(); ok {
				w = b.words.number(path.Step{Kind: path.Object, Text: numbered(name)})
			}
			if b.classes == nil {
				b.classes = map[heap.SV]word{}
			}
			b.classes[stash] = w
		}
		return w
	}
	switch {
	case kind == heap.KindCode:
		return b.code(sv)
	case kind == heap.KindGlob && b.isSymbol(sv):
		if name, ok := b.h.Glob(sv).Name(); ok {
			return b.words.number(path.Step{Kind: path.Symbol, Text: "*" + numbered(name)})
		}
	}
	return b.kind(kind)
}

// only gives what a REF leads to, if nothing else does.
func (b *builder) only(ref heap.SV) (heap.SV, bool) {
	to, _, ok := b.h.NextHeld(ref, 0)
	return to, ok && b.dominates(ref, to)
}

// code says which sub a CODE is of: a named one by its name, others by their
// first statement.
func (b *builder) code(cv heap.SV) word {
	optree, ok := b.h.Code(cv).Optree()
	if ok && b.h.Code(cv).IsClosure() {
		if optree < len(b.optrees) && b.optrees[optree] != noStep {
			return b.optrees[optree]
		}
	}
	s := path.Step{Kind: path.Data, Text: b.h.Kind(cv).String()}
	if name, named := b.h.Symbols().Name(cv); named && !b.h.Code(cv).IsClosure() {
		s = path.Step{Kind: path.Symbol, Text: numbered(name)}
	} else if at, known := b.h.Code(cv).Location(); known {
		at.File = numbered(at.File)
		s = path.Step{Kind: path.Closure, At: at}
	}
	w := b.words.number(s)
	if ok && b.h.Code(cv).IsClosure() {
		for len(b.optrees) <= optree {
			b.optrees = append(b.optrees, noStep)
		}
		b.optrees[optree] = w
	}
	return w
}

func (b *builder) kind(k heap.Kind) word {
	if b.kinds[k] == noStep {
		b.kinds[k] = b.words.number(path.Step{Kind: path.Data, Text: k.String()})
	}
	return b.kinds[k]
}

// child gives the shape that a step leads to. What repeats, as the links of a
// list do, is one shape.
func (b *builder) child(parent shape, step, class word) shape {
	key := childKey{parent, step, class}
	if key == b.last && b.lastIs != 0 {
		return b.lastIs
	}
	n, ok := b.children[key]
	if !ok {
		n = b.newChild(key)
		b.children[key] = n
	}
	b.last, b.lastIs = key, n
	return n
}

func (b *builder) newChild(key childKey) shape {
	if n, ok := b.repeated(key); ok {
		return n
	}
	p := &b.nodes[key.parent]
	if p.depth >= maxDepth || len(b.nodes) >= maxNodes {
		return key.parent
	}
	if b.words.steps[key.step].Kind == path.Key {
		if p.keys >= 4*maxKeys {
			return b.child(key.parent, anyKey, key.class)
		}
		p.keys++
	}
	b.nodes = append(b.nodes, node{parent: key.parent, step: key.step, class: key.class, depth: p.depth + 1, example: heap.NoSV})
	return shape(len(b.nodes) - 1)
}

// repeated finds the shape that a new one would repeat: an object or a closure
// in others of its kind, data at the same step.
func (b *builder) repeated(key childKey) (shape, bool) {
	isType := b.words.steps[key.class].Kind != path.Data
	for at, i := key.parent, 0; at >= first && i < maxRepeat; at, i = b.nodes[at].parent, i+1 {
		n := &b.nodes[at]
		if n.class == key.class && (isType || n.step == key.step) {
			return at, true
		}
	}
	return 0, false
}

// add adds up the SVs by shape, and the shapes from the bottom to the top.
func (b *builder) add() {
	for i, at := range b.of {
		sv := heap.SV(i)
		n := &b.nodes[at]
		n.svs++
		n.bytes = heap.AddBytes(n.bytes, b.h.Size(sv))
		if b.counts(sv) {
			n.count++
			if n.example == heap.NoSV {
				n.example = sv
			}
		} else {
			b.of[i] |= part
		}
	}
	for i := len(b.nodes) - 1; i >= 0; i-- {
		n := &b.nodes[i]
		n.retained = heap.AddBytes(n.retained, n.bytes)
		if shape(i) != whole && shape(i) != unknown {
			p := &b.nodes[n.parent]
			p.retained = heap.AddBytes(p.retained, n.retained)
		}
	}
	b.nodes[whole].count = 1
}

// counts reports whether an SV is a member of its population, not a part of one.
func (b *builder) counts(sv heap.SV) bool {
	switch {
	case b.h.Kind(sv).IsStash():
		return true
	case b.via[sv] == through:
		// What a REF alone leads to is the member, the REF a part.
		d, ok := b.sizes.Dominator(sv)
		return ok && b.h.Kind(d) == heap.KindRef
	case b.h.Kind(sv) == heap.KindRef:
		_, alone := b.only(sv)
		return !alone
	}
	return true
}

// generated are names that perl and modules make by counting: string evals, the
// globs of Symbol, the classes of Class::MOP.
var generated = regexp.MustCompile(`\(eval [0-9]+\)|\bSymbol::GEN[0-9]+|__SERIAL__::[0-9]+|__ANON__::SERIAL::[0-9]+`)

var digits = regexp.MustCompile(`[0-9]+`)

// numbered takes the numbers out of a name that was made by counting.
func numbered(name string) string {
	return generated.ReplaceAllStringFunc(name, func(s string) string { return digits.ReplaceAllString(s, "N") })
}
