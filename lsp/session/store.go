package session

import (
	"fmt"
	"path/filepath"
	"slices"
	"sync"

	"go.uber.org/zap"

	"github.com/perlheap/perlheap/heap/wire"
)

// store has the loaded dumps: which there are, which of them is shown, and how long
// each stays open. Any goroutine may call it: its methods take its lock briefly and
// call nothing else with it held. It alone touches the fields
// asked and users of dumps.
type store struct {
	log *zap.Logger

	mu     sync.Mutex
	loaded []*Dump // in the order of loading; the last is shown
}

// last returns the dump that is shown, or nil. The lock must be held.
func (st *store) last() *Dump {
	if len(st.loaded) == 0 {
		return nil
	}
	return st.loaded[len(st.loaded)-1]
}

// isShown reports whether a dump is the one that is shown.
func (st *store) isShown(d *Dump) bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	return d == st.last()
}

// empty reports whether no dump is loaded.
func (st *store) empty() bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	return len(st.loaded) == 0
}

// shown returns the dump that is shown, if there is one. It stays open until done
// is called, which may be called again.
func (st *store) shown() (d *Dump, done func(), ok bool) {
	st.mu.Lock()
	defer st.mu.Unlock()
	if d = st.last(); d == nil {
		return nil, func() {}, false
	}
	return d, st.hold(d), true
}

// hold keeps a dump open until done is called. The lock must be held.
func (st *store) hold(d *Dump) (done func()) {
	d.users++
	return sync.OnceFunc(func() { st.release(d) })
}

// all returns the dumps that are loaded, the shown one last. They stay open until
// done is called.
func (st *store) all() (dumps []*Dump, done func()) {
	st.mu.Lock()
	defer st.mu.Unlock()
	dumps = slices.Clone(st.loaded)
	for _, d := range dumps {
		d.users++
	}
	return dumps, sync.OnceFunc(func() { st.release(dumps...) })
}

// identified returns the loaded dump that an identity names. It stays open until
// done is called. The error wraps [ErrStale].
func (st *store) identified(id wire.Identity) (d *Dump, done func(), err error) {
	st.mu.Lock()
	defer st.mu.Unlock()
	anew := false
	for _, d := range st.loaded {
		if d.Path != id.Path {
			continue
		}
		if d.Identity() == id {
			return d, st.hold(d), nil
		}
		anew = true
	}
	name := filepath.Base(id.Path)
	if anew {
		return nil, nil, fmt.Errorf("%w: %s has been rewritten since; ask again from the source line", ErrStale, name)
	}
	return nil, nil, fmt.Errorf("%w: %s was unloaded; load it again, or ask again from the source line", ErrStale, name)
}

// show shows the dump of a version of a file, because a person asked, if it is
// loaded. changed means that another was shown before.
func (st *store) show(path string, v stamp) (d *Dump, changed, ok bool) {
	st.mu.Lock()
	defer st.mu.Unlock()
	i := slices.IndexFunc(st.loaded, func(d *Dump) bool { return d.Path == path && d.stamp == v })
	if i < 0 {
		return nil, false, false
	}
	d = st.loaded[i]
	d.asked = true
	if d == st.last() {
		return d, false, true
	}
	st.loaded = append(slices.Delete(st.loaded, i, i+1), d)
	return d, true, true
}

// adopt shows a loaded dump in place of what it replaces, in one step. It stays
// open until done is called, even if it is unloaded.
func (st *store) adopt(d *Dump, asked bool) (done func()) {
	st.mu.Lock()
	var gone []*Dump
	d.asked = asked || slices.ContainsFunc(st.loaded, func(old *Dump) bool { return old.Path == d.Path && old.asked })
	st.loaded = slices.DeleteFunc(st.loaded, func(old *Dump) bool {
		replaced := old.Path == d.Path || !d.asked && !old.asked
		if replaced {
			gone = append(gone, old)
		}
		return replaced
	})
	st.loaded = append(st.loaded, d)
	done = st.hold(d)
	st.mu.Unlock()
	st.forget(gone...)
	return done
}

// drop forgets the dumps for which the predicate is true. It reports whether there were
// any, and whether another is shown now.
func (st *store) drop(which func(path string, asked bool) bool) (any, changed bool) {
	st.mu.Lock()
	var gone []*Dump
	shown := st.last()
	st.loaded = slices.DeleteFunc(st.loaded, func(d *Dump) bool {
		if which(d.Path, d.asked) {
			gone = append(gone, d)
			return true
		}
		return false
	})
	changed = shown != st.last()
	st.mu.Unlock()
	st.forget(gone...)
	return len(gone) > 0, changed
}

// forget ends the work for dumps that are no longer loaded.
func (st *store) forget(dumps ...*Dump) {
	for _, d := range dumps {
		d.end()
	}
	st.release(dumps...)
}

// release ends one use of each dump; the last closes it.
func (st *store) release(dumps ...*Dump) {
	for _, d := range dumps {
		st.mu.Lock()
		d.users--
		unused := d.users == 0
		st.mu.Unlock()
		if !unused {
			continue
		}
		if err := d.Heap.Close(); err != nil {
			st.log.Warn("closing a dump", zap.String("path", d.Path), zap.Error(err))
		}
	}
}

// askedFor returns the versions of the dumps that a person loaded, by path.
func (st *store) askedFor() map[string]stamp {
	st.mu.Lock()
	defer st.mu.Unlock()
	asked := make(map[string]stamp)
	for _, d := range st.loaded {
		if d.asked {
			asked[d.Path] = d.stamp
		}
	}
	return asked
}
