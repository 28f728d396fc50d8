package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

// Roots implements [wire.Commands].
func (s *Server) Roots(_ context.Context, params wire.PageParams) (*wire.Page[wire.Root], error) {
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	all, err := render.NewRootsJSON(v.Heap, render.Plain)
	if err != nil {
		return nil, err
	}
	page := wire.NewPage(all.Items, params.Offset, pageLimit(params))
	return &page, nil
}
