package diagnose

import (
	"strconv"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
)

// finder collects suspects.
type finder struct {
	*facts
	src     *sources
	paths   path.Finder
	write   path.Writer                     // with the keys that may be told
	claimed map[*population.Population]bool // that a pattern told, with all below
	found   []Suspect

	worked    []counter // that tell what the program did between the dumps
	workKnown bool

	byClass map[string][]heap.SV // some objects of each; nil until they are asked for
	fields  map[[2]string]string // class of what is in a field of a class
	modules map[string][]*text   // of a package
	held    map[variable]string  // class of what is in a variable
	given   map[givenTo]string   // class of what is assigned to a variable
}

// say writes a path, with the keys that may be shown.
func (f *finder) say(p path.Path) string { return f.write.Path(p) }

// keysText writes steps without what they start from, with the keys that may be shown.
func (f *finder) keysText(steps ...path.Step) string { return f.write.Way(steps) }

func (f *finder) add(s Suspect) {
	f.elsewhere(&s)
	f.guessed(&s)
	f.found = append(f.found, s)
}

func itoa(n int) string { return strconv.Itoa(n) }

// holder sets what collects and who holds it, up to a variable, and the place of
// the last of them that has one.
func (f *finder) holder(s *Suspect, o path.Found) {
	held := f.paths.HoldersOf(o)
	s.Holder = f.write.Holders(held)
	for i, up := range held {
		if p := f.placeOwner(up); i == 0 || p.Path != "" && f.src.below(p.Path) || s.HolderPlace.Line == 0 {
			s.HolderPlace = p
		}
	}
}
