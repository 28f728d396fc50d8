package site

import (
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/pmat"
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
	// Written is when the dump was written; zero if that is not known. Times
	// asks when a file was changed; nil if nobody knows. A file that is older
	// than the dump is taken for the one that ran unless its text tells that it
	// is not.
	Written time.Time
	Times   func(path string) (files.Times, bool)

	files      map[string]*text     // by path; nil for one that cannot be read
	paths      map[string]string    // by recorded name; empty for none
	named      map[string]string    // path of the file with a `# line` directive of the name, once asked for
	directives map[string]string    // the same, the first by path, of all files that were read
	compiled   map[string][]heap.SV // by recorded name; of Heap
	drifts     map[driftKey]*drift  // nil for what has not changed
	claims     map[driftKey]map[int]pmat.Addr
}

// text is a file that was read.
type text struct {
	text  []byte
	file  *perl.File
	times files.Times // zero if they are not known
}

// Place finds where a site stands. A recorded name that is no file may be that
// of a `# line` directive, in a file that was read before, the program, or that
// of the site's package. Without a file it gives the recorded line.
func (l *Locator) Place(s *Site) Place {
	path, t := l.find(s.Recorded.File)
	switch {
	case t == nil:
		return l.inDirective(s)
	case l.Heap == nil:
		return s.InFile(path, t.file)
	case s.Recorded.Line == 0:
		return l.lineless(s.Example, s.Recorded)[0].Place
	}
	d := l.drift(s.Recorded.File, path, t)
	if d != nil {
		if p, ok := d.place(l.Heap.OpRoot(s.Example)); ok {
			return p
		}
	}
	return l.settle(path, t, s.Example, s.Recorded, s.trait(), d)
}

// PlaceCode finds where the sub of any CODE of Heap stands. Without a file it
// gives the recorded line.
func (l *Locator) PlaceCode(cv heap.SV) Place {
	loc, _ := l.Heap.CodeLocation(cv)
	path, t := l.find(loc.File)
	switch {
	case t == nil:
		return unlocated(loc)
	case loc.Line == 0:
		return l.lineless(cv, loc)[0].Place
	}
	d := l.drift(loc.File, path, t)
	if d != nil {
		if p, ok := d.place(l.Heap.OpRoot(cv)); ok {
			return p
		}
	}
	code, err := describeCode(l.Heap, cv, &keyReader{h: l.Heap})
	if err != nil {
		return unlocated(loc)
	}
	return l.settle(path, t, cv, loc, code.Trait, d)
}

func unlocated(loc heap.Location) Place {
	p := Place{Sub: -1, Line: perl.Line(loc.Line)}
	if loc.File != "" && files.NoFile(loc.File) {
		p.Reason = ReasonNoFile
	}
	return p
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
		f = &text{text: b, file: perl.Scan(b)}
		for _, name := range f.file.Names() {
			if l.directives == nil {
				l.directives = map[string]string{}
			}
			if first, known := l.directives[name]; !known || path < first {
				l.directives[name] = path
			}
		}
		if l.Times != nil {
			f.times, _ = l.Times(path)
		}
	}
	if l.files == nil {
		l.files = map[string]*text{}
	}
	l.files[path] = f
	return f
}
