package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.uber.org/zap"

	"github.com/perlheap/perlheap/heap/wire"
)

// Observer hears what happens to dumps. Its methods are called from several
// goroutines, but those about one load in order, and must not block.
type Observer interface {
	LoadStarted(*Load)
	LoadProgress(*Load)
	// LoadEnded reports the outcome. The error is context.Canceled if the load
	// was cancelled and [ErrIncomplete] if the dump is still being written.
	LoadEnded(*Load, error)
	// ShownChanged is called when another dump is shown than before, or none.
	ShownChanged()
	// AnalysisStarted is called when the analysis of the shown dump begins.
	AnalysisStarted(*Work)
	// AnalysisChanged is called when more is known about the shown dump than
	// before.
	AnalysisChanged()
	// WorkBroke reports a bug of perlheap itself in background work, which was then
	// not done for a dump, or for all of them.
	WorkBroke(what string, err error)
	// SearchIncomplete says why there may be dumps that were not found.
	SearchIncomplete(error)
}

// ErrIncomplete is the error of a load by the watcher if the file turns out to be
// still being written. It is loaded later.
var ErrIncomplete = errors.New("the dump is not complete yet")

// Options are for [NewDumps].
type Options struct {
	Observer Observer
	Log      *zap.Logger
	// Settle is how long a dump must have been left alone to be loaded by the
	// watcher; default 1 s.
	Settle time.Duration
	// BrokenSettle is the same for a dump that ends early or does not load;
	// default 5 s.
	BrokenSettle time.Duration
	// Build identifies this build of the program, whose indexes of dumps are
	// used and kept; "" for none.
	Build string
	// MinKept is the smallest dump that has an index; default that of package cache.
	MinKept int64
	// NoAnalysis turns the analysis of loaded dumps off.
	NoAnalysis bool
}

// Dumps are the loaded dumps. The one shown is the one that was loaded last:
// what a person asked for, or what a process wrote since. Of the files that
// the setting perlheap.dumps matches only the newest is loaded, and replaces
// the one before; dumps that a person loaded stay until they are unloaded.
//
// Dumps have no state apart from that of their parts: the store of what is loaded, the
// finder of its sources, the loader, the watcher of files, and the analyst.
type Dumps struct {
	*background
	stop    context.CancelFunc
	store   *store
	sources *finder
	loader  *loader
	watcher *watcher
	analyst *analyst
	coming  *signal // is told when there may be nothing to wait for any more
}

// NewDumps makes an empty set and begins to watch. Close ends it.
func NewDumps(opt Options) *Dumps {
	if opt.Settle == 0 {
		opt.Settle = time.Second
	}
	if opt.BrokenSettle == 0 {
		opt.BrokenSettle = 5 * time.Second
	}
	ctx, stop := context.WithCancel(context.Background())
	ds := &Dumps{background: &background{opt: opt, ctx: ctx}, stop: stop, store: &store{log: opt.Log}, coming: new(signal)}
	ds.analyst = newAnalyst(ds.background, ds.store)
	ds.sources = &finder{background: ds.background, store: ds.store, analyst: ds.analyst}
	ds.loader = &loader{
		background: ds.background, store: ds.store, sources: ds.sources, analyst: ds.analyst,
		turns: newTurns(), news: ds.coming, loads: make(map[string]*Load),
	}
	ds.analyst.loader = ds.loader
	ds.watcher = newWatcher(ds)
	ds.loader.ended = ds.watcher.ended
	if !opt.NoAnalysis {
		ds.running.Go(ds.analyst.run)
	}
	ds.running.Go(func() {
		_ = ds.safely("looking for dumps", true, func() error { ds.watcher.run(); return nil }) // told
	})
	return ds
}

// Close cancels all loads, ends watching and closes all dumps. It waits for
// the loads to end; answers that still use a dump may go on with it.
func (ds *Dumps) Close() {
	ds.loader.close()
	ds.stop()
	ds.running.Wait()
	ds.store.drop(func(string, bool) bool { return true })
}

// Watch sets where sources are and the patterns of the setting perlheap.dumps,
// which are relative to the folders. If the sources moved, those of the loaded
// dumps are looked for again.
func (ds *Dumps) Watch(where Workspace, patterns []string) {
	where = where.clone()
	ds.sources.move(where)
	ds.watcher.configure(where.Folders, slices.Clone(patterns))
}

// Poke makes the watcher look at the files again.
func (ds *Dumps) Poke() { ds.watcher.poke() }

// Load loads a dump that a person asked for, by absolute path, and shows it.
// A load of it that is under way is joined; what is loaded already and has not
// changed since is shown at once.
func (ds *Dumps) Load(path string) *Load {
	if now, err := stampOf(path); err == nil {
		if d, changed, ok := ds.store.show(path, now); ok {
			if changed {
				ds.analyst.inputsChanged()
			}
			l := &Load{Path: path, cancel: func() {}, done: make(chan struct{}), dump: d}
			l.asked.Store(true)
			close(l.done)
			ds.opt.Observer.ShownChanged()
			return l
		}
	}
	return ds.loader.begin(path, true)
}

// Follow loads a dump that was written for the person, by absolute path, and shows
// it instead of those that nobody asked for by name, like one that the setting
// perlheap.dumps matches. A pattern that matches it must be watched.
func (ds *Dumps) Follow(path string) *Load { return ds.loader.begin(path, false) }

// Unload forgets a dump. The error names it if it is not loaded.
func (ds *Dumps) Unload(path string) error {
	if !ds.drop(func(of string, _ bool) bool { return of == path }) {
		return fmt.Errorf("%s is not loaded", path)
	}
	return nil
}

// keep forgets the dumps that nobody asked for and whose path no longer matches,
// loaded or about to be.
func (ds *Dumps) keep(match func(path string) bool) {
	unwanted := func(path string, asked bool) bool { return !asked && !match(path) }
	ds.loader.cancel(unwanted)
	ds.drop(unwanted)
}

// drop forgets the dumps for which the predicate is true, and reports whether there
// were any.
func (ds *Dumps) drop(which func(path string, asked bool) bool) bool {
	dropped, changed := ds.store.drop(which)
	if changed {
		ds.analyst.inputsChanged()
		ds.opt.Observer.ShownChanged()
	}
	return dropped
}

// Shown returns the dump that is shown, if there is one. It stays open until done
// is called.
func (ds *Dumps) Shown() (d *Dump, done func(), ok bool) { return ds.store.shown() }

// Identified returns the loaded dump that an identity names, whether or not it
// is the one shown. It stays open until done is called. The error wraps
// [ErrStale] and says whether the dump was unloaded or written anew.
func (ds *Dumps) Identified(id wire.Identity) (d *Dump, done func(), err error) {
	return ds.store.identified(id)
}

// Analysed waits until the shown dump is judged. It stays open until done is
// called.
func (ds *Dumps) Analysed(ctx context.Context) (d *Dump, a *Analysis, done func(), err error) {
	return ds.analyst.judged(ctx)
}

// Counted waits until the populations of the shown dump are known. It stays open
// until done is called.
func (ds *Dumps) Counted(ctx context.Context) (d *Dump, a *Analysis, done func(), err error) {
	return ds.analyst.counted(ctx)
}

// SetBaseline sets the dump from which growth is counted, by absolute path; ""
// means the oldest of the process. It reads the dump if it has not been
// read yet. A dump of another process is refused with an error that wraps
// [growth.ErrOtherProcess] unless it is forced.
func (ds *Dumps) SetBaseline(ctx context.Context, path string, force bool) (*Snapshot, error) {
	return ds.analyst.setBaseline(ctx, path, force)
}

// Await waits until a dump is shown, or none is being loaded or about to be, or
// the context ends.
func (ds *Dumps) Await(ctx context.Context) {
	defer resting(ctx)()
	for {
		changed := ds.coming.next()
		// A dump goes from the watcher to the loader to the store: asked in this
		// order, none slips by.
		coming := ds.watcher.due()
		coming = ds.loader.pending() || coming
		if !ds.store.empty() || !coming {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return
		case <-ds.ctx.Done():
			return
		}
	}
}
