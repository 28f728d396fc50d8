package wire

// Found is an SV that was found, and what each filter says about it.
type Found struct {
	SV    SV       `json:"sv"`
	Notes []string `json:"notes"`
}

// Names is the answer of perlheap.names.
type Names struct {
	Names []Name `json:"names"` // the likeliest first
}

// Name is an SV that goes by a name, or a typical one of a class.
type Name struct {
	Name    string `json:"name"`
	Detail  string `json:"detail"`  // what it is, how many and how big
	Address string `json:"address"` // hexadecimal
}
