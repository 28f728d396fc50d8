package diagnose

import (
	"slices"
)

// tellStaleWeakKeys reports containers whose entries are undef, where the source
// weakens entries: what they referred to is gone, and they stay.
func (f *finder) tellStaleWeakKeys(s *Suspect, c *collection) bool {
	if c.most.what != isNothing || !slices.ContainsFunc(c.stores, func(st store) bool { return st.weakens() }) {
		return false
	}
	s.Kind = StaleWeakKeys
	s.Why = becauseOf("entries of ", f.say(c.in.Path), " stay after the objects that they weakly referred to are gone")
	s.Fix = "delete the entry in DESTROY, or remove undefined entries from time to time"
	s.Placement = f.placeCollecting(&c.collecting, c.stores, s.HolderPlace)
	s.bounded = f.boundedBy(s, c)
	return true
}
