// Package identify follows the references to an SV back to the roots of the
// heap, and so answers who keeps it alive. The chain is elided as in pmat's
// `identify`: a REF that only one thing holds becomes "(via RV)", a PAD becomes
// the CODE it belongs to, and the walk ends at anything that has a name in the
// symbol table.
package identify

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// Options are for [Chain]. The zero value follows strong references and elides
// nothing.
type Options struct {
	// Depth is how many steps to follow back, 0 … MaxDepth.
	Depth int
	// Weak also follows weak references, All also indirect and inferred ones.
	Weak, All bool
	// Elide folds REFs, PADs and the symbol table.
	Elide bool
	// Limit is how many referrers of each SV to follow; 0 for all. The rest are
	// counted in an entry of kind More.
	Limit int
	// Budget is how many SVs the walk looks at; 0 for no limit. An entry of
	// kind Cut marks where it ended.
	Budget int
}

// DefaultDepth is that of pmat.
const DefaultDepth = 10

// MaxDepth limits [Options.Depth]: nobody learns anything from a chain of so
// many steps, and the output is nested as deeply.
const MaxDepth = 1000

// Kind is the kind of an [Entry].
type Kind = wire.EntryKind

// The kinds of entries.
const (
	// Reference is a reference of another SV, whose own entries follow.
	Reference = wire.EntryReference
	// Root is a root of the heap or a name in the symbol table: the chain ends.
	Root = wire.EntryRoot
	// Again stands for an SV that was described before.
	Again = wire.EntryAgain
	// Itself says that the SV refers to itself.
	Itself = wire.EntryItself
	// NotFound says that nothing refers to the SV.
	NotFound = wire.EntryNotFound
	// TooDeep says that Options.Depth ended the walk.
	TooDeep = wire.EntryTooDeep
	// Cut says that Options.Budget ended the walk.
	Cut = wire.EntryCut
	// More counts referrers beyond Options.Limit.
	More = wire.EntryMore
)

// Entry is one answer to the question of what refers to an SV.
type Entry struct {
	Kind     Kind
	Ref      heap.Ref // of a Reference or Root, as seen from what it refers to
	Label    string   // of a Reference that an Again refers to, and of that Again: A, B, …
	Circular bool     // an Again that is also an ancestor
	Count    int      // of a More
	Entries  []*Entry // of a Reference: who refers to the referrer
}

// Words say of an entry that is neither a Reference nor a Root why the chain
// ends there. What is only a note to them is written by note.
func (e *Entry) Words(note func(string) string) string {
	switch e.Kind {
	case Again:
		words := "already found"
		if e.Circular || e.Label == "" {
			words += " " + note("circularly") // pmat writes the word twice where there is no label
		}
		if e.Label != "" {
			words += " as " + note("*"+e.Label)
		}
		return words
	case Itself:
		return "itself"
	case TooDeep:
		return "not found at this depth"
	case Cut:
		return "… and others that were not followed"
	case More:
		return "… and " + text.CountOf(e.Count, "more reference", "more references") + " to it"
	}
	return "not found"
}

// Tree is what refers to an SV, back to the roots.
type Tree struct {
	SV      heap.SV
	Entries []*Entry
}

// Chain identifies an SV.
func Chain(ctx context.Context, h *heap.Heap, sv heap.SV, opt Options) (*Tree, error) {
	if opt.Depth < 0 || opt.Depth > MaxDepth {
		return nil, fmt.Errorf("identify: a depth of %d is not possible; give 0 to %d", opt.Depth, MaxDepth)
	}
	g := &graph{ctx: ctx, h: h, opt: opt, nodes: map[heap.SV]*node{}}
	if err := g.build(sv); err != nil {
		return nil, err
	}
	return &Tree{SV: sv, Entries: g.walk(sv)}, nil
}

// graph is the part of the heap that the walk sees.
type graph struct {
	ctx   context.Context
	h     *heap.Heap
	opt   Options
	nodes map[heap.SV]*node
}

type node struct {
	sv    heap.SV
	roots []heap.Ref
	refs  []heap.Ref // to this SV
	out   int        // references of this SV that the graph has
	end   Kind       // TooDeep or Cut, if the walk ended here
	more  int
}

// frame is an SV whose referrers are being followed.
type frame struct {
	node  *node
	refs  []heap.Ref
	next  int
	depth int
}

func (g *graph) node(sv heap.SV) *node {
	n, ok := g.nodes[sv]
	if !ok {
		n = &node{sv: sv}
		g.nodes[sv] = n
	}
	return n
}

// build finds the referrers, depth first, without recursion.
func (g *graph) build(sv heap.SV) error {
	f, err := g.enter(sv, g.opt.Depth)
	if err != nil {
		return err
	}
	for stack := []*frame{f}; len(stack) > 0; {
		f := stack[len(stack)-1]
		if f.next == len(f.refs) {
			stack = stack[:len(stack)-1]
			continue
		}
		ref := f.refs[f.next]
		f.next++
		if ref.SV == heap.NoSV {
			f.node.roots = append(f.node.roots, ref)
			continue
		}
		if f.depth == 0 {
			f.node.end = TooDeep
			f.next = len(f.refs)
			continue
		}
		_, known := g.nodes[ref.SV]
		if !known && g.opt.Budget > 0 && len(g.nodes) >= g.opt.Budget {
			f.node.end = Cut
			continue // what is known already is still said
		}
		from := g.node(ref.SV)
		f.node.refs = append(f.node.refs, ref)
		from.out++
		if known {
			continue
		}
		below, err := g.enter(ref.SV, f.depth-1)
		if err != nil {
			return err
		}
		stack = append(stack, below)
	}
	return nil
}

// enter makes the node of an SV and finds who refers to it, in the order in
// which they are shown: by name, then by address.
func (g *graph) enter(sv heap.SV, depth int) (*frame, error) {
	if err := g.ctx.Err(); err != nil {
		return nil, err
	}
	n := g.node(sv)
	f := &frame{node: n, depth: depth}
	if name, ok := g.end(sv); ok {
		n.roots = append(n.roots, name)
		return f, nil
	}
	refs, err := g.inrefs(sv)
	if err != nil {
		return nil, err
	}
	if g.opt.Limit > 0 && len(refs) > g.opt.Limit {
		refs = refs[:g.opt.Limit]
		n.more = max(1, g.h.InrefCount(sv, g.strengths())-g.opt.Limit)
	}
	if g.opt.Elide {
		for i := range refs {
			if refs[i], err = g.elide(refs[i]); err != nil {
				return nil, err
			}
		}
	}
	if g.h.State(sv).IsMortal() {
		n.roots = append(n.roots, root(heap.RefMortal, ""))
	}
	text.SortBy(refs, heap.Ref.Name)
	f.refs = refs
	return f, nil
}

// end reports whether the chain ends at an SV because it has a name.
func (g *graph) end(sv heap.SV) (heap.Ref, bool) {
	h := g.h
	if h.Immortal(sv) {
		return root(heap.RefImmortal, map[string]string{"UNDEF": "undef", "YES": "true", "NO": "false"}[h.Desc(sv)]), true
	}
	if !g.opt.Elide {
		return heap.Ref{}, false
	}
	if name, ok := h.Symbols().Name(sv); ok && !(name[0] == '&' && strings.HasSuffix(name, "::__ANON__")) {
		if found, err := h.Symbols().Find(name); err == nil && found == sv {
			return root(heap.RefSymbol, name), true
		}
	}
	if name, ok := h.Glob(sv).Name(); ok {
		return root(heap.RefGlobName, name), true
	}
	return heap.Ref{}, false
}

// root is what holds an SV and is none itself.
func root(kind heap.RefKind, text string) heap.Ref {
	return heap.Ref{Kind: kind, Text: text, Strength: heap.Strong, SV: heap.NoSV}
}

func (g *graph) strengths() heap.Strength {
	switch {
	case g.opt.All:
		return heap.All
	case g.opt.Weak:
		return heap.Direct
	}
	return heap.Strong
}

// inrefs returns the references of the strengths asked for; where there are
// none, those of the next weaker ones.
func (g *graph) inrefs(sv heap.SV) ([]heap.Ref, error) {
	limit := 0
	if g.opt.Limit > 0 {
		limit = g.opt.Limit + 1 // one more tells that there are more
	}
	want := g.strengths()
	for {
		refs, err := g.h.Inrefs(sv, want, limit)
		if err != nil || len(refs) > 0 || want == heap.All {
			return refs, err
		}
		if want == heap.Strong {
			want = heap.Direct
		} else {
			want = heap.All
		}
	}
}

// elide replaces a reference by a REF or PAD by the one that leads to it.
func (g *graph) elide(ref heap.Ref) (heap.Ref, error) {
	h := g.h
	if ref.SV == heap.NoSV {
		return ref, nil
	}
	if h.Kind(ref.SV) == heap.KindRef && ref.Kind == heap.RefReferrant {
		outer, err := h.Inrefs(ref.SV, g.strengths(), 2)
		if err != nil || len(outer) != 1 {
			return ref, err
		}
		ref = outer[0]
		ref.Elided = true
		if ref.SV == heap.NoSV {
			return ref, nil
		}
	}
	if cv, ok := h.PadCode(ref.SV); ok && h.Kind(ref.SV) == heap.KindPad {
		body, err := h.Code(cv).Body()
		if err != nil {
			return ref, err
		}
		ref.SV, ref.Depth = cv, int32(1+slices.Index(body.Pads, ref.SV))
	}
	return ref, nil
}
