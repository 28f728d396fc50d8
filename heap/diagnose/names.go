package diagnose

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
)

// named makes a suspect of a symbol table that collects names: file handles
// opened by name, variables of names that are made up. A GLOB has what no other
// entry of a container has, the line that mentioned it first. False if most of
// the new names were not made at lines of the program's own.
func (f *finder) named(s *Suspect, c *collector, o path.Path) bool {
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
	s.Why = fmt.Sprintf("names first mentioned here are added to the symbol table %s and not removed", f.say(o))
	s.Fix = "use a lexical variable (open my $handle), which is freed when it goes out of scope, or delete the name"
	return true
}
