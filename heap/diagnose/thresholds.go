package diagnose

import (
	"strconv"

	words "github.com/perlheap/perlheap/heap/text"
)

// Threshold is a number that a measurement must reach. The score test prints how
// near the programs of the galleries come to each, from either side.
type Threshold struct {
	Name  string
	Least float64
	Unit  string // "%" for a part, which Least has as a fraction; "x" for a factor
}

// minCount is how many entries must have been added to make a collection, and minChain
// how many links make a chain.
const (
	minCount = 8
	minChain = 32
)

// The thresholds: a number that decides whether something is a suspect, and of which
// level, is one of them. Weights that order suspects are in rank.go, and those of places
// where these are found.
var (
	// Parts of the growth of the heap, and of the first heap.
	explainsShare = threshold("explains the growth: of the heap's growth", 0.15, "%")
	explainsPart  = threshold("explains the growth: of the heap as it was", 0.01, "%")
	littleShare   = threshold("too little: of the heap's growth", 0.05, "%")
	littlePart    = threshold("too little: of the heap as it was", 0.005, "%")

	growing     = threshold("keeps growing: the smallest step, of what there was", 0.02, "%")
	cohortLeast = threshold("survives: the cohort, if it is all that the dump before has", 4, "")
	survival    = threshold("survives: of the cohort", 0.75, "%")
	numerous    = threshold("numerous: what came", 24, "")
	lostMore    = threshold("numerous: what came that nothing holds", minCount, "")
	longText    = threshold("numerous: what came to a string", minText, "bytes")

	// The last step of what saturates is less than this part of the one before, or
	// of what is to be expected if counters say how much the program did.
	slowing     = threshold("saturates: the last step, of the one before", 0.5, "%")
	slowingMemo = threshold("saturates, filled by lookup: the same", 0.85, "%")
	slowingWork = threshold("saturates, in step with load: the same, measured by counters", 0.7, "%")

	// Numbers of the program's own tell how much it did if they agree; what grows in step
	// grows by as much.
	agreeing     = threshold("in step with load: the last steps of counters that agree, at most", 1.25, "x")
	fewCounters  = threshold("in step with load: counters that agree", 2, "")
	counterSteps = threshold("in step with load: a step of a counter", 8, "")
	inStep       = threshold("grows in step: by how much steps differ, at most", 0.02, "%")

	// What is found at all.
	came        = threshold("found: what came", minCount, "")
	dragging    = threshold("dragged along: how much more each may have, at most", 1.25, "x")
	lostShare   = threshold("found, of what nothing holds, without a growth: of the heap", 0.001, "%")
	chainLinks  = threshold("a chain: its links", minChain, "")
	chainLinked = threshold("a chain: links that another one holds", 0.8, "%")
	chainDeep   = threshold("a chain: links that a quarter of all hold, or 32", 0.5, "%")
	fanOut      = threshold("one dump: entries of a container", 32, "")
	bigText     = threshold("one dump: a string, of the heap", 0.02, "%")
	bigShare    = threshold("one dump: a container, of the heap", 0.005, "%")
	oneKind     = threshold("one dump: entries of one kind", 0.5, "%")

	// What shows where something is stored, and that a limit is of it as well.
	mostOfForm      = threshold("stored: entries that have the form of what is stored", 0.95, "%")
	mostHave        = threshold("told: members that have a string of the source", 0.5, "%")
	nearlyAllHave   = threshold("told, and no guess: the same", 0.9, "%")
	onTheirWay      = threshold("limited elsewhere: what there is more or less, at most", 2, "")
	onTheirWayShare = threshold("limited elsewhere: the same as a part, if it is more, at most", 0.05, "%")

	// A single dump shows numbers but no growth, and many programs make a few
	// cycles once.
	manyUnheld = threshold("one dump, numerous", 32, "")
	someUnheld = threshold("one dump, explains: of the heap", 0.02, "%")
	manyStale  = threshold("piled up: entries of dead weak references", 100, "")
	staleShare = threshold("piled up: the same, of the heap", 0.05, "%")
	manyListed = threshold("piled up: closures of a line in an array", 1000, "")
	listShare  = threshold("piled up: the same, of the heap", 0.5, "%")

	// What is bounded is filled to a good part of its bound.
	filled      = threshold("bounded: what there is, of all that its keys can be", 0.25, "%")
	exceeded    = threshold("no limit: what there is, of the number that the size is compared with", 4, "%")
	keysKnown   = threshold("bounded: new keys that the first dump has", 0.95, "%")
	keysInRange = threshold("bounded: new keys in or near the range of the first dump's", 0.95, "%")

	// What is still in use is not empty.
	entriesEmpty = threshold("emptied in vain: entries with nothing in them", 0.75, "%")

	// Numbers become strings as well, when they are printed.
	longEach = threshold("a string that grows: what came to each of several", 128, "bytes")
)

// Thresholds are all thresholds.
var Thresholds []*Threshold

func threshold(name string, least float64, unit string) *Threshold {
	t := &Threshold{name, least, unit}
	Thresholds = append(Thresholds, t)
	return t
}

// Measure is a number that was held against a threshold.
type Measure struct {
	*Threshold
	Value float64
}

// String writes what must be reached.
func (t *Threshold) String() string { return t.write(t.Least) }

// and writes two thresholds that must both be reached.
func (t *Threshold) and(other *Threshold) string { return t.String() + ", and " + other.String() }

// write writes a number as the threshold measures it.
func (t *Threshold) write(value float64) string {
	switch t.Unit {
	case "%":
		return words.Percent(value)
	case "x":
		return strconv.FormatFloat(value, 'g', 3, 64) + " times"
	case "bytes":
		return words.Bytes(int64(value))
	}
	return words.Count(int(value))
}

// String writes the number, more exactly than it is shown to people.
func (m Measure) String() string {
	if m.Unit == "%" {
		return words.PercentExactly(m.Value)
	}
	return m.write(m.Value)
}

// both is a && b when both were measured.
func both(a, b bool) bool { return a && b }

// reaches reports whether a number reaches a threshold, and records it.
func (s *Suspect) reaches(t *Threshold, value float64) bool {
	s.Measures = append(s.Measures, Measure{t, value})
	return value >= t.Least
}
