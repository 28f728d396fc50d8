package identify

import (
	"cmp"
	"slices"

	"github.com/perlheap/perlheap/heap"
)

// step is an SV whose entries are being written.
type step struct {
	node *node
	into *[]*Entry
	refs []heap.Ref
	next int
}

// walk turns the graph into a tree: an SV that is met again is only named.
func (g *graph) walk(sv heap.SV) []*Entry {
	w := &walker{g: g, open: map[heap.SV]bool{}, done: map[heap.SV]bool{}, label: map[heap.SV]string{}}
	var entries []*Entry
	stack := w.enter(nil, g.nodes[sv], &entries)
	for len(stack) > 0 {
		s := &stack[len(stack)-1]
		if s.next == len(s.refs) {
			if s.node.end == Cut {
				*s.into = append(*s.into, &Entry{Kind: Cut})
			}
			if s.node.more > 0 {
				*s.into = append(*s.into, &Entry{Kind: More, Count: s.node.more})
			}
			w.open[s.node.sv], w.done[s.node.sv] = false, true
			stack = stack[:len(stack)-1]
			continue
		}
		ref := s.refs[s.next]
		s.next++
		from := g.nodes[ref.SV]
		e := &Entry{Kind: Reference, Ref: ref}
		if from.out > 1 && len(from.roots) == 0 && from.end != TooDeep && w.label[ref.SV] == "" {
			w.labels++
			w.label[ref.SV] = labelText(w.labels)
			e.Label = w.label[ref.SV]
		}
		*s.into = append(*s.into, e)
		if ref.SV == s.node.sv {
			e.Entries = []*Entry{{Kind: Itself}}
			continue
		}
		stack = w.enter(stack, from, &e.Entries)
	}
	return entries
}

type walker struct {
	g      *graph
	open   map[heap.SV]bool
	done   map[heap.SV]bool
	label  map[heap.SV]string
	labels int
}

// enter writes what ends the chain at an SV, and puts it on the stack if
// there is more to walk.
func (w *walker) enter(stack []step, n *node, into *[]*Entry) []step {
	if len(n.roots) == 0 && len(n.refs) == 0 && n.end == "" {
		*into = append(*into, &Entry{Kind: NotFound})
		return stack
	}
	refs := n.refs
	if slices.ContainsFunc(n.roots, func(r heap.Ref) bool { return r.Strength == heap.Strong }) {
		refs = nil // a strong root says enough
	}
	if len(refs) > 0 && (w.open[n.sv] || w.done[n.sv]) {
		*into = append(*into, &Entry{Kind: Again, Label: w.label[n.sv], Circular: w.open[n.sv]})
		return stack
	}
	for _, r := range n.roots {
		*into = append(*into, &Entry{Kind: Root, Ref: r})
	}
	if n.end == TooDeep {
		*into = append(*into, &Entry{Kind: TooDeep})
		return stack
	}
	w.open[n.sv] = true
	refs = slices.Clone(refs)
	slices.SortStableFunc(refs, func(a, b heap.Ref) int { return cmp.Compare(a.Strength, b.Strength) })
	return append(stack, step{node: n, into: into, refs: refs})
}

// labelText counts A, B, … Z, AA, AB, … as Perl's string increment does.
func labelText(n int) string {
	text := ""
	for ; n > 0; n = (n - 1) / 26 {
		text = string(rune('A'+(n-1)%26)) + text
	}
	return text
}
