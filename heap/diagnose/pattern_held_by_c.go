package diagnose

import (
	"fmt"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/site"
)

// foreign makes a suspect from what nothing in the dump holds. Code blocks of
// regexps are left out: the regexps hold them, though no dump shows that, and it is
// these that collect.
func (f *finder) foreign(s Suspect, c *componentClass) {
	most, share := f.contents(f.heldIn(c.example[0].members))
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
	s.Why = Because(fmt.Sprintf("%s is alive though nothing in the dump holds it: C code holds it, or has lost track of it", f.say(f.pathOf(most.sv))))
	s.Fix = "look for where it is passed to a module written in C, and release it there"
	f.add(s)
}

// heldIn returns what is in an ARRAY or HASH that nothing holds, or the SVs
// themselves: C code may keep what it is given in a container of its own.
func (f *finder) heldIn(svs []heap.SV) []heap.SV {
	if k := f.h.Kind(svs[0]); len(svs) != 1 || k != heap.KindArray && k != heap.KindHash {
		return svs
	}
	if _, blessed := f.h.Package(svs[0]); blessed {
		return svs
	}
	if in := f.h.AppendHeld(svs[0], nil); len(in) > crowd {
		return in
	}
	return svs
}
