package diagnose

import (
	"cmp"
	"regexp"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
)

// counted matches the numbers in package names that are made by counting.
var counted = regexp.MustCompile(`[0-9]+`)

// packages finds packages, or groups of them whose names differ only in numbers, in
// which names collect.
func (f *finder) packages() error {
	if len(f.s.Heaps) == 1 {
		return nil // one dump tells a big package, as any container
	}
	last := f.last()
	counts := map[string][]int{}
	svs := map[string][]heap.SV{}
	for k, h := range f.s.Heaps {
		if err := f.ctx.Err(); err != nil {
			return err
		}
		for i := range h.Count() {
			sv := heap.SV(i)
			if !h.Kind(sv).IsStash() {
				continue
			}
			name, ok := h.Stash(sv).Name()
			if !ok {
				continue
			}
			name = counted.ReplaceAllString(name, "N")
			if counts[name] == nil {
				counts[name] = make([]int, len(f.s.Heaps))
			}
			counts[name][k] += h.HeldCount(sv)
			if k == last {
				svs[name] = append(svs[name], sv)
			}
		}
	}
	var names []string
	for name, n := range counts {
		// New packages are names in the package around them.
		if n[last]-n[0] >= minCount && n[0] > 0 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		c := &collector{counts: counts[name], containers: svs[name], bytes: make([]int64, last+1)}
		c.sv = slices.MaxFunc(c.containers, func(a, b heap.SV) int { return f.h.HeldCount(a) - f.h.HeldCount(b) })
		if c.entries = f.newNames(c.containers, name); len(c.entries) == 0 {
			continue
		}
		c.path = f.paths.Of(c.sv)
		now := f.sizes.Of(c.entries...).Bytes
		for k := range c.bytes {
			c.bytes[k] = now * int64(c.counts[k]-c.counts[0]) / int64(c.added())
		}
		f.collector(c)
	}
	return nil
}

// newNames returns what packages of the last heap have under names that are not in
// those of the first.
func (f *finder) newNames(packages []heap.SV, name string) (found []heap.SV) {
	old := map[string]bool{}
	first := f.s.Heaps[0]
	for i := range first.Count() {
		if sv := heap.SV(i); first.Kind(sv).IsStash() {
			if of, ok := first.Stash(sv).Name(); ok && counted.ReplaceAllString(of, "N") == name {
				_ = first.Hash(sv).Values(func(key []byte, _ heap.SV) bool { old[string(key)] = true; return true }) // what can be read is enough
			}
		}
	}
	for _, sv := range packages {
		_ = f.h.Hash(sv).Values(func(key []byte, value heap.SV) bool {
			if value != heap.NoSV && !old[string(key)] {
				found = append(found, value)
			}
			return true
		})
	}
	return found
}

// tellNames reports a symbol table that collects names: file handles opened by
// name, variables with computed names. Unlike other entries, a GLOB records the
// line that mentioned it first. It is false if most of the new names were not made
// at lines of the program's own.
func (f *finder) tellNames(s *Suspect, c *collection) bool {
	if !f.h.Kind(c.sv).IsStash() {
		return false
	}
	count := map[heap.Location]int{}
	for _, sv := range c.entries {
		if loc, ok := f.h.Glob(sv).Location(); ok && loc.Line > 0 && f.src.IsOwn(loc.File) {
			count[loc]++
		}
	}
	var all []heap.Location
	for loc := range count {
		all = append(all, loc)
	}
	if len(all) == 0 {
		return false
	}
	slices.SortFunc(all, func(a, b heap.Location) int {
		return cmp.Or(-cmp.Compare(count[a], count[b]), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	t := f.src.text(f.src.path(all[0].File))
	if t == nil || count[all[0]]*2 < len(c.entries) {
		return false
	}
	s.Kind = Entries
	s.Placement = Placement{Place: f.src.place(t, perl.Line(all[0].Line)), Certainty: Recorded, Reason: "most of the names were first mentioned here"}
	s.Place.Recorded = all[0]
	s.Why = becauseOf("names first mentioned here are added to the symbol table ", f.say(c.in.Path), " and not removed")
	s.Fix = "use a lexical variable (open my $handle), which is freed when it goes out of scope, or delete the name"
	return true
}
