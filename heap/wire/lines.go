package wire

// Lines is what is alive, by line.
type Lines struct {
	Dump    string    `json:"dump"`
	Total   int       `json:"total"` // of items; Lines may be a part of them
	Codes   int       `json:"codes"` // all CODEs of the heap
	Bytes   int64     `json:"bytes"` // of the heap
	Lines   []Line    `json:"lines"`
	Missing []Missing `json:"missing,omitempty"`
	Note    string    `json:"note,omitempty"` // that these are not all, in words; of the server
}

// ItemKind is a kind of what is alive from a line.
type ItemKind string

const (
	ItemClosure    ItemKind = "closure"    // closures of a sub; the prototype is not counted
	ItemSub        ItemKind = "sub"        // a named sub, or a constant
	ItemObject     ItemKind = "object"     // objects of a class
	ItemVariable   ItemKind = "variable"   // a variable of a package or a file
	ItemAllocation ItemKind = "allocation" // what a debugging perl recorded the line of
)

// Line is an item at its line. What Bytes and Elements count depends on the kind.
type Line struct {
	Place
	Kind           ItemKind `json:"kind"`
	Name           string   `json:"name,omitempty"`
	Class          string   `json:"class,omitempty"` // of objects
	Type           string   `json:"type,omitempty"`  // HASH, ARRAY, SCALAR, REF, CODE, …
	Scope          string   `json:"scope,omitempty"` // of a variable: package, my, state
	Count          int      `json:"count"`           // alive; of closures without the prototype
	Elements       int64    `json:"elements,omitempty"`
	TemporaryBytes int64    `json:"temporaryBytes,omitempty"` // of a sub: what its operators keep
	Share          float64  `json:"share"`                    // of closures: of all CODEs, 0 … 1; else 0
	Bytes          int64    `json:"bytes"`
	ByteShare      float64  `json:"byteShare"` // of the heap's bytes, 0 … 1
	// RetainedBytes is what all of it retains together, if requested and if it is
	// one thing; it may be more if RetainedLeast is set.
	RetainedBytes *int64     `json:"retainedBytes,omitempty"`
	RetainedLeast bool       `json:"retainedLeast,omitempty"`
	Captures      []string   `json:"captures,omitempty"`
	Compiled      int        `json:"compiled,omitempty"` // of closures: how often their text was, if several times
	Evals         *Evals     `json:"evals,omitempty"`
	Parts         []LinePart `json:"parts,omitempty"` // of allocations, most bytes first
	Also          []Place    `json:"also,omitempty"`  // other lines of the item
	Example       string     `json:"example"`         // the address of a typical one

	// Text is what its lens says, of the server: 20,000 closures alive · 96.9 % of
	// all subs · 6.1 MiB.
	Text string `json:"text,omitempty"`
	// What and Amount are the same for a narrow row, of the server: 20,000 closures;
	// 6.1 MiB · +12,304.
	What   string `json:"what,omitempty"`
	Amount string `json:"amount,omitempty"`
	Own    bool   `json:"own,omitempty"` // it is of the program's own code, as the server knows
	// Part is how much of the heap it is, of the server: 6.1 MiB, 4.4 % of the heap.
	Part string `json:"part,omitempty"`

	Where    string `json:"-"` // the place for a person
	Recorded string `json:"-"` // RecordedFile as the dump has it, to be resolved
}

// Evals says how often a string eval compiled a text from which something is alive.
type Evals struct {
	Texts int `json:"texts"`
	First int `json:"first"` // the lowest number N of an (eval N)
	Last  int `json:"last"`  // the highest
}

// LinePart counts the SVs of one type and class that were allocated at a line.
type LinePart struct {
	Type        string `json:"type"`
	Class       string `json:"class,omitempty"`
	Count       int    `json:"count"`
	Bytes       int64  `json:"bytes"`
	FirstSerial uint64 `json:"firstSerial"`
	LastSerial  uint64 `json:"lastSerial"`
	Example     string `json:"example"` // of the last
}

// Missing is a recorded file that was not found, or not read.
type Missing struct {
	RecordedFile string   `json:"recordedFile"`
	Reason       string   `json:"reason,omitempty"` // why it is not read although it is there
	Candidates   []string `json:"candidates"`       // files that it may be
	Count        int      `json:"count"`            // of items that are recorded there
	Shown        string   `json:"-"`                // RecordedFile for a person
}
