package wire

// ReachTally counts the SVs of a class of reachability.
type ReachTally struct {
	Class string `json:"class"` // symtab, user, padlist, lexical, internal, none
	Count int    `json:"count"`
	Bytes int64  `json:"bytes"`
}

// Reached is the class of reachability of an SV.
type Reached struct {
	SV    SV     `json:"sv"`
	Class string `json:"class"` // as that of a ReachTally
}
