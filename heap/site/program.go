package site

import (
	"maps"
	"slices"
	"sync"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/memo"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/pmat"
)

// Program is what the process of a dump ran, in the source of a workspace: it
// finds the files of recorded names, knows their texts, today's and, where there
// is a history, those that ran, and places whatever a heap has. All CODEs that
// perl compiled from a file tell together whether its text has changed since,
// and where what has moved is now.
//
// There is one for a dump and a workspace, and everything that tells of places
// asks it: only so is one thing on one line. It may be used by several
// goroutines. What it finds out it keeps: each file is read once, and held
// against the heap once. No lock is held while a file is read, scanned or
// compared; who asks for what another goroutine is finding out waits for that
// and for nothing else.
type Program struct {
	heap  *heap.Heap
	where Workspace

	compiled func() map[string][]heap.SV            // a CODE for each optree, by recorded name
	packages func() *packages                       // of the heap; only its files may be asked for
	texts    memo.Memo[string, reading]             // by path
	drifts   memo.Memo[driftKey, *drift]            // nil for what has not changed
	claims   memo.Memo[driftKey, map[int]pmat.Addr] // optrees by sub
	recorded memo.Memo[heap.Location, Place]        // of subs, by their first statements
	subs     func() map[heap.Location]heap.SV       // a CODE of each
	common   memo.Memo[int, described]              // to the CODEs of an optree, by its number

	earlier map[string]*Text // that another program has read, by path

	// asked has, by path, what is locked while the history of that file is
	// read: two recorded names of one file do not read it twice at once.
	asked memo.Memo[string, *sync.Mutex]

	directives func() map[string]string // path of the file with a `# line` directive of the name

	mu    sync.Mutex       // of what is below; no function is called with it held
	reals map[string]*Text // by path without symbolic links
}

// NewProgram is the program of a heap in a workspace.
func NewProgram(h *heap.Heap, where Workspace) *Program {
	if where.Files == nil {
		where.Files = noFiles{}
	}
	prog := &Program{
		heap: h, where: where,
		compiled: sync.OnceValue(func() map[string][]heap.SV { return compiledFiles(h) }),
		packages: sync.OnceValue(func() *packages { return newPackages(h) }),
		earlier:  map[string]*Text{},
		reals:    map[string]*Text{},
	}
	prog.subs = sync.OnceValue(func() map[heap.Location]heap.SV { return subsByLine(h) })
	prog.directives = sync.OnceValue(prog.namedByDirectives)
	return prog
}

// In is the same program in another workspace, where its texts are those that it
// has read already.
func (prog *Program) In(where Workspace) *Program {
	other := NewProgram(prog.heap, where)
	other.earlier = maps.Clone(prog.earlier)
	for _, t := range prog.Texts() {
		other.earlier[t.Path] = t
	}
	return other
}

// Heap is what the process had.
func (prog *Program) Heap() *heap.Heap { return prog.heap }

// Workspace is where the source of the program is.
func (prog *Program) Workspace() *Workspace { return &prog.where }

// File finds the file that was recorded under a name; false if there is none or
// several fit. It may be that of a name in a `# line` directive.
func (prog *Program) File(recorded string) (path string, ok bool) {
	path = prog.where.Files.Resolve(recorded).Path
	return path, path != ""
}

// TextOf gives the text of a recorded file; nil if there is none to read.
func (prog *Program) TextOf(recorded string) *Text {
	if path, ok := prog.File(recorded); ok {
		return prog.text(path)
	}
	return nil
}

// Missing reports whether a recorded name is that of a file of which the program
// has no text, with what is known of it.
func (prog *Program) Missing(recorded string) (found files.Resolution, missing bool) {
	found = prog.where.Files.Resolve(recorded)
	switch found.How {
	case files.Pseudo:
		return found, false
	case files.NotFound, files.Ambiguous, files.Refused:
		return found, true
	}
	_, found.Reason = prog.Text(found.Path)
	return found, found.Reason != nil
}

// Known gives the text of a file if it has been read, by a path that may lead to
// it over other symbolic links than that which the dump led to.
func (prog *Program) Known(path string) (*Text, bool) {
	if r, ok := prog.texts.Known(path); ok {
		return r.text, r.text != nil
	}
	real := realPath(path)
	if real == "" {
		return nil, false
	}
	if r, ok := prog.texts.Known(real); ok {
		return r.text, r.text != nil
	}
	prog.mu.Lock()
	defer prog.mu.Unlock()
	t, ok := prog.reals[real]
	return t, ok
}

// IsOwn reports whether a recorded file is the program's own.
func (prog *Program) IsOwn(recorded string) bool {
	if !prog.HasFiles() {
		return !installed(recorded)
	}
	path, ok := prog.File(recorded)
	return ok && prog.where.IsOwn(path)
}

// HasFiles reports whether there is a workspace with files at all.
func (prog *Program) HasFiles() bool { return prog.where.Files != Files(noFiles{}) }

// PlaceSite finds where a site stands, as [Program.PlaceCode] does.
func (prog *Program) PlaceSite(s *Site) Place { return prog.place(s.Example, s.Recorded, s.Name) }

// PlaceCode finds where the sub of any CODE stands: that of a string eval at the
// eval, one that Moose has made where it was asked to. A recorded name that is no
// file may be that of a `# line` directive, in a file that was read before, the
// program, or that of the CODE's package. Without a file it gives the recorded
// line.
func (prog *Program) PlaceCode(cv heap.SV) Place {
	loc, _ := prog.heap.Code(cv).Location()
	return prog.place(cv, loc, prog.name(cv))
}

// place places a CODE that was recorded somewhere, by a symbol.
func (prog *Program) place(cv heap.SV, loc heap.Location, symbol string) Place {
	return prog.finish(prog.sub(cv, loc, symbol), loc)
}

func (prog *Program) sub(cv heap.SV, loc heap.Location, symbol string) Place {
	if made := prog.generated(cv, loc); len(made) > 0 {
		return made[0]
	}
	t := prog.TextOf(loc.File)
	if t == nil {
		if t = prog.directive(loc.File, symbol); t == nil {
			return unlocated(loc)
		}
	} else if loc.Line == 0 {
		return prog.lineless(cv, loc)[0]
	}
	d := prog.drift(loc.File, t)
	if d != nil {
		if p, ok := d.place(prog.heap.Code(cv).OpRoot()); ok {
			return p
		}
	}
	return prog.settle(t, cv, loc, d)
}

func unlocated(loc heap.Location) Place {
	p := Place{Sub: -1, Line: perl.Line(loc.Line)}
	switch {
	case loc.File == "":
	case files.TextlessTemplate(loc.File):
		p.Reason = ReasonTemplate
	case files.NoFile(loc.File), files.Hooked(loc.File):
		p.Reason = ReasonNoFile
	}
	return p
}

// PlaceRecorded finds where a recorded line is, of which nothing else is known.
func (prog *Program) PlaceRecorded(loc heap.Location) Place {
	p := unlocated(loc)
	if places := prog.lineSpots(loc); len(places) > 0 {
		p = places[0]
	}
	return prog.finish(p, loc)
}

// PlaceLexical finds where a variable is declared that the pad of a CODE has.
func (prog *Program) PlaceLexical(cv heap.SV, name string) Place {
	i := Item{Kind: KindVariable, Scope: ScopeMy, Name: name, Example: heap.NoSV}
	names, err := prog.heap.Code(cv).Padnames()
	if err == nil {
		i.at, err = siteOf(prog.heap, cv, names)
	}
	if err != nil {
		return prog.PlaceCode(cv)
	}
	i.Recorded, i.outer = i.at.Recorded, slices.Contains(i.at.Captures, name)
	return prog.Places(&i)[0]
}

// PlaceSymbol finds where a package variable is declared, which has a name with
// its sigil.
func (prog *Program) PlaceSymbol(sv heap.SV, name string) Place {
	i := Item{Kind: KindVariable, Scope: ScopePackage, Name: name, Example: sv}
	if _, loc, err := prog.heap.Symbols().Locate(name); err == nil && !isPerls(name) {
		i.Recorded = loc
	}
	i.aliases = []alias{{name, i.Recorded}}
	return prog.Places(&i)[0]
}

// MayChange reports whether a place is in the program's own code, or not known.
func (prog *Program) MayChange(p *Place) bool {
	switch {
	case p.Path != "":
		return prog.where.IsOwn(p.Path)
	case p.File == "" || files.NoFile(p.File):
		return true
	}
	if prog.IsOwn(p.File) {
		return true
	}
	_, found := prog.File(p.File)
	return prog.HasFiles() && !installed(p.File) && !found
}

// MayChangeClass reports whether the code of a class is the program's own, or not
// known.
func (prog *Program) MayChangeClass(name string) bool {
	stash, err := prog.heap.Symbols().Find("%" + name + "::")
	if err != nil {
		stash = heap.NoSV
	}
	return prog.MayChange(&Place{File: prog.packages().fileOf(name, stash)})
}
