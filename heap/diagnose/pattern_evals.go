package diagnose

import "strings"

// tellEvals reports packages in which string eval defines more and more subs.
func (f *finder) tellEvals(s *Suspect, c *collection) bool {
	o := c.in.Path
	if c.most.what != isCode || c.most.key != evalled {
		return false
	}
	s.Kind, s.SV = Evals, c.most.sv
	s.Placement = f.placeEval(c.most.sv, strings.Trim(o.Symbol(), "%:"))
	if s.Place.Path == "" || !f.src.below(s.Place.Path) { // a module compiles it
		if p, ok := f.placeLiterals(&c.collecting); ok {
			p.Place.Recorded = s.Place.Recorded
			s.Placement = p
		}
	}
	s.Why = becauseOf("a string eval compiled here defines new subs, which stay in ", f.say(o), "")
	s.Fix = "reuse what was compiled, compile anonymous subs instead, or delete the names"
	s.bounded = f.boundedBy(s, c)
	return true
}
