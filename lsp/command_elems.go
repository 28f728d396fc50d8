package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

// Elems implements [Commands].
func (s *Server) Elems(_ context.Context, params svParams) (*wire.Page[wire.Element], error) {
	v, sv, release, err := s.find(params)
	if err != nil {
		return nil, err
	}
	defer release()
	page, err := render.NewElementsJSON(v.Heap, sv, params.Offset, params.limit(), render.Plain)
	if err != nil {
		return nil, err
	}
	return &page, nil
}
