package session

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/site"
)

// Dump is a loaded dump and what it says about the files of the workspace.
type Dump struct {
	Path  string // absolute
	Heap  *heap.Heap
	Table *site.Table

	stamp stamp
	asked bool // by a person; guarded by Dumps.mu
	users int  // guarded by Dumps.mu

	analysis atomic.Pointer[Analysis]

	life context.Context // of the dump; what is done in the background ends with it
	end  context.CancelFunc

	placing sync.Mutex // places are looked for by one at a time

	mu        sync.Mutex
	placement *placement    // where the items stand
	items     []*site.Item  // most bytes first; the closures alone until all are known
	all       bool          // there will be no more items
	lookErr   error         // why there are closures only
	looked    chan struct{} // closed when there will be no more items
	captured  map[*site.Site][]site.Capture
}

func newDump(ctx context.Context, h *heap.Heap, s stamp, where Workspace) (*Dump, error) {
	table, err := site.Collect(ctx, h)
	if err != nil {
		return nil, err
	}
	d := &Dump{Heap: h, Table: table, stamp: s, users: 1, looked: make(chan struct{}), captured: make(map[*site.Site][]site.Capture)}
	items, err := d.alive(ctx, site.KindClosure)
	if err != nil {
		return nil, err
	}
	d.items = items
	d.life, d.end = context.WithCancel(context.Background())
	defer context.AfterFunc(ctx, d.end)()
	d.locate(where)
	if err := ctx.Err(); err != nil {
		d.end()
		return nil, err
	}
	return d, nil
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

// lookThrough finds the items that are no closures, which takes longer: the
// closures are shown meanwhile.
func (d *Dump) lookThrough(ctx context.Context) error {
	defer close(d.looked)
	broke := true
	defer func() {
		if broke {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.all, d.lookErr = true, errBroke
		}
	}()
	kinds := slices.DeleteFunc(slices.Clone(site.Kinds), func(k site.Kind) bool { return k == site.KindClosure })
	items, err := d.alive(ctx, kinds...)
	d.placing.Lock()
	defer d.placing.Unlock()
	d.add(items)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.items, d.all, d.lookErr = slices.Concat(d.items, items), true, err
	slices.SortStableFunc(d.items, func(a, b *site.Item) int { return -cmp.Compare(a.Bytes, b.Bytes) })
	broke = false
	return err
}

// lookThrough finds in a dump that is shown already what takes longer to find.
// It ends when the dump is forgotten.
func (ds *Dumps) lookThrough(d *Dump) {
	defer ds.release(d)
	defer context.AfterFunc(ds.ctx, d.end)()
	started := time.Now()
	if err := d.lookThrough(d.life); err != nil {
		if d.life.Err() == nil {
			ds.opt.Log.Error("dump not looked through", zap.String("path", d.Path), zap.Error(err))
		}
		return
	}
	ds.opt.Log.Info("dump looked through", zap.String("path", d.Path), zap.Duration("took", time.Since(started)))
	ds.opt.Observer.AnalysisChanged()
	for i := range d.Table.Sites { // most closures first
		s := &d.Table.Sites[i]
		if s.Closures < manyClosures {
			break
		}
		if _, err := d.Captured(d.life, s); err != nil {
			break // a hover says what it can without
		}
	}
}

// manyClosures is from how many closures on a hover must not wait for what they
// share: it is looked at before.
const manyClosures = 10_000

// WaitComplete waits until the dump has been looked through.
func (d *Dump) WaitComplete(ctx context.Context) error {
	defer resting(ctx)()
	select {
	case <-d.looked:
		d.mu.Lock()
		defer d.mu.Unlock()
		return d.lookErr
	case <-d.life.Done():
		return errors.New("the dump was unloaded")
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Complete tells that the dump has been looked through: there will be no more
// items.
func (d *Dump) Complete() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.all
}
