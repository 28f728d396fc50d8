package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

// Callers implements [Commands].
func (s *Server) Callers(_ context.Context, params pageParams) (*wire.Page[wire.Caller], error) {
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	all, err := render.NewCallersJSON(v.Heap)
	if err != nil {
		return nil, err
	}
	page := wire.NewPage(all.Items, params.Offset, params.limit())
	return &page, nil
}
