package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/wire"
)

// Symbols implements [wire.Commands].
func (s *Server) Symbols(ctx context.Context, params wire.SymbolsParams) (*wire.Page[wire.Symbol], error) {
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	var all []heap.Symbol
	if err := v.Heap.Symbols().Of(params.Package, params.Recurse, func(symbol heap.Symbol) bool {
		all = append(all, symbol)
		return ctx.Err() == nil
	}); err != nil {
		return nil, err
	}
	page := wire.Map(wire.NewPage(all, params.Offset, pageLimit(params.PageParams)), func(s heap.Symbol) wire.Symbol { return s.JSON(v.Heap) })
	return &page, ctx.Err()
}
