package site

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/perl"
)

// Role is what stands on the line of a [Spot].
type Role string

// The roles.
const (
	RoleSub         Role = "sub"         // the keyword of a sub
	RoleEval        Role = "eval"        // an eval of a string
	RolePackage     Role = "package"     // a package, class or role statement
	RoleBless       Role = "bless"       // a call of bless
	RoleDeclaration Role = "declaration" // my, our, state, or a signature
	RoleMention     Role = "mention"     // a variable without declaration
	RoleLine        Role = "line"        // nothing special: the line itself is recorded
)

// Spot is a line that an item belongs to.
type Spot struct {
	Place
	Role Role
	// Attributed tells that the line is not what the dump says but concluded
	// from it: one of Of lines that may have made the item, or the bless of a
	// class that it inherits from. It is false for the line that declares a
	// variable or a class, and for those that the dump records.
	Attributed bool
	Of         int // how many lines there are that may be it, this one among them; at least 1
}

// Spots gives the lines that an item belongs to, the one that tells most
// first. Most have one; objects stand at their package and at the bless lines
// that may have made them. There is at least one, without a path if the file
// was not found; its line is then the recorded one, 0 if there is none.
func (l *Locator) Spots(i *Item) []Spot {
	spots := l.spots(i)
	if len(spots) == 0 {
		p := unlocated(i.Recorded)
		if p.Reason == "" {
			p.Reason = i.unplaced()
		}
		spots = []Spot{{Place: p, Role: RoleLine, Of: 1}}
	}
	return spots
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

func (l *Locator) spots(i *Item) []Spot {
	if file, line, ok := files.DefinedAt(i.Recorded.File); ok { // Moose has made it
		return l.lineSpots(heap.Location{File: file, Line: line})
	}
	switch {
	case i.Evals != nil:
		return l.evalSpots(i)
	case i.Kind == KindClosure:
		return l.subSpots(i.Sites[0])
	case i.Kind == KindObject:
		return l.objectSpots(i)
	case i.Kind == KindAllocation:
		return l.lineSpots(i.Recorded)
	case i.Kind == KindVariable && i.Scope == ScopePackage:
		return l.packageVariableSpots(i)
	case i.Kind == KindVariable:
		return l.lexicalSpots(i)
	case len(i.lineage) > 0:
		return l.constantSpots(i)
	case i.at == nil:
		return nil
	case i.at.Recorded.Line == 0 && i.at.Name == "":
		return l.programSpots(i.Recorded)
	}
	return l.subSpots(i.at)
}

func (l *Locator) subSpots(s *Site) []Spot {
	if s.Recorded.Line == 0 && l.Heap != nil {
		return l.lineless(s.Example, s.Recorded)
	}
	p := l.Place(s)
	role := RoleSub
	if p.Sub < 0 {
		role = RoleLine
	}
	return []Spot{{Place: p, Role: role, Of: 1}}
}

// lineSpots gives the line that was recorded, followed to the text of today.
func (l *Locator) lineSpots(recorded heap.Location) []Spot {
	p, as, ok := l.openNamed(recorded.File, "")
	if !ok {
		return nil
	}
	var spots []Spot
	for _, line := range p.physical(as, recorded) {
		if p.Line, p.State, p.Reason = l.lineNow(recorded.File, p.Path, line); int(p.Line) > p.File.Lines() || p.Line < 1 {
			continue
		}
		spots = append(spots, Spot{Place: p, Role: RoleLine})
	}
	if spots == nil {
		if l.kept(recorded.File, p.Path) {
			return []Spot{{Place: l.lineAlone(p, recorded), Role: RoleLine, Of: 1}}
		}
		p.State, p.Line, p.Reason = Gone, perl.Line(recorded.Line), l.reason(recorded.File, p.Path)
		return []Spot{{Place: p, Role: RoleLine, Of: 1}}
	}
	return oneOf(spots)
}

// programSpots gives the first line of the program.
func (l *Locator) programSpots(recorded heap.Location) []Spot {
	p, ok := l.open(recorded.File)
	if !ok {
		return nil
	}
	return []Spot{p.at(0, RoleLine)}
}

// open finds and reads a recorded file. Line and State of the place are to be
// set.
func (l *Locator) open(recorded string) (Place, bool) {
	if recorded == "" {
		return Place{}, false
	}
	path, t := l.find(recorded)
	if t == nil {
		return Place{}, false
	}
	return Place{Path: path, File: t.file, Sub: -1}, true
}

// openNamed is open, but takes the names of `# line` directives too; as is
// then this name, as package perl wants it in a location. The symbol may
// tell where to look.
func (l *Locator) openNamed(recorded, symbol string) (p Place, as string, ok bool) {
	if p, ok = l.open(recorded); ok {
		return p, "", true
	}
	path, t := l.directive(recorded, symbol)
	if t == nil {
		return Place{}, "", false
	}
	return Place{Path: path, File: t.file, Sub: -1}, recorded, true
}

// physical gives the lines of an opened file that were recorded at a place; as
// is what openNamed gives.
func (p Place) physical(as string, recorded heap.Location) []perl.Line {
	if as == "" {
		return physical(p.File, recorded)
	}
	return p.File.Physical(perl.Location{File: as, Line: perl.Line(recorded.Line)})
}

// reason is why something of a file is not where it was recorded.
func (l *Locator) reason(recorded, path string) Reason {
	if l.Heap != nil {
		if d := l.drift(recorded, path, l.files[path]); d != nil {
			return d.reason()
		}
	}
	return ReasonUnclear
}

// at gives a spot at an offset of an opened file.
func (p Place) at(offset int, role Role) Spot {
	p.Line, p.State, p.Reason = p.File.LineOf(offset), Exact, ""
	return Spot{Place: p, Role: role, Of: 1}
}

// oneOf marks spots as those that may be it.
func oneOf(spots []Spot) []Spot {
	for k := range spots {
		spots[k].Of = len(spots)
		spots[k].Attributed = spots[k].Attributed || len(spots) > 1
	}
	return spots
}
