package session

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"
)

// stuck returns a set in which the load of stuck.pmat hangs, as reads from a file
// system that is gone do, and the paths of that dump and another.
func stuck(t *testing.T) (ds *Dumps, events *eventLog, hung, other string, hangs <-chan struct{}) {
	t.Helper()
	ds, events, dir := startDumps(t)
	hung, other = filepath.Join(dir, "stuck.pmat"), filepath.Join(dir, "other.pmat")
	began, hold := make(chan struct{}, 100), make(chan struct{})
	t.Cleanup(func() { close(hold) }) // before the set is closed
	events.onProgress = func(l *Load) {
		if l.Path == hung {
			began <- struct{}{}
			<-hold
		}
	}
	for _, path := range []string{hung, other} {
		write(t, path, unpack(t, small), time.Hour)
	}
	return ds, events, hung, other, began
}

// A load that never comes back is left behind when it is cancelled, and gives
// its turn to the next.
func TestCancelledLoadThatHangs(t *testing.T) {
	ds, events, hung, other, hangs := stuck(t)
	l := ds.Load(hung)
	<-hangs
	next := ds.Load(other)
	l.Cancel()
	if _, err := l.Wait(t.Context()); !errors.Is(err, context.Canceled) || !errors.Is(err, errLeft) {
		t.Errorf("the load that hangs ends with %v", err)
	}
	events.waitFor(t, "cancelled stuck.pmat")
	if _, err := next.Wait(t.Context()); err != nil {
		t.Error(err)
	}
	expectShown(t, ds, "other.pmat")
	if _, _, done, err := ds.Analysed(t.Context()); err != nil {
		t.Error(err)
	} else {
		done()
	}
}

// One that stands still and that nobody cancels holds up no other, and is shown
// when it goes on after all.
func TestLoadThatStandsStill(t *testing.T) {
	ds, _, hung, other, hangs := stuck(t)
	ds.loader.turns.stalled = 50 * time.Millisecond
	ds.Load(hung)
	<-hangs
	if _, err := ds.Load(other).Wait(t.Context()); err != nil {
		t.Error(err)
	}
	expectShown(t, ds, "other.pmat")
	if _, _, done, err := ds.Analysed(t.Context()); err != nil {
		t.Error(err)
	} else {
		done()
	}
}

// A turn is given back once, whoever gives it back.
func TestTurns(t *testing.T) {
	ts := &turns{make(chan struct{}, 1), 20 * time.Millisecond}
	lost := make(chan struct{}, 1)
	first, err := ts.take(t.Context(), func() { t.Error("waits for nobody") }, func() { lost <- struct{}{} })
	if err != nil {
		t.Fatal(err)
	}
	<-lost
	second, err := ts.take(t.Context(), func() { t.Error("waits for a turn that was lost") }, func() {})
	if err != nil {
		t.Fatal(err)
	}
	second.end()
	third, err := ts.take(t.Context(), func() { t.Error("waits for a turn that was given back") }, func() {})
	if err != nil {
		t.Fatal(err)
	}
	defer third.end()
	first.end()
	first.moved()
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := ts.take(ctx, cancel, func() {}); !errors.Is(err, context.Canceled) && err != nil {
		t.Errorf("waiting ends with %v", err)
	} else if err == nil {
		t.Error("two have the turn")
	}
}
