package render

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/wire"
)

// NewRetainedJSON describes a part of a dominator tree for machines.
func NewRetainedJSON(h *heap.Heap, s *retained.Sizes, nodes []retained.Node, rest []retained.Rest) wire.Retained {
	j := wire.Retained{
		Nodes: make([]wire.RetainedNode, len(nodes)), Rest: make([]wire.RetainedRest, len(rest)),
		Unreached: s.Unreached, UnreachedBytes: s.UnreachedBytes,
	}
	for i, n := range nodes {
		j.Nodes[i] = wire.RetainedNode{Lost: n.Lost, Parent: n.Parent, Bytes: n.Bytes, Count: n.Count}
		if n.SV != heap.NoSV {
			sv := NewSVJSON(h, n.SV)
			j.Nodes[i].SV = &sv
		}
	}
	for i, r := range rest {
		j.Rest[i] = wire.RetainedRest{Parent: r.Parent, Kind: r.Kind.String(), SVs: r.SVs, Bytes: r.Bytes, Count: r.Count}
	}
	return j
}
