package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// Dumps implements [wire.Commands].
func (s *Server) Dumps(context.Context, wire.Empty) (*wire.Dumps, error) {
	all := s.dumps.Known()
	for i := range all {
		if k := &all[i]; k.SVs > 0 {
			k.Text = text.Short(k.SVs) + " SVs · " + text.Bytes(k.Bytes)
			k.Detail = text.CountOf(k.SVs, "SV", "SVs") + " · " + text.Bytes(k.Bytes)
		}
	}
	return &wire.Dumps{Dumps: all}, nil
}
