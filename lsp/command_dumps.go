package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/wire"
)

// Dumps implements [wire.Commands].
func (s *Server) Dumps(context.Context, wire.Empty) (*wire.Dumps, error) {
	return &wire.Dumps{Dumps: s.dumps.Known()}, nil
}
