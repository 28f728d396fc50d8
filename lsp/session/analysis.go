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
	"github.com/perlheap/perlheap/heap/suspect"
)

// Analysis is what is found out about the shown dump in the background, after
// it is loaded: first what is known of its series, then retained sizes, then
// what earlier dumps say, then suspects. It is immutable; each step makes a
// new one. What is not known yet is nil or zero.
type Analysis struct {
	Series   *Series
	Retained *Retained
	// Judged tells that the rest is known.
	Judged    bool
	Suspects  []suspect.Suspect
	Unreached []suspect.Component
	Report    *growth.Report // nil if there is only one dump to compare
	Compared  []*Snapshot    // the dumps that Report and Suspects are of, oldest first

	inputs  string // what the judgement is of
	version int    // of the inputs that it takes account of
}

// Analysis is what is known about the dump by now, never nil.
func (d *Dump) Analysis() *Analysis {
	if a := d.analysis.Load(); a != nil {
		return a
	}
	return &Analysis{}
}

// Work is background work that a person may watch and cancel.
type Work struct {
	Title string

	cancel context.CancelFunc
	done   chan struct{}

	mu       sync.Mutex
	progress LoadProgress
}

// Cancel ends the work.
func (w *Work) Cancel() { w.cancel() }

// Done is closed when the work has ended.
func (w *Work) Done() <-chan struct{} { return w.done }

// Progress is how far the work has come.
func (w *Work) Progress() LoadProgress {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.progress
}

func (w *Work) report(percent int, phase string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.progress = LoadProgress{percent, phase}
}

// analyst is what the background work on the shown dump needs. Its fields but
// wake are guarded by Dumps.mu.
type analyst struct {
	wake       chan struct{}
	analysing  func()              // cancels what is under way; nil if the analyst rests
	failed     error               // why the last analysis ended early
	version    int                 // of what an analysis is made of
	changed    chan struct{}       // closed and replaced when an analysis gets on
	snapshots  []*Snapshot         // of all dumps that were looked at, oldest first
	baseline   *chosen             // nil for the oldest of the series
	matched    []foundFile         // what the setting perlheap.dumps matches, newest first
	unreadable map[foundFile]error // of matched
}

func newAnalyst() analyst {
	return analyst{wake: make(chan struct{}, 1), changed: make(chan struct{}), unreadable: make(map[foundFile]error)}
}

// setMatched takes what the setting perlheap.dumps matches now, newest first.
func (ds *Dumps) setMatched(found []foundFile) {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	if slices.Equal(found, ds.matched) {
		return
	}
	ds.matched = found
	for f := range ds.unreadable {
		if !slices.Contains(found, f) {
			delete(ds.unreadable, f)
		}
	}
	if ds.last() != nil {
		ds.inputsChanged()
	}
}

// inputsChanged makes the analysis begin anew. The lock must be held.
func (ds *Dumps) inputsChanged() {
	ds.version++
	ds.interrupt()
	ds.wakeAnalyst()
}

// interrupt ends the analysis that is under way, if there is one. The lock
// must be held.
func (ds *Dumps) interrupt() {
	if ds.analysing != nil {
		ds.analysing()
	}
}

func (ds *Dumps) wakeAnalyst() {
	select {
	case ds.wake <- struct{}{}:
	default: // one is waiting
	}
}

// news is closed at the next change that somebody may be waiting for. The
// lock must be held.
func (ds *Dumps) news() <-chan struct{} { return ds.changed }

func (ds *Dumps) tell() {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	close(ds.changed)
	ds.changed = make(chan struct{})
}

// analyse is the goroutine of the analyst. It works on what is shown, when no
// dump is being loaded.
func (ds *Dumps) analyse() {
	for {
		select {
		case <-ds.ctx.Done():
			return
		case <-ds.wake:
			ds.analyseShown()
			ds.tell()
			debug.FreeOSMemory() // an idle server must not hold what only the work needed
		}
	}
}

func (ds *Dumps) analyseShown() {
	ds.mu.Lock()
	d := ds.last()
	for _, other := range ds.loaded {
		if other != d {
			other.analysis.Store(nil) // retained sizes take half as much as the heap
		}
	}
	if d == nil || len(ds.loads) > 0 {
		ds.mu.Unlock()
		return // the end of the loads comes back here
	}
	if a := d.Analysis(); a.Judged && a.version == ds.version {
		ds.mu.Unlock()
		return
	}
	d.users++
	version := ds.version
	ctx, cancel := context.WithCancel(ds.ctx)
	ds.analysing = cancel
	ds.failed = nil
	ds.mu.Unlock()
	w := &Work{Title: "Analysing " + filepath.Base(d.Path), cancel: func() {
		ds.mu.Lock()
		ds.failed = context.Canceled
		ds.mu.Unlock()
		cancel()
	}, done: make(chan struct{})}
	ds.opt.Observer.AnalysisStarted(w)
	err := ds.safely("analysing "+d.Path, true, func() error { return ds.analyseDump(ctx, d, version, w) })
	cancel()
	ds.mu.Lock()
	ds.analysing = nil
	if err != nil && !errors.Is(err, context.Canceled) {
		ds.failed = err
		ds.opt.Log.Warn("analysis failed", zap.String("path", d.Path), zap.Error(err))
	}
	ds.mu.Unlock()
	ds.release(d)
	close(w.done)
}

// analyseDump goes through the steps, and publishes each.
func (ds *Dumps) analyseDump(ctx context.Context, d *Dump, version int, w *Work) error {
	shown, err := ds.own(ctx, d)
	if err != nil {
		return err
	}
	a := *d.Analysis() // what it judged is shown until it is judged anew
	publish := func() {
		ds.mu.Lock()
		a.Series = ds.series(shown)
		if d == ds.last() {
			next := a
			d.analysis.Store(&next)
		}
		ds.mu.Unlock()
		ds.tell()
		ds.opt.Observer.AnalysisChanged()
	}
	publish()
	if a.Retained == nil {
		w.report(0, "retained sizes")
		if a.Retained, err = newRetained(ctx, d.Heap, d.Table); err != nil {
			return err
		}
		publish()
	}
	w.report(40, "earlier dumps")
	if ds.readEarlier(ctx, shown) {
		publish()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	w.report(60, "suspects")
	if err := ds.judge(ctx, d, &a); err != nil {
		return err
	}
	a.version = version
	publish()
	return ctx.Err()
}

// readEarlier reads the dumps before the shown one that the setting matches
// and nobody has looked at, newest first. It tells whether there were any.
func (ds *Dumps) readEarlier(ctx context.Context, shown *Snapshot) bool {
	ds.mu.Lock()
	matched := slices.Clone(ds.matched)
	ds.mu.Unlock()
	found := false
	looked := 0
	for _, f := range matched {
		if f.path == shown.Path && f.stamp == shown.stamp || !growth.MayBeOlder(f.modTime, shown.Time) || looked == maxEarlier || ctx.Err() != nil {
			continue
		}
		looked++
		ds.mu.Lock()
		known := ds.snapshot(f.path, f.stamp) != nil || ds.unreadable[f] != nil
		ds.mu.Unlock()
		if known {
			continue
		}
		found = true
		if _, err := ds.read(ctx, f.path); err != nil && ctx.Err() == nil {
			ds.opt.Log.Info("earlier dump not read", zap.String("path", f.path), zap.Error(err))
			ds.mu.Lock()
			ds.unreadable[f] = err
			ds.mu.Unlock()
		}
	}
	return found
}

// Analysed waits until the shown dump is judged. It stays open until done is
// called.
func (ds *Dumps) Analysed(ctx context.Context) (d *Dump, a *Analysis, done func(), err error) {
	return ds.analysed(ctx, func(a *Analysis) bool { return a.Judged && a.version == ds.version })
}

// Retained waits until the retained sizes of the shown dump are known. It
// stays open until done is called.
func (ds *Dumps) Retained(ctx context.Context) (d *Dump, r *Retained, done func(), err error) {
	d, a, done, err := ds.analysed(ctx, func(a *Analysis) bool { return a.Retained != nil })
	if err != nil {
		return nil, nil, nil, err
	}
	return d, a.Retained, done, nil
}

// analysed waits until enough is known, which is asked with the lock held.
func (ds *Dumps) analysed(ctx context.Context, enough func(*Analysis) bool) (d *Dump, a *Analysis, done func(), err error) {
	defer resting(ctx)()
	asked := false
	for {
		ds.mu.Lock()
		news := ds.news()
		d = ds.last()
		if d == nil {
			ds.mu.Unlock()
			return nil, nil, nil, ErrNoDump
		}
		if a = d.Analysis(); enough(a) {
			d.users++
			ds.mu.Unlock()
			return d, a, sync.OnceFunc(func() { ds.release(d) }), nil
		}
		failed := ds.failed
		if !asked {
			// One that a person cancelled, or that failed, is tried again.
			asked, failed, ds.failed = true, nil, nil
			ds.wakeAnalyst()
		}
		ds.mu.Unlock()
		if failed != nil {
			return nil, nil, nil, fmt.Errorf("%s cannot be analysed: %w", d.Path, failed)
		}
		select {
		case <-news:
		case <-ctx.Done():
			return nil, nil, nil, ctx.Err()
		case <-ds.ctx.Done():
			return nil, nil, nil, ds.ctx.Err()
		}
	}
}

// ErrNoDump is the error of whatever needs a dump when none is shown.
var ErrNoDump = errors.New("no dump is loaded: set perlheap.dumps or run perlheap.loadDump")
