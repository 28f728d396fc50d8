package lsp

import (
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/suspect"
	"github.com/perlheap/perlheap/heap/suspect/cure"
	"github.com/perlheap/perlheap/lsp/session"
)

// cured gives a suspect of a file with the cure that is right for the text of
// now, and the cure.
func (s *Server) cured(d *session.Dump, v view, x *suspect.Suspect) (*suspect.Suspect, cure.Cure) {
	if x.Case == nil {
		return x, cure.Cure{Fix: x.Fix}
	}
	path := session.PathOf(v.uri)
	c := cure.For(x.Case, func(of string) *cure.Text {
		text := v.text
		if of != path {
			other, ok := s.textOf(d, of)
			if !ok {
				return nil
			}
			text = other.text
		}
		return &cure.Text{Bytes: text.Text(), Line: func(line int) perl.Line {
			return perl.Line(d.LineNow(of, session.PerlLine(line), text))
		}}
	})
	now := *x
	now.Fix = c.Fix
	return &now, c
}
