package diagnose

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
)

// placeEval places a CODE that a string eval compiled: at the eval, if the dump and the
// source identify it, or else at one in a file that names the package. What a module
// compiles is placed where the program uses the module.
func (f *finder) placeEval(cv heap.SV, pkg string) Placement {
	p := f.src.PlaceCode(cv)
	if p.Path != "" {
		t := f.src.text(p.Path)
		if t == nil || f.src.below(p.Path) {
			return placement(p, Recorded, "the eval compiles it")
		}
		if call, ok := f.placeCall(&collecting{in: path.Found{Path: path.OfClass(t.File.PackageAt(t.File.LineStart(p.Line))), From: cv}, most: content{sv: heap.NoSV}, sub: t.subAround(p.Sub)}); ok {
			call.Place.Recorded = p.Recorded
			return call
		}
		return placement(p, Guessed, "a module compiles it here, and no call of the program is known to lead there")
	}
	var all []told
	for _, t := range f.src.own {
		for _, e := range t.coded.Evals {
			x := told{text: t, at: perl.At{Start: e.Offset, Line: e.Line}, score: 1}
			if t.mentions(pkg) {
				x.score = 3
			}
			all = append(all, x)
		}
	}
	if p, ok := f.toldBy(all, "strings are compiled here"); ok {
		p.Certainty = Guessed
		return p
	}
	return placement(p, Recorded, "the dump has the line")
}

// mentions reports whether a text declares a package, or has its name in a
// string.
func (t *text) mentions(pkg string) bool {
	return pkg != "" && (t.declares(pkg) || slices.ContainsFunc(t.record().Literals, func(l perl.Literal) bool { return strings.Contains(l.Text, pkg) }))
}
