package site

import (
	"slices"

	"github.com/perlheap/perlheap/heap/files"
)

// directive finds the text in which a `# line` directive gives a recorded
// name: that of the package of a symbol, the program, or any file that was
// read before. It gives nil if there is none.
func (prog *Program) directive(recorded, symbol string) *Text {
	if recorded == "" || files.NoFile(recorded) {
		return nil
	}
	prog.mu.Lock()
	path, known := prog.named[recorded]
	prog.mu.Unlock()
	if known {
		return prog.text(path)
	}
	for _, file := range []string{moduleFile(symbol), prog.heap.Process().Program()} {
		if file == "" {
			continue
		}
		if t := prog.TextOf(file); t != nil && slices.Contains(t.File.Names(), recorded) {
			path, known = t.Path, true
			break
		}
	}
	prog.mu.Lock()
	if !known {
		path, known = prog.directives[recorded]
	}
	if known {
		prog.named[recorded] = path
	}
	prog.mu.Unlock()
	if !known {
		return nil // perhaps a file that is read later has it
	}
	return prog.text(path)
}
