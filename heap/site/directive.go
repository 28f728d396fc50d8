package site

import (
	"slices"

	"github.com/perlheap/perlheap/heap/files"
)

// directive finds the file in which a `# line` directive gives a recorded
// name: that of the package of a symbol, the program, or any file that was
// read before. It gives nil if there is none.
func (l *Locator) directive(recorded, symbol string) (string, *text) {
	if recorded == "" || files.NoFile(recorded) {
		return "", nil
	}
	if path, known := l.named[recorded]; known {
		return path, l.files[path]
	}
	likely := []string{moduleFile(symbol)}
	if l.Heap != nil {
		likely = append(likely, l.Heap.Program())
	}
	for _, file := range likely {
		if file == "" {
			continue
		}
		if path, t := l.find(file); t != nil && slices.Contains(t.file.Names(), recorded) {
			return l.remember(recorded, path)
		}
	}
	if path, ok := l.directives[recorded]; ok {
		return l.remember(recorded, path)
	}
	return "", nil // perhaps a file that is read later has it
}

func (l *Locator) remember(recorded, path string) (string, *text) {
	if l.named == nil {
		l.named = map[string]string{}
	}
	l.named[recorded] = path
	return path, l.files[path]
}

// inDirective places a site whose recorded file is a name that a `# line`
// directive gives.
func (l *Locator) inDirective(s *Site) Place {
	path, t := l.directive(s.Recorded.File, s.Name)
	if t == nil {
		return unlocated(s.Recorded)
	}
	if l.Heap == nil {
		return s.InDirective(path, t.file)
	}
	return l.settle(path, t, s.Example, s.Recorded, s.trait(), l.drift(s.Recorded.File, path, t))
}
