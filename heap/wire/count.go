package wire

// Census is a census.
type Census struct {
	Kinds    []Tally            `json:"kinds"`
	Packages map[string][]Tally `json:"packages,omitempty"` // by kind, of blessed SVs
	Scalars  []Tally            `json:"scalars,omitempty"`
	Total    Tally              `json:"total"`
}

// Tally counts SVs; sizes are in bytes.
type Tally struct {
	Name         string `json:"name"`
	Count        int    `json:"count"`
	Blessed      int    `json:"blessed"`
	Bytes        int64  `json:"bytes"`
	BlessedBytes int64  `json:"blessedBytes"`
	Least        bool   `json:"least,omitempty"` // the bytes are lower bounds
}

// DumpCensus is the census of one of several dumps.
type DumpCensus struct {
	Dump string `json:"dump"` // path
	Census
}

// Total is how many there are.
type Total struct {
	Total int `json:"total"`
}
