package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

// Callers implements [Commands].
func (s *Server) Callers(_ context.Context, params pageParams) (*wire.Page[wire.Caller], error) {
	d, done, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer done()
	all, err := render.NewCallersJSON(d.Heap)
	if err != nil {
		return nil, err
	}
	page := wire.NewPage(all.Items, params.Offset, params.limit())
	return &page, nil
}
