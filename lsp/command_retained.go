package lsp

import (
	"context"
	"fmt"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/wire"
)

// Bounds on how much of a dominator tree one answer has.
const (
	defaultTreeDepth = 24
	maxTreeDepth     = 100
	defaultTreeNodes = 1000
	// A node that is smaller than this part of the first one is not seen.
	treeParts = 2000
)

func checkRetained(p wire.RetainedParams) error {
	if p.Depth < 0 || p.Depth > maxTreeDepth {
		return fmt.Errorf("depth must be 0 to %d", maxTreeDepth)
	}
	if p.Limit < 0 || p.Limit > maxPage {
		return fmt.Errorf("limit must be 0 to %d", maxPage)
	}
	return nil
}

// Retained implements [wire.Commands].
func (s *Server) Retained(ctx context.Context, params wire.RetainedParams) (*wire.Retained, error) {
	v, release, err := s.measured(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	sizes := v.Analysis.Retained.Sizes
	opt := retained.TreeOptions{From: heap.NoSV, Depth: params.Depth, Nodes: params.Limit, MinBytes: v.Heap.Bytes() / treeParts}
	if opt.Depth == 0 {
		opt.Depth = defaultTreeDepth
	}
	if opt.Nodes == 0 {
		opt.Nodes = defaultTreeNodes
	}
	if params.Address != "" {
		if opt.From, err = v.Heap.Find(params.Address); err != nil {
			return nil, err
		}
		opt.MinBytes = sizes.Bytes(opt.From) / treeParts
	}
	nodes, rest, err := sizes.Tree(ctx, v.Heap, opt)
	if err != nil {
		return nil, err
	}
	j := render.NewRetainedJSON(v.Heap, sizes, nodes, rest)
	return &j, nil
}
