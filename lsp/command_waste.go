package lsp

import (
	"context"
	"fmt"

	"github.com/perlheap/perlheap/heap/waste"
	"github.com/perlheap/perlheap/heap/wire"
)

// wasteRows is how many rows of each kind an answer has unless more are asked for.
const wasteRows = 20

func checkWaste(p wire.WasteParams) error {
	if p.Limit < 0 || p.Limit > maxPage {
		return fmt.Errorf("limit must be 0 to %d", maxPage)
	}
	return nil
}

// Waste implements [wire.Commands]. It waits until populations are known.
func (s *Server) Waste(ctx context.Context, params wire.WasteParams) (*wire.Waste, error) {
	v, release, err := s.counted(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	if params.Limit == 0 {
		params.Limit = wasteRows
	}
	populations := v.Analysis.Populations
	found, err := waste.Find(ctx, v.Heap, populations.Populations, len(populations.Dumps)-1, params.Limit)
	if err != nil {
		return nil, err
	}
	j, err := found.JSON(v.Heap, s.words(v, nil), params.Texts)
	if err != nil {
		return nil, err
	}
	return &j, v.Heap.File().Unchanged()
}
