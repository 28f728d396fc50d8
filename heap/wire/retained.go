package wire

// Retained is the upper part of a dominator tree. Its keys
// are stable.
type Retained struct {
	Nodes []RetainedNode `json:"nodes"` // level by level, parents first
	Rest  []RetainedRest `json:"rest"`
	// Unreached are the SVs that no root reaches, of the whole heap.
	Unreached      int   `json:"unreached"`
	UnreachedBytes int64 `json:"unreachedBytes"`
}

// RetainedNode is an SV with what it retains.
type RetainedNode struct {
	SV     *SV   `json:"sv,omitempty"`   // absent for the whole heap, and for all that is lost
	Lost   bool  `json:"lost,omitempty"` // all that no root reaches
	Parent int   `json:"parent"`         // index of the node that dominates it, -1 for the first
	Bytes  int64 `json:"bytes"`
	Count  int   `json:"count"` // SVs, itself among them
}

// RetainedRest are SVs of one kind below a node that are no nodes.
type RetainedRest struct {
	Parent int    `json:"parent"`
	Kind   string `json:"kind"`
	SVs    int    `json:"svs"`   // of that kind
	Bytes  int64  `json:"bytes"` // retained by them
	Count  int    `json:"count"` // SVs retained, themselves among them
}
