package session

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.uber.org/zap/zaptest"
)

// patience is how long tests wait for what comes at once on an idle machine.
const patience = 2 * time.Minute

// eventLog is an Observer that keeps what it is told.
type eventLog struct {
	mu      sync.Mutex
	events  []string
	percent map[string][]int
	changed chan struct{}
	onStart func(*Load)

	onAnalysis func(*Work)
	onChange   func()
	onProgress func(*Load)
}

func newEventLog() *eventLog {
	return &eventLog{percent: make(map[string][]int), changed: make(chan struct{}, 1000)}
}

func (e *eventLog) add(event string) {
	e.mu.Lock()
	e.events = append(e.events, event)
	e.mu.Unlock()
	e.changed <- struct{}{}
}

func (e *eventLog) LoadStarted(l *Load) {
	e.add("started " + filepath.Base(l.Path))
	if e.onStart != nil {
		e.onStart(l)
	}
}

func (e *eventLog) LoadProgress(l *Load) {
	if e.onProgress != nil {
		e.onProgress(l)
	}
	e.mu.Lock()
	e.percent[l.Path] = append(e.percent[l.Path], l.Progress().Percent)
	e.mu.Unlock()
}

func (e *eventLog) SearchIncomplete(error) {}

func (e *eventLog) LoadEnded(l *Load, err error) {
	how := "ended "
	switch {
	case errors.Is(err, ErrIncomplete):
		how = "incomplete "
	case errors.Is(err, context.Canceled):
		how = "cancelled "
	case err != nil:
		how = "failed "
	}
	e.add(how + filepath.Base(l.Path))
}

func (e *eventLog) ShownChanged() { e.add("shown changed") }

func (e *eventLog) AnalysisStarted(w *Work) {
	if e.onAnalysis != nil {
		e.onAnalysis(w)
	}
}

func (e *eventLog) AnalysisChanged() {
	if e.onChange != nil {
		e.onChange()
	}
}

func (e *eventLog) WorkBroke(what string, err error) { e.add("broke: " + err.Error()) }

// waitFor waits for an event that has not been waited for yet.
func (e *eventLog) waitFor(t *testing.T, want string) {
	t.Helper()
	deadline := time.After(patience)
	for {
		e.mu.Lock()
		for i, event := range e.events {
			if event == want {
				e.events = e.events[i+1:]
				e.mu.Unlock()
				return
			}
		}
		e.mu.Unlock()
		select {
		case <-e.changed:
		case <-deadline:
			t.Fatalf("no event %q; there are %q", want, e.events)
		}
	}
}

// never waits a while and fails if the event comes.
func (e *eventLog) never(t *testing.T, event string) {
	t.Helper()
	time.Sleep(300 * time.Millisecond)
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, got := range e.events {
		if got == event {
			t.Fatalf("event %q came", event)
		}
	}
}

// unpack returns a real dump as a plain file.
func unpack(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "testdata", "dumps", name+".pmat.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	zr, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(zr)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func write(t *testing.T, path string, data []byte, age time.Duration) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	when := time.Now().Add(-age)
	if err := os.Chtimes(path, when, when); err != nil {
		t.Fatal(err)
	}
}

func startDumps(t *testing.T) (*Dumps, *eventLog, string) {
	t.Helper()
	events := newEventLog()
	ds := NewDumps(Options{Observer: events, Log: zaptest.NewLogger(t), Settle: 100 * time.Millisecond, BrokenSettle: 700 * time.Millisecond})
	t.Cleanup(ds.Close)
	return ds, events, t.TempDir()
}

func shown(t *testing.T, ds *Dumps) string {
	t.Helper()
	d, done, ok := ds.Shown()
	defer done()
	if !ok {
		return ""
	}
	return filepath.Base(d.Path)
}

func expectShown(t *testing.T, ds *Dumps, want string) {
	t.Helper()
	if got := shown(t, ds); got != want {
		t.Errorf("shown is %q, want %q", got, want)
	}
}

const small = "p536-amd64-d046-gadget"

func TestWatchLoadsTheNewestOfASet(t *testing.T) {
	ds, events, dir := startDumps(t)
	dump := unpack(t, small)
	write(t, filepath.Join(dir, "dumps", "old.pmat"), dump, time.Hour)
	write(t, filepath.Join(dir, "dumps", "new.pmat"), dump, time.Minute)
	write(t, filepath.Join(dir, "dumps", "other.txt"), dump, time.Second)
	ds.Watch(Workspace{Folders: []string{filepath.Join(dir, "missing"), dir}}, []string{"dumps/*.pmat"})
	events.waitFor(t, "ended new.pmat")
	expectShown(t, ds, "new.pmat")
	events.never(t, "started old.pmat")

	write(t, filepath.Join(dir, "dumps", "newer.pmat"), dump, 0)
	events.waitFor(t, "ended newer.pmat")
	events.waitFor(t, "shown changed")
	expectShown(t, ds, "newer.pmat")
	if n := len(ds.store.loaded); n != 1 {
		t.Errorf("%d dumps of the set are loaded, want 1", n)
	}

	ds.Watch(Workspace{Folders: []string{dir}}, nil)
	// Not the first event: one of the loads before may still be on its way.
	for shown(t, ds) != "" {
		events.waitFor(t, "shown changed")
	}
}

func TestWatchDirectoryThatAppears(t *testing.T) {
	ds, events, dir := startDumps(t)
	ds.Watch(Workspace{Folders: []string{dir}}, []string{"a/b/**/x.pmat"})
	ds.Await(t.Context()) // it has been looked for, and folders begin to be watched
	write(t, filepath.Join(dir, "a", "b", "c", "d", "x.pmat"), unpack(t, small), 0)
	events.waitFor(t, "ended x.pmat")
}

func TestWatchRewrittenDump(t *testing.T) {
	ds, events, dir := startDumps(t)
	path := filepath.Join(dir, "a.pmat")
	write(t, path, unpack(t, small), time.Hour)
	ds.Watch(Workspace{Folders: []string{dir}}, []string{"a.pmat"})
	events.waitFor(t, "ended a.pmat")
	before, done, _ := ds.Shown()
	defer done()
	svs := before.Heap.Count()

	write(t, path, unpack(t, "p540-amd64-d050-class"), 0)
	events.waitFor(t, "ended a.pmat")
	after, doneAfter, _ := ds.Shown()
	defer doneAfter()
	if after == before || after.Heap.Count() == svs {
		t.Error("the dump was not loaded anew")
	}
	events.never(t, "started a.pmat")
}

func TestWatchDumpBeingWritten(t *testing.T) {
	ds, events, dir := startDumps(t)
	ds.opt.BrokenSettle = time.Minute // longer than a load takes where much else runs
	dump := unpack(t, small)
	path := filepath.Join(dir, "a.pmat")
	ds.Watch(Workspace{Folders: []string{dir}}, []string{"*.pmat"})
	write(t, path, dump[:len(dump)/2], 0)
	events.waitFor(t, "incomplete a.pmat")
	expectShown(t, ds, "")
	write(t, path, dump, 0)
	events.waitFor(t, "ended a.pmat")
	if d, done, _ := ds.Shown(); d.Heap.Damage().Truncation != nil {
		t.Error("the dump is shown as truncated")
	} else {
		done()
	}
}

func TestWatchDumpThatStaysTruncated(t *testing.T) {
	ds, events, dir := startDumps(t)
	ds.opt.BrokenSettle = 3 * time.Second // longer than a load takes where much else runs
	dump := unpack(t, small)
	write(t, filepath.Join(dir, "a.pmat"), dump[:len(dump)/2], 0)
	ds.Watch(Workspace{Folders: []string{dir}}, []string{"*.pmat"})
	events.waitFor(t, "incomplete a.pmat")
	events.waitFor(t, "ended a.pmat")
	d, done, ok := ds.Shown()
	defer done()
	if !ok || d.Heap.Damage().Truncation == nil {
		t.Error("the truncated dump is not shown as such")
	}
	events.never(t, "started a.pmat")
}

func TestWatchBrokenDumpLeavesItToTheNext(t *testing.T) {
	ds, events, dir := startDumps(t)
	write(t, filepath.Join(dir, "good.pmat"), unpack(t, small), time.Hour)
	write(t, filepath.Join(dir, "junk.pmat"), []byte("this is no dump"), time.Minute)
	ds.Watch(Workspace{Folders: []string{dir}}, []string{"*.pmat"})
	events.waitFor(t, "failed junk.pmat")
	events.waitFor(t, "ended good.pmat")
	expectShown(t, ds, "good.pmat")
	ds.Poke()
	events.never(t, "started junk.pmat")
}

// Who awaits a dump gets the one that has to be left alone for a while first, or
// that a broken one leaves it to, and does not wait where there is none.
func TestAwait(t *testing.T) {
	ds, _, dir := startDumps(t)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	ds.Await(ctx)
	expectShown(t, ds, "")
	ds.Watch(Workspace{Folders: []string{dir}}, []string{"none-*.pmat"})
	ds.Await(ctx)
	expectShown(t, ds, "")
	write(t, filepath.Join(dir, "a.pmat"), unpack(t, small), 0)
	write(t, filepath.Join(dir, "b.pmat"), []byte("PMAT, or rather not"), -time.Minute)
	ds.Watch(Workspace{Folders: []string{dir}}, []string{"*.pmat"})
	ds.Await(ctx)
	expectShown(t, ds, "a.pmat")
	if err := ds.Unload(filepath.Join(dir, "a.pmat")); err != nil {
		t.Fatal(err)
	}
	ds.Await(ctx)
	expectShown(t, ds, "")
	if ctx.Err() != nil {
		t.Error("waited for a dump that does not come")
	}
	l := ds.Load(filepath.Join(dir, "a.pmat"))
	ds.Await(ctx)
	expectShown(t, ds, "a.pmat")
	<-l.Done()
}

func TestLoadAskedFor(t *testing.T) {
	ds, events, dir := startDumps(t)
	dump := unpack(t, small)
	asked := filepath.Join(dir, "elsewhere", "asked.pmat")
	write(t, asked, dump, time.Hour)
	write(t, filepath.Join(dir, "set.pmat"), dump, time.Minute)
	ds.Watch(Workspace{Folders: []string{dir}}, []string{"*.pmat"})
	events.waitFor(t, "ended set.pmat")

	d, err := ds.Load(asked).Wait(t.Context())
	if err != nil || d.Path != asked {
		t.Fatalf("Load gives %v, %v", d, err)
	}
	expectShown(t, ds, "asked.pmat")
	if again, _ := ds.Load(asked).Wait(t.Context()); again != d {
		t.Error("a dump that has not changed is loaded a second time")
	}
	if _, err := ds.Load(filepath.Join(dir, "set.pmat")).Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	expectShown(t, ds, "set.pmat")
	if err := ds.Unload(filepath.Join(dir, "set.pmat")); err != nil {
		t.Error(err)
	}
	expectShown(t, ds, "asked.pmat")
	if err := ds.Unload(filepath.Join(dir, "set.pmat")); err == nil {
		t.Error("unloading a second time succeeds")
	}

	events.waitFor(t, "ended asked.pmat")
	write(t, asked, dump, 0) // rewritten: watched also without the setting
	events.waitFor(t, "ended asked.pmat")

	for _, bad := range []string{filepath.Join(dir, "missing.pmat"), dir} {
		if _, err := ds.Load(bad).Wait(t.Context()); err == nil {
			t.Errorf("loading %s succeeds", bad)
		}
	}
	expectShown(t, ds, "asked.pmat")
}

func TestLoadCancelled(t *testing.T) {
	ds, events, dir := startDumps(t)
	events.onStart = (*Load).Cancel
	path := filepath.Join(dir, "a.pmat")
	write(t, path, unpack(t, small), time.Hour)
	if _, err := ds.Load(path).Wait(t.Context()); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	events.waitFor(t, "cancelled a.pmat")
	expectShown(t, ds, "")
}

func TestShownOutlivesUnload(t *testing.T) {
	ds, _, dir := startDumps(t)
	path := filepath.Join(dir, "a.pmat")
	write(t, path, unpack(t, small), time.Hour)
	if _, err := ds.Load(path).Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	d, done, _ := ds.Shown()
	if err := ds.Unload(path); err != nil {
		t.Fatal(err)
	}
	for sv := range d.Heap.Codes().All {
		if _, err := d.Heap.Code(sv).Padnames(); err != nil {
			t.Fatalf("a dump in use was closed: %v", err)
		}
	}
	done()
	done()
	ds.Close() // what goes on in the background uses it too
	if d.users != 0 {
		t.Errorf("%d users are left", d.users)
	}
}

func TestProgressRisesToTheEnd(t *testing.T) {
	ds, events, dir := startDumps(t)
	path := filepath.Join(dir, "a.pmat.gz")
	packed, err := os.ReadFile(filepath.Join("..", "..", "testdata", "dumps", "p536-amd64-d046.pmat.gz"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, packed, time.Hour)
	if _, err := ds.Load(path).Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	percents := events.percent[path]
	for i := 1; i < len(percents); i++ {
		if percents[i] < percents[i-1] {
			t.Fatalf("progress falls: %v", percents)
		}
	}
	if len(percents) == 0 || percents[len(percents)-1] != 100 {
		t.Errorf("progress ends at %v, want 100", percents)
	}
}
