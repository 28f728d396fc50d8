package session

import (
	"context"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/perlheap/perlheap/heap/files"
)

// Load is one loading of a dump, from its request to its end.
type Load struct {
	Path string

	asked   atomic.Bool
	stalled atomic.Bool // others do not wait for it
	cancel  context.CancelFunc
	done    chan struct{} // closed at the end; dump and err are set then
	dump    *Dump
	err     error
	stamp   stamp // of the file, as far as it was there; the load's own

	mu       sync.Mutex
	progress LoadProgress
}

// LoadProgress is how far a load has come.
type LoadProgress struct {
	Percent int    // 0 to 100, never falling
	Phase   string // what is being done, for a person
}

// Asked reports whether a person asked for the dump by name; otherwise the
// watcher found it.
func (l *Load) Asked() bool { return l.asked.Load() }

// Cancel ends the load; it fails with [context.Canceled].
func (l *Load) Cancel() { l.cancel() }

// Done is closed when the load has ended.
func (l *Load) Done() <-chan struct{} { return l.done }

// Wait waits for the end of the load, or of ctx.
func (l *Load) Wait(ctx context.Context) (*Dump, error) {
	defer resting(ctx)()
	select {
	case <-l.done:
		return l.dump, l.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Progress returns how far the load has come.
func (l *Load) Progress() LoadProgress {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.progress
}

// phases are the phases of a load with the percentage at which each begins.
// The shares are those of a large dump; a plain dump skips the first.
var phases = []struct {
	name  string
	start int
}{
	{phaseOpening, 0},
	{phaseWaiting, 0},
	{"unpacking", 0},
	{"reading SVs", 10},
	{"sorting addresses", 82},
	{"resolving references", 85},
	{phaseSites, 96},
}

const (
	phaseOpening = "opening"
	phaseWaiting = "waiting for another dump"
	phaseSites   = "finding the subs"
)

// report notes progress and reports whether there is any to show.
func (l *Load) report(phase string, done, total int64) bool {
	next := LoadProgress{Phase: phase}
	for i, p := range phases {
		if p.name == phase {
			end := 100
			if i+1 < len(phases) {
				end = phases[i+1].start
			}
			next.Percent = p.start
			if total > 0 {
				next.Percent += int(float64(end-p.start) * min(1, float64(done)/float64(total)))
			}
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	next.Percent = max(next.Percent, l.progress.Percent)
	changed := next != l.progress
	l.progress = next
	return changed
}

// stamp distinguishes versions of a file.
type stamp struct {
	size    int64
	modTime time.Time
}

func stampOf(path string) (stamp, error) {
	info, err := os.Stat(path)
	if err != nil {
		return stamp{}, err
	}
	return stamp{info.Size(), info.ModTime()}, nil
}

// regular returns the version of a file that is to be loaded; an error if it cannot
// be loaded.
func regular(path string) (stamp, error) {
	info, err := files.Regular(path)
	if err != nil {
		return stamp{}, fmt.Errorf("cannot open the dump: %w", err)
	}
	return stamp{info.Size(), info.ModTime()}, nil
}
