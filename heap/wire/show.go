package wire

// Show is what is known about an SV. Its keys are stable; what
// an SV does not have is absent. Strings and keys are Perl source, quoted.
type Show struct {
	SV
	Refcnt  uint32       `json:"refcnt"`
	Mortal  bool         `json:"mortal,omitempty"`
	Magic   []Magic      `json:"magic,omitempty"`
	Created *Created     `json:"created,omitempty"`
	Integer string       `json:"integer,omitempty"` // decimal, of a SCALAR
	Number  string       `json:"number,omitempty"`  // floating-point, of a SCALAR
	String  string       `json:"string,omitempty"`  // of a SCALAR, quoted
	Length  *uint64      `json:"length,omitempty"`  // of the whole string, bytes
	Bool    *bool        `json:"bool,omitempty"`
	Weak    bool         `json:"weak,omitempty"`     // of a REF
	Count   *int64       `json:"count,omitempty"`    // of elements or values
	Names   []string     `json:"lexicals,omitempty"` // of a CODE's pads
	Values  []NamedValue `json:"values,omitempty"`   // fields of an OBJECT or C_STRUCT, file numbers of an IO
	Outrefs []NamedRef   `json:"outrefs,omitempty"`  // strong and weak, but for those of containers
	Refers  *Show        `json:"refersTo,omitempty"`
}

// Magic is perl's magic on an SV.
type Magic struct {
	Type    string `json:"type"`
	Object  string `json:"object,omitempty"`
	Pointer string `json:"pointer,omitempty"`
	VTBL    string `json:"vtbl,omitempty"`
}

// Created says where an SV was made, as a debugging perl records it.
type Created struct {
	Serial uint64 `json:"serial"`
	File   string `json:"file,omitempty"`
	Line   uint64 `json:"line,omitempty"`
}

// NamedValue is a value with its name.
type NamedValue struct {
	Name  string `json:"name"`
	Value string `json:"value,omitempty"`
	SV    *SV    `json:"sv,omitempty"`
}

// NamedRef is a reference with its name.
type NamedRef struct {
	Name     string   `json:"name"`
	Strength Strength `json:"strength"`
	SV       *SV      `json:"sv,omitempty"` // absent for a root
}
