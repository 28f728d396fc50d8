package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

// Outrefs implements [wire.Commands].
func (s *Server) Outrefs(_ context.Context, params wire.RefsParams) (*wire.Page[wire.NamedRef], error) {
	v, sv, release, err := s.find(params.SVParams)
	if err != nil {
		return nil, err
	}
	defer release()
	refs, err := v.Heap.Outrefs(sv, strengths(params))
	if err != nil {
		return nil, err
	}
	render.SortRefs(refs)
	page := s.refsPage(v, refs, params.PageParams)
	return &page, nil
}
