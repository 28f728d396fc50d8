package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/wire"
)

// Roots implements [wire.Commands].
func (s *Server) Roots(_ context.Context, params wire.PageParams) (*wire.Page[wire.Root], error) {
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	all := mat.RootsJSON(v.Heap)
	page := wire.NewPage(all.Items, params.Offset, pageLimit(params))
	return &page, nil
}
