package diagnose

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
)

// links are closures of one sub, or objects of one class, that keep each other.
type links struct {
	family    family
	svs       []heap.SV
	outermost heap.SV
	bytes     int64     // what the outermost retains
	measures  []Measure // what they were found by
}

// separate leaves out the links of a chain that has others as well, as where a module
// wraps each object of the program in a closure of its own: one kind stands for all,
// the program's own before a module's, and objects before closures.
func (f *finder) separate(all []links) (chains []links) {
	slices.SortStableFunc(all, func(a, b links) int { return f.strange(a.family) - f.strange(b.family) })
	for _, l := range all {
		if slices.ContainsFunc(chains, func(c links) bool { return f.between(l, c.family) }) {
			f.claim(l.svs)
			continue
		}
		chains = append(chains, l)
	}
	return chains
}

// strange orders links by how little the program has to do with them.
func (f *finder) strange(k family) int {
	switch {
	case k.class != "" && f.src.ownClass(k.class), k.class == "" && f.src.below(f.src.path(k.sub.File)):
		return 0
	case k.class != "":
		return 1
	}
	return 2
}

// between reports whether most links are held by a link of another kind that is just
// above them.
func (f *finder) between(l links, of family) bool {
	held, looked := 0, 0
	step := max(1, len(l.svs)/samples)
	for i := 0; i < len(l.svs); i += step {
		looked++
		if _, ok := f.familyAbove(l.svs[i], of); ok {
			held++
		}
	}
	return float64(held) >= chainLinked.Least*float64(looked)
}

// wrapped places a chain at the statement of the program that replaces what holds the
// newest by something that is made of it: $app = Wrapper->wrap($app).
func (f *finder) wrapped(s *Suspect, o path.Found) bool {
	stores := slices.DeleteFunc(f.stores(o.Path, false, false), func(st store) bool {
		return st.how != assigns || st.nested != 0 || st.other || st.name == "" || !f.src.below(st.text.Path) ||
			len(st.field.Steps) > 0 && st.field.Steps[len(st.field.Steps)-1].Name != st.name || !st.text.has(st.value, st.name) || f.loadedOnce(st.text, st.at)
	})
	if len(stores) == 0 {
		return false
	}
	recorded := s.Place.Recorded
	s.Placement = placement(f.src.place(stores[0].text, stores[0].line), Stored, "the statement makes what holds the newest of what held the one before")
	s.Place.Recorded = recorded
	return true
}
