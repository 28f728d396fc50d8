package wire

// Waste is memory that a heap spends without need.
type Waste struct {
	Dump       string      `json:"dump"`
	Kinds      []WasteKind `json:"kinds"`
	CutStrings int         `json:"cutStrings,omitempty"` // strings that the dump has only the beginning of, which are not compared
	Note       string      `json:"note,omitempty"`       // the same as a sentence
}

// WasteKind is all waste of one kind, the most first.
type WasteKind struct {
	Kind    string     `json:"kind"`  // equal-strings, near-empty or unused
	Title   string     `json:"title"` // what it is, and what its bytes are
	Bytes   int64      `json:"bytes"` // of all rows, with those that are left out
	AtLeast bool       `json:"atLeast,omitempty"`
	More    int        `json:"more,omitempty"` // rows that are left out
	Rows    []WasteRow `json:"rows"`
}

// WasteRow is one text that several strings have, or what is alike in one place.
type WasteRow struct {
	What     string `json:"what"` // in words: 3,000 strings of 12 bytes
	In       string `json:"in"`   // the variables, objects or closures that they, or most of them, belong to
	Count    int    `json:"count"`
	Bytes    int64  `json:"bytes"`
	Shortest int64  `json:"shortest"` // bytes of a string, elements of a hash or an array
	Longest  int64  `json:"longest"`
	Example  string `json:"example"`        // address
	Text     string `json:"text,omitempty"` // the beginning of the text in quotes, if asked for
}
