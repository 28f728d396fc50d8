package diagnose

import (
	"slices"

	"github.com/perlheap/perlheap/heap/growth"
)

// judge gives a suspect its evidence, its level, and its score among others of the
// level.
func (f *finder) judge(s *Suspect) {
	s.Trend = growth.Single
	f.weigh(s)
	s.Level = verdict(s.Evidence)
	s.Score = 100 * f.weight(s)
}

// rarity is how rarely healthy programs have what a single dump shows: unheld
// cycles hardly ever, containers always.
var rarity = map[Kind]float64{Cycle: 4, SelfSub: 4, Chain: 4, Evals: 3, StaleWeakKeys: 3, Closures: 2, Timers: 2}

// discounts are for what makes a suspect less likely to be the cause.
var discounts = []struct {
	factor float64
	holds  func(f *finder, s *Suspect) bool
}{
	{1. / 4, func(f *finder, s *Suspect) bool { // not in a line of the program's own
		return s.Place.Path == "" || !f.src.below(s.Place.Path) || s.Certainty == Called && len(f.s.Heaps) == 1
	}},
	{9. / 10, func(f *finder, s *Suspect) bool { return s.Certainty == Called && len(f.s.Heaps) > 1 }}, // the place is a guess
	{1. / 2, func(_ *finder, s *Suspect) bool { return s.speaksAgainst(Bounded) }},
	{1. / 2, func(_ *finder, s *Suspect) bool { return s.speaksAgainst(Saturates) }},
	{1. / 10, func(_ *finder, s *Suspect) bool { return s.speaksAgainst(Growing) }},
	{9. / 10, func(_ *finder, s *Suspect) bool { return s.Kind == Text }}, // what it is a part of says more
}

// weight returns the part of the growth, or of a single heap, that a suspect
// explains, with its discounts.
func (f *finder) weight(s *Suspect) float64 {
	part := 0.0
	if len(f.s.Heaps) > 1 {
		part, _ = f.share(s)
	} else {
		part = min(1, float64(s.Retained.Bytes)/float64(f.h.Bytes())*max(1, rarity[s.Kind]))
	}
	for _, d := range discounts {
		if d.holds(f, s) {
			part *= d.factor
		}
	}
	return part
}

// speaksAgainst reports whether a principle speaks against a suspicion.
func (s *Suspect) speaksAgainst(p Principle) bool {
	return slices.ContainsFunc(s.Evidence, func(e Evidence) bool { return e.Principle == p && !e.For })
}
