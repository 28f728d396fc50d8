// Package growth compares several dumps, of one process or of several: how much
// each line, class and population has in every dump, and which of them grew.
//
// SVs of two dumps are taken to be the same if they have the same address and
// kind. perl reuses the memory of a freed SV, so some of them are not the same;
// [Report] says for how many this is proven, which is a lower bound.
// Populations do not depend on this: they have no addresses, and what comes and
// goes cancels out.
//
// This package says what is alive. Whether growth is a leak is for package
// diagnose to judge.
package growth

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/safe"
)

// Series is several dumps of one process in chronological order.
type Series struct {
	Heaps []*heap.Heap
	Sizes []*retained.Sizes // of each heap
	Order *Order            // how they were put in order; nil if nobody asked

	// Unrelated is why the heaps are not of one process, for [Across].
	Unrelated error

	// earlier[k][sv] is the SV of heap k-1 that SV sv of heap k was, or NoSV.
	earlier [][]heap.SV

	mu          sync.Mutex
	shapes      []*population.Tree      // of each heap, as far as they are known
	populations *population.Populations // once somebody asked
}

// NewSeries prepares a comparison of dumps, oldest first. A single heap is a
// series too. Unless forced, it refuses dumps of different processes; see
// [Same].
func NewSeries(ctx context.Context, heaps []*heap.Heap, force bool) (*Series, error) {
	return NewSeriesOf(ctx, heaps, make([]*retained.Sizes, len(heaps)), force)
}

// NewSeriesOf is like [NewSeries], for heaps of which some retained sizes are
// known already; nil ones are computed.
func NewSeriesOf(ctx context.Context, heaps []*heap.Heap, sizes []*retained.Sizes, force bool) (*Series, error) {
	if len(heaps) == 0 {
		return nil, errors.New("no dumps to compare")
	}
	s := &Series{Heaps: heaps, Sizes: slices.Clone(sizes), earlier: make([][]heap.SV, len(heaps))}
	if !force {
		if err := sameProcess(heaps); err != nil {
			return nil, err
		}
	}
	for k := 1; k < len(heaps); k++ {
		var err error
		if s.earlier[k], err = heaps[k].SVs().Earlier(ctx, heaps[k-1]); err != nil {
			return nil, err
		}
		heaps[k-1].Rest()
	}
	if err := s.retain(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// Across prepares a comparison by shape alone, of dumps that, for the given
// reason, are not of one process. No SV of one is an SV of another.
func Across(ctx context.Context, heaps []*heap.Heap, sizes []*retained.Sizes, reason error) (*Series, error) {
	s := &Series{Heaps: heaps, Sizes: slices.Clone(sizes), Unrelated: reason}
	return s, s.retain(ctx)
}

// OneProcess reports whether nothing says that the heaps are of several processes.
func (s *Series) OneProcess() bool { return sameProcess(s.Heaps) == nil }

// sameProcess compares every heap with all before it: what one of them does
// not say, another may.
func sameProcess(heaps []*heap.Heap) error {
	var before []Process
	for _, h := range heaps {
		p := ProcessOf(h)
		for _, b := range slices.Backward(before) {
			if err := b.Same(p); err != nil {
				return err
			}
		}
		before = append(before, p)
	}
	return nil
}

// retain computes the retained sizes that are not known, as many at a time as
// there are processors: finding dominators is work for one.
func (s *Series) retain(ctx context.Context) error {
	errs := make([]error, len(s.Heaps))
	turns := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all safe.Workers
	for k, h := range s.Heaps {
		if s.Sizes[k] != nil {
			continue
		}
		turns <- struct{}{}
		all.Go(func() {
			defer func() { <-turns }()
			s.Sizes[k], errs[k] = retained.Compute(ctx, h)
			h.Rest()
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Rest lets go of what of the heaps and sizes is a map of a file; see
// [heap.Heap.Rest].
func (s *Series) Rest() {
	for k := range s.Heaps {
		s.rest(k)
	}
}

func (s *Series) rest(k int) {
	s.Heaps[k].Rest()
	s.Sizes[k].Rest()
}

// KnowShapes hands the series the shapes of one of its heaps, so that they need
// not be computed again.
func (s *Series) KnowShapes(k int, t *population.Tree) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.makeShapes()
	s.shapes[k] = t
}

func (s *Series) makeShapes() {
	if s.shapes == nil {
		s.shapes = make([]*population.Tree, len(s.Heaps))
	}
}

// Shapes returns the shapes of each heap. They are computed on the first call.
func (s *Series) Shapes(ctx context.Context) ([]*population.Tree, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.findShapes(ctx)
}

func (s *Series) findShapes(ctx context.Context) ([]*population.Tree, error) {
	s.makeShapes()
	for i, h := range s.Heaps {
		if s.shapes[i] != nil {
			continue
		}
		t, err := population.New(ctx, h, s.Sizes[i])
		if err != nil {
			return nil, err
		}
		s.shapes[i] = t
		s.rest(i)
	}
	return s.shapes, nil
}

// Populations returns the populations of the heaps. They are computed on the
// first call, and do not depend on addresses.
func (s *Series) Populations(ctx context.Context) (*population.Populations, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.populations == nil {
		trees, err := s.findShapes(ctx)
		if err != nil {
			return nil, err
		}
		if s.populations, err = Overlay(ctx, s.Heaps, trees); err != nil {
			return nil, err
		}
	}
	return s.populations, nil
}

// Last returns the newest heap.
func (s *Series) Last() *heap.Heap { return s.Heaps[len(s.Heaps)-1] }

// Earlier returns what an SV of heap k was in heap k-1; false if there was none
// at its address, or one of another kind.
func (s *Series) Earlier(k int, sv heap.SV) (heap.SV, bool) {
	if k <= 0 || s.Unrelated != nil || s.Heaps[k].Immortal(sv) {
		return heap.NoSV, false
	}
	was := s.earlier[k][sv]
	return was, was != heap.NoSV
}

// Past returns what an SV of the last heap was in each heap, or NoSV for the
// heaps to which it cannot be followed back.
func (s *Series) Past(sv heap.SV) []heap.SV {
	past := make([]heap.SV, len(s.Heaps))
	for k := len(past) - 1; k >= 0; k-- {
		past[k] = sv
		if sv == heap.NoSV {
			continue
		}
		if was, ok := s.Earlier(k, sv); ok {
			sv = was
		} else {
			sv = heap.NoSV
		}
	}
	return past
}
