package site

import (
	"path/filepath"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/source"
)

// Locator joins sites with the source of today. It reads every file once. It
// is not safe for concurrent use.
type Locator struct {
	// Resolve finds the file that a program recorded under a name; false if
	// there is none.
	Resolve func(recorded string) (path string, ok bool)
	// Read gives the text of a file.
	Read func(path string) ([]byte, error)
	// Heap is what the sites are of. All CODEs that perl compiled from a file
	// tell together whether its text has changed since, and where what has
	// moved is now. Without it each site is placed by itself, and none is
	// found again.
	Heap *heap.Heap
	// History gives earlier texts of files; nil if there are none.
	History History

	files      map[string]*text     // by path; nil for one that cannot be read
	paths      map[string]string    // by recorded name; empty for none
	named      map[string]string    // path of the file with a `# line` directive of the name, once asked for
	directives map[string]string    // the same, the first by path, of all files that were read
	compiled   map[string][]heap.SV // by recorded name; of Heap
	drifts     map[driftKey]*drift  // nil for what has not changed
}

// text is a file that was read.
type text struct {
	text []byte
	file *source.File
}

// Place finds where a site stands. A recorded name that is no file may be that
// of a `# line` directive, in a file that was read before, the program, or that
// of the site's package. Without a file it gives the recorded line.
func (l *Locator) Place(s *Site) Place {
	path, t := l.find(s.Recorded.File)
	if t == nil {
		return l.inDirective(s)
	}
	if d := l.drift(s.Recorded.File, path, t); d != nil {
		if p, ok := d.place(l.Heap.OpRoot(s.Example)); ok {
			if own := s.InFile(path, t.file); p.State != Exact && own.State == Exact && isTemplate(path) {
				return own
			}
			return p
		}
	}
	p := s.InFile(path, t.file)
	if l.Heap != nil && p.State == Exact && l.replaced(p, s) {
		p.State = Uncertain
	}
	return p
}

// replaced tells whether an anonymous sub that stands where a site's did has
// nothing in common with it: lines alone do not tell them apart.
func (l *Locator) replaced(p Place, s *Site) bool {
	if !l.Heap.IsClosure(s.Example) && !l.Heap.IsPrototype(s.Example) || p.File.Subs[p.Sub].Name != "" {
		return false
	}
	code, err := describeCode(l.Heap, s.Example, &keyReader{h: l.Heap})
	return err == nil && !p.File.Alike(p.Sub, code.Trait)
}

// isTemplate tells whether the text of a file is not all of what perl compiled
// from it: the sub around a template stands in no text, so that subs are
// missing although nothing has changed.
func isTemplate(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case "", ".pm", ".pl", ".t", ".psgi", ".cgi", ".fcgi", ".al", ".ph":
		return false
	}
	return true
}

// PlaceCode finds where the sub of any CODE of Heap stands that has a line.
// Without a file it gives the recorded line.
func (l *Locator) PlaceCode(cv heap.SV) Place {
	loc, _ := l.Heap.CodeLocation(cv)
	path, t := l.find(loc.File)
	if t == nil || loc.Line == 0 {
		return unlocated(loc)
	}
	if d := l.drift(loc.File, path, t); d != nil {
		if p, ok := d.place(l.Heap.OpRoot(cv)); ok {
			return p
		}
	}
	code, err := describeCode(l.Heap, cv, &keyReader{h: l.Heap})
	if err != nil {
		return unlocated(loc)
	}
	p := pick(path, t.file, t.file.Locate(source.Location{Line: code.Line}), loc, code.Trait)
	if p.State == Exact && code.Closure && p.File.Subs[p.Sub].Name == "" && !p.File.Alike(p.Sub, code.Trait) {
		p.State = Uncertain // see replaced
	}
	return p
}

func unlocated(loc heap.Location) Place {
	return Place{Sub: -1, Line: source.Line(loc.Line)}
}

// find gives the file of a recorded name, nil if there is none to read.
func (l *Locator) find(recorded string) (string, *text) {
	path, known := l.paths[recorded]
	if !known {
		if p, ok := l.Resolve(recorded); ok {
			path = p
		}
		if l.paths == nil {
			l.paths = map[string]string{}
		}
		l.paths[recorded] = path
	}
	if path == "" {
		return "", nil
	}
	return path, l.file(path)
}

func (l *Locator) file(path string) *text {
	f, known := l.files[path]
	if known {
		return f
	}
	if b, err := l.Read(path); err == nil {
		f = &text{text: b, file: source.Scan(b)}
		for _, name := range f.file.Names() {
			if l.directives == nil {
				l.directives = map[string]string{}
			}
			if first, known := l.directives[name]; !known || path < first {
				l.directives[name] = path
			}
		}
	}
	if l.files == nil {
		l.files = map[string]*text{}
	}
	l.files[path] = f
	return f
}
