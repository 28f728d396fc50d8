package session

import (
	"context"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/source"
)

// Holder is what keeps the closures of a site alive.
type Holder struct {
	What string // `the lexical %singleton of &Helpers::redis`
	Path string // of its file; empty if that is not here
	Line PerlLine
}

// chainLimit is how many referrers of one SV are followed to find a holder.
const chainLimit = 20

// Holder finds the holder of a site's typical closure that is nearest to it;
// nil if the chain has none with a recorded place.
func (d *Dump) Holder(ctx context.Context, s *site.Site) (*Holder, error) {
	d.mu.Lock()
	h, known := d.holders[s]
	d.mu.Unlock()
	if known {
		return h, nil
	}
	tree, err := d.Chain(ctx, s.Example, identify.Options{Depth: identify.DefaultDepth, Elide: true, Limit: chainLimit})
	if err != nil {
		return nil, err
	}
	if found, ok := tree.Holder(d.Heap); ok {
		h = &Holder{What: found.What}
		if p, ok := d.Locate(found.SV, found.Recorded); ok {
			h.Path, h.Line = p.Path, PerlLine(p.Line)
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.holders[s] = h
	return h, nil
}

// Locate finds where an SV was made or declared, in the files as they were when
// the dump was loaded: the line of a CODE's sub, the declaration of a variable
// that is an item, of anything else the recorded line or the line of the class
// that it is blessed into. ok is false if that is
// not here: the file was not found, or does not have it any more.
func (d *Dump) Locate(sv heap.SV, recorded heap.Location) (p site.Place, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if spots := d.spots[d.variables[sv]]; len(spots) > 0 {
		p = spots[0].Place
	} else if d.Heap.Kind(sv) == heap.KindCode {
		p = d.locator.PlaceCode(sv)
	} else if path, ok := d.resolve(recorded.File); ok && recorded.Line > 0 {
		p = site.Place{Path: path, Sub: -1, Line: source.Line(recorded.Line), State: site.Exact}
	} else if stash, ok := d.Heap.Blessed(sv); ok {
		class, _ := d.Heap.StashName(stash)
		if spots := d.spots[d.classes[class]]; len(spots) > 0 {
			p = spots[0].Place
		}
	}
	return p, p.Path != "" && p.Line > 0 && p.State != site.Gone
}
