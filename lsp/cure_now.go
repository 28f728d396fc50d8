package lsp

import (
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/diagnose/cure"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/lsp/session"
)

// cured returns a suspect with the cure that is right for the current text, and
// that cure.
func cured(v *session.View, x *diagnose.Suspect) (*diagnose.Suspect, cure.Cure) {
	if x.Case == nil {
		return x, cure.Cure{Fix: x.Fix}
	}
	c := cure.For(x.Case, func(path string) *cure.Text {
		f, ok := v.FileAt(path)
		if !ok {
			return nil
		}
		return &cure.Text{Bytes: f.Text.Text(), Line: func(line int) perl.Line {
			return perl.Line(v.LineNow(session.At(path, session.PerlLine(line))))
		}}
	})
	now := *x
	now.Fix = c.Fix
	return &now, c
}
