package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// Count implements [wire.Commands].
func (s *Server) Count(ctx context.Context, params wire.CountParams) (*wire.Census, error) {
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	size, _, err := measure(ctx, v, params.Struct, params.Owned)
	if err != nil {
		return nil, err
	}
	census, err := mat.NewCensus(ctx, v.Heap, size)
	if err != nil {
		return nil, err
	}
	j := census.JSON(mat.CensusOptions{Blessed: params.Blessed, Scalars: params.Scalars})
	return &j, nil
}

// measure returns the size that is asked for, and what it is made of.
func measure(ctx context.Context, v *session.View, structure, owned bool) (mat.Measure, func(heap.SV) ([]heap.SV, error), error) {
	switch {
	case owned:
		sizes, err := mat.NewOwned(ctx, v.Heap)
		if err != nil {
			return nil, nil, err
		}
		return sizes.Size, sizes.Set, nil
	case structure:
		return mat.Structure(v.Heap), func(sv heap.SV) ([]heap.SV, error) { return mat.StructureSet(v.Heap, sv) }, nil
	}
	return mat.Alone(v.Heap), nil, nil
}
