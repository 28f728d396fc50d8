package wire

// Large is one of the largest SVs.
type Large struct {
	SV    SV      `json:"sv"`
	Bytes int64   `json:"bytes"`           // as measured
	Least bool    `json:"least,omitempty"` // they are a lower bound
	Of    []Large `json:"of,omitempty"`
	// OfOtherBytes is the sum of the sizes of the rest of the set.
	OfOtherBytes int64 `json:"ofOtherBytes,omitempty"`
}

// Largest is the list of the largest SVs.
type Largest struct {
	Items      []Large `json:"items"`
	OtherBytes int64   `json:"otherBytes"` // the sum of the sizes of all others, bytes
}
