package wire

// Caller is a frame of perl's context stack.
type Caller struct {
	Type    string `json:"type"`    // SUB, TRY, EVAL
	Context string `json:"context"` // void, scalar, array
	File    string `json:"file"`    // where it was called
	Line    uint64 `json:"line"`
	Code    *SV    `json:"code,omitempty"`  // of a SUB
	Depth   int    `json:"depth,omitempty"` // of a SUB: which call of its CODE
	Args    []SV   `json:"args,omitempty"`
}
