package wire

// Chain is an identify chain.
type Chain struct {
	SV      SV           `json:"sv"`
	Entries []ChainEntry `json:"entries"`
}

// SV is an SV.
type SV struct {
	Address string `json:"address"`
	Type    string `json:"type"`
	Desc    string `json:"desc"`
	Package string `json:"package,omitempty"`
	Root    string `json:"root,omitempty"`
	Symbol  string `json:"symbol,omitempty"`
	File    string `json:"file,omitempty"` // of a CODE, as the dump has it
	Line    int    `json:"line,omitempty"`
	Size    int64  `json:"size"`
}

// ChainEntry is one entry of a chain.
type ChainEntry struct {
	Kind     string       `json:"kind"`
	Name     string       `json:"name,omitempty"`
	Strength string       `json:"strength,omitempty"`
	SV       *SV          `json:"sv,omitempty"`
	Label    string       `json:"label,omitempty"`
	Circular bool         `json:"circular,omitempty"`
	Count    int          `json:"count,omitempty"`
	Entries  []ChainEntry `json:"entries,omitempty"`
}
