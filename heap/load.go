package heap

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/perlheap/perlheap/heap/pmat"
)

// Options are for [Open].
type Options struct {
	// Progress, if set, is called now and then while the dump is loaded, from
	// the goroutine that called Open.
	Progress func(Progress)
}

// Progress says how far loading has come.
type Progress struct {
	Phase       string // what is being done, for a person
	Done, Total int64  // in a unit of the phase's own
}

// ErrNoSVs is wrapped by the error for a dump that breaks off before its
// first SV.
var ErrNoSVs = errors.New("the dump holds no readable SV")

// Open loads a dump, plain or gzipped. A dump that breaks off or is damaged
// somewhere gives the heap up to that place, and [Heap.Truncation] says so.
// It ends early with ctx's error when ctx does.
func Open(ctx context.Context, path string, opt Options) (*Heap, error) {
	progress := opt.Progress
	if progress == nil {
		progress = func(Progress) {}
	}
	file, err := pmat.Open(ctx, path, func(done, total int64) { progress(Progress{"unpacking", done, total}) })
	if err != nil {
		return nil, err
	}
	h, err := load(ctx, file, progress)
	if err != nil {
		_ = file.Close() // the first error says more
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return h, nil
}

// load builds the heap from an open dump.
func load(ctx context.Context, file *pmat.File, progress func(Progress)) (*Heap, error) {
	s := newScan(file)
	if err := s.run(ctx, progress); err != nil {
		return nil, err
	}
	h := &Heap{file: file, trunc: s.truncation(), tail: s.tail, skip: s.decoder.Skipped, files: s.files.names}
	progress(Progress{"sorting addresses", 0, 1})
	order, err := byAddress(&s.addrs)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	h.count = len(order)
	h.addrs = s.addrs.ordered(order)
	h.index = newAddrIndex(h.addrs)
	h.offset = s.offsets.ordered(order)
	h.kinds = s.kinds.ordered(order)
	h.flags = s.flags.ordered(order)
	h.state = s.states.ordered(order)
	h.sizes = s.sizes.ordered(order)
	h.refcnt = s.refcnts.ordered(order)
	h.codes = s.orderedCodes(h.kinds, order)
	h.sumSizes()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	progress(Progress{"resolving references", 0, 2})
	if err := h.link(s, order); err != nil {
		return nil, err
	}
	order = nil
	s = nil
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	progress(Progress{"resolving references", 1, 2})
	if h.in, err = h.out.reversed(h.count); err != nil {
		return nil, err
	}
	// What loading needed beyond the heap itself is given back at once: an
	// idle server must not hold it.
	if file.Size() > freeAfter {
		debug.FreeOSMemory()
	}
	progress(Progress{"resolving references", 2, 2})
	return h, nil
}

// freeAfter is the size of a dump from which on it pays to give memory back.
const freeAfter = 32 << 20

func (h *Heap) sumSizes() {
	for sv := range h.count {
		h.bytes += h.Size(SV(sv))
	}
}
