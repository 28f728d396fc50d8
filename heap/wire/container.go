package wire

// Element is an element of an ARRAY.
type Element struct {
	Index int    `json:"index"`
	Text  string `json:"text"`         // as pmat writes it
	SV    *SV    `json:"sv,omitempty"` // absent where there is none
}

// Pair is a key and its value.
type Pair struct {
	Key  string `json:"key"`           // as pmat writes it, in braces
	HEK  string `json:"hek,omitempty"` // the address of the key's string, if it was asked for and is known
	Text string `json:"text"`
	SV   *SV    `json:"sv,omitempty"`

	Shown string `json:"-"` // Key in the style of a terminal
}
