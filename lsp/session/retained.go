package session

import (
	"context"
	"sync"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/cache"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
)

// Retained says how much of a heap would be freed if the closures of a line went,
// or the objects of a class. It may be used by several goroutines; only those that
// ask for what is being computed wait.
type Retained struct {
	Sizes *retained.Sizes

	heap    *heap.Heap
	bySub   map[*site.Site]Together     // of each site; not changed once it is made
	objects func() map[string][]heap.SV // by class
	byClass sync.Map                    // from the name of a class to a func() Together, which computes it once
}

// Together is what many SVs retain.
type Together struct {
	retained.Size
	Unreached int // of the SVs themselves, those that no root leads to
}

// newRetained computes the retained sizes of a heap, and those of all sites.
func newRetained(ctx context.Context, h *heap.Heap, table *site.Table, kept *cache.Cache) (*Retained, error) {
	sizes := kept.Sizes(ctx, h)
	if sizes == nil {
		var err error
		if sizes, err = retained.Compute(ctx, h); err != nil {
			return nil, err
		}
	}
	r := &Retained{
		Sizes: sizes, heap: h, bySub: make(map[*site.Site]Together, len(table.Sites)),
		objects: sync.OnceValue(func() map[string][]heap.SV { return site.MembersOf(h).ByClass() }),
	}
	// Sites with many closures take a moment, which a hover must not wait for.
	for i := range table.Sites {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s := &table.Sites[i]
		r.bySub[s] = r.together(site.MembersOf(h).Closures(s))
	}
	return r, nil
}

// Closures returns what all closures of a sub's sites retain together.
func (r *Retained) Closures(sites []*site.Site) Together {
	if len(sites) == 1 {
		if t, ok := r.bySub[sites[0]]; ok {
			return t
		}
	}
	return r.together(site.MembersOf(r.heap).Closures(sites...))
}

// Objects returns what all objects of a class retain together.
func (r *Retained) Objects(class string) Together {
	sum, _ := r.byClass.LoadOrStore(class, sync.OnceValue(func() Together { return r.together(r.objects()[class]) }))
	return sum.(func() Together)()
}

// One returns what one SV retains.
func (r *Retained) One(sv heap.SV) Together { return r.together([]heap.SV{sv}) }

func (r *Retained) together(svs []heap.SV) Together {
	t := Together{Size: r.Sizes.Of(svs...)}
	for _, sv := range svs {
		if !r.Sizes.Reached(sv) {
			t.Unreached++
		}
	}
	return t
}

// ClosuresOf returns the closures of a sub's sites.
func (d *Dump) ClosuresOf(sites []*site.Site) []heap.SV {
	return site.MembersOf(d.Heap).Closures(sites...)
}

// ObjectsOf returns the objects of a class.
func (d *Dump) ObjectsOf(class string) []heap.SV { return site.MembersOf(d.Heap).Objects(class) }
