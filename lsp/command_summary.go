package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/wire"
)

// Summary implements [wire.Commands].
func (s *Server) Summary(context.Context, wire.Empty) (*wire.DumpSummary, error) {
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	return &wire.DumpSummary{Dump: v.Dump.Path, Summary: mat.SummaryJSON(v.Heap)}, nil
}
