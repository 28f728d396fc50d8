package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

// Show implements [wire.Commands]. Of a REF it also shows what it refers to.
func (s *Server) Show(_ context.Context, params wire.ShowParams) (*wire.ShowResult, error) {
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	sv, err := lookUp(v, params.Address)
	if err != nil {
		return nil, err
	}
	text, err := render.Show(v.Heap, sv, render.ShowOptions{FullPV: params.FullPV, Pad: params.Pad, Referent: true}, s.style(v))
	if err != nil {
		return nil, err
	}
	return &wire.ShowResult{Text: text, SV: v.Heap.JSON(sv)}, nil
}
