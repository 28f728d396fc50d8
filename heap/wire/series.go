package wire

import "time"

// SeriesHead is the first line of a series: the course of one process, as JSON
// Lines. Each further line is a [SeriesPoint].
type SeriesHead struct {
	Format   int       `json:"series"` // of this file: 1
	PID      int       `json:"pid"`
	Started  time.Time `json:"started"` // when the process began
	Host     string    `json:"host"`
	Name     string    `json:"name"`     // what the program says it is: $0
	Perl     string    `json:"perl"`     // its version
	DefStash string    `json:"defStash"` // address of the root
}

// SeriesPoint is what a heap consisted of at one moment. It has only those numbers
// that differ from the point before.
type SeriesPoint struct {
	Time           time.Time `json:"time"`
	Dump           string    `json:"dump"`              // name of the file, which may have been removed since
	Profile        string    `json:"profile,omitempty"` // name of the file for go tool pprof
	StoppedMs      float64   `json:"stoppedMs"`
	SVs            int       `json:"svs"`
	Codes          int       `json:"codes"`
	Bytes          int64     `json:"bytes"`
	Unreached      int       `json:"unreached"` // SVs that no root reaches
	UnreachedBytes int64     `json:"unreachedBytes"`
	Memory         *Memory   `json:"memory,omitempty"`
	// NewShapes, NewLines and NewClasses are those that earlier points do not have.
	// The lists below refer to them by number, counted on from 0.
	NewShapes  []SeriesShape `json:"newShapes"`
	NewLines   []SeriesLine  `json:"newLines"`
	NewClasses []string      `json:"newClasses"`
	Shapes     [][]int64     `json:"shapes"`  // number, members, SVs with parts, bytes of these
	Lines      [][]int64     `json:"lines"`   // number, closures, bytes with pads
	Classes    [][]int64     `json:"classes"` // number, objects, their own bytes
}

// SeriesShape is a population: what holds it, the step from there, and what it is.
// Shape 0 is the whole heap. Shapes that retain less than 256 bytes are counted
// with what holds them until they retain more.
type SeriesShape struct {
	Parent int         `json:"parent"` // number
	Step   *SeriesStep `json:"step,omitempty"`
	Class  *SeriesStep `json:"class,omitempty"`
}

// SeriesStep is a step of a path. Keys of hashes are written only if the source has
// them as constants.
type SeriesStep struct {
	Kind string `json:"kind"` // symbol, lexical, temporary, object, closure, data, root, key, anyKey, element, anyElement, field, captured, more, magic
	Text string `json:"text,omitempty"`
	Sub  string `json:"sub,omitempty"`
	File string `json:"recordedFile,omitempty"`
	Line int    `json:"recordedLine,omitempty"`
}

// SeriesLine is a sub that closures were cloned from.
type SeriesLine struct {
	Name         string `json:"name,omitempty"`
	RecordedFile string `json:"recordedFile"`
	RecordedLine int    `json:"recordedLine"`
}
