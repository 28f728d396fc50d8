package wire

// State is how sure a place is.
type State string

const (
	StateExact     State = "exact"     // as recorded, and the file has it there
	StateMoved     State = "moved"     // it was found in the text as it is now
	StateUncertain State = "uncertain" // it may be elsewhere
	StateGone      State = "gone"      // nothing in the file is certainly it
	StateUnlocated State = "unlocated" // the file was not found
)

// Place is where something stands in the source.
type Place struct {
	File         string `json:"file"`                 // as people know it: relative to the folder that it is in, or as recorded if it was not found
	Path         string `json:"path,omitempty"`       // absolute, of the source as it is now
	Line         int    `json:"line"`                 // in the text as it is now, or as recorded if it was not found; 0 for none
	State        State  `json:"state"`                // how sure that is
	Reason       string `json:"reason,omitempty"`     // why, if that is not plain: changed, template, regexp, runtime, generated, …
	Doubt        string `json:"doubt,omitempty"`      // the same in words, to be written after the place
	NoFile       string `json:"noFile,omitempty"`     // why it cannot be opened, in words; of the server
	Role         string `json:"role,omitempty"`       // what stands there: sub, eval, package, bless, declaration, mention, line
	Attributed   bool   `json:"attributed,omitempty"` // inferred, not recorded or declared
	Of           int    `json:"of,omitempty"`         // it is one of this many lines; left out for 1
	RecordedFile string `json:"recordedFile"`         // as the dump has it; empty for none
	RecordedLine int    `json:"recordedLine"`         // as the dump has it; 0 for none
}
