package diagnose

import words "github.com/perlheap/perlheap/heap/text"

// Threshold is a number that a measurement must reach. The score test prints how
// near the programs of the galleries come to each, from either side.
type Threshold struct {
	Name  string
	Least float64
	Unit  string // "%" for a part, which Least has as a fraction
}

// The thresholds of the principles.
var (
	// Parts of the growth of the heap, and of the first heap.
	explainsShare = threshold("explains the growth: of the heap's growth", 0.15, "%")
	explainsPart  = threshold("explains the growth: of the heap as it was", 0.01, "%")
	littleShare   = threshold("too little: of the heap's growth", 0.05, "%")
	littlePart    = threshold("too little: of the heap as it was", 0.005, "%")

	growing  = threshold("keeps growing: the smallest step, of what there was", 0.02, "%")
	survival = threshold("survives: of the cohort", 0.75, "%")
	numerous = threshold("numerous: what came", 24, "")
	lostMore = threshold("numerous: what came that nothing holds", minCount, "")
	longText = threshold("numerous: what came to a string", minText, "bytes")

	// The last step of what saturates is less than this part of the one before, or
	// of what is to be expected if counters say how much the program did.
	slowing     = threshold("saturates: the last step, of the one before", 0.5, "%")
	slowingMemo = threshold("saturates, filled by lookup: the same", 0.85, "%")
	slowingWork = threshold("saturates, in step with load: the same, measured by counters", 0.7, "%")

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
	exceeded    = threshold("no limit: what there is, of the number that the size is compared with", 2, "%")
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
