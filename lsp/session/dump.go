package session

import (
	"context"

	"github.com/perlheap/perlheap/heap"
)

// Dump is a loaded dump. It does not change.
type Dump struct {
	Path string // absolute
	Heap *heap.Heap

	stamp stamp
	asked bool // by a person; guarded by Dumps.mu
	users int  // guarded by Dumps.mu
}

func newDump(ctx context.Context, h *heap.Heap, s stamp) (*Dump, error) {
	return &Dump{Heap: h, stamp: s, users: 1}, nil
}
