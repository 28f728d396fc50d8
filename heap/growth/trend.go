package growth

import "github.com/perlheap/perlheap/heap/wire"

// Trend says how a number went over all dumps.
type Trend = wire.Trend

// The trends.
const (
	Single = wire.TrendSingle // there is one dump only
	Grows  = wire.TrendGrows  // in every step
	Slows  = wire.TrendSlows  // in every step, but the last one is less than half of the one before
	Once   = wire.TrendOnce   // grew in some step, but not in the last
	Lately = wire.TrendLately // grew in the last step, but not in every one before
	Stable = wire.TrendStable // hardly changed
	Falls  = wire.TrendFalls  // is less than at first, and did not grow in the last step
)

// noise is the part of a number, in hundredths, by which it may change and
// still be called stable: heaps breathe a little between two requests.
const noise = 2

// TrendOf classifies a sequence of numbers. A step counts as growth if it is
// more than 2 % of the number before.
func TrendOf(values []int64) Trend {
	if len(values) < 2 {
		return Single
	}
	grew, every := false, true
	for k := 1; k < len(values); k++ {
		if grow(values[k-1], values[k]) {
			grew = true
		} else {
			every = false
		}
	}
	n := len(values)
	first, before, last := values[0], values[n-2], values[n-1]
	switch {
	case every && n > 2 && 2*(last-before) < before-values[n-3]:
		return Slows
	case every:
		return Grows
	case grow(before, last):
		return Lately
	case grow(last, first):
		return Falls
	case grew && grow(first, last):
		return Once
	}
	return Stable
}

func grow(from, to int64) bool { return to > from && (to-from)*100 > noise*from }
