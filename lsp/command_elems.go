package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

// Elems implements [wire.Commands].
func (s *Server) Elems(_ context.Context, params wire.SVParams) (*wire.Page[wire.Element], error) {
	v, sv, release, err := s.find(params)
	if err != nil {
		return nil, err
	}
	defer release()
	page, err := render.NewElementsJSON(v.Heap, sv, params.Offset, pageLimit(params.PageParams), render.Plain)
	if err != nil {
		return nil, err
	}
	return &page, nil
}
