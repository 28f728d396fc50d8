package site

import (
	"slices"
	"strconv"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/align"
	"github.com/perlheap/perlheap/heap/perl"
)

// Place is a line that something in a heap was made at or is declared on: where
// the dump has it, where it is in the current source, and how sure that is.
type Place struct {
	// Recorded is what the dump has: for a sub, the line of its first
	// statement. It has no file if the place was found in the source alone.
	Recorded heap.Location
	// File is what people call the file: relative to the workspace folder that
	// contains it, or in full; as recorded if it was not found.
	File string
	Path string    // of the file, absolute; empty if it was not found
	Line perl.Line // the current one; the recorded one if nothing was found; 0 if there is none

	State  State
	Reason Reason // why, if that is not plain
	Role   Role   // what is on the line
	// Attributed means that the line was not recorded but inferred: one of Of
	// lines that may have made the item, or the bless of a class that it
	// inherits from. It is false for the line that declares a variable or a
	// class, and for recorded lines.
	Attributed bool
	Of         int // number of lines that may be the one, including this one; at least 1
	// Ambiguous means that another sub of the text fits as well.
	Ambiguous bool

	Text *Text // of Path; nil if it was not found
	Sub  int   // index in Text.File.Subs of the sub that it is, or that it is in; -1 for none
}

// Line is a line of a file as people call it, for comparing places.
type Line struct {
	File string
	Line perl.Line
}

// At is the line of a place.
func (p *Place) At() Line { return Line{p.File, p.Line} }

func (p Place) as(role Role) Place {
	p.Role = role
	return p
}

func (p Place) inferred() Place {
	p.Attributed = true
	return p
}

// in is a place in a text, with everything else to be set.
func in(t *Text) Place { return Place{Path: t.Path, Text: t, Sub: -1} }

// finish sets what all places have alike.
func (prog *Program) finish(p Place, recorded heap.Location) Place {
	p.Recorded = recorded
	if p.File = recorded.File; p.Path != "" {
		p.File = prog.where.Display(p.Path)
	}
	if p.Role == "" {
		if p.Role = RoleLine; p.Sub >= 0 {
			p.Role = RoleSub
		}
	}
	p.Of = max(p.Of, 1)
	return p
}

// PlaceLine is a line of a text of today that was found in that itself.
func (prog *Program) PlaceLine(t *Text, line perl.Line, role Role) Place {
	p := in(t).as(role)
	p.Line, p.State = line, Exact
	return prog.finish(p, heap.Location{})
}

// locate returns the subs that may have been recorded at a place of a file. A
// `# line` directive may name the file itself.
func locate(f *perl.File, loc heap.Location) []perl.Candidate {
	line := perl.Line(loc.Line)
	all := f.Locate(perl.Location{Line: line})
	if len(f.Directives) > 0 && slices.Contains(f.Names(), loc.File) {
		all = append(all, f.Locate(perl.Location{File: loc.File, Line: line})...)
	}
	return all
}

func pick(t *Text, candidates []perl.Candidate, loc heap.Location, trait align.Trait) Place {
	p := in(t)
	p.Line, p.State = perl.Line(loc.Line), Gone
	p.Sub, p.Ambiguous = align.Pick(t.File, candidates, trait)
	if p.Sub < 0 {
		return p
	}
	p.Line, p.State = t.File.Subs[p.Sub].Line, Uncertain
	for _, c := range candidates {
		if c.Sub == p.Sub && c.Fit <= perl.FitReach {
			p.State = Exact
		}
	}
	return p
}

// namedAt begins the name of an anonymous sub under the debugger and profilers:
// &Foo::__ANON__[lib/Foo.pm:12], by the line of its closing brace.
const namedAt = "::__ANON__["

// closedAt returns the place in such a name.
func closedAt(symbol string) (heap.Location, bool) {
	_, at, ok := strings.Cut(symbol, namedAt)
	at, closed := strings.CutSuffix(at, "]")
	k := strings.LastIndexByte(at, ':')
	if !ok || !closed || k < 1 {
		return heap.Location{}, false
	}
	line, err := strconv.ParseInt(at[k+1:], 10, 32)
	return heap.Location{File: at[:k], Line: int(line)}, err == nil && line > 0
}

// subName returns the name that a sub has in the source for that of its CODE;
// empty for an anonymous one.
func subName(symbol string) string {
	if strings.Contains(symbol, namedAt) {
		return ""
	}
	name := symbol
	for i := len(name) - 1; i > 0; i-- {
		if name[i-1] == ':' && name[i] == ':' {
			name = name[i+1:]
			break
		}
	}
	if name == "__ANON__" {
		return ""
	}
	return name
}
