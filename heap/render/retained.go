package render

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/retained"
)

// RetainedJSON is the upper part of a dominator tree for machines. Its keys
// are stable.
type RetainedJSON struct {
	Nodes []RetainedNodeJSON `json:"nodes"` // level by level, parents first
	Rest  []RetainedRestJSON `json:"rest"`
	// Unreached are the SVs that no root reaches, of the whole heap.
	Unreached      int   `json:"unreached"`
	UnreachedBytes int64 `json:"unreachedBytes"`
}

// RetainedNodeJSON is an SV with what it retains.
type RetainedNodeJSON struct {
	SV     *SVJSON `json:"sv,omitempty"`   // absent for the whole heap, and for all that is lost
	Lost   bool    `json:"lost,omitempty"` // all that no root reaches
	Parent int     `json:"parent"`         // index of the node that dominates it, -1 for the first
	Bytes  int64   `json:"bytes"`
	Count  int     `json:"count"` // SVs, itself among them
}

// RetainedRestJSON are SVs of one kind below a node that are no nodes.
type RetainedRestJSON struct {
	Parent int    `json:"parent"`
	Kind   string `json:"kind"`
	SVs    int    `json:"svs"`   // of that kind
	Bytes  int64  `json:"bytes"` // retained by them
	Count  int    `json:"count"` // SVs retained, themselves among them
}

// NewRetainedJSON describes a part of a dominator tree for machines.
func NewRetainedJSON(h *heap.Heap, s *retained.Sizes, nodes []retained.Node, rest []retained.Rest) RetainedJSON {
	j := RetainedJSON{
		Nodes: make([]RetainedNodeJSON, len(nodes)), Rest: make([]RetainedRestJSON, len(rest)),
		Unreached: s.Unreached, UnreachedBytes: s.UnreachedBytes,
	}
	for i, n := range nodes {
		j.Nodes[i] = RetainedNodeJSON{Lost: n.Lost, Parent: n.Parent, Bytes: n.Bytes, Count: n.Count}
		if n.SV != heap.NoSV {
			sv := NewSVJSON(h, n.SV)
			j.Nodes[i].SV = &sv
		}
	}
	for i, r := range rest {
		j.Rest[i] = RetainedRestJSON{r.Parent, r.Kind.String(), r.SVs, r.Bytes, r.Count}
	}
	return j
}
