package diagnose

import "fmt"

// limitElsewhere applies the limit of one container to the others that have the same
// objects, and to the tables of a module that have something for each of them: what a
// program limits and lets go of, they have as long as the program does.
func (f *finder) limitElsewhere() {
	var limited []*Suspect // by the program, and by a limit of their own
	for i := range f.found {
		if o := &f.found[i]; o.objects != "" && o.bounded != "" && o.removed != "" && f.src.below(o.HolderPlace.Path) {
			limited = append(limited, o)
		}
	}
	for i := range f.found {
		s := &f.found[i]
		if s.Kind != Entries || s.bounded != "" {
			continue
		}
		ofModule := s.HolderPlace.Line > 0 && !f.src.below(s.HolderPlace.Path)
		for _, o := range limited {
			if (s.objects == o.objects || ofModule && len(s.Counts) >= trendDumps) && sameNumbers(s.Counts, o.Counts) {
				s.bounded = fmt.Sprintf("there are as many as in %s: %s", o.into, o.bounded)
				break
			}
		}
	}
}

// sameNumbers reports whether there are as many of some objects as of others in each
// of several heaps.
func sameNumbers(a, b []int) bool {
	for k := range a {
		if d := max(a[k]-b[k], b[k]-a[k]); float64(d) > onTheirWay.Least && float64(d) > onTheirWayShare.Least*float64(b[k]) {
			return false
		}
	}
	return len(a) > 1
}
