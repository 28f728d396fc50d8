package diagnose

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/population"
)

// cohort is what an earlier heap had of something, and how much of that the last
// one still has. It knows SVs by their addresses, as no other fact does: perl may
// have used some again.
type cohort struct {
	was, still int
	all        bool // it is everything that the heap before the last had, not only what had come until then
}

// cohortOf follows the members of populations: those that came between the first two
// heaps, or if these are few, all of the heap before the last. Nothing is known of
// less than three heaps.
func (f *facts) cohortOf(of []*population.Population) cohort {
	if len(f.s.Heaps) < trendDumps {
		return cohort{}
	}
	var came cohort
	before := cohort{all: true}
	for _, p := range of {
		for _, sv := range f.pops.Members(1, p) {
			if _, old := f.s.Earlier(1, sv); !old {
				came.was++
			}
		}
		before.was += p.Count[f.last()-1]
		for _, sv := range f.pops.Members(f.last(), p) {
			past := f.s.Past(sv)
			if was := past[f.last()-1]; was != heap.NoSV && f.pops.Of(f.last()-1, was) == p {
				before.still++
			}
			if past[0] == heap.NoSV && past[1] != heap.NoSV && f.pops.Of(1, past[1]) == p {
				came.still++
			}
		}
	}
	return came.or(before)
}

// cohortOfSuspect follows what a suspect collects.
func (f *finder) cohortOfSuspect(s *Suspect) cohort {
	if s.cohort.was == 0 {
		s.cohort = f.cohortOf(s.of)
	}
	return s.cohort
}

// or is the cohort of what is new if that is enough to judge by, else the other.
func (c cohort) or(before cohort) cohort {
	if c.was < minCount {
		c = before
	}
	c.still = min(c.still, c.was)
	return c
}

// alikeMembers is how many members of a lost component must be where an earlier heap
// had them for it to be the same.
const alikeMembers = 16

// follow counts a lost component of heap k as new, or as one that an earlier heap
// has.
func (f *facts) follow(k int, c *componentClass, i lostComponent) {
	members := i.members[:min(len(i.members), alikeMembers)]
	stayed := func(from, to int) bool {
		return !slices.ContainsFunc(members, func(sv heap.SV) bool {
			for at := from; at > to; at-- {
				var ok bool
				if sv, ok = f.s.Earlier(at, sv); !ok {
					return true
				}
			}
			return from > to && f.s.Sizes[to].Reached(sv)
		})
	}
	if k == 1 && !stayed(1, 0) {
		c.came++
	}
	if k > 0 && k == f.last() {
		if stayed(k, k-1) {
			c.stayed++
		}
		if k > 1 && stayed(k, 1) && !stayed(k, 0) {
			c.kept++
		}
	}
}

// lostCohort follows the lost components of an origin.
func (f *facts) lostCohort(origin string) cohort {
	k := f.last()
	if k == 0 || f.lostIn[k-1][origin] == nil {
		return cohort{}
	}
	last := f.lostIn[k][origin]
	before := cohort{was: f.lostIn[k-1][origin].count, still: last.stayed, all: true}
	var came cohort
	if k > 1 && f.lostIn[1][origin] != nil {
		came = cohort{was: f.lostIn[1][origin].came, still: last.kept}
	}
	return came.or(before)
}
