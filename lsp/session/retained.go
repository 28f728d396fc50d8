package session

import (
	"context"
	"sync"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
)

// Retained says what of a heap would be freed if the closures of a line went,
// or the objects of a class.
type Retained struct {
	Sizes *retained.Sizes

	heap     *heap.Heap
	closures map[pmat.Addr][]heap.SV // by optree

	mu      sync.Mutex
	bySub   map[*site.Site]Together // of the first site of a sub
	byClass map[string]Together
}

// Together is what many SVs retain.
type Together struct {
	Bytes     int64 // at least so many would be freed if all of them went
	SVs       int   // … in so many SVs
	Unreached int   // of the SVs themselves, those that no root leads to
}

// newRetained computes the retained sizes of a heap, and those of all sites.
func newRetained(ctx context.Context, h *heap.Heap, table *site.Table) (*Retained, error) {
	sizes, err := retained.Compute(ctx, h)
	if err != nil {
		return nil, err
	}
	r := &Retained{
		Sizes: sizes, heap: h, closures: map[pmat.Addr][]heap.SV{},
		bySub: map[*site.Site]Together{}, byClass: map[string]Together{},
	}
	for optree := range h.OptreeCount() {
		if closures := h.ClosuresOf(optree); len(closures) > 0 {
			r.closures[h.OpRoot(closures[0])] = closures
		}
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
	t := r.together(r.closuresOf(sites))
	if len(sites) == 1 {
		r.bySub[sites[0]] = t
	}
	return t
}

func (r *Retained) closuresOf(sites []*site.Site) []heap.SV {
	if len(sites) == 1 {
		return r.closures[r.heap.OpRoot(sites[0].Example)]
	}
	var all []heap.SV
	for _, s := range sites {
		all = append(all, r.closures[r.heap.OpRoot(s.Example)]...)
	}
	return all
}

// Objects is what all objects of a class retain together.
func (r *Retained) Objects(class string) Together {
	r.mu.Lock()
	defer r.mu.Unlock()
	t, ok := r.byClass[class]
	if !ok {
		t = r.together(objectsOf(r.heap, class))
		r.byClass[class] = t
	}
	return t
}

func (r *Retained) together(svs []heap.SV) (t Together) {
	t.Bytes, t.SVs = r.Sizes.Together(svs)
	for _, sv := range svs {
		if !r.Sizes.Reached(sv) {
			t.Unreached++
		}
	}
	return t
}

// objectsOf gives the objects of a class. Its name is looked up once for each
// stash.
func objectsOf(h *heap.Heap, class string) []heap.SV {
	var found []heap.SV
	is := map[heap.SV]bool{}
	for i := range h.Count() {
		sv := heap.SV(i)
		stash, ok := h.Blessed(sv)
		if !ok {
			continue
		}
		yes, known := is[stash]
		if !known {
			name, _ := h.Package(sv)
			yes = name == class
			is[stash] = yes
		}
		if yes {
			found = append(found, sv)
		}
	}
	return found
}

// ClosuresOf gives the closures of a sub's sites.
func (d *Dump) ClosuresOf(sites []*site.Site) []heap.SV {
	wanted := map[pmat.Addr]bool{}
	for _, s := range sites {
		wanted[d.Heap.OpRoot(s.Example)] = true
	}
	var all []heap.SV
	for optree := range d.Heap.OptreeCount() {
		if closures := d.Heap.ClosuresOf(optree); len(closures) > 0 && wanted[d.Heap.OpRoot(closures[0])] {
			all = append(all, closures...)
		}
	}
	return all
}

// ObjectsOf gives the objects of a class.
func (d *Dump) ObjectsOf(class string) []heap.SV { return objectsOf(d.Heap, class) }
