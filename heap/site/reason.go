package site

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
)

// Reason says why something stands where it does, or why that is not sure,
// where that is not plain. Its values are those of the JSON.
type Reason string

// The reasons.
const (
	// ReasonChanged: the text is known to be another one than that which ran.
	ReasonChanged Reason = "changed"
	// ReasonUnclear: the text neither fits what ran for certain nor is known to
	// be another one.
	ReasonUnclear Reason = "unclear"
	// ReasonTemplate: the file is no Perl. The line is the one that perl was
	// told by whatever made Perl of it.
	ReasonTemplate Reason = "template"
	// ReasonRegexp: it is a code block of a regular expression, of which perl
	// records no line.
	ReasonRegexp Reason = "regexp"
	// ReasonRuntime: it was made at run time, and no text declares it.
	ReasonRuntime Reason = "runtime"
	// ReasonGenerated: perl recorded the line for code that the file does not
	// have there as a sub: a keyword of a module, a filter or an eval made it.
	ReasonGenerated Reason = "generated"
	// ReasonNoFile: its text was in no file: -e, standard input, an eval.
	ReasonNoFile Reason = "nofile"
	// ReasonNoLine: perl recorded a file and no line.
	ReasonNoLine Reason = "noline"
	// ReasonPerl: perl itself keeps it.
	ReasonPerl Reason = "perl"
	// ReasonDebugger: the debugger keeps it (perl -d and what uses the same
	// hooks, as profilers do).
	ReasonDebugger Reason = "debugger"
)

// InFile reports whether the text that perl recorded a location in is that of a
// file: an eval, -e and what a module generates are not. What SelfLoader has read
// of a file is.
func InFile(loc heap.Location) bool {
	_, selfLoaded := files.SelfLoaded(loc.File)
	return selfLoaded || !files.NoFile(loc.File)
}
