package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"go.uber.org/zap"
)

// Observer is told what happens to dumps. Its methods are called from several
// goroutines, but those about one load in order, and must not block.
type Observer interface {
	LoadStarted(*Load)
	LoadProgress(*Load)
	// LoadEnded tells the outcome. The error is context.Canceled if the load
	// was cancelled and [ErrIncomplete] if the dump is still being written.
	LoadEnded(*Load, error)
	// ShownChanged tells that another dump is shown than before, or none.
	ShownChanged()
	// AnalysisStarted tells that the shown dump is being analysed.
	AnalysisStarted(*Work)
	// AnalysisChanged tells that more is known of the shown dump than before.
	AnalysisChanged()
	// WorkBroke tells of a mistake of perlheap itself in the background: what
	// was to be done for a dump, or for all of them, was not.
	WorkBroke(what string, err error)
	// SearchIncomplete tells why there may be dumps that were not found.
	SearchIncomplete(error)
}

// ErrIncomplete is the error of a load that the watcher began when the file
// turns out to be still in the making. It is loaded later.
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
	// NoAnalysis leaves dumps as they are loaded.
	NoAnalysis bool
}

// Dumps are the loaded dumps. The one shown is the one that was loaded last:
// what a person asked for, or what a process wrote since. Of the files that
// the setting perlheap.dumps matches only the newest is loaded, and replaces
// the one before; dumps that a person loaded stay until they are unloaded.
type Dumps struct {
	opt     Options
	ctx     context.Context
	stop    context.CancelFunc
	slot    chan struct{} // loads take turns: each needs memory and all cores
	watcher *watcher
	running sync.WaitGroup

	mu           sync.Mutex
	loaded       []*Dump // in the order of loading
	loads        map[string]*Load
	due          bool          // the watcher looks at files, or has one to load
	loadsChanged chan struct{} // closed and replaced when loaded, loads or due change
	where        Workspace     // in which source files are looked for
	analyst
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
	ds := &Dumps{opt: opt, ctx: ctx, stop: stop, slot: make(chan struct{}, 1), loads: make(map[string]*Load), loadsChanged: make(chan struct{}), analyst: newAnalyst()}
	ds.watcher = newWatcher(ds)
	if !opt.NoAnalysis {
		ds.running.Go(ds.analyse)
	}
	ds.running.Go(func() {
		_ = ds.safely("looking for dumps", true, func() error { ds.watcher.run(); return nil }) // told
	})
	return ds
}

// Close cancels all loads, ends watching and closes all dumps. It waits for
// the loads to end; answers that still use a dump may go on with it.
func (ds *Dumps) Close() {
	ds.stop()
	ds.running.Wait()
	ds.mu.Lock()
	gone := ds.loaded
	ds.loaded = nil
	ds.mu.Unlock()
	ds.forget(gone...)
}

// Watch sets where sources are and the patterns of the setting perlheap.dumps,
// which are relative to the folders. When the sources are elsewhere than
// before, those of what is loaded are looked for again.
func (ds *Dumps) Watch(where Workspace, patterns []string) {
	where = where.clone()
	ds.mu.Lock()
	var moved []*Dump
	if !where.equal(ds.where) {
		moved = slices.Clone(ds.loaded)
	}
	ds.where = where
	for _, d := range moved {
		d.users++
	}
	ds.mu.Unlock()
	if len(moved) > 0 {
		ds.running.Go(func() { ds.relocate(moved) })
	}
	ds.mu.Lock()
	defer ds.mu.Unlock() // so that the watcher is done with these when it says so
	ds.due = true
	ds.watcher.configure(where.Folders, slices.Clone(patterns))
}

// catchUp looks for source files again as long as they are elsewhere than
// when that was done last.
func (ds *Dumps) catchUp(d *Dump) {
	for {
		ds.mu.Lock()
		where := ds.where
		ds.mu.Unlock()
		if where.equal(d.Where()) {
			return
		}
		d.locate(where)
	}
}

func (ds *Dumps) relocate(dumps []*Dump) {
	for _, d := range dumps {
		_ = ds.safely("finding the sources of "+d.Path, true, func() error { ds.catchUp(d); return nil }) // told; it stays where it was
	}
	ds.release(dumps...)
	ds.mu.Lock()
	ds.inputsChanged()
	ds.mu.Unlock()
	ds.opt.Observer.ShownChanged()
}

// Poke makes the watcher look at the files again.
func (ds *Dumps) Poke() { ds.watcher.poke() }

// Load loads a dump that a person asked for, by absolute path, and shows it.
// A load of it that is under way is joined; what is loaded already and has not
// changed since is shown at once.
func (ds *Dumps) Load(path string) *Load {
	if d, ok := ds.show(path); ok {
		l := &Load{Path: path, cancel: func() {}, done: make(chan struct{}), dump: d}
		l.asked.Store(true)
		close(l.done)
		ds.opt.Observer.ShownChanged()
		return l
	}
	return ds.begin(path, true)
}

// show makes a loaded dump the one shown, if its file has not changed.
func (ds *Dumps) show(path string) (*Dump, bool) {
	now, err := stampOf(path)
	if err != nil {
		return nil, false
	}
	ds.mu.Lock()
	defer ds.mu.Unlock()
	i := slices.IndexFunc(ds.loaded, func(d *Dump) bool { return d.Path == path && d.stamp == now })
	if i < 0 {
		return nil, false
	}
	d := ds.loaded[i]
	d.asked = true
	if d != ds.last() {
		ds.loaded = append(slices.Delete(ds.loaded, i, i+1), d)
		ds.inputsChanged()
	}
	return d, true
}

func (ds *Dumps) begin(path string, asked bool) *Load {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	if l, ok := ds.loads[path]; ok {
		if asked {
			l.asked.Store(true)
		}
		return l
	}
	ctx, cancel := context.WithCancel(ds.ctx)
	l := &Load{Path: path, cancel: cancel, done: make(chan struct{})}
	l.asked.Store(asked)
	ds.loads[path] = l
	if ds.ctx.Err() != nil {
		l.err = ds.ctx.Err()
		close(l.done)
		return l
	}
	ds.interrupt() // a load needs memory and all cores
	ds.running.Go(func() { ds.run(ctx, l) })
	return l
}

// run is the goroutine of one load.
func (ds *Dumps) run(ctx context.Context, l *Load) {
	defer l.cancel()
	started := time.Now()
	l.report(phaseOpening, 0, 0)
	ds.opt.Observer.LoadStarted(l)
	var d *Dump
	err := ds.safely("loading "+l.Path, false, func() (err error) { d, err = ds.load(ctx, l); return err })
	if err == nil && ctx.Err() != nil {
		ds.release(d)
		d, err = nil, ctx.Err()
	}
	if err == nil && !l.Asked() && d.Heap.Truncation() != nil && ds.watcher.stillWritten(l.Path, d.stamp) {
		ds.release(d)
		d, err = nil, ErrIncomplete
	}
	if err != nil && !l.Asked() && ctx.Err() == nil && ds.watcher.stillWritten(l.Path, stamp{}) {
		err = ErrIncomplete
	}
	if err == nil {
		d.users++ // to look through it
		ds.adopt(d, l.Asked())
		_ = ds.safely("finding the sources of "+d.Path, true, func() error { ds.catchUp(d); return nil }) // told; the dump is shown
	}
	l.dump, l.err = d, err
	ds.mu.Lock()
	delete(ds.loads, l.Path)
	ds.wakeWaiters()
	if err == nil {
		ds.inputsChanged()
	} else {
		ds.wakeAnalyst()
	}
	ds.mu.Unlock()
	ds.log(l, started)
	ds.watcher.ended(l)
	ds.opt.Observer.LoadEnded(l, err)
	close(l.done)
	if err == nil {
		ds.opt.Observer.ShownChanged()
		_ = ds.safely("looking through "+d.Path, true, func() error { ds.lookThrough(d); return nil }) // told
	}
}

func (ds *Dumps) load(ctx context.Context, l *Load) (*Dump, error) {
	select {
	case ds.slot <- struct{}{}:
	default:
		l.report(phaseWaiting, 0, 0)
		ds.opt.Observer.LoadProgress(l)
		select {
		case ds.slot <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	defer func() { <-ds.slot }()
	ds.mu.Lock()
	where := ds.where
	ds.mu.Unlock()
	return openDump(ctx, l, where, func() { ds.opt.Observer.LoadProgress(l) })
}

// adopt puts a dump in the place of what it replaces, at once.
func (ds *Dumps) adopt(d *Dump, asked bool) {
	ds.mu.Lock()
	var gone []*Dump
	d.asked = asked || slices.ContainsFunc(ds.loaded, func(old *Dump) bool { return old.Path == d.Path && old.asked })
	ds.loaded = slices.DeleteFunc(ds.loaded, func(old *Dump) bool {
		replaced := old.Path == d.Path || !d.asked && !old.asked
		if replaced {
			gone = append(gone, old)
		}
		return replaced
	})
	ds.loaded = append(ds.loaded, d)
	ds.mu.Unlock()
	ds.forget(gone...)
}

// Unload forgets a dump. The error names it if it is not loaded.
func (ds *Dumps) Unload(path string) error {
	if !ds.drop(func(d *Dump) bool { return d.Path == path }) {
		return fmt.Errorf("%s is not loaded", path)
	}
	return nil
}

// keep forgets the dumps that nobody asked for and whose path does not match
// any more, loaded or about to be.
func (ds *Dumps) keep(match func(path string) bool) {
	ds.mu.Lock()
	for path, l := range ds.loads {
		if !l.Asked() && !match(path) {
			l.Cancel()
		}
	}
	ds.mu.Unlock()
	ds.drop(func(d *Dump) bool { return !d.asked && !match(d.Path) })
}

// drop forgets the dumps that which is true for.
func (ds *Dumps) drop(which func(*Dump) bool) bool {
	ds.mu.Lock()
	var gone []*Dump
	shown := ds.last()
	ds.loaded = slices.DeleteFunc(ds.loaded, func(d *Dump) bool {
		if which(d) {
			gone = append(gone, d)
			return true
		}
		return false
	})
	changed := shown != ds.last()
	if changed {
		ds.inputsChanged()
	}
	ds.mu.Unlock()
	ds.forget(gone...)
	if changed {
		ds.opt.Observer.ShownChanged()
	}
	return len(gone) > 0
}

// Shown gives the dump that is shown, if there is one. It stays open until
// done is called.
func (ds *Dumps) Shown() (d *Dump, done func(), ok bool) {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	if d = ds.last(); d == nil {
		return nil, func() {}, false
	}
	d.users++
	return d, sync.OnceFunc(func() { ds.release(d) }), true
}

// Await waits until a dump is shown, or none is being loaded or about to be, or
// the context ends.
func (ds *Dumps) Await(ctx context.Context) {
	defer resting(ctx)()
	for {
		ds.mu.Lock()
		changed := ds.loadsChanged
		coming := ds.last() == nil && (ds.due || len(ds.loads) > 0)
		ds.mu.Unlock()
		if !coming {
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

// wakeWaiters wakes who awaits a dump. The lock must be held.
func (ds *Dumps) wakeWaiters() {
	close(ds.loadsChanged)
	ds.loadsChanged = make(chan struct{})
}

// last is the dump that is shown, or nil. The lock must be held.
func (ds *Dumps) last() *Dump {
	if len(ds.loaded) == 0 {
		return nil
	}
	return ds.loaded[len(ds.loaded)-1]
}

// forget ends what is being done for dumps that are not loaded any more.
func (ds *Dumps) forget(dumps ...*Dump) {
	for _, d := range dumps {
		d.end()
	}
	ds.release(dumps...)
}

// release ends one use of each dump; the last closes it.
func (ds *Dumps) release(dumps ...*Dump) {
	for _, d := range dumps {
		ds.mu.Lock()
		d.users--
		unused := d.users == 0
		ds.mu.Unlock()
		if !unused {
			continue
		}
		if err := d.Heap.Close(); err != nil {
			ds.opt.Log.Warn("closing a dump", zap.String("path", d.Path), zap.Error(err))
		}
	}
}

// askedFor gives the versions of the dumps that a person loaded, by path.
func (ds *Dumps) askedFor() map[string]stamp {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	asked := make(map[string]stamp)
	for _, d := range ds.loaded {
		if d.asked {
			asked[d.Path] = d.stamp
		}
	}
	return asked
}

func (ds *Dumps) log(l *Load, started time.Time) {
	fields := []zap.Field{zap.String("path", l.Path), zap.Bool("asked", l.Asked()), zap.Duration("took", time.Since(started))}
	switch {
	case l.err == nil:
		fields = append(fields, zap.Int("svs", l.dump.Heap.Count()), zap.Int64("bytes", l.dump.Heap.Bytes()))
		if t := l.dump.Heap.Truncation(); t != nil {
			fields = append(fields, zap.Stringer("truncated", t))
		}
		ds.opt.Log.Info("dump loaded", fields...)
	case errors.Is(l.err, context.Canceled):
		ds.opt.Log.Info("load cancelled", fields...)
	case errors.Is(l.err, ErrIncomplete):
		ds.opt.Log.Info("dump is still being written", fields...)
	default:
		ds.opt.Log.Error("dump not loaded", append(fields, zap.Error(l.err))...)
	}
}
