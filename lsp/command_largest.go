package lsp

import (
	"context"
	"fmt"

	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/wire"
)

func checkLargest(p wire.LargestParams) error {
	if len(p.Counts) > 3 {
		return fmt.Errorf("counts must be 3 or fewer, not %d", len(p.Counts))
	}
	for _, n := range p.Counts {
		if n < 0 || n > maxPage {
			return fmt.Errorf("counts must be 0 to %d each", maxPage)
		}
	}
	return nil
}

// Largest implements [wire.Commands].
func (s *Server) Largest(ctx context.Context, params wire.LargestParams) (*wire.Largest, error) {
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	opt := mat.LargestOptions{Counts: []int{5, 3, 2}}
	copy(opt.Counts, params.Counts)
	if opt.Size, opt.Set, err = measure(ctx, v, params.Struct, params.Owned); err != nil {
		return nil, err
	}
	list, err := mat.LargestJSON(ctx, v.Heap, opt)
	if err != nil {
		return nil, err
	}
	return &list, nil
}
