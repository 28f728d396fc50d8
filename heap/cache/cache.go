// Package cache keeps what has been found out about large dumps, so that a dump
// need not be read a second time: the columns of the heap, its retained sizes, and
// what is alive by line, in files of a cache folder.
//
// These files contain only numbers: no strings, keys or names from a dump. Each
// is valid for exactly one version of one dump and one version of the program,
// and is verified completely before it is trusted. A file that is wrong,
// truncated, for something else or from somebody else is removed and made
// again. All of this serves only speed: where nothing can be kept, nothing is,
// and only the log says so.
package cache

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/section"
	"github.com/perlheap/perlheap/heap/site"
)

// DefaultSize is the default limit of the bytes that are kept.
const DefaultSize = 4 << 30

// MinDump is the smallest size, in bytes, of a dump that is worth keeping: a
// smaller one loads in a moment.
const MinDump = 16 << 20

// Options are for [New].
type Options struct {
	Folder string // [DefaultFolder] if it is empty
	Size   int64  // how many bytes to keep at most; 0 for none
	Build  string // the version of the program: files of another version are not used
	// Log, if set, is told why something was not kept or not used.
	Log func(what string, err error)
	// MinDump is [MinDump] if it is 0.
	MinDump int64
}

// Cache is a folder of indexes. Several processes may use it at the same time.
// A nil Cache keeps nothing and contains nothing.
type Cache struct{ opt Options }

// DefaultFolder returns the folder where this program keeps its caches.
func DefaultFolder() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "perlheap"), nil
}

// New returns the cache in a folder, which is created when it is needed; nil if
// nothing is to be kept.
func New(opt Options) *Cache {
	if opt.Size <= 0 {
		return nil
	}
	if opt.MinDump == 0 {
		opt.MinDump = MinDump
	}
	if opt.Log == nil {
		opt.Log = func(string, error) {}
	}
	if opt.Folder == "" {
		var err error
		if opt.Folder, err = DefaultFolder(); err != nil {
			opt.Log("there is no folder for caches", err)
			return nil
		}
	}
	return &Cache{opt}
}

// The parts that are kept of a dump, each in a file of its own.
const (
	heapPart  = "heap"
	sizesPart = "sizes"
	tallyPart = "tally"
)

// Heap returns the heap of an open dump as it was kept; nil if it was not. It
// is meant for [heap.Options].
func (c *Cache) Heap(ctx context.Context, f *pmat.File) *heap.Heap {
	return read(ctx, c, f, heapPart, func(r *section.Reader) (*heap.Heap, error) { return heap.Restore(f, r) })
}

// Keep keeps a heap, unless it has been kept already. The error, which is also
// logged, says why a heap that is worth keeping was not kept: the folder is
// refused, or the disk is full. A dump that nobody will open again is not worth
// it.
func (c *Cache) Keep(ctx context.Context, h *heap.Heap) error {
	if !h.Savable() {
		return nil
	}
	return c.write(ctx, h.File(), heapPart, h.Save, nil)
}

// Become keeps a heap and, where the system supports it, turns the heap's
// memory into a mapping of the file that was kept. The error is that of Keep.
func (c *Cache) Become(ctx context.Context, h *heap.Heap) error {
	if !h.Savable() {
		return nil
	}
	return c.write(ctx, h.File(), heapPart, h.Save, h.Become)
}

// Sizes returns the retained sizes of a heap as they were kept; nil if they were
// not.
func (c *Cache) Sizes(ctx context.Context, h *heap.Heap) *retained.Sizes {
	return read(ctx, c, h.File(), sizesPart, func(r *section.Reader) (*retained.Sizes, error) { return retained.Restore(h, r) })
}

// KeepSizes keeps the retained sizes of a heap, unless they have been kept
// already. The error is that of Keep.
func (c *Cache) KeepSizes(ctx context.Context, h *heap.Heap, s *retained.Sizes) error {
	if !h.Savable() {
		return nil
	}
	return c.write(ctx, h.File(), sizesPart, s.Save, nil)
}

// BecomeSizes is to KeepSizes what Become is to Keep.
func (c *Cache) BecomeSizes(ctx context.Context, h *heap.Heap, s *retained.Sizes) error {
	if !h.Savable() {
		return nil
	}
	return c.write(ctx, h.File(), sizesPart, s.Save, s.Become)
}

// Tally returns what is alive by line as it was kept, in numbers; nil if it was
// not.
func (c *Cache) Tally(ctx context.Context, h *heap.Heap) *site.Tally {
	return read(ctx, c, h.File(), tallyPart, func(r *section.Reader) (*site.Tally, error) { return site.RestoreTally(h, r) })
}

// KeepTally keeps a tally of a heap, unless it is not whole, or has been kept
// already. The error is that of Keep.
func (c *Cache) KeepTally(ctx context.Context, h *heap.Heap, t *site.Tally) error {
	if !h.Savable() || !t.Whole() {
		return nil
	}
	return c.write(ctx, h.File(), tallyPart, t.Save, nil)
}

// read returns what a file has; the zero value if there is none that can be used.
func read[T any](ctx context.Context, c *Cache, f *pmat.File, part string, restore func(*section.Reader) (*T, error)) *T {
	if c == nil || !f.Has(c.opt.MinDump) {
		return nil
	}
	of, err := c.identify(f, part)
	if err != nil {
		c.opt.Log("the dump cannot be told from others", err)
		return nil
	}
	path := c.path(of, part)
	file, err := openOwn(path)
	if err != nil {
		if !os.IsNotExist(err) {
			c.opt.Log("an index was not used", err)
		}
		return nil
	}
	defer file.Close() //nolint:errcheck // it was only read
	var got *T
	r, err := section.Open(ctx, file, of)
	if err == nil {
		got, err = restore(r)
	}
	switch {
	case ctx.Err() != nil:
		return nil
	case err != nil:
		c.opt.Log("an index was not used", err)
		_ = os.Remove(path) // it is made anew
		return nil
	}
	now := time.Now()
	_ = os.Chtimes(path, now, now) // only the order in which files are removed
	return got
}

// write keeps something, and then lets become, if it is set, go over to the
// file.
func (c *Cache) write(ctx context.Context, f *pmat.File, part string, save func(*section.Writer), become func(*os.File, *section.Writer) error) error {
	if c == nil || !f.Has(c.opt.MinDump) {
		return nil
	}
	err := c.tryWrite(ctx, f, part, save, become)
	if err != nil {
		c.opt.Log("an index was not kept", err)
	}
	if ctx.Err() != nil || errors.Is(err, errNoFile) {
		return nil
	}
	return err
}

func (c *Cache) tryWrite(ctx context.Context, f *pmat.File, part string, save func(*section.Writer), become func(*os.File, *section.Writer) error) (err error) {
	of, err := c.identify(f, part)
	if err != nil {
		return err
	}
	if err := refused(c.opt.Folder); err != nil {
		return err
	}
	if err := ownFolder(c.opt.Folder); err != nil {
		return err
	}
	path := c.path(of, part)
	if old, err := openOwn(path); err == nil {
		_ = old.Close() // it was only opened
		return nil
	}
	w := &section.Writer{}
	save(w)
	if w.Size() > c.opt.Size {
		return fmt.Errorf("it takes %d bytes, and %d are allowed for all", w.Size(), c.opt.Size)
	}
	file, err := os.CreateTemp(c.opt.Folder, newPattern) // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := file.Close(); err == nil {
			err = closeErr
		}
		if err != nil {
			_ = os.Remove(file.Name()) // it is half a file
		}
	}()
	if err := hasRoom(file, w.Size()); err != nil {
		return err
	}
	if err := w.Write(ctx, file, of); err != nil {
		return err
	}
	// What was written to while it was read is of no version.
	if again, err := c.identify(f, part); err != nil || again != of {
		return fmt.Errorf("the dump has changed: %w", err)
	}
	if become != nil {
		if err := file.Sync(); err != nil { // what cannot be written would be gone
			return err
		}
		if err := become(file, w); err != nil {
			return err
		}
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	c.trim(path)
	return nil
}
