package wire

// Found is an SV that was found, and what each filter says about it.
type Found struct {
	SV    SV       `json:"sv"`
	Notes []string `json:"notes"`
}

// Names is the answer of perlheap.names.
type Names struct {
	Names []Name `json:"names"`          // the likeliest first
	Note  string `json:"note,omitempty"` // that there are none; of the server
}

// Name is an SV and what it goes by: a variable, a sub, a class or the address that was
// asked for. Of a class, or of closures of one sub, it is a typical one.
type Name struct {
	Name    string `json:"name"`
	Detail  string `json:"detail"`  // what it is, how many and how big
	Address string `json:"address"` // hexadecimal
}
