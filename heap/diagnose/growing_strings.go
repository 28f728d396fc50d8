package diagnose

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
)

// minText is how many bytes must have come to a string.
const minText = 4096

// growingStrings finds strings that grow while there are not more of them: counts do not
// tell, so bytes do.
func (f *finder) growingStrings() error {
	if len(f.s.Heaps) == 1 {
		return nil // one dump tells a big string, as any container
	}
	last := f.last()
	scalar := path.Step{Kind: path.Data, Text: heap.KindScalar.String()}
	for p := range f.pops.Top.All {
		if p.Class != scalar || p.Bytes[last]-p.Bytes[0] < minText || collects(p) {
			continue
		}
		members := f.pops.Members(last, p)
		if len(members) == 0 {
			continue
		}
		c := &collector{counts: p.Count, bytes: p.Bytes, of: []*population.Population{p}, sv: members[0]}
		for _, sv := range members {
			if f.h.Size(sv) > f.h.Size(c.sv) {
				c.sv = sv
			}
		}
		c.containers, c.entries = members, []heap.SV{c.sv}
		c.path = f.paths.Of(c.sv)
		f.collector(c)
	}
	return nil
}
