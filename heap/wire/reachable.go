package wire

// ReachTally counts the SVs of a class of reachability.
type ReachTally struct {
	Class string `json:"class"` // symtab, user, padlist, lexical, internal, none
	Count int    `json:"count"`
	Bytes int64  `json:"bytes"`
}
