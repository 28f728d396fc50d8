package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/wire"
)

// Callers implements [wire.Commands].
func (s *Server) Callers(_ context.Context, params wire.PageParams) (*wire.Page[wire.Caller], error) {
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	all, err := mat.CallersJSON(v.Heap)
	if err != nil {
		return nil, err
	}
	page := wire.NewPage(all.Items, params.Offset, pageLimit(params))
	return &page, nil
}
