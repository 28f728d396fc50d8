package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

func strengths(p wire.RefsParams) heap.Strength {
	switch {
	case p.All:
		return heap.All
	case p.Weak:
		return heap.Direct
	}
	return heap.Strong
}

// Inrefs implements [wire.Commands].
func (s *Server) Inrefs(_ context.Context, params wire.RefsParams) (*wire.Page[wire.NamedRef], error) {
	v, sv, release, err := s.find(params.SVParams)
	if err != nil {
		return nil, err
	}
	defer release()
	refs, err := v.Heap.Inrefs(sv, strengths(params), 0)
	if err != nil {
		return nil, err
	}
	render.SortRefs(refs)
	page := s.refsPage(v, refs, params.PageParams)
	return &page, nil
}

// refsPage is a part of a list of references, with the places of CODEs.
func (s *Server) refsPage(v *session.View, refs []heap.Ref, params wire.PageParams) wire.Page[wire.NamedRef] {
	page := wire.Map(wire.NewPage(refs, params.Offset, pageLimit(params)), func(r heap.Ref) wire.NamedRef { return r.JSON(v.Heap) })
	style := s.style(v)
	for i := range page.Items {
		placeSV(v, style, page.Items[i].SV)
	}
	return page
}
