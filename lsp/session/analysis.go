package session

import (
	"context"
	"errors"
	"sync"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/population"
)

// Analysis is what is computed about the shown dump in the background, after it is
// loaded: what is known about its series, then retained sizes, populations, what
// earlier dumps say, and suspects. It is immutable; each step makes a new one. What
// is not known yet is nil or zero.
type Analysis struct {
	Series      *Series
	Retained    *Retained
	Populations *Populations
	// Judged means that the rest is known.
	Judged    bool
	Suspects  []diagnose.Suspect
	Unreached []diagnose.Component
	Report    *growth.Report // nil if there is only one dump to compare
	Compared  []*Snapshot    // the dumps that Report and Suspects are of, oldest first

	inputs  string // what the judgement is of
	version int    // of the inputs that it takes account of
}

// Populations are those of a dump, laid on those of earlier dumps of its process
// when it is judged.
type Populations struct {
	*population.Populations             // of the SVs of the last dump alone
	Dumps                   []*Snapshot // oldest first

	shapes *population.Tree // of the last
}

// Analysis returns what is known about the dump so far, never nil.
func (d *Dump) Analysis() *Analysis {
	if a := d.analysis.Load(); a != nil {
		return a
	}
	return &Analysis{}
}

// Work is background work that a person may watch and cancel.
type Work struct {
	Title string

	cancel context.CancelFunc
	done   chan struct{}

	mu       sync.Mutex
	progress LoadProgress
}

// Cancel ends the work.
func (w *Work) Cancel() { w.cancel() }

// Done is closed when the work has ended.
func (w *Work) Done() <-chan struct{} { return w.done }

// Progress returns how far the work has come.
func (w *Work) Progress() LoadProgress {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.progress
}

func (w *Work) report(percent int, phase string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.progress = LoadProgress{percent, phase}
}

// ErrNoDump is the error of whatever needs a dump when none is shown.
var ErrNoDump = errors.New("no dump is loaded: set perlheap.dumps or run perlheap.loadDump")
