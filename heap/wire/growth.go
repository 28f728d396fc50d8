package wire

import "time"

// Growth is a comparison of dumps.
type Growth struct {
	Dumps   []ComparedDump `json:"dumps"`           // oldest first
	Order   *Order         `json:"order,omitempty"` // how they were put in order
	Lines   []Track        `json:"lines"`
	Classes []Track        `json:"classes"`
	// Holders are the populations that grew by themselves. What each retains leaves
	// out the others; together with RestBytes it is the heap of each dump.
	Holders   []Track `json:"holders"`
	RestBytes []int64 `json:"restBytes,omitempty"`
	// Unrelated is why the dumps are not of one process; they are then compared by
	// shape.
	Unrelated string `json:"unrelated,omitempty"`
	// ByShape means that new, stay and reused are not known: the dumps are
	// unrelated, or are points of a series.
	ByShape bool `json:"byShape,omitempty"`
}

// ComparedDump is one of the dumps of a comparison.
type ComparedDump struct {
	Dump           string     `json:"dump"`           // path; empty for a point of a series whose dump is gone
	Time           *time.Time `json:"time,omitempty"` // of a point of a series
	SVs            int        `json:"svs"`
	Codes          int        `json:"codes"`
	Bytes          int64      `json:"bytes"`
	Unreached      int        `json:"unreached"` // SVs that no root reaches
	UnreachedBytes int64      `json:"unreachedBytes"`
	New            int        `json:"new"`    // SVs that the dump before did not have
	Stay           int        `json:"stay"`   // of New, those that the last dump has
	Reused         int        `json:"reused"` // addresses with another kind of SV than before
}

// Trend is the course of a number from dump to dump.
type Trend string

const (
	TrendSingle Trend = "single" // there is one dump only
	TrendGrows  Trend = "grows"  // in every step
	TrendSlows  Trend = "slows"  // in every step, but the last one is less than half of the one before
	TrendOnce   Trend = "once"   // grew in some step, and not in the last
	TrendLately Trend = "lately" // grew in the last step, not in every one before
	TrendStable Trend = "stable" // hardly changed
	TrendFalls  Trend = "falls"  // is less than at first, and did not grow in the last step
)

// Track is one line, class or holder of a comparison.
type Track struct {
	Name         string  `json:"name,omitempty"`
	RecordedFile string  `json:"recordedFile,omitempty"`
	RecordedLine int     `json:"recordedLine,omitempty"`
	Counts       []int64 `json:"counts"` // in each dump
	Bytes        []int64 `json:"bytes"`  // in each dump
	Trend        Trend   `json:"trend"`
}

// SeriesGrowth is the growth of the dumps of a process. Lines and classes are
// counted in all dumps of the series; holders, and what is new and stays, in
// those that were compared SV by SV.
type SeriesGrowth struct {
	Baseline string      `json:"baseline"` // path
	Since    time.Time   `json:"since"`    // when the baseline was written
	Series   []string    `json:"series"`   // paths, oldest first: what lines and classes are counted in
	Times    []time.Time `json:"times"`    // of these
	Growth
}
