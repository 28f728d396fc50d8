package wire

// VerifyState is what became of a suspect.
type VerifyState string

const (
	VerifyGone    VerifyState = "gone"
	VerifyStill   VerifyState = "still there"
	VerifyNew     VerifyState = "new"
	VerifyUnclear VerifyState = "unclear" // the program did too little after the cure to tell
)

// Verification compares two runs of a program: one before a cure and one after it.
type Verification struct {
	Before  []string `json:"before"`          // paths, oldest first
	After   []string `json:"after"`           // paths, oldest first
	Growth  bool     `json:"growth"`          // growth was compared; false: the amounts in the last dumps
	Level   Level    `json:"level"`           // the weakest level of the suspects that were followed
	Changes []Change `json:"changes"`         // gone, still there and unclear by rank, then new
	Notes   []string `json:"notes"`           // what limits the comparison
	Order   []*Order `json:"order,omitempty"` // how the dumps of each side were put in order
	Text    string   `json:"text"`            // how many are gone, still there and so on
}

// Change is what became of a suspect. Lists of numbers have one for each dump of
// that side.
type Change struct {
	State   VerifyState `json:"state"`
	Counted string      `json:"counted"` // what the numbers count: closures, cycles, bytes
	Before  []int64     `json:"before"`
	After   []int64     `json:"after"`
	Per     *Work       `json:"per"` // what the numbers were held against; null for nothing
	Note    string      `json:"note,omitempty"`
	Text    string      `json:"text"`    // ✓ Sip::Call 1,060 → 0 objects
	Suspect Suspect     `json:"suspect"` // of the dumps before; what is new, of those after
}

// Work is something in a heap that counts what the program did. Lists have a
// number for each dump of a side.
type Work struct {
	Name   string  `json:"name"` // $main::requests, or objects of Request
	Before []int64 `json:"before"`
	After  []int64 `json:"after"`
}
