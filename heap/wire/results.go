package wire

import "time"

// StatusState is what the server is doing.
type StatusState string

const (
	StatusNone    StatusState = "none" // no dump is loaded
	StatusLoading StatusState = "loading"
	StatusReady   StatusState = "ready" // a dump is shown
	StatusFailed  StatusState = "failed"
)

// Status is the notification perlheap/status, to clients that ask for it with
// [InitializationOptions].
type Status struct {
	State     StatusState `json:"state"`
	Path      string      `json:"path,omitzero"`      // of the dump that is loading, shown or refused
	Percent   *int        `json:"percent,omitzero"`   // 0 to 100, when loading
	Phase     string      `json:"phase,omitzero"`     // what is being done, when loading; when ready, what of the dump is still being looked for
	SVs       *int        `json:"svs,omitzero"`       // of the shown dump, when ready
	Bytes     *int64      `json:"bytes,omitzero"`     // of all SVs of it
	Suspects  *Suspicions `json:"suspects,omitzero"`  // when they are known
	Message   string      `json:"message,omitzero"`   // why, when failed
	Truncated *Truncation `json:"truncated,omitzero"` // when ready and the dump ends early
	Text      string      `json:"text"`               // the whole in two or three words
	Details   []string    `json:"details"`            // the same at length, in lines
}

// Suspicions counts suspects by level.
type Suspicions struct {
	High   int `json:"high"`
	Medium int `json:"medium"`
	Low    int `json:"low"`
}

// Truncation says where a dump stops being readable: what was read before is
// shown.
type Truncation struct {
	Record  string `json:"record"`  // the record that could not be read, by perl's name, such as HASH
	Offset  int64  `json:"offset"`  // of its first byte in the unpacked dump
	SVs     int    `json:"svs"`     // read before it
	Message string `json:"message"` // the same for a person
}

// LoadDumpResult is a loaded dump.
type LoadDumpResult struct {
	Path      string      `json:"path"` // absolute
	SVs       int         `json:"svs"`
	Bytes     int64       `json:"bytes"` // of all SVs
	Truncated *Truncation `json:"truncated,omitzero"`
}

// IdentifyResult says who holds an SV.
type IdentifyResult struct {
	Title string `json:"title"` // what is answered
	Text  string `json:"text"`  // as pmat identify prints it, with the places of CODEs
	Tree  Chain  `json:"tree"`  // the same, with these places too
}

// ShowResult is an SV as text.
type ShowResult struct {
	Text string `json:"text"` // as pmat show prints it
	SV   SV     `json:"sv"`   // the same, without what depends on its type
}

// OpenResult names a heap document that can be opened.
type OpenResult struct {
	URI string `json:"uri"`
}

// DumpSummary describes a loaded dump.
type DumpSummary struct {
	Dump  string   `json:"dump"`  // path
	Facts []string `json:"facts"` // what a person wants to know about it first
	Summary
}

// WrittenReport is a page that was written.
type WrittenReport struct {
	Path string `json:"path"` // absolute
}

// MissingSources tells of files that the shown dump names and that were not found.
type MissingSources struct {
	Text string `json:"text"`
}

// MappedSources are entries of perlheap.pathMappings that find files.
type MappedSources struct {
	Mappings map[string]string `json:"mappings"` // as the setting has them
	Found    int               `json:"found"`    // how many files
	Text     string            `json:"text"`     // the same in words
}

// FoundDump is a file in a workspace folder that has the name of a dump.
type FoundDump struct {
	Path string    `json:"path"` // absolute
	Name string    `json:"name"` // relative to its workspace folder
	Time time.Time `json:"time"` // when it was last written
	Text string    `json:"text"` // its size
}

// FoundDumps are the dumps in the workspace folders, the newest first.
type FoundDumps struct {
	Dumps []FoundDump `json:"dumps"`
	Note  string      `json:"note,omitempty"` // why there may be more
}

// Baseline is the dump that growth is counted from.
type Baseline struct {
	Baseline *string    `json:"baseline"` // path; null if no earlier dump of the process is known
	Since    *time.Time `json:"since"`    // when it was written
}

// DumpState says how a dump relates to the shown one.
type DumpState string

const (
	DumpShown  DumpState = "shown"
	DumpSeries DumpState = "series" // of the same process, compared with
	DumpBefore DumpState = "before" // of the same process, older than the baseline
	DumpNewer  DumpState = "newer"  // of the same process, newer than what is shown
	DumpOther  DumpState = "other"  // of another process
	DumpUnread DumpState = "unread" // not looked at yet
	DumpFailed DumpState = "failed" // cannot be read
)

// KnownDump is a dump that the server knows.
type KnownDump struct {
	Path     string    `json:"path"`
	Time     time.Time `json:"time"`           // when it was written
	SVs      int       `json:"svs,omitzero"`   // if it was read
	Bytes    int64     `json:"bytes,omitzero"` // of all SVs, if it was read
	State    DumpState `json:"state"`          // what it is to the shown one
	Loaded   bool      `json:"loaded"`         // its heap is in memory
	Baseline bool      `json:"baseline"`       // growth is counted from it
	// EarlierRun means that it is of an earlier run of the same program: its
	// process had ended when that of the shown dump began.
	EarlierRun bool   `json:"earlierRun,omitempty"`
	Reason     string `json:"reason,omitempty"` // why it is not compared, or "forced"
	Text       string `json:"text,omitempty"`   // how much it is, if it was read: 20.0 k SVs · 4.1 MiB
	Detail     string `json:"detail,omitempty"` // the same with all digits
}

// Dumps are the dumps that the server knows.
type Dumps struct {
	Dumps []KnownDump `json:"dumps"` // oldest first
}

// WhyResult is what keeps everything alive that was made on a line.
type WhyResult struct {
	Title string  `json:"title"` // what is answered
	What  string  `json:"what"`  // what was made there: 300 closures of line 12
	Text  string  `json:"text"`
	Tree  *Merged `json:"tree"`
	// Example is the chain of one that no root leads to; null if there are none.
	Example *Chain `json:"example"`
	// Cut lists the variables whose capture, made weak, breaks the cycle that the
	// closures are in.
	Cut []string `json:"cut,omitempty"`
}
