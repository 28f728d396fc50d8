package session

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/perlheap/perlheap/heap/cache"
	"github.com/perlheap/perlheap/heap/site"
)

// contents are the items of a dump as far as they are known: the closures from
// the beginning, the rest when the dump has been looked through. Any goroutine may
// read them; only that of the load adds to them.
type contents struct {
	looked chan struct{} // closed when there will be no more items

	mu    sync.Mutex
	items []*site.Item // most bytes first
	all   bool         // there will be no more
	err   error        // why there are closures only
}

func (c *contents) begin(closures []*site.Item) {
	c.looked, c.items = make(chan struct{}), closures
}

func (c *contents) get() []*site.Item {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.items
}

// complete adds the last items, or says why there are none.
func (c *contents) complete(items []*site.Item, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items = slices.Concat(c.items, items)
	slices.SortStableFunc(c.items, func(a, b *site.Item) int { return -cmp.Compare(a.Bytes, b.Bytes) })
	c.all, c.err = true, err
}

// Items returns everything alive, by kind and place, most bytes first. Until the
// dump has been looked through, they are only the closures.
func (d *Dump) Items() []*site.Item { return d.contents.get() }

// Complete reports whether the dump has been looked through, so that there will
// be no more items.
func (d *Dump) Complete() bool {
	d.contents.mu.Lock()
	defer d.contents.mu.Unlock()
	return d.contents.all
}

// WaitComplete waits until the dump has been looked through.
func (d *Dump) WaitComplete(ctx context.Context) error {
	defer resting(ctx)()
	select {
	case <-d.contents.looked:
		d.contents.mu.Lock()
		defer d.contents.mu.Unlock()
		return d.contents.err
	case <-d.life.Done():
		return errors.New("the dump was unloaded")
	case <-ctx.Done():
		return ctx.Err()
	}
}

// alive collects the items of some kinds.
func (d *Dump) alive(ctx context.Context, kinds ...site.Kind) ([]*site.Item, error) {
	items, err := site.Alive(ctx, d.Heap, d.Table, site.Options{Kinds: kinds})
	if err != nil {
		return nil, err
	}
	found := make([]*site.Item, len(items))
	for i := range items {
		found[i] = &items[i]
	}
	return found, nil
}

// lookThrough finds the items that are not closures, which takes longer; the
// closures are shown meanwhile.
func (d *Dump) lookThrough(ctx context.Context, kept *cache.Cache) error {
	defer close(d.contents.looked)
	broke := true
	defer func() {
		if broke {
			d.contents.complete(nil, errBroke)
		}
	}()
	kinds := slices.DeleteFunc(slices.Clone(site.Kinds), func(k site.Kind) bool { return k == site.KindClosure })
	items, err := d.alive(ctx, kinds...)
	if err == nil {
		_ = kept.KeepTally(ctx, d.Heap, d.Table.Tally()) // logged
	}
	d.complete(items, err)
	broke = false
	return err
}
