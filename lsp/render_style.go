package lsp

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// style writes SVs with the places of CODEs: the line of their sub in the current
// text, or else the recorded one, with files relative to the workspace folders.
func (s *Server) style(v *session.View) render.Style {
	return render.Style{Place: func(cv heap.SV, recorded heap.Location) heap.Location {
		p, ok := v.Locate(cv, recorded)
		if !ok || p.State == site.Uncertain || p.Of > 1 {
			if path, ok := v.Recorded(recorded.File); ok {
				recorded.File = s.displaySlash(path)
			}
			return recorded
		}
		return heap.Location{File: s.displaySlash(p.Path), Line: int(v.LineNow(p))}
	}}
}

// spoken is style for what a person reads who does not know pmat: what documents
// of SVs and chains say is as pmat says it.
func (s *Server) spoken(v *session.View) render.Style {
	style := s.style(v)
	style.Spoken = true
	return style
}

// placeChain adds to a chain, as data, where its CODEs are, as style does in text.
func placeChain(v *session.View, style render.Style, chain *wire.Chain) {
	placeSV(v, style, &chain.SV)
	placeEntries(v, style, chain.Entries)
}

// placeEntries recurses as deep as the chain, which package identify bounds.
func placeEntries(v *session.View, style render.Style, entries []wire.ChainEntry) {
	for i := range entries {
		placeSV(v, style, entries[i].SV)
		placeEntries(v, style, entries[i].Entries)
	}
}

// placeMerged is placeChain for merged ways.
func placeMerged(v *session.View, style render.Style, m *wire.Merged) {
	placeSV(v, style, m.Point)
	placeGroups(v, style, m.Entries)
}

func placeGroups(v *session.View, style render.Style, groups []wire.MergedGroup) {
	for i := range groups {
		placeSV(v, style, groups[i].SV)
		placeGroups(v, style, groups[i].Entries)
	}
}

func placeSV(v *session.View, style render.Style, j *wire.SV) {
	if j == nil || j.Line == 0 {
		return
	}
	sv, err := lookUp(v, j.Address)
	if err != nil {
		return // it is of this dump
	}
	if recorded, ok := v.Heap.Code(sv).Location(); ok {
		at := style.Place(sv, recorded)
		j.File, j.Line = text.Path(at.File), at.Line
	}
}
