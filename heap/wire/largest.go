package wire

// Large is one of the largest SVs.
type Large struct {
	SV    SV      `json:"sv"`
	Bytes int64   `json:"bytes"` // as measured
	Of    []Large `json:"of,omitempty"`
	// OfOthers is the sum of the sizes of the rest of the set.
	OfOthers int64 `json:"ofOthers,omitempty"`
}

// Largest is the list of the largest SVs.
type Largest struct {
	Items  []Large `json:"items"`
	Others int64   `json:"others"` // the sum of the sizes of all others, bytes
}
