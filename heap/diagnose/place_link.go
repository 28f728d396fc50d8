package diagnose

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
)

// placeLink finds the line that sets the link between two objects.
func (f *finder) placeLink(svs []heap.SV, of family) Placement {
	for _, sv := range svs[:min(len(svs), samples)] {
		way := []heap.SV{sv}
		for range maxNesting {
			d, ok := f.sizes.Dominator(way[len(way)-1])
			if !ok {
				break
			}
			way = append(way, d)
			if k, ok := familyOf(f.h, d); ok && k == of {
				p := path.OfClass(of.class)
				for i := len(way) - 1; i > 0; i-- {
					if s, ok := f.paths.StepTo(way[i], way[i-1]); ok && s.Kind != path.Captured {
						p = p.Then(s)
					}
				}
				if st := f.stores(p, false, false); len(st) > 0 {
					best := bestEdgeStore(st)
					for _, s := range st {
						if s.text.has(s.value, of.class) {
							// A new link is made and takes the place of the old one, whoever has it.
							best, best.other = s, false
							break
						}
					}
					return f.placeStore(best)
				}
				break
			}
		}
	}
	return f.placeClass(of.class)
}
