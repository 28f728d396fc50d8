package suspect

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/retained"
)

// finder collects suspects.
type finder struct {
	ctx   context.Context
	s     *growth.Series
	h     *heap.Heap // the last
	sizes *retained.Sizes
	src   *Sources
	paths path.Finder
	write path.Writer // with the keys that may be told
	found []Suspect
}

// say writes a path, with the keys that may be told.
func (f *finder) say(p path.Path) string { return f.write.Path(p) }

// keysText writes steps from what is said besides, with the keys that may be told.
func (f *finder) keysText(steps ...path.Step) string { return f.write.Way(steps) }

func (f *finder) add(s Suspect) {
	f.elsewhere(&s)
	f.found = append(f.found, s)
}

func itoa(n int) string { return strconv.Itoa(n) }

// subPlace finds the line of the sub of a CODE in the source of today.
func (f *finder) subPlace(cv heap.SV, loc heap.Location) Place {
	path := f.src.path(loc.File)
	if path == "" {
		return Place{File: loc.File, Line: loc.Line}
	}
	t := f.src.text(path)
	if t == nil {
		return Place{File: f.src.Display(path), Path: path, Line: loc.Line}
	}
	at := f.src.locator.PlaceCode(cv)
	p := f.src.place(t, at.Line)
	p.State, p.Reason = at.State, at.Reason
	return p
}

// evalPlace finds the string eval that a sub compiled: inside of the sub at a
// recorded place; else in a file that names the package.
func (f *finder) evalPlace(in heap.Location, pkg string) Place {
	if t := f.src.text(f.src.path(in.File)); t != nil {
		if subs := t.file.Locate(perl.Location{Line: perl.Line(in.Line)}); len(subs) > 0 {
			for _, e := range t.file.Evals {
				if e.Sub == subs[0].Sub {
					return f.src.place(t, e.Line)
				}
			}
		}
		for _, e := range t.file.Evals {
			if int(e.Line) >= in.Line {
				return f.src.place(t, e.Line)
			}
		}
	}
	for _, named := range []bool{true, false} {
		for _, t := range f.src.own {
			if len(t.file.Evals) > 0 && (!named || pkg != "" && t.mentions(pkg)) {
				return f.src.place(t, t.file.Evals[0].Line)
			}
		}
	}
	return Place{File: in.File, Line: in.Line}
}

func (t *text) mentions(word string) bool {
	for _, line := range t.lines {
		if strings.Contains(line, word) {
			return true
		}
	}
	return false
}

// holder says what collects and who holds it, up to a variable, and gives the
// place of the last of them that has one.
func (f *finder) holder(s *Suspect, o path.Found) {
	held := f.paths.HoldersOf(o)
	s.Holder = f.write.Holders(held)
	for i, up := range held {
		if p := f.ownerPlace(up.Path); i == 0 || p.Path != "" && f.src.below(p.Path) || s.HolderPlace.Line == 0 {
			s.HolderPlace = p
		}
	}
}

// foreign makes a suspect of what nothing in the dump holds.
func (f *finder) foreign(s Suspect, c *coast) {
	most, share := f.contents(c.example[0].members)
	if share == 0 || most.what != isCode && most.what != isObject {
		return
	}
	s.Kind, s.SV = Foreign, most.sv
	if most.what == isCode {
		s.Place, s.Recorded = f.codePlace(most.sv)
		s.Captured = list(f.captures(most.sv))
	} else {
		s.Class, s.Place = most.key, f.classPlace(most.key)
	}
	s.Why = fmt.Sprintf("%s is alive though nothing in the dump holds it: C code does, or lost it", f.say(f.pathOf(most.sv)))
	s.Fix = "look where it is given to a module that is written in C, and take it back there"
	f.add(s)
}
