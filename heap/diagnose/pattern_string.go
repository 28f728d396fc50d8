package diagnose

import (
	"cmp"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
	words "github.com/perlheap/perlheap/heap/text"
)

// minText is by how many bytes a string must have grown.
const minText = 4096

// growingStrings finds strings that grow while their number does not: bytes show
// what counts do not.
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
		grown := f.grownBytes(p)
		if grown < minText {
			continue
		}
		var each Suspect
		if n := int64(p.Count[last]); n > 1 && !each.reaches(longEach, float64(grown/n)) {
			continue
		}
		members := f.pops.Members(last, p)
		if len(members) == 0 {
			continue
		}
		c := &collector{counts: p.Count, bytes: p.Bytes, of: []*population.Population{p}, sv: members[0], measures: each.Measures}
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

// grownBytes is by how many bytes the strings of a population have grown since the first
// dump that has any. Where more have come, only those count that were there then.
func (f *finder) grownBytes(p *population.Population) (bytes int64) {
	last := f.last()
	first := slices.IndexFunc(p.Count, func(n int) bool { return n > 0 })
	if first < 0 || first == last {
		return 0
	}
	if p.Count[last] <= p.Count[first] {
		return p.Bytes[last] - p.Bytes[first]
	}
	for _, sv := range f.pops.Members(last, p) {
		if was := f.s.Past(sv)[first]; was != heap.NoSV && f.pops.Of(first, was) == p {
			bytes += f.h.Size(sv) - f.s.Heaps[first].Size(was)
		}
	}
	return bytes
}

// tellText reports strings that grow, or that are big in a single dump.
func (f *finder) tellText(s *Suspect, c *collection) bool {
	if f.h.Kind(c.sv) != heap.KindScalar {
		return false
	}
	o := c.in.Path
	s.Kind = Text
	s.Why = becauseOf("the string in ", f.say(o), " grows")
	s.Fix = "truncate the string, or write it out and empty it"
	if len(f.s.Heaps) == 1 { // one dump shows no growth
		s.Why = becauseOf("", f.say(o), " keeps a string of "+words.Bytes(c.bytes[0]))
	}
	if o.Start().Kind == path.Temporary {
		s.Fix = "perl keeps the result of an operator until the sub is called again: build it in smaller pieces, or in a variable that you undef afterwards"
		s.Placement = f.placeCode(c.path.From)
	} else {
		s.Placement = f.placeCollecting(&c.collecting, c.stores, s.HolderPlace)
		if len(c.stores) > 0 && c.stores[0].name != "" {
			s.bounded = cmp.Or(c.stores[0].text.comparesLength(c.stores[0].name), c.stores[0].bounded(), f.emptied(f.removals(o, false), nil))
		}
	}
	return true
}
