package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

func checkQuery(p wire.QueryParams) error {
	if _, err := mat.ParseQuery(p.Query); err != nil {
		return err
	}
	return checkPage(p.PageParams)
}

// Query implements [wire.Commands]. It waits for retained sizes if the query asks
// for them.
func (s *Server) Query(ctx context.Context, params wire.QueryParams) (*wire.Page[wire.Found], error) {
	q, err := mat.ParseQuery(params.Query)
	if err != nil {
		return nil, err
	}
	see := s.shown
	if q.NeedsRetained() {
		see = func() (*session.View, func(), error) { return s.counted(ctx) }
	}
	v, release, err := see()
	if err != nil {
		return nil, err
	}
	defer release()
	var sizes mat.Retained
	if q.NeedsRetained() {
		sizes = v.Analysis.Retained.Sizes
	}
	filter, err := q.Filter(ctx, v.Heap, sizes)
	if err != nil {
		return nil, err
	}
	return findPage(ctx, v, []mat.Filter{filter}, params.PageParams)
}
