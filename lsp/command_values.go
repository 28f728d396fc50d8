package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

// Values implements [Commands].
func (s *Server) Values(_ context.Context, params svParams) (*wire.Page[wire.Pair], error) {
	d, sv, done, err := s.find(params)
	if err != nil {
		return nil, err
	}
	defer done()
	page, err := render.NewValuesJSON(d.Heap, sv, render.ValuesOptions{Skip: params.Offset, Count: params.limit()}, render.Plain)
	if err != nil {
		return nil, err
	}
	return &page, nil
}
