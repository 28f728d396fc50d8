package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

// Values implements [Commands].
func (s *Server) Values(_ context.Context, params svParams) (*wire.Page[wire.Pair], error) {
	v, sv, release, err := s.find(params)
	if err != nil {
		return nil, err
	}
	defer release()
	page, err := render.NewValuesJSON(v.Heap, sv, render.ValuesOptions{Skip: params.Offset, Count: params.limit()}, render.Plain)
	if err != nil {
		return nil, err
	}
	return &page, nil
}
