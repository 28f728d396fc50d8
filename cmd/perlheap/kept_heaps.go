package main

import (
	"context"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/cache"
	"github.com/perlheap/perlheap/heap/retained"
)

// mostHeaps is how many heaps a server for assistants keeps between calls: a
// series of three, and one to compare with.
const mostHeaps = 4

// keptHeaps are the heaps that a server keeps between calls, the most recently used
// at the end.
type keptHeaps struct {
	ctx  context.Context // of the server
	list []*keptHeap
	old  []*keptHeap // of files that were replaced: the call may still use them
}

type keptHeap struct {
	path     string
	size     int64
	time     time.Time
	heap     *heap.Heap
	retained *retained.Sizes
}

// open returns a heap that is kept, if its file is still the same, or loads it.
func (k *keptHeaps) open(cmd *cobra.Command, path string) (*heap.Heap, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	for i, each := range k.list {
		if each.path != path {
			continue
		}
		k.list = append(k.list[:i:i], k.list[i+1:]...)
		if each.size == info.Size() && each.time.Equal(info.ModTime()) {
			k.list = append(k.list, each)
			tellDamage(cmd, path, each.heap) // each answer is read by itself
			return each.heap, nil
		}
		k.old = append(k.old, each)
		break
	}
	h, err := load(cmd, path, (*cache.Cache).Become)
	if err == nil {
		k.list = append(k.list, &keptHeap{path: path, size: info.Size(), time: info.ModTime(), heap: h})
	}
	return h, err
}

// of returns what is kept of a heap; nil if it is not.
func (k *keptHeaps) of(h *heap.Heap) *keptHeap {
	if k != nil {
		for _, each := range k.list {
			if each.heap == h {
				return each
			}
		}
	}
	return nil
}

// closeBut closes all but the n heaps that were used last, when no call runs.
func (k *keptHeaps) closeBut(n int) {
	for _, each := range k.old {
		each.close()
	}
	k.old = nil
	for len(k.list) > n {
		k.list[0].close()
		k.list = k.list[1:]
	}
}

func (e *keptHeap) close() {
	kept(e.heap)
	_ = e.heap.Close() // it was only read
}
