package heap

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/section"
)

// Options are for [Open].
type Options struct {
	// Progress, if set, is called from time to time while the dump is loaded,
	// by the goroutine that called Open.
	Progress func(Progress)
	// Streams allows reading standard input (as the path -), pipes and devices,
	// to their end. It is for callers that can wait; without it, only regular
	// files are opened.
	Streams bool
	// Saved, if set, may give the heap of a dump that was loaded before, as
	// [Restore] does; nil if it has none, and the dump is loaded.
	Saved func(context.Context, *pmat.File) *Heap
}

// ErrNoSVs is wrapped by the error for a dump that ends before its first SV.
var ErrNoSVs = errors.New("the dump holds no readable SV")

// Open loads a dump, plain or compressed with gzip, zstd or xz. From a dump
// that is cut short or damaged somewhere it loads everything up to that place,
// and [Heap.Damage] says so. It ends early with ctx's error when ctx does.
func Open(ctx context.Context, path string, opt Options) (*Heap, error) {
	progress := opt.Progress
	if progress == nil {
		progress = func(Progress) {}
	}
	file, err := pmat.OpenAhead(ctx, path, pmat.AheadOptions{Streams: opt.Streams, Progress: func(done, total int64) {
		progress(Progress{"unpacking", done, total})
	}})
	if err != nil {
		return nil, err
	}
	h, err := restored(ctx, file, opt.Saved, progress)
	if h == nil && err == nil {
		h, err = load(ctx, file, progress)
	}
	if err != nil {
		_ = file.Close() // the first error says more
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return h, nil
}

// restored gives the heap of a dump that was saved, once the dump is unpacked; nil if
// it was not.
func restored(ctx context.Context, file *pmat.File, saved func(context.Context, *pmat.File) *Heap, progress func(Progress)) (h *Heap, err error) {
	if saved == nil {
		return nil, nil
	}
	if _, _, ahead := file.Unpacking(); !ahead {
		return saved(ctx, file), nil
	}
	var worker safe.Workers
	worker.Go(func() {
		if h = saved(ctx, file); h != nil {
			err = file.Unpacked()
		}
	})
	join(&worker, func() {
		read, total, _ := file.Unpacking()
		progress(Progress{"unpacking", read, total})
	})
	return h, err
}

// load builds the heap from an open dump.
func load(ctx context.Context, file *pmat.File, progress func(Progress)) (*Heap, error) {
	return loadWithin(ctx, file, progress, defaultLimits)
}

func loadWithin(ctx context.Context, file *pmat.File, progress func(Progress), l limits) (_ *Heap, err error) {
	memory := section.NewMemory()
	if file.Has(freeAfter) {
		debug.FreeOSMemory() // unpacking has left some
	}
	s := &scan{file: file, limits: l}
	defer func() {
		s.slabs.free()
		if err != nil {
			memory.Free()
		}
	}()
	if err := s.run(ctx, progress); err != nil {
		return nil, err
	}
	h := &Heap{file: file, memory: memory, trunc: s.cut, tail: s.tail, ends: s.ends, skip: s.skip, big: s.large, files: namesOf(s.files.values), optrees: s.opRoots.values}
	progress(Progress{"sorting addresses", 0, 2})
	o, err := byAddress(ctx, s.parts)
	if err != nil {
		return nil, err
	}
	h.count = o.count()
	if h.index, err = newAddrIndex(ctx, memory, o); err != nil {
		return nil, err
	}
	// What a phase needed and the next does not is given back in between, or
	// all would be held at the same time.
	for _, p := range s.parts {
		p.addrs = chunked[pmat.Addr]{}
	}
	s.slabs.addrs.Free()
	progress(Progress{"sorting addresses", 1, 2})
	if err := h.columns(ctx, o); err != nil {
		return nil, err
	}
	for _, p := range s.parts {
		p.svs = chunked[fileSV]{}
	}
	s.slabs.svs.Free()
	if err := h.orderCodes(ctx, o); err != nil {
		return nil, err
	}
	if err := h.groupClosures(ctx); err != nil {
		return nil, err
	}
	progress(Progress{"resolving references", 0, 2})
	if err := h.link(ctx, s, o); err != nil {
		return nil, err
	}
	s.parts, o = nil, nil
	s.slabs.refs.Free()
	progress(Progress{"resolving references", 1, 2})
	if h.in, err = h.out.reversed(ctx, memory, h.count, l.block); err != nil {
		return nil, err
	}
	// An idle server must not hold what only loading needed.
	if file.Has(freeAfter) {
		debug.FreeOSMemory()
	}
	progress(Progress{"resolving references", 2, 2})
	return h, nil
}

// freeAfter is the size of a dump from which on it pays to give memory back.
const freeAfter = 32 << 20
