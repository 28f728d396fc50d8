package site

import (
	"path/filepath"

	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/perl"
)

// Text is the text of a file of the program. It must not be changed.
type Text struct {
	Path  string
	Bytes []byte
	File  *perl.File

	mentions mentioned // see [Text.mentioned]

	real  string      // Path without symbolic links; empty if it is no file on disk
	times files.Times // zero if they are not known
}

// reading is what reading a file gave.
type reading struct {
	text *Text // nil if it cannot be read
	err  error
}

// Text returns the text of a file as it was when it was first asked for, with the
// error of why it has none.
func (prog *Program) Text(path string) (*Text, error) {
	r := prog.texts.Get(path, func() reading { return prog.read(path) })
	return r.text, r.err
}

// text is Text that is nil for a file that cannot be read.
func (prog *Program) text(path string) *Text {
	t, _ := prog.Text(path)
	return t
}

func (prog *Program) read(path string) reading {
	if t := prog.earlier[path]; t != nil {
		prog.note(t)
		return reading{text: t}
	}
	b, err := prog.where.Files.Read(path)
	if err != nil {
		return reading{err: err}
	}
	t := &Text{Path: path, Bytes: b, File: perl.Scan(b)}
	t.times, _ = prog.where.Files.Times(path)
	t.real = realPath(path)
	prog.note(t)
	return reading{text: t}
}

// note notes by which other path the text of a file may be asked for.
func (prog *Program) note(t *Text) {
	prog.mu.Lock()
	defer prog.mu.Unlock()
	if t.real != "" {
		prog.reals[t.real] = t
	}
}

// Texts are the texts that were read, in no order.
func (prog *Program) Texts() []*Text {
	var read []*Text
	for _, r := range prog.texts.All() {
		if r.text != nil {
			read = append(read, r.text)
		}
	}
	return read
}

// realPath is a path without symbolic links; empty if there is no file.
func realPath(path string) string {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return ""
	}
	return real
}
