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
	d, done, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer done()
	return &summaryResult{d.Path, render.NewSummaryJSON(d.Heap)}, nil
}
