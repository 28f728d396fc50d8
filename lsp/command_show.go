package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

type showParams struct {
	addressParams
	FullPV bool `json:"fullPv,omitempty"` // a string as far as the dump has it
	Pad    bool `json:"pad,omitempty"`    // of a CODE also its first pad
}

type showResult struct {
	Text string  `json:"text"` // as pmat show prints it
	SV   wire.SV `json:"sv"`   // the same for machines, without what depends on its type
}

// Show implements [Commands]. Of a REF it also shows what it refers to.
func (s *Server) Show(_ context.Context, params showParams) (*showResult, error) {
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
	return &showResult{Text: text, SV: render.NewSVJSON(v.Heap, sv)}, nil
}
