package diagnose

import (
	"regexp"
	"slices"

	"github.com/perlheap/perlheap/heap"
)

// counted are the numbers in the names of packages that are made by counting.
var counted = regexp.MustCompile(`[0-9]+`)

// packages finds packages, or all whose names differ in numbers alone, in which
// names collect.
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
		// Packages that come are names in the package around them.
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

// newNames gives what packages of the last heap have under names that those of
// the first one do not have.
func (f *finder) newNames(packages []heap.SV, name string) (found []heap.SV) {
	old := map[string]bool{}
	first := f.s.Heaps[0]
	for i := range first.Count() {
		if sv := heap.SV(i); first.Kind(sv).IsStash() {
			if of, ok := first.Stash(sv).Name(); ok && counted.ReplaceAllString(of, "N") == name {
				_ = first.Hash(sv).Values(func(key []byte, _ heap.SV) bool { old[string(key)] = true; return true }) // what is readable helps
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
