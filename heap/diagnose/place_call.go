package diagnose

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
)

// placeCall finds where the program's own code uses a module whose container
// collects: a line that names the module or a function called like it, behind
// the `use`; else the `use`.
func (f *finder) placeCall(o path.Path) (Placement, bool) {
	pkg := o.Class()
	if name := strings.TrimLeft(cmp.Or(o.Symbol(), o.Start().Sub), "$@%&*"); pkg == "" {
		if i := strings.LastIndex(name, "::"); i > 0 {
			pkg = name[:i]
		}
	}
	if pkg == "" || f.src.ownClass(pkg) {
		return Placement{}, false
	}
	function := strings.ToLower(pkg[strings.LastIndex(pkg, ":")+1:])
	for _, t := range f.src.own {
		if !slices.Contains(t.File.Modules, pkg) {
			continue
		}
		use := perl.Line(0)
		for i, line := range t.lines {
			at := perl.Line(i + 1)
			switch {
			case use == 0 && strings.Contains(line, pkg):
				use = at
			case use > 0 && (has(line, pkg, methodOf) || calls(line, function)):
				return placement(f.src.place(t, at), Called, "the program calls "+pkg+" here"), true
			}
		}
		if use > 0 {
			return placement(f.src.place(t, use), Called, "the program loads "+pkg+" here"), true
		}
	}
	return Placement{}, false
}

var (
	methodOf = regexp.MustCompile(`^\s*(?:->|::)`)
	callOf   = regexp.MustCompile(`^` + word + `*\s*\(`)
)

// calls reports whether a line calls a function whose name begins so.
func calls(line, begin string) bool {
	if begin == "" {
		return false
	}
	for at := 0; ; {
		i := strings.Index(line[at:], begin)
		if i < 0 {
			return false
		}
		if at += i; !joined(line, at) && callOf.MatchString(line[at+len(begin):]) {
			return true
		}
		at += len(begin)
	}
}

// usedAt places cycles of a module's own making where the program uses the
// module: it may have to be told that they are done with.
func (f *finder) usedAt(s *Suspect, c *componentClass) {
	if s.Place.Path != "" && f.src.below(s.Place.Path) {
		return
	}
	tried := map[string]bool{}
	for _, sv := range c.example[0].members {
		class, ok := f.h.Package(sv)
		if !ok || tried[class] {
			continue
		}
		tried[class] = true
		if p, ok := f.placeCall(path.OfClass(class)); ok {
			p.Place.Recorded = s.Place.Recorded
			s.Placement = p
			s.Fix = "the cycle is inside a module: tell the module here that the object is no longer needed, as its documentation describes, or release here what it was given"
			s.Case = nil
			return
		}
	}
}

// met finds where the program's own code uses the module of a place.
func (f *finder) met(p site.Place) site.Place {
	t := f.src.text(p.Path)
	if t == nil || p.Line < 1 || int(p.Line) > t.File.Lines() {
		return site.Place{}
	}
	at, _ := f.placeCall(path.OfClass(t.File.PackageAt(t.File.LineStart(p.Line))))
	return at.Place
}
