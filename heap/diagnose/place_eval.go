package diagnose

import (
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/site"
)

// evalPlace is where a CODE stands that a string eval compiled: at the eval, if
// the dump and the source tell; else at one in a file that names the package.
func (f *finder) evalPlace(cv heap.SV, pkg string) site.Place {
	p := f.src.PlaceCode(cv)
	if p.Path != "" {
		return p
	}
	for _, named := range []bool{true, false} {
		for _, t := range f.src.own {
			if len(t.File.Evals) > 0 && (!named || pkg != "" && t.mentions(pkg)) {
				return f.src.PlaceLine(t.Text, t.File.Evals[0].Line, site.RoleEval)
			}
		}
	}
	return p
}

func (t *text) mentions(word string) bool {
	for _, line := range t.lines {
		if strings.Contains(line, word) {
			return true
		}
	}
	return false
}
