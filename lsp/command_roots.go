package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/render"
)

// Roots implements [Commands].
func (s *Server) Roots(_ context.Context, params pageParams) (*render.Page[render.RootJSON], error) {
	d, done, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer done()
	all, err := render.NewRootsJSON(d.Heap, render.Plain)
	if err != nil {
		return nil, err
	}
	page := render.NewPage(all.Items, params.Offset, params.limit())
	return &page, nil
}
