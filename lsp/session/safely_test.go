package session

import (
	"path/filepath"
	"sync/atomic"
	"testing"

	"go.uber.org/zap/zaptest"
)

// A mistake in background work ends that work alone: it is told, and other
// dumps are loaded as before.
func TestPanicsInTheBackgroundEndNothingElse(t *testing.T) {
	events, broken := newEventLog(), atomic.Bool{}
	broken.Store(true)
	fail := func() {
		if broken.Load() {
			panic("the secret of a dump")
		}
	}
	events.onProgress = func(l *Load) {
		if filepath.Base(l.Path) == "bad.pmat" {
			fail()
		}
	}
	events.onChange = fail
	ds := NewDumps(Options{Observer: events, Log: zaptest.NewLogger(t)})
	t.Cleanup(ds.Close)
	dir, dump := t.TempDir(), unpack(t, small)
	for _, name := range []string{"bad.pmat", "good.pmat"} {
		write(t, filepath.Join(dir, name), dump, 0)
	}

	l := ds.Load(filepath.Join(dir, "bad.pmat"))
	if _, err := l.Wait(t.Context()); err == nil || err.Error() != "a bug in perlheap: panic with a value of type string" {
		t.Errorf("the load that panicked failed with %v", err)
	}
	d, err := ds.Load(filepath.Join(dir, "good.pmat")).Wait(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // looking through it, and analysing it
		events.waitFor(t, "broke: a bug in perlheap: panic with a value of type string")
	}
	// The analysis has ended when it is told that it failed.
	if _, _, done, err := ds.Analysed(t.Context()); err == nil {
		done()
	}
	if err := d.WaitComplete(t.Context()); err != nil {
		t.Errorf("WaitComplete: %v", err)
	}
	broken.Store(false)
	if _, _, done, err := ds.Analysed(t.Context()); err != nil {
		t.Errorf("analysing once more, without the mistake: %v", err)
	} else {
		done()
	}
}
