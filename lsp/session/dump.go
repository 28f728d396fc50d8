package session

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/source"
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

	mu       sync.Mutex
	where    Workspace        // in which sources were looked for
	files    map[string]*file // by path; each is read once
	resolver *source.Resolver
	real     map[string]string // their paths by path without symbolic links
	places   map[*site.Site]site.Place
	holders  map[*site.Site]*Holder
}

func newDump(ctx context.Context, h *heap.Heap, s stamp, where Workspace) (*Dump, error) {
	table, err := site.Collect(ctx, h)
	if err != nil {
		return nil, err
	}
	d := &Dump{Heap: h, Table: table, stamp: s, users: 1, files: make(map[string]*file)}
	d.locate(where)
	return d, nil
}
