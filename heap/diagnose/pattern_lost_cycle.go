package diagnose

import (
	"cmp"
	"slices"

	"github.com/perlheap/perlheap/heap/retained"
)

// unreached finds cycles that nothing outside holds, and what only C code can hold,
// by kind in each dump.
func (f *finder) unreached() error {
	byDump, err := f.lost()
	if err != nil {
		return err
	}
	last := byDump[len(byDump)-1]
	keys := make([]string, 0, len(last))
	for key := range last {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		if err := f.ctx.Err(); err != nil {
			return err
		}
		c := last[key]
		s := Suspect{Count: c.count, Retained: retained.Size{Bytes: c.bytes, SVs: c.svs, Least: c.count > 1}}
		for _, d := range byDump {
			if was := d[key]; was != nil {
				s.Counts = append(s.Counts, was.count)
				s.Bytes = append(s.Bytes, was.bytes)
			} else {
				s.Counts = append(s.Counts, 0)
				s.Bytes = append(s.Bytes, 0)
			}
		}
		if len(s.Counts) > 1 && s.Growth() < minCount {
			s.countThings(byDump, key)
		}
		if s.Counted == "" {
			s.cohort = f.lostCohort(key)
		}
		s.Grown = s.Bytes[len(s.Bytes)-1] - s.Bytes[0]
		if len(s.Bytes) == 1 {
			s.Grown = s.Bytes[0]
		}
		if float64(c.bytes) < lostShare.Least*float64(f.h.Bytes()) && s.Growth() < minCount {
			continue // too small to explain anything
		}
		if c.cyclic {
			f.cycle(s, c)
		} else {
			f.foreign(s, c)
		}
	}
	f.onStacks()
	return nil
}

// countThings counts what is in cycles whose number does not grow, but whose size
// does: everything connected is one cycle. It counts the objects and subs in them,
// or, if the number of these does not grow either, the SVs; Counted says which.
func (s *Suspect) countThings(byDump []map[string]*componentClass, key string) {
	for _, count := range []struct {
		name string
		of   func(*componentClass) int
	}{
		{"objects and subs", func(c *componentClass) int { return c.things }},
		{"SVs", func(c *componentClass) int { return c.svs }},
	} {
		counts := make([]int, len(byDump))
		for k, d := range byDump {
			if was := d[key]; was != nil {
				counts[k] = count.of(was)
			}
		}
		if counts[len(counts)-1]-counts[0] >= minCount {
			s.Counts, s.Count, s.Counted = counts, counts[len(counts)-1], count.name
			return
		}
	}
}

// cycle makes a suspect from cycles of one kind.
func (f *finder) cycle(s Suspect, c *componentClass) {
	best := f.shortest(c.example[0])
	if len(best) == 0 {
		return
	}
	s.Cycle, s.CycleAt = f.describe(best)
	s.SV = best[0]
	if c.foreign == c.count {
		s.Kind, s.Why = Foreign, Because("nothing in the dump holds it, but perl counts more references than the dump has: C code may hold it")
	}
	edges := f.edges(best)
	if cv, ok := f.closureOf(best); ok {
		f.closureCycle(&s, best, cv, edges)
		f.decide(&s, f.closureCase(c.example[0], cv))
		f.usedAt(&s, c)
		f.add(s)
		return
	}
	s.Kind = cmp.Or(s.Kind, Cycle)
	refs := f.refsCase(c.example[0], edges)
	f.weakest(&s, edges, refs)
	f.decide(&s, refs)
	f.usedAt(&s, c)
	f.add(s)
}
