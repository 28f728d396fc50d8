package session

import (
	"context"

	"github.com/perlheap/perlheap/heap/site"
)

// Captured says of the variables that the closures of a site captured by how
// many each is shared. What was found is kept.
func (d *Dump) Captured(ctx context.Context, s *site.Site) ([]site.Capture, error) {
	d.mu.Lock()
	known, ok := d.captured[s]
	d.mu.Unlock()
	if ok {
		return known, nil
	}
	found, err := site.Captured(ctx, d.Heap, s)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.captured[s] = found
	return found, nil
}
