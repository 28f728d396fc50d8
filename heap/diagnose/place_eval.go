package diagnose

import (
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/site"
)

// placeEval is where a CODE stands that a string eval compiled: at the eval, if
// the dump and the source tell; else at one in a file that names the package. What a module compiles is placed where the program uses
// the module.
func (f *finder) placeEval(cv heap.SV, pkg string) Placement {
	p := f.src.PlaceCode(cv)
	if p.Path != "" {
		t := f.src.text(p.Path)
		if t == nil || f.src.below(p.Path) {
			return placement(p, Recorded, "the eval compiles it")
		}
		if call, ok := f.placeCall(path.OfClass(t.File.PackageAt(t.File.LineStart(p.Line)))); ok {
			call.Place.Recorded = p.Recorded
			return call
		}
		return placement(p, Recorded, "the eval compiles it")
	}
	for _, named := range []bool{true, false} {
		for _, t := range f.src.own {
			if len(t.File.Evals) > 0 && (!named || pkg != "" && t.mentions(pkg)) {
				return placement(f.src.PlaceLine(t.Text, t.File.Evals[0].Line, site.RoleEval), Declared, "the file compiles strings here")
			}
		}
	}
	return placement(p, Recorded, "the dump has the line")
}

func (t *text) mentions(word string) bool {
	for _, line := range t.lines {
		if strings.Contains(line, word) {
			return true
		}
	}
	return false
}
