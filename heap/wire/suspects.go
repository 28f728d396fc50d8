package wire

// Suspects is a ranking of suspects.
type Suspects struct {
	Dumps    []string  `json:"dumps"`           // oldest first
	Order    *Order    `json:"order,omitempty"` // how they were put in order
	Suspects []Suspect `json:"suspects"`
	// Unreachable are the parts of the last heap that no root reaches, by origin.
	Unreachable []Component `json:"unreachable"`
	Note        string      `json:"note,omitempty"` // that there are none, and what would tell more; of the server
	Lost        string      `json:"lost,omitempty"` // what the unreachable parts are together, in words; of the server
}

// Component stands for the unreachable parts of one origin.
type Component struct {
	Count   int      `json:"count"`   // of the parts
	SVs     int      `json:"svs"`     // in all of them
	Bytes   int64    `json:"bytes"`   // of these
	Cycle   bool     `json:"cycle"`   // each is a cycle
	Foreign int      `json:"foreign"` // parts that perl counts more references to than the dump has
	Classes []string `json:"classes"`
	Lines   []string `json:"lines"`   // recorded places of the subs in them: lib/Foo.pm line 12
	Example string   `json:"example"` // address
	// Text says what they are, and Details what else there is to say; both are written by the server.
	Text    string   `json:"text,omitempty"`
	Details []string `json:"details,omitempty"`
}

// Level is how strong a suspicion is.
type Level string

const (
	LevelHigh   Level = "high"
	LevelMedium Level = "medium"
	LevelLow    Level = "low"
)

// Candidate is a line that may be the one of a suspect.
type Candidate struct {
	Place
	Certainty string `json:"certainty"` // as that of a suspect
	Because   string `json:"because"`   // why, as a clause
}

// Suspect is a suspect. Files are relative to the root that contains them.
type Suspect struct {
	Rank          int         `json:"rank"`  // from 1
	Score         float64     `json:"score"` // 0 … 100
	Level         Level       `json:"level"`
	Kind          string      `json:"kind"`
	Place                     // of the `sub` or the statement
	Certainty     string      `json:"certainty"`            // how the place is known: recorded, stored, told, and guesses: called, guessed, declared, unplaced
	Because       string      `json:"because,omitempty"`    // why this place, as a clause
	Candidates    []Candidate `json:"candidates,omitempty"` // further lines that it may be, the likeliest first
	Class         *string     `json:"class"`
	Captured      *string     `json:"captured"`
	Holder        *string     `json:"holder"`
	HolderPlace   *Place      `json:"holderPlace,omitempty"` // where the holder is declared or filled
	Count         int         `json:"count"`
	Counted       string      `json:"counted,omitempty"` // what count is of, if not of what collects itself: objects and subs, or SVs, of cycles that become larger
	Growth        *int        `json:"growth"`            // of count since the first dump; null for a single dump
	RetainedBytes int64       `json:"retainedBytes"`
	RetainedLeast bool        `json:"retainedLeast,omitempty"` // it may be more
	Cycle         []string    `json:"cycle"`
	Address       string      `json:"address"`           // of an example, or of the container
	Typical       string      `json:"typical,omitempty"` // address of a typical one of its line, of the server, if that is another
	Counts        []int       `json:"counts,omitempty"`  // in each of several dumps
	Course        string      `json:"course,omitempty"`  // the same in words; of a string its bytes
	Trend         Trend       `json:"trend,omitempty"`
	Numbers       string      `json:"numbers,omitempty"` // how much there is of it in words, of the server: 180 alive · 104.4 KiB retained
	What          string      `json:"what,omitempty"`    // what it is for a narrow row, of the server: 180 closures
	Amount        string      `json:"amount,omitempty"`  // … and how much: 104.4 KiB · +120
	Why           string      `json:"why"`
	Fix           string      `json:"fix"`
	// Parts grow in step with it: one cure serves all. Their growth counts as its own.
	Parts []Part `json:"parts,omitempty"`
	// Evidence is what the level is based on.
	Evidence []Evidence `json:"evidence"`
}

// Evidence is something that speaks for or against a suspicion.
type Evidence struct {
	Principle string `json:"principle"`
	For       bool   `json:"for"`
	Measured  string `json:"measured"`
	Needed    string `json:"needed,omitempty"` // what would speak for the suspicion
	Text      string `json:"text"`             // all of this in a sentence, the same wherever it is shown
}

// Part is something that grows in step with a suspect and has the same cause.
type Part struct {
	Place         // where it is filled
	What   string `json:"what"`   // what it is called: {by_name} of Registry
	Counts []int  `json:"counts"` // in each dump
	Grown  int64  `json:"grown"`  // bytes since the first dump, as far as it retains them
	Text   string `json:"text"`   // all of this in a clause
}
