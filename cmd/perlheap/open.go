package main

import (
	"context"
	"fmt"
	"os"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/cache"
)

// open returns the dump at path: the one that the shell shows, or one that it loads.
// Every command asks it. done ends the use of the dump.
func open(cmd *cobra.Command, path string) (h *heap.Heap, done func(), err error) {
	return openToKeep(cmd, path, (*cache.Cache).Keep)
}

// keepHeap is how a heap is kept once it is loaded: it stays in memory, or its
// memory becomes a map of the file.
type keepHeap func(*cache.Cache, context.Context, *heap.Heap) error

// openOfSeveral is open for one of several dumps: each gives its memory back when
// it is kept, so that they are not all in memory side by side.
func openOfSeveral(cmd *cobra.Command, path string) (h *heap.Heap, done func(), err error) {
	return openToKeep(cmd, path, (*cache.Cache).Become)
}

func openToKeep(cmd *cobra.Command, path string, how keepHeap) (h *heap.Heap, done func(), err error) {
	if s := sessionOf(cmd); s.shows(path) {
		return s.heap, func() {}, nil
	}
	if s := sessionOf(cmd); s != nil && s.kept != nil {
		h, err = s.kept.open(cmd, path)
		return h, func() {}, err
	}
	h, err = load(cmd, path, how)
	if err != nil {
		return nil, nil, err
	}
	return h, func() {
		kept(h)
		_ = h.Close() // it was only read
	}, nil
}

// load reads a dump, with a progress bar on a terminal, and says on stderr what
// must be known about it before what follows can be believed.
func load(cmd *cobra.Command, path string, how keepHeap) (*heap.Heap, error) {
	kept, err := cacheOf(cmd)
	if err != nil {
		return nil, err
	}
	report, done := loadProgress()
	h, err := heap.Open(cmd.Context(), path, heap.Options{Progress: report, Streams: true, Saved: kept.Heap})
	done()
	if err != nil {
		return nil, err
	}
	if kept != nil {
		keep(cmd, h, func(ctx context.Context) error { return how(kept, ctx, h) })
	}
	tellDamage(cmd, path, h)
	return h, nil
}

// tellDamage says on stderr what a dump does not have.
func tellDamage(cmd *cobra.Command, path string, h *heap.Heap) {
	if t := h.Damage().Truncation; t != nil {
		fmt.Fprintf(cmd.ErrOrStderr(), "perlheap: %s: %s; all numbers refer to what was read\n", path, t)
	}
	if n := h.Damage().SkippedCount(); n > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "perlheap: %s: %d records of unknown types were skipped\n", path, n)
	}
	if n := h.Damage().Oversized; n > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "perlheap: %s: it is damaged: %d SVs claim sizes that no process can have; they count as 0 bytes\n", path, n)
	}
}

// loadProgress returns a function that shows how far loading has come, and one
// that clears it away. Nothing is shown where stderr is no terminal.
func loadProgress() (report func(heap.Progress), done func()) {
	if !term.IsTerminal(int(os.Stderr.Fd())) {
		return nil, func() {}
	}
	bar := progressbar.NewOptions64(1,
		progressbar.OptionSetWriter(os.Stderr),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetWidth(30),
		progressbar.OptionSetElapsedTime(false),
		progressbar.OptionSetPredictTime(false),
	)
	return func(p heap.Progress) {
		bar.Describe(p.Phase)
		bar.ChangeMax64(max(1, p.Total))
		_ = bar.Set64(p.Done) // a bar that cannot be drawn is no reason to stop
	}, func() { _ = bar.Clear() }
}
