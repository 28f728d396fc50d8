package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

type countParams struct {
	Blessed bool `json:"blessed,omitempty"` // also blessed SVs by package
	Scalars bool `json:"scalars,omitempty"` // also SCALARs by the values they have
	Struct  bool `json:"struct,omitempty"`  // add up structural sizes
	Owned   bool `json:"owned,omitempty"`   // add up owned sizes
}

// Count implements [Commands].
func (s *Server) Count(ctx context.Context, params countParams) (*wire.Census, error) {
	d, done, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer done()
	size, _, err := measure(ctx, d, params.Struct, params.Owned)
	if err != nil {
		return nil, err
	}
	census, err := d.Heap.Census(ctx, size)
	if err != nil {
		return nil, err
	}
	j := render.NewCensusJSON(census, render.CensusOptions{Blessed: params.Blessed, Scalars: params.Scalars})
	return &j, nil
}

// measure gives the size that is asked for, and what it is made of.
func measure(ctx context.Context, d *session.Dump, structure, owned bool) (heap.Measure, func(heap.SV) ([]heap.SV, error), error) {
	switch {
	case owned:
		sizes, err := d.Heap.Owned(ctx)
		if err != nil {
			return nil, nil, err
		}
		return sizes.Size, sizes.Set, nil
	case structure:
		return d.Heap.StructureSize, d.Heap.StructureSet, nil
	}
	return d.Heap.SizeAlone, nil, nil
}
