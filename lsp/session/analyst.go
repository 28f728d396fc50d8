package session

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"

	"go.uber.org/zap"

	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/safe"
)

// analyst computes in the background what takes longer than loading, for the shown
// dump, while no dump is being loaded. It alone sets the analyses of dumps.
//
// Its goroutine does the work; any goroutine may change what it works on, or wait
// for it. The lock guards that and is held briefly: with it held, only the store
// may be asked.
type analyst struct {
	*background
	store  *store
	loader *loader
	wake   chan struct{}
	news   signal // is told when an analysis gets on

	mu         sync.Mutex
	analysing  func()              // cancels what is under way; nil if the analyst rests
	failed     error               // why the last analysis ended early
	version    int                 // of what an analysis is made of
	snapshots  snapshots           // of all dumps that were looked at
	baseline   *chosen             // nil for the oldest of the series
	matched    []foundFile         // what the setting perlheap.dumps matches, newest first
	unreadable map[foundFile]error // of matched
}

func newAnalyst(b *background, st *store) *analyst {
	return &analyst{background: b, store: st, wake: make(chan struct{}, 1), unreadable: make(map[foundFile]error)}
}

// setMatched sets what the setting perlheap.dumps matches now, newest first.
func (an *analyst) setMatched(found []foundFile) {
	an.mu.Lock()
	if slices.Equal(found, an.matched) {
		an.mu.Unlock()
		return
	}
	an.matched = found
	for f := range an.unreadable {
		if !slices.Contains(found, f) {
			delete(an.unreadable, f)
		}
	}
	an.mu.Unlock()
	if !an.store.empty() {
		an.inputsChanged()
	}
}

// inputsChanged restarts the analysis. The change must have been made before.
func (an *analyst) inputsChanged() {
	an.mu.Lock()
	an.version++
	an.mu.Unlock()
	an.interrupt()
	an.wakeUp()
}

// interrupt ends the analysis that is under way, if there is one.
func (an *analyst) interrupt() {
	an.mu.Lock()
	defer an.mu.Unlock()
	if an.analysing != nil {
		an.analysing()
	}
}

func (an *analyst) wakeUp() {
	select {
	case an.wake <- struct{}{}:
	default: // one is waiting
	}
}

// run is the goroutine of the analyst.
func (an *analyst) run() {
	for {
		select {
		case <-an.ctx.Done():
			return
		case <-an.wake:
			an.analyseShown()
			an.news.tell()
			debug.FreeOSMemory() // an idle server must not hold what only the work needed
		}
	}
}

func (an *analyst) analyseShown() {
	all, done := an.store.all()
	defer done()
	ctx, cancel := context.WithCancel(an.ctx)
	defer cancel()
	an.mu.Lock()
	an.analysing = cancel // whatever changes from here on interrupts
	version := an.version
	an.mu.Unlock()
	defer func() {
		an.mu.Lock()
		defer an.mu.Unlock()
		an.analysing = nil
	}()
	for _, other := range all[:max(0, len(all)-1)] {
		other.analysis.Store(nil) // retained sizes take half as much as the heap
	}
	if len(all) == 0 || an.loader.busy() {
		return // the end of the loads comes back here
	}
	d := all[len(all)-1]
	if a := d.Analysis(); a.Judged && a.version == version {
		return
	}
	an.fail(nil)
	w := &Work{Title: "Analysing " + filepath.Base(d.Path), cancel: func() {
		an.fail(context.Canceled)
		cancel()
	}, done: make(chan struct{})}
	an.opt.Observer.AnalysisStarted(w)
	err := an.safely("analysing "+d.Path, true, func() error { return an.analyse(ctx, d, version, w) })
	if err != nil && !errors.Is(err, context.Canceled) {
		an.fail(err)
		an.opt.Log.Warn("analysis failed", zap.String("path", d.Path), zap.Error(err))
	}
	close(w.done)
}

func (an *analyst) fail(err error) {
	an.mu.Lock()
	defer an.mu.Unlock()
	an.failed = err
}

// analyse goes through the steps, and publishes each.
func (an *analyst) analyse(ctx context.Context, d *Dump, version int, w *Work) error {
	shown, err := an.own(ctx, d)
	if err != nil {
		return err
	}
	a := *d.Analysis() // what it judged is shown until it is judged anew
	publish := func() {
		an.publish(d, shown, &a)
		an.news.tell()
		an.opt.Observer.AnalysisChanged()
	}
	publish()
	// What was computed is kept on disk meanwhile, and its memory given back: what
	// was written to a file need not be held.
	cache := an.cache()
	var keeping safe.Workers
	defer keeping.Wait()
	keeping.Go(func() { _ = cache.Become(ctx, d.Heap) }) // errors are logged
	if a.Retained == nil {
		w.report(0, "retained sizes")
		if a.Retained, err = newRetained(ctx, d.Heap, d.Table, cache); err != nil {
			return err
		}
		publish()
	}
	sizes := a.Retained.Sizes
	d.Heap.Rest()
	keeping.Go(func() { _ = cache.BecomeSizes(ctx, d.Heap, sizes) })
	if a.Populations == nil {
		w.report(30, "populations")
		shapes, err := population.New(ctx, d.Heap, a.Retained.Sizes)
		if err != nil {
			return err
		}
		a.Populations = &Populations{Populations: population.Merge(shapes), Dumps: []*Snapshot{shown}, shapes: shapes}
		d.Heap.Rest()
		publish()
	}
	w.report(40, "earlier dumps")
	if an.readEarlier(ctx, shown) {
		publish()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	w.report(60, "suspects")
	if err := an.judge(ctx, d, shown, &a); err != nil {
		return err
	}
	a.version = version
	publish()
	return ctx.Err()
}

// publish publishes a copy of an analysis with the current series, if the dump is
// still shown.
func (an *analyst) publish(d *Dump, shown *Snapshot, a *Analysis) {
	an.mu.Lock()
	defer an.mu.Unlock()
	a.Series = newSeries(an.snapshots.all, an.baseline, shown)
	if an.store.isShown(d) {
		next := *a
		d.analysis.Store(&next)
	}
}

// readEarlier reads the dumps before the shown one that the setting matches
// and nobody has looked at, newest first. It reports whether there were any.
func (an *analyst) readEarlier(ctx context.Context, shown *Snapshot) bool {
	an.mu.Lock()
	matched := slices.Clone(an.matched)
	an.mu.Unlock()
	found := false
	looked := 0
	for _, f := range matched {
		if f.path == shown.Path && f.stamp == shown.stamp || !growth.MayBeOlder(writtenAt(f.path, f.stamp), shown.Time) || looked == maxEarlier || ctx.Err() != nil {
			continue
		}
		looked++
		an.mu.Lock()
		known := an.snapshots.find(f.path, f.stamp) != nil || an.unreadable[f] != nil
		an.mu.Unlock()
		if known {
			continue
		}
		found = true
		if _, err := an.read(ctx, f.path); err != nil && ctx.Err() == nil {
			an.opt.Log.Info("earlier dump not read", zap.String("path", f.path), zap.Error(err))
			an.mu.Lock()
			an.unreadable[f] = err
			an.mu.Unlock()
		}
	}
	return found
}

// judged waits until the shown dump is judged. The dump stays open until done is
// called.
func (an *analyst) judged(ctx context.Context) (d *Dump, a *Analysis, done func(), err error) {
	return an.wait(ctx, func(a *Analysis) bool { return a.Judged && a.version == an.version })
}

// counted waits until the populations of the shown dump are known. It stays open
// until done is called.
func (an *analyst) counted(ctx context.Context) (d *Dump, a *Analysis, done func(), err error) {
	return an.wait(ctx, func(a *Analysis) bool { return a.Populations != nil })
}

// wait waits until enough reports true; it is called with the lock held.
func (an *analyst) wait(ctx context.Context, enough func(*Analysis) bool) (d *Dump, a *Analysis, done func(), err error) {
	defer resting(ctx)()
	asked := false
	for {
		news := an.news.next()
		d, done, ok := an.store.shown()
		if !ok {
			return nil, nil, nil, ErrNoDump
		}
		a = d.Analysis()
		an.mu.Lock()
		known, failed := enough(a), an.failed
		if !known && !asked {
			// One that a person cancelled, or that failed, is tried again.
			asked, failed, an.failed = true, nil, nil
			an.wakeUp()
		}
		an.mu.Unlock()
		if known {
			return d, a, done, nil
		}
		done()
		if failed != nil {
			return nil, nil, nil, fmt.Errorf("%s cannot be analysed: %w", d.Path, failed)
		}
		select {
		case <-news:
		case <-ctx.Done():
			return nil, nil, nil, ctx.Err()
		case <-an.ctx.Done():
			return nil, nil, nil, an.ctx.Err()
		}
	}
}
