package diagnose

import (
	"math"
	"slices"

	"github.com/perlheap/perlheap/heap/population"
)

// mostUnknown is how many entries say that something grows and fits no pattern.
const mostUnknown = 3

// unknown reports what is a good part of the growth of the heap, in every step, and fits
// no pattern: a person should know of it, and that nobody knows why.
func (f *finder) unknown() error {
	if len(f.s.Heaps) < trendDumps {
		return nil
	}
	told := map[*population.Population]bool{}
	for i := range f.found {
		for _, p := range f.found[i].of {
			told[p], told[p.Parent] = true, true // what they are in has room for them
		}
	}
	growing, _ := f.pops.Growing()
	reported := 0
	for _, g := range growing {
		if err := f.ctx.Err(); err != nil || reported == mostUnknown {
			return err
		}
		if smallestStep(g.Bytes) <= 0 || f.isTold(g.Population, told) || f.paced(g.Population) {
			continue
		}
		members := f.pops.Members(f.last(), g.Population)
		if len(members) == 0 {
			continue
		}
		s := Suspect{
			Kind: Entries, SV: members[0], Count: len(members), Counts: g.Population.Count,
			Bytes: g.Bytes, Grown: g.Grown(), finding: finding{unknown: true, of: []*population.Population{g.Population}},
		}
		if share, part := f.share(&s); share < explainsShare.Least || part < explainsPart.Least {
			continue
		}
		for _, sv := range members {
			if f.sizes.Bytes(sv) > f.sizes.Bytes(s.SV) {
				s.SV = sv
			}
		}
		found := f.called(s.SV)
		s.Class, s.Retained = found.Class(), f.sizes.Of(members...)
		f.holder(&s, found)
		s.Placement = placement(s.HolderPlace, Declared, "the holder is declared here")
		s.Why = becauseOf("", f.say(found.Path), " grows, and fits no known way in which a heap grows")
		s.Fix = "look at what it holds in the first dump and in the last"
		f.add(s)
		reported++
	}
	return nil
}

// paced reports whether the number of something grows as what a suspect is of does, in
// the same proportion in every step: it comes with that.
func (f *finder) paced(p *population.Population) bool {
	last := f.last()
	if !collects(p) {
		return false
	}
	return slices.ContainsFunc(f.found, func(s Suspect) bool {
		if len(s.Counts) <= last || s.Growth() <= 0 {
			return false
		}
		each := float64(p.Count[last]-p.Count[0]) / float64(s.Growth())
		for k := 1; k <= last; k++ {
			step, same := each*float64(s.Counts[k]-s.Counts[k-1]), float64(p.Count[k]-p.Count[k-1])
			if math.Abs(same-step) > inStep.Least*float64(p.Count[last]-p.Count[0]) {
				return false
			}
		}
		return true
	})
}

// isTold reports whether a population is told already, with what it is in, or belongs to
// another pattern or to perl.
func (f *finder) isTold(p *population.Population, told map[*population.Population]bool) bool {
	if told[p] {
		return true
	}
	for ; p.Parent != nil; p = p.Parent {
		if f.aside(p) || told[p] && collects(p) {
			return true
		}
	}
	return false
}
