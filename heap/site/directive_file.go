package site

import (
	"maps"
	"slices"

	"github.com/perlheap/perlheap/heap/files"
)

// directive finds the text in which a `# line` directive gives a recorded
// name, or SelfLoader: that of the package of a symbol, the program, or else the
// first by path of the files that the dump names. It gives nil if there is none. What was
// read before does not matter.
func (prog *Program) directive(recorded, symbol string) *Text {
	sub, behind := files.SelfLoaded(recorded)
	if recorded == "" || files.NoFile(recorded) && !behind {
		return nil
	}
	for _, file := range []string{moduleFile(symbol), moduleFile("&" + sub), prog.heap.Process().Program()} {
		if file == "" {
			continue
		}
		if t := prog.TextOf(file); t != nil && slices.Contains(t.File.Names(), recorded) {
			return t
		}
	}
	if path, known := prog.directives()[recorded]; known {
		return prog.text(path)
	}
	return nil
}

// namedByDirectives returns the file that has each name of a `# line` directive,
// the first by path of those that have CODEs in the dump, and of the program's
// own in %INC. Other modules in %INC are not read for this.
func (prog *Program) namedByDirectives() map[string]string {
	names := slices.Collect(maps.Keys(prog.compiled()))
	for _, file := range prog.heap.Process().Inc() {
		if prog.IsOwn(file) {
			names = append(names, file)
		}
	}
	named := map[string]string{}
	for _, recorded := range names {
		t := prog.TextOf(recorded)
		if t == nil {
			continue
		}
		for _, name := range t.File.Names() {
			if first, known := named[name]; !known || t.Path < first {
				named[name] = t.Path
			}
		}
	}
	return named
}
