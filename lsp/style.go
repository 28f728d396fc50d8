package lsp

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/lsp/session"
)

// style writes SVs with the places of CODEs: the line of their sub in the text
// of now, or else what the dump records, in files as people know them.
func (s *Server) style(d *session.Dump) render.Style {
	views := make(map[string]view) // one text of an answer does not change midway
	return render.Style{Place: func(cv heap.SV, recorded heap.Location) heap.Location {
		p, ok := d.Locate(cv, recorded)
		if !ok || p.State == site.Uncertain {
			if path, ok := d.File(recorded.File); ok {
				recorded.File = s.displaySlash(path)
			}
			return recorded
		}
		v, known := views[p.Path]
		if !known {
			v, _ = s.textOf(d, p.Path)
			views[p.Path] = v
		}
		at := heap.Location{File: s.displaySlash(p.Path), Line: int(p.Line)}
		if v.text != nil { // it was not deleted
			at.Line = int(d.LineNow(p.Path, session.PerlLine(p.Line), v.text))
		}
		return at
	}}
}
