package session

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/cache"
	"github.com/perlheap/perlheap/heap/site"
)

// Dump is a loaded dump and what it says about the files of the workspace. What
// changes after it is loaded is in parts, each of which says who may touch it.
type Dump struct {
	Path  string // absolute
	Heap  *heap.Heap
	Table *site.Table

	stamp   stamp     // of the file that was loaded
	written time.Time // when that was written, or what was packed into it

	asked bool // by a person; the store's
	users int  // the store's

	analysis atomic.Pointer[Analysis] // set by the analyst alone

	life context.Context // what is done in the background ends with it
	end  context.CancelFunc

	contents contents
	captured captured

	placing   sync.Mutex                // held to set placement or to add to contents, which must agree; never while places are looked for
	placement atomic.Pointer[placement] // where the items stand
}

// newDump finds the closures of a heap, and where they stand.
func newDump(ctx context.Context, h *heap.Heap, path string, v stamp, where Workspace, kept *cache.Cache) (*Dump, error) {
	table, err := site.CollectFrom(ctx, h, kept.Tally(ctx, h))
	if err != nil {
		return nil, err
	}
	d := &Dump{Path: path, Heap: h, Table: table, stamp: v, written: writtenAt(path, v), users: 1}
	items, err := d.alive(ctx, site.KindClosure)
	if err != nil {
		return nil, err
	}
	d.contents.begin(items)
	d.life, d.end = context.WithCancel(context.Background())
	defer context.AfterFunc(ctx, d.end)()
	d.locate(where)
	if err := ctx.Err(); err != nil {
		d.end()
		return nil, err
	}
	return d, nil
}
