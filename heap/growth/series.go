// Package growth compares several dumps, of one process or of several: what of
// each line, class and population there is in every dump, and which grew.
//
// SVs of two dumps are taken for the same if they have the same address and
// kind. perl uses the memory of a freed SV again, so some of them are not the
// same; [Report] says for how many this is proven, which is a lower bound.
// Populations do not depend on it: they have no addresses, and what comes and
// goes cancels out there.
//
// "Alive" is what the package can tell. Whether growth is a leak, package
// diagnose judges.
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
)

// Series are dumps of one process in order of time.
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

// NewSeries prepares a comparison of dumps, oldest first. One heap is a series
// too. Unless forced it refuses dumps of different processes, see [Same].
func NewSeries(ctx context.Context, heaps []*heap.Heap, force bool) (*Series, error) {
	return NewSeriesOf(ctx, heaps, make([]*retained.Sizes, len(heaps)), force)
}

// NewSeriesOf is [NewSeries] for heaps of which some retained sizes are known;
// those that are nil are computed.
func NewSeriesOf(ctx context.Context, heaps []*heap.Heap, sizes []*retained.Sizes, force bool) (*Series, error) {
	if len(heaps) == 0 {
		return nil, errors.New("growth: no dumps to compare")
	}
	s := &Series{Heaps: heaps, Sizes: slices.Clone(sizes), earlier: make([][]heap.SV, len(heaps))}
	if !force {
		if err := sameProcess(heaps); err != nil {
			return nil, err
		}
	}
	for k := 1; k < len(heaps); k++ {
		var err error
		if s.earlier[k], err = heaps[k].Earlier(ctx, heaps[k-1]); err != nil {
			return nil, err
		}
	}
	if err := s.retain(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// Across prepares a comparison by shape alone, of dumps that are not of one
// process for the reason given. No SV of one is an SV of another.
func Across(ctx context.Context, heaps []*heap.Heap, sizes []*retained.Sizes, reason error) (*Series, error) {
	s := &Series{Heaps: heaps, Sizes: slices.Clone(sizes), Unrelated: reason}
	return s, s.retain(ctx)
}

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
	var all heap.Workers
	for k, h := range s.Heaps {
		if s.Sizes[k] != nil {
			continue
		}
		turns <- struct{}{}
		all.Go(func() {
			defer func() { <-turns }()
			s.Sizes[k], errs[k] = retained.Compute(ctx, h)
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

// KnowShapes tells the series the shapes of one of its heaps, so that nobody need
// find them again.
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

// Shapes are the shapes of each heap. They are found when somebody asks for the
// first time.
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
	}
	return s.shapes, nil
}

// Populations are those of the heaps. They are found when somebody asks for the
// first time, and need no addresses.
func (s *Series) Populations(ctx context.Context) (*population.Populations, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.populations == nil {
		trees, err := s.findShapes(ctx)
		if err != nil {
			return nil, err
		}
		s.populations = population.Merge(trees...)
	}
	return s.populations, nil
}

// Last is the newest heap.
func (s *Series) Last() *heap.Heap { return s.Heaps[len(s.Heaps)-1] }

// Earlier gives the SV of heap k-1 that an SV of heap k was; false if there
// was none at its address, or one of another kind.
func (s *Series) Earlier(k int, sv heap.SV) (heap.SV, bool) {
	if k <= 0 || s.Unrelated != nil || s.Heaps[k].Immortal(sv) {
		return heap.NoSV, false
	}
	was := s.earlier[k][sv]
	return was, was != heap.NoSV
}

// Past gives what an SV of the last heap was in each heap, NoSV from where it
// cannot be followed back further.
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
