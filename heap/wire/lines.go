package wire

// Lines is what is alive by lines.
type Lines struct {
	Dump    string    `json:"dump"`
	Total   int       `json:"total"` // of items; Lines may be a part of them
	Codes   int       `json:"codes"` // all CODEs of the heap
	Bytes   int64     `json:"bytes"` // of the heap
	Lines   []Line    `json:"lines"`
	Missing []Missing `json:"missing,omitempty"`
}

// Line is an item at its line. What Bytes and Elements are
// of depends on the kind, see [site.Item].
type Line struct {
	File         string  `json:"file"`             // Path if there is one, else RecordedFile
	Path         string  `json:"path,omitempty"`   // of the source as it is now
	Line         int     `json:"line"`             // RecordedLine if it was not found; 0 for none
	State        string  `json:"state"`            // exact, moved, uncertain, gone, unlocated
	Reason       string  `json:"reason,omitempty"` // why, if that is not plain: see [site.Reason]
	Role         string  `json:"role"`             // what stands there, see [site.Role]
	Attributed   bool    `json:"attributed"`       // concluded, not recorded or declared
	Of           int     `json:"of,omitempty"`     // it is one of so many lines; left out for 1
	RecordedFile string  `json:"recordedFile"`
	RecordedLine int     `json:"recordedLine"` // as the dump has it; 0 for none
	Kind         string  `json:"kind"`         // closure, sub, object, variable, allocation
	Name         string  `json:"name,omitempty"`
	Class        string  `json:"class,omitempty"` // of objects
	Type         string  `json:"type,omitempty"`  // HASH, ARRAY, SCALAR, REF, CODE, …
	Scope        string  `json:"scope,omitempty"` // of a variable: package, my, state
	Count        int     `json:"count"`           // alive; of closures without the prototype
	Elements     int64   `json:"elements,omitempty"`
	Temporaries  int64   `json:"temporaries,omitempty"` // of a sub: bytes that its operators keep
	Share        float64 `json:"share"`                 // of closures: of all CODEs, 0 … 1; else 0
	Bytes        int64   `json:"bytes"`
	ByteShare    float64 `json:"byteShare"` // of the heap's bytes, 0 … 1
	// Retained is what all of it retains together, if that was asked for and it is
	// one thing; it may be more if RetainedLeast is set.
	Retained      *int64     `json:"retained,omitempty"`
	RetainedLeast bool       `json:"retainedLeast,omitempty"`
	Captures      []string   `json:"captures,omitempty"`
	Compiled      int        `json:"compiled,omitempty"` // of closures: how often their text was, if several times
	Evals         *Evals     `json:"evals,omitempty"`
	Parts         []LinePart `json:"parts,omitempty"` // of allocations, most bytes first
	Also          []AlsoLine `json:"also,omitempty"`  // other lines of the item
	Example       string     `json:"example"`         // the address of a typical one

	// Text is what its lens says, of the server: 20,000 closures alive · 96.9 % of
	// all subs · 6.1 MiB.
	Text string `json:"text,omitempty"`

	Recorded string `json:"-"` // RecordedFile as the dump has it, to be resolved
	Shown    string `json:"-"` // Name for a person
}

// Evals says how often a string eval compiled a text that something is
// alive of.
type Evals struct {
	Texts int `json:"texts"`
	First int `json:"first"` // the lowest number N of an (eval N)
	Last  int `json:"last"`  // the highest
}

// LinePart is the SVs of one type and class of those allocated at a line.
type LinePart struct {
	Type        string `json:"type"`
	Class       string `json:"class,omitempty"`
	Count       int    `json:"count"`
	Bytes       int64  `json:"bytes"`
	FirstSerial uint64 `json:"firstSerial"`
	LastSerial  uint64 `json:"lastSerial"`
	Example     string `json:"example"` // of the last

	ShownClass string `json:"-"` // Class for a person
}

// AlsoLine is another line that an item belongs to.
type AlsoLine struct {
	Path       string `json:"path"`
	Line       int    `json:"line"`
	State      string `json:"state"`
	Role       string `json:"role"`
	Attributed bool   `json:"attributed"`
	Of         int    `json:"of,omitempty"`
}

// Missing is a recorded file that was not found, or not read.
type Missing struct {
	RecordedFile string   `json:"recordedFile"`
	Reason       string   `json:"reason,omitempty"` // why it is not read although it is there
	Candidates   []string `json:"candidates"`       // files that it may be
	Count        int      `json:"count"`            // of items that are recorded there
}
