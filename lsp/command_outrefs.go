package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

// Outrefs implements [Commands].
func (s *Server) Outrefs(_ context.Context, params refsParams) (*wire.Page[wire.NamedRef], error) {
	d, sv, done, err := s.find(params.svParams)
	if err != nil {
		return nil, err
	}
	defer done()
	refs, err := d.Heap.Outrefs(sv, params.strengths())
	if err != nil {
		return nil, err
	}
	render.SortRefs(refs)
	page := s.refsPage(d, refs, params.pageParams)
	return &page, nil
}
