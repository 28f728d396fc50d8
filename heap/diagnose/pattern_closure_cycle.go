package diagnose

import (
	"cmp"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
)

// closureCycle reports a lost cycle that goes through a closure.
func (f *finder) closureCycle(s *Suspect, cycle []heap.SV, cv heap.SV, edges []edge) {
	s.Kind = cmp.Or(s.Kind, SelfSub)
	s.SV = cv
	s.Placement = f.placeCode(cv)
	if p, ok := f.placeCircle(cycle); ok {
		p.Place.Recorded = s.Place.Recorded
		s.Placement = p
	}
	var through []string
	for _, e := range edges {
		if e.from == cv && e.captured.Kind == path.Captured {
			through = append(through, e.captured.Text)
		}
	}
	s.Captured = list(through)
	s.pending = f.pending(cv, through)
	for _, sv := range cycle {
		if class, ok := f.h.Package(sv); ok {
			s.Class = class
			break
		}
	}
	what := cmp.Or(s.Captured, "what holds it")
	s.Why = cmp.Or(s.Why, Because("the closure captures "+what+", which leads back to the closure, and nothing outside the cycle holds it"))
}
