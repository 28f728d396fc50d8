package session

import (
	"context"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
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
func (v *View) Holder(ctx context.Context, s *site.Site) (*Holder, error) {
	p := v.places
	p.mu.Lock()
	h, known := p.holders[s]
	p.mu.Unlock()
	if known {
		return h, nil
	}
	tree, err := v.Dump.Chain(ctx, s.Example, identify.Options{Depth: identify.DefaultDepth, Elide: true, Limit: chainLimit})
	if err != nil {
		return nil, err
	}
	if found, ok := tree.Holder(v.Heap); ok {
		h = &Holder{What: found.What}
		if at, ok := v.Locate(found.SV, found.Recorded); ok {
			h.Path, h.Line = at.Path, PerlLine(at.Line)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.holders[s] = h
	return h, nil
}

// Locate finds where an SV was made or declared, in the files as they were when
// the dump was loaded: the line of a CODE's sub, the declaration of a variable
// that is an item, of anything else the recorded line or the line of the class
// that it is blessed into. ok is false if that is
// not here: the file was not found, or does not have it any more.
func (v *View) Locate(sv heap.SV, recorded heap.Location) (at site.Place, ok bool) {
	p := v.places
	at, known := p.known(sv)
	if known {
	} else if v.Heap.Kind(sv) == heap.KindCode {
		at = p.placeCode(sv)
	} else if path, ok := p.resolve(recorded.File); ok && recorded.Line > 0 {
		at = site.Place{Path: path, Sub: -1, Line: perl.Line(recorded.Line), State: site.Exact}
	} else if stash, ok := v.Heap.Blessed(sv); ok {
		class, _ := v.Heap.StashName(stash)
		at = p.class(class)
	}
	return at, at.Path != "" && at.Line > 0 && at.State != site.Gone
}

// known is the place of a variable that is an item.
func (p *placement) known(sv heap.SV) (at site.Place, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if spots := p.spots[p.variables[sv]]; len(spots) > 0 {
		return spots[0].Place, true
	}
	return at, false
}

// class is the place of a class that has objects.
func (p *placement) class(name string) (at site.Place) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if spots := p.spots[p.classes[name]]; len(spots) > 0 {
		at = spots[0].Place
	}
	return at
}

func (p *placement) placeCode(cv heap.SV) site.Place {
	p.locating.Lock()
	defer p.locating.Unlock()
	return p.locator.PlaceCode(cv)
}
