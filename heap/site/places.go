package site

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/perl"
)

// Places returns the lines that an item belongs to, the one that tells most
// first. Most have one; objects stand at their package and at the bless lines
// that may have made them. There is at least one, without a path if the file
// was not found; its line is then the recorded one, 0 if there is none.
func (prog *Program) Places(i *Item) []Place {
	places := prog.spots(i)
	if len(places) == 0 {
		p := unlocated(i.Recorded)
		if p.Reason == "" {
			p.Reason = i.unplaced()
		}
		places = []Place{p}
	}
	for k, p := range places {
		places[k] = prog.finish(p, i.Recorded)
	}
	return places
}

// unplaced is why an item has no place whatever files there are; empty if it is
// for its file that it has none.
func (i *Item) unplaced() Reason {
	switch {
	case i.Evals != nil && i.Evals.At.File == "":
		return ReasonNoFile
	case i.Kind != KindVariable || i.Scope != ScopePackage:
		return ""
	case i.Name == debuggerLines || i.Name == debuggerBreaks:
		return ReasonDebugger
	case isPerls(i.Name) || i.Name == fileNames:
		return ReasonPerl
	}
	return ""
}

func (prog *Program) spots(i *Item) []Place {
	if file, line, ok := files.DefinedAt(i.Recorded.File); ok { // Moose has made it
		return prog.lineSpots(heap.Location{File: file, Line: line})
	}
	switch {
	case i.Evals != nil:
		return prog.evalSpots(i)
	case i.Kind == KindClosure:
		return prog.subSpots(i.Sites[0])
	case i.Kind == KindObject:
		return prog.objectSpots(i)
	case i.Kind == KindAllocation:
		return prog.lineSpots(i.Recorded)
	case i.Kind == KindVariable && i.Scope == ScopePackage:
		return prog.packageVariableSpots(i)
	case i.Kind == KindVariable:
		return prog.lexicalSpots(i)
	case len(i.lineage) > 0:
		return prog.constantSpots(i)
	case i.at == nil:
		return nil
	case i.at.Recorded.Line == 0 && i.at.Name == "":
		return prog.programSpots(i.Recorded)
	}
	return prog.subSpots(i.at)
}

func (prog *Program) subSpots(s *Site) []Place {
	if s.Recorded.Line == 0 {
		return prog.lineless(s.Example, s.Recorded)
	}
	return []Place{prog.PlaceSite(s)}
}

// lineSpots returns the line that was recorded, followed to the text of today.
func (prog *Program) lineSpots(recorded heap.Location) []Place {
	p, as, ok := prog.openNamed(recorded.File, "")
	if !ok {
		return nil
	}
	var spots []Place
	for _, line := range p.physical(as, recorded) {
		if p.Line, p.State, p.Reason = prog.lineNow(recorded.File, p.Text, line); int(p.Line) > p.Text.File.Lines() || p.Line < 1 {
			continue
		}
		spots = append(spots, p.as(RoleLine))
	}
	if spots == nil {
		if prog.kept(recorded.File, p.Text) {
			return []Place{prog.lineAlone(p, recorded).as(RoleLine)}
		}
		p.State, p.Line, p.Reason = Gone, perl.Line(recorded.Line), prog.reason(recorded.File, p.Text)
		return []Place{p.as(RoleLine)}
	}
	return oneOf(spots)
}

// programSpots returns the first line of the program.
func (prog *Program) programSpots(recorded heap.Location) []Place {
	p, ok := prog.open(recorded.File)
	if !ok {
		return nil
	}
	return []Place{p.at(0, RoleLine)}
}

// open finds and reads a recorded file. Line and State of the place are to be
// set.
func (prog *Program) open(recorded string) (Place, bool) {
	if recorded == "" {
		return Place{}, false
	}
	t := prog.TextOf(recorded)
	if t == nil {
		return Place{}, false
	}
	return in(t), true
}

// openNamed is open, but takes the names of `# line` directives too; as is
// then this name, as package perl wants it in a location. The symbol may
// tell where to look.
func (prog *Program) openNamed(recorded, symbol string) (p Place, as string, ok bool) {
	if p, ok = prog.open(recorded); ok {
		return p, "", true
	}
	t := prog.directive(recorded, symbol)
	if t == nil {
		return Place{}, "", false
	}
	return in(t), recorded, true
}

// physical returns the lines of an opened file that were recorded at a place; as
// is what openNamed gives.
func (p Place) physical(as string, recorded heap.Location) []perl.Line {
	if as == "" {
		return physical(p.Text.File, recorded)
	}
	return p.Text.File.Physical(perl.Location{File: as, Line: perl.Line(recorded.Line)})
}

// reason is why something of a file is not where it was recorded.
func (prog *Program) reason(recorded string, t *Text) Reason {
	if d := prog.drift(recorded, t); d != nil {
		return d.reason()
	}
	return ReasonUnclear
}

// at returns a spot at an offset of an opened file.
func (p Place) at(offset int, role Role) Place {
	p.Line, p.State, p.Reason = p.Text.File.LineOf(offset), Exact, ""
	return p.as(role)
}

// oneOf marks spots as those that may be it.
func oneOf(spots []Place) []Place {
	for k := range spots {
		spots[k].Of = len(spots)
		spots[k].Attributed = spots[k].Attributed || len(spots) > 1
	}
	return spots
}
