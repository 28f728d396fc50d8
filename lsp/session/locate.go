package session

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/site"
)

// Held says who holds the closures of a site.
type Held struct {
	By    []path.Found // and who holds that; empty if nothing with a name does
	Place site.Place   // of the outermost variable of them that is here; without a path if none is
}

// Held finds who holds a site's typical closure. If the dump has been rewritten
// in the meantime, what is read from it again cannot be trusted: the error then
// wraps pmat.ErrChanged.
func (v *View) Held(s *site.Site) (*Held, error) {
	p := v.places
	p.mu.Lock()
	h, known := p.held[s]
	p.mu.Unlock()
	if known {
		return h, nil
	}
	h = &Held{By: path.Finder{Heap: v.Heap}.Holders(s.Example)}
	for _, by := range h.By {
		if by.Class() != "" {
			continue // where its class is may not be known yet
		}
		if at, ok := v.Locate(by.From, by.Start().At); ok {
			h.Place = at
		}
	}
	if err := v.Heap.File().Unchanged(); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held[s] = h
	return h, nil
}

// Locate finds where an SV was made or declared, in the files as they were when
// the dump was loaded: the line of a CODE's sub, the declaration of a variable that
// is an item, otherwise the recorded line or the line of its class. ok is false if
// there is no such line: the file was not found, or no longer has it.
func (v *View) Locate(sv heap.SV, recorded heap.Location) (at site.Place, ok bool) {
	p := v.places
	at, known := p.known(sv)
	switch stash, blessed := v.Heap.Blessed(sv); {
	case known:
	case v.Heap.Kind(sv) == heap.KindCode:
		at = p.program.PlaceCode(sv)
	case recorded.Line > 0:
		at = p.program.PlaceRecorded(recorded)
	case blessed:
		class, _ := v.Heap.Stash(stash).Name()
		at = p.class(class)
	}
	return at, at.Path != "" && at.Line > 0 && at.State != site.Gone
}
