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
