package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

type summaryResult struct {
	Dump string `json:"dump"` // path
	wire.Summary
}

// Summary implements [Commands].
func (s *Server) Summary(context.Context, struct{}) (*summaryResult, error) {
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	return &summaryResult{v.Dump.Path, render.NewSummaryJSON(v.Heap)}, nil
}
