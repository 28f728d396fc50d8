package lsp

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/wire"
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

// placeChain writes into a chain for machines where its CODEs are, as style does
// in its text.
func placeChain(d *session.Dump, style render.Style, chain *wire.Chain) {
	placeSV(d, style, &chain.SV)
	placeEntries(d, style, chain.Entries)
}

// placeEntries is as deep as the chain, which is bounded by package identify.
func placeEntries(d *session.Dump, style render.Style, entries []wire.ChainEntry) {
	for i := range entries {
		placeSV(d, style, entries[i].SV)
		placeEntries(d, style, entries[i].Entries)
	}
}

// placeMerged is placeChain for merged ways.
func placeMerged(d *session.Dump, style render.Style, m *wire.Merged) {
	placeSV(d, style, m.Point)
	placeGroups(d, style, m.Entries)
}

func placeGroups(d *session.Dump, style render.Style, groups []wire.MergedGroup) {
	for i := range groups {
		placeSV(d, style, groups[i].SV)
		placeGroups(d, style, groups[i].Entries)
	}
}

func placeSV(d *session.Dump, style render.Style, j *wire.SV) {
	if j == nil || j.Line == 0 {
		return
	}
	sv, err := lookUp(d, j.Address)
	if err != nil {
		return // it is of this dump
	}
	if recorded, ok := d.Heap.CodeLocation(sv); ok {
		at := style.Place(sv, recorded)
		j.File, j.Line = render.Whole(at.File), at.Line
	}
}
