package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

// Values implements [wire.Commands].
func (s *Server) Values(_ context.Context, params wire.SVParams) (*wire.Page[wire.Pair], error) {
	v, sv, release, err := s.find(params)
	if err != nil {
		return nil, err
	}
	defer release()
	page, err := render.NewValuesJSON(v.Heap, sv, render.ValuesOptions{Skip: params.Offset, Count: pageLimit(params.PageParams)}, render.Plain)
	if err != nil {
		return nil, err
	}
	return &page, nil
}
