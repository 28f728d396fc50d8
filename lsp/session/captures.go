package session

import (
	"context"
	"sync"

	"github.com/perlheap/perlheap/heap/site"
)

// captured keeps what is known about what closures captured. It may be used by
// several goroutines.
type captured struct {
	mu sync.Mutex
	by map[*site.Site][]site.Capture
}

func (c *captured) get(s *site.Site) (found []site.Capture, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	found, ok = c.by[s]
	return found, ok
}

func (c *captured) put(s *site.Site, found []site.Capture) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by == nil {
		c.by = make(map[*site.Site][]site.Capture)
	}
	c.by[s] = found
}

// Captured says, for each variable that the closures of a site captured, how
// many of them share it. The result is kept.
func (d *Dump) Captured(ctx context.Context, s *site.Site) ([]site.Capture, error) {
	if known, ok := d.captured.get(s); ok {
		return known, nil
	}
	found, err := site.Captured(ctx, d.Heap, s)
	if err != nil {
		return nil, err
	}
	d.captured.put(s, found)
	return found, nil
}
