package site

import "github.com/perlheap/perlheap/heap/source"

// Locator joins sites with the source of today. It reads every file once. It
// is not safe for concurrent use.
type Locator struct {
	// Resolve finds the file that a program recorded under a name; false if
	// there is none.
	Resolve func(recorded string) (path string, ok bool)
	// Read gives the text of a file.
	Read func(path string) ([]byte, error)

	files map[string]*source.File // by path; nil for one that cannot be read
	paths map[string]string       // by recorded name; empty for none
}

// Place finds where a site stands. Without a file it gives the recorded line.
func (l *Locator) Place(s *Site) Place {
	nowhere := Place{Sub: -1, Line: source.Line(s.Recorded.Line)}
	path, known := l.paths[s.Recorded.File]
	if !known {
		if p, ok := l.Resolve(s.Recorded.File); ok {
			path = p
		}
		if l.paths == nil {
			l.paths = map[string]string{}
		}
		l.paths[s.Recorded.File] = path
	}
	if path == "" {
		return nowhere
	}
	f := l.file(path)
	if f == nil {
		return nowhere
	}
	return s.InFile(path, f)
}

func (l *Locator) file(path string) *source.File {
	f, known := l.files[path]
	if known {
		return f
	}
	if text, err := l.Read(path); err == nil {
		f = source.Scan(text)
	}
	if l.files == nil {
		l.files = map[string]*source.File{}
	}
	l.files[path] = f
	return f
}
