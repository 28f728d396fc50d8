package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/verify"
)

// ErrOneRun is wrapped by the error for dumps that are not known to come from
// two runs.
var ErrOneRun = errors.New("there are no dumps of two runs to compare")

// Runs returns the paths of the dumps of the two newest known runs of the shown
// program, of which one had ended when the other began; oldest first. It waits
// until the shown dump has been judged, and with it the
// earlier dumps that the setting perlheap.dumps matches have been read.
func (ds *Dumps) Runs(ctx context.Context) (before, after []string, err error) {
	d, _, done, err := ds.Analysed(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer done()
	var known []*Snapshot
	for _, s := range ds.analyst.files().snapshots.all {
		if v, err := stampOf(s.Path); err == nil && v == s.stamp {
			known = append(known, s)
		}
	}
	known, _ = inOrder(known)
	shown := slices.IndexFunc(known, func(s *Snapshot) bool { return s.is(d.Path, d.stamp) })
	if shown < 0 {
		return nil, nil, fmt.Errorf("%w: the file of %s has changed since it was loaded; load it again", ErrOneRun, d.Path)
	}
	runs := runsOf(known, known[shown])
	now := runs[len(runs)-1]
	for _, run := range slices.Backward(runs[:len(runs)-1]) {
		if hadEnded(run[len(run)-1], now[0]) {
			return pathsOf(chooseDumps(run)), pathsOf(chooseDumps(now)), nil
		}
	}
	return nil, nil, fmt.Errorf("%w: of %s only one is known; name the dumps before the cure and those after it", ErrOneRun, d.Path)
}

// runsOf groups dumps, oldest first, by process, leaving out those of other
// programs than one of them. The run with the newest dump is last.
func runsOf(known []*Snapshot, shown *Snapshot) (runs [][]*Snapshot) {
	for _, s := range known {
		if s != shown && !s.SameProgram(shown.Process) {
			continue
		}
		at := slices.IndexFunc(runs, func(run []*Snapshot) bool {
			return !slices.ContainsFunc(run, func(r *Snapshot) bool { return r.Same(s.Process) != nil })
		})
		if at < 0 {
			runs = append(runs, []*Snapshot{s})
			continue
		}
		run := append(runs[at], s)
		runs = append(slices.Delete(runs, at, at+1), run)
	}
	return runs
}

// hadEnded reports whether, as far as is known, the process of a dump had ended
// when another wrote its first one.
func hadEnded(last, first *Snapshot) bool {
	if began := first.Began(); !began.IsZero() {
		return last.Time.Before(began.Add(time.Second)) // $^T has no parts of seconds
	}
	return older(last, first)
}

func pathsOf(dumps []*Snapshot) (paths []string) {
	for _, s := range dumps {
		paths = append(paths, s.Path)
	}
	return paths
}

// Verified says what became of the suspects of one run in another.
type Verified struct {
	*verify.Result
	Before, After verify.Side
}

// Verify follows the suspects of the dumps before a cure in those after it. The
// heaps of the answer are open until done is called.
func (ds *Dumps) Verify(ctx context.Context, before, after []string, level diagnose.Level) (v *Verified, done func(), err error) {
	var opened []*heap.Heap
	done = func() {
		for _, h := range opened {
			_ = h.Close() // it was only read
		}
	}
	defer func() {
		if err != nil {
			done()
			done = func() {}
		}
	}()
	where := ds.sources.now()
	reader := where.reader(ctx)
	var sides [2]verify.Side
	for i, paths := range [][]string{before, after} {
		var heaps []*heap.Heap
		for _, path := range paths {
			h, err := ds.loader.openHeap(ctx, path)
			if err != nil {
				return nil, done, err
			}
			heaps, opened = append(heaps, h), append(opened, h)
		}
		ordered, order := growth.Arrange(heaps, false)
		series, err := growth.NewSeries(ctx, ordered, false)
		if err != nil {
			return nil, done, err
		}
		series.Order = order
		h := series.Last()
		program, _ := where.programOf(h, growth.TimeOf(h.File().Path()), reader) // the shown dump tells of a revision that is not there
		sides[i] = verify.Side{Series: series, Program: program}
	}
	r, err := verify.Compare(ctx, sides[0], sides[1], verify.Options{Level: level})
	if err != nil {
		return nil, done, err
	}
	return &Verified{r, sides[0], sides[1]}, done, nil
}
