package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"sync"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/cache"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// noCache is the option of every command, and cacheSize the variable of the
// environment, that say how much is kept.
const (
	noCache   = "no-cache"
	cacheSize = "PERLHEAP_CACHE_SIZE"
)

func newCache() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "cache",
		Short: "Show what is kept of large dumps to be fast the second time",
		Long: `cache prints where indexes of large dumps are kept, how many there are, how
many bytes they take, and how many they may take, or why none can be kept there.
See help index.

JSON: {folder, files, bytes, maxBytes, refused?}.`,
		Example: "  perlheap cache\n  perlheap cache clear",
	}
	asJSON := jsonFlag(cmd.PersistentFlags())
	show := func(cmd *cobra.Command, removed string, what func(*cache.Cache) (cache.Contents, error)) error {
		// What is in the folder is listed even when nothing more is to be kept.
		size, err := sizeOfCache()
		if err != nil {
			return err
		}
		c := cache.New(cache.Options{Size: max(1, size)})
		if c == nil {
			return fmt.Errorf("there is no folder for caches: set HOME or XDG_CACHE_HOME")
		}
		found, err := what(c)
		if err != nil {
			return err
		}
		if *asJSON {
			out := wire.Cache{Folder: found.Folder, Files: found.Files, Bytes: found.Bytes, MaxBytes: size}
			if found.Refused != nil {
				out.Refused = found.Refused.Error()
			}
			return writeJSON(cmd.OutOrStdout(), out)
		}
		if found.Refused != nil {
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "nothing can be kept: %s\n", text.Safe(found.Refused.Error()))
			return err
		}
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %s%s files, %s of at most %s\n", found.Folder, removed, text.Count(found.Files), text.Bytes(found.Bytes), text.Bytes(size))
		return err
	}
	cmd.Args = operands
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return show(cmd, "", (*cache.Cache).Contents)
	}
	clear := &cobra.Command{
		Use:   "clear",
		Short: "Remove all that is kept of dumps",
		Long:  "clear removes the indexes of all dumps. A server or command that uses one goes on\nwith it.\n\nJSON: {folder, files, bytes, maxBytes, refused?}, of what was removed.",
		Args:  operands,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return show(cmd, "removed ", (*cache.Cache).Clear)
		},
	}
	cmd.AddCommand(clear)
	return cmd
}

// sizeOfCache returns how many bytes may be kept.
func sizeOfCache() (int64, error) {
	set := os.Getenv(cacheSize)
	if set == "" {
		return cache.DefaultSize, nil
	}
	size, err := strconv.ParseInt(set, 10, 64)
	if err != nil || size < 0 {
		return 0, usageError{fmt.Errorf("%s is %q: give a number of bytes, or 0 to keep nothing", cacheSize, set)}
	}
	return size, nil
}

// cacheOf returns where a command keeps what it finds out about dumps; nil if it
// is to keep nothing.
func cacheOf(cmd *cobra.Command) (*cache.Cache, error) {
	if off, err := cmd.Flags().GetBool(noCache); err == nil && off {
		return nil, nil
	}
	size, err := sizeOfCache()
	return cache.New(cache.Options{Size: size, Build: buildOfCache(), MinDump: minCached}), err
}

// minCached is the size in bytes from which dumps are kept. Tests set a small one.
var minCached int64 = cache.MinDump

// buildOfCache identifies this build, because indexes of other builds are not used.
// A version is not enough: a changed program may have the same.
var buildOfCache = sync.OnceValue(func() string {
	build := fmt.Sprintf("%s %s %s", version(), runtime.Version(), runtime.GOARCH)
	path, err := os.Executable()
	if err != nil {
		return build
	}
	info, err := os.Stat(path)
	if err != nil {
		return build
	}
	return fmt.Sprintf("%s %d %d", build, info.Size(), info.ModTime().UnixNano())
})

// keeping is what is being kept of the heaps that are open, side by side with
// what the command does: a [*keeper] by [*heap.Heap].
var keeping sync.Map

type keeper struct {
	safe.Workers
	stderr io.Writer
	mu     sync.Mutex
	failed error // why something is not kept
}

// keep does something beside the command, which waits for it before it closes the
// heap.
func keep(cmd *cobra.Command, h *heap.Heap, do func(context.Context) error) {
	ctx, stderr := cmd.Context(), cmd.ErrOrStderr()
	if s := sessionOf(cmd); s != nil && s.kept != nil { // the heap outlives the call
		ctx, stderr = s.kept.ctx, os.Stderr
	}
	all, _ := keeping.LoadOrStore(h, &keeper{stderr: stderr})
	k := all.(*keeper)
	k.Go(func() {
		if err := do(ctx); err != nil && ctx.Err() == nil {
			k.mu.Lock()
			defer k.mu.Unlock()
			k.failed = err
		}
	})
}

// kept waits until all of a heap is kept, and says why it is not.
func kept(h *heap.Heap) {
	all, ok := keeping.LoadAndDelete(h)
	if !ok {
		return
	}
	k := all.(*keeper)
	k.Wait()
	if k.failed != nil {
		fmt.Fprintf(k.stderr, "perlheap: nothing could be kept to be fast the second time: %s; --%s does without\n", text.Safe(k.failed.Error()), noCache)
	}
}

// tableOf finds the closures of a heap, and with what was kept of it, if that
// is. [keepTally] keeps what else was counted with the table.
func tableOf(cmd *cobra.Command, h *heap.Heap) (*site.Table, error) {
	kept, err := cacheOf(cmd)
	if err != nil {
		return nil, err
	}
	return site.CollectFrom(cmd.Context(), h, kept.Tally(cmd.Context(), h))
}

func keepTally(cmd *cobra.Command, h *heap.Heap, t *site.Table) {
	if kept, err := cacheOf(cmd); err == nil && kept != nil {
		keep(cmd, h, func(ctx context.Context) error { return kept.KeepTally(ctx, h, t.Tally()) })
	}
}

// sizesOf returns the retained sizes of a heap: as they were kept, or it computes
// them.
func sizesOf(cmd *cobra.Command, h *heap.Heap) (*retained.Sizes, error) {
	kept, err := cacheOf(cmd)
	if err != nil {
		return nil, err
	}
	if s := kept.Sizes(cmd.Context(), h); s != nil {
		return s, nil
	}
	s, err := retained.Compute(cmd.Context(), h)
	if err == nil && kept != nil {
		keep(cmd, h, func(ctx context.Context) error { return kept.KeepSizes(ctx, h, s) })
	}
	return s, err
}
