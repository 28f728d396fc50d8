package wire

import "time"

// Process is a process that runs a perl.
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

// Build says what this program was built from.
type Build struct {
	Version  string `json:"version"`
	Commit   string `json:"commit,omitempty"`
	Time     string `json:"time,omitempty"` // of the commit
	Modified bool   `json:"modified,omitempty"`
	Go       string `json:"go"`
	OS       string `json:"os"`
	Arch     string `json:"arch"`
}
