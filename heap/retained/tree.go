package retained

import (
	"cmp"
	"context"
	"slices"

	"github.com/perlheap/perlheap/heap"
)

// Node is an SV of a part of the dominator tree.
type Node struct {
	SV     heap.SV // NoSV for the whole heap, and for all that is lost
	Lost   bool    // all that no root reaches
	Parent int     // index of the node that dominates it; -1 for the first
	Bytes  int64   // retained
	Count  int     // SVs retained, itself among them
}

// Rest are SVs of one kind that a node dominates immediately and that are no
// nodes themselves, with all that they retain.
type Rest struct {
	Parent int // index of the node
	Kind   heap.Kind
	SVs    int // of that kind
	Bytes  int64
	Count  int // SVs retained, themselves among them
}

// TreeOptions bound what [Sizes.Tree] gives.
type TreeOptions struct {
	From     heap.SV // the first node; NoSV for the whole heap
	Depth    int     // levels below it
	Nodes    int     // at most so many nodes
	MinBytes int64   // of a node below the first
}

// Tree is the part of the dominator tree below an SV that is large enough to
// be seen. Nodes come level by level, each with the most bytes first; the
// bytes of a node are its own, those of its child nodes and those of its rest.
// What no root reaches is a node of its own below the whole heap, however small;
// a lost cycle is one node, whose own bytes are those of all its members. It
// looks at all SVs of the heap twice.
func (s *Sizes) Tree(ctx context.Context, h *heap.Heap, opt TreeOptions) ([]Node, []Rest, error) {
	children, err := s.large(ctx, opt.MinBytes)
	if err != nil {
		return nil, nil, err
	}
	nodes := []Node{s.top(opt.From)}
	at := map[heap.SV]int{nodes[0].SV: 0}
	for from, depth := 0, 0; depth < opt.Depth && from < len(nodes); depth++ {
		to := len(nodes)
		var level []Node
		for i := from; i < to; i++ {
			above := nodes[i].SV
			switch {
			case nodes[i].Lost:
				above = allLost
			case above == heap.NoSV && s.Unreached > 0:
				level = append(level, Node{SV: heap.NoSV, Lost: true, Parent: i, Bytes: s.UnreachedBytes, Count: s.Unreached})
			}
			first, _ := slices.BinarySearchFunc(children, above, func(c child, above heap.SV) int { return cmp.Compare(c.above, above) })
			for _, c := range children[first:] {
				if c.above != above {
					break
				}
				level = append(level, Node{SV: c.sv, Parent: i, Bytes: s.bytes.at(c.sv), Count: int(s.count[c.sv])})
			}
		}
		slices.SortStableFunc(level, func(a, b Node) int {
			return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(a.SV, b.SV))
		})
		for _, n := range level[:min(len(level), max(opt.Nodes-len(nodes), 0))] {
			if n.Lost {
				at[allLost] = len(nodes)
			} else {
				at[n.SV] = len(nodes)
			}
			nodes = append(nodes, n)
		}
		from = to
	}
	rest, err := s.rest(ctx, h, at)
	return nodes, rest, err
}

// allLost stands for what dominates the SVs that no root reaches and no other
// SV dominates.
const allLost heap.SV = heap.NoSV - 1 // beyond heap.MaxSVs

// above gives the node that an SV hangs on; false if it is a part of one
// itself, as a member of a lost cycle that another stands for.
func (s *Sizes) above(sv heap.SV) (heap.SV, bool) {
	d := s.idom[sv]
	switch {
	case d == heap.NoSV && s.lost.is.has(sv):
		return allLost, true
	case d != heap.NoSV && s.lost.cyclic.has(sv):
		return d, false
	}
	return d, true
}

func (s *Sizes) top(sv heap.SV) Node {
	n := Node{SV: sv, Parent: -1}
	if sv != heap.NoSV {
		n.SV = s.whole(sv)
		n.Bytes, n.Count = s.Bytes(sv), s.Count(sv)
		return n
	}
	n.Bytes, n.Count = s.UnreachedBytes, s.Unreached
	for i, d := range s.idom {
		if d == heap.NoSV && s.Reached(heap.SV(i)) {
			n.Bytes += s.bytes.at(heap.SV(i))
			n.Count += int(s.count[i])
		}
	}
	return n
}

// child is an edge of the dominator tree.
type child struct{ above, sv heap.SV }

// large gives the edges to SVs that retain so many bytes, by dominator.
func (s *Sizes) large(ctx context.Context, minBytes int64) ([]child, error) {
	var all []child
	done := poll{ctx: ctx}
	for i := range s.idom {
		if sv := heap.SV(i); s.bytes.at(sv) >= minBytes {
			if d, ok := s.above(sv); ok {
				all = append(all, child{d, sv})
			}
		}
		if done.ended() {
			return nil, ctx.Err()
		}
	}
	slices.SortFunc(all, func(a, b child) int { return cmp.Or(cmp.Compare(a.above, b.above), cmp.Compare(a.sv, b.sv)) })
	return all, nil
}

// rest adds up what the nodes dominate beside each other.
func (s *Sizes) rest(ctx context.Context, h *heap.Heap, at map[heap.SV]int) ([]Rest, error) {
	type key struct {
		parent int
		kind   heap.Kind
	}
	sums := map[key]*Rest{}
	done := poll{ctx: ctx}
	// Most SVs have the same few dominators: one look at the map for a run.
	var lastAbove heap.SV
	lastAt, lastIs := at[lastAbove]
	// What is lost and has no node to hang on is a part of the whole heap.
	if whole, ok := at[heap.NoSV]; ok {
		if _, shown := at[allLost]; !shown {
			at[allLost] = whole
		}
	}
	for i := range s.idom {
		if done.ended() {
			return nil, ctx.Err()
		}
		d, ok := s.above(heap.SV(i))
		if !ok {
			continue
		}
		if d != lastAbove {
			lastAbove = d
			lastAt, lastIs = at[d]
		}
		if !lastIs {
			continue
		}
		sv := heap.SV(i)
		if _, shown := at[sv]; shown {
			continue
		}
		k := key{lastAt, h.Kind(sv)}
		r := sums[k]
		if r == nil {
			r = &Rest{Parent: k.parent, Kind: k.kind}
			sums[k] = r
		}
		r.SVs++
		r.Bytes += s.bytes.at(sv)
		r.Count += int(s.count[sv])
	}
	all := make([]Rest, 0, len(sums))
	for _, r := range sums {
		all = append(all, *r)
	}
	slices.SortFunc(all, func(a, b Rest) int {
		return cmp.Or(cmp.Compare(a.Parent, b.Parent), cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(a.Kind, b.Kind))
	})
	return all, nil
}
