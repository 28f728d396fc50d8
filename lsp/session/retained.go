package session

import (
	"context"
	"sync"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/index"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
)

// Retained says what of a heap would be freed if the closures of a line went,
// or the objects of a class.
type Retained struct {
	Sizes *retained.Sizes

	mu      sync.Mutex
	members *site.Members
	bySub   map[*site.Site]Together // of the first site of a sub
	byClass map[string]Together
}

// Together is what many SVs retain.
type Together struct {
	retained.Size
	Unreached int // of the SVs themselves, those that no root leads to
}

// newRetained computes the retained sizes of a heap, and those of all sites.
func newRetained(ctx context.Context, h *heap.Heap, table *site.Table, cache *index.Cache) (*Retained, error) {
	sizes := cache.Sizes(ctx, h)
	if sizes == nil {
		var err error
		if sizes, err = retained.Compute(ctx, h); err != nil {
			return nil, err
		}
	}
	r := &Retained{
		Sizes: sizes, members: site.MembersOf(h),
		bySub: map[*site.Site]Together{}, byClass: map[string]Together{},
	}
	// Those with many take a moment: nobody shall wait for it in a hover.
	for i := range table.Sites {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r.Closures([]*site.Site{&table.Sites[i]})
	}
	return r, nil
}

// Closures is what all closures of a sub's sites retain together.
func (r *Retained) Closures(sites []*site.Site) Together {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(sites) == 1 {
		if t, ok := r.bySub[sites[0]]; ok {
			return t
		}
	}
	t := r.together(r.members.Closures(sites...))
	if len(sites) == 1 {
		r.bySub[sites[0]] = t
	}
	return t
}

// Objects is what all objects of a class retain together.
func (r *Retained) Objects(class string) Together {
	r.mu.Lock()
	defer r.mu.Unlock()
	t, ok := r.byClass[class]
	if !ok {
		t = r.together(r.members.Objects(class))
		r.byClass[class] = t
	}
	return t
}

// One is what one SV retains.
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

// ClosuresOf gives the closures of a sub's sites.
func (d *Dump) ClosuresOf(sites []*site.Site) []heap.SV {
	return site.MembersOf(d.Heap).Closures(sites...)
}

// ObjectsOf gives the objects of a class.
func (d *Dump) ObjectsOf(class string) []heap.SV { return site.MembersOf(d.Heap).Objects(class) }
