package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

func checkFind(p wire.FindParams) error {
	if _, err := mat.ParseFilters(p.Filters); err != nil {
		return err
	}
	return checkPage(p.PageParams)
}

// Find implements [wire.Commands].
func (s *Server) Find(ctx context.Context, params wire.FindParams) (*wire.Page[wire.Found], error) {
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	filters, err := mat.ParseFilters(params.Filters)
	if err != nil {
		return nil, err
	}
	return findPage(ctx, v, filters, params.PageParams)
}

// findPage returns a page of what filters match in the shown heap.
func findPage(ctx context.Context, v *session.View, filters []mat.Filter, params wire.PageParams) (*wire.Page[wire.Found], error) {
	page := wire.Page[wire.Found]{Offset: params.Offset, Items: []wire.Found{}}
	err := mat.Find(ctx, v.Heap, filters, func(m mat.Match) bool {
		if page.Total >= params.Offset && len(page.Items) < pageLimit(params) {
			page.Items = append(page.Items, render.NewFoundJSON(v.Heap, m))
		}
		page.Total++
		return true
	})
	if err != nil {
		return nil, err
	}
	return &page, nil
}
