package session

import "sync"

// finder looks for the sources of the loaded dumps in the current workspace. It may
// be used by several goroutines; its lock guards the workspace and is held for
// nothing else.
type finder struct {
	*background
	store   *store
	analyst *analyst

	mu    sync.Mutex
	where Workspace
}

// now is the workspace in which sources are looked for.
func (f *finder) now() Workspace {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.where
}

// move sets the workspace. If it changed, the sources of what is
// loaded are looked for again in the background.
func (f *finder) move(where Workspace) {
	f.mu.Lock()
	same := where.equal(f.where)
	f.where = where
	f.mu.Unlock()
	if same {
		return
	}
	dumps, done := f.store.all()
	if len(dumps) == 0 {
		return // what is adopted from now on catches up
	}
	f.running.Go(func() {
		for _, d := range dumps {
			_ = f.safely("finding the sources of "+d.Path, true, func() error { f.catchUp(d); return nil }) // told; it stays where it was
		}
		done()
		f.analyst.inputsChanged()
		f.opt.Observer.ShownChanged()
	})
}

// catchUp looks for the source files of a dump again until it has done so in the
// current workspace, which may change meanwhile.
func (f *finder) catchUp(d *Dump) {
	for {
		where := f.now()
		if where.equal(d.Where()) {
			return
		}
		d.locate(where)
	}
}
