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
	Bytes   int64  `json:"bytes"`
}

// Strength is how strong a reference is.
type Strength string

const (
	Strong   Strength = "strong"
	Weak     Strength = "weak"
	Indirect Strength = "indirect"
	Inferred Strength = "inferred"
)

// EntryKind is what an entry of a chain is.
type EntryKind string

const (
	EntryReference EntryKind = "reference"
	EntryRoot      EntryKind = "root"
	EntryAgain     EntryKind = "again"
	EntryItself    EntryKind = "itself"
	EntryNotFound  EntryKind = "not found"
	EntryTooDeep   EntryKind = "too deep"
	EntryCut       EntryKind = "cut"
	EntryMore      EntryKind = "more"
)

// ChainEntry is one entry of a chain.
type ChainEntry struct {
	Kind     EntryKind    `json:"kind"`
	Name     string       `json:"name,omitempty"`
	Text     string       `json:"text,omitempty"` // what is said of the entry: of a reference, its name in words of Perl programmers
	Strength Strength     `json:"strength,omitempty"`
	SV       *SV          `json:"sv,omitempty"`
	Label    string       `json:"label,omitempty"`
	Circular bool         `json:"circular,omitempty"`
	Count    int          `json:"count,omitempty"`
	Entries  []ChainEntry `json:"entries,omitempty"`
}
