package capture

import "time"

// AllInterpreters requests one dump of each interpreter, all of one moment, where
// an interpreter is requested by its number.
const AllInterpreters = -1

// Options say how a heap is captured.
type Options struct {
	MaxString int  // bytes kept of a string; below 0 all; 0 for DefaultMaxString
	NoStop    bool // copy while the process runs: it may be torn
	Describe  bool // fill in the origin, with hashes of the files
	// Interpreter says which interpreter to capture in a program with Perl's
	// threads: 0 or 1 for that of the main thread, or [AllInterpreters]. The others
	// are numbered by address.
	Interpreter int

	// Layout, which may be nil, is the table of offsets of the perl. Without it one
	// of those that are built in is used.
	Layout *Layout
	// Held, which may be nil, is the process if it is already stopped. It goes on
	// once it has been copied.
	Held *Held
	// Progress, which may be nil, is called with how far a capture has come, by the
	// goroutine that captures, never while the process is stopped.
	Progress func(Progress)
}

// Stage is a part of the work of a capture.
type Stage string

// The stages, in order. A torn copy is made again.
const (
	StagePrepare Stage = "prepare" // room for the copy is made; the process runs
	StageCopy    Stage = "copy"    // the process is about to be stopped and copied
	StageWrite   Stage = "write"   // the process runs again; the dump is written
	StageHash    Stage = "hash"    // the files that the process had loaded are hashed
)

// Progress is how far a capture has come.
type Progress struct {
	Stage Stage
	// Done and Total are the SVs that are written, and that there are, in
	// StageWrite; 0 in others.
	Done, Total int
}

func (o Options) maxString() int {
	if o.MaxString == 0 {
		return DefaultMaxString
	}
	return o.MaxString
}

func (o Options) tell(p Progress) {
	if o.Progress != nil {
		o.Progress(p)
	}
}

// ProcessSummary also says what the capture did to the process.
type ProcessSummary struct {
	Summary
	Stopped time.Duration // for how long
	Copied  int64         // bytes of memory
}

// CoreOptions say how a core is read.
type CoreOptions struct {
	MaxString int            // as in Options
	Exe       string         // the program, if it is not where the core says
	Sysroot   string         // below which the files of the core are; empty for /
	Describe  bool           // as ToFile does, for CoreToFile
	Progress  func(Progress) // as in Options

	Interpreter int     // as in Options
	Layout      *Layout // as in Options
}
