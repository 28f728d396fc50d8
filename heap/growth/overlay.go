package growth

import (
	"context"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/site"
)

// Overlay lays the shapes of heaps on each other. Those of another process than the
// last may have their subs in other files and lines: they are found by what perl
// compiled.
func Overlay(ctx context.Context, heaps []*heap.Heap, trees []*population.Tree) (*population.Populations, error) {
	last := heaps[len(heaps)-1]
	process := ProcessOf(last)
	placed := make([]*population.Tree, len(trees))
	for i, t := range trees {
		placed[i] = t
		if heaps[i] == last || ProcessOf(heaps[i]).Same(process) == nil {
			continue
		}
		between := site.NewBetween(heaps[i], last)
		var failed error
		placed[i] = t.Placed(func(loc heap.Location) (heap.Location, bool) {
			if strings.HasPrefix(loc.File, "(eval ") || failed != nil {
				return loc, false // another run has another eval of that number
			}
			to, ok, err := between.Sub(ctx, loc)
			failed = err
			return to, ok
		})
		if failed != nil {
			return nil, failed
		}
	}
	return population.Merge(placed...), nil
}
