package diagnose

import (
	"github.com/perlheap/perlheap/heap/growth"
)

// judge gives a suspect its score and level.
//
// Of several dumps the score is the part of the heap's growth that the
// suspect has; a level above low demands that it grows in every step, and not
// less and less. Of one dump the score is its part of the heap, weighed by
// how rarely its kind is healthy; what healthy programs have too, big
// containers, stays low.
func (f *finder) judge(s *Suspect) {
	if s.Place.Path == "" || !f.src.below(s.Place.Path) || s.Certainty == Called && len(f.s.Heaps) == 1 {
		defer func() { s.Score /= 4 }()
	}
	if len(f.s.Heaps) == 1 {
		f.judgeOne(s)
		return
	}
	first, last := f.s.Heaps[0].Bytes(), f.h.Bytes()
	counts := make([]int64, len(s.Counts))
	for i, c := range s.Counts {
		counts[i] = int64(c)
	}
	s.Trend = growth.TrendOf(counts)
	if s.history != nil && (s.Kind == Text || s.Trend == growth.Stable) {
		s.Trend = growth.TrendOf(s.history)
		// It gains no entries: another rule that counts what it has says more.
		defer func() { s.Score *= 0.9 }()
	}
	share := 0.0
	if last > first {
		share = max(0, float64(s.Grown)/float64(last-first))
	}
	s.Score = 100 * min(1, share)
	if s.Certainty == Called {
		s.Score *= 0.9 // the place is a guess
	}
	part := float64(s.Grown) / float64(first) // of the heap as it was
	s.Level = Low
	if s.Grown <= 0 {
		s.Score = 0
		return
	}
	switch s.Trend {
	case growth.Grows:
		switch {
		case len(f.s.Heaps) > 2 && share >= 0.15 && part >= 0.01 && s.enough():
			s.Level = High
		case share >= 0.05 && part >= 0.005 && s.enough():
			s.Level = Medium
		}
	case growth.Slows:
		if share >= 0.3 && part >= 0.02 && s.proven() {
			s.Level = Medium
		}
		s.Score /= 2
	default:
		s.Score /= 10
	}
	if s.bounded {
		s.Level = Low
		s.Score /= 2
	}
}

// enough reports whether so much came that it is no coincidence.
func (s *Suspect) enough() bool {
	return s.Growth() >= minCount || s.history != nil && s.Grown >= minText
}

// minText is how many bytes must have come to what has no count that grows: a
// string, or something that hangs on one reference.
const minText = 4096

// proven reports whether the kind has no healthy reason.
func (s *Suspect) proven() bool { return s.Kind == Cycle || s.Kind == SelfSub }

func (f *finder) judgeOne(s *Suspect) {
	s.Trend = growth.Single
	share := float64(s.Retained.Bytes) / float64(f.h.Bytes())
	weight := 1.0
	s.Level = Low
	switch s.Kind {
	case Cycle, SelfSub:
		weight = 4
		// A few cycles are made once by many programs.
		if s.Count >= 32 && share >= 0.02 {
			s.Level = High
		} else if s.Count >= 32 || s.Count >= minCount && share >= 0.02 {
			s.Level = Medium
		}
	case Chain:
		weight = 4
		s.Level = Medium
	case Evals, StaleWeakKeys:
		weight = 3
		// What was compiled and is kept in a hash may be used again.
		if s.Count >= 100 && share >= 0.05 && (s.Kind == StaleWeakKeys || s.named) {
			s.Level = Medium
		}
	case Closures, Timers:
		weight = 2
		// Handlers are few and caches have keys: hundreds of closures in a row
		// are rarely meant if each has an object, or if they are most subs.
		if s.Count >= 200 && share >= 0.2 && (s.inOrder || s.Kind == Timers) {
			most := s.Count*2 >= f.h.Codes().Len()
			switch {
			case s.keeps && most:
				s.Level = High
			case s.keeps, most:
				s.Level = Medium
			}
		}
	}
	s.Score = 100 * min(1, share*weight)
}
