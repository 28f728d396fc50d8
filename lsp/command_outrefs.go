package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

// Outrefs implements [Commands].
func (s *Server) Outrefs(_ context.Context, params refsParams) (*wire.Page[wire.NamedRef], error) {
	v, sv, release, err := s.find(params.svParams)
	if err != nil {
		return nil, err
	}
	defer release()
	refs, err := v.Heap.Outrefs(sv, params.strengths())
	if err != nil {
		return nil, err
	}
	render.SortRefs(refs)
	page := s.refsPage(v, refs, params.pageParams)
	return &page, nil
}
