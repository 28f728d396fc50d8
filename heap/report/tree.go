package report

import (
	"cmp"
	"context"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
)

// node is a part of the heap: an SV with what it retains, many small ones of
// one sort, or what is left.
type node struct {
	Name  string // made harmless
	Type  string // as pmat says it; of many small ones too
	Group group
	Bytes int64 // retained
	Count int   // SVs
	Parts []*node
}

// group is what a node is coloured by.
type group string

const (
	groupCode      group = "code"
	groupObject    group = "object"
	groupContainer group = "container"
	groupPackage   group = "package"
	groupScalar    group = "scalar"
	groupOther     group = "other"
	groupUnreached group = "unreached"
)

const (
	// leastShare is the part of the heap that a node must retain to be shown:
	// there are at most so many that do not contain each other.
	leastShare = 1. / 250
	// maxDepth bounds how deep nodes stand in each other.
	maxDepth = 6
	// mostOf is the part of an SV's retained bytes that one thing below it must
	// have to be shown in its place.
	mostOf = 0.9
)

// treeOf makes the tree of a heap from its dominators: what retains least is
// put together by what it is, and a chain of SVs of which each holds hardly
// more than the next is one node, which has the name of its last.
func treeOf(ctx context.Context, h *heap.Heap, sizes *retained.Sizes, prog *site.Program, keys text.Keys) (*node, error) {
	b := &treeBuilder{ctx: ctx, h: h, sizes: sizes, prog: prog, keys: keys, least: max(1, int64(leastShare*float64(h.Bytes()))), shownIn: map[heap.SV]*node{}}
	root := &node{Name: "the heap", Group: groupOther, Bytes: h.Bytes(), Count: h.Count()}
	lost := &node{Name: "reached from no root", Group: groupUnreached, Bytes: sizes.UnreachedBytes, Count: sizes.Unreached}
	if err := b.collect(); err != nil {
		return nil, err
	}
	b.place(root, lost)
	if err := b.gather(root, lost); err != nil {
		return nil, err
	}
	if lost.Count > 0 {
		root.Parts = append(root.Parts, lost)
	}
	root.sort()
	return root, nil
}

type treeBuilder struct {
	ctx     context.Context
	h       *heap.Heap
	sizes   *retained.Sizes
	prog    *site.Program // nil if the source is not known
	keys    text.Keys
	least   int64
	below   []edge            // the big SVs by their dominator
	top     []heap.SV         // those that have none
	held    []heap.SV         // scratch
	shownIn map[heap.SV]*node // of big SVs
}

// edge leads from a dominator to a big SV.
type edge struct{ from, to heap.SV }

const checkEvery = 1 << 14

func (b *treeBuilder) each(f func(sv heap.SV)) error {
	for sv := range heap.SV(b.h.Count()) {
		if sv%checkEvery == 0 {
			if err := b.ctx.Err(); err != nil {
				return err
			}
		}
		f(sv)
	}
	return nil
}

// collect finds the big SVs. What dominates one is big too. Of a lost cycle the
// SV that stands for it is one.
func (b *treeBuilder) collect() error {
	err := b.each(func(sv heap.SV) {
		if b.sizes.Bytes(sv) < b.least || b.sizes.Head(sv) != sv {
			return
		}
		if d, ok := b.sizes.Dominator(sv); ok {
			b.below = append(b.below, edge{d, sv})
		} else {
			b.top = append(b.top, sv)
		}
	})
	slices.SortFunc(b.below, func(x, y edge) int {
		return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to))
	})
	return err
}

// bigBelow gives the big SVs that an SV dominates.
func (b *treeBuilder) bigBelow(sv heap.SV) []edge {
	from, _ := slices.BinarySearchFunc(b.below, sv, func(e edge, sv heap.SV) int { return cmp.Compare(e.from, sv) })
	to := from
	for to < len(b.below) && b.below[to].from == sv {
		to++
	}
	return b.below[from:to]
}

// place makes the nodes of the big SVs.
func (b *treeBuilder) place(root, lost *node) {
	type step struct {
		sv    heap.SV
		in    *node
		depth int
	}
	var todo []step
	for _, sv := range b.top {
		if b.sizes.Reached(sv) {
			todo = append(todo, step{sv, root, 1})
		} else {
			todo = append(todo, step{sv, lost, 2})
		}
	}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if at.depth > maxDepth {
			// Part of what is shown already.
			b.shownIn[at.sv] = at.in
			for _, e := range b.bigBelow(at.sv) {
				todo = append(todo, step{e.to, at.in, at.depth})
			}
			continue
		}
		n := &node{Bytes: b.sizes.Bytes(at.sv), Count: b.sizes.Count(at.sv)}
		last := at.sv
		parts := b.bigBelow(last)
		for {
			b.shownIn[last] = n
			if len(parts) != 1 || float64(b.sizes.Bytes(parts[0].to)) < mostOf*float64(b.sizes.Bytes(last)) {
				break
			}
			last = parts[0].to
			parts = b.bigBelow(last)
		}
		b.describe(n, last)
		at.in.Parts = append(at.in.Parts, n)
		for _, e := range parts {
			todo = append(todo, step{e.to, n, at.depth + 1})
		}
	}
}

// describe names the node of an SV.
func (b *treeBuilder) describe(n *node, sv heap.SV) {
	h := b.h
	n.Type, n.Group = h.Type(sv), groupOf(h, sv)
	if class, ok := h.Package(sv); ok {
		n.Type += " of " + text.Name(class)
	}
	if !b.sizes.Reached(sv) {
		n.Group = groupUnreached
	}
	switch name, ok := h.Symbols().Name(sv); {
	case h.Kind(sv).IsStash():
		stash, _ := h.Stash(sv).Name()
		n.Name = "package " + text.Name(stash)
	case h.Kind(sv) == heap.KindGlob:
		glob, _ := h.Glob(sv).Name()
		n.Name = "*" + text.Name(glob)
	case h.Kind(sv) == heap.KindCode:
		n.Name = b.codeName(sv, name)
	case ok:
		n.Name = text.Name(name)
	default:
		n.Name = text.Safe(b.nameless(sv))
	}
}

// nameless says of what an SV is a part that is not in the symbol table.
func (b *treeBuilder) nameless(sv heap.SV) string {
	h := b.h
	if name, ok := h.Roots().Name(sv); ok {
		return name
	}
	if name, ok := b.padOf(sv); ok && h.Kind(sv) == heap.KindPad {
		return "pad of " + name
	}
	p := path.Finder{Heap: h}.Of(sv).Path
	if d, ok := b.sizes.Dominator(sv); ok && p.Lexical() == "" {
		if name, ok := b.padOf(d); ok && h.Kind(d) == heap.KindPad {
			return "a constant or temporary of " + name // perls with threads keep both in pads
		}
	}
	if p.Known() {
		return path.Writer{Keys: b.keys}.Path(p)
	}
	return h.Desc(sv)
}

// padOf names the sub of a PAD.
func (b *treeBuilder) padOf(pad heap.SV) (string, bool) {
	cv, ok := b.h.PadCode(pad)
	if !ok {
		return "", false
	}
	name, _ := b.h.Symbols().Name(cv)
	return b.codeName(cv, name), true
}

// codeName says what a CODE with a symbol is, and where it stands.
func (b *treeBuilder) codeName(cv heap.SV, name string) string {
	loc, _ := b.h.Code(cv).Location()
	if loc.Line == 0 {
		return cmp.Or(text.Name(name), "CODE")
	}
	where := loc.String()
	if b.prog != nil {
		where = b.prog.PlaceCode(cv).Written(site.WithDoubt)
	}
	return cmp.Or(text.Name(name), "sub") + " at " + where
}

func groupOf(h *heap.Heap, sv heap.SV) group {
	if _, ok := h.Blessed(sv); ok && h.Kind(sv) != heap.KindCode {
		return groupObject
	}
	switch k := h.Kind(sv); k {
	case heap.KindCode, heap.KindPad, heap.KindPadlist, heap.KindPadnames:
		return groupCode
	case heap.KindStash, heap.KindClass, heap.KindGlob:
		return groupPackage
	case heap.KindArray, heap.KindHash, heap.KindRef, heap.KindObject:
		return groupContainer
	case heap.KindScalar, heap.KindBool, heap.KindRegexp, heap.KindLvalue:
		return groupScalar
	}
	return groupOther
}

// sort orders the parts of all nodes, the biggest first, and adds to each what
// is in none of its parts.
func (n *node) sort() {
	todo := []*node{n}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if len(at.Parts) == 0 {
			continue
		}
		rest := &node{Name: "the rest of " + at.Name, Group: groupOther, Bytes: at.Bytes, Count: at.Count}
		for _, p := range at.Parts {
			rest.Bytes -= p.Bytes
			rest.Count -= p.Count
		}
		slices.SortStableFunc(at.Parts, func(x, y *node) int {
			return cmp.Or(-cmp.Compare(x.Bytes, y.Bytes), cmp.Compare(x.Name, y.Name))
		})
		todo = append(todo, at.Parts...)
		if rest.Bytes > 0 {
			at.Parts = append(at.Parts, rest)
		}
	}
}
