package session

import (
	"context"

	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
)

// Compared returns the dumps that the shown one is compared with, opened anew, and
// the shown one last, with what its process ran. It waits until the dump is judged.
// The heaps are open until done is called.
func (ds *Dumps) Compared(ctx context.Context) (s *growth.Series, program *site.Program, done func(), err error) {
	d, a, release, err := ds.Analysed(ctx)
	if err != nil {
		return nil, nil, release, err
	}
	s, _, closeAll, err := ds.analyst.seriesOf(ctx, d, a, a.Compared, a.Series.Forced)
	if err != nil {
		release()
		return nil, nil, func() {}, err
	}
	return s, d.placed().program, func() { closeAll(); release() }, nil
}

// seriesOf opens the dumps that a dump is compared with; chosen are those that still
// open.
func (an *analyst) seriesOf(ctx context.Context, d *Dump, a *Analysis, dumps []*Snapshot, forced bool) (s *growth.Series, chosen []*Snapshot, closeAll func(), err error) {
	heaps, chosen, closeAll, err := an.openAll(ctx, d, dumps)
	if err != nil {
		return nil, nil, nil, err
	}
	sizes := make([]*retained.Sizes, len(heaps))
	sizes[len(sizes)-1] = a.Retained.Sizes
	cache := an.cache()
	for k, h := range heaps[:len(heaps)-1] {
		sizes[k] = cache.Sizes(ctx, h)
	}
	if s, err = growth.NewSeriesOf(ctx, heaps, sizes, forced); err != nil {
		closeAll()
		return nil, nil, nil, err
	}
	for k, h := range heaps[:len(heaps)-1] {
		_ = cache.BecomeSizes(ctx, h, s.Sizes[k]) // logged
	}
	s.Rest()
	s.KnowShapes(len(heaps)-1, a.Populations.shapes)
	return s, chosen, closeAll, nil
}
