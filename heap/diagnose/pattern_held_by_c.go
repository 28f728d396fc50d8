package diagnose

import (
	"fmt"

	"github.com/perlheap/perlheap/heap/site"
)

// foreign makes a suspect of what nothing in the dump holds. Code blocks of a
// regexp are none: it holds them, though no dump shows that. What collects then
// is the regexps.
func (f *finder) foreign(s Suspect, c *componentClass) {
	most, share := f.contents(c.example[0].members)
	if share == 0 || most.what != isCode && most.what != isObject {
		return
	}
	s.Kind, s.SV = Foreign, most.sv
	if most.what == isCode {
		s.Placement = f.placeCode(most.sv)
		if s.Place.Reason == site.ReasonRegexp {
			return
		}
		s.Captured = list(f.captures(most.sv))
	} else {
		s.Class, s.Placement = most.key, f.placeHeldByC(most)
	}
	s.Why = fmt.Sprintf("%s is alive though nothing in the dump holds it: C code holds it, or has lost track of it", f.say(f.pathOf(most.sv)))
	s.Fix = "look for where it is passed to a module written in C, and release it there"
	f.add(s)
}
