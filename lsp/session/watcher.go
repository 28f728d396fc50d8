package session

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
	"go.uber.org/zap"

	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/growth"
)

// watcher finds the dumps to load: the newest file that the targets match, and any
// that a person loaded and that was rewritten. Any goroutine may call configure,
// poke, ended and due. Everything else is done by its own goroutine, which owns all
// fields except the channels and waits; another goroutine looks at the files,
// because a disk may hold it up.
type watcher struct {
	*background
	dumps *Dumps
	log   *zap.Logger

	config chan [2][]string // folders, patterns; holds the latest only
	pokes  chan struct{}
	ends   chan *Load
	waits  struct {
		sync.Mutex
		due bool // files are looked at, or one is to be loaded
	}

	targets  []target
	version  int                // of targets
	looking  context.CancelFunc // ends the search that is under way; nil if none is
	again    bool               // another is to follow it
	searches chan search
	pause    time.Duration // before the next search
	told     string        // the last that was said of a search that did not get to the end

	versions map[string]*version
	fs       *fsnotify.Watcher // nil if the system has none to give
	watched  map[string]bool   // directories
	wake     *time.Timer
	wakeAt   time.Time
}

// version is what the watcher knows about the current version of a file.
type version struct {
	stamp
	since   time.Time // when it was first seen like this
	outcome outcome
}

type outcome int

const (
	untried outcome = iota
	loading
	loadedWhole
	unfinished // did not load, but may still be in the making
	refused
)

// debounce gathers the events of a burst, such as the writes of a dump.
const debounce = 200 * time.Millisecond

func newWatcher(ds *Dumps) *watcher {
	w := &watcher{
		background: ds.background, dumps: ds, log: ds.opt.Log,
		config: make(chan [2][]string, 1), pokes: make(chan struct{}, 1), ends: make(chan *Load), searches: make(chan search),
		versions: make(map[string]*version), watched: make(map[string]bool),
		wake: time.NewTimer(time.Hour),
	}
	w.wakeAt = time.Now().Add(time.Hour)
	var err error
	if w.fs, err = fsnotify.NewWatcher(); err != nil {
		w.log.Warn("cannot watch files, dumps are found by polling", zap.Error(err))
	}
	return w
}

// configure does not block: the watcher may be busy with a slow file system.
func (w *watcher) configure(folders, patterns []string) {
	w.waits.Lock()
	defer w.waits.Unlock() // so that the watcher is done with these when it says so
	w.waits.due = true
	for {
		select {
		case w.config <- [2][]string{folders, patterns}:
			return
		case <-w.config: // makes room for the newer
		}
	}
}

func (w *watcher) poke() {
	select {
	case w.pokes <- struct{}{}:
	default: // one is waiting
	}
}

// ended takes the result of a load.
func (w *watcher) ended(l *Load) {
	select {
	case w.ends <- l:
	case <-w.ctx.Done():
	}
}

func (w *watcher) run() {
	var events <-chan fsnotify.Event
	var failures <-chan error
	if w.fs != nil {
		defer w.fs.Close()
		events, failures = w.fs.Events, w.fs.Errors
	}
	for {
		select {
		case <-w.ctx.Done():
			return
		case c := <-w.config:
			w.targets = targets(c[0], c[1])
			w.dumps.keep(func(path string) bool { return matchAny(w.targets, path) })
			w.version++
			if w.looking != nil {
				w.looking() // it looks in the wrong places, and may never come back
				w.looking = nil
			}
			w.scan()
		case l := <-w.ends:
			w.note(l)
			w.scan()
		case <-w.pokes:
			w.wakeIn(debounce)
		case <-events:
			w.wakeIn(debounce)
		case err := <-failures:
			// An overflow of the queue of events, for one: look at everything.
			w.log.Warn("watching files", zap.Error(err))
			w.wakeIn(debounce)
		case found := <-w.searches:
			w.take(found)
		case <-w.wake.C:
			w.scan()
		}
	}
}

// wakeIn schedules a scan no later than after this time, unless scans take long.
func (w *watcher) wakeIn(d time.Duration) {
	d = max(d, w.pause)
	if at := time.Now().Add(d); at.Before(w.wakeAt) {
		w.wakeAt = at
		w.wake.Reset(d)
	}
}

// note records how a load of the watcher ended.
func (w *watcher) note(l *Load) {
	v, ok := w.versions[l.Path]
	if !ok {
		v = &version{since: time.Now(), stamp: l.stamp} // the zero stamp is that of no file
		w.versions[l.Path] = v
	}
	switch {
	case l.err == nil:
		if v.stamp != l.dump.stamp {
			*v = version{stamp: l.dump.stamp, since: time.Now()}
		}
		v.outcome = loadedWhole
	case errors.Is(l.err, ErrIncomplete):
		v.outcome = unfinished
	default:
		v.outcome = refused
	}
}

// search is the result of one look at all files.
type search struct {
	version int              // of the targets
	found   []foundFile      // newest first
	asked   map[string]stamp // what there is now of the dumps that a person loaded
	dirs    map[string]bool  // to watch
	took    time.Duration
	err     error // why there may be more
}

// maxPatience is how long requests wait for a search to find the dump to show.
const maxPatience = 3 * time.Second

// scan begins to look at all files. Folders may be large and disks slow, so
// everything else goes on meanwhile.
func (w *watcher) scan() {
	if w.looking != nil {
		w.again = true
		return
	}
	w.wakeAt = time.Now().Add(time.Hour)
	w.wake.Reset(time.Hour)
	w.again = false
	if w.fs == nil && len(w.targets) > 0 {
		w.wakeIn(2 * time.Second)
	}
	ctx, cancel := context.WithCancel(w.ctx)
	w.looking = cancel
	targets, version, asked := w.targets, w.version, w.dumps.store.askedFor()
	go func() {
		defer time.AfterFunc(maxPatience, func() {
			if ctx.Err() == nil {
				w.setDue(false)
			}
		}).Stop()
		var s search
		_ = w.safely("looking for dumps", true, func() error { s = find(ctx, targets, asked); return nil }) // told
		s.version = version
		select {
		case w.searches <- s:
		case <-ctx.Done(): // nobody waits for it any more
		}
	}()
}

// take takes the result of a search and starts the loads that are due.
func (w *watcher) take(s search) {
	if s.version != w.version {
		return // another one is under way
	}
	w.looking()
	w.looking = nil
	w.pause = min(4*s.took, time.Minute)
	if s.took < debounce {
		w.pause = 0
	}
	if w.again {
		w.again = false
		w.wakeIn(debounce)
	}
	w.tell(s.err)
	w.dumps.analyst.setMatched(s.found)
	due := false
	for _, f := range s.found {
		// The newest that can be loaded is wanted: after one that was refused, the
		// next.
		if o := w.consider(f.path, f.stamp); o != refused {
			due = o == untried || o == loading
			break
		}
	}
	w.setDue(due)
	for path, was := range w.dumps.store.askedFor() {
		if now, ok := s.asked[path]; ok && now != was {
			w.consider(path, now)
		}
	}
	w.follow(s.dirs)
}

// tell says once why not all dumps were found.
func (w *watcher) tell(err error) {
	text := ""
	if err != nil {
		text = err.Error()
	}
	if text != "" && text != w.told {
		w.log.Warn("looking for dumps", zap.Error(err))
		w.opt.Observer.SearchIncomplete(err)
	}
	w.told = text
}

// due reports whether a load will begin, as far as the watcher knows.
func (w *watcher) due() bool {
	w.waits.Lock()
	defer w.waits.Unlock()
	return w.waits.due
}

// setDue records whether a load will begin or is under way, and tells those who
// wait, unless something changed meanwhile.
func (w *watcher) setDue(due bool) {
	w.waits.Lock()
	defer w.waits.Unlock()
	if len(w.config) == 0 {
		w.waits.due = due
		w.dumps.coming.tell()
	}
}

type foundFile struct {
	path string
	stamp
}

// find returns the files that targets match, the newest first, and the current
// versions of those that a person loaded.
func find(ctx context.Context, targets []target, asked map[string]stamp) search {
	began := time.Now()
	s := search{dirs: make(map[string]bool), asked: make(map[string]stamp)}
	seen := make(map[string]bool)
	for _, t := range targets {
		names, dirs, err := t.find(ctx)
		if s.err = errors.Join(s.err, err); ctx.Err() != nil {
			return search{err: ctx.Err()}
		}
		for _, path := range names {
			if seen[path] {
				continue
			}
			seen[path] = true
			if info, err := files.Regular(path); err == nil {
				s.found = append(s.found, foundFile{path, stamp{info.Size(), info.ModTime()}})
			}
		}
		for _, dir := range dirs {
			s.dirs[dir] = true
		}
	}
	for path := range asked {
		if now, err := stampOf(path); err == nil {
			s.asked[path] = now
		}
		for _, dir := range literal(path).nearest(filepath.Dir(path)) {
			s.dirs[dir] = true
		}
	}
	s.found = newestFirst(s.found)
	s.took = time.Since(began)
	return s
}

// newestFirst sorts files by time, as far as it is known without reading them.
func newestFirst(found []foundFile) []foundFile {
	slices.SortFunc(found, func(a, b foundFile) int { return strings.Compare(a.path, b.path) })
	written := make([]growth.Written, len(found))
	for i, f := range found {
		written[i] = growth.Written{Path: f.path, Time: f.modTime}
	}
	sorted, _ := growth.InOrder(written)
	out := make([]foundFile, 0, len(found))
	for _, i := range slices.Backward(sorted) {
		out = append(out, found[i])
	}
	return out
}

// consider loads a file if it is new and has been left alone long enough.
func (w *watcher) consider(path string, s stamp) outcome {
	v, ok := w.versions[path]
	if !ok || v.stamp != s {
		if ok && v.outcome == loading {
			// The previous version is being loaded; when that ends, this is called again.
			return loading
		}
		v = &version{stamp: s, since: time.Now()}
		w.versions[path] = v
	}
	wait := w.opt.Settle
	switch v.outcome {
	case loading, loadedWhole, refused:
		return v.outcome
	case unfinished:
		wait = w.opt.BrokenSettle
	}
	quiet := max(time.Since(v.since), time.Since(v.modTime))
	if quiet < wait {
		w.wakeIn(wait - quiet + time.Millisecond)
		return v.outcome
	}
	v.outcome = loading
	w.dumps.loader.begin(path, false)
	return loading
}

// follow watches the folders where dumps can appear, and no others.
func (w *watcher) follow(want map[string]bool) {
	if w.fs == nil {
		return
	}
	for dir := range w.watched {
		if !want[dir] {
			_ = w.fs.Remove(dir) // it may be gone already
			delete(w.watched, dir)
		}
	}
	for dir := range want {
		// Adding again costs nothing, and is needed if the directory was
		// removed and made anew.
		if err := w.fs.Add(dir); err != nil {
			w.log.Warn("cannot watch directory", zap.String("dir", dir), zap.Error(err))
			w.wakeIn(2 * time.Second)
			continue
		}
		if !w.watched[dir] {
			w.wakeIn(debounce) // a dump may have come after the search and before the watch
		}
		w.watched[dir] = true
	}
}
