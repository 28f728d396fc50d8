package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/render"
)

// Callers implements [Commands].
func (s *Server) Callers(_ context.Context, params pageParams) (*render.Page[render.CallerJSON], error) {
	d, done, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer done()
	all, err := render.NewCallersJSON(d.Heap)
	if err != nil {
		return nil, err
	}
	page := render.NewPage(all.Items, params.Offset, params.limit())
	return &page, nil
}
