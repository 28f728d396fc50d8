package wire

import "time"

// Process is a process that runs perl.
type Process struct {
	PID      int       `json:"pid"`
	Parent   int       `json:"parent"`
	UID      string    `json:"uid"`
	Name     string    `json:"name"` // what the program says it is: $0
	Start    time.Time `json:"start"`
	RSSBytes int64     `json:"rssBytes"`         // in memory
	Perl     string    `json:"perl,omitempty"`   // its version
	Reason   string    `json:"reason,omitempty"` // why it cannot be captured
}

// RunningProcess is a process that runs perl, as a list to pick from shows it.
type RunningProcess struct {
	Process
	Depth int    `json:"depth"` // how many of the listed processes are above it
	Text  string `json:"text"`  // its PID, age, memory and perl
}

// Processes are the perls that are running, children below their parents.
type Processes struct {
	Processes []RunningProcess `json:"processes"`
}

// CapturedDump is a dump taken of a process.
type CapturedDump struct {
	Path           string  `json:"path"` // absolute
	PID            int     `json:"pid"`
	Interpreter    int     `json:"interpreter,omitempty"` // of a program with threads, if all were asked for
	Perl           string  `json:"perl"`                  // its version
	SVs            int     `json:"svs"`
	CountedSVs     int     `json:"countedSVs"` // as perl itself counts them
	StoppedSeconds float64 `json:"stoppedSeconds"`
	CopiedBytes    int64   `json:"copiedBytes"`
	Text           string  `json:"text"`             // how the capture went
	Memory         string  `json:"memory,omitempty"` // what the process's memory is made of
}

// CaptureResult is the result of a capture.
type CaptureResult struct {
	Dumps    []CapturedDump `json:"dumps"`
	Loaded   string         `json:"loaded,omitempty"`   // path of the one that is shown: of several, the one with most SVs
	Earlier  string         `json:"earlier,omitempty"`  // path of the dump that was taken of its process before
	Document string         `json:"document,omitempty"` // URI of the overview, if it was asked for
	Text     string         `json:"text"`               // all of it, for a person
}

// Build says what this program was built from.
type Build struct {
	Version  string `json:"version"`
	Commit   string `json:"commit,omitempty"`
	Time     string `json:"time,omitempty"` // of the commit
	Modified bool   `json:"modified,omitempty"`
	Go       string `json:"go"`
	OS       string `json:"os"`
	Arch     string `json:"arch"`
	Format   string `json:"format"` // the newest dump format that it reads
}
