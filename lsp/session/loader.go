package session

import (
	"context"
	"errors"
	"sync"
	"time"

	"go.uber.org/zap"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/cache"
)

// loader loads dumps into the store. It may be used by several goroutines; its lock
// guards which loads are under way and is held for nothing else. Each load has a
// goroutine.
type loader struct {
	*background
	store   *store
	sources *finder
	analyst *analyst
	turns   *turns
	news    *signal     // is told when a load has ended
	ended   func(*Load) // told to the watcher, before anybody else hears of it

	mu     sync.Mutex
	closed bool
	loads  map[string]*Load // by path
}

// begin begins a load, or joins the one of the path that is under way.
func (lr *loader) begin(path string, asked bool) *Load {
	lr.mu.Lock()
	if l, ok := lr.loads[path]; ok {
		lr.mu.Unlock()
		if asked {
			l.asked.Store(true)
		}
		return l
	}
	ctx, cancel := context.WithCancel(lr.ctx)
	l := &Load{Path: path, cancel: cancel, done: make(chan struct{})}
	l.asked.Store(asked)
	lr.loads[path] = l
	closed := lr.closed
	if !closed {
		lr.running.Go(func() { lr.run(ctx, l) })
	}
	lr.mu.Unlock()
	if closed {
		cancel()
		l.err = ctx.Err()
		close(l.done)
		return l
	}
	lr.analyst.interrupt() // a load needs memory and all cores
	return l
}

// close lets no load begin any more. Those under way end with the background.
func (lr *loader) close() {
	lr.mu.Lock()
	defer lr.mu.Unlock()
	lr.closed = true
}

// busy reports whether a load is under way, and moves.
func (lr *loader) busy() bool { return lr.count(func(l *Load) bool { return !l.stalled.Load() }) > 0 }

// pending reports whether a load is under way.
func (lr *loader) pending() bool { return lr.count(func(*Load) bool { return true }) > 0 }

func (lr *loader) count(which func(*Load) bool) (n int) {
	lr.mu.Lock()
	defer lr.mu.Unlock()
	for _, l := range lr.loads {
		if which(l) {
			n++
		}
	}
	return n
}

// cancel cancels the loads that which is true for.
func (lr *loader) cancel(which func(path string, asked bool) bool) {
	lr.mu.Lock()
	defer lr.mu.Unlock()
	for path, l := range lr.loads {
		if which(path, l.Asked()) {
			l.Cancel()
		}
	}
}

// run is the goroutine of one load.
func (lr *loader) run(ctx context.Context, l *Load) {
	defer l.cancel()
	started := time.Now()
	l.report(phaseOpening, 0, 0)
	lr.opt.Observer.LoadStarted(l)
	var d *Dump
	err := lr.safely("loading "+l.Path, false, func() (err error) { d, err = lr.load(ctx, l); return err })
	if err == nil && ctx.Err() != nil {
		lr.store.forget(d)
		d, err = nil, ctx.Err()
	}
	if err == nil && !l.Asked() && d.Heap.Damage().Truncation != nil && lr.stillWritten(l.Path, d.stamp) {
		lr.store.forget(d)
		d, err = nil, ErrIncomplete
	}
	if err != nil && !l.Asked() && ctx.Err() == nil && lr.stillWritten(l.Path, stamp{}) {
		err = ErrIncomplete
	}
	if err == nil {
		defer lr.store.adopt(d, l.Asked())()                                                                      // open until it is looked through
		_ = lr.safely("finding the sources of "+d.Path, true, func() error { lr.sources.catchUp(d); return nil }) // told; the dump is shown
	}
	l.dump, l.err = d, err
	lr.mu.Lock()
	delete(lr.loads, l.Path)
	lr.mu.Unlock()
	lr.news.tell()
	if err == nil {
		lr.analyst.inputsChanged()
	} else {
		lr.analyst.wakeUp()
	}
	lr.log(l, started)
	lr.ended(l)
	lr.opt.Observer.LoadEnded(l, err)
	close(l.done)
	if err == nil {
		lr.opt.Observer.ShownChanged()
		_ = lr.safely("looking through "+d.Path, true, func() error { lr.lookThrough(d); return nil }) // told
	}
}

// load loads a dump when its turn has come.
func (lr *loader) load(ctx context.Context, l *Load) (*Dump, error) {
	progress := func() { lr.opt.Observer.LoadProgress(l) }
	t, err := lr.turns.take(ctx,
		func() {
			l.report(phaseWaiting, 0, 0)
			progress()
		},
		func() {
			lr.opt.Log.Warn("a load has stalled: others no longer wait for it", zap.String("path", l.Path))
			l.stalled.Store(true)
			lr.analyst.wakeUp()
		})
	if err != nil {
		return nil, err
	}
	defer t.end()
	if l.stamp, err = apart(ctx, func() (stamp, error) { return regular(l.Path) }, func(stamp) {}); err != nil {
		return nil, err
	}
	v, where := l.stamp, lr.sources.now()
	return apart(ctx, func() (*Dump, error) {
		return openDump(ctx, l, v, where, lr.cache(), t.moved, progress)
	}, func(d *Dump) { lr.store.forget(d) })
}

// stillWritten reports whether something may still be writing a file: it is
// another than it was before, or was written a moment ago. A time in the future
// says nothing.
func (lr *loader) stillWritten(path string, before stamp) bool {
	now, err := stampOf(path)
	if err != nil {
		return false
	}
	if before != (stamp{}) && now != before {
		return true
	}
	age := time.Since(now.modTime)
	return age >= 0 && age < lr.opt.BrokenSettle
}

// openHeap loads a heap for a while, when no other is being loaded.
func (lr *loader) openHeap(ctx context.Context, path string) (*heap.Heap, error) {
	t, err := lr.turns.take(ctx, func() {}, func() {
		lr.opt.Log.Warn("reading an earlier dump has stalled: loads no longer wait for it", zap.String("path", path))
	})
	if err != nil {
		return nil, err
	}
	defer t.end()
	return apart(ctx, func() (*heap.Heap, error) {
		if _, err := regular(path); err != nil {
			return nil, err
		}
		return heap.Open(ctx, path, heap.Options{Progress: func(heap.Progress) { t.moved() }, Saved: lr.cache().Heap})
	}, func(h *heap.Heap) {
		_ = h.Close() // nobody waits for it
	})
}

func (lr *loader) log(l *Load, started time.Time) {
	fields := []zap.Field{zap.String("path", l.Path), zap.Bool("asked", l.Asked()), zap.Duration("took", time.Since(started))}
	switch {
	case l.err == nil:
		fields = append(fields, zap.Int("svs", l.dump.Heap.Count()), zap.Int64("bytes", l.dump.Heap.Bytes()))
		if t := l.dump.Heap.Damage().Truncation; t != nil {
			fields = append(fields, zap.Stringer("truncated", t))
		}
		lr.opt.Log.Info("dump loaded", fields...)
	case errors.Is(l.err, errLeft):
		lr.opt.Log.Warn("load abandoned", append(fields, zap.Error(l.err))...)
	case errors.Is(l.err, context.Canceled):
		lr.opt.Log.Info("load cancelled", fields...)
	case errors.Is(l.err, ErrIncomplete):
		lr.opt.Log.Info("dump is still being written", fields...)
	default:
		lr.opt.Log.Error("dump not loaded", append(fields, zap.Error(l.err))...)
	}
}

// lookThrough finds in a dump that is shown already what takes longer to find.
// It ends when the dump is forgotten.
func (lr *loader) lookThrough(d *Dump) {
	defer context.AfterFunc(lr.ctx, d.end)()
	started := time.Now()
	if err := d.lookThrough(d.life, lr.cache()); err != nil {
		if d.life.Err() == nil {
			lr.opt.Log.Error("dump not looked through", zap.String("path", d.Path), zap.Error(err))
		}
		return
	}
	lr.opt.Log.Info("dump looked through", zap.String("path", d.Path), zap.Duration("took", time.Since(started)))
	lr.opt.Observer.AnalysisChanged()
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

// openDump loads a dump and finds its sites.
func openDump(ctx context.Context, l *Load, v stamp, where Workspace, kept *cache.Cache, moved, progress func()) (*Dump, error) {
	report := func(phase string, done, total int64) {
		moved()
		if l.report(phase, done, total) && ctx.Err() == nil {
			progress()
		}
	}
	h, err := heap.Open(ctx, l.Path, heap.Options{Progress: func(p heap.Progress) { report(p.Phase, p.Done, p.Total) }, Saved: kept.Heap})
	if err != nil {
		return nil, err
	}
	report(phaseSites, 0, 1)
	d, err := newDump(ctx, h, l.Path, v, where, kept)
	if err != nil {
		return nil, errors.Join(err, h.Close())
	}
	report(phaseSites, 1, 1)
	return d, nil
}
