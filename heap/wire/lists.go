package wire

// SharedString is an entry of the shared string table.
type SharedString struct {
	Key   string       `json:"key"`           // in braces, as Perl source
	HEK   string       `json:"hek,omitempty"` // its address
	Users []StringUser `json:"users,omitempty"`
}

// StringUser is an SV that uses a shared string.
type StringUser struct {
	How string `json:"how"` // key, name, shared PV
	SV  SV     `json:"sv"`
}

// Dangling is a pointer that leads to no SV.
type Dangling struct {
	SV      SV     `json:"sv"`
	Name    string `json:"name"`
	Address string `json:"address"`
}

// ReachTally counts the SVs of a class of reachability.
type ReachTally struct {
	Class string `json:"class"` // symtab, user, padlist, lexical, internal, none
	Count int    `json:"count"`
	Bytes int64  `json:"bytes"`
}

// Found is an SV that was found, and what each filter says of it.
type Found struct {
	SV    SV       `json:"sv"`
	Notes []string `json:"notes"`
}
