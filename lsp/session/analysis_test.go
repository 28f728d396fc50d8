package session

import (
	"context"
	"errors"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/zap/zaptest"

	"github.com/perlheap/perlheap/heap/growth"
)

// analysing loads a dump in a set whose analyses are told to on.
func analysing(t *testing.T, on func(*Work)) (*Dumps, string) {
	t.Helper()
	log := newEventLog()
	log.onAnalysis = on
	ds := NewDumps(Options{Observer: log, Log: zaptest.NewLogger(t)})
	t.Cleanup(ds.Close)
	path := filepath.Join(t.TempDir(), "worker.pmat")
	write(t, path, unpack(t, "p536-amd64-d046-leak.1"), time.Hour)
	if _, err := ds.Load(path).Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	return ds, path
}

// One that a person cancels stays cancelled until somebody asks for it.
func TestAnalysisIsCancelled(t *testing.T) {
	var started atomic.Int32
	ended := make(chan struct{})
	ds, _ := analysing(t, func(w *Work) {
		if started.Add(1) > 1 {
			return
		}
		w.Cancel()
		go func() {
			<-w.Done()
			close(ended)
		}()
	})
	<-ended
	d, done, _ := ds.Shown()
	defer done()
	if a := d.Analysis(); a.Judged {
		t.Error("it was judged although it was cancelled")
	}
	d, a, release, err := ds.Analysed(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	if !a.Judged || a.Retained == nil || a.Series == nil || d.Analysis() != a || started.Load() < 2 {
		t.Errorf("asked for, it gives %+v", a)
	}
}

// What waits ends with its context, and with the dump.
func TestAnalysedEnds(t *testing.T) {
	hold := make(chan struct{})
	ds, path := analysing(t, func(*Work) { <-hold })
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, _, _, err := ds.Analysed(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("with a context that ends: %v", err)
	}
	waits := make(chan error, 1)
	go func() {
		_, _, _, err := ds.Analysed(context.Background())
		waits <- err
	}()
	if err := ds.Unload(path); err != nil {
		t.Fatal(err)
	}
	close(hold)
	if err := <-waits; !errors.Is(err, ErrNoDump) {
		t.Errorf("without a dump: %v", err)
	}
}

// Of what is not shown any more nothing large is kept.
func TestAnalysisOfWhatIsNotShown(t *testing.T) {
	ds, path := analysing(t, nil)
	first, _, release, err := ds.Analysed(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	other := filepath.Join(filepath.Dir(path), "other.pmat")
	write(t, other, unpack(t, "p536-amd64-d046-leak.2"), time.Minute)
	if _, err := ds.Load(other).Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, a, release2, err := ds.Analysed(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer release2()
	if first.Analysis().Retained != nil {
		t.Error("the sizes of the dump before are kept")
	}
	if b := a.Series.Baseline(); b == nil || b.Path != path || len(a.Compared) != 2 || a.Report == nil {
		t.Errorf("the dump before is not the baseline: %+v", a.Series)
	}
}

// Snapshots are bounded, the oldest go first; a file that was written over
// leaves the one of its former version.
func TestSnapshotsAreBounded(t *testing.T) {
	var kept snapshots
	for n := range maxSnapshots + 10 {
		at := time.Unix(int64(n), 0)
		s := &Snapshot{Summary: &growth.Summary{Path: "worker.pmat"}, Time: at, stamp: stamp{size: 1, modTime: at}}
		kept.remember(s)
		kept.remember(s)
	}
	if len(kept.all) != maxSnapshots || kept.all[0].Time.Unix() != 10 {
		t.Errorf("%d snapshots from %v", len(kept.all), kept.all[0].Time)
	}
}
