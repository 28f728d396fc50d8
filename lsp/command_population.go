package lsp

import (
	"context"
	"fmt"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// Bounds on how many populations one answer has.
const (
	defaultOutlineDepth = 24
	maxOutlineDepth     = 100
	defaultOutline      = 1000
	// A population that retains less than this part of the first one is not listed.
	outlineParts = 2000
)

func checkPopulation(p wire.PopulationParams) error {
	if p.Depth < 0 || p.Depth > maxOutlineDepth {
		return fmt.Errorf("depth must be 0 to %d", maxOutlineDepth)
	}
	if p.Limit < 0 || p.Limit > maxPage {
		return fmt.Errorf("limit must be 0 to %d", maxPage)
	}
	return nil
}

// Population implements [wire.Commands].
func (s *Server) Population(ctx context.Context, params wire.PopulationParams) (*wire.Populations, error) {
	v, release, err := s.counted(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	populations := v.Analysis.Populations
	last := len(populations.Dumps) - 1
	top := populations.Top
	if params.Address != "" {
		sv, err := v.Heap.Find(params.Address)
		if err != nil {
			return nil, err
		}
		top = populations.Of(last, sv)
	}
	opt := population.OutlineOptions{Least: top.Retained[last] / outlineParts, Depth: params.Depth, Most: params.Limit}
	if opt.Depth == 0 {
		opt.Depth = defaultOutlineDepth
	}
	if opt.Most == 0 {
		opt.Most = defaultOutline
	}
	j := top.Outline(opt).JSON(dumpsOf(v), s.words(v, nil))
	return &j, nil
}

// dumpsOf are the dumps that the numbers of populations are of: only the last is
// open.
func dumpsOf(v *session.View) (d population.Dumps) {
	for _, dump := range v.Analysis.Populations.Dumps {
		d.Paths = append(d.Paths, dump.Path)
	}
	d.Heaps = make([]*heap.Heap, len(d.Paths))
	d.Heaps[len(d.Heaps)-1] = v.Heap
	return d
}
